"""Texts of a column as numbers that stay the same from block to block."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import polars as pl

_WIDEST: Final = 2000
"""Of whole numbers that lie further apart, not each can be kept beforehand."""
_WHOLE: Final = re.compile("(-?[0-9]{1,9})?")


class Codes:
    """Numbers of texts in the order in which they appear; an empty cell is 0."""

    def __init__(self) -> None:
        """Begin with the empty text."""
        self._categories = pl.Categories.random()
        self.kind = pl.Categorical(self._categories)
        # The numbers are forgotten as soon as no column has them: this one lives as long as they are needed.
        self._kept = pl.Series([""], dtype=self.kind)

    def texts(self, start: int = 0) -> list[str]:
        """Return the texts from a number on."""
        return self._categories.to_series()[start:].to_list()

    @staticmethod
    def of(column: pl.Series) -> pl.Series:
        """Return the numbers of a column of this kind."""
        return column.to_physical().fill_null(0)


class WholeNumbers:
    """The numbers of the texts of whole numbers that lie near each other."""

    def __init__(self) -> None:
        """Begin with none."""
        self._low, self._codes = 0, pl.Series(dtype=pl.UInt32)

    def codes(self, column: pl.Series, codes: Codes) -> pl.Series | None:
        """Return the numbers of the texts of whole numbers; None where they lie too far apart."""
        low, high = column.min(), column.max()
        if not isinstance(low, int) or not isinstance(high, int):
            return pl.Series([0], dtype=pl.UInt32).new_from_index(0, len(column))
        if self._codes.is_empty():
            self._low = low
        first, last = min(low, self._low), max(high, self._low + len(self._codes) - 1)
        if last - first > _WIDEST:
            return None
        if (first, last) != (self._low, self._low + len(self._codes) - 1):
            texts = pl.Series([str(one) for one in range(first, last + 1)])
            self._low, self._codes = first, codes.of(texts.cast(codes.kind))
        return self._codes.gather(column - self._low).fill_null(0)


def whole_numbers(texts: Iterable[str]) -> bool:
    """Whether texts are whole numbers, or empty."""
    return all(_WHOLE.fullmatch(one) for one in texts)
