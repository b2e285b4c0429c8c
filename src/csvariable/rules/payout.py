"""What a curve pays at a value and around its points: its segments, asked by the rules on its design."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from csvariable.kernel.diagnostic import Key, Route
from csvariable.kernel.quantity import NotAQuantity
from csvariable.kernel.segment import Segment
from csvariable.plan import Plan
from csvariable.plan.curve import RateCurve
from csvariable.plan.levels import in_unit
from csvariable.program.segments import BoundReader, segments
from csvariable.rules.ladders import Ladder
from csvariable.rules.parts import falls, unit_of_bounds

if TYPE_CHECKING:
    from csvariable.plan.bonus import Bonus

ZERO = Fraction(0)


class Bend(NamedTuple):
    """A point of a curve: where, and what is paid just before and just after it."""

    route: Route
    text: str
    before: Fraction
    pays: Fraction


def levels(plan: Plan, ladder: Ladder) -> list[Fraction] | None:
    """Return the bounds of a ladder in the unit of its step, or None where one has another unit."""
    unit = unit_of_bounds(plan, ladder)
    if unit is None:
        return None
    try:
        return [in_unit(place.level, unit, plan.currency) for place in ladder.places]
    except NotAQuantity:
        return None


def corners(plan: Plan, ladder: Ladder, curve: RateCurve) -> list[Bend]:
    """Return the points of a curve of a KPI or a modifier, in their order."""
    places = {place.route[:-1]: (place.route[:-1], place.level.text) for place in ladder.places}
    if ladder.threshold is not None:
        places[(*ladder.route, "threshold")] = (ladder.threshold.route, ladder.threshold.level.text)
    made: list[Bend] = []
    last: Segment | None = None
    for segment in _segments(plan, ladder, curve):
        route, text = places.get(segment.route) or places[segment.route[:-1]]
        before = ZERO if last is None else _height(last, segment.start, curve)
        made.append(Bend(route, text, before, _height(segment, segment.start, curve)))
        last = segment
    return made


def paid_at(plan: Plan, ladder: Ladder, curve: RateCurve, at: Fraction) -> Fraction | None:
    """Return what a curve pays at a value of its measure, or None where it cannot be told."""
    found = _segments(plan, ladder, curve)
    if not found:
        return None
    lower = falls(plan, ladder.step)
    paid = ZERO
    for segment in found:
        passed = at < segment.start if lower else at > segment.start
        if passed or (at == segment.start and segment.owns_start):
            paid = _height(segment, at, curve)
    return paid


def drops(made: list[Bend]) -> Iterator[Bend]:
    """Yield the points where, or on the way to which, a better result is paid less."""
    reached = ZERO
    for corner in made:
        if corner.before < reached or corner.pays < corner.before:
            yield corner
        reached = corner.pays


def endless(plan: Plan, ladder: Ladder, curve: RateCurve | Bonus) -> bool:
    """Whether a curve still rises after its last point."""
    found = _segments(plan, ladder, curve)
    if not found or curve.cap is not None:
        return False
    last = found[-1].slope
    return last < 0 if falls(plan, ladder.step) else last > 0


def most_paid(plan: Plan, ladder: Ladder, curve: RateCurve) -> Fraction | None:
    """Return the most that a curve pays, or comes near to; None where that has no end or cannot be told."""
    found = _segments(plan, ladder, curve)
    if not found or endless(plan, ladder, curve):
        return None
    ends = [_height(one, then.start, curve) for one, then in pairwise(found)]
    last = found[-1].slope
    rises = last < 0 if falls(plan, ladder.step) else last > 0
    ends += [curve.cap] if rises and curve.cap is not None else []
    return max([*ends, *(_height(one, one.start, curve) for one in found)])


def is_idle_threshold(plan: Plan, ladder: Ladder) -> bool:
    """Whether a curve pays the same without its threshold; a floor is for who has reached it."""
    curve, has_floor = _curve_of(plan, *ladder.route[:2])
    if curve is None or has_floor:
        return False
    made = _segments(plan, ladder, curve)
    return bool(made) and made == _segments(plan, ladder, curve.model_copy(update={"threshold": None}))


def is_whole_everywhere(plan: Plan, ladder: Ladder) -> bool:
    """Whether the curve of a modifier gives 100 % at every value (below its first point it keeps it)."""
    curve = plan.modifiers[str(ladder.route[1])].curve
    made = () if curve.threshold is not None else _segments(plan, ladder, curve)
    return bool(made) and all(one.slope == 0 and _height(one, one.start, curve) == 1 for one in made)


def _curve_of(plan: Plan, section: Key, name: Key) -> tuple[RateCurve | Bonus | None, bool]:
    """Return the curve that a ladder is of, and whether a floor lifts what it gives."""
    if section == "modifiers":
        return plan.modifiers[str(name)].curve, False
    if section == "bonuses":
        bonus = plan.bonuses[str(name)]
        return bonus, bonus.floor is not None
    kpi = plan.kpis[str(name)]
    return kpi.curve, kpi.floor is not None


def _segments(plan: Plan, ladder: Ladder, curve: RateCurve | Bonus) -> tuple[Segment, ...]:
    """Return what the program makes of a curve; nothing where units differ or points are in disorder."""
    unit = unit_of_bounds(plan, ladder)
    starts = levels(plan, ladder)
    if unit is None or starts is None:
        return ()
    lower = falls(plan, ladder.step)
    for one, two in pairwise(starts):
        if (two > one if lower else two < one) or (two == one and ladder.kind.joined):
            return ()
    try:
        return segments(curve, BoundReader(unit, plan.currency), ladder.route, falling=lower)
    except NotAQuantity:
        return ()


def _height(segment: Segment, at: Fraction, curve: RateCurve) -> Fraction:
    height = max(segment.base + (at - segment.start) * segment.slope, ZERO)
    return height if curve.cap is None else min(height, curve.cap)
