"""A reward of a team depends on what the team has, not on what one person has.

Its condition reads KPIs with a value of the team: `scope: team`, `scope: company`, or a KPI
that the team's own row holds.

```yaml
# fails
bonuses:
  shirt: {scope: team, when: {plan.payout_rate: {from: 110 %}}, gives: {item: T-shirt, value: 25}}
```

```yaml
# passes
bonuses:
  shirt: {scope: team, when: {nrr: {from: 110 %}}, gives: {item: T-shirt, value: 25}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.kernel.terms import SCOPES
from csvariable.plan import Plan
from csvariable.rules.parts import tests
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each step of a person that a team's reward depends on."""
    yield from _contests(plan)
    for tested in tests(plan):
        section, name = tested.route[:2]
        if section != "bonuses" or tested.route[2] != "when":
            continue
        scope = plan.bonuses[str(name)].scope
        first, _, field = tested.step.partition(".")
        personal = first == "plan" or tested.step in plan.columns or field == "payout_rate"
        if scope != "person" and personal:
            message = msg(
                "`{name}` is a reward of a {scope}, and `{step}` is a figure of one person",
                name=name,
                scope=SCOPES[scope],
                step=tested.step,
            )
            at = PlanPlace(tested.route, key=True)
            yield error(
                "scoped-condition",
                message,
                at,
                help=msg("read the value of a KPI of the {scope}, or leave `scope` out", scope=SCOPES[scope]),
            )


def _contests(plan: Plan) -> Iterator[Diagnostic]:
    """Yield a problem for each step that teams have no value of, and for teams ranked inside a team."""
    for name, bonus in plan.bonuses.items():
        rank = bonus.rank
        if rank is None or rank.of is None:
            continue
        for at, step in enumerate(rank.by):
            first, _, field = step.partition(".")
            if first not in plan.kpis or field in {"payout_rate", "part", "payout"}:
                inside = (at,) if len(rank.by) > 1 else ()
                yield error(
                    "scoped-condition",
                    msg(
                        "`{name}` is a contest of teams, and `{step}` is a figure of one person",
                        name=name,
                        step=step,
                    ),
                    PlanPlace(("bonuses", name, "rank", "by", *inside)),
                    help=msg("rank by the value of a KPI of the team"),
                )
        if rank.within is not None:
            yield error(
                "scoped-condition",
                msg("teams are compared with each other, not inside a team or a role"),
                PlanPlace(("bonuses", name, "rank", "within")),
                help=msg("leave `within` out"),
            )
