"""One source measured: each row under one reason or in its values, in the order of section 16.1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from math import lcm
from typing import Final, NamedTuple

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.measures.conditions import row_test
from csvariable.measures.dates import Moment
from csvariable.measures.doubles import Doubles
from csvariable.measures.in_period import no_period, none_in_period
from csvariable.measures.kinds import ONE, Reduced, WeighedRow, grown, halves, reduced
from csvariable.measures.model import (
    AskedKpi,
    Elsewhere,
    HeaviestRow,
    Measured,
    MeasuredPerson,
    Reason,
    RowPlace,
    RowWindow,
)
from csvariable.measures.opened import OpenSource
from csvariable.measures.owner import EVERYBODY, Owner
from csvariable.measures.owners import RowOwners
from csvariable.measures.reader import MeasureReader
from csvariable.plan.measure_of_rows import (
    GrowthRows,
    MeanRows,
    MedianRows,
    NpsRows,
    OnlyRows,
    PercentileRows,
    RatioRows,
    Rows,
    ShareRows,
)
from csvariable.plan.row_read import columns_of
from csvariable.plan.source_column import OPENING
from csvariable.time.period import Days


class Counting(NamedTuple):
    """A row that counts, in the period paid or in the one before."""

    row: WeighedRow
    span: Days | None
    before: bool


FEW_GRADES: Final = 21
"""Different values up to which the rows of a mean are counted by value, as grades."""


@dataclass(slots=True)
class SourceWork:
    """One source, measured for one KPI after another."""

    rows: OpenSource
    owners: RowOwners
    window: RowWindow
    problems: list[Diagnostic] = field(default_factory=list)
    moments: list[Moment | None] = field(default_factory=list)
    doubles: Doubles | None = None
    keyed: frozenset[int] = frozenset()

    def ready(self) -> bool:
        """Read dates and keys; False where nothing can be measured."""
        source = self.rows.source
        self.moments = self.rows.moments()
        if source.date is not None and self.window.days is None:
            self.problems.append(no_period(self.rows))
        self.doubles = Doubles(self.rows, self.moments)
        self.keyed = self.doubles.keyed()
        if not self.rows.problems and source.date is not None:
            self._some_in_period()
        return not self.rows.problems and not self.problems

    def _some_in_period(self) -> None:
        span = self.window.days
        known = [one.day for one in self.moments if one is not None]
        if span is None or any(span.first <= day <= span.last for day in known):
            return
        self.problems.append(none_in_period(self.rows, span, known))

    def over(self, days: Days | None) -> SourceWork:
        """Return the same work over other days, before which as many were."""
        if days is None:
            return self
        first = days.first - timedelta(days.count)
        return replace(self, window=RowWindow(days, before=Days(first, days.first - timedelta(1))))

    # ------------------------------------------------------------------------------- a KPI

    def measured(self, asked: AskedKpi) -> list[Measured]:
        """Return the values of a KPI for everybody that it is asked for."""
        left = Counter({Reason.FOOTER: sum(table.below for table in self.rows.tables)})
        parts: dict[Reason, Fraction] = {}
        owners = list(dict.fromkeys(_owners(asked)))
        groups: dict[tuple[Owner, bool], list[WeighedRow]] = {}
        for one in self._counting(asked, left):
            for owner, part in self._whose(asked, one, parts):
                own = groups.setdefault((owner, one.before), [])
                own.append(
                    one.row if part is ONE or part == 1 else one.row._replace(weight=part * one.row.weight)
                )
        shared = {reason: Fraction(left[reason]) + parts.get(reason, 0) for reason in Reason}
        return [self._value(asked, owner, groups, shared) for owner in owners]

    def _counting(self, asked: AskedKpi, left: Counter[Reason]) -> list[Counting]:
        """Return the rows that count, whoever they belong to."""
        doubted: set[tuple[int, str]] = set()
        of_source = row_test(self.rows.source.where, self.rows, doubted)
        of_measure = row_test(asked.measure.where, self.rows, doubted)
        spans = [(self.window.days, False)]
        if isinstance(asked.measure, GrowthRows):
            spans.append((self.window.before, True))
        found: list[Counting] = []
        reader = MeasureReader(asked.measure, self.rows)
        for row in range(len(self.rows.rows)):
            doubted.clear()
            times = self.rows.times(row)
            if row in self.rows.footer:
                left[Reason.FOOTER] += times
                continue
            if row in self.keyed:
                left[Reason.DUPLICATE_KEY] += times
                continue
            if not (of_source(row) and of_measure(row)):
                left[Reason.FILTERED] += times
                continue
            inside = self._span(row, spans)
            if isinstance(inside, Reason):
                left[inside] += times
                continue
            for _, name in sorted(doubted):
                self.rows.value(name, row)
            read = reader.read(row)
            if read is None:
                left[Reason.NOT_ANSWERED] += times
            else:
                weight = ONE if times == 1 else Fraction(times)
                found.append(Counting(WeighedRow(row, weight, read), *inside))
        return found

    def _span(self, row: int, spans: Sequence[tuple[Days | None, bool]]) -> tuple[Days | None, bool] | Reason:
        """Return the period that a row lies in, or why it lies in none."""
        if self.rows.source.date is None:
            return spans[0]
        when = self.moments[row]
        if when is None:
            return Reason.NO_DATE
        inside = (one for one in spans if one[0] is not None and one[0].first <= when.day <= one[0].last)
        return next(inside, Reason.OUTSIDE)

    def _whose(
        self, asked: AskedKpi, one: Counting, left: dict[Reason, Fraction]
    ) -> list[tuple[Owner, Fraction]]:
        """Return the values that a row counts in, with the part of it that does."""
        if asked.scope == "company":
            return [(Owner("company", EVERYBODY), ONE)]
        when = self.moments[one.row.row]
        day = when.day if when is not None else one.span.last if one.span is not None else None
        found: dict[Owner, Fraction] = {}
        parts = self.owners.of(one.row.row, day, one.span)
        if len(parts) == 1 and not isinstance(parts[0][0], Reason):
            whole = self._owner(asked, parts[0][0], day)
            if not isinstance(whole, Reason):
                return [(whole, parts[0][1])]
        for who, part in parts:
            owner = who if isinstance(who, Reason) else self._owner(asked, who, day)
            if isinstance(owner, Reason):
                left[owner] = left.get(owner, Fraction(0)) + part * one.row.weight
            else:
                found[owner] = found.get(owner, Fraction(0)) + part
        return list(found.items())

    def _owner(self, asked: AskedKpi, person: MeasuredPerson, day: date | None) -> Owner | Reason:
        if self.window.from_entry and person.entry is not None and day is not None and day < person.entry:
            return Reason.OUTSIDE
        if asked.scope == "person":
            return Owner("person", person.id)
        team = person.team_on(day) if day is not None else person.stays[-1].team if person.stays else None
        return Reason.NO_TEAM if team is None else Owner("team", team)

    # ------------------------------------------------------------------------------ a value

    def _value(
        self,
        asked: AskedKpi,
        owner: Owner,
        groups: Mapping[tuple[Owner, bool], list[WeighedRow]],
        shared: Mapping[Reason, Fraction],
    ) -> Measured:
        left = dict(shared)
        rows = self._kept(asked.measure, groups.get((owner, False), []), left)
        if isinstance(asked.measure, GrowthRows):
            before = self._kept(asked.measure, groups.get((owner, True), []), left)
            of = asked.measure.of
            found = grown(self._reduced(asked, of, owner, rows), self._reduced(asked, of, owner, before))
            rows = [*before, *rows]
        else:
            found = self._reduced(asked, asked.measure, owner, rows)
        whole = lcm(found.top.denominator, found.bottom.denominator)
        return Measured(
            asked.kpi,
            owner,
            self.rows.name,
            int(found.top * whole),
            int(found.bottom * whole),
            found.n,
            {reason: count for reason, count in left.items() if count},
            self._places(rows),
            asked.measure.word,
            self._headers(asked.measure),
            halves(rows) if isinstance(asked.measure, NpsRows) else None,
            self._elsewhere(),
            self._squares(asked.measure, rows),
            self._heaviest(asked.measure, rows),
            found.bottom or ONE,
            self._grades(asked.measure, rows),
            asked.measure.percentile.at if isinstance(asked.measure, PercentileRows) else None,
        )

    def _is_each_known(self, measure: Rows, rows: Sequence[WeighedRow]) -> bool:
        """Whether each value of a mean is known and counts whole: no row was condensed or parted."""
        return (
            isinstance(measure, MeanRows) and self.rows.alike is None and all(one.weight == 1 for one in rows)
        )

    def _squares(self, measure: Rows, rows: Sequence[WeighedRow]) -> Fraction | None:
        """Return the sum of squares of the values of a mean; None where not each is known."""
        if not self._is_each_known(measure, rows):
            return None
        return sum((one.read["mean"] ** 2 for one in rows), Fraction(0))

    def _grades(self, measure: Rows, rows: Sequence[WeighedRow]) -> Mapping[Fraction, int] | None:
        """Return how many rows have each value, of a mean of few grades, of a median and of a percentile.

        None where not each is known.
        """
        if self.rows.alike is None and isinstance(measure, MedianRows | PercentileRows):
            return Counter(one.read[measure.word if measure.word == "median" else "of"] for one in rows)
        if not self._is_each_known(measure, rows):
            return None
        found = Counter(one.read["mean"] for one in rows)
        return found if len(found) <= FEW_GRADES else None

    def _heaviest(self, measure: Rows, rows: Sequence[WeighedRow]) -> HeaviestRow | None:
        """Return the row of a ratio that adds most to its numerator, the first of several."""
        name = self.rows.source.account or self.rows.source.key
        if not isinstance(measure, RatioRows) or self.rows.alike is not None or name is None or not rows:
            return None
        one = max(sorted(rows), key=lambda row: row.weight * row.read["of"])
        return HeaviestRow(self.rows.ids(name)[one.row], one.weight * one.read["of"])

    def _places(self, rows: Sequence[WeighedRow]) -> Sequence[RowPlace]:
        return [self._place(one.row) for one in sorted(rows)]

    def _place(self, row: int) -> RowPlace:
        place, opening = self.rows.rows[row], self.rows.opening
        at = None if opening is None or row >= opening.own else opening.at[row]
        if opening is None or at is None:
            return place
        first = opening.rows.rows[at]
        return place._replace(before=(first.table, first.row))

    def _elsewhere(self) -> Elsewhere | None:
        return None

    def _headers(self, measure: Rows) -> tuple[str, ...]:
        """Return the headers of the date and of what is read of a row."""
        source = self.rows.source
        when = (" ".join(source.date_column.column.split()),) if source.date_column is not None else ()
        names = [name.partition(".")[2] for _, read in measure.reads for name in columns_of(read)]
        if isinstance(measure, ShareRows):
            names += measure.that.columns()
        read = (self.rows.header(name.removeprefix(OPENING)) for name in names)
        return tuple(dict.fromkeys((*when, *read)))

    def _kept(self, measure: Rows, rows: list[WeighedRow], left: dict[Reason, Fraction]) -> list[WeighedRow]:
        """Return the rows of a value without doubles and without those over a cap."""
        doubles = self.doubles
        if doubles is None:  # pragma: no cover - made before anything is measured
            return rows
        if measure.distinct is not None:
            kept = doubles.distinct(rows, measure.distinct, measure.keep)
            left[Reason.DUPLICATE] += len(rows) - len(kept)
            rows = kept
        if measure.cap_per is not None:
            kept = doubles.capped(rows, measure.cap_per)
            left[Reason.OVER_CAP] += len(rows) - len(kept)
            rows = kept
        return rows

    def _reduced(self, asked: AskedKpi, measure: Rows, owner: Owner, rows: Sequence[WeighedRow]) -> Reduced:
        found = reduced(measure, rows)
        if found.bottom < 0:
            message = msg(
                "the denominator of `{kpi}` is {value} for `{owner}`: below 0",
                kpi=asked.kpi,
                value=found.bottom,
                owner=owner.name,
            )
            place = PlanPlace(("kpis", asked.kpi, "measure"), key=True)
            self.problems.append(error("negative-denominator", message, place))
            return found._replace(bottom=Fraction(0))
        if isinstance(measure, OnlyRows) and found.n > 1:
            header = self.rows.header(measure.columns[0].partition(".")[2])
            message = msg(
                "`{owner}` has {count} rows of `{kpi}`, which has one",
                owner=owner.name,
                count=found.n,
                kpi=asked.kpi,
            )
            self.rows.refuse(
                "duplicate-row", message, rows[min(1, len(rows) - 1)].row, header, None, once=owner.name
            )
        return found


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
