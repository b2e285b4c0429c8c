"""What is the latest, or grows, needs rows with a date.

`keep` and `cap_per` take the latest or the first of several rows, and `growth` compares with the
period before: the source says under `date` which column decides. Values of the year so far
(`accumulate`) have no period before that is as long.

```yaml
# fails
sources:
  surveys: {participant: Agent}
kpis:
  answers: {unit: number, measure: {count: surveys, distinct: Respondent, keep: latest}}
```

```yaml
# passes
sources:
  surveys: {participant: Agent, date: Answered}
kpis:
  answers: {unit: number, measure: {count: surveys, distinct: Respondent, keep: latest}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, Route, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.rows import on_rows, source_of
from csvariable.text import Document

READS = ("sources",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each word that needs a date and has none."""
    for name, source in plan.sources.items():
        if source.keep is not None and source.date is None:
            yield _undated(name, ("sources", name, "keep"))
    for one in on_rows(plan):
        source_ = source_of(plan, one)
        if source_ is None:
            continue
        words = [word for word in ("keep", "cap_per") if getattr(one.measure, word) is not None]
        if one.measure.word == "growth":
            words.append("growth")
            if plan.accumulate is not None:
                message = msg("values of the year so far have no period before that is as long")
                labels = (Label(PlanPlace(("accumulate",), key=True), msg("the year so far")),)
                yield error(
                    "rows-need-dates", message, PlanPlace((*one.route, "growth"), key=True), also=labels
                )
        for word in words if source_.date is None else ():
            yield _undated(one.measure.source, (*one.route, word))


def _undated(source: str, route: Route) -> Diagnostic:
    message = msg(
        "`{word}` needs the date of a row, and `{source}` has none", word=str(route[-1]), source=source
    )
    advice = msg("write `date: <header>` at the source")
    labels = (Label(PlanPlace(("sources", source), key=True), msg("the source")),)
    return error("rows-need-dates", message, PlanPlace(route, key=True), also=labels, help=advice)
