"""Written curves as segments: each kind, and thresholds (language, section 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import BoundWord
from csvariable.kernel.quantity import Quantity
from csvariable.kernel.segment import Segment
from csvariable.plan import curve as written

Level = Callable[[Quantity], Fraction]
"""Reads a written bound in the unit of what the curve reads."""


def segments(curve: written.Kinded, level: Level, route: Route, *, falling: bool) -> tuple[Segment, ...]:
    """Return the stretches of a written curve, from the easiest to the hardest to reach."""
    word = curve.kind.word
    found = COMPILED[word](curve, level, (*route, word))
    threshold = getattr(curve, "threshold", None)
    if threshold is None:
        return found
    side, at = threshold_of(threshold, level)
    return _from_threshold(found, at, side in {"from", "up_to"}, (*route, "threshold"), falling=falling)


def threshold_of(threshold: written.Threshold, level: Level) -> tuple[BoundWord, Fraction]:
    """Return the word and value of a threshold; a bare value is reached (`from`)."""
    if isinstance(threshold, Quantity):
        return "from", level(threshold)
    bound = threshold.bound
    return bound.word, level(bound.value)


def _owns(word: BoundWord) -> bool:
    return word in {"from", "up_to"}


def _lookup(curve: written.Kinded, level: Level, route: Route) -> tuple[Segment, ...]:
    return tuple(
        Segment(
            level(point.bound.value), _owns(point.bound.word), point.pays, Fraction(0), (*route, at, "pays")
        )
        for at, point in enumerate(curve.points)
    )


def _linear(curve: written.Kinded, level: Level, route: Route) -> tuple[Segment, ...]:
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


def _marginal(curve: written.Kinded, level: Level, route: Route) -> tuple[Segment, ...]:
    found: list[Segment] = []
    for at, band in enumerate(curve.points):
        start = level(band.bound.value)
        last = found[-1] if found else None
        base = last.base + (start - last.start) * last.slope if last else Fraction(0)
        place = (*route, at, "rate")
        found.append(Segment(start, _owns(band.bound.word), base, _rate_of(band.rate), place))
    return tuple(found)


def _whole(curve: written.Kinded, level: Level, route: Route) -> tuple[Segment, ...]:
    found: list[Segment] = []
    for at, band in enumerate(curve.points):
        start, rate = level(band.bound.value), _rate_of(band.rate)
        place = (*route, at, "rate")
        found.append(Segment(start, _owns(band.bound.word), start * rate, rate, place, on_all=True))
    return tuple(found)


COMPILED: Mapping[str, Callable[[written.Kinded, Level, Route], tuple[Segment, ...]]] = {
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
