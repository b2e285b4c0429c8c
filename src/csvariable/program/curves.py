"""Curves as segments: the four kinds, thresholds, matrices (language, sections 4 and 5)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Protocol, assert_never

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import Curve, Formula, Grid, Segment, Start
from csvariable.kernel.quantity import Quantity, Unit
from csvariable.plan import curve as written
from csvariable.plan.levels import in_unit
from csvariable.plan.values import BoundWord

Level = Callable[[Quantity], Fraction]
"""Reads a written bound in the unit of what the curve reads."""


class Written(Protocol):
    """A curve of a KPI, a modifier or a bonus: one kind, perhaps a threshold."""

    @property
    def kind(self) -> written.Kinds:
        """The kind that is written."""


def segments(curve: Written, level: Level, route: Route, *, falling: bool) -> tuple[Segment, ...]:
    """Return the stretches of a written curve, from the easiest to the hardest to reach."""
    match curve.kind:
        case "lookup":
            found = _lookup(curve, level, route)
        case "linear":
            found = _linear(curve, level, route)
        case "marginal":
            found = _marginal(curve, level, route)
        case "whole":
            found = _whole(curve, level, route)
        case _:
            assert_never(curve.kind)
    threshold = getattr(curve, "threshold", None)
    if threshold is None:
        return found
    word, at = threshold_of(threshold, level)
    return _from_threshold(found, at, word in {"from", "up_to"}, (*route, "threshold"), falling=falling)


def threshold_of(threshold: written.Threshold, level: Level) -> tuple[BoundWord, Fraction]:
    """Return the word and value of a threshold; a bare value is reached (`from`)."""
    if isinstance(threshold, Quantity):
        return "from", level(threshold)
    bound = threshold.bound
    return bound.word, level(bound.value)


def _owns(word: BoundWord) -> bool:
    return word in {"from", "up_to"}


def _lookup(curve: Written, level: Level, route: Route) -> tuple[Segment, ...]:
    return tuple(
        Segment(
            level(point.bound.value),
            _owns(point.bound.word),
            point.pays,
            Fraction(0),
            (*route, "lookup", at, "pays"),
        )
        for at, point in enumerate(curve.lookup)  # type: ignore[attr-defined]
    )


def _linear(curve: Written, level: Level, route: Route) -> tuple[Segment, ...]:
    corners = curve.linear  # type: ignore[attr-defined]
    found: list[Segment] = []
    for at, (left, right) in enumerate(pairwise(corners)):
        start, end = level(left.at), level(right.at)
        arrives = right.pays if right.before is None else right.before
        slope = (arrives - left.pays) / (end - start)
        found.append(Segment(start, True, left.pays, slope, (*route, "linear", at)))
    last = corners[-1]
    keeps = found[-1].slope if curve.beyond == "continue" and found else Fraction(0)  # type: ignore[attr-defined]
    found.append(Segment(level(last.at), True, last.pays, keeps, (*route, "linear", len(corners) - 1)))
    return tuple(found)


def _rate_of(rate: Fraction | Quantity) -> Fraction:
    return rate.value if isinstance(rate, Quantity) else rate


def _marginal(curve: Written, level: Level, route: Route) -> tuple[Segment, ...]:
    found: list[Segment] = []
    for at, band in enumerate(curve.marginal):  # type: ignore[attr-defined]
        start = level(band.bound.value)
        last = found[-1] if found else None
        base = last.base + (start - last.start) * last.slope if last else Fraction(0)
        place = (*route, "marginal", at, "rate")
        found.append(Segment(start, _owns(band.bound.word), base, _rate_of(band.rate), place))
    return tuple(found)


def _whole(curve: Written, level: Level, route: Route) -> tuple[Segment, ...]:
    found: list[Segment] = []
    for at, band in enumerate(curve.whole):  # type: ignore[attr-defined]
        start, rate = level(band.bound.value), _rate_of(band.rate)
        found.append(
            Segment(start, _owns(band.bound.word), start * rate, rate, (*route, "whole", at, "rate"))
        )
    return tuple(found)


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
    return (Segment(at, owns, base, under.slope, route), *later)


def payout_curve(curve: written.Curve, of: Formula, level: Level, route: Route, *, falling: bool) -> Curve:
    """Return the formula of a KPI's curve: 0 before its first point, at most its cap."""
    return Curve(of, segments(curve, level, route, falling=falling), falling=falling, cap=curve.cap)


def factor_curve(curve: written.Curve, of: Formula, level: Level, route: Route, *, falling: bool) -> Curve:
    """Return the formula of a modifier: below its first point it keeps that point's factor."""
    found = segments(curve, level, route, falling=falling)
    return Curve(of, found, falling=falling, before=found[0].base, cap=curve.cap)


def grid(
    matrix: written.Matrix,
    row: tuple[Formula, Unit],
    column: tuple[Formula, Unit],
    route: Route,
    currency: str,
) -> Grid:
    """Return the formula of a matrix."""

    def starts(axis: written.Axis, unit: Unit) -> tuple[Start, ...]:
        found = [threshold_of(item, lambda value: in_unit(value, unit, currency)) for item in axis.from_]
        return tuple(Start(word, at) for word, at in found)

    return Grid(
        row[0],
        column[0],
        starts(matrix.rows, row[1]),
        starts(matrix.columns, column[1]),
        matrix.pays,
        (matrix.rows.read == "linear", matrix.columns.read == "linear"),
        route,
    )
