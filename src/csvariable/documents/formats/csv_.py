"""CSV for payroll: money with a decimal point, text cells guarded."""

from __future__ import annotations

import io
import re
from typing import BinaryIO

from csvariable.documents.amounts import value_text
from csvariable.documents.clean import clean
from csvariable.documents.formats import CellValue, Format, Look, Tabular
from csvariable.kernel.unit import Unit

ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")

DRIVING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def guarded(text: str) -> str:
    """Return a text cell that no spreadsheet takes for a formula: a leading `'` where it could.

    What would drive a terminal or turn what is read is shown as an escape. Numbers are never
    touched: a negative amount stays a number.
    """
    safe = DRIVING.sub(lambda found: clean(found[0]), text)
    return f"'{safe}" if text.startswith(ACTIVE) else safe


def write(found: Tabular, out: BinaryIO, _: Look) -> None:
    """Write a header and a line for each row."""
    import csv

    records = found.records()
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
