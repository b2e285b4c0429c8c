"""A pardon says why.

The reason is printed with the plan, so that whoever reads it later knows that somebody thought
about it.

```yaml
# fails
allow:
  too-many-kpis: ""
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
from csvariable.text import Document

ONCE = True


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each pardon without a reason."""
    for name, reason in plan.allow.items():
        if not reason.strip():
            at = PlanPlace(("allow", name), key=True)
            yield error(
                "allow-without-reason",
                msg("`{name}` is pardoned, and nothing says why", name=name),
                at,
                help=msg("write the reason behind it"),
            )
