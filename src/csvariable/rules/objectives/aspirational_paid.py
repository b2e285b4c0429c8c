"""An aspirational objective is not paid.

It is meant to be missed more often than reached. Once it is paid, people aim lower.

```yaml
# fails
objectives:
  moon: {statement: Double the usage, commitment: aspirational}
kpis:
  usage:
    objective: moon
    weight: 100 %
    unit: percent
    curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}
```

```yaml
# passes
objectives:
  moon: {statement: Raise the usage, commitment: committed}
kpis:
  usage:
    objective: moon
    weight: 100 %
    unit: percent
    curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import weighted
from csvariable.text import Document

OPINION = True


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each KPI that pays an aspirational objective."""
    for name, kpi in weighted(plan).items():
        objective = plan.objectives.get(kpi.objective or "")
        if objective is not None and objective.commitment == "aspirational":
            there = PlanPlace(("objectives", str(kpi.objective), "commitment"))
            labels = (Label(there, msg("aspirational")),)
            message = msg("`{name}` pays an objective that is meant to be out of reach", name=name)
            yield warning("aspirational-paid", message, PlanPlace(("kpis", name, "weight")), also=labels)
