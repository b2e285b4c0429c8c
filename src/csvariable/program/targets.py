"""A KPI's target: the person's or the plan's, by ramp, presence and fte (language, sections 3, 6, 10)."""

from __future__ import annotations

from csvariable.kernel.figure import Figure, ramp_time, ramp_value
from csvariable.kernel.formula import Choose, Fact, Formula, Given, Known, Over, Product, Ref
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.quantity import Quantity
from csvariable.plan.kpi import Kpi
from csvariable.program.build import ZERO, Build, product, total
from csvariable.program.names import (
    route_of,
)


def target_formula(build: Build, kpi_id: str, kpi: Kpi) -> Formula | None:
    """Return the target of a person, scaled by ramp, presence and fte, or None where there is none."""
    if kpi.target == "members":
        return Over(f"{kpi_id}.target_of_member", "sum", "company" if kpi.scope == "company" else "team")
    column = f"{kpi_id}.target"
    given: Formula | None = None
    if kpi.target is not None:
        given = _written_target(build, kpi_id, kpi)
    scaled = kpi.scope == "person" and kpi.is_additive
    if not scaled:
        written_ = build.column_or(column, given)
        if written_ is None or build.plan.accumulate is None or not kpi.is_additive:
            return written_
        return Product((written_, Fact(Figure.ALL_PERIODS)))
    time, ramped = _time(build, kpi_id), _ramp_value(build, kpi_id)
    rule = build.plan.proration
    fte = [Fact("fte")] if "fte" in build.columns and rule is not None and rule.targets == "additive" else []
    if given is not None:
        given = total([product([given, *time, *fte]), *[product([value, *fte]) for value in ramped]])
    if column not in build.columns:
        return given
    own: Formula = total([product([Fact(column), *time]), *ramped])
    return own if given is None else Choose(Known(Fact(column)), own, given)


def _written_target(build: Build, kpi_id: str, kpi: Kpi) -> Given:
    """The target of one period: as written, or the share of a yearly one."""
    route = route_of(kpi_id, "target")
    if kpi.yearly_target is not None:
        yearly = build.level(kpi.yearly_target.annual, kpi.measured_in)
        return Given(yearly / build.plan.periods_per_year, (*route, "annual"))
    if not isinstance(kpi.target, Quantity):  # pragma: no cover - a target of members has no figure
        raise TypeError(kpi_id)
    return Given(build.level(kpi.target, kpi.measured_in), route)


def _time(build: Build, kpi_id: str) -> list[Formula]:
    """The share of a period's target that the days of this row stand for."""
    plan = build.plan
    targets = plan.proration is not None and plan.proration.targets == "additive"
    if targets or plan.ramp is not None or plan.accumulate is not None:
        ramped = plan.ramp is not None and (plan.ramp.factors or kpi_id in plan.ramp.values)
        return [Fact(ramp_time(kpi_id) if ramped else Figure.TARGET_TIME)]
    return []


def _ramp_value(build: Build, kpi_id: str) -> list[Formula]:
    ramp = build.plan.ramp
    return [Fact(ramp_value(kpi_id))] if ramp is not None and kpi_id in ramp.values else []


def target_step(build: Build, kpi_id: str, kpi: Kpi) -> None:
    """Add the target of a KPI, where it has one."""
    formula = target_formula(build, kpi_id, kpi)
    if formula is None:
        return
    rule = build.plan.proration
    prorated = rule is not None and rule.targets == "additive"
    member: Formula = Ref(f"{kpi_id}.target")
    if Figure.PARTS in build.columns:
        member = Choose(Fact(Figure.LAST_PART), member, ZERO)
    if Figure.PARTS in build.columns and kpi.scope == "person" and kpi.is_additive and prorated:
        row = build.step(
            Purpose.TARGET_OF_ROW,
            kpi.measured_in,
            formula,
            route_of(kpi_id, "target"),
            kpi=kpi_id,
        )
        formula = Over(row.step, "sum", "person")
        member = build.rounded(row, build.places(kpi, "target"))
    places = build.places(kpi, "target")
    if places is not None and isinstance(formula, Over):
        formula = build.step(
            Purpose.TARGET_OF_ALL, kpi.measured_in, formula, route_of(kpi_id, "target"), kpi=kpi_id
        )
    formula = build.rounded(formula, places)
    build.step(Purpose.TARGET, kpi.measured_in, formula, route_of(kpi_id, "target"), kpi=kpi_id)
    if kpi.scope == "person":
        build.step(
            Purpose.TARGET_OF_MEMBER,
            kpi.measured_in,
            member,
            route_of(kpi_id, "target"),
            kpi=kpi_id,
        )


def has_target(build: Build, kpi_id: str) -> bool:
    """Whether a target is written in the plan or in a column."""
    return build.plan.kpis[kpi_id].target is not None or f"{kpi_id}.target" in build.columns
