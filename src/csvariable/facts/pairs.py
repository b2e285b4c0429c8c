"""Exact values as pairs of whole numbers: a top over a bottom above 0, in lowest terms or not.

The definition of a run computes with them, because a fraction that is brought to its lowest terms
after every sum costs many times the sum. Two pairs are compared by cross multiplication.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import gcd
from typing import TypeAlias, overload

from csvariable.facts.model import Value

ExactPair: TypeAlias = tuple[int, int]
ExactCell: TypeAlias = ExactPair | None

LONG = 2**62
"""The bottom above which a pair is brought to its lowest terms, so that bottoms never pile up."""


class Pairs(Sequence[Value]):
    """A column of pairs, read as fractions."""

    __slots__ = ("cells",)

    def __init__(self, cells: list[ExactCell]) -> None:
        """Take the cells as they are; who fills them later is seen by who reads."""
        self.cells = cells

    @overload
    def __getitem__(self, at: int) -> Value: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Value]: ...

    def __getitem__(self, at: int | slice) -> Value | Sequence[Value]:
        """Return a value, or some, in lowest terms."""
        found = self.cells[at]
        return Pairs(found) if isinstance(found, list) else fraction(found)

    def __iter__(self) -> Iterator[Value]:
        """Yield the values, in lowest terms."""
        return map(fraction, self.cells)

    def __len__(self) -> int:
        """Return how many values there are."""
        return len(self.cells)

    def __eq__(self, other: object) -> bool:
        """Whether another column has the same values, however they are written."""
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Show the values."""
        return repr(list(self))


def fraction(cell: ExactCell) -> Value:
    """Return a pair as a fraction."""
    return None if cell is None else Fraction(*cell)


def cell_of(value: Value) -> ExactCell:
    """Return a fraction as a pair."""
    return None if value is None else value.as_integer_ratio()


def cells_of(column: Sequence[Value], places: Sequence[int]) -> list[ExactCell]:
    """Return some values of a column as pairs; the list is never to be written to."""
    if isinstance(column, Pairs):
        cells = column.cells
        return (
            cells if isinstance(places, range) and len(places) == len(cells) else [cells[at] for at in places]
        )
    return [cell_of(column[at]) for at in places]


def short(pair: ExactPair) -> ExactPair:
    """Return a pair with a bottom that is not long for nothing."""
    top, bottom = pair
    if bottom <= LONG:
        return pair
    common = gcd(top, bottom)
    return top // common, bottom // common


def shortened(cells: Iterable[ExactCell]) -> list[ExactCell]:
    """Return cells with bottoms that are not long for nothing."""
    return [cell if cell is None or cell[1] <= LONG else short(cell) for cell in cells]


def plus(one: ExactPair, other: ExactPair) -> ExactPair:
    """Return a sum."""
    if one[1] == other[1]:
        return one[0] + other[0], one[1]
    return short((one[0] * other[1] + other[0] * one[1], one[1] * other[1]))


def minus(one: ExactPair, other: ExactPair) -> ExactPair:
    """Return a difference."""
    return plus(one, (-other[0], other[1]))


def times(one: ExactPair, other: ExactPair) -> ExactPair:
    """Return a product."""
    return short((one[0] * other[0], one[1] * other[1]))


def over(top: ExactPair, bottom: ExactPair) -> ExactCell:
    """Return a quotient; nothing where the divisor is 0."""
    if not bottom[0]:
        return None
    if bottom[0] < 0:
        return short((-top[0] * bottom[1], -top[1] * bottom[0]))
    return short((top[0] * bottom[1], top[1] * bottom[0]))


def least(one: ExactPair, other: ExactPair) -> ExactPair:
    """Return the smaller one."""
    return one if one[0] * other[1] <= other[0] * one[1] else other


def greatest(one: ExactPair, other: ExactPair) -> ExactPair:
    """Return the larger one."""
    return one if one[0] * other[1] >= other[0] * one[1] else other


def added_up(values: Iterable[Value]) -> Fraction:
    """Return the sum of values, those that are there; whole numbers are added, not fractions."""
    return cells_added(values.cells if isinstance(values, Pairs) else map(cell_of, values))


def cells_added(cells: Iterable[ExactCell]) -> Fraction:
    """Return the sum of pairs, those that are there: the tops over each bottom first."""
    tops: dict[int, int] = {}
    for cell in cells:
        if cell is not None:
            top, bottom = cell
            tops[bottom] = tops.get(bottom, 0) + top
    return sum((Fraction(top, bottom) for bottom, top in tops.items()), Fraction(0))
