"""A ramp scales the targets of KPIs that grow with time: it needs one of each person.

Half of the usual renewals can be asked of a newcomer, but not half of the satisfaction.

```yaml
# fails
ramp: [50 %, 75 %]
kpis:
  nrr: {weight: 100 %, unit: percent, target: 100 %, curve: {lookup: [{from: 90 %, pays: 100 %}]}}
```

```yaml
# passes
ramp: [50 %, 75 %]
kpis:
  sales: {weight: 100 %, unit: money, target: 50000, curve: {lookup: [{from: 90 %, pays: 100 %}]}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document

FOR_SOMEBODY = True
READS = ("kpis.*.scope", "kpis.*.additive")


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for a ramp that scales nothing."""
    ramp = plan.ramp
    if ramp is None:
        return
    scaled = {name for name, kpi in plan.kpis.items() if kpi.scope == "person" and kpi.is_additive}
    undecided = {name for name, kpi in plan.kpis.items() if kpi.unit == "number" and kpi.additive is None}
    help_ = msg(
        "only targets of `scope: person` with `additive: true` are scaled; amounts of money are additive"
    )
    if ramp.factors and not scaled | undecided:
        yield error(
            "ramp-needs-additive",
            msg("no KPI of this plan has a target that a ramp can scale"),
            PlanPlace(("ramp",), key=True),
            help=help_,
        )
    for name in ramp.values:
        if name in plan.kpis and name not in scaled | undecided:
            message = msg("the target of `{name}` does not grow with time: a ramp cannot scale it", name=name)
            yield error("ramp-needs-additive", message, PlanPlace(("ramp", name), key=True), help=help_)
