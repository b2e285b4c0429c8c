"""A plan for customer success pays for customers who stay.

Satisfaction and activity are means; whether customers stay and grow is the end. A plan whose name
says customer success, and that measures no retention, churn or renewal anywhere, misses it.

Source: the founding articles, on the roles of customer success (requirement A4-03).

```yaml
# fails
name: CSM variable
kpis:
  csat: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
```

```yaml
# passes
name: CSM variable
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 100 %, pays: 100 %}]}}
```
"""

import re
from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, advice
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.plan.kpi import Kpi
from csvariable.text import Document

OPINION = True
READS = ("kpis", "name")
ONCE = True

_CSM = r"(?i)\bcsms?\b|customer success|succès client|réussite client"
_STAYS = (
    r"(?i)nrr|grr|reten|réten|renew|renouvel|churn|attrition|fidel|fidél|resili|résili|cancel|annul|repeat"
)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield advice for a plan of customer success in which nobody is asked whether customers stay."""
    if not any(re.search(_CSM, text) for text in plan.name.values()):
        return
    in_roles = (str(route) for changes in plan.roles.values() for route in changes)
    if any(_stays(name, kpi) for name, kpi in plan.kpis.items()) or any(
        re.search(_STAYS, route) for route in in_roles
    ):
        return
    yield advice(
        "no-retention",
        msg("nothing here measures whether customers stay"),
        PlanPlace(("kpis",), key=True),
        help=msg("measure retention, churn or renewal: as a KPI with a weight, or as a gate"),
    )


def _stays(name: str, kpi: Kpi) -> bool:
    return any(re.search(_STAYS, text) for text in (name, *(kpi.name or {}).values()))
