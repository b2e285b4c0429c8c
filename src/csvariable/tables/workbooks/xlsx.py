"""XLSX: the sheets of a workbook, cell by cell, by openpyxl."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from csvariable.tables.clock import clock_text
from csvariable.tables.workbooks.stored import (
    BOOLEANS,
    EMPTY,
    MAX_CELLS,
    Flaw,
    MergedCells,
    NotAWorkbook,
    StoredCell,
    StoredSheet,
    TooLarge,
    WorkbookSheet,
    day_text,
    number_text,
)

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|GETTING_DATA)")
_TIME_ONLY = re.compile(r"[^dy]*[hs][^dy]*", re.IGNORECASE)


def sheets(data: bytes, mark: str) -> Sequence[WorkbookSheet]:
    """Return the sheets of a workbook, in its order; numbers are written with the decimal mark asked for.

    Raises:
        ImportError: openpyxl is not installed.
        NotAWorkbook: the bytes are no XLSX workbook.
    """
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what matters of it is told by cell
            formulas, results = load_workbook(BytesIO(data)), load_workbook(BytesIO(data), data_only=True)
    except Exception as problem:
        # What a damaged archive raises inside the library has no common kind.
        raise NotAWorkbook from problem
    titles = [one.title for one in formulas.worksheets]

    def grid(title: str) -> StoredSheet:
        return _grid(formulas, formulas[title], results[title], mark)

    return [
        WorkbookSheet(title, formulas[title].sheet_state == "visible", lambda title=title: grid(title))  # type: ignore[misc]
        for title in titles
    ]


def _grid(book: Workbook, formulas: Worksheet, results: Worksheet, mark: str) -> StoredSheet:
    if formulas.max_row * formulas.max_column > MAX_CELLS:
        raise TooLarge
    # A file that asks to be computed when it is opened was written by a program that computes nothing.
    stored = not (book.calculation and book.calculation.fullCalcOnLoad)
    rows = [
        [_cell(cell, result.value, mark, stored=stored) for cell, result in zip(row, values, strict=True)]
        for row, values in zip(formulas.iter_rows(), results.iter_rows(), strict=True)
    ]
    columns = formulas.column_dimensions.values()
    return StoredSheet(
        formulas.title,
        rows,
        frozenset(at for at, row in formulas.row_dimensions.items() if row.hidden or row.height == 0),
        frozenset(
            at
            for one in columns
            if one.hidden or one.width == 0
            for at in range(one.min or 0, (one.max or 0) + 1)
        ),
        [
            MergedCells(one.min_row, one.min_col, one.max_row, one.max_col)
            for one in formulas.merged_cells.ranges
        ],
    )


def _cell(cell: Cell | MergedCell, result: object, mark: str, *, stored: bool) -> StoredCell:
    if cell.data_type == "f" and (result is None or not stored):
        return StoredCell(str(cell.value), Flaw.NO_RESULT)
    shown = cell.number_format
    match result:
        case None:
            return EMPTY
        case bool():
            return StoredCell(BOOLEANS[result])
        case int() | float() | Decimal():
            # The shortest decimal of what is stored: up to 15 digits it is what was typed.
            return number_text(
                Decimal(repr(result)) if isinstance(result, float) else Decimal(result), shown, mark
            )
        case dt.timedelta():
            return StoredCell(clock_text(result))
        case dt.time():
            length = dt.timedelta(hours=result.hour, minutes=result.minute, seconds=result.second)
            return StoredCell(clock_text(length + dt.timedelta(microseconds=result.microsecond)))
        case dt.date():
            flaw = Flaw.CLOCK if _TIME_ONLY.fullmatch(shown) else None
            return StoredCell(day_text(result), flaw)
        case _:
            text = str(result)
            wrong = cell.data_type == "e" or (cell.data_type == "f" and _ERROR.fullmatch(text))
            return StoredCell(text, Flaw.ERROR if wrong else None)
