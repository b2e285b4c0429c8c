"""Truly on target: what people would get on average if the mean of their results were their targets.

Every weighted KPI is moved, whoever's result it is: to its target, or without one to where its curve
pays 100 %; so are the measures that a weighted matrix reads, and what is only aimed at.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeAlias

from csvariable.bounds import Interval, PersonBounds
from csvariable.bounds.levels import at_level
from csvariable.engine.columns import evaluation as by_columns
from csvariable.engine.columns.facts import ColumnFacts
from csvariable.engine.demands import refusals
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.results import Results
from csvariable.engine.run import Progress
from csvariable.facts.model import Facts, Value
from csvariable.facts.plans import Plans
from csvariable.facts.typed import range_of
from csvariable.kernel.figure import MARK
from csvariable.kernel.formula import Fact, Sum
from csvariable.kernel.purpose import Purpose
from csvariable.odds.history import History, costs_of
from csvariable.odds.outcomes import Expected, Outcomes
from csvariable.plan import Plan, Role, measure as written
from csvariable.plan.kpi import Kpi
from csvariable.program.compilation import compile_plan
from csvariable.program.names import split
from csvariable.statement.otherwise import with_actual

ZERO = Fraction(0)
MANY = 200
"""Rows from which on whole columns are faster than fractions."""
Shifts: TypeAlias = Mapping[tuple[str, str], Fraction]
"""By person and KPI: by how much the mean of the results misses what is aimed at."""


class Aims:
    """What each role aims at: targets as they are paid, else where the curve pays 100 %."""

    def __init__(self, plans: Plans) -> None:
        """Look at the plan of a role when it is first asked for."""
        self._plans = plans
        self._levels: dict[Role, Mapping[str, Fraction]] = {}

    def of(self, results: Results, row: int, kpi_id: str) -> Value:
        """Return the actual that a KPI of a row aims at; None where it aims at nothing."""
        targets = results.rows.get(Purpose.TARGET.named(kpi_id))
        target = None if targets is None else targets[row]
        if target is not None:
            return target
        role = results.facts.roles[row]
        if role not in self._levels:
            self._levels[role] = self._whole(role)
        return self._levels[role].get(kpi_id)

    def _whole(self, role: Role) -> Mapping[str, Fraction]:
        """Return where the weighted KPIs of a role without a target pay 100 %."""
        plan = self._plans.of(role)
        program = compile_plan(plan, role)
        free = Interval(None, None)
        domain = {Purpose.ACTUAL.named(kpi_id): free for kpi_id in plan.kpis}
        reading = PersonBounds((program,), (domain,)).reading()
        levels = at_level(plan, program, (reading.rows or (reading,))[0], "target")
        return {kpi_id: level for kpi_id, level in levels.items() if kpi_id in _paid(plan)}


def _paid(plan: Plan) -> set[str]:
    """Return the KPIs that are weighted, or that the matrix of a weighted one reads."""
    found: set[str] = set()
    for kpi_id, kpi in plan.kpis.items():
        if kpi.weight:
            found.add(kpi_id)
            if kpi.matrix is not None:
                found |= {split(kpi.matrix.rows.of)[0], split(kpi.matrix.columns.of)[0]}
    return found


# ------------------------------------------------------------------------------------ the past


def on_target(
    plans: Plans, history: History, outcomes: Outcomes, progress: Progress | None = None
) -> Outcomes:
    """Add what each person would be paid on average if their true results were their targets.

    The past of each KPI of the person is shifted so that its mean is what it aims at, inside the
    range of the KPI; then every past period is paid again, and the mean is taken: of whom the plan
    refuses one of these, nothing is told. What is computed from others follows them, and is shifted
    itself where none of them is. Pools are left as they come about with the shifted results.
    """
    shifts = _shifts(plans, history)
    sums: dict[str, list[Fraction]] = {}
    lost: set[str] = set()
    for done, results in enumerate(history.runs.values()):
        again = _shifted(plans, results, shifts)
        rows = {row for row, _ in refusals(again.programs, again.facts, again)}
        lost |= {one.id for one in again.facts.people if not rows.isdisjoint(one.rows)}
        for one, cost in zip(results.facts.people, costs_of(again), strict=True):
            sums.setdefault(one.id, []).append(cost)
        if progress is not None:
            progress(done + 1, len(history.runs))
    moved = {person for person, _ in shifts}
    people = tuple(_aimed(one, sums[one.id], lost) if one.id in moved else one for one in outcomes.people)
    return replace(outcomes, people=people)


def _aimed(one: Expected, costs: Sequence[Fraction], lost: Container[str]) -> Expected:
    if one.id in lost:
        return replace(one, is_refused=True)
    return replace(one, on_target=sum(costs, ZERO) / len(costs))


def _shifts(plans: Plans, history: History) -> Shifts:
    aims = Aims(plans)
    gaps: dict[tuple[str, str], list[Fraction]] = {}
    for results in history.runs.values():
        for one in results.facts.people:
            roles = results.facts.roles
            last = {kpi_id: row for row in one.rows for kpi_id in plans.of(roles[row]).kpis}
            for kpi_id, row in last.items():
                level = None if _follows(aims, results, row, plans, kpi_id) else aims.of(results, row, kpi_id)
                value = _actual(results, kpi_id, row)
                if level is not None and value is not None:
                    gaps.setdefault((one.id, kpi_id), []).append(level - value)
    return {key: sum(found, ZERO) / len(found) for key, found in gaps.items()}


def _follows(aims: Aims, results: Results, row: int, plans: Plans, kpi_id: str) -> bool:
    """Whether a KPI is computed from others of which one is moved itself."""
    kpis = plans.of(results.facts.roles[row]).kpis
    return any(
        aims.of(results, row, name) is not None or _follows(aims, results, row, plans, name)
        for name in _made_of(kpis[kpi_id])
    )


def _made_of(kpi: Kpi) -> list[str]:
    """Return the KPIs that a KPI is computed from."""
    match kpi.measure:
        case written.SumOf(sum=names):
            found = list(names)
        case written.LeastOf(least=several) | written.GreatestOf(greatest=several):
            found = list(several)
        case _:
            found = []
    return [split(name)[0] for name in found]


def _actual(results: Results, kpi_id: str, row: int) -> Value:
    """Return the actual of a KPI as the files have it; as it was computed where it is."""
    name = Purpose.ACTUAL.named(kpi_id)
    found = results.facts.columns.get(name) or results.rows.get(name)
    return None if found is None else found[row]


def _shifted(plans: Plans, results: Results, shifts: Shifts) -> Results:
    """Pay a period again with every result of every person shifted."""
    facts, programs = results.facts, results.programs
    columns: dict[str, list[Value]] = {name: list(own) for name, own in facts.columns.items()}
    for kpi_id in dict.fromkeys(kpi_id for _, kpi_id in shifts):
        name = Purpose.ACTUAL.named(kpi_id)
        if name not in columns:
            moved = f"{MARK}shift.{kpi_id}"
            columns[moved] = [ZERO] * len(facts.roles)
            programs = with_actual(programs, kpi_id, lambda formula, by=moved: Sum((formula, Fact(by))))  # type: ignore[misc]
    gaps: dict[str, dict[str, Fraction]] = {}
    for (who, kpi_id), gap in shifts.items():
        gaps.setdefault(who, {})[kpi_id] = gap
    for one in facts.people:
        for row in one.rows:
            _shift(columns, plans, facts, row, gaps.get(one.id, {}))
    changed = replace(facts, columns=columns)
    if len(facts.roles) < MANY:
        return evaluate(programs, changed)
    return by_columns.evaluate(programs, ColumnFacts.of(changed)).to_results()


def _shift(
    columns: Mapping[str, list[Value]], plans: Plans, facts: Facts, row: int, gaps: Mapping[str, Fraction]
) -> None:
    kpis = plans.of(facts.roles[row]).kpis
    for kpi_id, gap in gaps.items():
        moved, name = f"{MARK}shift.{kpi_id}", Purpose.ACTUAL.named(kpi_id)
        if moved in columns:
            columns[moved][row] = gap
        elif kpi_id in kpis and (value := columns[name][row]) is not None:
            low, high = range_of(kpis[kpi_id], plans.base.currency)
            found = value + gap if low is None else max(value + gap, low)
            columns[name][row] = found if high is None else min(found, high)
