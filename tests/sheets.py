"""Sheets of columns for tests, and the proof that what is known of a column beforehand is true."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from csvariable.engine.columns.bounded import Whole
from csvariable.engine.columns.layers import ColumnLayers
from csvariable.engine.columns.ratios import ColumnOperand, Pair, kept
from csvariable.facts.model import Value
from csvariable.facts.ratio import Ratio, whole_series


def over(tops: Sequence[int | None], under: int | Sequence[int]) -> Ratio:
    """Return a column over one denominator, or over one in each row."""
    return Ratio(whole_series(tops), under if isinstance(under, int) else pl.Series(under, dtype=pl.Int64))


def column(tops: Sequence[int | None], under: int | Sequence[int] = 1) -> tuple[ColumnLayers, Pair]:
    """Return a sheet of one column, and the column."""
    sheet = ColumnLayers(len(tops))
    found = sheet.add(over(tops, under))
    assert isinstance(found, Pair)
    return sheet, found


def numbers(sheet: ColumnLayers, whole: Whole) -> list[int | None]:
    """Return the whole numbers of a column, each of which must stand in the bounds known beforehand."""
    found: list[int | None] = sheet.ratio(Pair(whole)).numerator.to_list()
    assert whole.nullable or None not in found
    assert all(one is None or whole.low <= one <= whole.high for one in found), (whole.low, whole.high, found)
    return found


def read(sheet: ColumnLayers, operand: ColumnOperand) -> list[Value]:
    """Return the values of an operand; its denominators are above 0 and never nothing."""
    if isinstance(operand, Pair):
        operand = kept(operand, sheet.keep)
        numbers(sheet, operand.top)
        assert operand.scale > 0
        if operand.per is not None:
            assert operand.per.low > 0
            assert None not in numbers(sheet, operand.per)
    return sheet.values(operand)


def bounds(operand: ColumnOperand) -> tuple[int, int]:
    """Return what is known beforehand of the numerators of an operand that is a column."""
    assert isinstance(operand, Pair)
    return operand.top.low, operand.top.high


def denominator(operand: ColumnOperand) -> tuple[int, int, int]:
    """Return the denominator of a column: what all rows share, and the bounds of what varies."""
    assert isinstance(operand, Pair)
    per = operand.per
    return operand.scale, 1 if per is None else per.low, 1 if per is None else per.high
