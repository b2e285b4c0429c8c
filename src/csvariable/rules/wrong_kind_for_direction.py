"""Where lower is better and a curve reads the actual, it is a `lookup` or a `linear`.

`marginal` and `whole` pay for every unit that was reached. Where less is better there is
nothing to count: each unit more is worse.

```yaml
# fails
kpis:
  churn:
    weight: 100 %
    unit: percent
    direction: lower
    curve: {of: actual, marginal: [{below: 5 %, rate: 100 %}]}
```

```yaml
# passes
kpis:
  churn:
    weight: 100 %
    unit: percent
    direction: lower
    curve: {of: actual, linear: [{at: 8 %, pays: 0 %}, {at: 4 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.plan.curve import POINT_KINDS
from csvariable.rules.ladders import ladders
from csvariable.rules.parts import falls
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each curve that counts what should be few."""
    for ladder in ladders(plan):
        kind = ladder.kind.word
        if ladder.kind.per_unit and falls(plan, ladder.step):
            message = msg(
                "lower is better here: `{kind}` would pay more for each unit that is too many", kind=kind
            )
            at = PlanPlace((*ladder.route, kind), key=True)
            yield error(
                "wrong-kind-for-direction",
                message,
                at,
                help=msg("write one of {kinds}, or read the attainment", kinds=POINT_KINDS),
            )
