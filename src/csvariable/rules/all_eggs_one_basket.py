"""No KPI decides almost all of the pay.

What is not paid is neglected: a plan on one figure gets that figure, at the expense of the
others. Above 70 % the rest no longer balances it.

```yaml
# fails
kpis:
  nrr: {weight: 90 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  csat: {weight: 10 %, unit: percent, curve: {of: actual, lookup: [{from: 80 %, pays: 100 %}]}}
```

```yaml
# passes
kpis:
  nrr: {weight: 60 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  csat: {weight: 40 %, unit: percent, curve: {of: actual, lookup: [{from: 80 %, pays: 100 %}]}}
```
"""

from collections.abc import Iterator
from fractions import Fraction

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, advice, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import percent, weights
from csvariable.text import Document

OPINION = True
READS = ("kpis.*.weight", "objectives.*.weight")
MOST = Fraction(70, 100)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for a weight above 70 %, advice for a plan on one KPI."""
    found = weights(plan)
    for name, weight in found.items():
        at = PlanPlace(("kpis", name, "weight"))
        if len(found) == 1:
            yield advice(
                "all-eggs-one-basket",
                msg("all pay depends on `{name}`: what else matters is not paid", name=name),
                at,
            )
        elif weight > MOST:
            yield warning(
                "all-eggs-one-basket",
                msg("{weight} of the pay depends on `{name}` alone", weight=percent(weight, MOST), name=name),
                at,
            )
