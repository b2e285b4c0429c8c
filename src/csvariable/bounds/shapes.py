"""Curves and matrices over intervals, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from csvariable.bounds.interval import NOTHING, ZERO, End, Interval, exactly, hull, made
from csvariable.kernel.formula import Curve, Grid, Start
from csvariable.kernel.segment import BoundWord, Segment


class LinearPiece(NamedTuple):
    """A stretch of a curve and the part of an interval that lies on it."""

    base: Fraction
    slope: Fraction
    start: Fraction
    part: Interval


def meet(one: Interval, low: Fraction | None, high: Fraction | None, opens: tuple[bool, bool]) -> Interval:
    """Return what an interval has between two ends; empty where it has nothing there."""
    least, most = one.least, one.most
    low_open, high_open = one.low_open, one.high_open
    if low is not None and (0, low) >= least:
        low_open = opens[0] or (low_open and least == (0, low))
        least = (0, low)
    if high is not None and (0, high) <= most:
        high_open = opens[1] or (high_open and most == (0, high))
        most = (0, high)
    if least > most or (least == most and (low_open or high_open)):
        return NOTHING
    found = made(least, most)
    return Interval(found.low, found.high, absent=False, low_open=low_open, high_open=high_open)


def pieces(curve: Curve, value: Interval) -> list[LinearPiece]:
    """Return the stretches of a curve that an interval of its measure meets, mirrored where it falls."""
    if curve.falling:
        turned = tuple(
            Segment(-one.start, one.owns_start, one.base, -one.slope, one.route) for one in curve.segments
        )
        return _pieces(turned, curve.before, value.opposite())
    return _pieces(curve.segments, curve.before, value)


def _pieces(segments: Sequence[Segment], before: Fraction, value: Interval) -> list[LinearPiece]:
    found: list[LinearPiece] = []
    low: Fraction | None = None
    owns, base, slope, start = True, before, ZERO, ZERO
    for segment in segments:
        part = meet(value, low, segment.start, (not owns, segment.owns_start))
        if not part.empty:
            found.append(LinearPiece(base, slope, start, part))
        low, owns, base, slope, start = (
            segment.start,
            segment.owns_start,
            segment.base,
            segment.slope,
            segment.start,
        )
    part = meet(value, low, None, (not owns, False))
    if not part.empty:
        found.append(LinearPiece(base, slope, start, part))
    return found


def heights(piece: LinearPiece) -> tuple[End, End]:
    """Return the least and the greatest height on a piece, before the limits of the curve."""
    if not piece.slope:
        return (0, piece.base), (0, piece.base)
    ends = [
        (end[0] if piece.slope > 0 else -end[0], ZERO)
        if end[0]
        else (0, piece.base + (end[1] - piece.start) * piece.slope)
        for end in (piece.part.least, piece.part.most)
    ]
    return min(ends), max(ends)


def on_curve(curve: Curve, value: Interval) -> Interval:
    """Return the heights of a curve over an interval: never below 0, never above its cap."""
    if value.empty:
        return NOTHING
    cap: End | None = None if curve.cap is None else (0, curve.cap)

    def limited(end: End) -> End:
        lower = end if cap is None else min(end, cap)
        return max(lower, (0, ZERO))

    found = [made(*(limited(end) for end in heights(piece))) for piece in pieces(curve, value)]
    return hull(found).maybe(value.absent)


# -------------------------------------------------------------------------------- matrices


class _Stretch(NamedTuple):
    """The part of an interval that reads one row (or column) of a matrix; None before the first."""

    at: int | None
    part: Interval


def _stretches(starts: tuple[Start, ...], value: Interval) -> Iterator[_Stretch]:
    falling = starts[0].word in {"up_to", "below"}
    sign = -1 if falling else 1
    one = value.opposite() if falling else value
    found: list[tuple[int | None, Interval]] = []
    low: Fraction | None = None
    owns = True
    last: int | None = None
    for at, start in enumerate(starts):
        found.append((last, meet(one, low, sign * start.value, (not owns, _owns(start.word)))))
        low, owns, last = sign * start.value, _owns(start.word), at
    found.append((last, meet(one, low, None, (not owns, False))))
    for where, part in found:
        if not part.empty:
            yield _Stretch(where, part.opposite() if falling else part)


def _owns(word: BoundWord) -> bool:
    return word in {"from", "up_to"}


def _shares(
    starts: tuple[Start, ...], stretch: _Stretch, *, linear: bool
) -> list[list[tuple[int, Fraction]]]:
    """Return, at each end of a stretch, the rows that are read and their shares."""
    at = stretch.at
    if at is None:
        return []
    if not linear or at == len(starts) - 1:
        return [[(at, Fraction(1))]]
    here, there = starts[at].value, starts[at + 1].value
    ends = dict.fromkeys((stretch.part.low, stretch.part.high))
    found = []
    for end in ends:
        share = ((here if end is None else end) - here) / (there - here)
        found.append([(at, 1 - share), (at + 1, share)])
    return found


def on_grid(grid: Grid, row: Interval, column: Interval) -> Interval:
    """Return the heights of a matrix over two intervals: on a cell the extremes are at its corners."""
    if row.empty or column.empty:
        return NOTHING
    found: list[Interval] = []
    for one in _stretches(grid.rows, row):
        for other in _stretches(grid.columns, column):
            rows = _shares(grid.rows, one, linear=grid.linear[0])
            columns = _shares(grid.columns, other, linear=grid.linear[1])
            if not rows or not columns:
                found.append(exactly(ZERO))
            found += [
                exactly(sum((grid.pays[at][to] * a * b for at, a in left for to, b in right), ZERO))
                for left in rows
                for right in columns
            ]
    return hull(found).maybe(row.absent or column.absent)
