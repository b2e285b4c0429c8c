"""A limit in percent is a rate of the target incentive, so there has to be one.

A plan whose KPIs have no weight pays through bonuses and pools alone, and nobody has a target
incentive in it. Its limits are amounts, or a share of a salary.

```yaml
# fails
csvariable: 1
name: Commissions
currency: EUR
period: month
cap_total: 150 %
kpis:
  sales: {unit: money}
bonuses:
  commission: {of: sales, marginal: [{from: 0, rate: 5 %}]}
```

```yaml
# passes
csvariable: 1
name: Commissions
currency: EUR
period: month
cap_total: 5000
kpis:
  sales: {unit: money}
bonuses:
  commission: {of: sales, marginal: [{from: 0, rate: 5 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import weighted
from csvariable.text import Document

FOR_SOMEBODY = True
READS = ("target_incentive", "kpis.*.weight")


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for a cap of the total that is a rate of a target incentive that nobody has."""
    if plan.target_incentive is not None or weighted(plan):
        return
    if any(limit.rate is not None for limit in plan.cap_total):
        yield error(
            "rate-limit-without-incentive",
            msg("`cap_total` is a rate of the target incentive, and this plan has none"),
            PlanPlace(("cap_total",)),
            help=msg("write an amount, or `{{share: 50 %, of: salary}}`"),
        )
