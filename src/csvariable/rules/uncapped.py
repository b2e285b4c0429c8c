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

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, advice
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.plan.curve import RateCurve
from csvariable.rules.ladders import ladders
from csvariable.rules.parts import weighted
from csvariable.rules.payout import endless
from csvariable.text import Document

if TYPE_CHECKING:
    from csvariable.plan.bonus import Bonus

OPINION = True
READS = ("cap", "cap_total", "kpis.*.cap", "kpis.*.curve.cap", "bonuses.*.cap")


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield advice for each KPI and bonus whose pay nothing limits."""
    if plan.cap_total:
        return
    paid = {} if plan.cap else {name: kpi for name, kpi in weighted(plan).items() if kpi.cap is None}
    for ladder in ladders(plan):
        name = str(ladder.route[1])
        curve: RateCurve | Bonus | None = None
        if ladder.pays == "money":
            curve = plan.bonuses[name]
        elif ladder.route[0] == "kpis" and name in paid:
            curve = paid[name].curve
        if curve is not None and endless(plan, ladder, curve):
            yield _advice(name, ladder.route)
    for name, bonus in plan.bonuses.items():
        if bonus.per is not None and bonus.cap is None:
            yield _advice(name, ("bonuses", name))


def _advice(name: str, route: Route) -> Diagnostic:
    return advice(
        "uncapped", msg("nothing limits what `{name}` can pay", name=name), PlanPlace(route, key=True)
    )
