"""Curves and matrices at a value: where it stands, and what it pays (language, sections 4 and 5)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import lcm
from operator import ge, gt, le, lt
from typing import Final

from csvariable.facts.pairs import ExactPair
from csvariable.kernel.formula import Curve, Grid, Start
from csvariable.kernel.segment import BoundWord, Segment

ONE, ZERO = Fraction(1), Fraction(0)


_WORDS: Final[Mapping[BoundWord, Callable[[int, int], bool]]] = {
    "from": ge,
    "above": gt,
    "up_to": le,
    "below": lt,
}


def compare(left: Fraction, word: BoundWord, right: Fraction) -> bool:
    """Whether a bound holds: `from` >=, `above` >, `up_to` <=, `below` <."""
    return holds(left.as_integer_ratio(), word, right.as_integer_ratio())


def holds(left: ExactPair, word: BoundWord, right: ExactPair) -> bool:
    """Whether a bound holds between pairs, by cross multiplication."""
    return _WORDS[word](left[0] * right[1], right[0] * left[1])


def reached(segment: Segment, value: Fraction, *, falling: bool) -> bool:
    """Whether a value stands in a segment or beyond it."""
    if value == segment.start:
        return segment.owns_start
    return value < segment.start if falling else value > segment.start


def on_curve(curve: Curve, value: Fraction) -> Fraction:
    """Return the height of a curve: never below 0, never above its cap."""
    return Fraction(*Heights(curve)(value.as_integer_ratio()))


def heights_of(curve: Curve, values: Iterable[Fraction]) -> list[Fraction]:
    """Return the heights of a curve at several values."""
    read = Heights(curve)
    return [Fraction(*read(value.as_integer_ratio())) for value in values]


class Heights:
    """A curve made ready to be read at many values."""

    def __init__(self, curve: Curve) -> None:
        """Bring its starts over one bottom, and each of its lines: fixed + slope * x."""
        starts = [-one.start if curve.falling else one.start for one in curve.segments]
        self._falling = curve.falling
        self._scale = lcm(*(start.denominator for start in starts))
        self._starts = [int(start * self._scale) for start in starts]
        self._owned = [one.owns_start for one in curve.segments]
        fixed = [curve.before, *(one.base - one.start * one.slope for one in curve.segments)]
        self._lines = [
            _line(rises, slope)
            for rises, slope in zip(fixed, (ZERO, *(one.slope for one in curve.segments)), strict=True)
        ]
        self._cap = None if curve.cap is None else curve.cap.as_integer_ratio()

    def __call__(self, value: ExactPair) -> ExactPair:
        """Return the height at a value."""
        top, bottom = value
        whole, rest = divmod((-top if self._falling else top) * self._scale, bottom)
        at = bisect_right(self._starts, whole)
        while at and not rest and self._starts[at - 1] == whole and not self._owned[at - 1]:
            at -= 1
        fixed, slope, under = self._lines[at]
        if slope:
            fixed, under = fixed * bottom + slope * top, under * bottom
        if fixed < 0:
            return 0, 1
        if self._cap is not None and fixed * self._cap[1] > self._cap[0] * under:
            return max(self._cap, (0, 1))
        return fixed, under


def _line(fixed: Fraction, slope: Fraction) -> tuple[int, int, int]:
    """Return a line over one bottom."""
    under = lcm(fixed.denominator, slope.denominator)
    return int(fixed * under), int(slope * under), under


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
