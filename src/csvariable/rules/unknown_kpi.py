"""A gate, a modifier or a ramp names KPIs of the plan.

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
from csvariable.rules.hints import word_suggestion
from csvariable.rules.parts import ids
from csvariable.text import Document, Scalar


def check(plan: Plan, document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each name that is no KPI."""
    known = ids(document, "kpis")
    for name, gate in plan.gates.items():
        yield from _unknown(document, ("gates", name, "otherwise", "of"), gate.otherwise.of, known)
    for name, modifier in plan.modifiers.items():
        yield from _unknown(document, ("modifiers", name, "of"), modifier.of, known)
    for name in plan.ramp.values if plan.ramp is not None else ():
        if name not in known:
            yield _problem(name, PlanPlace(("ramp", name), key=True), known, None)


def _unknown(
    document: Document, route: Route, of: tuple[str, ...] | str, known: tuple[str, ...]
) -> Iterator[Diagnostic]:
    if isinstance(of, str):
        return
    node = document.node(route)
    alone = node is not None and isinstance(node.value, Scalar)
    for index, name in enumerate(of):
        if name not in known:
            inside = route if alone else (*route, index)
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
    fix = {fixed: meant} if fixed is not None else None
    return error(
        "unknown-kpi",
        msg("there is no KPI `{name}`; did you mean `{meant}`?", name=name, meant=meant),
        at,
        help=msg("write `{text}`", text=meant),
        fix=fix,
    )
