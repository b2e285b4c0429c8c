"""CSV for payroll: money with a decimal point, text cells guarded."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from csvariable.documents.amounts import value_text
from csvariable.documents.formats import Format, Look, Tabular
from csvariable.documents.guarding import guarded
from csvariable.kernel.unit import Unit

if TYPE_CHECKING:
    from csvariable.documents.row_set import CellValue, RowSet
    from csvariable.tables.csv_writing import CsvDialect


def write(found: Tabular, out: BinaryIO, look: Look) -> None:
    """Write a header and a line for each row, in the dialect that is asked for."""
    import csv

    from csvariable.tables.csv_writing import DIALECTS  # every command knows this format, and few write it

    records = found.records()
    dialect = DIALECTS[look.dialect]
    columns = None if records.whole is None or look.dialect != "plain" else records.whole()
    if columns is not None:
        from csvariable.documents.whole_csv import write_columns

        write_columns(columns, dict(records.columns), records.currency, out)
        return
    encoding = "utf-8-sig" if dialect.bom else "utf-8"
    stream = io.TextIOWrapper(out, encoding, "replace", newline="", write_through=True)
    lines = csv.writer(stream, delimiter=dialect.separator, lineterminator=dialect.line_end)
    lines.writerow(_header(records, dialect))
    columns_of = [partial(_text, unit=unit, currency=records.currency) for _, unit in records.columns]
    for row in records.rows:
        cells = [text(cell) for text, cell in zip(columns_of, row, strict=True)]
        if dialect.decimal != ".":
            pairs = zip(cells, row, strict=True)
            cells = [
                text if isinstance(one, str) else text.replace(".", dialect.decimal) for text, one in pairs
            ]
        lines.writerow(cells)
    stream.detach()


def _header(records: RowSet, dialect: CsvDialect) -> list[str]:
    """Return the names of the columns, or what people call them; what several are called has its name too."""
    names = [guarded(name) for name, _ in records.columns]
    if not dialect.titles or records.titles is None:
        return names
    titles = list(records.titles())
    return [
        guarded(title if titles.count(title) == 1 else f"{title} ({name})")
        for title, name in zip(titles, names, strict=True)
    ]


def _text(cell: CellValue, unit: Unit | None, currency: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    return value_text(cell, unit or Unit.NUMBER, currency)


FORMAT = Format("csv", Tabular, write, (".csv",))
