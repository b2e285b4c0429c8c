"""A bonus that is a share takes the share of an amount of money.

20 % of what? Of `salary`, `annual_salary`, `ote`, `target_incentive`, or of a step in money
such as `revenue` or `nrr.payout`.

```yaml
# fails
bonuses:
  club: {pays: {share: 5 %, of: nrr}}
```

```yaml
# passes
bonuses:
  club: {pays: {share: 5 %, of: salary}}
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


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each share of what is no amount."""
    for name, bonus in plan.bonuses.items():
        share = bonus.share
        if share is None:
            continue
        route = ("bonuses", name, "pays")
        unit = money_step_unit(plan, share.of)
        if unit is not None and unit is not Unit.MONEY:
            said = msg("a rate") if unit is Unit.RATE else msg("in {unit}", unit=UNITS[unit])
            message = msg(
                "`{step}` is {said}: a share is taken of an amount of money", step=share.of, said=said
            )
            yield error(
                "bonus-share-of",
                message,
                PlanPlace((*route, "of")),
                help=msg("write for instance `of: salary` or `of: target_incentive`"),
            )
        if share.share < 0:
            yield error(
                "bonus-share-of", msg("a share that is paid is 0 % or more"), PlanPlace((*route, "share"))
            )
