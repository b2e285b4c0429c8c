"""`target: {annual: ...}` belongs to a KPI that grows with time, such as money.

A period has its share of a yearly target; a rate or a score has no share of itself: its target
is the same in every period.

```yaml
# fails
kpis:
  nrr:
    weight: 100 %
    unit: percent
    target: {annual: 105 %}
    curve: {linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```

```yaml
# passes
kpis:
  sales:
    weight: 100 %
    unit: money
    target: {annual: 400000}
    curve: {linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.kernel.quantity import NotAQuantity
from csvariable.plan import Plan
from csvariable.plan.levels import in_unit
from csvariable.text import Document

READS = ("kpis.*.additive", "kpis.*.unit")


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each yearly target of a KPI that does not grow with time, or in another unit."""
    for name, kpi in plan.kpis.items():
        yearly = kpi.yearly_target
        if yearly is None:
            continue
        at = PlanPlace(("kpis", name, "target", "annual"))
        if not kpi.is_additive:
            message = msg(
                "`{name}` does not grow with time, so a period has no share of a yearly target", name=name
            )
            yield error(
                "yearly-target-of-a-ratio",
                message,
                at,
                help=msg("write the target itself, or `additive: true`"),
            )
        try:
            in_unit(yearly.annual, kpi.measured_in, plan.currency)
        except NotAQuantity as problem:
            yield error("wrong-unit", problem.said, at)
