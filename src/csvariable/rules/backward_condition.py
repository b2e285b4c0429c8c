"""A condition on a KPI asks for its good side.

Where lower is better, the good side is `up_to` and `below`. A condition with `from` alone opens
a gate, or pays a bonus, for the bad results.

```yaml
# fails
kpis:
  churn:
    weight: 100 %
    unit: percent
    direction: lower
    curve: {of: actual, lookup: [{up_to: 5 %, pays: 100 %}]}
bonuses:
  loyal: {when: {churn: {from: 3 %}}, pays: 100}
```

```yaml
# passes
kpis:
  churn:
    weight: 100 %
    unit: percent
    direction: lower
    curve: {of: actual, lookup: [{up_to: 5 %, pays: 100 %}]}
bonuses:
  loyal: {when: {churn: {up_to: 3 %}}, pays: 100}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.kernel.terms import HIGHER, LOWER
from csvariable.plan import Plan
from csvariable.rules.parts import falls, tests
from csvariable.text import Document

OPINION = True


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each condition that only the bad results meet."""
    for tested in tests(plan):
        if tested.step.partition(".")[0] not in plan.kpis:
            continue
        lower = falls(plan, tested.step)
        good = {"up_to", "below"} if lower else {"from", "above"}
        words = {bound.word for bound in tested.bounds}
        if "is" not in words and not words & good:
            better = LOWER if lower else HIGHER
            message = msg(
                "{better} is better for `{step}`: this condition asks for the bad side",
                better=better,
                step=tested.step,
            )
            yield warning("backward-condition", message, PlanPlace(tested.places[0].route, key=True))
