"""Says how the parts of a target incentive are cut where weights do not divide it into whole cents.

By default a part is money: the cents are shared by largest remainder, so that the parts add up to
the target incentive and somebody at 100 % everywhere is paid exactly that. Most spreadsheets keep
the exact product and round the payout alone, which may pay a cent more or less. Where the two can
differ on the amount that the plan itself writes, the plan says which one it means.

```yaml
# fails
target_incentive: 1000.01
kpis:
  a: {weight: 1/3, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  b: {weight: 2/3, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
```

```yaml
# passes
target_incentive: 1000.01
rounding: {parts: exact}
kpis:
  a: {weight: 1/3, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  b: {weight: 2/3, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
```
"""

from collections.abc import Iterator
from fractions import Fraction

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, advice
from csvariable.kernel.message import Amount, msg
from csvariable.kernel.unit import Unit, minor_unit
from csvariable.plan import Plan
from csvariable.rules.parts import weights
from csvariable.text import Document

OPINION = True
READS = ("target_incentive", "kpis.*.weight", "rounding")


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield advice where the weights cut the written target incentive between two cents."""
    rounding = plan.rounding
    if rounding is not None and rounding.parts is not None:
        return
    coin = minor_unit(plan.currency)
    unit = coin if rounding is None or rounding.money is None else rounding.money
    written = _written(plan)
    if written is None or unit <= 0 or plan.choose is not None:
        return
    for name, weight in weights(plan).items():
        if (written * weight / unit).denominator != 1:
            message = msg(
                "the weight of `{kpi}` does not cut {amount} in multiples of {unit}: "
                "the parts are shared so that they add up to it",
                kpi=name,
                amount=Amount(written, Unit.MONEY, plan.currency),
                unit=Amount(unit, Unit.MONEY, plan.currency),
            )
            at = PlanPlace(("kpis", name, "weight"))
            yield advice(
                "parts-in-cents",
                message,
                at,
                help=msg(
                    "write `rounding: {cents}`, or, as most spreadsheets do, `rounding: {exact}`: "
                    "each payout alone is rounded, and they may add up to a cent more or less",
                    cents="{parts: cents}",
                    exact="{parts: exact}",
                ),
            )
            return


def _written(plan: Plan) -> Fraction | None:
    """Return the target incentive of a period that the plan writes as one amount."""
    if isinstance(plan.target_incentive, Fraction):
        return plan.target_incentive
    amount = plan.annual_amount
    if amount is None or amount.split is not None:
        return None
    coin = minor_unit(plan.currency)
    cents = amount.annual / plan.periods_per_year / coin
    return Fraction((2 * cents.numerator + cents.denominator) // (2 * cents.denominator)) * coin
