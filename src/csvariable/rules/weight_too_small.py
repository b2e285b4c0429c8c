"""A KPI that pays decides at least a tenth of the pay.

Below, nobody acts on it, and the plan is longer for nothing.

```yaml
# fails
kpis:
  nrr: {weight: 95 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  csat: {weight: 5 %, unit: percent, curve: {of: actual, lookup: [{from: 80 %, pays: 100 %}]}}
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

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import percent, weights
from csvariable.text import Document

OPINION = True
READS = ("kpis.*.weight", "objectives.*.weight")
LEAST = Fraction(10, 100)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each weight that is too small to be felt."""
    for name, weight in weights(plan).items():
        if weight < LEAST and plan.choose is None:
            message = msg(
                "`{name}` decides {weight} of the pay: too little to be felt",
                name=name,
                weight=percent(weight, LEAST),
            )
            yield warning("weight-too-small", message, PlanPlace(("kpis", name, "weight")))
