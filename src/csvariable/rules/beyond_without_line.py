"""`beyond: continue` stands in a `linear` curve only.

A `lookup` has no slope that could go on. `marginal` and `whole` go on by themselves: their last
band has no end.

```yaml
# fails
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, lookup: [{from: 100 %, pays: 100 %}], beyond: continue}
```

```yaml
# passes
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 100 %, pays: 100 %}]}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.linear_too_short import curves
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each `beyond` where nothing can go on."""
    for route, curve in curves(plan):
        if curve.beyond is not None and not any(kind.joined for kind in curve.kinds):
            at = (*route, "beyond")
            message = msg("`beyond: continue` keeps the slope of a `linear` curve, and this is none")
            yield error(
                "beyond-without-line",
                message,
                PlanPlace(at, key=True),
                help=msg("leave it out"),
            )
