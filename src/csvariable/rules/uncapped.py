"""A plan whose pay has no end says so on purpose.

An accelerator without a cap can be right; it should be a decision, since one windfall can cost
more than the rest of the plan. Pardon this advice with the reason, or write `cap`.

```yaml
# fails
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}], beyond: continue}
```

```yaml
# passes
cap: 200 %
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}], beyond: continue}
```
"""

from collections.abc import Iterator

from csvariable.diagnostic import Diagnostic, PlanPlace, advice
from csvariable.plan import Plan
from csvariable.rules.parts import weighted
from csvariable.rules.payout import endless
from csvariable.source import Document

READS = ("cap", "cap_total")


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield advice for each KPI and bonus whose pay nothing limits."""
    if plan.cap_total:
        return
    for name, kpi in weighted(plan).items():
        if endless(kpi) and not plan.cap:
            yield advice(
                "uncapped",
                f"nothing limits what `{name}` can pay",
                PlanPlace(("kpis", name, "curve"), key=True),
            )
    for name, bonus in plan.bonuses.items():
        grows = bonus.per is not None or bonus.marginal is not None or bonus.whole is not None
        if bonus.cap is None and (grows or bonus.beyond is not None):
            yield advice(
                "uncapped", f"nothing limits what `{name}` can pay", PlanPlace(("bonuses", name), key=True)
            )
