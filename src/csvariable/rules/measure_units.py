"""A KPI made of others has their unit.

```yaml
# fails
kpis:
  hours: {unit: hours}
  tickets: {unit: number}
  both: {unit: number, measure: {sum: {hours: 100 %, tickets: 100 %}}}
```

```yaml
# passes
kpis:
  calls: {unit: number}
  tickets: {unit: number}
  both: {unit: number, measure: {sum: {calls: 100 %, tickets: 100 %}}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.kernel.terms import UNITS
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.plan.steps import step_unit
from csvariable.rules.parts import measured
from csvariable.text import Document

_RATES = {Unit.RATE, Unit.PERCENT}


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each part of another unit."""
    for name, kpi in plan.kpis.items():
        for route, step, key in measured(("kpis", name), kpi):
            unit = step_unit(plan, step)
            if unit is None or unit == kpi.measured_in or {unit, kpi.measured_in} <= _RATES:
                continue
            message = msg(
                "`{step}` is in {unit}, and `{name}` in {measured}: they cannot be put together",
                step=step,
                unit=UNITS[unit],
                name=name,
                measured=UNITS[kpi.measured_in],
            )
            labels = (Label(PlanPlace(("kpis", name, "unit")), msg("unit of `{name}`", name=name)),)
            yield error("measure-units", message, PlanPlace(route, key=key), also=labels)
