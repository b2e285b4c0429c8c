"""A KPI is made of steps that come before the payout rate.

Actuals, targets and attainments of other KPIs can be put together. What a KPI pays is known
only later in the fixed order of the calculation.

```yaml
# fails
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  best: {unit: percent, measure: {greatest: [nrr.payout_rate]}}
```

```yaml
# passes
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  best: {unit: percent, measure: {greatest: [nrr]}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import measured
from csvariable.text import Document

_LATER = {"payout_rate", "part", "payout"}


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each part that is known only later."""
    for name, kpi in plan.kpis.items():
        for route, step, key in measured(("kpis", name), kpi):
            first, _, field = step.partition(".")
            if field in _LATER or first == "plan":
                message = msg(
                    "`{step}` is known only after all KPIs are measured: `{name}` cannot be made of it",
                    step=step,
                    name=name,
                )
                yield error(
                    "measure-step",
                    message,
                    PlanPlace(route, key=key),
                    help=msg("write the KPI itself, its target or its attainment"),
                )
