"""Facts put together by whole columns: people, values and calendar, row by row of the people present."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial

import polars as pl

from csvariable.facts.accounts import reads_once
from csvariable.facts.assembly import full_period_amount
from csvariable.facts.columns.accounts import OnceColumn, once_for_each, salaries, summed
from csvariable.facts.columns.declined import Declined
from csvariable.facts.columns.measures import MeasureColumns
from csvariable.facts.columns.people import People
from csvariable.facts.columns.roles import Roles
from csvariable.facts.columns.scopes import ScopedColumns
from csvariable.facts.columns.times import StayColumns, TimeColumns
from csvariable.facts.columns.values import alike, one_denominator, taken
from csvariable.facts.model import Adjustment, Facts
from csvariable.facts.plans import Plans
from csvariable.facts.ratio import Ratio, constant_ratio, ratio_of
from csvariable.facts.scopes import of_everybody
from csvariable.facts.views import (
    ConstantColumn,
    FlagColumn,
    MadeSequence,
    PeopleView,
    RoleColumn,
    TextColumn,
    ValueColumn,
)
from csvariable.kernel.diagnostic import CellPlace, Diagnostic
from csvariable.kernel.figure import Figure
from csvariable.kernel.message import Message
from csvariable.time.period import Period

WHOLE = Fraction(1)


@dataclass(frozen=True)
class Gathered:
    """What was read of a run, and the order of the rows that are paid."""

    people: People
    roles: Roles
    measures: MeasureColumns
    scoped: ScopedColumns
    days: StayColumns
    times: TimeColumns

    @cached_property
    def by_date(self) -> pl.Series | None:
        """All rows, those of each person by date; None where each has one."""
        if self.people.person_of is None:
            return None
        entry = self.people.said.word("entry", pl.Date)
        rows = pl.DataFrame([self.people.person_of.alias("person"), entry.alias("entry")])
        return rows.with_row_index("row").sort("person", "entry", "row", nulls_last=False).get_column("row")

    @cached_property
    def order(self) -> pl.Series | None:
        """The rows that are paid: of somebody with several, those with a day in what is counted."""
        counted = self.times.holds(Figure.COUNTED)
        if self.by_date is None or counted is None:
            return self.by_date
        return self.by_date.filter(counted.gather(self.by_date))

    def ordered(self, series: pl.Series) -> pl.Series:
        """Return the values of the rows paid."""
        return series if self.order is None else series.gather(self.order)

    def ratio(self, ratio: Ratio) -> Ratio:
        """Return the values of the rows paid."""
        return ratio if self.order is None else taken(ratio, self.order)

    @cached_property
    def count(self) -> int:
        """Number of rows paid."""
        return self.people.count if self.order is None else len(self.order)

    @cached_property
    def person_of(self) -> pl.Series | None:
        """The person of each row paid; None where each has one row."""
        if self.people.person_of is None or self.count == len(self.people.persons):
            return None
        return self.ordered(self.people.person_of)

    # ------------------------------------------------------------------------- places and words

    def place(self, row: int, column: str | None) -> CellPlace:
        """Return where a value of a row stands, or the row of its person where there is none."""
        at = row if self.order is None else self.order[row]
        found = self.scoped.place(at, column or "")
        if found is not None:
            return found
        if column is not None and column in self.people.home(at)[0]:
            return self.people.place(at, column)
        if column is not None and column.endswith(".actual"):
            held = self.measures.first_row(self.people.person(at), self.people.persons)
            if held is not None:
                sheet, first = held
                kpi_id = column.removesuffix(".actual")
                return sheet.place(first, kpi_id if kpi_id in sheet else "participant")
        return self.people.place(at, "participant")

    def text(self, row: int) -> Mapping[str, Message]:
        """Return the words about the figures of a row."""
        at = row if self.order is None else self.order[row]
        if self.by_date is None or self.people.person_of is None:
            return self.days.texts([at])[0]
        owners = self.people.person_of.gather(self.by_date)
        own = self.by_date.filter(owners.eq(self.people.person_of[at])).to_list()
        return self.days.texts(own)[own.index(at)]


def gather(
    found: Gathered, plans: Plans, when: Period | None, adjustments: dict[str, list[Adjustment]]
) -> tuple[Facts, list[Diagnostic]]:
    """Return the facts of a run, and warnings about amounts of a full period."""
    warnings = _full_amounts(found, plans, when)
    columns = _Columns(found)
    for name, ratio in found.scoped.columns.items():
        columns.put(name, found.ratio(ratio))
    amounts = {name: found.ratio(ratio) for name, ratio in found.people.said.amounts.items()}
    once = once_for_each(amounts, found.person_of, partial(_reading, found, plans))
    for name, ratio in amounts.items():
        columns.put(name, once[name].ratio if name in once else ratio)
    columns.put_times(found.times)
    teams = found.ordered(found.people.said.word("team"))
    if teams.null_count() < found.count:
        there = pl.Series([1], dtype=pl.Int64).new_from_index(0, found.count)
        columns.put(Figure.HAS_TEAM, Ratio(there.set(teams.is_null(), None), 1))
    view = _people(found, adjustments)
    _person_columns(columns, found, view, adjustments)
    _check_weights(columns.found, found, plans)
    present = found.times.holds(Figure.PRESENT)
    return Facts(
        people=view,
        roles=_roles(found),
        teams=TextColumn(teams),
        columns=columns.found,
        present=FlagColumn(found.count, None if present is None else found.ordered(present)),
        place=partial(_place, found, once),
        period=None if when is None else when.text,
        texts=MadeSequence(found.count, found.text),
        of_everybody=of_everybody(found.measures.groups.cells),
    ), warnings


class _Columns:
    """The columns of the facts; each holds something."""

    def __init__(self, of: Gathered) -> None:
        self.found: dict[str, ValueColumn] = {}
        self._of = of

    def put(self, name: str, ratio: Ratio) -> None:
        if ratio.numerator.null_count() < len(ratio.numerator):
            self.found[name] = ValueColumn(self._of.count, lambda: ratio)

    def put_times(self, times: TimeColumns) -> None:
        """Add the figures of the calendar, each made when it is read."""
        kind_of = None if times.kind_of is None else self._of.ordered(times.kind_of)
        kinds = times.kinds if kind_of is None else [times.kinds[at] for at in kind_of.unique()]
        for name in dict.fromkeys(name for kind in kinds for name in kind):
            values = {kind.get(name) for kind in kinds}
            self.found[name] = (
                ConstantColumn(self._of.count, values.pop())
                if len(values) == 1
                else ValueColumn(self._of.count, partial(self._time, name))
            )

    def _time(self, name: str) -> Ratio:
        return self._of.ratio(self._of.times.column(name))


def _place(found: Gathered, once: Mapping[str, OnceColumn], row: int, column: str | None) -> CellPlace:
    """Return where a value of a row stands; a figure of the person may stand in another row of theirs."""
    held = once[column].held if column is not None and column in once else None
    at = row if held is None else held[row]
    return found.place(row if at is None else at, column)


def _reading(found: Gathered, plans: Plans, name: str) -> pl.Series:
    """Return which rows paid have a role that reads a figure of the person."""
    reads = pl.Series([reads_once(plan, name) for plan in found.roles.plans(plans)], dtype=pl.Boolean)
    if found.roles.codes is None:
        return reads.new_from_index(0, found.count)
    return reads.gather(found.ordered(found.roles.codes))


def _people(found: Gathered, adjustments: dict[str, list[Adjustment]]) -> PeopleView:
    name = found.people.said.words.get("name")
    if found.by_date is not None and found.people.person_of is not None and name is not None:
        rows = pl.DataFrame({"person": found.people.person_of, "name": name})[found.by_date]
        last = rows.group_by("person", maintain_order=True).agg(pl.col("name").drop_nulls().last())
        name = last.get_column("name")
    people = found.people
    return PeopleView(people.persons, name, found.person_of, adjustments, has_plain_ids=people.has_plain_ids)


def _roles(found: Gathered) -> RoleColumn:
    """Return the role of each row paid, the different ones in order of first appearance."""
    words, codes = found.roles.of, found.roles.codes
    if codes is None or found.order is None:
        return RoleColumn(found.count, words, codes)
    codes = codes.gather(found.order)
    there = codes.unique(maintain_order=True)
    if len(there) == 1:
        return RoleColumn(found.count, (words[there[0]],), None)
    new = pl.int_range(len(there), dtype=pl.UInt32, eager=True)
    return RoleColumn(found.count, tuple(words[code] for code in there), codes.replace_strict(there, new))


def _person_columns(
    columns: _Columns, found: Gathered, people: PeopleView, adjustments: dict[str, list[Adjustment]]
) -> None:
    """Add the figures that are of the person, over all rows."""
    of = columns.found
    of.update(salaries(of.get("salary"), of[Figure.PERIODS], found.person_of))
    presence = of[Figure.PRESENCE]
    if found.person_of is None:
        of[Figure.PRESENCE_OF_PERSON] = presence
    else:
        columns.put(Figure.PRESENCE_OF_PERSON, summed(presence.ratio, found.person_of))
    if people.last is not None:
        columns.put(Figure.PARTS, constant_ratio(WHOLE, found.count))
        columns.put(Figure.LAST_PART, Ratio(_at(people.last, [1] * len(people), found.count).fill_null(0), 1))
    if adjustments:
        ids = pl.Series(list(adjustments), dtype=pl.String)
        rows = people.ids.is_in(ids.implode()).arg_true()
        amounts = ratio_of(
            [sum((one.amount for one in adjustments[who]), Fraction(0)) for who in people.ids.gather(rows)]
        )
        last = rows if people.last is None else people.last.gather(rows)
        columns.put(Figure.ADJUSTMENTS, taken(amounts, _at(last, list(range(len(rows))), found.count)))


def _at(rows: pl.Series, values: list[int], count: int) -> pl.Series:
    """Return a column that has values at some rows and nothing at the others."""
    column = pl.Series([None], dtype=pl.Int64).new_from_index(0, count)
    return column.scatter(rows, pl.Series(values, dtype=pl.Int64))


def _check_weights(columns: Mapping[str, ValueColumn], found: Gathered, plans: Plans) -> None:
    """Decline weights of a person's own that are not of all weighted KPIs, or do not add up to 100 %."""
    codes = None if found.roles.codes is None else found.ordered(found.roles.codes)
    for at, plan in enumerate(found.roles.plans(plans)):
        kpis = [kpi for kpi in plan.kpis if f"{kpi}.weight" in columns]
        if not kpis:
            continue
        ratios = alike([columns[f"{kpi}.weight"].ratio for kpi in kpis])
        scale = one_denominator(ratios[0])
        frame = pl.DataFrame([ratio.numerator.alias(kpi) for kpi, ratio in zip(kpis, ratios, strict=True)])
        if codes is not None:
            frame = frame.filter(codes.eq(at))
        if all(column.null_count() == len(column) for column in frame.get_columns()):
            continue
        weighted = {kpi for kpi, spec in plan.kpis.items() if spec.weight and plan.choose is None}
        payable = {kpi for kpi, spec in plan.kpis.items() if spec.curve or spec.matrix}
        for row in frame.unique().iter_rows(named=True):
            written = {kpi: top for kpi, top in row.items() if top is not None}
            whole = weighted <= set(written) and sum(written.values()) == scale
            pays = payable >= {kpi for kpi, top in written.items() if top}
            if not (whole and pays) and (written or not weighted):
                raise Declined


def _full_amounts(found: Gathered, plans: Plans, when: Period | None) -> list[Diagnostic]:
    """Warn that an own amount is that of a full period where somebody arrives or leaves inside it."""
    amount = found.people.said.values.get("target_incentive")
    if when is None or amount is None:
        return []
    prorated = [
        at
        for at, plan in enumerate(found.roles.plans(plans))
        if plan.proration is not None and plan.proration.amount != "none"
    ]
    if not prorated:
        return []
    counts = amount.numerator.ne(0).fill_null(value=False)
    of_role = found.roles.where(prorated)
    if of_role is not None:
        counts &= of_role
    said = found.people.said
    entry, left = said.word("entry", pl.Date), said.word("exit", pl.Date)
    arrives = ((entry > when.first) & (entry <= when.last)).fill_null(value=False)
    leaves = ((left >= when.first) & (left < when.last)).fill_null(value=False)
    people = found.people
    return [
        full_period_amount(people.id_of(row), people.place(row, "target_incentive"))
        for row in (counts & (arrives | leaves)).arg_true()
    ]
