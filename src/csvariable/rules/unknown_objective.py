"""The objective of a KPI is one of the plan's objectives.

```yaml
# fails
objectives:
  keep: {statement: Customers stay}
kpis:
  nrr:
    objective: kept
    weight: 100 %
    unit: percent
    curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}
```

```yaml
# passes
objectives:
  keep: {statement: Customers stay}
kpis:
  nrr:
    objective: keep
    weight: 100 %
    unit: percent
    curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import listed, msg
from csvariable.plan import Plan
from csvariable.rules.hints import in_capitals, word_suggestion
from csvariable.rules.parts import ids
from csvariable.text import Document


def check(plan: Plan, document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each objective that is named and not written."""
    known = ids(document, "objectives")
    for name, kpi in plan.kpis.items():
        if kpi.objective is None or kpi.objective in known:
            continue
        route = ("kpis", name, "objective")
        meant = word_suggestion(kpi.objective, known)
        said = msg("there is no objective `{name}`", name=kpi.objective)
        if meant is None:
            help_ = (
                msg("objectives of this plan: {known}", known=listed(known))
                if known
                else msg("write it under `objectives:`")
            )
            yield error("unknown-objective", said, PlanPlace(route), help=help_)
        else:
            yield error(
                "unknown-objective",
                msg("{sentence}; did you mean `{meant}`?", sentence=said, meant=meant),
                PlanPlace(route),
                help=msg("write `{text}`", text=meant),
                fix={route: meant} if in_capitals(kpi.objective, known) == meant else None,
            )
