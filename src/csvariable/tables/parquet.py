"""Parquet: a table of typed columns, as the texts that a CSV file would hold."""

from __future__ import annotations

from io import BytesIO
from typing import Final

import polars as pl

from csvariable.kernel.diagnostic import Diagnostic, FilePlace, error
from csvariable.kernel.message import msg
from csvariable.tables.dialect import Dialect
from csvariable.tables.frames import RowSource, nested, text_of
from csvariable.tables.reading import checked
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
    return _table_of(frame, name, data, decimal or ".")


def _table_of(
    frame: pl.DataFrame, name: str, data: bytes, mark: str
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Return the table of a frame: each value as text; lists and bytes are problems.

    A number of decimals is exact; a binary one is the shortest decimal that stands for it. `data` is what
    the frame was read from, and `mark` the decimal mark to write.
    """
    columns: list[list[str]] = []
    problems: list[Diagnostic] = []
    for at, column in enumerate(frame.get_columns()):
        if column.dtype.is_nested() or column.dtype in {pl.Binary, pl.Object}:
            problems.append(nested(name, at, column.name))
        else:
            columns.append([text_of(value, mark) for value in column.to_list()])
    if problems:
        return None, tuple(problems)
    table = Table(
        name=name,
        header=tuple(" ".join(label.split()) for label in frame.columns),
        rows=[list(row) for row in zip(*columns, strict=True)],
        lines=range(1, frame.height + 1),
        dialect=Dialect("utf-8", "\t", mark, sep_line=False, bom=False, kind=_KIND),
        data=data,
        blank_lines=0,
        header_line=1,
        source=RowSource(),
    )
    return checked(table, ())
