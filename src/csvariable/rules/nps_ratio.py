"""An attainment of points is no ratio.

An NPS of 20 for a target of 40 is not half as good as 40: the scale starts at -100. The actual
says what is meant, or a baseline to measure from.

```yaml
# fails
kpis:
  nps:
    weight: 100 %
    unit: points
    target: 40
    curve: {linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```

```yaml
# passes
kpis:
  nps:
    weight: 100 %
    unit: points
    target: 40
    curve: {of: actual, linear: [{at: 20, pays: 0 %}, {at: 40, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import attainment_reads
from csvariable.text import Document

OPINION = True
READS = ("kpis.*.baseline",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each ratio of points."""
    for name, kpi in plan.kpis.items():
        if kpi.unit != "points" or kpi.baseline is not None:
            continue
        route = next(attainment_reads(plan, name), None)
        if route is not None:
            message = msg(
                "`{name}` is in points, which can be negative: a ratio of them says little", name=name
            )
            yield warning(
                "nps-ratio",
                message,
                PlanPlace(route, key=True),
                help=msg("write `of: actual`, or give a `baseline`"),
            )
