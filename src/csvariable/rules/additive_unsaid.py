"""Where targets grow with the time present, a number says whether it does.

Twice the time brings twice the onboardings, but not twice the satisfaction. Amounts are taken
to grow, percentages and scores never do; for a plain number only the author knows.

```yaml
# fails
proration: {amount: calendar-days, targets: additive}
kpis:
  go-lives:
    weight: 100 %
    unit: number
    target: 4
    curve: {linear: [{at: 50 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```

```yaml
# passes
proration: {amount: calendar-days, targets: additive}
kpis:
  go-lives:
    weight: 100 %
    unit: number
    additive: true
    target: 4
    curve: {linear: [{at: 50 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, Route, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document

READS = ("kpis.*.additive", "kpis.*.scope")


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each number of a person whose target may or may not be scaled."""
    scaled: Route | None = None
    if plan.proration is not None and plan.proration.targets == "additive":
        scaled = ("proration", "targets")
    elif plan.ramp is not None:
        scaled = ("ramp",)
    elif plan.accumulate is not None:
        scaled = ("accumulate",)
    if scaled is None:
        return
    for name, kpi in plan.kpis.items():
        if kpi.unit == "number" and kpi.additive is None and kpi.scope == "person":
            message = msg("`{name}` is a number: say whether it grows with the time present", name=name)
            labels = (Label(PlanPlace(scaled, key=True), msg("targets that grow are scaled here")),)
            yield error(
                "additive-unsaid",
                message,
                PlanPlace(("kpis", name), key=True),
                also=labels,
                help=msg("write `additive: true` or `additive: false`"),
            )
