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
from typing import NamedTuple

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import msg, quoted
from csvariable.kernel.quantity import NotAQuantity, Quantity
from csvariable.kernel.terms import UNITS
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.plan.levels import in_unit
from csvariable.plan.steps import key_unit
from csvariable.rules.ladders import ladders
from csvariable.rules.parts import entries, tests, unit_of, unit_of_bounds
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each value in another unit than what it is compared with."""
    right: set[tuple[str, Unit]] = set()
    wrong: list[_Wrong] = []
    for route, level, unit, step in _levels(plan):
        if unit is None:
            continue
        try:
            in_unit(level, unit, plan.currency)
            right.add((step.partition(".")[0], unit))
        except NotAQuantity as problem:
            wrong.append(_Wrong(route, unit, step, problem))
    for one in wrong:
        yield _told(one, plan, others=(one.step.partition(".")[0], one.unit) in right)


class _Wrong(NamedTuple):
    """A value in another unit."""

    route: Route
    unit: Unit
    step: str
    problem: NotAQuantity


def _told(one: _Wrong, plan: Plan, *, others: bool) -> Diagnostic:
    """Return the problem, with a fix where other values of the KPI show that its unit is meant."""
    what = msg("a rate") if one.unit is Unit.RATE else msg("in {unit}", unit=UNITS[one.unit])
    if one.step in plan.kpis and one.unit is Unit.RATE:
        what = msg("read in parts of its target")
    message = msg("{problem}: `{step}` is {what}", problem=one.problem.said, step=one.step, what=what)
    readings = one.problem.readings
    kpi = plan.kpis.get(one.step.partition(".")[0])
    own = one.unit is Unit.RATE and kpi is not None and kpi.measured_in is not Unit.PERCENT
    help_ = msg("write {readings}", readings=quoted(readings, "or")) if readings else None
    if readings and own and one.route[2:3] == ("curve",):
        help_ = msg(
            "{write}; for a value of `{kpi}` itself, give the curve `of: actual`",
            write=help_ or "",
            kpi=one.route[1],
        )
    if one.step in plan.kpis and one.unit is Unit.RATE and one.route[0] == "bonuses":
        parts = msg("write parts of the target, such as `100 %`")
        help_ = msg("{write}; for bounds of `{kpi}` itself, leave `bands` out", write=parts, kpi=one.step)
        return error("wrong-unit", message, PlanPlace(one.route), help=help_)
    certain = len(readings) == 1 and others and not own
    return error(
        "wrong-unit",
        message,
        PlanPlace(one.route),
        help=help_,
        fix={one.route: readings[0]} if certain else None,
    )


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
    for name, pool in plan.pool.items():
        for field in ("at_least", "at_most"):
            if (bound := getattr(pool.key.bounds, field)) is not None:
                yield ("pool", name, "by", pool.by, field), bound, key_unit(plan, pool), pool.by
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
