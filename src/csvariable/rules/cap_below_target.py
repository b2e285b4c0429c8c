"""A cap in money does not lie below the target incentive.

An amount is not a rate: `cap: 150` is 150 of the currency, and whoever reaches the target is paid no more
than that. Where a rate of the target incentive is meant, it has its sign: `150 %`.

```yaml
# fails
target_incentive: 3000
cap: 150
```

```yaml
# passes
target_incentive: 3000
cap: 150 %
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, warning
from csvariable.kernel.message import Amount, msg
from csvariable.kernel.unit import Unit, decimal_text
from csvariable.plan import Plan
from csvariable.text import Document

if TYPE_CHECKING:
    from csvariable.plan.amounts import Limit

OPINION = True
READS = ("target_incentive", "cap", "cap_total")


def check(plan: Plan, document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each cap in money that the target incentive exceeds."""
    incentive = _incentive(plan)
    if incentive is None:
        return
    for key, limits in (("cap", plan.cap), ("cap_total", plan.cap_total)):
        yield from _below(key, limits, incentive, plan, document)


def _incentive(plan: Plan) -> Fraction | None:
    """Return the target incentive of a period, where the plan gives it as an amount."""
    written, amount = plan.target_incentive, plan.annual_amount
    if amount is not None:
        return None if amount.split is not None else amount.annual / plan.periods_per_year
    return written if isinstance(written, Fraction) else None


def _below(
    key: str, limits: Sequence[Limit], incentive: Fraction, plan: Plan, document: Document
) -> Iterator[Diagnostic]:
    several = isinstance(getattr(document.node((key,)), "value", None), list)
    for at, limit in enumerate(limits):
        if limit.amount is None or limit.amount >= incentive:
            continue
        message = msg(
            "`{key}` is {cap}, below the target incentive of {incentive}: results alone never come to that",
            key=key,
            cap=Amount(limit.amount, Unit.MONEY, plan.currency),
            incentive=Amount(incentive, Unit.MONEY, plan.currency),
        )
        yield warning(
            "cap-below-target",
            message,
            PlanPlace((key, at) if several else (key,)),
            also=(Label(PlanPlace(("target_incentive",)), msg("the target incentive")),),
            help=msg("if a rate is meant, write `{rate} %`", rate=decimal_text(limit.amount)),
        )
