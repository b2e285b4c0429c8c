"""A pool that is a limit (`at_most: true`) shares by what was earned.

The awards of such a pool are what its members earned, cut in proportion when their sum is
higher than the amount.

```yaml
# fails
pool:
  budget: {amount: 30000, by: salary, at_most: true}
```

```yaml
# passes
pool:
  budget: {amount: 30000, by: earned, at_most: true}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each limit that does not cut what was earned."""
    for name, pool in plan.pool.items():
        if pool.at_most and pool.by != "earned":
            route = ("pool", name, "by")
            message = msg(
                "the pool `{name}` limits what was earned, so it shares by it: `by: earned`", name=name
            )
            yield error(
                "at-most-needs-earned",
                message,
                PlanPlace(route),
                help=msg("write `by: earned`"),
            )
