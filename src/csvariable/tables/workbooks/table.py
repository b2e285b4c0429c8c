"""A table from a workbook, by the rules that hold for a CSV file."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from csvariable.kernel.diagnostic import Diagnostic, FilePlace, error, has_errors
from csvariable.kernel.message import msg
from csvariable.tables.dialect import MAX_COLUMNS, MAX_ROWS, Dialect
from csvariable.tables.framed import NO_FRAME, Frame
from csvariable.tables.reading import checked
from csvariable.tables.table import Table
from csvariable.tables.workbooks import OLD
from csvariable.tables.workbooks.choice import chosen, is_left_out, obstacles
from csvariable.tables.workbooks.stored import (
    EMPTY,
    NotAWorkbook,
    StoredSheet,
    TooLarge,
    WorkbookSheet,
    coordinates,
    entries,
    text_of,
)
from csvariable.tables.written import HowWritten

Kind = Literal["xlsx", "ods"]

Problems = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class SheetSource:
    """Where the cells of a sheet stand: in their own rows and columns."""

    title: str
    columns: Sequence[int]
    """The column of the sheet, from 1, of each column of the table."""

    def field(self, line: int, delimiter: str, index: int) -> tuple[int, int]:  # noqa: ARG002
        """Return the row and column of a cell in the sheet, from 1."""
        return line, self.columns[index] if index < len(self.columns) else self.columns[-1] + 1

    def reference(self, line: int, column: int) -> str:
        """Return the name of a cell: `Sheet1!C5`."""
        return f"{self.title}!{coordinates(line, column)}"


def read_workbook(
    data: bytes, name: str, written: HowWritten, frame: Frame = NO_FRAME
) -> tuple[Table | None, Problems]:
    """Read one sheet of a workbook: the table, or None, beside everything there is to say about it.

    The headers stand in the row that is said, else in the first one that has something.
    """
    try:
        kind = _kind(data, name)
        if isinstance(kind, Diagnostic):
            return None, (kind,)
        grid = chosen(_sheets(kind, data, written.decimal or "."), name, written)
        if isinstance(grid, Diagnostic):
            return None, (grid,)
        said = frame.skip + 1 if frame.skip or written.header_row is not None else None
        header = said or next((at for at, row in enumerate(grid.rows, 1) if _filled(row)), 0)
        if not header or header > len(grid.rows) or not _filled(grid.rows[header - 1]):
            message = msg("row {row} of the sheet `{sheet}` is empty", row=header or 1, sheet=grid.title)
            advice = msg("say in which row the headers stand: `--header-row 3`")
            return None, (error("no-header", message, FilePlace(name), help=advice),)
        grid, below = _ended(grid, header, frame)
        found = obstacles(grid, header, name, written)
        if has_errors(found):
            return None, tuple(found)
        table = _table(grid, header, frame.rows, written)
        return checked(replace(table, name=name, data=data, below=below), ())
    except ImportError:
        message = msg("reading a workbook needs a part that is not installed")
        advice = msg('write `pip install "csvariable[xlsx]"`, or save the sheet as CSV UTF-8')
        return None, (error("missing-extra", message, FilePlace(name), help=advice),)
    except NotAWorkbook:
        message = msg("the file begins as a workbook does, and cannot be read as one: it is damaged")
        return None, (
            error("not-a-workbook", message, FilePlace(name), help=msg("save it again in a spreadsheet")),
        )
    except TooLarge:
        message = msg("the workbook holds more cells than are read")
        advice = msg("save the sheet as CSV UTF-8; a cell far below or beside the table counts as well")
        return None, (error("too-many-cells", message, FilePlace(name), help=advice),)


def _kind(data: bytes, name: str) -> Kind | Diagnostic:
    """Return what kind of workbook the bytes are, or why they are none that is read."""
    if data.startswith(OLD):
        message = msg("the file is locked with a password, or of Excel before 2007")
        advice = msg("save it as XLSX without a password, or as CSV UTF-8")
        return error("old-workbook", message, FilePlace(name), help=advice)
    names = entries(data)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        said, kind = (text_of(data, entry) for entry in ("META-INF/manifest.xml", "mimetype"))
        if b"encryption-data" in said:
            message = msg("the file is locked with a password")
            return error("old-workbook", message, FilePlace(name), help=msg("save it without a password"))
        if b"opendocument" not in kind or b"spreadsheet" in kind:
            return "ods"
    message = msg("the file is an archive, and no workbook of the kinds that are read: XLSX and ODS")
    return error("compressed", message, FilePlace(name), help=msg("unpack it first, or save it as XLSX"))


def _sheets(kind: Kind, data: bytes, mark: str) -> Sequence[WorkbookSheet]:
    if kind == "xlsx":
        from csvariable.tables.workbooks import xlsx

        return xlsx.sheets(data, mark)
    from csvariable.tables.workbooks import ods

    return ods.sheets(data, mark)


def _ended(grid: StoredSheet, header: int, frame: Frame) -> tuple[StoredSheet, int]:
    """Return a sheet up to the blank row that ends its table, and how many rows with something follow."""
    start = header + frame.rows - 1
    blank = (at for at, row in enumerate(grid.rows) if at >= start and not _filled(row))
    end = next(blank, len(grid.rows)) if frame.ends_blank else len(grid.rows)
    merged = [one for one in grid.merged if one.top <= end]
    return replace(grid, rows=grid.rows[:end], merged=merged), sum(map(_filled, grid.rows[end:]))


def _table(grid: StoredSheet, header: int, heads: int, written: HowWritten) -> Table:
    """Lay out a sheet from its headers on; who knows the file gives the table its name."""
    rows = [at for at in range(header, len(grid.rows) + 1) if not is_left_out(grid, at, 0, written)]
    width = max(len(grid.rows[at - 1]) for at in rows)
    if width > MAX_COLUMNS or len(rows) > MAX_ROWS:
        raise TooLarge
    columns = [at for at in range(1, width + 1) if not is_left_out(grid, 0, at, written)]
    cells = {at: [_text(grid, at, column) for column in columns] for at in rows}
    kept = [at for at in rows if at >= header + heads and any(cells[at])]
    heading = zip(*(cells[at] for at in rows if at < header + heads), strict=True)
    kind = msg("sheet `{sheet}` of a workbook, headers in row {row}", sheet=grid.title, row=header)
    return Table(
        name="",
        header=tuple(" ".join(" ".join(texts).split()) for texts in heading),
        rows=[cells[at] for at in kept],
        lines=kept,
        dialect=Dialect("utf-8", "\t", written.decimal or ".", sep_line=False, bom=False, kind=kind),
        data=b"",
        blank_lines=len(rows) - heads - len(kept) + header - 1,
        header_line=header,
        source=SheetSource(grid.title, columns),
    )


def _filled(row: Sequence[object]) -> bool:
    return any(cell != EMPTY for cell in row)


def _text(grid: StoredSheet, row: int, column: int) -> str:
    cells = grid.rows[row - 1]
    return unicodedata.normalize("NFC", cells[column - 1].text.strip()) if column <= len(cells) else ""
