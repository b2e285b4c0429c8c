"""The `rate` of a bonus is a rate of money, or money for each unit of a count.

On a turnover it is written `5 %`, on a number of reviews `10` (of the currency for each). Rates
of percentages pay nothing that could be named.

```yaml
# fails
kpis:
  sales: {unit: money}
bonuses:
  commission: {of: sales, marginal: [{from: 0, rate: 5}]}
```

```yaml
# passes
kpis:
  sales: {unit: money}
bonuses:
  commission: {of: sales, marginal: [{from: 0, rate: 5 %}]}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import msg, quoted
from csvariable.kernel.quantity import Kind, as_rates
from csvariable.kernel.terms import UNITS
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.plan.curve import POINT_KINDS
from csvariable.plan.steps import money_step_unit
from csvariable.text import Document

if TYPE_CHECKING:
    from csvariable.plan.money_point import MoneyBand

_RATES = {Unit.RATE, Unit.PERCENT}


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each band whose rate is of the wrong kind."""
    for name, bonus in plan.bonuses.items():
        unit = money_step_unit(plan, bonus.of) if bonus.of is not None else None
        if unit is None or not bonus.kind.per_unit:
            continue
        for index, band in enumerate(bonus.points):
            yield from _wrong(
                band, ("bonuses", name, bonus.kind.word, index, "rate"), unit, str(bonus.of), plan.currency
            )


def _wrong(band: MoneyBand, route: Route, unit: Unit, step: str, currency: str) -> Iterator[Diagnostic]:
    text, kind = band.rate.text, band.rate.kind
    at = PlanPlace(route)
    if unit is Unit.MONEY and kind is not Kind.RATE:
        readings = as_rates(band.rate.value, text) if kind is Kind.NUMBER else ()
        help_ = msg("write {readings}", readings=quoted(readings, "or")) if readings else None
        yield error(
            "bonus-rate-kind",
            msg("`{step}` is an amount: its rate needs a sign, such as `5 %`", step=step),
            at,
            help=help_,
        )
    elif unit in _RATES:
        message = msg(
            "`{step}` is a rate: a bonus cannot pay a rate of it; use one of {kinds} with amounts",
            step=step,
            kinds=POINT_KINDS,
        )
        yield error("bonus-rate-kind", message, at)
    elif unit is not Unit.MONEY and kind not in {Kind.NUMBER, Kind.MONEY}:
        message = msg(
            "`{step}` counts {unit}: its rate is an amount for each, such as `10`",
            step=step,
            unit=UNITS[unit],
        )
        yield error("bonus-rate-kind", message, at)
    elif kind is Kind.MONEY and band.rate.currency != currency:
        yield error(
            "bonus-rate-kind",
            msg("`{text}` is not in the plan's currency, {currency}", text=text, currency=currency),
            at,
        )
    elif band.rate.value < 0:
        yield error("bonus-rate-kind", msg("a rate that is paid is 0 or more"), at)
