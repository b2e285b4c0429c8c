"""One mode and one unit of money hold for the whole plan.

A KPI may round its own actual, attainment and payout rate; `mode`, `money`, `total` and
`parts` are said once, for everybody, so that two lines of a statement are never rounded in two ways.

```yaml
# fails
kpis:
  nps:
    weight: 100 %
    unit: points
    rounding: {payout_rate: 2, mode: down}
    curve: {of: actual, lookup: [{from: 50, pays: 100 %}]}
```

```yaml
# passes
rounding: {mode: down}
kpis:
  nps:
    weight: 100 %
    unit: points
    rounding: {payout_rate: 2}
    curve: {of: actual, lookup: [{from: 50, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document

READS = ("kpis.*.rounding",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each part of a KPI's rounding that is the plan's."""
    for name, kpi in plan.kpis.items():
        for field in ("mode", "money", "total", "parts"):
            if kpi.rounding is not None and getattr(kpi.rounding, field) is not None:
                message = msg(
                    "`{field}` of `{name}` is said for the whole plan, under `rounding`",
                    field=field,
                    name=name,
                )
                at = PlanPlace(("kpis", name, "rounding", field), key=True)
                yield error(
                    "rounding-of-the-plan",
                    message,
                    at,
                    help=msg("move `{field}` to the plan's `rounding`", field=field),
                )
