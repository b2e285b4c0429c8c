"""Whole columns as CSV: what `formats.csv_` writes of the same rows, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import BinaryIO

import polars as pl

from csvariable.documents.amounts import value_text
from csvariable.documents.guarding import ACTIVE, DRIVING, guarded
from csvariable.documents.whole import WholeColumn
from csvariable.facts.ratio import Ratio, fits
from csvariable.kernel.unit import Unit, minor_units


def write_columns(
    columns: Mapping[str, WholeColumn], units: Mapping[str, Unit | None], currency: str, out: BinaryIO
) -> None:
    """Write a header and a line for each row."""
    given: list[pl.Series] = []
    cells: list[pl.Expr] = []
    for name, column in columns.items():
        if column is None:
            cells.append(pl.lit(None, dtype=pl.String).alias(name))
            continue
        series = _text(column) if isinstance(column, pl.Series) else _number(column, units[name], currency)
        given.append(series.alias(str(len(given))))
        cell = pl.col(given[-1].name)
        if series.dtype != pl.String and minor_units(currency):
            # A whole number of minor units times the minor unit: a product that its own scale holds.
            cell = cell.cast(pl.Decimal(38, 0)) * Decimal(1).scaleb(-minor_units(currency))
        cells.append(cell.alias(name))
    pl.DataFrame(given).lazy().select(cells).sink_csv(out)


def _text(column: pl.Series) -> pl.Series:
    """Return texts that no spreadsheet takes for a formula; an empty one is no cell."""
    column = column.set(column.eq(""), None) if column.eq("").any() else column
    text = pl.col("text").str
    active = pl.any_horizontal(*map(text.starts_with, ACTIVE), text.contains(DRIVING.pattern))
    rows = column.to_frame("text").select(active.fill_null(value=False)).to_series()
    if not rows.any():
        return column
    safe = pl.Series([guarded(text) for text in column.filter(rows)], dtype=pl.String)
    return column.scatter(rows.arg_true(), safe)


def _number(column: Ratio, unit: Unit | None, currency: str) -> pl.Series:
    """Return whole minor units of the currency; texts where some value is no amount of it."""
    scale, bottom = 10 ** minor_units(currency), column.denominator
    ends = [int(str(end)) for end in (column.numerator.min(), column.numerator.max()) if end is not None]
    if unit is Unit.MONEY and isinstance(bottom, int) and fits(*(end * scale for end in ends), bottom):
        if scale == bottom:
            return column.numerator
        top = pl.col("top") * pl.lit(scale, dtype=pl.Int128)
        under = pl.lit(bottom, dtype=pl.Int128)
        frame = column.numerator.cast(pl.Int128).to_frame("top")
        if not frame.select((top % under != 0).any()).item():
            return frame.select(top // under).to_series()
    values = column.values()
    texts = [None if one is None else value_text(one, unit or Unit.NUMBER, currency) for one in values]
    return pl.Series(texts, dtype=pl.String)
