"""A yearly amount that is paid in equal parts adds up to itself only where the parts are whole cents.

Each part is rounded, so twelve times 4,166.67 are 50,000.04. A `split` that is exact says where the odd
cents go.

```yaml
# fails
currency: EUR
period: month
target_incentive: {annual: 50000}
```

```yaml
# passes
currency: EUR
period: month
target_incentive: {annual: 48000}
```
"""

from collections.abc import Iterator
from fractions import Fraction

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, advice
from csvariable.kernel.message import Amount, Message, msg
from csvariable.kernel.terms import PERIODS
from csvariable.kernel.unit import Unit, decimal_text, minor_unit, rounded
from csvariable.plan import Plan
from csvariable.text import Document

OPINION = True
READS = ("period", "rounding", "accumulate")
FINEST = Fraction(1, 10**8)
"""The last decimal of a rate: six decimals of a percentage."""


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield an advice where the parts of a year do not add up to it."""
    amount = plan.annual_amount
    if amount is None or amount.split is not None or plan.accumulate is not None:
        return
    count, cent = plan.periods_per_year, minor_unit(plan.currency)
    part = rounded(amount.annual / count, cent)
    if part * count == amount.annual:
        return
    split = _split(amount.annual, part, count, cent)
    yield advice(
        "annual-rounding",
        msg(
            "{annual} paid by the {period} is {part} each time: {total} in the year",
            annual=Amount(amount.annual, Unit.MONEY, plan.currency),
            period=PERIODS[plan.period],
            part=Amount(part, Unit.MONEY, plan.currency),
            total=Amount(part * count, Unit.MONEY, plan.currency),
        ),
        PlanPlace(("target_incentive", "annual")),
        help=split,
    )


def _split(annual: Fraction, part: Fraction, count: int, cent: Fraction) -> Message | None:
    """Say which parts of the year give whole cents and add up, or None where none are near."""
    share = rounded(part / annual, FINEST)
    last = 1 - share * (count - 1)
    sums = rounded(annual * share, cent) * (count - 1) + rounded(annual * last, cent)
    if sums != annual or not share:
        return None
    return msg(
        "write `split` with {count} times `{share} %` and once `{last} %`, which is exact",
        count=count - 1,
        share=decimal_text(share * 100),
        last=decimal_text(last * 100),
    )
