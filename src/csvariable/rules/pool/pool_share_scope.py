"""A pool that is a share of an amount takes the amount of a team or of the company.

`{share: 1 %, of: revenue}` needs one revenue for the pool. A KPI of each person has as many
values as people.

```yaml
# fails
kpis:
  revenue: {unit: money}
pool:
  pot: {amount: {share: 1 %, of: revenue}, by: uniform}
```

```yaml
# passes
kpis:
  revenue: {unit: money, scope: team}
pool:
  pot: {amount: {share: 1 %, of: revenue}, by: uniform}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.kernel.terms import UNITS
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.plan.steps import money_step_unit
from csvariable.text import Document

READS = ("kpis.*.scope",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each share of what is no amount, or one for each person."""
    for name, pool in plan.pool.items():
        share = pool.share
        if share is None:
            continue
        at = PlanPlace(("pool", name, "amount", "of"))
        unit = money_step_unit(plan, share.of)
        kpi = plan.kpis.get(share.of.partition(".")[0])
        if unit is not None and unit is not Unit.MONEY:
            yield error(
                "pool-share-scope",
                msg("`{step}` is in {unit}, not an amount of money", step=share.of, unit=UNITS[unit]),
                at,
            )
        elif unit is not None and (kpi is None or kpi.scope == "person"):
            message = msg(
                "`{step}` is of each person: a pool takes an amount of a team or of the company",
                step=share.of,
            )
            yield error(
                "pool-share-scope", message, at, help=msg("give the KPI `scope: team` or `scope: company`")
            )
