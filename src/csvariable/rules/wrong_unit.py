"""A value has the unit of what it is compared with.

A bound on a percentage is written with its sign, one on a duration with `h`, `min` or `d`. A
bare number could be read two ways, and the difference is a factor of a hundred or of sixty.

```yaml
# fails
kpis:
  nrr:
    weight: 100 %
    unit: percent
    target: 105
    curve: {linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```

```yaml
# passes
kpis:
  nrr:
    weight: 100 %
    unit: percent
    target: 105 %
    curve: {linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import msg
from csvariable.kernel.quantity import NotAQuantity, Quantity
from csvariable.kernel.terms import UNITS
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.plan.levels import in_unit
from csvariable.rules.parts import entries, ladders, tests, unit_of, unit_of_bounds
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each value in another unit than what it is compared with."""
    for route, level, unit, step in _levels(plan):
        if unit is None:
            continue
        try:
            in_unit(level, unit, plan.currency)
        except NotAQuantity as problem:
            suggestion = problem.suggestion
            what = msg("a rate") if unit is Unit.RATE else msg("in {unit}", unit=UNITS[unit])
            if step in plan.kpis and unit is Unit.RATE:
                what = msg("read in parts of its target")
            message = msg("{problem}: `{step}` is {what}", problem=problem.said, step=step, what=what)
            fix = {route: suggestion} if suggestion else None
            help_ = msg("write `{text}`", text=suggestion) if suggestion else None
            yield error("wrong-unit", message, PlanPlace(route), help=help_, fix=fix)


def _levels(plan: Plan) -> Iterator[tuple[Route, Quantity, Unit | None, str]]:
    for name, kpi in plan.kpis.items():
        unit = kpi.measured_in
        for field in ("target", "baseline"):
            value = getattr(kpi, field)
            if isinstance(value, Quantity):
                yield ("kpis", name, field), value, unit, name
        for index, value in enumerate(kpi.range or ()):
            yield ("kpis", name, "range", index), value, unit, name
    yield from _bounds(plan)
    for name, values in plan.ramp.values.items() if plan.ramp is not None else ():
        for index, value in enumerate(values):
            yield ("ramp", name, index), value, unit_of(plan, name), name


def _bounds(plan: Plan) -> Iterator[tuple[Route, Quantity, Unit | None, str]]:
    for ladder in ladders(plan):
        for place in ladder.all_places:
            yield place.route, place.level, unit_of_bounds(plan, ladder), ladder.step
    for tested in (*tests(plan), *entries(plan)):
        for place in tested.places:
            yield place.route, place.level, unit_of(plan, tested.step), tested.step
