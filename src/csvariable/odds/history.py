"""Odds from history: each draw takes, for each person, one whole period of their own past.

A period is taken whole: the KPIs of a person, the values of their team and the calendar of that
period stay together, so what goes together in the past goes together in a draw. Each past result
is paid once; a draw only adds up what was paid, unless a rule shares money between people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain
from math import lcm
from typing import TypeAlias

from csvariable.engine.columns.facts import ColumnFacts
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.rerun.copies import FROZEN, copied, frozen, shares_money
from csvariable.engine.results import Results
from csvariable.engine.run import once, programs_of
from csvariable.facts.load import Tables
from csvariable.facts.model import Facts, Participant, Value
from csvariable.facts.plans import Plans
from csvariable.facts.sheet import Sheet, open_sheet
from csvariable.facts.typed import range_of
from csvariable.kernel.diagnostic import Diagnostic, FilePlace, error, has_errors
from csvariable.kernel.message import msg
from csvariable.odds.dice import choices, stream
from csvariable.odds.outcomes import Expected, Outcomes
from csvariable.plan import Role
from csvariable.statement import gifts
from csvariable.tables.table import Table

ZERO = Fraction(0)
CHUNK = 100_000
"""Copies of people that are paid in one pass."""
Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class History:
    """The results of each period, and the people who are paid now with their periods."""

    runs: Mapping[str, Results]
    people: tuple[str, ...]

    def periods_of(self, person: str) -> list[tuple[str, int]]:
        """Return the periods that a person was paid in, and their place among the people then."""
        found = []
        for period, results in self.runs.items():
            for at, one in enumerate(results.facts.people):
                if one.id == person:
                    found.append((period, at))
        return found


def periods_in(tables: Tables, plans: Plans) -> list[str]:
    """Return the periods that the KPI files hold, in order; none without a column."""
    found: dict[str, None] = {}
    for table in tables.kpis:
        sheet = _sheet(table, plans)
        if "period" in sheet:
            found |= dict.fromkeys(text for row in sheet.rows() if (text := sheet.text(row, "period")))
    return sorted(found)


def _sheet(table: Table, plans: Plans) -> Sheet:
    return open_sheet(table, plans.kpi_ids, plans.columns)[0]


def read_history(plans: Plans, tables: Tables) -> tuple[History | None, tuple[Diagnostic, ...]]:
    """Pay every period of the files; the people are those of the last one."""
    if plans.base.accumulate is not None:
        message = msg("results since the start of the year cannot be drawn period by period")
        return None, (error("odds-accumulate", message, FilePlace(""), help=msg("state a model: `odds`")),)
    runs: dict[str, Results] = {}
    problems: list[Diagnostic] = []
    for period in periods_in(tables, plans):
        done = once(plans, tables_of_period(plans, tables, period), period)
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
            if "period" not in sheet or sheet.text(row, "period") == period:
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


# ------------------------------------------------------------------------------------ drawing


def drawn(
    plans: Plans, history: History, count: int, seed: int, progress: Progress | None = None
) -> Outcomes:
    """Draw `count` periods to come from the history."""
    paid = {period: costs_of(results) for period, results in history.runs.items()}
    past = {person: history.periods_of(person) for person in history.people}
    picks = {
        person: choices(stream(seed, count, "history", person), len(periods))
        for person, periods in past.items()
    }
    people = tuple(_expected(history, past[person], paid) for person in history.people)
    if any(shares_money(results.programs) for results in history.runs.values()):
        costs, unpaid = _together(plans, history, past, picks, count, progress)
    else:
        costs, unpaid = _added(past, paid, picks, count), 0
    return Outcomes(costs, people, "history", seed, tuple(history.runs), unpaid)


def costs_of(results: Results) -> list[Fraction]:
    """Return what each person costs: what is paid and what rewards are worth."""
    return [
        (results.people["total"][at] or ZERO) + sum((gift.value for gift in gifts(results, at)), ZERO)
        for at in range(len(results.facts.people))
    ]


def _added(
    past: Mapping[str, Sequence[tuple[str, int]]],
    paid: Mapping[str, Sequence[Fraction]],
    picks: Mapping[str, Sequence[int]],
    count: int,
) -> tuple[Fraction, ...]:
    """Add up what each draw's people were paid, in whole units of money."""
    bottom = lcm(*(cost.denominator for costs in paid.values() for cost in costs))
    sums = [0] * count
    for person, periods in past.items():
        own = [int(paid[period][at] * bottom) for period, at in periods]
        sums = [whole + own[pick] for whole, pick in zip(sums, picks[person], strict=True)]
    known = {whole: Fraction(whole, bottom) for whole in set(sums)}
    return tuple(known[whole] for whole in sums)


def _together(  # noqa: PLR0913, PLR0917 - the past, what is drawn of it, and who is told
    plans: Plans,
    history: History,
    past: Mapping[str, Sequence[tuple[str, int]]],
    picks: Mapping[str, Sequence[int]],
    count: int,
    progress: Progress | None,
) -> tuple[tuple[Fraction, ...], int]:
    """Pay every draw whole, because a pool or a podium looks at everybody in it."""
    facts, places = _stacked(history, past)
    programs, _ = frozen(programs_of(plans, facts))
    base = ColumnFacts.of(facts)
    size = max(1, CHUNK // len(past))
    stands = []
    for person, periods in past.items():
        own = [places[person, at] for at in range(len(periods))]
        stands.append([own[pick] for pick in picks[person]])
    costs: list[Fraction] = []
    unpaid = 0
    for first in range(0, count, size):
        draws = range(first, min(count, first + size))
        people = [*chain.from_iterable(zip(*(own[draws.start : draws.stop] for own in stands), strict=True))]
        groups = [draw for draw in draws for _ in past]
        paid = copied(programs, base, people, groups)
        for at in range(len(draws)):
            tops = paid.tops[at * len(past) : (at + 1) * len(past)]
            known = [top for top in tops if top is not None]
            unpaid += len(known) < len(tops)
            costs.append(Fraction(sum(known), paid.bottom))
        if progress is not None:
            progress(draws.stop, count)
    return tuple(costs), unpaid


def _stacked(
    history: History, past: Mapping[str, Sequence[tuple[str, int]]]
) -> tuple[Facts, dict[tuple[str, int], int]]:
    """Put the people of all periods into one table; return their places by person and period drawn."""
    people: list[Participant] = []
    roles: list[Role] = []
    teams: list[str | None] = []
    present: list[bool] = []
    columns: dict[str, list[Value]] = {
        name: [] for results in history.runs.values() for name in results.facts.columns
    }
    steps = {name for results in history.runs.values() for name in frozen(results.programs)[1]}
    columns |= {FROZEN + name: [] for name in steps}
    places: dict[tuple[str, int], int] = {}
    for person, periods in past.items():
        for pick, (period, at) in enumerate(periods):
            facts = history.runs[period].facts
            rows = facts.people[at].rows
            first = len(roles)
            places[person, pick] = len(people)
            people.append(Participant(person, None, tuple(range(first, first + len(rows)))))
            for row in rows:
                roles.append(facts.roles[row])
                teams.append(facts.teams[row])
                present.append(facts.present[row])
                for name, column in columns.items():
                    results = history.runs[period]
                    own = (
                        results.rows.get(name.removeprefix(FROZEN))
                        if name.startswith(FROZEN)
                        else facts.columns.get(name)
                    )
                    column.append(None if own is None else own[row])
    return Facts(tuple(people), roles, teams, columns, present, lambda _row, _column: FilePlace("")), places


# --------------------------------------------------------------------------- truly on target


def _expected(
    history: History,
    periods: Sequence[tuple[str, int]],
    paid: Mapping[str, Sequence[Fraction]],
) -> Expected:
    mean = sum((paid[period][at] for period, at in periods), ZERO) / len(periods)
    last = history.runs[periods[-1][0]]
    at = periods[-1][1]
    one = last.facts.people[at]
    incentives = last.rows.get("target_incentive")
    incentive = None
    if incentives is not None:
        known = [value for row in one.rows if (value := incentives[row]) is not None]
        incentive = sum(known, ZERO) if known else None
    return Expected(one.id, one.name, incentive, mean, None, len(periods))


def on_target(
    plans: Plans, history: History, outcomes: Outcomes, progress: Progress | None = None
) -> Outcomes:
    """Add what each person would be paid on average if their true results were their targets.

    The past of each KPI of the person is shifted so that its mean is the target, inside the range
    of the KPI; then every past period is paid again, and the mean is taken. Team and company
    results stay as they were, and pools are left as they come about with the shifted results.
    """
    shifts = _shifts(plans, history)
    sums: dict[str, list[Fraction]] = {}
    for done, results in enumerate(history.runs.values()):
        facts = results.facts
        columns: dict[str, list[Value]] = {name: list(own) for name, own in facts.columns.items()}
        for one in facts.people:
            for row in one.rows:
                _shift(columns, row, one.id, facts.roles[row], plans, shifts)
        again = evaluate(results.programs, replace(facts, columns=columns))
        for one, cost in zip(facts.people, costs_of(again), strict=True):
            sums.setdefault(one.id, []).append(cost)
        if progress is not None:
            progress(done + 1, len(history.runs))
    people = tuple(
        replace(one, on_target=sum(sums[one.id], ZERO) / len(sums[one.id]))
        if any(person == one.id for person, _ in shifts)
        else one
        for one in outcomes.people
    )
    return replace(outcomes, people=people)


def _shifts(plans: Plans, history: History) -> dict[tuple[str, str], Fraction]:
    """Return by how much the mean of each person's KPI misses its target."""
    gaps: dict[tuple[str, str], list[Fraction]] = {}
    for results in history.runs.values():
        for one in results.facts.people:
            roles = results.facts.roles
            last = {kpi_id: row for row in one.rows for kpi_id in plans.of(roles[row]).kpis}
            for kpi_id, row in last.items():
                kpi = plans.of(roles[row]).kpis[kpi_id]
                target = results.rows.get(f"{kpi_id}.target")
                actual = results.facts.columns.get(f"{kpi_id}.actual")
                if kpi.scope != "person" or kpi.measure is not None or target is None or actual is None:
                    continue
                level, value = target[row], actual[row]
                if level is not None and value is not None:
                    gaps.setdefault((one.id, kpi_id), []).append(level - value)
    return {key: sum(found, ZERO) / len(found) for key, found in gaps.items()}


def _shift(  # noqa: PLR0913, PLR0917 - a cell, and by how much it moves
    columns: dict[str, list[Value]],
    row: int,
    person: str,
    role: Role,
    plans: Plans,
    shifts: Mapping[tuple[str, str], Fraction],
) -> None:
    for kpi_id, kpi in plans.of(role).kpis.items():
        gap = shifts.get((person, kpi_id))
        column = columns.get(f"{kpi_id}.actual")
        value = None if column is None else column[row]
        if gap is None or column is None or value is None:
            continue
        low, high = range_of(kpi, plans.base.currency)
        moved = value + gap if low is None else max(value + gap, low)
        column[row] = moved if high is None else min(moved, high)
