"""A gate, a modifier or a ramp names KPIs of the plan; a bonus is named `bonuses.upsell`.

A name that no KPI has would be ignored by a spreadsheet; here it is an error, because a gate
on nothing closes nothing.

```yaml
# fails
gates:
  quality: {when: {nrr: {from: 80 %}}, otherwise: {of: [nrx], times: 0 %}}
```

```yaml
# passes
gates:
  quality: {when: {nrr: {from: 80 %}}, otherwise: {of: [nrr], times: 0 %}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import listed, msg
from csvariable.plan import Plan
from csvariable.plan.acts_on import OF_BONUSES
from csvariable.rules.hints import in_capitals, word_suggestion
from csvariable.rules.parts import ids
from csvariable.text import Document, Scalar


def check(plan: Plan, document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each name that is no KPI."""
    known = ids(document, "kpis")
    bonuses = tuple(f"{OF_BONUSES}{name}" for name in ids(document, "bonuses"))
    for name, gate in plan.gates.items():
        yield from _unknown(document, ("gates", name, "otherwise", "of"), gate.otherwise.of, known, bonuses)
    for name, modifier in plan.modifiers.items():
        yield from _unknown(document, ("modifiers", name, "of"), modifier.of, known, bonuses)
    for name in plan.ramp.values if plan.ramp is not None else ():
        at = PlanPlace(("ramp", name), key=True)
        if f"{OF_BONUSES}{name}" in bonuses and name not in known:
            message = msg("`{name}` is a bonus, and a ramp is one of the targets of KPIs", name=name)
            yield error(
                "unknown-kpi", message, at, help=msg("KPIs of this plan: {known}", known=listed(known))
            )
        elif name not in known:
            yield _problem(name, at, known, None)


def _unknown(
    document: Document,
    route: Route,
    of: tuple[str, ...] | str,
    known: tuple[str, ...],
    bonuses: tuple[str, ...],
) -> Iterator[Diagnostic]:
    if isinstance(of, str):
        return
    node = document.node(route)
    alone = node is not None and isinstance(node.value, Scalar)
    for index, name in enumerate(of):
        inside = route if alone else (*route, index)
        if f"{OF_BONUSES}{name}" in bonuses and name not in known:
            yield error(
                "unknown-kpi",
                msg("`{name}` is a bonus, and stands here among KPIs", name=name),
                PlanPlace(inside),
                help=msg("write `{text}`", text=f"{OF_BONUSES}{name}"),
                fix={inside: f"{OF_BONUSES}{name}"},
            )
        elif name.startswith(OF_BONUSES) and name not in bonuses:
            yield error(
                "unknown-kpi",
                msg("there is no bonus `{name}`", name=name.removeprefix(OF_BONUSES)),
                PlanPlace(inside),
                help=msg("bonuses of this plan: {known}", known=listed(bonuses)) if bonuses else None,
            )
        elif name not in (*known, *bonuses):
            yield _problem(name, PlanPlace(inside), known, inside)


def _problem(name: str, at: PlanPlace, known: tuple[str, ...], fixed: Route | None) -> Diagnostic:
    meant = word_suggestion(name, known)
    if meant is None:
        return error(
            "unknown-kpi",
            msg("there is no KPI `{name}`", name=name),
            at,
            help=msg("KPIs of this plan: {known}", known=listed(known)),
        )
    certain = fixed is not None and in_capitals(name, known) == meant
    fix = {fixed: meant} if fixed is not None and certain else None
    return error(
        "unknown-kpi",
        msg("there is no KPI `{name}`; did you mean `{meant}`?", name=name, meant=meant),
        at,
        help=msg("write `{text}`", text=meant),
        fix=fix,
    )
