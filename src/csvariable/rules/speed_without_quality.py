"""Where speed is paid, quality is paid or checked as well.

Paid on speed alone, people answer fast and solve nothing. A KPI of quality, or a gate on one,
keeps the balance.

```yaml
# fails
kpis:
  reply:
    weight: 100 %
    unit: hours
    direction: lower
    curve: {of: actual, linear: [{at: 8 h, pays: 0 %}, {at: 4 h, pays: 100 %}]}
```

```yaml
# passes
kpis:
  reply:
    weight: 100 %
    unit: hours
    direction: lower
    curve: {of: actual, linear: [{at: 8 h, pays: 0 %}, {at: 4 h, pays: 100 %}]}
  csat: {unit: percent}
gates:
  quality: {when: {csat: {from: 80 %}}, otherwise: {of: plan, cap: 100 %}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.kernel.unit import DURATIONS
from csvariable.plan import Plan
from csvariable.plan.kpi import Kpi
from csvariable.rules.parts import tests, weighted
from csvariable.text import Document

OPINION = True
READS = ("kpis", "gates")
_QUALITY = {"percent", "points", "score"}


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each KPI of speed that nothing balances."""
    checked = {tested.step.partition(".")[0] for tested in tests(plan) if tested.route[0] == "gates"}
    balanced = any(_is_quality(kpi) for name, kpi in plan.kpis.items() if kpi.weight or name in checked)
    for name, kpi in weighted(plan).items():
        if not balanced and kpi.measured_in in DURATIONS and kpi.lower_is_better:
            message = msg("`{name}` pays speed, and nothing pays or checks quality", name=name)
            yield warning("speed-without-quality", message, PlanPlace(("kpis", name), key=True))


def _is_quality(kpi: Kpi) -> bool:
    return kpi.measured_in not in DURATIONS and (kpi.unit in _QUALITY or kpi.quality is not None)
