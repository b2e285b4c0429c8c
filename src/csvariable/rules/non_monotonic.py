"""A better result is never paid less.

Where pay falls as results improve, the plan asks people to stop. Only a slip does that.

```yaml
# fails
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}, {from: 100 %, pays: 10 %}]}
```

```yaml
# passes
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, lookup: [{from: 90 %, pays: 10 %}, {from: 100 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator
from itertools import pairwise

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.plan.curve import RateCurve
from csvariable.rules.ladders import Ladder, ladders
from csvariable.rules.payout import corners, drops
from csvariable.text import Document

OPINION = True


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each point where pay falls."""
    for ladder in ladders(plan):
        curve = _curve(plan, ladder)
        if curve is not None:
            for corner in drops(corners(plan, ladder, curve)):
                message = msg("pay falls at `{text}`, although the result improves", text=corner.text)
                yield warning("non-monotonic", message, PlanPlace(corner.route))
    for name, kpi in plan.kpis.items():
        for index, line in enumerate(kpi.matrix.pays if kpi.matrix is not None else ()):
            for column, (one, two) in enumerate(pairwise(line)):
                if two < one:
                    route = ("kpis", name, "matrix", "pays", index, column + 1)
                    yield warning(
                        "non-monotonic",
                        msg("pay falls in this row, although the result improves"),
                        PlanPlace(route),
                    )


def _curve(plan: Plan, ladder: Ladder) -> RateCurve | None:
    section, name = ladder.route[0], str(ladder.route[1])
    if section == "modifiers":
        return plan.modifiers[name].curve
    return plan.kpis[name].curve if section == "kpis" else None
