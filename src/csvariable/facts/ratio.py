"""Columns of exact ratios: whole numerators, and a denominator that is one number or a column.

The law of this module and of all modules of columns: whole numbers of 64 or 128 bits and nothing
else. Polars wraps them without a word, so whoever makes one knows its bounds beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import polars as pl

from csvariable.facts.model import Value
from csvariable.facts.pairs import ExactCell, Pairs, cells_of, fraction

NARROW = 2**62
"""The greatest size of a number kept in 64 bits."""
LIMIT = 2**126
"""The greatest size of a number kept at all: one bit is left for a sum, one for the sign."""
COMMON = 10**18
"""The greatest denominator that a column made of fractions brings all its values to."""


class Overflow(ArithmeticError):  # noqa: N818 - what happens, as in OverflowError
    """A step whose values may not fit; fractions do it instead."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A column: null numerators are nothing; denominators are above 0 and never null."""

    numerator: pl.Series
    """Int64 or Int128."""
    denominator: int | pl.Series

    def value(self, row: int) -> Value:
        """Return the value of a row."""
        top = self.numerator[row]
        if top is None:
            return None
        bottom = self.denominator
        return Fraction(top, bottom if isinstance(bottom, int) else bottom[row])

    def values(self) -> list[Value]:
        """Return the value of every row."""
        return [fraction(cell) for cell in self.cells()]

    def cells(self) -> list[ExactCell]:
        """Return the value of every row as a pair."""
        tops, bottom = self.numerator.to_list(), self.denominator
        if isinstance(bottom, int):
            return [None if top is None else (top, bottom) for top in tops]
        pairs = zip(tops, bottom.to_list(), strict=True)
        return [None if top is None else (top, under) for top, under in pairs]

    def gathered(self, rows: pl.Series | None) -> Ratio:
        """Return the values of some rows, or of all where `rows` is None."""
        if rows is None:
            return self
        bottom = self.denominator
        return Ratio(self.numerator[rows], bottom if isinstance(bottom, int) else bottom[rows])


class RatioPairs(Pairs):
    """Values that stand in columns already; pairs are made of them when they are asked for."""

    def __init__(self, count: int, ratio: Callable[[], Ratio], cells: Callable[[], list[ExactCell]]) -> None:
        """Take how both are made; `ratio` may raise Overflow."""
        self._count = count
        self._ratio = ratio
        self._cells = cells

    @cached_property
    def ratio(self) -> Ratio:
        """The same as columns."""
        return self._ratio()

    @cached_property
    def cells(self) -> list[ExactCell]:  # type: ignore[override]
        """The pairs."""
        return self._cells()

    def __len__(self) -> int:
        """Return how many values there are."""
        return self._count


def fits(*sizes: int) -> bool:
    """Whether whole numbers can stand in a column."""
    return all(-LIMIT <= size <= LIMIT for size in sizes)


def narrow(*sizes: int) -> bool:
    """Whether whole numbers can stand in 64 bits."""
    return all(-NARROW <= size <= NARROW for size in sizes)


def whole_series(values: Sequence[int | None]) -> pl.Series:
    """Return whole numbers as a column of the least width; raise Overflow where none is enough."""
    known = [value for value in values if value is not None]
    ends = (min(known), max(known)) if known else ()
    if not fits(*ends):
        raise Overflow
    return pl.Series(values, dtype=pl.Int64 if narrow(*ends) else pl.Int128)


def multiplied(tops: pl.Series, factor: int) -> pl.Series:
    """Return whole numbers times one above 0, in the least width; raise Overflow where none is enough."""
    if factor == 1:
        return tops
    # Of zeros alone the factor itself must fit.
    ends = [int(str(end or 1)) * factor for end in (tops.min(), tops.max())]
    if not fits(*ends):
        raise Overflow
    width = pl.Int64 if tops.dtype == pl.Int64 and narrow(*ends) else pl.Int128
    return tops.cast(width).to_frame("x").select(pl.col("x") * pl.lit(factor, dtype=width)).to_series()


def of_one_width(columns: Sequence[pl.Series]) -> list[pl.Series]:
    """Return columns of whole numbers in the width that all of them need."""
    width = pl.Int128 if any(column.dtype == pl.Int128 for column in columns) else pl.Int64
    return [column.cast(width) for column in columns]


def ratio_of(values: Sequence[Value]) -> Ratio:
    """Return fractions as a column, over one denominator where that is not too large."""
    cells = cells_of(values, range(len(values)))
    common = _common(cell[1] for cell in cells if cell is not None)
    if common is not None:
        tops = [None if cell is None else cell[0] * (common // cell[1]) for cell in cells]
        with suppress(Overflow):
            return Ratio(whole_series(tops), common)
    lowest = [None if cell is None else Fraction(*cell) for cell in cells]
    return Ratio(
        whole_series([None if value is None else value.numerator for value in lowest]),
        whole_series([1 if value is None else value.denominator for value in lowest]),
    )


def constant_ratio(value: Value, count: int) -> Ratio:
    """Return a column of one value."""
    if value is None:
        return Ratio(pl.Series([None], dtype=pl.Int64).new_from_index(0, count), 1)
    return Ratio(whole_series([value.numerator]).new_from_index(0, count), value.denominator)


def _common(denominators: Iterable[int]) -> int | None:
    common = 1
    for one in set(denominators):
        common = lcm(common, one)
        if common > COMMON:
            return None
    return common
