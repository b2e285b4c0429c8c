"""ODS: the sheets of an OpenDocument spreadsheet, cell by cell, by odfdo."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Final

from csvariable.tables.clock import clock_text
from csvariable.tables.workbooks.stored import (
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
    from odfdo import Document, Element, Table

_HIDDEN: Final = frozenset({"collapse", "filter"})
_PERIOD = re.compile(r"(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?")
_LEADING_ZEROS = re.compile(r"0\d+")
_BESIDE_A_NUMBER = re.compile(r"-?[0-9][0-9.,\s]*([A-Za-z]+)\.?")
_CLOCK = re.compile(r"-?(\d+):\d\d(?::\d\d.*)?")
_BLANKS: Final = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n"}
"""Blanks that are stored as elements."""
_BOOLEANS: Final = {"true": "true", "false": "false"}
_HOURS: Final = 24
_BESIDE: Final = frozenset({"office:annotation", "text:note", "text:ruby-text"})
"""What stands inside a paragraph and is not part of what it says."""


def sheets(data: bytes, mark: str) -> Sequence[WorkbookSheet]:
    """Return the sheets of a spreadsheet, in its order; numbers are written with the decimal mark asked for.

    Raises:
        ImportError: odfdo is not installed.
        NotAWorkbook: the bytes are no ODS spreadsheet.
    """
    from odfdo import Document

    try:
        document = Document(BytesIO(data))
        tables = document.body.tables
    except Exception as problem:
        # What a damaged archive raises inside the library has no common kind.
        raise NotAWorkbook from problem
    return [_sheet(document, table, mark) for table in tables]


def _sheet(document: Document, table: Table, mark: str) -> WorkbookSheet:
    style = document.get_style("table", table.style) if table.style else None
    shown = style.get_element("style:table-properties") if style is not None else None
    visible = shown is None or shown.get_attribute_string("table:display") != "false"
    return WorkbookSheet(table.name or "", visible, lambda: _grid(table, mark))


def _grid(table: Table, mark: str) -> StoredSheet:
    """Lay out a sheet; what is repeated stands in the file once, with a count."""
    rows: list[list[StoredCell]] = []
    hidden: set[int] = set()
    merged: list[MergedCells] = []
    cells, blank = 0, 0
    for element in table.get_elements("descendant::table:table-row"):
        row = _row(element, mark, blank + len(rows) + 1, merged)
        times = _count(element, "table:number-rows-repeated")
        if not row:
            # Empty rows up to the last one of a sheet are stored as one: only those between others count.
            blank += times
            continue
        cells += len(row) * times
        if cells > MAX_CELLS or blank + len(rows) + times > MAX_CELLS:
            raise TooLarge
        rows += [[] for _ in range(blank)]
        blank = 0
        if _is_hidden(element):
            hidden |= set(range(len(rows) + 1, len(rows) + times + 1))
        rows += [row] * times
    width = max(map(len, rows), default=0)
    return StoredSheet(table.name or "", rows, frozenset(hidden), _hidden_columns(table, width), merged)


def _row(element: Element, mark: str, number: int, merged: list[MergedCells]) -> list[StoredCell]:
    """Return the cells of a row up to the last one that has something; keep what is merged."""
    row: list[StoredCell] = []
    empty = 0
    for cell in element.get_elements("table:table-cell|table:covered-table-cell"):
        times = _count(cell, "table:number-columns-repeated")
        read = _cell(cell, mark)
        if read == EMPTY:
            empty += times
            continue
        if len(row) + empty + times > MAX_CELLS:
            raise TooLarge
        row += [EMPTY] * empty
        empty = 0
        wide, high = (_count(cell, f"table:number-{way}-spanned") for way in ("columns", "rows"))
        if wide > 1 or high > 1:
            left = len(row) + 1
            merged.append(MergedCells(number, left, number + high - 1, left + wide - 1))
        row += [read] * times
    return row


def _hidden_columns(table: Table, width: int) -> frozenset[int]:
    def columns() -> Iterator[int]:
        at = 1
        for one in table.get_elements("descendant::table:table-column"):
            end = min(at + _count(one, "table:number-columns-repeated"), width + 1)
            if _is_hidden(one):
                yield from range(at, end)
            at = end

    return frozenset(columns())


def _is_hidden(element: Element) -> bool:
    """Whether a row or a column is hidden, by itself or by the group that it stands in."""
    if element.get_attribute_string("table:visibility") in _HIDDEN:
        return True
    group = element.parent
    while group is not None and group.tag in {"table:table-row-group", "table:table-column-group"}:
        if group.get_attribute_string("table:display") == "false":
            return True
        group = group.parent
    return False


def _count(element: Element, name: str) -> int:
    written = element.get_attribute_string(name)
    try:
        count = 1 if written is None else int(written)
    except ValueError as problem:
        raise NotAWorkbook from problem
    if count < 1:
        raise NotAWorkbook
    return count


def _said(paragraph: Element) -> str:
    """Return the text of a paragraph: of a link what is shown, without the address."""
    parts = [paragraph.text or ""]
    for child in paragraph.children:
        if child.tag == "text:s":
            parts.append(" " * _count(child, "text:c"))
        elif child.tag not in _BESIDE:
            parts.append(_BLANKS.get(child.tag) or _said(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _cell(cell: Element, mark: str) -> StoredCell:
    kind = cell.get_attribute_string("office:value-type")
    shown = "\n".join(map(_said, cell.get_elements("text:p")))
    if cell.get_attribute_string("calcext:value-type") == "error":
        return StoredCell(shown, Flaw.ERROR)
    if kind is None:
        formula = cell.get_attribute_string("table:formula")
        return StoredCell(shown) if formula is None else StoredCell(formula, Flaw.NO_RESULT)
    try:
        return _value(cell, kind, shown, mark)
    except (ValueError, ArithmeticError, LookupError):
        return StoredCell(shown, Flaw.DAMAGED)


def _value(cell: Element, kind: str, shown: str, mark: str) -> StoredCell:
    """Return the value of a cell that has one; what its attributes may not hold is a `ValueError`."""
    value = cell.get_attribute_string("office:value") or ""
    match kind:
        case "percentage":
            return number_text(Decimal(value), "%", mark)
        case "currency":
            code = cell.get_attribute_string("office:currency")
            return number_text(Decimal(value), f"[${code}]" if code else "", mark)
        case "float":
            beside = _BESIDE_A_NUMBER.fullmatch(shown)
            form = "" if beside is None else f'0"{beside[1]}"'
            zeros = "0" * len(shown) if _LEADING_ZEROS.fullmatch(shown) else form
            return number_text(Decimal(value), zeros, mark)
        case "date":
            return StoredCell(_day(cell.get_attribute_string("office:date-value") or ""))
        case "time":
            length = _length(cell.get_attribute_string("office:time-value") or "")
            clock = _CLOCK.fullmatch(shown)
            over = clock is not None and abs(length) >= dt.timedelta(days=1) and int(clock[1]) < _HOURS
            return StoredCell(clock_text(length), Flaw.CLOCK if over else None)
        case "boolean":
            return StoredCell(_BOOLEANS[cell.get_attribute_string("office:boolean-value") or ""])
        case _:
            return StoredCell(cell.get_attribute_string("office:string-value") or shown)


def _day(text: str) -> str:
    when = dt.datetime.fromisoformat(text)
    if when.tzinfo is not None:
        raise ValueError(text)
    return day_text(when)


def _length(text: str) -> dt.timedelta:
    """Return a length of time written `PT26H00M00S`."""
    found = _PERIOD.fullmatch(text)
    if found is None:
        raise ValueError(text)
    hours, minutes = (int(part or 0) for part in found.groups()[1:3])
    thousandths = round(Decimal((found[4] or "0").replace(",", ".")) * 1000)
    length = dt.timedelta(hours=hours, minutes=minutes, milliseconds=thousandths)
    return -length if found[1] else length
