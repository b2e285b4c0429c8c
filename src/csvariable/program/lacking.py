"""Steps that a plan names and that nothing makes: told once, at the line that reads them.

Whether a step is there can rest on the files: a target that the plan does not give may stand in a
column. So it is asked when the files are known, for each role that somebody has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import Formula, OfParts, refs, walk
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Demand
from csvariable.kernel.unit import Unit
from csvariable.plan.acts_on import only_bonuses
from csvariable.plan.amounts import ShareOf
from csvariable.program.attainment import has_attainment
from csvariable.program.build import NOTHING, ZERO, Build, in_order
from csvariable.program.conditions import Resolve, names_in
from csvariable.program.names import (
    as_paid,
    as_the_curve_gives,
    line_names,
    measure_names,
    route_of,
    split,
)

if TYPE_CHECKING:
    from csvariable.plan.bonus import Bonus

_OF_KPI = {
    "target": Purpose.TARGET,
    "attainment": Purpose.ATTAINMENT,
    "part": Purpose.PART,
    "payout": Purpose.PAYOUT,
}


def lacking_steps(build: Build) -> None:
    """Add a step without a value for each one that is read and not made, and refuse whoever needs it."""
    made = {step.name for step in build.row_steps}
    lost: set[str] = set()
    refusals: list[Demand] = []
    of_person: list[Demand] = []
    for name, formula, route in _read(build):
        for step in _steps_of(formula):
            if step not in made and step not in lost:
                lost.add(step)
                _lacking(build, step)
                (of_person if _is_of_last(formula) else refusals).append(_refusal(build, name, step, route))
    if lost:
        _without_what_follows(build, lost)
        build.demands += refusals
        build.person_demands += of_person


def _is_of_last(formula: Formula) -> bool:
    """Whether the last row of a person alone is read: what its role has not is asked of nobody else."""
    folds = {node.fold for node in walk(formula) if isinstance(node, OfParts)}
    return folds == {"last"}


def _steps_of(formula: Formula) -> tuple[str, ...]:
    parts = [node.step for node in walk(formula) if isinstance(node, OfParts)]
    return tuple(dict.fromkeys((*refs(formula), *parts)))


def _without_what_follows(build: Build, lost: set[str]) -> None:
    """Leave out the demands that fail because a step is not there: it is one problem, told once."""
    for steps in (build.row_steps, build.person_steps):
        for step in in_order(steps):
            if lost & {*_steps_of(step.formula)}:
                lost.add(step.name)
    build.demands = [one for one in build.demands if not lost & {*_steps_of(one.holds)}]
    build.person_demands = [one for one in build.person_demands if not lost & {*_steps_of(one.holds)}]


def _lacking(build: Build, step: str) -> None:
    kpi_id, field = split(step)
    if kpi_id not in build.plan.kpis:
        purpose = Purpose(step)
        unit = Unit.MONEY if purpose is Purpose.TARGET_INCENTIVE else Unit.RATE
        build.step(purpose, unit, NOTHING, ())
        return
    purpose = _OF_KPI[field]
    money = purpose in {Purpose.PART, Purpose.PAYOUT}
    unit = Unit.MONEY if money else Unit.RATE
    if purpose is Purpose.TARGET:
        unit = build.plan.kpis[kpi_id].measured_in
    build.step(purpose, unit, NOTHING, route_of(kpi_id), kpi=kpi_id)


def _refusal(build: Build, name: str, step: str, route: Route) -> Demand:
    kpi_id, field = split(step)
    if kpi_id in build.plan.kpis and field in {"target", "attainment"}:
        return _no_target(kpi_id, name, route)
    if step == "target_incentive":
        return Demand(
            "target-incentive-missing",
            ZERO,
            msg("there is no target incentive, and it is read"),
            route,
            help=msg("write `target_incentive` in the plan or the role, or a column `target_incentive`"),
        )
    without = [one for one in build.weighted if not has_attainment(build, one)]
    if without:
        return _no_target(without[0], name, route)
    return Demand(
        "idle-rule",
        ZERO,
        msg("there is no `{step}` to read: no weight makes it", step=name),
        route,
        help=msg("read another step, or give the KPIs a weight"),
    )


def _no_target(kpi_id: str, name: str, route: Route) -> Demand:
    return Demand(
        "target-missing",
        ZERO,
        msg("`{kpi}` has no target, and `{step}` is read", kpi=kpi_id, step=name),
        route,
        help=msg("write `target` in the plan or the role, or a column `{column}.target`", column=kpi_id),
    )


def _read(build: Build) -> Iterator[tuple[str, Formula, Route]]:
    """Yield what is named, what it stands for, and the line that names it."""
    plan, seen = build.plan, as_the_curve_gives(build)
    for kpi_id, kpi in plan.kpis.items():
        line = "matrix" if kpi.matrix is not None else "curve"
        yield from _each(seen, line_names(build, kpi_id), route_of(kpi_id, line))
        yield from _each(seen, measure_names(kpi), route_of(kpi_id, "measure"))
    yield from _read_by_effects(build)
    if any(limit.rate is not None for limit in plan.cap_total):
        yield "target_incentive", OfParts("target_incentive", "sum"), ("cap_total",)
    for pool_id, pool in plan.pool.items():
        if not build.is_member(pool):
            continue
        if pool.by == "target_incentive" or pool.kpi in plan.kpis:
            yield from _each(as_paid(build), (pool.by,), ("pool", pool_id, "by"))
        if isinstance(pool.amount, ShareOf):
            yield from _each(seen, (pool.amount.of,), ("pool", pool_id, "amount", "of"))
    for bonus_id, bonus in plan.bonuses.items():
        yield from _read_by_bonus(build, bonus, ("bonuses", bonus_id))


def _read_by_effects(build: Build) -> Iterator[tuple[str, Formula, Route]]:
    for gate_id, gate in build.gates.items():
        for reads in _readings(build, gate.otherwise.of):
            yield from _each(reads, names_in(gate.when), ("gates", gate_id, "when"))
    for modifier_id, modifier in build.modifiers.items():
        for reads in _readings(build, modifier.of):
            yield from _each(reads, (modifier.by,), ("modifiers", modifier_id, "by"))


def _readings(build: Build, of: tuple[str, ...] | str) -> Iterator[Resolve]:
    """Yield how what changes KPIs, bonuses or both reads: KPIs as the curves give them, bonuses as paid."""
    if not only_bonuses(of):
        yield as_the_curve_gives(build)
    if not isinstance(of, str) and any(one.startswith("bonuses.") for one in of):
        yield as_paid(build)


def _read_by_bonus(build: Build, bonus: Bonus, route: Route) -> Iterator[tuple[str, Formula, Route]]:
    paid = as_paid(build)
    if bonus.when is not None and bonus.scope == "person":
        yield from _each(paid, names_in(bonus.when), (*route, "when"))
    if bonus.when is not None and bonus.scope != "person":
        kpis = build.plan.kpis
        own = [
            name for name in names_in(bonus.when) if kpis[split(name)[0]].scope in {bonus.scope, "company"}
        ]
        yield from _each(paid, own, (*route, "when"))
    yield from _read_by_source(paid, bonus, route)


def _read_by_source(paid: Resolve, bonus: Bonus, route: Route) -> Iterator[tuple[str, Formula, Route]]:
    if isinstance(bonus.pays, ShareOf):
        yield from _each(paid, (bonus.pays.of,), (*route, "pays", "of"))
    if bonus.bands is not None and bonus.of is not None:
        yield from _each(paid, (f"{split(bonus.of)[0]}.target",), (*route, "bands"))
    if bonus.matrix is not None:
        yield from _each(paid, (bonus.matrix.rows.of,), (*route, "matrix", "rows", "of"))
        yield from _each(paid, (bonus.matrix.columns.of,), (*route, "matrix", "columns", "of"))
    for part in bonus.paid:
        yield from _each(paid, names_in(part.when) if part.when else (), (*route, "paid"))
    for word in ("per", "of"):
        if (name := getattr(bonus, word)) is not None:
            yield from _each(paid, (name,), (*route, word))
    if bonus.rank is not None:
        yield from _each(paid, bonus.rank.by, (*route, "rank", "by"))
    if bonus.badge is not None:
        yield from _each(paid, (bonus.badge.by,), (*route, "badge", "by"))


def _each(resolve: Resolve, names: Iterable[str], route: Route) -> Iterator[tuple[str, Formula, Route]]:
    yield from ((name, resolve(name)[0], route) for name in names)
