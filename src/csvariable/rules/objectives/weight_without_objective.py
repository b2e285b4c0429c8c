"""Where objectives have weights, each KPI with a weight names its objective.

The weight of such a KPI is its share of its objective times the weight of the objective.
Without an objective there is nothing to multiply.

```yaml
# fails
objectives:
  keep: {statement: Customers stay, weight: 100 %}
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
```

```yaml
# passes
objectives:
  keep: {statement: Customers stay, weight: 100 %}
kpis:
  nrr:
    objective: keep
    weight: 100 %
    unit: percent
    curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import listed, msg
from csvariable.plan import Plan
from csvariable.rules.parts import weighted
from csvariable.text import Document

READS = ("kpis.*.objective", "objectives.*.weight")


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each weighted KPI without an objective, where objectives weigh."""
    if not any(objective.weight for objective in plan.objectives.values()):
        return
    for name, kpi in weighted(plan).items():
        if kpi.objective is None:
            message = msg("the objectives have weights, and the KPI `{name}` names no objective", name=name)
            at = PlanPlace(("kpis", name), key=True)
            yield error(
                "weight-without-objective",
                message,
                at,
                help=msg("write `objective:` with one of: {objectives}", objectives=listed(plan.objectives)),
            )
