"""A measure reads one source of the plan, by columns that the source names with their unit.

What is counted or summed must be there, and must be known as what it is: text, amount, score. A
condition may read any header of the file as text; a number that is measured is named under
`columns`.

```yaml
# fails
sources:
  surveys: {participant: Agent, columns: {score: {column: Answer, unit: score, range: [0, 10]}}}
kpis:
  nps: {unit: points, measure: {nps: surveys.rating}}
```

```yaml
# passes
sources:
  surveys: {participant: Agent, columns: {score: {column: Answer, unit: score, range: [0, 10]}}}
kpis:
  nps: {unit: points, measure: {nps: surveys.score}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import listed, msg
from csvariable.plan import Plan
from csvariable.rules.hints import word_suggestion
from csvariable.rules.rows import OnRows, on_rows, read_places, source_of, source_place
from csvariable.text import Document

READS = ("sources",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each source or column that a measure reads and the plan does not have."""
    yield from _of_sources(plan)
    for one in on_rows(plan):
        if source_of(plan, one) is None:
            yield _no_source(plan, one)
            continue
        yield from _columns(plan, one)


def _of_sources(plan: Plan) -> Iterator[Diagnostic]:
    """Yield a problem for each source that another one needs and the plan does not have."""
    for name, source in plan.sources.items():
        if source.assign is not None:
            if source.assign not in plan.sources:
                yield _unknown(plan, source.assign, ("sources", name, "assign"))
            if source.account is None:
                message = msg(
                    "`assign` finds the owner by the client: which column of `{name}` is it?", name=name
                )
                advice = msg("write `account: <header>` beside it")
                yield error(
                    "unknown-source", message, PlanPlace(("sources", name, "assign"), key=True), help=advice
                )
        if source.owner_from is not None and source.owner_from.source not in plan.sources:
            yield _unknown(plan, source.owner_from.source, ("sources", name, "owner_from", "source"))


def _no_source(plan: Plan, one: OnRows) -> Diagnostic:
    first = next((place.route for place in read_places(one)), source_place(one))
    return _unknown(plan, one.measure.source, first)


def _unknown(plan: Plan, name: str, first: Route) -> Diagnostic:
    meant = word_suggestion(name, plan.sources)
    if meant is not None:
        message = msg("there is no source `{name}`; did you mean `{meant}`?", name=name, meant=meant)
        return error("unknown-source", message, PlanPlace(first))
    known = (
        msg("sources of this plan: {known}", known=listed(plan.sources))
        if plan.sources
        else msg("write where the rows are: `sources: {{{name}: {{file: ...}}}}`", name=name)
    )
    return error(
        "unknown-source", msg("there is no source `{name}`", name=name), PlanPlace(first), help=known
    )


def _columns(plan: Plan, one: OnRows) -> Iterator[Diagnostic]:
    source = plan.sources[one.measure.source]
    for place in read_places(one):
        if place.source != one.measure.source:
            message = msg(
                "a measure reads one source: `{one}` or `{other}`", one=one.measure.source, other=place.source
            )
            yield error("unknown-source", message, PlanPlace(place.route))
            continue
        column = source.column(place.column)
        if column is None:
            yield _no_column(place.source, place.column, tuple(source.columns), place.route)
        elif column.unit is None:
            message = msg("the column `{name}` has no unit: it is read as text", name=place.column)
            advice = msg("write `{name}: {{column: ..., unit: ...}}` there", name=place.column)
            yield error("unknown-source", message, PlanPlace(place.route), help=advice)


def _no_column(source: str, name: str, known: tuple[str, ...], route: Route) -> Diagnostic:
    meant = word_suggestion(name, known)
    if meant is not None:
        message = msg(
            "the source `{source}` names no column `{name}`; did you mean `{meant}`?",
            source=source,
            name=name,
            meant=meant,
        )
        help_ = msg("write `{text}`", text=f"{source}.{meant}")
        return error("unknown-source", message, PlanPlace(route), help=help_)
    message = msg("the source `{source}` names no column `{name}`", source=source, name=name)
    advice = msg("name it there: `columns: {{{name}: {{column: ..., unit: ...}}}}`", name=name)
    return error("unknown-source", message, PlanPlace(route), help=advice)
