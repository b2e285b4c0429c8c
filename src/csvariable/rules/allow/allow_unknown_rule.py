"""A pardon names a rule that exists and that can be pardoned.

Warnings and advice can be pardoned, errors cannot: a plan with an error has no defined result.

```yaml
# fails
allow:
  too-many-kpi: agreed with the works council
```

```yaml
# passes
allow:
  too-many-kpis: agreed with the works council
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules import names, pardoned
from csvariable.rules.hints import respelt, word_suggestion
from csvariable.rules.parts import renamed
from csvariable.text import Document

ONCE = True


def check(plan: Plan, document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each pardon of what does not exist or cannot be pardoned."""
    for name in plan.allow:
        if name in pardoned():
            continue
        route = ("allow", name)
        at = PlanPlace(route, key=True)
        if name in names():
            yield error(
                "allow-unknown-rule", msg("`{name}` is an error: it cannot be pardoned", name=name), at
            )
            continue
        meant = word_suggestion(name, sorted(pardoned()))
        if meant is None:
            yield error(
                "allow-unknown-rule",
                msg("there is no rule `{name}`", name=name),
                at,
                help=msg("`csvariable rule` lists them"),
            )
        else:
            yield error(
                "allow-unknown-rule",
                msg("there is no rule `{name}`; did you mean `{meant}`?", name=name, meant=meant),
                at,
                help=msg("write `{text}`", text=meant),
                fix=renamed(document, route, meant) if respelt(name, pardoned()) == meant else None,
            )
