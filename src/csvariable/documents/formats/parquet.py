"""Parquet: texts, and numbers as columns of exact decimals."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO, cast

from csvariable.documents.formats import Format, Look, Tabular
from csvariable.kernel.unit import JSON_PLACES, Unit, fixed_text, minor_units

if TYPE_CHECKING:
    from fractions import Fraction

    import polars as pl

    from csvariable.documents.row_set import CellValue


def write(found: Tabular, out: BinaryIO, _: Look) -> None:
    """Write a decimal column for each number, null where there is no value.

    Money has the decimals of its currency, or 12 where a value (a prorated target) is no amount
    of it; every other number has 12, rounded half away from zero.
    """
    import polars as pl

    records = found.records()
    rows = list(records.rows)
    columns = [
        _texts(name, [row[at] for row in rows])
        if unit is None
        else _decimals(name, [cast("Fraction | None", row[at]) for row in rows], unit, records.currency)
        for at, (name, unit) in enumerate(records.columns)
    ]
    whole = io.BytesIO()
    pl.DataFrame(columns).write_parquet(whole)
    out.write(whole.getvalue())


def _texts(name: str, values: Sequence[CellValue]) -> pl.Series:
    import polars as pl

    return pl.Series(name, [value or None for value in values], dtype=pl.String)


def _decimals(name: str, values: Sequence[Fraction | None], unit: Unit, currency: str) -> pl.Series:
    import polars as pl

    places = minor_units(currency) if unit is Unit.MONEY else JSON_PLACES
    if any(value is not None and (value * 10**places).denominator != 1 for value in values):
        places = JSON_PLACES
    numbers = [None if value is None else Decimal(fixed_text(value, places)) for value in values]
    return pl.Series(name, numbers, dtype=pl.Decimal(38, places))


FORMAT = Format("parquet", Tabular, write, (".parquet",))
