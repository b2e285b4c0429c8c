"""A cap does not lie below a point of its curve.

A point that pays more than the cap is never paid: either the point or the cap is a slip.

```yaml
# fails
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, cap: 120 %, lookup: [{from: 90 %, pays: 100 %}, {from: 100 %, pays: 150 %}]}
```

```yaml
# passes
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, cap: 150 %, lookup: [{from: 90 %, pays: 100 %}, {from: 100 %, pays: 150 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document

OPINION = True


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each point that a cap makes unreachable."""
    for name, kpi in plan.kpis.items():
        curve = kpi.curve
        if curve is None:
            continue
        route = ("kpis", name, "cap") if curve.cap is None else ("kpis", name, "curve", "cap")
        cap = kpi.cap if curve.cap is None else curve.cap
        kind = curve.kind
        paid = [] if kind.per_unit else [point.pays for point in curve.points]
        for index, pays in enumerate(paid):
            if cap is not None and pays > cap:
                labels = (Label(PlanPlace(route), msg("the cap")),)
                at = PlanPlace(("kpis", name, "curve", kind.word, index, "pays"))
                yield warning(
                    "cap-below-top", msg("this is never paid in full: a cap lies below it"), at, also=labels
                )
                break
