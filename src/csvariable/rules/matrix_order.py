"""The rows and columns of a matrix go from the easiest to the hardest to reach.

```yaml
# fails
kpis:
  nrr: {unit: percent}
  csat: {unit: percent}
  both:
    weight: 100 %
    unit: percent
    matrix: {rows: {of: nrr, from: [100 %, 90 %]}, columns: {of: csat, from: [80 %]}, pays: [[50 %], [100 %]]}
```

```yaml
# passes
kpis:
  nrr: {unit: percent}
  csat: {unit: percent}
  both:
    weight: 100 %
    unit: percent
    matrix: {rows: {of: nrr, from: [90 %, 100 %]}, columns: {of: csat, from: [80 %]}, pays: [[50 %], [100 %]]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.ladders import ladders
from csvariable.rules.points_not_in_order import disorder
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each row or column that comes too late."""
    for ladder in ladders(plan):
        if "matrix" in ladder.route:
            yield from disorder(
                plan, ladder, "matrix-order", msg("rows") if ladder.route[-1] == "rows" else msg("columns")
            )
