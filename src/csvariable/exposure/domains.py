"""What the facts of somebody can be: the ranges of the KPIs, and everything else as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from csvariable.bounds import Interval, PersonBounds, exactly
from csvariable.engine.reach import fill_across
from csvariable.facts.model import Facts
from csvariable.facts.plans import Plans
from csvariable.facts.typed import range_of
from csvariable.kernel.figure import Figure, of_scope, ramp_time, ramp_value
from csvariable.kernel.formula import Known, Ref, facts_of
from csvariable.kernel.step import Program
from csvariable.plan import Role
from csvariable.program.compilation import compile_plan
from csvariable.program.samples import withheld
from csvariable.time.calendar import NEUTRAL

ZERO, ONE = Fraction(0), Fraction(1)
GROUPS = ("team", "company")
AMOUNTS = ("salary", Figure.SALARY_OF_PERSON, Figure.SALARY_COUNTED, "annual_salary", "ote")
"""Columns of a plan without facts: any amount of 0 or more."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person whose results are open, or one person of each role where there are no facts."""

    id: str
    name: str | None
    role: Role
    rows: tuple[int, ...]
    person: PersonBounds
    """The same for all of whom nothing differs but the results."""


def ranges(plans: Plans, role: Role, program: Program, *, present: bool = True) -> dict[str, Interval]:
    """Return what the actuals of a role can be; a value may be absent where no demand asks for it."""
    plan = plans.of(role)
    asked = {one.holds for one in program.demands} if present else set()
    found: dict[str, Interval] = {}
    for kpi_id, kpi in plan.kpis.items():
        if kpi.is_of_steps:
            continue
        low, high = range_of(kpi, plan.currency)
        absent = Known(Ref(f"{kpi_id}.actual")) not in asked
        column = f"{kpi_id}.actual"
        found[column] = Interval(low, high, absent)
        for scope in GROUPS:
            found[of_scope(column, scope)] = Interval(low, high, absent=True)
        if kpi.sample is not None:
            sizes = (f"{kpi_id}.n", *(of_scope(f"{kpi_id}.n", scope) for scope in GROUPS))
            found |= dict.fromkeys(sizes, Interval(ZERO, None, absent=True))
            found[withheld(kpi_id)] = Interval(low, high, absent=True)
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
        found.append(Somebody(role or "", None, role, (), PersonBounds((program,), (domains,))))
    return found


def _asked(program: Program) -> Iterator[str]:
    for step in program.steps:
        yield from facts_of(step.formula)


def of_facts(plans: Plans, programs: Mapping[Role, Program], facts: Facts) -> list[Somebody]:
    """Return the people of the facts: all as it stands, but for the results."""
    domains = [_row(plans, programs, facts, row) for row in range(len(facts.roles))]
    fill_across(programs, facts, domains)
    found: list[Somebody] = []
    known: dict[object, PersonBounds] = {}
    for one in facts.people:
        own = [domains[row] for row in one.rows]
        key = tuple((facts.roles[row], frozenset(domains[row].items())) for row in one.rows)
        if key not in known:
            known[key] = PersonBounds([programs[facts.roles[row]] for row in one.rows], own)
        found.append(Somebody(one.id, one.name, facts.roles[one.rows[-1]], one.rows, known[key]))
    return found


def _row(plans: Plans, programs: Mapping[Role, Program], facts: Facts, row: int) -> dict[str, Interval]:
    role = facts.roles[row]
    fixed = {column: exactly(values[row]) for column, values in facts.columns.items()}
    return fixed | ranges(plans, role, programs[role], present=facts.present[row])
