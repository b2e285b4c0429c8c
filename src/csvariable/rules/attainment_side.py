"""`ratio` goes with higher is better, `inverse` and `distance` with lower, none with a baseline.

```yaml
# fails
kpis:
  nrr:
    weight: 100 %
    unit: percent
    target: 105 %
    attainment: inverse
    curve: {linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```

```yaml
# passes
kpis:
  nrr:
    weight: 100 %
    unit: percent
    target: 105 %
    attainment: ratio
    curve: {linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.kernel.terms import HIGHER, LOWER
from csvariable.plan import Plan
from csvariable.text import Document

READS = ("kpis.*.direction", "kpis.*.baseline")


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each attainment that contradicts its KPI."""
    for name, kpi in plan.kpis.items():
        at = PlanPlace(("kpis", name, "attainment"))
        if kpi.attainment is None:
            continue
        if kpi.baseline is not None:
            message = msg(
                "`{name}` has a baseline, so its attainment is (A - Y) / (T - Y): leave `attainment` out",
                name=name,
            )
            yield error("attainment-side", message, at)
        elif kpi.lower_is_better == (kpi.attainment == "ratio"):
            better = LOWER if kpi.lower_is_better else HIGHER
            right = msg("`inverse` or `distance`") if kpi.lower_is_better else msg("`ratio`")
            message = msg(
                "{better} is better for `{name}`: its attainment is {right}, not `{written}`",
                better=better,
                name=name,
                right=right,
                written=kpi.attainment,
            )
            yield error("attainment-side", message, at, help=msg("write {choices}", choices=right))
