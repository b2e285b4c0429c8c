"""Written curves as segments: each kind, and thresholds (language, section 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.quantity import Quantity
from csvariable.kernel.segment import BoundWord, Segment
from csvariable.kernel.unit import Unit
from csvariable.plan import curve as written
from csvariable.plan.levels import in_unit
from csvariable.plan.point import OneBound, PlaceWord

NOTHING: Final = Fraction(0)


@dataclass(frozen=True, slots=True)
class BoundReader:
    """Reads a written bound in the unit of what the curve reads."""

    unit: Unit
    currency: str

    def __call__(self, value: Quantity) -> Fraction:
        """Return the value. Raises NotAQuantity where it is none of the unit."""
        return in_unit(value, self.unit, self.currency)


def segments(
    curve: written.Kinded, level: BoundReader, route: Route, *, falling: bool
) -> tuple[Segment, ...]:
    """Return the stretches of a written curve, from the easiest to the hardest to reach."""
    word = curve.kind.word
    found = COMPILED[word](curve, level, (*route, word))
    threshold = getattr(curve, "threshold", None)
    if threshold is None:
        return found
    side, at = threshold_of(threshold, level)
    return _from_threshold(found, at, side in {"from", "up_to"}, (*route, "threshold"), falling=falling)


def threshold_of(threshold: written.Threshold, level: BoundReader) -> tuple[BoundWord, Fraction]:
    """Return the word and value of a threshold; a bare value is reached (`from`)."""
    if isinstance(threshold, Quantity):
        return "from", level(threshold)
    bound = threshold.bound
    return side_of(bound.word), level(bound.value)


def side_of(word: PlaceWord) -> BoundWord:
    """Return the bound that a point starts with: where it is a word, that word is reached."""
    return "from" if word == "is" else word


def owns(word: PlaceWord) -> bool:
    """Whether the bound belongs to what it opens."""
    return word in {"from", "up_to", "is"}


def _lookup(curve: written.Kinded, level: BoundReader, route: Route) -> tuple[Segment, ...]:
    pays = [point.pays for point in curve.points]
    return stairs(curve.points, pays, level, route, "pays")


def stairs(
    points: Sequence[OneBound], pays: Sequence[Fraction], level: BoundReader, route: Route, *key: str
) -> tuple[Segment, ...]:
    """Return a stretch for each point, and one that pays nothing behind a word that none follows."""
    starts = [level(point.bound.value) for point in points]
    end = Fraction(len(level.unit.words))
    found: list[Segment] = []
    for at, (point, start, following) in enumerate(zip(points, starts, [*starts[1:], end], strict=True)):
        found.append(Segment(start, owns(point.bound.word), pays[at], NOTHING, (*route, at, *key)))
        if point.bound.word == "is" and start + 1 < following:
            found.append(Segment(start + 1, True, NOTHING, NOTHING, (*route, at, "is")))
    return tuple(found)


def _linear(curve: written.Kinded, level: BoundReader, route: Route) -> tuple[Segment, ...]:
    corners = curve.points
    found: list[Segment] = []
    for at, (left, right) in enumerate(pairwise(corners)):
        start, end = level(left.start), level(right.start)
        arrives = right.pays if right.before is None else right.before
        slope = (arrives - left.pays) / (end - start)
        found.append(Segment(start, left.word == "at", left.pays, slope, (*route, at)))
    last = corners[-1]
    goes_on = getattr(curve, "beyond", None) == "continue" and found
    keeps = found[-1].slope if goes_on else Fraction(0)
    found.append(Segment(level(last.start), last.word == "at", last.pays, keeps, (*route, len(corners) - 1)))
    return tuple(found)


def _rate_of(rate: Fraction | Quantity) -> Fraction:
    return rate.value if isinstance(rate, Quantity) else rate


def _marginal(curve: written.Kinded, level: BoundReader, route: Route) -> tuple[Segment, ...]:
    found: list[Segment] = []
    for at, band in enumerate(curve.points):
        start = level(band.bound.value)
        last = found[-1] if found else None
        base = last.base + (start - last.start) * last.slope if last else Fraction(0)
        place = (*route, at, "rate")
        found.append(Segment(start, owns(band.bound.word), base, _rate_of(band.rate), place))
    return tuple(found)


def _whole(curve: written.Kinded, level: BoundReader, route: Route) -> tuple[Segment, ...]:
    found: list[Segment] = []
    for at, band in enumerate(curve.points):
        start, rate = level(band.bound.value), _rate_of(band.rate)
        place = (*route, at, "rate")
        found.append(Segment(start, owns(band.bound.word), start * rate, rate, place, on_all=True))
    return tuple(found)


COMPILED: Mapping[str, Callable[[written.Kinded, BoundReader, Route], tuple[Segment, ...]]] = {
    "lookup": _lookup,
    "linear": _linear,
    "marginal": _marginal,
    "whole": _whole,
}
"""How the points of each kind become stretches."""


def _from_threshold(
    found: tuple[Segment, ...],
    at: Fraction,
    owns: bool,  # noqa: FBT001 - whether the bound belongs to what it opens
    route: Route,
    *,
    falling: bool,
) -> tuple[Segment, ...]:
    """Cut what stands on the bad side of a threshold; past it the curve pays in full."""

    def order(start: Fraction, owned: bool) -> tuple[Fraction, bool]:  # noqa: FBT001
        return (-start if falling else start, not owned)

    edge = order(at, owns)
    reached = [segment for segment in found if order(segment.start, segment.owns_start) <= edge]
    later = [segment for segment in found if order(segment.start, segment.owns_start) > edge]
    if not reached:
        return found
    under = reached[-1]
    if order(under.start, under.owns_start) == edge:
        return (under, *later)
    base = under.base + (at - under.start) * under.slope
    return (Segment(at, owns, base, under.slope, route, under.on_all), *later)
