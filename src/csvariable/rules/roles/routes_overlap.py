"""Two lines of a role do not set one inside the other.

If one line replaces `kpis.nrr` and another `kpis.nrr.target`, the result depends on which comes
first; and the order of keys never changes what is paid.

```yaml
# fails
roles:
  senior:
    kpis.nrr.curve: {lookup: [{from: 90 %, pays: 100 %}]}
    kpis.nrr.curve.lookup: [{from: 95 %, pays: 100 %}]
```

```yaml
# passes
roles:
  senior:
    kpis.nrr.curve: {lookup: [{from: 95 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator
from itertools import permutations

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.roles.unknown_route import overlays
from csvariable.text import Document

ONCE = True


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each line of a role that lies inside another."""
    for role, lines in overlays(plan):
        for (outer, one), (inner, two) in permutations(lines.items(), 2):
            if inner[: len(outer)] == outer:
                message = msg("`{two}` lies inside `{one}`, which this role sets as well", two=two, one=one)
                labels = (Label(PlanPlace(("roles", role, one), key=True), msg("the other line")),)
                yield error(
                    "routes-overlap",
                    message,
                    PlanPlace(("roles", role, two), key=True),
                    also=labels,
                    help=msg("write both in one line"),
                )
