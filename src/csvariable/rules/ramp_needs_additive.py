"""A ramp scales the targets of KPIs that grow with time: it needs one of each person.

Half of the usual renewals can be asked of a newcomer, but not half of the satisfaction. A KPI that
only a commission reads by its value has no target, so there is nothing to ask less of.

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
from typing import Final

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import named
from csvariable.text import Document

FOR_SOMEBODY = True
_OWN_TARGET: Final = msg(
    "write a `target` of a KPI, or leave `ramp` out: what bonuses pay by the value stays as it is"
)
READS = (
    "kpis.*.scope",
    "kpis.*.additive",
    "kpis.*.target",
    "kpis.*.weight",
    "kpis.*.curve",
    "kpis.*.matrix",
    "bonuses",
)


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
        return
    read = {name for name in plan.kpis if _may_have_target(plan, name)}
    if ramp.factors and not (scaled | undecided) & read:
        yield error(
            "ramp-needs-additive",
            msg("a ramp scales targets, and no KPI that grows with time has one"),
            PlanPlace(("ramp",), key=True),
            help=_OWN_TARGET,
        )
    for name in ramp.values:
        if name in plan.kpis and name not in scaled | undecided:
            message = msg("the target of `{name}` does not grow with time: a ramp cannot scale it", name=name)
            yield error("ramp-needs-additive", message, PlanPlace(("ramp", name), key=True), help=help_)
        elif name in plan.kpis and name not in read:
            message = msg("nothing reads a target of `{name}`: a ramp of it changes nothing", name=name)
            yield error("ramp-needs-additive", message, PlanPlace(("ramp", name), key=True), help=_OWN_TARGET)


def _may_have_target(plan: Plan, name: str) -> bool:
    """Whether something reads a target of this KPI, be it the plan's or that of a column."""
    kpi = plan.kpis[name]
    paid = kpi.target is not None or kpi.weight or kpi.curve is not None or kpi.matrix is not None
    bands = any(one.bands is not None and one.of == name for one in plan.bonuses.values())
    return bool(paid) or bands or any(one.step.startswith(f"{name}.") for one in named(plan))
