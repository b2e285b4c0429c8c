"""Quality is paid on more than opinions.

A survey measures what customers perceived, not what was delivered. A plan on opinions alone
rewards asking the right customers.

```yaml
# fails
kpis:
  csat:
    weight: 100 %
    unit: percent
    quality: perceived
    curve: {of: actual, lookup: [{from: 80 %, pays: 100 %}]}
```

```yaml
# passes
kpis:
  csat:
    weight: 50 %
    unit: percent
    quality: perceived
    curve: {of: actual, lookup: [{from: 80 %, pays: 100 %}]}
  renewals:
    weight: 50 %
    unit: percent
    quality: delivered
    curve: {of: actual, lookup: [{from: 80 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import weighted
from csvariable.text import Document

OPINION = True
READS = ("kpis",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for a plan that pays opinions alone."""
    paid = weighted(plan)
    if paid and all(kpi.quality == "perceived" for kpi in paid.values()):
        message = msg("all pay depends on perceived quality: nothing that was delivered counts")
        yield warning("only-perceived", message, PlanPlace(("kpis",), key=True))
