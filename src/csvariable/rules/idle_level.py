"""A baseline is read by an attainment, and a threshold closes something that the curve would pay.

The baseline is where the attainment starts: where nothing reads the attainment of the KPI, and no
objective has it for a key result, it changes nothing. Before its first point a curve pays nothing
in any case, so a threshold at this point or before it keeps nothing back. With a `floor` it does: the
floor is for who has reached it.

```yaml
# fails
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, threshold: 70 %, lookup: [{from: 90 %, pays: 100 %}]}
```

```yaml
# passes
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.ladders import ladders
from csvariable.rules.parts import attainment_reads
from csvariable.rules.payout import is_idle_threshold
from csvariable.text import Document

OPINION = True
FOR_SOMEBODY = True
READS = ("kpis", "gates", "modifiers", "bonuses", "objectives")


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each baseline that nothing reads and each threshold that keeps nothing back."""
    results = {one.kpi for objective in plan.objectives.values() for one in objective.key_results.values()}
    for name, kpi in plan.kpis.items():
        if kpi.baseline is not None and name not in results and not any(attainment_reads(plan, name)):
            message = msg("nothing reads the attainment of `{kpi}`: its baseline changes nothing", kpi=name)
            help_ = msg("write `of: attainment` in the curve, or leave `baseline` out")
            yield warning("idle-level", message, PlanPlace(("kpis", name, "baseline"), key=True), help=help_)
    for ladder in ladders(plan):
        if ladder.threshold is not None and is_idle_threshold(plan, ladder):
            message = msg("before its first point the curve pays nothing: its threshold changes nothing")
            help_ = msg("leave it out, or write a threshold behind the first point")
            yield warning(
                "idle-level", message, PlanPlace((*ladder.route, "threshold"), key=True), help=help_
            )
