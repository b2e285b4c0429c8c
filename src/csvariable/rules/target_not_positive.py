"""A target that an attainment divides by is more than 0.

For values that can be negative or near 0 (NPS, growth), read the actual, or give a baseline.

```yaml
# fails
kpis:
  nps:
    weight: 100 %
    unit: points
    target: 0
    curve: {of: attainment, linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```

```yaml
# passes
kpis:
  nps:
    weight: 100 %
    unit: points
    target: 0
    baseline: -20
    curve: {of: attainment, linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.kernel.quantity import Quantity
from csvariable.plan import Plan
from csvariable.rules.parts import attainment_reads
from csvariable.text import Document

READS = ("kpis.*.baseline",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each target of 0 or less that is divided by."""
    for name, kpi in plan.kpis.items():
        if not isinstance(kpi.target, Quantity) or kpi.baseline is not None or kpi.target.value > 0:
            continue
        if next(attainment_reads(plan, name), None) is not None:
            message = msg(
                "the attainment of `{name}` divides by its target, and `{target}` is not above 0",
                name=name,
                target=kpi.target.text,
            )
            at = PlanPlace(("kpis", name, "target"))
            yield error(
                "target-not-positive",
                message,
                at,
                help=msg("write `of: actual` in the curve, or a `baseline`"),
            )
