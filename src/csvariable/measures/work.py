"""The work of measuring: rows that count, whose they are, what they come to, reason by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import lcm

from csvariable.kernel.diagnostic import Diagnostic, FilePlace, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.measures.conditions import row_test
from csvariable.measures.kinds import THAT, WeighedRow, reduced
from csvariable.measures.model import (
    EVERYBODY,
    AskedKpi,
    Measured,
    MeasuredPerson,
    Measurement,
    Owner,
    Reason,
    RowWindow,
)
from csvariable.measures.opened import OpenSource
from csvariable.measures.owners import RowOwners
from csvariable.plan import Plan
from csvariable.plan.measure import ColumnPair, ShareRows
from csvariable.plan.rows import CellTest, RowCondition
from csvariable.tables.numerals import is_missing
from csvariable.tables.table import Table

ONE = Fraction(1)


def measure(
    plan: Plan,
    asked: Sequence[AskedKpi],
    tables: Mapping[str, Sequence[Table]],
    people: Sequence[MeasuredPerson],
    window: RowWindow,
) -> Measurement:
    """Measure KPIs on the rows of their sources, for everybody that each is asked for."""
    values: list[Measured] = []
    problems: list[Diagnostic] = []
    for name in dict.fromkeys(one.measure.source for one in asked):
        if not tables.get(name):
            problems.append(_no_file(name))
            continue
        rows = OpenSource(name, plan.sources[name], tables[name], plan.currency, plan.zone)
        work = _Work(rows, RowOwners(rows, people), people, window)
        if not work.ready():
            problems += rows.said()
            continue
        for one in asked:
            if one.measure.source == name:
                values += work.measured(one)
        problems += [*rows.said(), *work.owners.unknown(), *work.problems]
    return Measurement(values, problems)


def _no_file(name: str) -> Diagnostic:
    return error(
        "no-source-file",
        msg("nothing says where the rows of `{source}` are", source=name),
        PlanPlace(("sources", name), key=True),
        help=msg("write `file: ...` there, or give one: `--source {source}=FILE`", source=name),
    )


@dataclass(slots=True)
class _Work:
    """One source, measured for one KPI after another."""

    rows: OpenSource
    owners: RowOwners
    people: Sequence[MeasuredPerson]
    window: RowWindow
    problems: list[Diagnostic] = field(default_factory=list)
    days: list[date | None] = field(default_factory=list)

    def ready(self) -> bool:
        """Read dates and look for the columns; False where nothing can be measured."""
        source = self.rows.source
        self.days = [None if one is None else one.day for one in self.rows.moments()]
        if source.date is not None and self.window.days is None:
            message = msg("the rows of `{source}` have dates: which period is paid?", source=self.rows.name)
            self.rows.problems.append(
                error(
                    "period", message, FilePlace(""), help=msg("write `--period`, such as `--period 2026-Q3`")
                )
            )
        if source.owner_column is not None:
            self.rows.texts(" ".join(source.owner_column.column.split()))
        if not self.rows.problems and source.date is not None:
            self._some_in_period()
        return not self.rows.problems

    def _some_in_period(self) -> None:
        span = self.window.days
        known = [day for day in self.days if day is not None]
        if span is None or any(span.first <= day <= span.last for day in known):
            return
        table = self.rows.tables[0]
        header = self.rows.source.date_column.column if self.rows.source.date_column else ""
        at = table.place(-1, table.header.index(" ".join(header.split())))
        if not known:
            message = msg("no row of `{source}` has a date", source=self.rows.name)
            self.rows.problems.append(error("no-rows-in-period", message, at))
            return
        message = msg(
            "no row of `{source}` lies between {first} and {last}: they go from {oldest} to {newest}",
            source=self.rows.name,
            first=span.first,
            last=span.last,
            oldest=min(known),
            newest=max(known),
        )
        advice = msg("is it the export of this period, and its column of the date that counts?")
        self.rows.problems.append(error("no-rows-in-period", message, at, help=advice))

    # ------------------------------------------------------------------------------- a KPI

    def measured(self, asked: AskedKpi) -> list[Measured]:
        """Return the values of a KPI for everybody that it is asked for."""
        left: Counter[Reason] = Counter()
        counting = self._counting(asked, left)
        groups: dict[Owner, list[WeighedRow]] = {owner: [] for owner in _owners(asked)}
        for row in counting:
            owners = self._whose(asked, row, left)
            for owner in owners:
                groups.setdefault(owner, []).append(row)
        return [self._value(asked, owner, groups[owner], left) for owner in dict.fromkeys(_owners(asked))]

    def _counting(self, asked: AskedKpi, left: Counter[Reason]) -> list[WeighedRow]:
        """Return the rows that count, whoever they belong to."""
        doubted: set[tuple[int, str]] = set()
        of_source = row_test(self.rows.source.where, self.rows, doubted)
        of_measure = row_test(asked.measure.where, self.rows, doubted)
        found: list[WeighedRow] = []
        reader = _RowReader(asked, self.rows)
        for row in range(len(self.rows.rows)):
            if not (of_source(row) and of_measure(row)):
                left[Reason.FILTERED] += 1
                continue
            reason = self._undated(row)
            if reason is not None:
                left[reason] += 1
                continue
            read = reader.read(row)
            if read is None:
                left[Reason.NOT_ANSWERED] += 1
            else:
                found.append(WeighedRow(row, ONE, read))
            for at, name in sorted(doubted):
                if at == row:
                    self.rows.value(name, row)
            doubted.clear()
        return found

    def _undated(self, row: int) -> Reason | None:
        if self.rows.source.date is None:
            return None
        day, span = self.days[row], self.window.days
        if day is None:
            return Reason.NO_DATE
        inside = span is not None and span.first <= day <= span.last
        return None if inside else Reason.OUTSIDE

    def _day(self, row: int) -> date | None:
        """Return the day on which it matters whose a row is."""
        found = self.days[row]
        return found if found is not None or self.window.days is None else self.window.days.last

    def _whose(self, asked: AskedKpi, row: WeighedRow, left: Counter[Reason]) -> list[Owner]:
        if asked.scope == "company":
            return [Owner("company", EVERYBODY)]
        person = self.owners.of(row.row)
        if isinstance(person, Reason):
            left[person] += 1
            return []
        day = self._day(row.row)
        if asked.scope == "person":
            return [Owner("person", person.id)]
        team = person.team_on(day) if day is not None else person.stays[-1].team if person.stays else None
        if team is None:
            left[Reason.NO_TEAM] += 1
            return []
        return [Owner("team", team)]

    def _value(
        self, asked: AskedKpi, owner: Owner, rows: Sequence[WeighedRow], left: Counter[Reason]
    ) -> Measured:
        top, bottom, n = reduced(asked.measure, rows)
        if bottom < 0:
            message = msg(
                "the denominator of `{kpi}` is {value} for `{owner}`: below 0",
                kpi=asked.kpi,
                value=bottom,
                owner=owner.name,
            )
            place = PlanPlace(("kpis", asked.kpi, "measure"), key=True)
            self.problems.append(error("negative-denominator", message, place))
        whole = lcm(top.denominator, bottom.denominator)
        places = [self.rows.rows[one.row] for one in rows]
        return Measured(
            asked.kpi,
            owner,
            self.rows.name,
            int(top * whole),
            max(0, int(bottom * whole)),
            n,
            {reason: left[reason] for reason in Reason if left[reason]},
            places,
        )


def _owners(asked: AskedKpi) -> list[Owner]:
    """Return everybody who has a value of a KPI, with or without rows."""
    match asked.scope:
        case "person":
            return [Owner("person", one.id) for one in asked.people]
        case "team":
            teams = dict.fromkeys(stay.team for one in asked.people for stay in one.stays)
            return [Owner("team", team) for team in teams if team]
        case _:
            return [Owner("company", EVERYBODY)]


class _RowReader:
    """Reads of a row what a measure needs, or finds that it was not answered."""

    def __init__(self, asked: AskedKpi, rows: OpenSource) -> None:
        self._measure, self._rows = asked.measure, rows
        that = asked.measure.that if isinstance(asked.measure, ShareRows) else None
        self._doubted: set[tuple[int, str]] = set()
        self._holds = None if that is None else row_test(that, rows, self._doubted)
        self._answers = () if that is None else tuple(dict.fromkeys(_answers(that)))

    def read(self, row: int) -> Mapping[str, Fraction] | None:
        """Return the values of a row by key, None where one is missing."""
        found: dict[str, Fraction] = {}
        for key, one in self._measure.reads:
            value = self._of(one, row)
            if value is None:
                return None
            found[key] = value
        if self._holds is None:
            return found
        if not all(self._answered(name, row) for name in self._answers):
            return None
        found[THAT] = Fraction(self._holds(row))
        return found

    def _of(self, read: str | ColumnPair, row: int) -> Fraction | None:
        if isinstance(read, str):
            return self._rows.value(read.partition(".")[2], row)
        word, *names = read.pair
        one, other = (self._rows.value(name.partition(".")[2], row) for name in names)
        if one is None or other is None:
            return None
        if word == "minus":
            return one - other
        return min(one, other) if word == "least" else max(one, other)

    def _answered(self, name: str, row: int) -> bool:
        column = self._rows.source.column(name)
        if column is None or column.unit is None:
            return not is_missing(self._rows.texts(self._rows.header(name))[row])
        return self._rows.value(name, row) is not None


def _answers(condition: RowCondition) -> list[str]:
    """Return the columns that must be answered: those that nothing but `known` tests need no answer."""
    own = [
        name
        for name, test in condition.tests.items()
        if not (isinstance(test, CellTest) and test.known is not None)
    ]
    return own + [name for one in condition.any or () for name in _answers(one)]
