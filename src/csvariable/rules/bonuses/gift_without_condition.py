"""A gift says what it is for.

A thing or a day of leave that everybody is given, whatever the result, is a benefit and no reward:
nobody knows what it thanks for. It has a `when`, or it is a place of a contest.

Source: the founding articles, on pay indexed on satisfaction (requirement A2-17).

```yaml
# fails
bonuses:
  shirt: {gives: {item: T-shirt, value: 25}}
```

```yaml
# passes
bonuses:
  shirt: {when: {nrr: {from: 95 %}}, gives: {item: T-shirt, value: 25}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, advice
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document

OPINION = True


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield advice for each gift that depends on nothing."""
    for name, bonus in plan.bonuses.items():
        if bonus.source == "gives" and bonus.when is None:
            yield advice(
                "gift-without-condition",
                msg("`{name}` is given to everybody, whatever the result", name=name),
                PlanPlace(("bonuses", name), key=True),
                help=msg("write what it thanks for: `when:`"),
            )
