"""A score says its range.

`4` is excellent from 1 to 5 and poor from 0 to 10. With the range, an answer outside it is
found before anybody is paid.

```yaml
# fails
kpis:
  review: {weight: 100 %, unit: score, curve: {of: actual, lookup: [{from: 4, pays: 100 %}]}}
```

```yaml
# passes
kpis:
  review: {weight: 100 %, unit: score, range: [1, 5], curve: {of: actual, lookup: [{from: 4, pays: 100 %}]}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document

READS = ("kpis.*.range",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each score without a range."""
    for name, kpi in plan.kpis.items():
        if kpi.unit == "score" and kpi.range is None:
            at = PlanPlace(("kpis", name, "unit"))
            yield error(
                "range-unsaid",
                msg("`{name}` is a score, and nothing says from what to what", name=name),
                at,
                help=msg("write for instance `range: [1, 5]`"),
            )
