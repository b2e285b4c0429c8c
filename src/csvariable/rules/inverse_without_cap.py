"""An inverse attainment has a cap.

T / A grows without end as A nears 0, and at 0 there is none: then the curve gives its cap.
Without a cap that person cannot be computed. `distance`, which ends at 200 %, or a curve on the
actual needs none.

```yaml
# fails
kpis:
  reply:
    weight: 100 %
    unit: hours
    direction: lower
    target: 4 h
    attainment: inverse
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
    attainment: inverse
    curve: {linear: [{at: 50 %, pays: 0 %}, {at: 100 %, pays: 100 %}], cap: 150 %}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import attainment_reads
from csvariable.text import Document

OPINION = True
READS = ("kpis.*.curve", "kpis.*.cap")


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each inverse attainment that a 0 would leave without a result."""
    for name, kpi in plan.kpis.items():
        capped = kpi.cap is not None or (kpi.curve is not None and kpi.curve.cap is not None)
        inverse = kpi.attainment == "inverse" and kpi.lower_is_better
        if not inverse or capped or next(attainment_reads(plan, name), None) is None:
            continue
        message = msg("the attainment of `{name}` is T / A: when the actual is 0 there is none", name=name)
        help_ = msg("write a `cap` in the curve, `attainment: distance`, or read the actual: `of: actual`")
        yield warning("inverse-without-cap", message, PlanPlace(("kpis", name, "attainment")), help=help_)
