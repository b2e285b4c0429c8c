"""The rows of a source are measured by a KPI, and rates of currencies convert amounts of a source.

A source that nothing measures is asked of nobody: its file is neither looked for nor read. The amounts
of a column are converted where its `currency` names the column of their currencies, and nowhere else.

```yaml
# fails
sources:
  tickets: {participant: agent, date: day, columns: {grade: grade}}
kpis:
  csat: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
```

```yaml
# passes
sources:
  tickets: {participant: agent, date: day, columns: {grade: grade}}
kpis:
  tickets:
    weight: 100 %
    unit: number
    measure: {count: tickets}
    curve: {of: actual, lookup: [{from: 90, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, advice, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import ids_of_roles
from csvariable.rules.rows import on_rows, read_places
from csvariable.text import Document

OPINION = True
ONCE = True
READS = ("sources", "rates", "kpis", "roles")


def check(plan: Plan, document: Document) -> Iterator[Diagnostic]:
    """Yield advice for each source that nothing measures, and a warning for rates that convert nothing."""
    if plan.sources and not ids_of_roles(document, "kpis"):  # a role may give a KPI another measure
        read = _measured(plan)
        for name in plan.sources:
            if name not in read:
                message = msg("nothing measures the rows of `{name}`: they are not read", name=name)
                help_ = msg("name it in the `measure` of a KPI, or leave it out")
                yield advice("idle-source", message, PlanPlace(("sources", name), key=True), help=help_)
    if plan.rates and not _converts(plan):
        message = msg("`rates` converts nothing: no column of a source names the column of its currencies")
        help_ = msg("write `currency: <header>` under the column of amounts, or leave `rates` out")
        yield warning("idle-source", message, PlanPlace(("rates",), key=True), help=help_)


def _converts(plan: Plan) -> bool:
    """Whether a column of a source names that of its currencies."""
    return any(
        not isinstance(column, str) and column.currency
        for source in plan.sources.values()
        for column in source.columns.values()
    )


def _measured(plan: Plan) -> set[str]:
    """Return the sources that measures name, and those that these need to find owners."""
    from csvariable.plan.source import OF_OPENING

    named = {one.measure.source for one in on_rows(plan)}
    named |= {place.source for one in on_rows(plan) for place in read_places(one)}
    found = {name.removesuffix(OF_OPENING) for name in named}
    for name in tuple(found & set(plan.sources)):
        source = plan.sources[name]
        found |= {source.assign or name, source.owner_from.source if source.owner_from else name}
    return found
