"""A pool or an example names roles of the plan.

```yaml
# fails
roles:
  senior: {target_incentive: 3500}
pool:
  pot: {amount: 3000, by: uniform, for: [senor]}
```

```yaml
# passes
roles:
  senior: {target_incentive: 3500}
pool:
  pot: {amount: 3000, by: uniform, for: [senior]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import listed, msg
from csvariable.plan import Plan
from csvariable.rules.hints import in_capitals, word_suggestion
from csvariable.rules.parts import ids
from csvariable.text import Document


def check(plan: Plan, document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each role that is named and not written."""
    known = ids(document, "roles")
    for route, role in _named(plan, document):
        if role in known or not role:
            continue
        meant = word_suggestion(role, known)
        said = msg("there is no role `{name}`", name=role)
        if meant is not None:
            yield error(
                "unknown-role",
                msg("{sentence}; did you mean `{meant}`?", sentence=said, meant=meant),
                PlanPlace(route),
                help=msg("write `{text}`", text=meant),
                fix={route: meant} if in_capitals(role, known) == meant else None,
            )
        else:
            help_ = (
                msg("roles of this plan: {known}", known=listed(known))
                if known
                else msg("write it under `roles:`")
            )
            yield error("unknown-role", said, PlanPlace(route), help=help_)


def _named(plan: Plan, document: Document) -> Iterator[tuple[Route, str]]:
    for name, pool in plan.pool.items():
        for index, role in enumerate(pool.for_ or ()):
            yield ("pool", name, "for", index), role
    for name in plan.examples:
        scalar = document.value(("examples", name, "given", "role"))
        if scalar is not None:
            yield ("examples", name, "given", "role"), scalar.text
