"""A KPI that is measured on rows has the unit of its measure.

`share`, `ratio` and `growth` give a percentage, `nps` points, `count` a number; every other measure
has the unit of its column. Two columns that meet in one measure have one unit. NPS is a score of
answers from 0 to 10, so its column says so: `range: [0, 10]`.

```yaml
# fails
sources:
  surveys: {participant: Agent, columns: {score: {column: Answer, unit: score, range: [0, 10]}}}
kpis:
  nps: {unit: percent, measure: {nps: surveys.score}}
```

```yaml
# passes
sources:
  surveys: {participant: Agent, columns: {score: {column: Answer, unit: score, range: [0, 10]}}}
kpis:
  nps: {unit: points, measure: {nps: surveys.score}}
```
"""

from collections.abc import Iterator
from fractions import Fraction

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.kernel.terms import UNITS
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.rules.rows import OnRows, column_of, on_rows, read_places, unit_read
from csvariable.text import Document

READS = ("sources",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each KPI whose unit is not that of its measure, and each pair of two units."""
    for one in on_rows(plan):
        wanted = one.measure.unit or unit_read(plan, one)
        if wanted is not None and one.kpi.measured_in is not wanted:
            yield _other_unit(one, wanted)
        yield from _pairs(plan, one)
        if one.measure.word == "nps":
            yield from _range(plan, one)


def _other_unit(one: OnRows, wanted: Unit) -> Diagnostic:
    route = ("kpis", one.name, "unit")
    message = msg(
        "`{word}` gives {wanted}, and `{name}` is in {unit}",
        word=one.measure.word,
        wanted=UNITS[wanted],
        name=one.name,
        unit=UNITS[one.kpi.measured_in],
    )
    labels = (Label(PlanPlace(one.route, key=True), msg("measured here")),)
    advice = msg("write `unit: {unit}`", unit=wanted.value)
    return error("measure-of-rows", message, PlanPlace(route), also=labels, help=advice)


def _pairs(plan: Plan, one: OnRows) -> Iterator[Diagnostic]:
    first = unit_read(plan, one)
    for place in read_places(one):
        column = column_of(plan, place)
        unit = None if column is None else column.measured_in
        if first is None or unit is None or unit is first:
            continue
        message = msg(
            "`{name}` is in {unit}, and what it meets here in {other}: they cannot be put together",
            name=f"{place.source}.{place.column}",
            unit=UNITS[unit],
            other=UNITS[first],
        )
        yield error("measure-of-rows", message, PlanPlace(place.route))


def _range(plan: Plan, one: OnRows) -> Iterator[Diagnostic]:
    for place in read_places(one):
        column = column_of(plan, place)
        if column is None or column.unit is None:
            continue
        bounds = [level.value for level in column.range or ()]
        if bounds != [Fraction(0), Fraction(10)]:
            message = msg("NPS is of answers from 0 to 10, and `{name}` does not say so", name=place.column)
            advice = msg("write `range: [0, 10]` at the column `{name}` of the source", name=place.column)
            yield error("measure-of-rows", message, PlanPlace(place.route), help=advice)
