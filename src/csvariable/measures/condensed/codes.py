"""Texts of a column as numbers that stay the same from block to block."""

from __future__ import annotations

import polars as pl


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
