"""A condition on rows compares what can be compared.

A header of the file is read as text: it is one of some texts, or it is not. Bounds need a column
that the source names with a unit, and values in that unit.

```yaml
# fails
sources:
  surveys: {file: csat.csv, participant: Agent}
kpis:
  csat: {unit: percent, measure: {share: surveys, that: {Score: {from: 4}}}}
```

```yaml
# passes
sources:
  surveys: {participant: Agent, columns: {score: {column: Score, unit: score, range: [1, 5]}}}
kpis:
  csat: {unit: percent, measure: {share: surveys, that: {score: {from: 4}}}}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import msg, quoted
from csvariable.kernel.quantity import NotAQuantity, Quantity, read_quantity
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.plan.levels import in_unit
from csvariable.rules.rows import conditions
from csvariable.text import Document

if TYPE_CHECKING:
    from csvariable.plan.rows import CellTest, RowCondition
    from csvariable.plan.source import SourceOfRows

READS = ("sources",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each test that cannot be made, and each range that is none."""
    for place in conditions(plan):
        source = plan.sources.get(place.source)
        if source is not None:
            yield from _condition(place.condition, place.route, source, plan.currency)
    for name, source in plan.sources.items():
        yield from _ranges(name, source, plan.currency)


def _condition(
    condition: RowCondition, route: Route, source: SourceOfRows, currency: str
) -> Iterator[Diagnostic]:
    for name, test in condition.tests.items():
        column = source.column(name)
        cell = _of_cell(test)
        if cell is not None and cell.has is not None and (column is None or column.split is None):
            message = msg("nothing says what parts the texts of `{name}`", name=name)
            advice = msg(
                'write `{name}: {{column: ..., split: ";"}}` under `columns` of the source', name=name
            )
            yield error("row-condition", message, PlanPlace((*route, name, "has")), help=advice)
        unit = None if column is None else column.measured_in
        yield from _test(name, test, (*route, name), unit, currency)
    for at, one in enumerate(condition.any or ()):
        yield from _condition(one, (*route, "any", at), source, currency)


def _test(
    name: str, test: str | tuple[str, ...] | CellTest, route: Route, unit: Unit | None, currency: str
) -> Iterator[Diagnostic]:
    cell = _of_cell(test)
    if unit is None:
        if cell is not None and cell.bounds:
            message = msg("`{name}` is read as text: it has no bounds", name=name)
            advice = msg("name the column under `columns` of the source, with its unit")
            yield error("row-condition", message, PlanPlace((*route, cell.bounds[0].word)), help=advice)
        return
    words = test if isinstance(test, str | tuple) else test.not_
    inside = route if cell is None else (*route, "not")
    if isinstance(words, str):
        yield from _level(words, inside, unit, currency)
    else:
        for at, word in enumerate(words or ()):
            yield from _level(word, (*inside, at), unit, currency)
    for bound in () if cell is None else cell.bounds:
        yield from _level(bound.value, (*route, bound.word), unit, currency)


def _of_cell(test: str | tuple[str, ...] | CellTest) -> CellTest | None:
    """Return a test that says more than texts."""
    return None if isinstance(test, str | tuple) else test


def _level(value: str | Quantity, route: Route, unit: Unit, currency: str) -> Iterator[Diagnostic]:
    try:
        in_unit(read_quantity(value) if isinstance(value, str) else value, unit, currency)
    except NotAQuantity as problem:
        readings = problem.readings
        help_ = msg("write {readings}", readings=quoted(readings, "or")) if readings else None
        yield error("row-condition", problem.said, PlanPlace(route), help=help_)


def _ranges(name: str, source: SourceOfRows, currency: str) -> Iterator[Diagnostic]:
    for called in source.columns:
        column = source.column(called)
        if column is None or column.range is None or column.measured_in is None:
            continue
        route: Route = ("sources", name, "columns", called, "range")
        found = [
            problem
            for at, level in enumerate(column.range)
            for problem in _level(level, (*route, at), column.measured_in, currency)
        ]
        yield from found
        if not found and column.range[0].value > column.range[1].value:
            yield error("row-condition", msg("the range ends below where it begins"), PlanPlace(route))
