"""What people had in past periods, whether or not this version of the plan held then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from csvariable.engine.results import Results
from csvariable.engine.run import Run, once
from csvariable.facts.gathering import once_in_all
from csvariable.facts.load import Tables
from csvariable.facts.measured_periods import measured_over, periods_of_rows
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Diagnostic, Severity
from csvariable.odds.history import periods_in, tables_of_period
from csvariable.plan import Plan
from csvariable.time.period import NotAPeriod, Period, parse_period


@dataclass(frozen=True, slots=True)
class Past:
    """The results of periods as the plan of today would have them, in order, and those that have none."""

    runs: dict[str, Results]
    left_out: tuple[str, ...] = ()
    """Periods whose files the plan of today cannot pay."""
    problems: tuple[Diagnostic, ...] = ()
    """Why it cannot, each once."""
    unbroken: tuple[Results, ...] = ()
    """The results since the last period that has none."""


def past_of(plans: Plans, tables: Tables, before: Period | None = None) -> Past:
    """Return the periods that the files hold, those that end before another one where one is given.

    The dates for which a version of the plan holds are left aside: results are looked at, nobody is paid.
    """
    undated = Plans(_undated(plans.base), {role: _undated(plan) for role, plan in plans.roles.items()})
    whole = replace(tables, until=None, opening=None, adjustments=None)
    named = {*periods_in(tables, plans), *periods_of_rows(plans, tables.sources)}
    periods = [one for one in _ordered(named, plans) if before is None or one.last < before.first]
    found = {one.text: _run(undated, whole, one.text) for one in periods}
    runs = {text: done.results for text, done in found.items() if done.results is not None}
    lost = [text for text in found if text not in runs]
    wrong = once_in_all(
        one for text in lost for one in found[text].diagnostics if one.severity is Severity.ERROR
    )
    since = max((at for at, text in enumerate(found) if text in lost), default=-1)
    unbroken = tuple(runs[text] for text in list(found)[since + 1 :])
    return Past(runs, tuple(lost), wrong, unbroken)


def _run(plans: Plans, tables: Tables, period: str) -> Run:
    if tables.sources:
        table, _ = measured_over(plans, tables, [period])
        tables = replace(tables, sources={}, kpis=[*tables.kpis, *([] if table is None else [table])])
    return once(plans, tables_of_period(plans, tables, period), period)


def _undated(plan: Plan) -> Plan:
    return plan.model_copy(update={"effective": None})


def _ordered(named: set[str], plans: Plans) -> Sequence[Period]:
    found: list[Period] = []
    for text in named:
        try:
            found.append(parse_period(text, plans.base))
        except NotAPeriod:
            continue
    return sorted(found, key=lambda one: one.first)
