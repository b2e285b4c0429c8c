"""What rules ask of KPIs that are measured on rows: their sources, their columns, their conditions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.plan.kpi import Kpi

if TYPE_CHECKING:
    from csvariable.plan.measure_of_rows import Rows
    from csvariable.plan.row_read import RowRead
    from csvariable.plan.rows import RowCondition
    from csvariable.plan.source import SourceOfRows
    from csvariable.plan.source_column import SourceColumn


class OnRows(NamedTuple):
    """A KPI that is measured on rows."""

    name: str
    kpi: Kpi
    measure: Rows
    route: Route
    """The route of the measure."""


class ReadPlace(NamedTuple):
    """A column that a measure reads, and where it says so."""

    route: Route
    source: str
    column: str


class ConditionPlace(NamedTuple):
    """A condition on rows of a source, and where it stands."""

    route: Route
    source: str
    condition: RowCondition


def on_rows(plan: Plan) -> Iterator[OnRows]:
    """Yield the KPIs that are measured on rows."""
    for name, kpi in plan.kpis.items():
        if kpi.rows is not None:
            yield OnRows(name, kpi, kpi.rows, ("kpis", name, "measure"))


def source_place(one: OnRows) -> Route:
    """Return where a measure names its source."""
    return (*one.route, one.measure.word)


def read_places(one: OnRows) -> Iterator[ReadPlace]:
    """Yield the columns that a measure reads beside its conditions."""
    from csvariable.plan.measure_of_rows import GrowthRows

    measure, inside = one.measure, (*one.route, one.measure.word)
    if isinstance(measure, GrowthRows):
        measure = measure.of
        inside = (*inside, measure.word)
    for key, read in measure.reads:
        yield from _places(inside if key == measure.word else (*inside, key), read)


def _places(route: Route, read: RowRead) -> Iterator[ReadPlace]:
    from csvariable.plan.row_read import ColumnPair

    if isinstance(read, ColumnPair):
        word, *names = read.pair
        for at, name in enumerate(names):
            yield from _places((*route, word, at), name)
        return
    source, _, column = read.partition(".")
    yield ReadPlace(route, source, column)


def conditions(plan: Plan) -> Iterator[ConditionPlace]:
    """Yield the conditions on rows: those of sources, then those of measures."""
    for name, source in plan.sources.items():
        if source.where is not None:
            yield ConditionPlace(("sources", name, "where"), name, source.where)
    for one in on_rows(plan):
        from csvariable.plan.measure_of_rows import ShareRows

        if one.measure.where is not None:
            yield ConditionPlace((*one.route, "where"), one.measure.source, one.measure.where)
        if isinstance(one.measure, ShareRows):
            yield ConditionPlace((*one.route, "that"), one.measure.source, one.measure.that)


def source_of(plan: Plan, one: OnRows) -> SourceOfRows | None:
    """Return the source that a measure reads."""
    return plan.sources.get(one.measure.source)


def column_of(plan: Plan, place: ReadPlace) -> SourceColumn | None:
    """Return the column that stands at a place, None where the plan names none."""
    source = plan.sources.get(place.source)
    return None if source is None else source.column(place.column)


def unit_read(plan: Plan, one: OnRows) -> Unit | None:
    """Return the unit of the first column that a measure reads."""
    first = next(read_places(one), None)
    column = None if first is None else column_of(plan, first)
    return None if column is None else column.measured_in
