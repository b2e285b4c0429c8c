"""Where a plan has objectives, each KPI serves one, and each objective has a KPI.

A KPI without an objective is paid for no stated reason; an objective without a KPI is never
measured.

```yaml
# fails
objectives:
  keep: {statement: Customers stay}
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
```

```yaml
# passes
objectives:
  keep: {statement: Customers stay}
kpis:
  nrr:
    objective: keep
    weight: 100 %
    unit: percent
    curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import weighted
from csvariable.text import Document

OPINION = True
READS = ("kpis.*.objective", "kpis", "objectives")


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each KPI that pays for no objective, and each objective without a KPI."""
    if plan.objectives and not any(objective.weight for objective in plan.objectives.values()):
        for name, kpi in weighted(plan).items():
            if kpi.objective is None:
                message = msg("`{name}` is paid, and serves none of the plan's objectives", name=name)
                yield warning(
                    "orphan-kpi",
                    message,
                    PlanPlace(("kpis", name), key=True),
                    help=msg("write `objective:` with the id it serves"),
                )
    served = {kpi.objective for kpi in plan.kpis.values()}
    for name in plan.objectives:
        if name not in served:
            at = PlanPlace(("objectives", name), key=True)
            yield warning(
                "orphan-kpi",
                msg("no KPI measures the objective `{name}`", name=name),
                at,
                help=msg("name it in a KPI, or move it to `backlog`"),
            )
