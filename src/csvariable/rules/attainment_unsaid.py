"""Where lower is better, a KPI whose attainment is read says how it is formed.

With a target of 4 h and an actual of 8 h, `inverse` (T / A) gives 50 % and `distance`
(2 - A / T) gives 0 %. The plan says which; a baseline, which gives a third reading, excludes
both.

```yaml
# fails
kpis:
  reply:
    weight: 100 %
    unit: hours
    direction: lower
    target: 4 h
    curve: {linear: [{at: 50 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```

```yaml
# passes
kpis:
  reply:
    weight: 100 %
    unit: hours
    direction: lower
    target: 4 h
    attainment: distance
    curve: {linear: [{at: 50 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import attainment_reads
from csvariable.text import Document

READS = ("kpis.*.attainment", "kpis.*.baseline", "kpis.*.direction")


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each attainment that could be formed in two ways."""
    for name, kpi in plan.kpis.items():
        if not kpi.lower_is_better or kpi.attainment is not None or kpi.baseline is not None:
            continue
        reads = tuple(attainment_reads(plan, name))
        if reads:
            message = msg(
                "lower is better for `{name}`, and nothing says how its attainment is formed", name=name
            )
            help_ = msg("write `attainment: distance` (2 - A / T) or `inverse` (T / A), or read `of: actual`")
            labels = (Label(PlanPlace(reads[0], key=True), msg("read here")),)
            yield error(
                "attainment-unsaid", message, PlanPlace(("kpis", name, "direction")), also=labels, help=help_
            )
