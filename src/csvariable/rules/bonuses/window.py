"""`window` measures the KPIs of a bonus over some days: they are measured on rows that have a date.

A value from a KPI file is that of the whole period, and so are a target, an attainment and a payout
rate: over a window only the actual of a KPI that is measured on dated rows can be read.

```yaml
# fails
kpis:
  csat: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
bonuses:
  sprint: {window: {from: 2026-07-01, to: 2026-07-14}, rank: {by: csat, top: 1}, pays: [300]}
```

```yaml
# passes
sources:
  answers:
    file: answers.csv
    participant: Agent
    date: {column: Day}
    columns: {stars: {column: Stars, unit: score, range: [1, 5]}}
kpis:
  csat:
    weight: 100 %
    unit: percent
    measure: {share: answers, that: {stars: {from: 4}}}
    curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}
bonuses:
  sprint: {window: {from: 2026-07-01, to: 2026-07-14}, rank: {by: csat, top: 1}, pays: [300]}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import Message, msg
from csvariable.plan import Plan
from csvariable.plan.kpi import Kpi
from csvariable.plan.steps import AMOUNTS_OF_PEOPLE
from csvariable.plan.windows import steps_of
from csvariable.text import Document

if TYPE_CHECKING:
    from csvariable.plan.bonus import Bonus


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each thing that cannot be read over some days."""
    for name, bonus in plan.bonuses.items():
        if bonus.window is not None:
            yield from _of_bonus(plan, ("bonuses", name), bonus)


def _of_bonus(plan: Plan, route: Route, bonus: Bonus) -> Iterator[Diagnostic]:
    others = {*plan.columns, *AMOUNTS_OF_PEOPLE} - plan.kpis.keys()
    found = [(inside, step) for inside, step in steps_of(bonus) if step not in others]
    if not found:
        message = msg("this bonus reads no KPI: there is nothing to measure over a window")
        yield _error(message, (*route, "window"), msg("leave `window` out"))
    for inside, step in found:
        place, key = (*route, *inside), "when" in inside
        kpi_id, _, field = step.partition(".")
        kpi = plan.kpis.get(kpi_id)
        if field not in {"", "actual"}:
            message = msg("`{step}` is of the whole period: a window has the actual alone", step=step)
            help_ = msg("leave `window` out") if kpi is None else msg("write `{kpi}`", kpi=kpi_id)
            yield _error(message, place, help_, key=key)
        elif kpi is not None and kpi.rows is None:
            message = msg("`{kpi}` is not measured on rows: it has one value for the period", kpi=kpi_id)
            yield _error(message, place, msg("give it a `measure` of a source with a `date`"), key=key)
        elif kpi is not None and _undated(plan, kpi):
            message = msg("the rows of `{kpi}` have no date", kpi=kpi_id)
            yield _error(message, place, msg("write `date: <header>` at its source"), key=key)
    for word in ("bands", "accumulate"):
        if getattr(bonus, word):
            message = msg("`{word}` is of the whole period, and `window` of some days", word=word)
            yield _error(message, (*route, word), msg("leave one of them out"))


def _undated(plan: Plan, kpi: Kpi) -> bool:
    source = None if kpi.rows is None else plan.sources.get(kpi.rows.source)
    return source is not None and source.date is None


def _error(message: Message, route: Route, advice: Message, *, key: bool = False) -> Diagnostic:
    return error("window", message, PlanPlace(route, key=key), help=advice)
