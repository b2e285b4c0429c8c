"""Parquet: a table of typed columns, as the texts that a CSV file would hold."""

from __future__ import annotations

from io import BytesIO
from typing import Final

import polars as pl

from csvariable.kernel.diagnostic import Diagnostic, FilePlace, error
from csvariable.kernel.message import msg
from csvariable.tables.frames import table_of_frame
from csvariable.tables.table import Table

_KIND: Final = msg("Parquet")


def read_parquet(data: bytes, name: str, decimal: str | None) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Read a Parquet file: the table, or None, beside everything there is to say about it.

    Its values are read as those of any typed table.
    """
    try:
        frame = pl.read_parquet(BytesIO(data))
    except Exception:  # noqa: BLE001 - what a damaged file raises inside the library has no common kind
        message = msg("the file begins as Parquet does, and cannot be read as it: it is damaged")
        return None, (error("not-parquet", message, FilePlace(name)),)
    return table_of_frame(frame, name, data, _KIND, decimal or ".")
