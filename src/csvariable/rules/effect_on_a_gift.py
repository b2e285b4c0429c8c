"""A gate or a modifier changes an amount, and a gift is none.

A thing, a voucher, a day of leave or a badge is given or not: what it hangs on is its `when`.

```yaml
# fails
bonuses:
  shirt: {gives: {item: T-shirt, value: 25}}
gates:
  quality: {when: {nrr: {from: 95 %}}, otherwise: {of: [bonuses.shirt], times: 0 %}}
```

```yaml
# passes
bonuses:
  shirt: {when: {nrr: {from: 95 %}}, gives: {item: T-shirt, value: 25}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.plan.acts_on import OF_BONUSES
from csvariable.text import Document

GIFTS = frozenset({"gives", "badge"})


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each gift that a gate or a modifier names."""
    for name, gate in plan.gates.items():
        yield from _gifts(plan, gate.otherwise.of, ("gates", name, "otherwise", "of"))
    for name, modifier in plan.modifiers.items():
        yield from _gifts(plan, modifier.of, ("modifiers", name, "of"))


def _gifts(plan: Plan, of: tuple[str, ...] | str, route: Route) -> Iterator[Diagnostic]:
    for at, name in enumerate(() if isinstance(of, str) else of):
        bonus = plan.bonuses.get(name.removeprefix(OF_BONUSES)) if name.startswith(OF_BONUSES) else None
        if bonus is not None and (bonus.source in GIFTS or bonus.gifts):
            yield error(
                "effect-on-a-gift",
                msg("`{bonus}` is given, not paid: there is no amount to change", bonus=name),
                PlanPlace((*route, at)),
                help=msg("write the condition in its `when`"),
            )
