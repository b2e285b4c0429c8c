"""A KPI with a weight has a curve or a matrix.

The weight says how much of the pay a KPI decides, the curve what is paid for which result.
Without a curve nothing could be paid, and nobody would see it. The same holds for a KPI whose
payout rate is named by a condition or a bonus.

```yaml
# fails
kpis:
  nrr: {weight: 100 %, unit: percent, target: 100 %}
```

```yaml
# passes
kpis:
  nrr:
    weight: 100 %
    unit: percent
    target: 100 %
    curve: {linear: [{at: 80 %, pays: 50 %}, {at: 100 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.plan.curve import ALL_KINDS
from csvariable.rules.parts import named
from csvariable.text import Document

READS = ("kpis.*.curve", "kpis.*.matrix")
HELP = msg("write `curve:` with one of {kinds}, or a `matrix`", kinds=ALL_KINDS)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each KPI that pays, or whose payout rate is read, and has no curve."""
    bare = {name: kpi for name, kpi in plan.kpis.items() if kpi.curve is None and kpi.matrix is None}
    for name, kpi in bare.items():
        if kpi.weight:
            message = msg("the KPI `{name}` has a weight, and no curve says what it pays", name=name)
            yield error("weight-without-curve", message, PlanPlace(("kpis", name, "weight")), help=HELP)
    for step in named(plan):
        kpi_id, _, field = step.step.partition(".")
        if field in {"payout_rate", "part", "payout"} and kpi_id in bare and not bare[kpi_id].weight:
            message = msg(
                "`{step}` is read here, and no curve says what `{name}` pays", step=step.step, name=kpi_id
            )
            yield error("weight-without-curve", message, PlanPlace(step.route, key=step.key), help=HELP)
