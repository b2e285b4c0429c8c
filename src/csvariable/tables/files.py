"""A file of any kind that is read, as a table: CSV, XLSX, ODS or Parquet, by its first bytes."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from csvariable.kernel.diagnostic import Diagnostic
from csvariable.tables.framed import NO_FRAME, Frame, read_framed
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table
from csvariable.tables.workbooks import is_workbook
from csvariable.tables.written import HowWritten

_PARQUET: Final = b"PAR1"


def read_file(
    data: bytes, name: str, written: HowWritten, frame: Frame = NO_FRAME
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Read a file: the table, or None, beside everything there is to say about it.

    The first bytes decide of what kind it is, never the name. Parquet has no lines, and no frame.
    """
    if written.header_row is not None:
        frame = replace(frame, skip=written.header_row - 1)
    table, found = _read(data, name, written, frame)
    if table is None or written.dates is None:
        return table, found
    return replace(table, dialect=replace(table.dialect, dates=written.dates)), found


def _read(
    data: bytes, name: str, written: HowWritten, frame: Frame
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    if is_workbook(data):
        from csvariable.tables.workbooks.table import read_workbook

        return read_workbook(data, name, written, frame)
    if data.startswith(_PARQUET):
        from csvariable.tables.parquet import read_parquet

        return read_parquet(data, name, written.decimal)
    if frame != NO_FRAME:
        return read_framed(data, name, written, frame)
    return read_table(
        data, name, encoding=written.encoding, delimiter=written.delimiter, decimal=written.decimal
    )
