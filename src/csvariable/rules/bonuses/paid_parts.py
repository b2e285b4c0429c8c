"""The parts in which a bonus is paid add up to 100 %, and each waits for one thing at most.

What is not paid at once is deferred: it is no part of the total, and is paid when its time or its
condition comes.

```yaml
# fails
bonuses:
  upsell: {per: nrr, pays: 5, paid: [{share: 60 %}, {share: 30 %, after: {periods: 1}}]}
```

```yaml
# passes
bonuses:
  upsell: {per: nrr, pays: 5, paid: [{share: 60 %}, {share: 40 %, after: {periods: 1}}]}
```
"""

from collections.abc import Iterator
from fractions import Fraction

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import percent
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for parts that are no parts of one whole."""
    for name, bonus in plan.bonuses.items():
        route = ("bonuses", name, "paid")
        total = sum((part.share for part in bonus.paid), Fraction(0))
        if bonus.paid and total != 1:
            message = msg("the parts add up to {total}, not 100 %", total=percent(total, Fraction(1)))
            yield error("paid-parts", message, PlanPlace(route, key=True))
        for at, part in enumerate(bonus.paid):
            if part.share <= 0:
                message = msg("a part is more than 0 %, not {part}", part=percent(part.share, Fraction(0)))
                yield error("paid-parts", message, PlanPlace((*route, at, "share")))
            if part.after is not None and part.when is not None:
                yield error(
                    "paid-parts",
                    msg("a part waits for a time or for a condition, not for both"),
                    PlanPlace((*route, at)),
                    help=msg("keep `after` or `when`"),
                )
