"""Objectives and key results name what is in the plan, and no objective is a part of itself.

A key result is measured by a KPI of the plan; an objective may be a part of another one.

```yaml
# fails
objectives:
  keep: {statement: Customers stay, parent: keeps}
```

```yaml
# passes
objectives:
  grow: {statement: Customers grow}
  keep: {statement: Customers stay, parent: grow, key_results: {nrr-up: {statement: NRR of 105 %, kpi: nrr}}}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import Message, listed, msg
from csvariable.plan import Plan
from csvariable.rules.hints import word_suggestion
from csvariable.rules.parts import ids
from csvariable.text import Document

if TYPE_CHECKING:
    from csvariable.plan.objective import Objective


def check(plan: Plan, document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each name that is none, and for circles of objectives."""
    kpis, objectives = ids(document, "kpis"), ids(document, "objectives")
    for section, known in (("objectives", plan.objectives), ("backlog", plan.backlog)):
        for name, objective in known.items():
            if objective.parent is not None and objective.parent not in objectives:
                said = msg("there is no objective `{name}`", name=objective.parent)
                yield _unknown(said, objective.parent, (section, name, "parent"), objectives)
            yield from _key_results(objective, (section, name), kpis)
    for name in plan.objectives:
        if _in_a_circle(plan, name):
            yield error(
                "key-results",
                msg("`{name}` is a part of itself", name=name),
                PlanPlace(("objectives", name, "parent")),
            )


def _key_results(objective: Objective, route: Route, kpis: tuple[str, ...]) -> Iterator[Diagnostic]:
    for name, result in objective.key_results.items():
        if result.kpi is not None and result.kpi not in kpis:
            said = msg("there is no KPI `{name}`", name=result.kpi)
            yield _unknown(said, result.kpi, (*route, "key_results", name, "kpi"), kpis)


def _unknown(said: Message, name: str, route: Route, known: tuple[str, ...]) -> Diagnostic:
    meant = word_suggestion(name, known)
    help_ = msg("known here: {known}", known=listed(known)) if known else None
    return error(
        "key-results",
        said,
        PlanPlace(route),
        help=msg("write `{text}`", text=meant) if meant else help_,
    )


def _in_a_circle(plan: Plan, name: str) -> bool:
    """Whether the way up from an objective comes back to it."""
    seen: set[str] = set()
    above = plan.objectives[name].parent
    while above is not None and above in plan.objectives and above not in seen:
        if above == name:
            return True
        seen.add(above)
        above = plan.objectives[above].parent
    return False
