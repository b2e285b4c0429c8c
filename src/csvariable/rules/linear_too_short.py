"""A line that goes on beyond its last point has two points or more.

The slope that goes on is the one between the last two points. With one point there is none.

```yaml
# fails
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, linear: [{at: 100 %, pays: 100 %}], beyond: continue}
```

```yaml
# passes
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}], beyond: continue}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.plan.curve import RateCurve
from csvariable.text import Document

if TYPE_CHECKING:
    from csvariable.plan.bonus import Bonus


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each line that cannot go on."""
    for route, curve in curves(plan):
        joined = any(kind.joined for kind in curve.kinds)
        if curve.beyond is not None and joined and len(curve.points) == 1:
            message = msg("`beyond: continue` keeps the last slope, and a line of one point has none")
            yield error(
                "linear-too-short",
                message,
                PlanPlace((*route, "beyond"), key=True),
                help=msg("write a second point, or leave `beyond` out"),
            )


def curves(plan: Plan) -> Iterator[tuple[Route, RateCurve | Bonus]]:
    """Yield what may say `beyond`: the curves of KPIs and modifiers, and the bonuses."""
    for name, kpi in plan.kpis.items():
        if kpi.curve is not None:
            yield ("kpis", name, "curve"), kpi.curve
    for name, modifier in plan.modifiers.items():
        yield ("modifiers", name, "curve"), modifier.curve
    for name, bonus in plan.bonuses.items():
        yield ("bonuses", name), bonus
