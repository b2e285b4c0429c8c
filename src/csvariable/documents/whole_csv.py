"""Whole columns as CSV: what `formats.csv_` writes of the same rows, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import BinaryIO, Final

import polars as pl

from csvariable.documents.amounts import value_text
from csvariable.documents.guarding import ACTIVE, DRIVING, guarded
from csvariable.documents.whole import WholeColumn
from csvariable.facts.ratio import Ratio, fits
from csvariable.kernel.unit import Unit, minor_units

_UNSAFE: Final = f"^[{re.escape(''.join(ACTIVE))}]|{DRIVING.pattern}"


def write_columns(
    columns: Mapping[str, WholeColumn], units: Mapping[str, Unit | None], currency: str, out: BinaryIO
) -> None:
    """Write a header and a line for each row."""
    given: list[pl.Series] = []
    cells: list[pl.Expr] = []
    # The minor unit is given as text: a `Decimal` makes Polars import NumPy where there is one.
    places = minor_units(currency)
    minor = pl.lit(str(Decimal(1).scaleb(-places))).cast(pl.Decimal(38, places))
    for name, column in columns.items():
        series = _cells(column, units[name], currency)
        if not isinstance(series, pl.Series):
            cells.append(pl.lit(series, dtype=pl.String).alias(name))
            continue
        given.append(series.alias(str(len(given))))
        cell = pl.col(given[-1].name)
        if series.dtype != pl.String and places:
            # A whole number of minor units times the minor unit: a product that its own scale holds.
            cell = cell.cast(pl.Decimal(38, 0)) * minor
        cells.append(cell.alias(name))
    pl.DataFrame(given).lazy().select(cells).sink_csv(out)


def _cells(column: WholeColumn, unit: Unit | None, currency: str) -> pl.Series | str | None:
    """Return what is written of a column: cells, or the one of everybody."""
    match column:
        case Ratio():
            return _number(column, unit or Unit.NUMBER, currency)
        case pl.Series():
            return _text(column)
        case _:
            return guarded(column or "") or None


def _text(column: pl.Series) -> pl.Series:
    """Return texts that no spreadsheet takes for a formula; an empty one is no cell."""
    column = column.set(column.eq(""), None) if column.eq("").any() else column
    text = pl.col("text").str
    rows = column.to_frame("text").select(text.contains(_UNSAFE).fill_null(value=False)).to_series()
    if not rows.any():
        return column
    safe = pl.Series([guarded(text) for text in column.filter(rows)], dtype=pl.String)
    return column.scatter(rows.arg_true(), safe)


def _number(column: Ratio, unit: Unit, currency: str) -> pl.Series | str:
    """Return whole minor units of the currency; texts where some value is no amount of it."""
    scale, bottom = 10 ** minor_units(currency), column.denominator
    ends = [int(str(end)) for end in (column.numerator.min(), column.numerator.max()) if end is not None]
    if len(set(ends)) == 1 and isinstance(bottom, int) and not column.numerator.null_count():
        return value_text(Fraction(ends[0], bottom), unit, currency)
    if unit is Unit.MONEY and isinstance(bottom, int) and fits(*(end * scale for end in ends), bottom):
        if scale == bottom:
            return column.numerator
        top = pl.col("top") * pl.lit(scale, dtype=pl.Int128)
        under = pl.lit(bottom, dtype=pl.Int128)
        frame = column.numerator.cast(pl.Int128).to_frame("top")
        if not frame.select((top % under != 0).any()).item():
            return frame.select(top // under).to_series()
    values = column.values()
    texts = [None if one is None else value_text(one, unit, currency) for one in values]
    return pl.Series(texts, dtype=pl.String)
