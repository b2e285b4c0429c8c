"""A file of raw rows as a table, read as its source says: frame, sheet, decimal mark."""

from __future__ import annotations

from dataclasses import replace

from csvariable.kernel.diagnostic import Diagnostic
from csvariable.plan.source import SourceOfRows
from csvariable.tables.files import read_file
from csvariable.tables.framed import Frame
from csvariable.tables.table import Table
from csvariable.tables.written import HowWritten


def read_source(
    data: bytes, name: str, source: SourceOfRows, written: HowWritten
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Return the table of a file of a source, beside what is wrong with it."""
    if source.sheet is not None:
        written = replace(written, sheet=source.sheet)
    if source.decimal is not None:
        written = replace(written, decimal=source.decimal)
    if source.header is not None:
        written = replace(written, header_row=None)
    skip, rows = (source.header.skip, source.header.rows) if source.header is not None else (0, 1)
    return read_file(data, name, written, Frame(skip, rows, source.ends == "blank"))
