"""A pool limits what each member receives in one way, and bounds a key between two values in order.

`at_most` says that the amount is a limit for all awards together, and cuts them in proportion: nothing
is left over that others could receive. A share that is the same for everybody has no key to bound.

```yaml
# fails
pool:
  pot: {amount: 5000, by: earned, at_most: true, each_at_most: 900, excess: others}
```

```yaml
# passes
pool:
  pot: {amount: 5000, by: target_incentive, each_at_most: 900, excess: others}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.kernel.quantity import NotAQuantity
from csvariable.plan import Plan
from csvariable.plan.levels import in_unit
from csvariable.plan.steps import key_unit
from csvariable.text import Document

if TYPE_CHECKING:
    from csvariable.plan.pool import Pool


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each pool with two limits, or with bounds that hold for nobody."""
    for name, pool in plan.pool.items():
        route = ("pool", name)
        if pool.at_most and pool.each_at_most is not None:
            yield error(
                "pool-limits",
                msg("`at_most` cuts all awards in proportion, and `each_at_most` would raise some again"),
                PlanPlace((*route, "each_at_most")),
                help=msg("keep one of the two"),
            )
        if pool.at_most and pool.key.word is None:
            yield error(
                "pool-limits",
                msg("with `at_most` the key is the award itself: a bound would be an award of its own"),
                PlanPlace((*route, "by", pool.by), key=True),
                help=msg("write `by: earned`"),
            )
        if pool.key.word is None and pool.by == "uniform":
            yield error(
                "pool-limits",
                msg("`uniform` is the same for everybody: there is no key to bound"),
                PlanPlace((*route, "by", "uniform"), key=True),
                help=msg("write `by: uniform`, or a key such as `salary`"),
            )
        elif _turned(plan, pool):
            yield error(
                "pool-limits",
                msg("`at_least` is above `at_most`: no key is between them"),
                PlanPlace((*route, "by", pool.by, "at_least")),
            )


def _turned(plan: Plan, pool: Pool) -> bool:
    """Whether the lower bound of a key is above the upper one."""
    least, most = pool.key.bounds.at_least, pool.key.bounds.at_most
    unit = key_unit(plan, pool)
    try:
        return (
            least is not None
            and most is not None
            and in_unit(least, unit, plan.currency) > in_unit(most, unit, plan.currency)
        )
    except NotAQuantity:
        return False  # told where units are
