"""A gift has a value.

The cost of a plan is cash and gifts, and in most countries a gift to an employee is pay that
has to be declared.

```yaml
# fails
bonuses:
  shirt: {when: {nrr: {from: 90 %}}, gives: {item: T-shirt}}
```

```yaml
# passes
bonuses:
  shirt: {when: {nrr: {from: 90 %}}, gives: {item: T-shirt, value: 25}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document

OPINION = True


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each gift without a value."""
    for name, bonus in plan.bonuses.items():
        for number, gift in enumerate(bonus.gifts):
            if gift.item is None or gift.value is not None:
                continue
            inside = (number,) if isinstance(bonus.gives, tuple) else ()
            at = PlanPlace(("bonuses", name, "gives", *inside, "item"))
            yield warning(
                "unvalued-reward",
                msg("`{name}` gives something, and nothing says what it costs", name=name),
                at,
                help=msg("write `value:`, 0 if it costs nothing"),
            )
