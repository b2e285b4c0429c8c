"""What a curve pays at a point: enough of its meaning to judge its design.

The meaning itself is in `program`; this is a reading of the points as they are written, for the
rules on the shape of a curve.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from csvariable.diagnostic import Route
from csvariable.plan import Plan
from csvariable.plan.curve import Curve
from csvariable.plan.kpi import Kpi
from csvariable.plan.levels import in_unit
from csvariable.quantity import NotAQuantity, Quantity, Unit
from csvariable.rules.parts import Ladder, Place, falls, unit_of

ZERO = Fraction(0)


class Corner(NamedTuple):
    """A point of a curve: where, what is paid just before and once it is reached."""

    route: Route
    at: Fraction
    text: str
    before: Fraction
    pays: Fraction


def levels(plan: Plan, ladder: Ladder) -> list[Fraction] | None:
    """Return the bounds of a ladder in the unit of its step, or None where one has another unit."""
    unit = unit_of(plan, ladder.step)
    if unit is None:
        return None
    try:
        return [in_unit(place.level, unit, plan.currency) for place in ladder.places]
    except NotAQuantity:
        return None


def corners(plan: Plan, ladder: Ladder, curve: Curve) -> list[Corner]:
    """Return the points of a curve of a KPI or a modifier, in their order; empty where units differ."""
    found = levels(plan, ladder)
    if found is None:
        return []
    made = list(_corners(ladder, curve, found))
    if ladder.threshold is not None:
        made = _after_threshold(plan, ladder.step, ladder.threshold, made, curve)
    return made


def _corners(ladder: Ladder, curve: Curve, found: list[Fraction]) -> Iterator[Corner]:
    reached = ZERO
    texts = [(place.route[:-1], place.level.text) for place in ladder.places]
    rows = zip(found, texts, strict=True)
    if curve.lookup is not None:
        for (at, (route, text)), point in zip(rows, curve.lookup, strict=True):
            yield Corner(route, at, text, reached, point.pays)
            reached = point.pays
    elif curve.linear is not None:
        for index, ((at, (route, text)), corner) in enumerate(zip(rows, curve.linear, strict=True)):
            arrives = corner.before if corner.before is not None else corner.pays if index else ZERO
            yield Corner(route, at, text, arrives, corner.pays)
    elif curve.whole is not None:
        for (at, (route, text)), band in zip(rows, curve.whole, strict=True):
            yield Corner(route, at, text, reached * at, band.rate * at)
            reached = band.rate
    else:
        yield from _marginal(curve, found, texts)


def _marginal(curve: Curve, found: list[Fraction], texts: list[tuple[Route, str]]) -> Iterator[Corner]:
    bands = curve.marginal or ()
    paid = ZERO
    for index, (at, (route, text)) in enumerate(zip(found, texts, strict=True)):
        if index:
            paid += bands[index - 1].rate * (at - found[index - 1])
        yield Corner(route, at, text, paid, paid)


def _after_threshold(
    plan: Plan, step: str, threshold: Place, made: list[Corner], curve: Curve
) -> list[Corner]:
    """Put the jump of a threshold among the points, and drop those on its bad side."""
    unit = unit_of(plan, step) or Unit.RATE
    try:
        at = in_unit(threshold.level, unit, plan.currency)
    except NotAQuantity:
        return made
    lower = falls(plan, step)
    paid = _paid(made, at, curve, lower=lower)
    jump = Corner(threshold.route, at, threshold.level.text, ZERO, paid)
    return [jump, *(corner for corner in made if (corner.at < at if lower else corner.at > at))]


def paid_at(plan: Plan, ladder: Ladder, curve: Curve, at: Fraction) -> Fraction | None:
    """Return what a curve pays at a value of its measure, or None where it cannot be told."""
    found = levels(plan, ladder)
    if not found:
        return None
    lower = falls(plan, ladder.step)
    if ladder.threshold is not None:
        least = _level(plan, ladder.threshold.level, ladder.step)
        if least is not None and (at > least if lower else at < least):
            return ZERO
    paid = _paid(list(_corners(ladder, curve, found)), at, curve, lower=lower)
    return min(paid, curve.cap) if curve.cap is not None else paid


def _level(plan: Plan, level: Quantity, step: str) -> Fraction | None:
    unit = unit_of(plan, step)
    try:
        return None if unit is None else in_unit(level, unit, plan.currency)
    except NotAQuantity:
        return None


def _paid(made: list[Corner], at: Fraction, curve: Curve, *, lower: bool) -> Fraction:
    behind = [corner for corner in made if (corner.at >= at if lower else corner.at <= at)]
    if not behind:
        return ZERO
    last = behind[-1]
    if curve.whole is not None:
        return curve.whole[len(behind) - 1].rate * at
    if curve.marginal is not None:
        return last.pays + curve.marginal[len(behind) - 1].rate * (at - last.at)
    if curve.linear is None:
        return last.pays
    ahead = made[len(behind) :]
    if ahead:
        return last.pays + (ahead[0].before - last.pays) * (at - last.at) / (ahead[0].at - last.at)
    if curve.beyond == "continue" and len(made) > 1 and made[-1].at != made[-2].at:
        return last.pays + (last.before - made[-2].pays) * (at - last.at) / (last.at - made[-2].at)
    return last.pays


def drops(made: list[Corner]) -> Iterator[Corner]:
    """Yield the points where a better result is paid less than the one before."""
    for corner in made:
        if corner.pays < corner.before:
            yield corner
    for one, two in pairwise(made):
        if two.before < one.pays:
            yield two


def endless(kpi: Kpi) -> bool:
    """Whether the payout rate of a KPI has no end."""
    curve = kpi.curve
    if curve is None or curve.cap is not None or kpi.cap is not None:
        return False
    return curve.beyond == "continue" or curve.marginal is not None or curve.whole is not None
