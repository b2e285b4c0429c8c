"""A curve of a KPI without a target says that it reads the actual.

With a target, a curve reads the attainment. Without one, `of: actual` says that its bounds are
values of the KPI; `of: attainment` that each person has a target in the files. Nothing is
guessed from the numbers.

```yaml
# fails
kpis:
  nps: {weight: 100 %, unit: points, curve: {lookup: [{from: 30, pays: 100 %}]}}
```

```yaml
# passes
kpis:
  nps: {weight: 100 %, unit: points, curve: {of: actual, lookup: [{from: 30, pays: 100 %}]}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document

READS = ("kpis.*.target",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each curve that could read two things."""
    for name, kpi in plan.kpis.items():
        if kpi.curve is not None and kpi.curve.of is None and kpi.target is None and not kpi.is_in_words:
            message = msg(
                "`{name}` has no target in the plan, so its curve must say what it reads", name=name
            )
            help_ = msg(
                "write `of: actual` (bounds are values of it) or `of: attainment` (targets are in the files)"
            )
            yield error("curve-of-unsaid", message, PlanPlace(("kpis", name, "curve"), key=True), help=help_)
