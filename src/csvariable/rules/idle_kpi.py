"""A KPI without weight is read by something: a gate, a modifier, a bonus, another KPI.

A KPI that nothing reads has to be collected for nothing, or it was meant to pay.

```yaml
# fails
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  usage: {unit: percent}
```

```yaml
# passes
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  usage: {unit: percent}
gates:
  used: {when: {usage: {from: 50 %}}, otherwise: {of: plan, cap: 100 %}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, advice
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import ids_of_roles, named, weighted
from csvariable.text import Document

OPINION = True
READS = ("kpis", "gates", "modifiers", "bonuses", "pool")


def check(plan: Plan, document: Document) -> Iterator[Diagnostic]:
    """Yield advice for each KPI that neither pays nor is read."""
    paying = weighted(plan)
    read = {step.step.partition(".")[0] for step in named(plan)} | {pool.kpi for pool in plan.pool.values()}
    read |= set(ids_of_roles(document, "kpis"))  # a role may give them a weight
    read |= set(paying)
    for name in plan.kpis:
        if name not in read:
            message = msg("`{name}` has no weight, and nothing reads it", name=name)
            help_ = msg("give it a weight, name it in a gate, a modifier or a bonus, or remove it")
            yield advice("idle-kpi", message, PlanPlace(("kpis", name), key=True), help=help_)
