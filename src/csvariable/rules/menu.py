"""A menu names KPIs that can be paid, and how many of them people choose.

Each person chooses by the weights of their row. The KPIs of the menu have a curve, and there are
at least as many of them as may be chosen.

```yaml
# fails
choose: {of: [csat, nps], from: 1, up_to: 3}
kpis:
  csat: {unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  nps: {unit: points, curve: {of: actual, lookup: [{from: 40, pays: 100 %}]}}
```

```yaml
# passes
choose: {of: [csat, nps], from: 1, up_to: 2}
kpis:
  csat: {unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  nps: {unit: points, curve: {of: actual, lookup: [{from: 40, pays: 100 %}]}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import listed, msg
from csvariable.plan import Plan
from csvariable.rules.hints import word_suggestion
from csvariable.rules.parts import ids
from csvariable.text import Document


def check(plan: Plan, document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each KPI that cannot be chosen, and for numbers that nobody can meet."""
    menu = plan.choose
    if menu is None:
        return
    known = ids(document, "kpis")
    for at, name in enumerate(menu.of):
        place = PlanPlace(("choose", "of", at))
        kpi = plan.kpis.get(name)
        if name not in known:
            meant = word_suggestion(name, known)
            help_ = (
                msg("write `{text}`", text=meant)
                if meant
                else msg("KPIs of this plan: {known}", known=listed(known))
            )
            yield error("menu", msg("there is no KPI `{name}`", name=name), place, help=help_)
        elif name in menu.of[:at]:
            yield error("menu", msg("`{name}` stands twice in the menu", name=name), place)
        elif kpi is not None and kpi.curve is None and kpi.matrix is None:
            yield error(
                "menu", msg("`{name}` has no curve: who chooses it would be paid nothing", name=name), place
            )
    if menu.from_ > menu.up_to or menu.up_to > len(menu.of):
        yield error(
            "menu",
            msg(
                "from {least} to {most} of {count} KPIs cannot be chosen",
                least=menu.from_,
                most=menu.up_to,
                count=len(menu.of),
            ),
            PlanPlace(("choose", "up_to")),
        )
    if any(objective.weight is not None for objective in plan.objectives.values()):
        yield error(
            "menu",
            msg("objectives with weights leave nothing to choose: the weight of a KPI would be a product"),
            PlanPlace(("choose",), key=True),
            help=msg("leave the weights of the objectives out"),
        )
