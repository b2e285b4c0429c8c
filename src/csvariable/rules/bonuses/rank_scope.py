"""A contest is among people: its bonus has the scope of a person.

```yaml
# fails
bonuses:
  podium: {scope: team, rank: {by: nrr.attainment, top: 1}, pays: [500]}
```

```yaml
# passes
bonuses:
  podium: {rank: {by: nrr.attainment, top: 1, within: team}, pays: [500]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.kernel.terms import SCOPES
from csvariable.plan import Plan
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each contest among teams."""
    for name, bonus in plan.bonuses.items():
        if bonus.rank is not None and bonus.scope != "person":
            route = ("bonuses", name, "scope")
            help_ = msg("leave `scope` out; `within: team` ranks the people of each team")
            yield error(
                "rank-scope",
                msg("`{name}` ranks people, not a {scope}", name=name, scope=SCOPES[bonus.scope]),
                PlanPlace(route),
                help=help_,
            )
