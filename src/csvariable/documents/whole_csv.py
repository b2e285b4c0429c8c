"""Whole columns as CSV: what `formats.csv_` writes of the same rows, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import BinaryIO, Final, Literal, NamedTuple

import polars as pl

from csvariable.documents.amounts import value_text
from csvariable.documents.guarding import ACTIVE, DRIVING, guarded
from csvariable.documents.whole import PlainTexts, WholeColumn
from csvariable.facts.ratio import Ratio, fits
from csvariable.kernel.unit import Unit, minor_units

_QUOTED: Final = re.compile(r'[",\r\n]')
"""What makes a cell stand in quotes."""
_ODD: Final = f"^[{re.escape(''.join(ACTIVE))}]|{DRIVING}|{_QUOTED.pattern}"
"""What a text has that a spreadsheet could take for a formula, or that stands in quotes."""

_AT_ONCE: Final = 10_000
"""Rows that are written at once: their cells and bytes take the memory of those before, which is near."""
_ROOM: Final = 4
"""Rows for each amount that a table of them holds at most."""


class Cells(NamedTuple):
    """What is written of a column: cells, or the one of everybody."""

    found: pl.Series | str | None
    quoted: bool = False
    """Whether some stand in quotes."""
    ends: tuple[int, int] | None = None
    """The least and the greatest of amounts, which are whole minor units."""


def write_columns(
    columns: Mapping[str, WholeColumn], units: Mapping[str, Unit | None], currency: str, out: BinaryIO
) -> None:
    """Write a header and a line for each row."""
    cells = {name: _cells(column, units[name], currency) for name, column in columns.items()}
    bare = not any(one.quoted for one in cells.values()) and not any(map(_QUOTED.search, cells))
    places = minor_units(currency)
    given = {name: one.found.alias(name) for name, one in cells.items() if isinstance(one.found, pl.Series)}
    filled = _as_written(given, {name: one.ends for name, one in cells.items() if one.ends}, places)
    written: list[pl.Expr] = []
    for is_given, some in groupby(cells, given.__contains__):
        if is_given:
            written += [filled[name] for name in some]
        elif bare:  # cells that are the same in every row are one text
            names = list(some)
            text = ",".join(str(cells[name].found or "") for name in names)
            written.append(pl.lit(text or None, dtype=pl.String).alias(",".join(names)))
        else:
            written += [pl.lit(cells[name].found, dtype=pl.String).alias(name) for name in some]
    style: Literal["never", "necessary"] = "never" if bare else "necessary"
    with pl.Config(streaming_chunk_size=_AT_ONCE):
        pl.DataFrame(list(given.values())).lazy().select(written).sink_csv(out, quote_style=style)


def _as_written(
    given: Mapping[str, pl.Series], ends: dict[str, tuple[int, int]], places: int
) -> dict[str, pl.Expr]:
    """Return the cells of columns, whole minor units as amounts.

    Their texts are looked up where one table of all from the least amount to the most is short beside the
    columns of them; those of the widest ranges are left out until it is.
    """
    cells = {name: _cell(pl.col(name), column.dtype, places) for name, column in given.items()}
    for widest in sorted(ends, key=lambda name: ends[name][0] - ends[name][1]):
        low, high = min(low for low, _ in ends.values()), max(high for _, high in ends.values())
        if high - low < len(ends) * len(given[widest]) // _ROOM:
            amounts = pl.int_range(low, high + 1, dtype=pl.Int64)
            table = pl.lit(pl.select(_cell(amounts, pl.Int64(), places).cast(pl.String)).to_series())
            return cells | {name: table.gather(pl.col(name) - low).alias(name) for name in ends}
        del ends[widest]
    return cells


def _cell(cell: pl.Expr, dtype: pl.DataType, places: int) -> pl.Expr:
    """Return texts as they are, and whole minor units as amounts."""
    if dtype == pl.String or not places:
        return cell
    # A whole number of minor units times the minor unit: a product that its own scale holds. The minor
    # unit is given as text: a `Decimal` makes Polars import NumPy where there is one.
    minor = pl.lit(str(Decimal(1).scaleb(-places))).cast(pl.Decimal(38, places))
    return cell.cast(pl.Decimal(38, 0)) * minor


def _cells(column: WholeColumn, unit: Unit | None, currency: str) -> Cells:
    match column:
        case Ratio():
            return _number(column, unit or Unit.NUMBER, currency)
        case PlainTexts(texts):
            return Cells(texts)
        case pl.Series():
            return Cells(None) if column.null_count() == len(column) else _text(column)
        case _:
            text = guarded(column or "") or None
            return Cells(text, _QUOTED.search(text or "") is not None)


def _text(column: pl.Series) -> Cells:
    """Return texts that no spreadsheet takes for a formula; an empty one is no cell."""
    column = column.set(column.eq(""), None) if column.eq("").any() else column
    text = pl.col("text").str
    odd = column.to_frame("text").select(text.contains(_ODD).fill_null(value=False)).to_series()
    if not odd.any():
        return Cells(column)
    safe = [guarded(text) for text in column.filter(odd)]
    return Cells(
        column.scatter(odd.arg_true(), pl.Series(safe, dtype=pl.String)), any(map(_QUOTED.search, safe))
    )


def _number(column: Ratio, unit: Unit, currency: str) -> Cells:
    """Return whole minor units of the currency; texts where some value is no amount of it."""
    scale, bottom = 10 ** minor_units(currency), column.denominator
    ends = [int(str(end)) for end in (column.numerator.min(), column.numerator.max()) if end is not None]
    if len(set(ends)) == 1 and isinstance(bottom, int) and not column.numerator.null_count():
        return Cells(value_text(Fraction(ends[0], bottom), unit, currency))
    if unit is Unit.MONEY and isinstance(bottom, int) and fits(*(end * scale for end in ends), bottom):
        low, high = ends or (0, 0)
        if scale == bottom:
            return Cells(column.numerator, ends=(low, high) if column.numerator.dtype == pl.Int64 else None)
        top = pl.col("top") * pl.lit(scale, dtype=pl.Int128)
        under = pl.lit(bottom, dtype=pl.Int128)
        frame = column.numerator.cast(pl.Int128).to_frame("top")
        if not frame.select((top % under != 0).any()).item():
            return Cells(frame.select(top // under).to_series())
    values = column.values()
    texts = [None if one is None else value_text(one, unit, currency) for one in values]
    return Cells(pl.Series(texts, dtype=pl.String))
