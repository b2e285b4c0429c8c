"""A closed gate multiplies or limits something.

```yaml
# fails
gates:
  quality: {when: {nrr: {from: 80 %}}, otherwise: {of: plan}}
```

```yaml
# passes
gates:
  quality: {when: {nrr: {from: 80 %}}, otherwise: {of: plan, times: 0 %}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each gate that changes nothing when it is closed."""
    for name, gate in plan.gates.items():
        at = PlanPlace(("gates", name, "otherwise"), key=True)
        if gate.otherwise.times is None and gate.otherwise.cap is None:
            message = msg("the gate `{name}` does nothing when it is closed", name=name)
            yield error(
                "gate-without-effect",
                message,
                at,
                help=msg("write `times: 0 %` (nothing is paid) or `cap: 100 %` (nothing above target)"),
            )
        elif not gate.otherwise.of:
            yield error(
                "gate-without-effect",
                msg("the gate `{name}` applies to no KPI", name=name),
                at,
                help=msg("write `of: plan` or a list of KPIs"),
            )
