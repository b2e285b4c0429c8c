"""Under a KPI, `marginal` and `whole` read a rate; on amounts or counts they belong in `bonuses`.

The payout rate of a KPI is a share of the target incentive. A percentage of a turnover is a
commission, an amount of its own: it is written under `bonuses`.

```yaml
# fails
kpis:
  sales: {weight: 100 %, unit: money, curve: {of: actual, marginal: [{from: 0, rate: 5 %}]}}
```

```yaml
# passes
kpis:
  sales: {unit: money}
bonuses:
  commission: {of: sales, marginal: [{from: 0, rate: 5 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.kernel.terms import UNITS
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.rules.ladders import ladders
from csvariable.rules.parts import unit_of
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each KPI whose bands count something that is no rate."""
    for ladder in ladders(plan):
        if ladder.pays != "rate" or not ladder.kind.per_unit:
            continue
        unit = unit_of(plan, ladder.step)
        if unit is None or unit in {Unit.RATE, Unit.PERCENT}:
            continue
        name, kind = ladder.route[1], ladder.kind.word
        what = msg("amounts") if unit is Unit.MONEY else msg("values in {unit}", unit=UNITS[unit])
        message = msg(
            "`{kind}` under a KPI reads a rate, and `{name}` holds {what}", kind=kind, name=name, what=what
        )
        help_ = msg(
            "a commission is a bonus: `bonuses: {{{name}-commission: {{of: {same}, {kind}: [...]}}}}`",
            name=name,
            same=name,
            kind=kind,
        )
        yield error("money-curve-in-kpi", message, PlanPlace((*ladder.route, kind), key=True), help=help_)
