"""A person is paid on three KPIs at most.

With more, each weighs little and none says what matters. One or two are better still; what else
is worth watching can be followed at weight 0 %.

```yaml
# fails
kpis:
  nrr: {weight: 25 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  grr: {weight: 25 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  csat: {weight: 25 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  usage: {weight: 25 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
```

```yaml
# passes
kpis:
  nrr: {weight: 50 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  csat: {weight: 50 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import weighted
from csvariable.text import Document

OPINION = True
MOST = 3


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for a plan with too many KPIs that pay."""
    paid = len(weighted(plan))
    if plan.choose is not None:  # the chosen ones count
        paid += min(0, plan.choose.up_to - len(plan.menu))
    if paid > MOST:
        message = msg(
            "{count} KPIs decide what a person is paid; people keep {most} in mind",
            count=paid,
            most=MOST,
        )
        yield warning(
            "too-many-kpis",
            message,
            PlanPlace(("kpis",), key=True),
            help=msg("keep the ones that matter, give the others weight 0 %"),
        )
