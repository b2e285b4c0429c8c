"""What the facts of somebody can be: the ranges of the KPIs, and everything else as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from csvariable.bounds import Interval, Person, exactly
from csvariable.evaluate.across import group_keys
from csvariable.evaluate.schedule import schedule
from csvariable.facts.calendar import NEUTRAL
from csvariable.facts.model import Facts, Role
from csvariable.facts.plans import Plans
from csvariable.facts.typed import range_of
from csvariable.formula import Known, Over, Ref, Shared, facts_of
from csvariable.program import compile_plan
from csvariable.record import record
from csvariable.step import Program

ZERO, ONE = Fraction(0), Fraction(1)
SCOPES = ("", "@team", "@company")
AMOUNTS = ("salary", "salary.person", "annual_salary", "ote")
"""Columns of a plan without facts: any amount of 0 or more."""


@record(frozen=True, slots=True)
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
        for scope in SCOPES:
            column = f"{kpi_id}.actual{scope}"
            found[column] = Interval(low, high, absent or bool(scope))
    return found


def of_plan(plans: Plans) -> list[Somebody]:
    """Return one person of each role, present the whole period, alone, with any pay."""
    found: list[Somebody] = []
    for role in (None, *plans.roles):
        plan = plans.of(role)
        program = compile_plan(plan, role)
        domains = {column: exactly(value) for column, value in NEUTRAL.items()}
        domains["team"] = exactly(ONE)
        domains["guarantee.share"] = Interval(ZERO, ONE)
        domains["presence.split"] = Interval(ZERO, ONE)
        for name in _asked(program):
            if name in AMOUNTS:
                domains[name] = Interval(ZERO, None)
            elif name.startswith(("time.", "ramp.")):
                domains[name] = exactly(ONE if name.startswith("time.") else ZERO)
            elif name in plan.columns:
                domains[name] = Interval(None, None, absent=True)
        domains |= ranges(plans, role, program)
        found.append(Somebody(role or "", None, role, (), Person((program,), (domains,), domains)))
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
        wanted = {keys[row] for row in rows[role]}
        read = {
            row: _steps_of(programs[facts.roles[row]], domains[row], names)
            for row in range(len(keys))
            if keys[row] in wanted
        }
        for row in rows[role]:
            group = {at: found for at, found in read.items() if keys[at] == keys[row]}
            domains[row][step.name] = (
                _over(formula, group, facts) if isinstance(formula, Over) else _shared(formula, group, row)
            )


def _steps_of(program: Program, domains: Mapping[str, Interval], names: Sequence[str]) -> list[Interval]:
    reading = Person((program,), (domains,)).reading()
    row = (reading.rows or (reading,))[0]
    return [row.step(name).interval for name in names]


def _over(node: Over, group: Mapping[int, list[Interval]], facts: Facts) -> Interval:
    flags = facts.columns.get(node.where) if node.where is not None else None
    counted = [
        found[0]
        for row, found in group.items()
        if not found[0].empty and (node.where is None or (flags is not None and flags[row]))
    ]
    absent = all(one.absent for one in counted)
    if not counted:
        return exactly(None)
    if node.fold == "mean":
        ends = [one.surely() for one in counted]
        low = (
            None
            if any(one.low is None for one in ends)
            else min(one.low for one in ends if one.low is not None)
        )
        high = (
            None
            if any(one.high is None for one in ends)
            else max(one.high for one in ends if one.high is not None)
        )
        if not any(one.absent for one in counted) and low is not None and high is not None:
            low = sum((one.low for one in ends if one.low is not None), ZERO) / len(ends)
            high = sum((one.high for one in ends if one.high is not None), ZERO) / len(ends)
        return Interval(low, high, absent)
    lows = [None if one.low is None else min(one.low, ZERO) if one.absent else one.low for one in counted]
    highs = [None if one.high is None else max(one.high, ZERO) if one.absent else one.high for one in counted]
    return Interval(added(lows), added(highs), absent)


def added(ends: Sequence[Fraction | None]) -> Fraction | None:
    """Return the sum of ends; None where one of them is open."""
    known = [end for end in ends if end is not None]
    return sum(known, ZERO) if len(known) == len(ends) else None


def _shared(node: Shared, group: Mapping[int, list[Interval]], row: int) -> Interval:
    """Return what a member can receive: never less than nothing of a pool of 0 or more."""
    member = group[row][2]
    if member.empty:
        return exactly(None)
    if member.point == 0:
        return exactly(ZERO)
    pots = [found[0] for found in group.values() if not found[2].empty and found[2].point != 0]
    low = added([one.low for one in pots]) if node.pooled else min(one.least for one in pots)[1]
    if low is None or low < 0 or any(one.low is None or one.low < 0 for one in pots):
        return Interval(None, None, absent=True)
    most = pot_of(node, [group])
    absent = any(found[to].absent for found in group.values() for to in range(3))
    own, others = group[row][1], [found for at, found in group.items() if at != row]
    rest = [  # who may be no member takes nothing for certain
        ZERO if one[2].point != 1 else one[1].low for one in others if one[1].low is not None
    ]
    if most is not None and own.high is not None and own.high > 0 and len(rest) == len(others) and not absent:
        weight = own.high / (own.high + sum(rest, ZERO))
        most = min(most, most * weight + node.unit)
    return Interval(ZERO, most, absent)


def pot_of(node: Shared, groups: Sequence[Mapping[int, list[Interval]]]) -> Fraction | None:
    """Return the most that the pools of some groups can give in all."""
    found: list[Fraction | None] = []
    for group in groups:
        pots = [one[0] for one in group.values() if not one[2].empty and one[2].point != 0]
        if not pots:
            continue
        if node.pooled:
            found.append(added([None if one.high is None else max(one.high, ZERO) for one in pots]))
        else:
            top = max(one.most for one in pots)
            found.append(None if top[0] else top[1])
    return added(found)
