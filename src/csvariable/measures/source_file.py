"""A file of raw rows as a table, read as its source says: frame, sheet, decimal mark."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from csvariable.kernel.diagnostic import Diagnostic
from csvariable.plan.source import SourceOfRows
from csvariable.tables.files import read_file
from csvariable.tables.framed import Frame
from csvariable.tables.numerals import Ambiguous, decimal_mark, read_number
from csvariable.tables.table import Table
from csvariable.tables.totals import is_total, total_in_rows
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
    table, found = read_file(data, name, written, Frame(skip, rows, source.ends == "blank"))
    unended = table is not None and source.ends is None and source.where is None
    total = _last_total(table) if table is not None and unended else None
    return (table, found) if total is None else (None, (*found, total))


def _last_total(table: Table) -> Diagnostic | None:
    """Refuse a last row whose first cell says that it sums up the others, where it leaves out what they have.

    A client may be called `Total` too. A row without a name is one where it adds up what stands above it.
    """
    last = len(table.rows) - 1
    cells = table.rows[last]
    at = next((at for at, cell in enumerate(cells) if cell), 0)
    lacks = any(not cell and "" not in table.texts(column)[:last] for column, cell in enumerate(cells))
    sums = next((column for column in range(len(cells)) if _sums_up(table, column)), None)
    if is_total(cells[at]):
        found = at if last and (lacks or sums is not None) else None
    else:
        found = sums if lacks and not cells[0] else None
    if found is None:
        return None
    return total_in_rows(table.header[found], cells[found], table.place(last, found))


def _sums_up(table: Table, column: int) -> bool:
    """Whether the last number of a column is the sum of those above, of which there are several."""
    texts = table.texts(column)
    mark = decimal_mark(texts, table.dialect.decimal)
    numbers = [read_number(text, None if isinstance(mark, Ambiguous) else mark) for text in texts]
    above = [one for one in numbers[:-1] if isinstance(one, Fraction)]
    return len(above) > 1 and numbers[-1] == sum(above) != 0
