"""`target: members` belongs to a KPI of a team or of the company.

It is the sum of the targets that the people of the team have for the same KPI.

```yaml
# fails
kpis:
  sales:
    weight: 100 %
    unit: money
    target: members
    curve: {linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```

```yaml
# passes
kpis:
  sales:
    weight: 100 %
    unit: money
    scope: team
    target: members
    curve: {linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document

READS = ("kpis.*.scope",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each person's KPI whose target is that of members."""
    for name, kpi in plan.kpis.items():
        if kpi.target == "members" and kpi.scope == "person":
            message = msg("`{name}` is of each person, and a person has no members", name=name)
            at = PlanPlace(("kpis", name, "target"))
            yield error(
                "members-target-of-a-person",
                message,
                at,
                help=msg("write `scope: team` or a target of its own"),
            )
