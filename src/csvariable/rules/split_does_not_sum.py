"""A yearly amount is split into as many parts as the year has periods, 100 % in all.

```yaml
# fails
target_incentive: {annual: 10000, split: [20 %, 20 %, 20 %]}
```

```yaml
# passes
target_incentive: {annual: 10000, split: [20 %, 20 %, 20 %, 40 %]}
```
"""

from collections.abc import Iterator
from fractions import Fraction

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.kernel.terms import PERIODS
from csvariable.plan import Plan
from csvariable.rules.parts import percent
from csvariable.text import Document

READS = ("period",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for a split of another length or another sum."""
    amount = plan.annual_amount
    if amount is None or amount.split is None:
        return
    at = PlanPlace(("target_incentive", "split"))
    wanted, found = plan.periods_per_year, len(amount.split)
    if found != wanted:
        message = msg(
            "a year has {wanted} periods of a {period}, and the split {found} parts",
            wanted=wanted,
            period=PERIODS[plan.period],
            found=found,
        )
        yield error("split-does-not-sum", message, at)
    total = sum(amount.split, Fraction(0))
    if total != 1:
        yield error(
            "split-does-not-sum",
            msg("the parts of the year add up to {total}, not 100 %", total=percent(total, Fraction(1))),
            at,
        )
    for index, part in enumerate(amount.split):
        if part < 0:
            route = ("target_incentive", "split", index)
            yield error(
                "split-does-not-sum",
                msg("a part of the year is 0 % or more, not {part}", part=percent(part, Fraction(0))),
                PlanPlace(route),
            )
