"""`bands: target` reads the value of a KPI against the target of that KPI.

The bounds of the curve are then parts of each person's own target. An attainment is a part of a
target already, and an amount such as the salary has none.

```yaml
# fails
kpis:
  arr: {weight: 100 %, unit: money, target: 100000, curve: {lookup: [{from: 100 %, pays: 100 %}]}}
bonuses:
  commission: {of: arr.attainment, bands: target, lookup: [{from: 100 %, pays: 500}]}
```

```yaml
# passes
kpis:
  arr: {weight: 100 %, unit: money, target: 100000, curve: {lookup: [{from: 100 %, pays: 100 %}]}}
bonuses:
  commission: {of: arr, bands: target, lookup: [{from: 100 %, pays: 500}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each bonus whose bands are parts of the target of no KPI."""
    for name, bonus in plan.bonuses.items():
        if bonus.bands is None or bonus.of is None or bonus.of in plan.kpis:
            continue
        kpi = bonus.of.partition(".")[0]
        help_ = msg("write `of: {kpi}`, or leave `bands` out", kpi=kpi) if kpi in plan.kpis else None
        yield error(
            "bands-of-a-target",
            msg("`{step}` is not the value of a KPI, so no target is its own", step=bonus.of),
            PlanPlace(("bonuses", name, "of")),
            help=help_,
        )
