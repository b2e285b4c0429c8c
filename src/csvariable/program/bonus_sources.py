"""Where the amount of a bonus comes from: a price, a share, a curve, a matrix (language, section 7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import (
    Choose,
    Curve,
    Formula,
    Given,
    Greatest,
    Grid,
    Holds,
    Known,
    Product,
    Quotient,
)
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.quantity import Quantity
from csvariable.kernel.segment import BoundWord
from csvariable.kernel.step import Demand, Note, NoteKind
from csvariable.kernel.unit import Unit
from csvariable.plan.amounts import ShareOf
from csvariable.plan.steps import PAY_COLUMNS
from csvariable.program.build import ONE, ZERO, Build, product
from csvariable.program.curves import grid
from csvariable.program.names import as_paid, split
from csvariable.program.segments import BoundReader, segments

if TYPE_CHECKING:
    from csvariable.plan.bonus import Bonus

POINTS = 100
"""One unit of a percentage is one point: `per` and bands count in points (section 7)."""
RATES = frozenset({Unit.PERCENT, Unit.RATE})


def source_of(build: Build, name: str, bonus: Bonus, holds: Formula) -> tuple[Formula, Curve | Grid | None]:
    """Return what the source of a bonus gives, and the curve or matrix that it reads."""
    route: Route = ("bonuses", name)
    if bonus.matrix is not None:
        resolve = as_paid(build)
        axes = resolve(bonus.matrix.rows.of), resolve(bonus.matrix.columns.of)
        cells = grid(bonus.matrix, *axes, (*route, "matrix"), build.currency)
        return cells, cells
    if bonus.of is not None:
        return _by_curve(build, name, bonus, bonus.of)
    if isinstance(bonus.pays, ShareOf) and bonus.pays.of in PAY_COLUMNS:
        build.person_demands.append(_no_pay(build, name, bonus.pays.of, holds))
    return _amount(build, bonus, route), None


def _no_pay(build: Build, name: str, column: str, holds: Formula) -> Demand:
    """Refuse a share of a salary that nobody wrote, where the bonus is due."""
    known = Known(as_paid(build)(column)[0])
    return Demand(
        "column-missing",
        known if holds == ONE else Choose(holds, known, ONE),
        msg("no `{column}`, and the bonus `{name}` is a share of it", column=column, name=name),
        ("bonuses", name, "pays", "of"),
        column,
        msg("fill the column `{column}`", column=column),
    )


def _by_curve(build: Build, name: str, bonus: Bonus, of: str) -> tuple[Formula, Curve | None]:
    """Return the amount of a curve; its bounds are values of what it reads, or parts of a target."""
    route: Route = ("bonuses", name)
    read, unit = as_paid(build)(of)
    kpi_id, field = split(of)
    kpi = build.plan.kpis.get(kpi_id)
    falling = kpi is not None and kpi.lower_is_better and field == "actual"
    target: Formula | None = None
    if bonus.bands is not None:
        target = as_paid(build)(f"{kpi_id}.target")[0]
        build.person_demands.append(_no_target(kpi_id, read, target, route))
        read, bounds = Quotient(read, target), Unit.RATE
    else:
        bounds = unit
    found = segments(bonus, BoundReader(bounds, build.currency), route, falling=falling)
    curve = Curve(read, found, falling=falling, route=route)
    if target is None or not bonus.kind.per_unit:
        return _with_less(bonus, read, curve), curve
    unit = Unit.RATE if unit is Unit.MONEY else Unit.MONEY
    rate = build.person_step(
        Purpose.BONUS_RATE, _with_less(bonus, read, curve), route, unit=unit, of=name, curve=curve
    )
    return product([target, rate]), None


def _with_less(bonus: Bonus, read: Formula, curve: Curve) -> Formula:
    """Return what a curve pays; below 0, where that counts, at the rate of its first band."""
    if bonus.below_zero == "zero":
        return curve
    first = curve.segments[0]
    return Choose(Holds(read, "below", ZERO), product([Given(first.slope, first.route), read]), curve)


def _no_target(kpi_id: str, actual: Formula, target: Formula, route: Route) -> Demand:
    """Refuse a target that no band can be a part of."""
    there: Formula = Choose(Known(target), Holds(target, "above", ZERO), ZERO)
    there = Choose(Known(actual), there, ONE)
    return Demand(
        "target-not-positive",
        there,
        msg(
            "`{kpi}` has no target above 0, and the bands of the bonus `{bonus}` are parts of it",
            kpi=kpi_id,
            bonus=route[1],
        ),
        (*route, "bands"),
        f"{kpi_id}.target",
        msg("fill the column `{column}.target`, or write `target` in the plan", column=kpi_id),
    )


def _amount(build: Build, bonus: Bonus, route: Route) -> Formula:
    resolve = as_paid(build)
    if bonus.per is not None:
        read, unit = resolve(bonus.per)
        price = Given(bonus.pays * POINTS if unit in RATES else bonus.pays, (*route, "pays"))  # type: ignore[operator, arg-type]
        return _above_zero(bonus, Product((price, read)))
    if isinstance(bonus.pays, ShareOf):
        read, _ = resolve(bonus.pays.of)
        return _above_zero(bonus, product([Given(bonus.pays.share, (*route, "pays", "share")), read]))
    return Given(bonus.pays, (*route, "pays"))  # type: ignore[arg-type]


def _above_zero(bonus: Bonus, formula: Formula) -> Formula:
    """Return an amount that is never below 0, unless the plan says what becomes of it there."""
    return Greatest((ZERO, formula)) if bonus.below_zero == "zero" else formula


def not_taken_back(
    build: Build, bonus: Bonus, source: Formula, holds: Formula, route: Route
) -> Iterator[Note]:
    """Say of what is below 0 that 0 is paid for it, where the bonus is due."""
    if isinstance(source, Greatest):
        yield from (note_below_zero(term, holds, route) for term in source.of if term != ZERO)
    elif bonus.of is not None and bonus.kind.per_unit and bonus.below_zero == "zero" and _from_zero(bonus):
        yield note_below_zero(as_paid(build)(bonus.of)[0], holds, route)


def _from_zero(bonus: Bonus) -> bool:
    """Whether a rate holds from 0 on, so that what is below is owed at that rate."""
    first = bonus.points[0]
    rate = first.rate.value if isinstance(first.rate, Quantity) else first.rate
    return bonus.threshold is None and first.bound.value.value == 0 and rate > 0


def note_below_zero(amount: Formula, holds: Formula, route: Route) -> Note:
    """Say of an amount of a person that is below 0 that it is not taken back, where it would be due."""
    unless = _unless(amount, "below")
    if holds != ONE:
        unless = Choose(holds, unless, ONE)
    return Note("not-taken-back", None, unless, route, of_person=True)


def note_above_zero(kind: NoteKind, amount: Formula, route: Route) -> Note:
    """Say of an amount that stands beside the pay of a person that there is one."""
    return Note(kind, None, _unless(amount, "above"), route, of_person=True)


def _unless(amount: Formula, side: BoundWord) -> Formula:
    """Return 0 where an amount is known and on a side of 0, else 1."""
    return Choose(Known(amount), Choose(Holds(amount, side, ZERO), ZERO, ONE), ONE)
