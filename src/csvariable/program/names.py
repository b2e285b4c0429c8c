"""What the names of a plan stand for, and which of them the plan reads (language, section 5).

Gates, modifiers, measures and matrices see payout rates as the curve gives them; bonuses,
ranks and badges see the final ones. So no cycle can be written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.figure import Figure
from csvariable.kernel.formula import Fact, Formula, OfParts, Ref
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.plan.amounts import ShareOf
from csvariable.plan.kpi import Kpi
from csvariable.plan.steps import PAY_COLUMNS
from csvariable.program.build import Build
from csvariable.program.conditions import Resolve, names_in

if TYPE_CHECKING:
    from csvariable.plan.bonus import Bonus


def route_of(kpi_id: str, *more: str | int) -> Route:
    """Return the route of a part of a KPI."""
    return ("kpis", kpi_id, *more)


def split(name: str) -> tuple[str, str]:
    """Return the KPI and the field of a name; `nrr` is the actual of nrr."""
    kpi, _, field = name.partition(".")
    return kpi, field or "actual"


def as_the_curve_gives(build: Build) -> Resolve:
    """Return the reading of names for gates, modifiers, measures and matrices."""

    def resolve(name: str) -> tuple[Formula, Unit]:
        kpi_id, field = split(name)
        if name == "plan.attainment":
            return Ref(name), Unit.RATE
        if name == "plan.payout_rate":
            return Ref("plan.curve_rate"), Unit.RATE
        if kpi_id in build.plan.kpis:
            kpi = build.plan.kpis[kpi_id]
            if field == "payout_rate":
                return build.rounded(
                    Ref(curve_rate(build, kpi_id)), build.places(kpi, "payout_rate")
                ), Unit.RATE
            return Ref(f"{kpi_id}.{field}"), Unit.RATE if field == "attainment" else kpi.measured_in
        return _column(build.plan, name)

    return resolve


def as_paid(build: Build) -> Resolve:
    """Return the reading of names for what is of the person: bonuses, ranks, badges."""

    def resolve(name: str) -> tuple[Formula, Unit]:
        kpi_id, field = split(name)
        if name in {"plan.attainment", "plan.payout_rate"}:
            return OfParts(name, "last"), Unit.RATE
        if name == "target_incentive":
            return OfParts(name, "sum"), Unit.MONEY
        if name == "earned":
            return OfParts(name, "sum"), Unit.MONEY
        if kpi_id in build.plan.kpis:
            if field in {"part", "payout"}:
                return OfParts(name, "sum"), Unit.MONEY
            unit = build.plan.kpis[kpi_id].measured_in if field in {"actual", "target"} else Unit.RATE
            return OfParts(f"{kpi_id}.{field}", "last"), unit
        if name == "salary":
            return Fact(Figure.SALARY_OF_PERSON), Unit.MONEY
        return _column(build.plan, name)

    return resolve


def _column(plan: Plan, name: str) -> tuple[Formula, Unit]:
    if name in PAY_COLUMNS:
        return Fact(name), Unit.MONEY
    return Fact(name), plan.columns[name].measured_in


def is_shaped(build: Build, kpi_id: str) -> bool:
    """Whether anything stands between the curve of a KPI and its payout rate."""
    plan, kpi = build.plan, build.plan.kpis[kpi_id]
    touched = [kpi_id in modifier.of for modifier in build.modifiers.values() if modifier.of != "plan"]
    touched += [kpi_id in gate.otherwise.of for gate in build.gates.values() if gate.otherwise.of != "plan"]
    return (
        any(touched)
        or kpi.floor is not None
        or kpi.cap is not None
        or f"{kpi_id}.cap" in build.columns
        or build.places(kpi, "payout_rate") is not None
        or "peer-average" in plan.absences.values()
    )


def curve_rate(build: Build, kpi_id: str) -> str:
    """Return the step that holds a KPI's payout rate as its curve gives it."""
    return f"{kpi_id}.curve_rate" if is_shaped(build, kpi_id) else f"{kpi_id}.payout_rate"


def measure_names(kpi: Kpi) -> tuple[str, ...]:
    """Return the steps that a KPI made of KPIs reads."""
    if kpi.measure is None:
        return ()
    from csvariable.plan.measure import GreatestOf, LeastOf, SumOf

    match kpi.measure:
        case SumOf(sum=factors):
            return tuple(factors)
        case LeastOf(least=names) | GreatestOf(greatest=names):
            return names
        case _:
            return ()


def line_names(build: Build, kpi_id: str) -> tuple[str, ...]:
    """Return the steps that the payout rate of a KPI reads."""
    kpi = build.plan.kpis[kpi_id]
    if kpi.matrix is not None:
        return (kpi.matrix.rows.of, kpi.matrix.columns.of)
    if kpi.curve is None:
        return ()
    return (f"{kpi_id}.attainment",) if kpi.reads_attainment else (kpi_id,)


def read_by_rules(build: Build) -> Iterator[str]:
    """Yield the names that must have a value because a rule reads them, whatever the KPI's policy."""
    plan = build.plan
    for gate in build.gates.values():
        if gate.missing is None:
            yield from names_in(gate.when)
    for modifier in build.modifiers.values():
        if modifier.missing is None:
            yield modifier.by
    for pool in plan.pool.values():
        if not build.is_member(pool):
            continue
        if pool.kpi is not None and split(pool.kpi)[0] in plan.kpis:
            yield pool.kpi
        if not isinstance(pool.amount, str) and hasattr(pool.amount, "of"):
            yield pool.amount.of


def read_by_bonuses(build: Build) -> Iterator[str]:
    """Yield the names that bonuses read: a missing one is an error where the KPI's policy says so."""
    for bonus in build.plan.bonuses.values():
        yield from _read_by(bonus, build.plan.kpis)


def _read_by(bonus: Bonus, kpis: Mapping[str, Kpi]) -> Iterator[str]:
    if bonus.when is not None and bonus.scope == "person":
        yield from names_in(bonus.when)
    share_of = bonus.pays.of if isinstance(bonus.pays, ShareOf) else None
    yield from (name for name in (bonus.per, bonus.of, share_of) if name is not None)
    for part in bonus.paid:
        yield from names_in(part.when) if part.when is not None else ()
    if bonus.matrix is not None:
        yield from (bonus.matrix.rows.of, bonus.matrix.columns.of)
    if bonus.rank is not None:
        of_teams = bonus.rank.of is not None  # then a value of a person's own is not asked for
        yield from (one for one in bonus.rank.by if not of_teams or kpis[split(one)[0]].scope != "person")
    if bonus.badge is not None:
        yield bonus.badge.by


def needed(build: Build) -> frozenset[str]:
    """Return the names whose value the pay of this plan rests on, operands included."""
    lines = {name for kpi_id in build.plan.kpis for name in line_names(build, kpi_id)}
    found = {*lines, *read_by_rules(build), *read_by_bonuses(build)}
    todo = list(found)
    while todo:
        name = todo.pop()
        kpi_id, field = split(name)
        more: tuple[str, ...] = ()
        if name == "plan.attainment":
            more = tuple(f"{one}.attainment" for one in build.weighted)
        elif kpi_id in build.plan.kpis:
            if field == "payout_rate":
                more = line_names(build, kpi_id)
            elif field != "target":
                more = (*measure_names(build.plan.kpis[kpi_id]), kpi_id)
        fresh = set(more) - found
        found |= fresh
        todo += fresh
    return frozenset(found)
