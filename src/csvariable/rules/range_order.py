"""A range goes from the least to the greatest value.

```yaml
# fails
kpis:
  review: {unit: score, range: [5, 1]}
```

```yaml
# passes
kpis:
  review: {unit: score, range: [1, 5]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.value_outside_range import limits
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each range that is empty or turned round."""
    for name, kpi in plan.kpis.items():
        if kpi.range is None:
            continue
        least, most = limits(plan, kpi)
        if least is not None and most is not None and least >= most:
            route = ("kpis", name, "range")
            one, two = kpi.range
            message = msg(
                "the range of `{name}` ends at `{high}`, not above `{low}`",
                name=name,
                high=two.text,
                low=one.text,
            )
            yield error("range-order", message, PlanPlace(route), help=msg("write the least value first"))
