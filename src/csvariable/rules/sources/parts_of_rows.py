"""A row that is split among people counts in parts, and parts have no place in a row of values.

Counts, sums, shares, ratios, means and NPS weigh a part of a row by its part. A median, a
percentile, a single row, one row for each respondent, or the latest rows of a client need whole
rows.

```yaml
# fails
sources:
  tickets: {account: Client, assign: portfolio, owner: days, columns: {reply: {column: Reply, unit: minutes}}}
  portfolio: {}
kpis:
  reply: {unit: minutes, attainment: inverse, direction: lower, measure: {median: tickets.reply}}
```

```yaml
# passes
sources:
  tickets: {account: Client, assign: portfolio, owner: days, columns: {reply: {column: Reply, unit: minutes}}}
  portfolio: {}
kpis:
  reply: {unit: minutes, attainment: inverse, direction: lower, measure: {mean: tickets.reply}}
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
    """Yield a problem for each measure that needs whole rows of a source that splits them."""
    for one in on_rows(plan):
        source = source_of(plan, one)
        if source is None or not source.splits or one.kpi.scope == "company":
            continue
        words = [one.measure.word] if one.measure.by_value else []
        words += [word for word in ("distinct", "cap_per") if getattr(one.measure, word) is not None]
        for word in words:
            message = msg(
                "`{word}` needs whole rows, and those of `{source}` are split among people",
                word=word,
                source=one.measure.source,
            )
            labels = (Label(PlanPlace(("sources", one.measure.source), key=True), msg("the source")),)
            yield error("parts-of-rows", message, PlanPlace((*one.route, word), key=True), also=labels)
