"""What the facts of somebody can be: the ranges of the KPIs, and everything else as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from csvariable.bounds import Interval, Person, exactly
from csvariable.engine.exact.across import group_keys
from csvariable.engine.schedule import schedule
from csvariable.facts.model import Facts, Value
from csvariable.facts.plans import Plans
from csvariable.facts.typed import range_of
from csvariable.kernel.figure import Figure, of_scope, ramp_time, ramp_value, told
from csvariable.kernel.formula import Known, Over, Ref, Shared, facts_of
from csvariable.kernel.quantity import rounded
from csvariable.kernel.step import Program
from csvariable.plan import Role
from csvariable.program import compile_plan
from csvariable.time.calendar import NEUTRAL

ZERO, ONE = Fraction(0), Fraction(1)
GROUPS = ("team", "company")
AMOUNTS = ("salary", Figure.SALARY_OF_PERSON, "annual_salary", "ote")
"""Columns of a plan without facts: any amount of 0 or more."""
Group: TypeAlias = Mapping[int, Sequence[Interval]]
"""What each row of a team, a role or a company can have of the steps that are looked at."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person whose results are open, or one person of each role where there are no facts."""

    id: str
    name: str | None
    role: Role
    rows: tuple[int, ...]
    person: Person


def ranges(plans: Plans, role: Role, program: Program, *, present: bool = True) -> dict[str, Interval]:
    """Return what the actuals of a role can be; a value may be absent where no demand asks for it."""
    plan = plans.of(role)
    asked = {one.holds for one in program.demands} if present else set()
    found: dict[str, Interval] = {}
    for kpi_id, kpi in plan.kpis.items():
        if kpi.measure is not None:
            continue
        low, high = range_of(kpi, plan.currency)
        absent = Known(Ref(f"{kpi_id}.actual")) not in asked
        column = f"{kpi_id}.actual"
        found[column] = Interval(low, high, absent)
        for scope in GROUPS:
            found[of_scope(column, scope)] = Interval(low, high, absent=True)
    return found


def of_plan(plans: Plans) -> list[Somebody]:
    """Return one person of each role, present the whole period, alone, with any pay."""
    found: list[Somebody] = []
    for role in (None, *plans.roles):
        plan = plans.of(role)
        program = compile_plan(plan, role)
        domains = {column: exactly(value) for column, value in NEUTRAL.items()}
        domains[Figure.HAS_TEAM] = exactly(ONE)
        domains[Figure.GUARANTEED] = Interval(ZERO, ONE)
        domains[Figure.PRESENCE_SPLIT] = Interval(ZERO, ONE)
        ramps = {ramp_time(kpi_id): ONE for kpi_id in plan.kpis}
        ramps |= {ramp_value(kpi_id): ZERO for kpi_id in plan.kpis}
        for name in _asked(program):
            if name in AMOUNTS:
                domains[name] = Interval(ZERO, None)
            elif name in ramps:
                domains[name] = exactly(ramps[name])
            elif name in plan.columns:
                domains[name] = Interval(None, None, absent=True)
        domains |= ranges(plans, role, program)
        found.append(Somebody(role or "", None, role, (), Person((program,), (domains,))))
    return found


def _asked(program: Program) -> Iterator[str]:
    for step in program.steps:
        yield from facts_of(step.formula)


def of_facts(plans: Plans, programs: Mapping[Role, Program], facts: Facts) -> list[Somebody]:
    """Return the people of the facts: all as it stands, but for the results."""
    domains = [_row(plans, programs, facts, row) for row in range(len(facts.roles))]
    _fill_across(programs, facts, domains)
    found: list[Somebody] = []
    for one in facts.people:
        mine = [programs[facts.roles[row]] for row in one.rows]
        person = Person(mine, [domains[row] for row in one.rows])
        found.append(Somebody(one.id, one.name, facts.roles[one.rows[-1]], one.rows, person))
    return found


def _row(plans: Plans, programs: Mapping[Role, Program], facts: Facts, row: int) -> dict[str, Interval]:
    role = facts.roles[row]
    fixed = {column: exactly(values[row]) for column, values in facts.columns.items()}
    return fixed | ranges(plans, role, programs[role], present=facts.present[row])


def _fill_across(
    programs: Mapping[Role, Program], facts: Facts, domains: Sequence[dict[str, Interval]]
) -> None:
    """Add to the domains what steps that look at other rows can be, in the order of the pipeline."""
    rows: dict[Role, list[int]] = {}
    for row, role in enumerate(facts.roles):
        rows.setdefault(role, []).append(row)
    steps = {role: programs[role].row_steps for role in rows}
    for role, step in schedule(steps):
        formula = step.formula
        if not isinstance(formula, Over | Shared):
            continue
        names = (
            (formula.step,) if isinstance(formula, Over) else (formula.amount, formula.key, formula.member)
        )
        keys = group_keys(formula.within, facts)
        groups: dict[object, Group] = {}
        for row in rows[role]:
            if keys[row] not in groups:
                groups[keys[row]] = {
                    at: _steps_of(programs[facts.roles[at]], domains[at], names)
                    for at, key in enumerate(keys)
                    if key == keys[row]
                }
            group = groups[keys[row]]
            domains[row][told(step.name)] = (
                _over(formula, group, facts) if isinstance(formula, Over) else _shared(formula, group, row)
            )


def _steps_of(program: Program, domains: Mapping[str, Interval], names: Sequence[str]) -> list[Interval]:
    reading = Person((program,), (domains,)).reading()
    row = (reading.rows or (reading,))[0]
    return [row.step(name).interval for name in names]


def _over(node: Over, group: Group, facts: Facts) -> Interval:
    flags = facts.columns.get(node.where) if node.where is not None else None
    counted = [
        found[0]
        for row, found in group.items()
        if not found[0].empty and (node.where is None or (flags is not None and flags[row]))
    ]
    if not counted:
        return exactly(None)
    lows, highs = [one.low for one in counted], [one.high for one in counted]
    absent = all(one.absent for one in counted)
    if node.fold == "mean":
        sure = not any(one.absent for one in counted)
        return Interval(_mean(lows, min, sure=sure), _mean(highs, max, sure=sure), absent)
    return Interval(
        added([min(one.low, ZERO) if one.absent and one.low is not None else one.low for one in counted]),
        added([max(one.high, ZERO) if one.absent and one.high is not None else one.high for one in counted]),
        absent,
    )


def _mean(ends: Sequence[Value], outermost: Callable[[list[Fraction]], Fraction], *, sure: bool) -> Value:
    """Return the mean of ends; the outermost where it may be the only one that counts."""
    known = [end for end in ends if end is not None]
    if len(known) < len(ends):
        return None
    return sum(known, ZERO) / len(known) if sure else outermost(known)


def added(ends: Sequence[Value]) -> Value:
    """Return the sum of ends; None where one of them is open."""
    known = [end for end in ends if end is not None]
    return sum(known, ZERO) if len(known) == len(ends) else None


def _shared(node: Shared, group: Group, row: int) -> Interval:
    """Return what a member can receive: never less than nothing of a pool of 0 or more."""
    member = group[row][2]
    if member.empty:
        return exactly(None)
    if member.point == 0:
        return exactly(ZERO)
    there = {at: found for at, found in group.items() if not found[2].empty and found[2].point != 0}
    pots = [amount for amount, _, _ in there.values()]
    if any(pot.low is None or pot.low < 0 for pot in pots):
        return Interval(None, None, absent=True)
    own, others = group[row][1], [found for at, found in there.items() if at != row]
    absent = any(one.absent for found in there.values() for one in found)
    most = pot_of(node, pots)
    rest = [  # who may be no member takes nothing for certain
        key.low if member.point == 1 else ZERO for _, key, member in others if key.low is not None
    ]
    if most is not None and own.high is not None and len(rest) == len(others) and not absent:
        whole = own.high + sum(rest, ZERO)
        most = rounded(most * own.high / whole, node.unit, "up") if whole else most
    if node.at_most and own.high is not None:  # an award, which is cut and never raised
        award = rounded(own.high, node.unit, "up")
        most = award if most is None else min(most, award)
    return Interval(ZERO, most, absent)


def pot_of(node: Shared, pots: Sequence[Interval]) -> Value:
    """Return the most that a pool gives to members of these amounts; None where there is no limit."""
    known = [max(pot.high, ZERO) for pot in pots if pot.high is not None]
    if len(known) < len(pots):
        return None
    return sum(known, ZERO) if node.pooled else max(known, default=ZERO)
