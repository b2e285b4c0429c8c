"""A plan that accumulates since the start of the year does not share what was earned.

What was earned since January has partly been paid already, to people who may have left the
pool: what each would be due can no longer be told.

```yaml
# fails
accumulate: {since: year, target: elapsed, below_zero: zero}
pool:
  pot: {amount: earned, by: uniform}
```

```yaml
# passes
accumulate: {since: year, target: elapsed, below_zero: zero}
pool:
  pot: {amount: 3000, by: uniform}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each pool of what was earned."""
    for name, pool in plan.pool.items() if plan.accumulate is not None else ():
        field = "amount" if pool.amount == "earned" else "by" if pool.by == "earned" else None
        if field is not None:
            message = msg(
                "the pool `{name}` shares what was earned, which a plan that accumulates cannot tell",
                name=name,
            )
            labels = (
                Label(
                    PlanPlace(("accumulate",), key=True),
                    msg("values are counted since the start of the year"),
                ),
            )
            yield error("accumulate-with-earned-pool", message, PlanPlace(("pool", name, field)), also=labels)
