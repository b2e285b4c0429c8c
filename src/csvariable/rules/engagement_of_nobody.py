"""The engagement of a team is the work of who leads it.

Paid to people who lead nobody, it pays them for the work of their head, and their own answers
decide their pay. It belongs in the role of who leads.

Source: the founding articles, on the roles of customer success (requirement A4-09).

```yaml
# fails
kpis:
  engagement: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 80 %, pays: 100 %}]}}
```

```yaml
# passes
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 100 %, pays: 100 %}]}}
roles:
  head:
    kpis.nrr.weight: 80 %
    kpis.engagement:
      {weight: 20 %, unit: score, range: [1, 5], curve: {of: actual, lookup: [{from: 4, pays: 100 %}]}}
```
"""

import re
from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, advice
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import ids, weighted
from csvariable.text import Document

OPINION = True
ONCE = True

_ENGAGEMENT = "(?i)engagement|enps|e-nps|team-mood|climat"
_LEADS = "(?i)head|lead|manage|direct|chief|respons|chef|encadr"


def check(plan: Plan, document: Document) -> Iterator[Diagnostic]:
    """Yield advice for each KPI of engagement that everybody is paid by."""
    everybody = ids(document, "kpis")
    for name, kpi in weighted(plan).items():
        said = (name, *(kpi.name or {}).values())
        if name in everybody and any(re.search(_ENGAGEMENT, text) for text in said):
            if any(re.search(_LEADS, text) for text in plan.name.values()):
                return
            yield advice(
                "engagement-of-nobody",
                msg("`{name}` pays everybody for the engagement of a team, also who leads nobody", name=name),
                PlanPlace(("kpis", name), key=True),
                help=msg("move it to the role of who leads, or give it weight 0 %"),
            )
