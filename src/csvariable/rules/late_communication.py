"""People know their plan before the period it pays.

In France (`profile: fr`) a variable pay whose objectives were not communicated in time is due
in full: there it is an error, and so is a plan that does not say when it was communicated.
Elsewhere a plan that is communicated after it starts is a warning.

```yaml
# fails
effective: {from: 2026-07-01}
communicated_on: 2026-07-15
```

```yaml
# passes
effective: {from: 2026-07-01}
communicated_on: 2026-06-15
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, error, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document

PARDONABLE = True
READS = ("communicated_on", "effective")
RULE = "late-communication"


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for a plan that was communicated late, or nobody knows when."""
    french = plan.is_french
    if plan.communicated_on is None:
        if french:
            message = msg("nothing says when this plan was communicated (profile fr)")
            yield error(
                RULE,
                message,
                PlanPlace(("profile",), key=True),
                help=msg("write `communicated_on: 2026-06-15`"),
            )
        return
    if plan.effective is not None and plan.communicated_on > plan.effective.from_:
        message = msg(
            "communicated on {told}, after the plan starts on {start}",
            told=plan.communicated_on,
            start=plan.effective.from_,
        )
        labels = (Label(PlanPlace(("effective", "from")), msg("the plan starts here")),)
        make = error if french else warning
        yield make(RULE, message, PlanPlace(("communicated_on",)), also=labels)
