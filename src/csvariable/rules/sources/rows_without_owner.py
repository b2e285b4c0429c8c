"""Rows that nobody owns measure the company alone.

A KPI of a person or a team needs a source that says whose each row is: `participant` names the
column.

```yaml
# fails
sources:
  tickets: {file: tickets.csv}
kpis:
  solved: {unit: number, measure: {count: tickets}}
```

```yaml
# passes
sources:
  tickets: {file: tickets.csv, participant: Assignee}
kpis:
  solved: {unit: number, measure: {count: tickets}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.rows import on_rows, source_of
from csvariable.text import Document

READS = ("sources",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each KPI of people on a source without owner."""
    for one in on_rows(plan):
        source = source_of(plan, one)
        if source is None or source.has_owner or one.kpi.scope == "company":
            continue
        name = one.measure.source
        message = msg(
            "nothing says whose the rows of `{source}` are, and `{kpi}` is not of the whole company",
            source=name,
            kpi=one.name,
        )
        labels = (Label(PlanPlace(("sources", name), key=True), msg("the source")),)
        advice = msg(
            "write `participant: <column>` at the source, or `scope: company` at `{kpi}`", kpi=one.name
        )
        place = PlanPlace((*one.route, one.measure.word), key=True)
        yield error("rows-without-owner", message, place, also=labels, help=advice)
