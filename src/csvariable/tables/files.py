"""A file of any kind that is read, as a table: CSV, XLSX, ODS or Parquet, by its first bytes."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Final

from csvariable.kernel.diagnostic import Diagnostic
from csvariable.tables.decoding import Decoded, decode
from csvariable.tables.records import LINE_END
from csvariable.tables.table import Table, read_table
from csvariable.tables.workbooks import is_workbook
from csvariable.tables.written import HowWritten

_PARQUET: Final = b"PAR1"


def read_file(data: bytes, name: str, written: HowWritten) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Read a file: the table, or None, beside everything there is to say about it.

    The first bytes decide of what kind it is, never the name.
    """
    table, found = _read(data, name, written)
    if table is None or written.dates is None:
        return table, found
    return replace(table, dialect=replace(table.dialect, dates=written.dates)), found


def _read(data: bytes, name: str, written: HowWritten) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    if is_workbook(data):
        from csvariable.tables.workbooks.table import read_workbook

        return read_workbook(data, name, written)
    if data.startswith(_PARQUET):
        from csvariable.tables.parquet import read_parquet

        return read_parquet(data, name, written.decimal)
    if written.header_row is not None:
        return _below_title(data, name, written, written.header_row)
    return read_table(
        data, name, encoding=written.encoding, delimiter=written.delimiter, decimal=written.decimal
    )


def _below_title(
    data: bytes, name: str, written: HowWritten, header_row: int
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Read a text below its title: the lines above are emptied, so that all others keep their places."""
    decoded = decode(data, name, written.encoding)
    if not isinstance(decoded, Decoded):
        return None, decoded
    ends = (found.end() for found in LINE_END.finditer(decoded.text))
    start = next(islice(ends, header_row - 2, None), len(decoded.text)) if header_row > 1 else 0
    text = "\n" * (header_row - 1) + decoded.text[start:]
    table, found = read_table(text.encode(), name, delimiter=written.delimiter, decimal=written.decimal)
    told = (*decoded.notices, *found)
    if table is None:
        return None, told
    dialect = replace(table.dialect, encoding=decoded.encoding, bom=decoded.bom)
    return replace(table, data=data, dialect=dialect), told
