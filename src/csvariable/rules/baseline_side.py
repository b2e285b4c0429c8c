"""A target lies on the good side of its baseline.

The attainment is (A - Y) / (T - Y). With the target on the wrong side, a better result would
give a lower attainment; with both equal there is none.

```yaml
# fails
kpis:
  churn:
    weight: 100 %
    unit: percent
    direction: lower
    baseline: 4 %
    target: 6 %
    curve: {linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```

```yaml
# passes
kpis:
  churn:
    weight: 100 %
    unit: percent
    direction: lower
    baseline: 6 %
    target: 4 %
    curve: {linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, error
from csvariable.kernel.message import Amount, msg
from csvariable.kernel.quantity import NotAQuantity, Quantity
from csvariable.plan import Plan
from csvariable.plan.levels import in_unit
from csvariable.text import Document

READS = ("kpis.*.direction",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each target that does not improve on its baseline."""
    for name, kpi in plan.kpis.items():
        if kpi.baseline is None or not isinstance(kpi.target, Quantity):
            continue
        try:
            target = in_unit(kpi.target, kpi.measured_in, plan.currency)
            baseline = in_unit(kpi.baseline, kpi.measured_in, plan.currency)
        except NotAQuantity:
            continue
        if target < baseline if kpi.lower_is_better else target > baseline:
            continue
        side = msg("below") if kpi.lower_is_better else msg("above")
        message = msg(
            "the target of `{name}` ({target}) has to lie {side} its baseline ({baseline})",
            name=name,
            target=Amount(target, kpi.measured_in, plan.currency),
            side=side,
            baseline=Amount(baseline, kpi.measured_in, plan.currency),
        )
        labels = (Label(PlanPlace(("kpis", name, "baseline")), msg("baseline")),)
        yield error("baseline-side", message, PlanPlace(("kpis", name, "target")), also=labels)
