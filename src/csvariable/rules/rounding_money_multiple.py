"""The unit of rounded amounts can be paid: a multiple of the smallest coin of the currency.

`money` is a multiple of the minor unit, `total` a multiple of `money`.

```yaml
# fails
rounding: {money: 0.5, total: 0.75}
```

```yaml
# passes
rounding: {money: 0.5, total: 1}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import msg
from csvariable.kernel.unit import decimal_text, minor_unit
from csvariable.plan import Plan
from csvariable.text import Document

if TYPE_CHECKING:
    from csvariable.plan.rounding import Rounding


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each unit of rounding that amounts cannot have."""
    coin = minor_unit(plan.currency)
    if plan.rounding is not None:
        yield from _wrong(plan.rounding, ("rounding",), coin)
    for name, kpi in plan.kpis.items():
        if kpi.rounding is not None:
            yield from _wrong(kpi.rounding, ("kpis", name, "rounding"), coin)


def _wrong(rounding: Rounding, route: Route, coin: Fraction) -> Iterator[Diagnostic]:
    unit = rounding.money or coin
    for field, value, base in (("money", rounding.money, coin), ("total", rounding.total, unit)):
        if value is None:
            continue
        if not value or (value / base).denominator != 1:
            what = msg("`money`") if field == "total" and rounding.money else msg("the smallest coin")
            message = msg(
                "`{field}: {value}` is not a multiple of {what}, {base}",
                field=field,
                value=decimal_text(value),
                what=what,
                base=base,
            )
            yield error("rounding-money-multiple", message, PlanPlace((*route, field)))
