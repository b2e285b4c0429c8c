"""Targets and bounds lie inside the range of their KPI.

Facts outside the range are errors, so a bound out there could never be reached, or would always
be. Percentages, numbers and durations are 0 or more unless a `range` says otherwise, points lie
between -100 and 100.

```yaml
# fails
kpis:
  review: {weight: 100 %, unit: score, range: [1, 5], curve: {of: actual, lookup: [{from: 8, pays: 100 %}]}}
```

```yaml
# passes
kpis:
  review: {weight: 100 %, unit: score, range: [1, 5], curve: {of: actual, lookup: [{from: 4, pays: 100 %}]}}
```
"""

from collections.abc import Iterator
from fractions import Fraction

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import Amount, Message, msg
from csvariable.kernel.quantity import NotAQuantity, Quantity
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.plan.kpi import Kpi
from csvariable.plan.levels import in_unit
from csvariable.rules.ladders import ladders
from csvariable.rules.parts import entries, tests
from csvariable.text import Document

_LEAST = {Unit.MONEY: None, Unit.SCORE: None, Unit.POINTS: Fraction(-100)}
_MOST = {Unit.POINTS: Fraction(100)}


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each value that no fact can have."""
    for name, route, level in _values(plan):
        kpi = plan.kpis[name]
        value = in_unit_of(plan, kpi, level)
        least, most = limits(plan, kpi)
        if value is None or kpi.is_of_steps:
            continue
        if (least is not None and value < least) or (most is not None and value > most):
            yield error(
                "value-outside-range",
                msg(
                    "`{text}` is outside the range of `{name}`, {span}",
                    text=level.text,
                    name=name,
                    span=_span(plan, kpi),
                ),
                PlanPlace(route),
            )


def limits(plan: Plan, kpi: Kpi) -> tuple[Fraction | None, Fraction | None]:
    """Return the least and the greatest actual of a KPI; None where there is no limit."""
    if kpi.range is not None:
        return in_unit_of(plan, kpi, kpi.range[0]), in_unit_of(plan, kpi, kpi.range[1])
    return _LEAST.get(kpi.measured_in, Fraction(0)), _MOST.get(kpi.measured_in)


def _span(plan: Plan, kpi: Kpi) -> Message:
    least, most = limits(plan, kpi)
    low = Fraction(0) if least is None else least
    if most is None:
        return msg("{low} or more", low=low)
    return msg(
        "from {low} to {high}",
        low=Amount(low, kpi.measured_in, plan.currency),
        high=Amount(most, kpi.measured_in, plan.currency),
    )


def in_unit_of(plan: Plan, kpi: Kpi, level: Quantity) -> Fraction | None:
    """Return a level in the unit of a KPI, or None where it has another one."""
    try:
        return in_unit(level, kpi.measured_in, plan.currency)
    except NotAQuantity:
        return None


def _values(plan: Plan) -> Iterator[tuple[str, Route, Quantity]]:
    for name, kpi in plan.kpis.items():
        for field in ("target", "baseline"):
            value = getattr(kpi, field)
            if isinstance(value, Quantity):
                yield name, ("kpis", name, field), value
    for ladder in ladders(plan):
        if ladder.step in plan.kpis and not ladder.of_target:
            yield from ((ladder.step, place.route, place.level) for place in ladder.all_places)
    for tested in (*tests(plan), *entries(plan)):
        if tested.step in plan.kpis:
            yield from ((tested.step, place.route, place.level) for place in tested.places)
