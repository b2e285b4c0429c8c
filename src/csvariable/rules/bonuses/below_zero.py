"""`below_zero` is said of an amount that can be negative, and by one rule alone.

A price, a share and a rate of what was reached follow it below 0. The points of a curve, the cells
of a matrix and a prize are amounts of 0 or more. A floor would lift what is negative; what is
accumulated, or paid in parts, is never below 0.

```yaml
# fails
kpis:
  sales: {unit: money}
bonuses:
  commission: {of: sales, below_zero: pay, lookup: [{from: 1000, pays: 50}]}
```

```yaml
# passes
kpis:
  sales: {unit: money}
bonuses:
  commission: {of: sales, below_zero: pay, marginal: [{from: 0, rate: 5 %}]}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import Message, msg
from csvariable.plan import Plan
from csvariable.text import Document

if TYPE_CHECKING:
    from csvariable.plan.bonus import Bonus


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each bonus that cannot be negative, or that says two things of it."""
    for name, bonus in plan.bonuses.items():
        if bonus.below_zero != "zero":
            yield from _wrong(bonus, ("bonuses", name))


def _wrong(bonus: Bonus, route: Route) -> Iterator[Diagnostic]:
    said = (*route, "below_zero")
    priced = bonus.per is not None or bonus.share is not None
    if not priced and not (bonus.of is not None and bonus.kind.per_unit):
        yield _problem(
            msg("this bonus is never below 0"),
            said,
            msg("leave `below_zero` out, or pay a rate (`marginal`, `whole`), a price or a share"),
        )
    elif not priced and bonus.points[0].bound.value.value != 0:
        yield _problem(
            msg("the first band does not start at 0: no rate holds below it"),
            (*route, bonus.kind.word, 0),
            msg("write a first band `from: 0`, with the rate that holds below 0 too"),
        )
    for word, there in (
        ("floor", bonus.floor is not None),
        ("threshold", bonus.threshold is not None),
        ("accumulate", bonus.accumulate),
        ("paid", bool(bonus.paid)),
    ):
        if there:
            yield _problem(
                msg("`{word}` never lets a bonus be below 0, and `below_zero` says that it is", word=word),
                (*route, word),
                msg("keep one of the two"),
            )


def _problem(message: Message, route: Route, help_: Message) -> Diagnostic:
    return error("below-zero", message, PlanPlace(route), help=help_)
