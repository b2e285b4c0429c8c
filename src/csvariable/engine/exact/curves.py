"""Curves and matrices at a value: where it stands, and what it pays (language, sections 4 and 5)."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from csvariable.kernel.formula import BoundWord, Curve, Grid, Start
from csvariable.kernel.segment import Segment

ONE, ZERO = Fraction(1), Fraction(0)


def compare(left: Fraction, word: BoundWord, right: Fraction) -> bool:
    """Whether a bound holds: `from` >=, `above` >, `up_to` <=, `below` <."""
    match word:
        case "from":
            return left >= right
        case "above":
            return left > right
        case "up_to":
            return left <= right
        case "below":
            return left < right
        case _:
            assert_never(word)


def reached(segment: Segment, value: Fraction, *, falling: bool) -> bool:
    """Whether a value stands in a segment or beyond it."""
    if value == segment.start:
        return segment.owns_start
    return value < segment.start if falling else value > segment.start


def on_curve(curve: Curve, value: Fraction) -> Fraction:
    """Return the height of a curve: never below 0, never above its cap."""
    last: Segment | None = None
    for segment in curve.segments:
        if not reached(segment, value, falling=curve.falling):
            break
        last = segment
    height = curve.before if last is None else last.base + (value - last.start) * last.slope
    if curve.cap is not None:
        height = min(height, curve.cap)
    return max(height, ZERO)


def on_axis(starts: tuple[Start, ...], value: Fraction, *, linear: bool) -> list[tuple[int, Fraction]] | None:
    """Return the rows (or columns) that a value reads with their shares; None before the first."""
    at = -1
    for index, start in enumerate(starts):
        if compare(value, start.word, start.value):
            at = index
    if at < 0:
        return None
    if not linear or at == len(starts) - 1:
        return [(at, ONE)]
    here, there = starts[at].value, starts[at + 1].value
    share = (value - here) / (there - here)
    return [(at, 1 - share), (at + 1, share)]


def on_grid(grid: Grid, row: Fraction, column: Fraction) -> Fraction:
    """Return the height of a matrix: 0 before its first row or column, flat after the last."""
    rows = on_axis(grid.rows, row, linear=grid.linear[0])
    columns = on_axis(grid.columns, column, linear=grid.linear[1])
    if rows is None or columns is None:
        return ZERO
    return sum((grid.pays[at][to] * share * other for at, share in rows for to, other in columns), ZERO)
