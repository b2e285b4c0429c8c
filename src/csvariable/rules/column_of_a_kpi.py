"""A declared column has a name that no KPI has.

A condition that says `renewals` reads one of them, and a header names one of them: with two of
one name, nobody could tell which decides pay.

```yaml
# fails
columns:
  nrr: {unit: number}
```

```yaml
# passes
columns:
  seniority: {unit: number}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each declared column that has the id of a KPI."""
    for name in plan.columns:
        if name in plan.kpis:
            yield error(
                "column-of-a-kpi",
                msg("`{name}` is a KPI and a column: which of them a rule reads cannot be told", name=name),
                PlanPlace(("columns", name), key=True),
                also=(Label(PlanPlace(("kpis", name), key=True), msg("the KPI")),),
                help=msg("give the column another name, and its header in the file"),
            )
