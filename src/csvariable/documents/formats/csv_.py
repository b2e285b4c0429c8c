"""CSV for payroll: money with a decimal point, text cells guarded."""

from __future__ import annotations

import io
from typing import BinaryIO

from csvariable.documents.amounts import value_text
from csvariable.documents.formats import CellValue, Format, Look, Tabular
from csvariable.documents.guarding import guarded
from csvariable.kernel.unit import Unit


def write(found: Tabular, out: BinaryIO, _: Look) -> None:
    """Write a header and a line for each row."""
    import csv

    records = found.records()
    columns = None if records.whole is None else records.whole()
    if columns is not None:
        from csvariable.documents.whole_csv import write_columns

        write_columns(columns, dict(records.columns), records.currency, out)
        return
    stream = io.TextIOWrapper(out, "utf-8", "replace", newline="", write_through=True)
    lines = csv.writer(stream, lineterminator="\n")
    units = [unit for _, unit in records.columns]
    lines.writerow([name for name, _ in records.columns])
    for row in records.rows:
        lines.writerow([_text(cell, unit, records.currency) for cell, unit in zip(row, units, strict=True)])
    stream.detach()


def _text(cell: CellValue, unit: Unit | None, currency: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    return value_text(cell, unit or Unit.NUMBER, currency)


FORMAT = Format("csv", Tabular, write, (".csv",))
