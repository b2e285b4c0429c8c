"""The past that draws are made of: every period of the files, paid, and the people who are paid now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from csvariable.engine.results import Results
from csvariable.engine.run import once
from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.facts.sheet import Sheet, open_sheet
from csvariable.kernel.diagnostic import Diagnostic, FilePlace, error, has_errors
from csvariable.kernel.message import msg
from csvariable.statement import gifts
from csvariable.tables.table import Table

ZERO = Fraction(0)
CHUNK = 100_000
"""Copies of people that are paid in one pass."""


@dataclass(frozen=True)
class History:
    """The results of each period, and the people who are paid now with their periods."""

    runs: Mapping[str, Results]
    people: tuple[str, ...]

    @cached_property
    def _past(self) -> Mapping[str, list[tuple[str, int]]]:
        found: dict[str, list[tuple[str, int]]] = {}
        for period, results in self.runs.items():
            for at, one in enumerate(results.facts.people):
                found.setdefault(one.id, []).append((period, at))
        return found

    def periods_of(self, person: str) -> list[tuple[str, int]]:
        """Return the periods that a person was paid in, and their place among the people then."""
        return self._past.get(person, [])


def periods_in(tables: Tables, plans: Plans) -> list[str]:
    """Return the periods that the KPI files hold, in order; none without a column."""
    found: dict[str, None] = {}
    for table in tables.kpis:
        sheet = _sheet(table, plans)
        if "period" in sheet:
            found |= dict.fromkeys(text for row in sheet.rows() if (text := sheet.period(row)))
    return sorted(found)


def _sheet(table: Table, plans: Plans) -> Sheet:
    return open_sheet(table, plans.words)[0]


def read_history(plans: Plans, tables: Tables) -> tuple[History | None, tuple[Diagnostic, ...]]:
    """Pay every period of the files; the people are those of the last one."""
    if plans.base.accumulate is not None:
        message = msg("results since the start of the year cannot be drawn period by period")
        return None, (error("odds-accumulate", message, FilePlace(""), help=msg("state a model: `odds`")),)
    runs: dict[str, Results] = {}
    problems: list[Diagnostic] = []
    for period in periods_in(tables, plans):
        own = replace(tables_of_period(plans, tables, period), opening=None)
        done = once(plans, own, period)
        problems += done.diagnostics
        if done.results is not None:
            runs[period] = done.results
    if has_errors(problems) or not runs:
        return None, tuple(problems)
    last = next(reversed(runs.values()))
    return History(runs, tuple(one.id for one in last.facts.people)), tuple(problems)


def tables_of_period(plans: Plans, tables: Tables, period: str) -> Tables:
    """Leave out of the people file those who have results, but none in this period."""
    if tables.people is None:
        return replace(tables, adjustments=None)
    ever: set[str] = set()
    there: set[str] = set()
    for table in tables.kpis:
        sheet = _sheet(table, plans)
        for row in sheet.rows():
            who = sheet.text(row, "participant")
            ever.add(who)
            if "period" not in sheet or sheet.period(row) == period:
                there.add(who)
    staff = _sheet(tables.people, plans)
    kept = [
        row for row in staff.rows() if (who := staff.text(row, "participant")) in there or who not in ever
    ]
    people = replace(
        tables.people,
        rows=[tables.people.rows[row] for row in kept],
        lines=[tables.people.lines[row] for row in kept],
    )
    return replace(tables, people=people, adjustments=None)


def costs_of(results: Results) -> list[Fraction]:
    """Return what each person costs: what is paid and what rewards are worth."""
    return [
        (results.people["total"][at] or ZERO) + sum((gift.value for gift in gifts(results, at)), ZERO)
        for at in range(len(results.facts.people))
    ]
