"""A role changes what its people are measured by and paid, not the plan itself.

The version, the currency, the period, the dates, the roles and the examples are of the whole
plan: two people of one plan cannot have two currencies.

```yaml
# fails
roles:
  senior: {currency: USD}
```

```yaml
# passes
roles:
  senior: {target_incentive: 3500}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.roles.unknown_route import overlays
from csvariable.text import Document

ONCE = True

FIXED = frozenset(
    "csvariable name currency period effective year_starts communicated_on review_by languages nature "
    "profile consultation disputes roles columns sources examples backlog allow accumulate".split()
)
"""Keys of the whole plan."""


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each line of a role that is not its to change."""
    for role, lines in overlays(plan):
        for route, key in lines.items():
            if route[0] in FIXED:
                message = msg("`{name}` is of the whole plan: a role cannot change it", name=route[0])
                yield error("role-route", message, PlanPlace(("roles", role, key), key=True))
