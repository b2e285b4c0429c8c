"""People are paid on what they can change.

```yaml
# fails
kpis:
  share-price:
    weight: 100 %
    unit: money
    controllability: none
    curve: {of: actual, lookup: [{from: 90, pays: 100 %}]}
```

```yaml
# passes
kpis:
  nrr:
    weight: 100 %
    unit: percent
    controllability: influence
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


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each weight on what nobody can change."""
    for name, kpi in weighted(plan).items():
        if kpi.controllability == "none":
            message = msg("`{name}` is paid, and the people of the plan cannot change it", name=name)
            yield warning("uncontrollable-kpi", message, PlanPlace(("kpis", name, "controllability")))
