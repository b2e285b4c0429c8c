"""Which sheet of a workbook is the table, and what of it stands in the way of reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from csvariable.kernel.diagnostic import CellPlace, Diagnostic, FilePlace, error
from csvariable.kernel.excerpt import excerpt
from csvariable.kernel.message import Message, msg, quoted
from csvariable.tables.workbooks.stored import (
    EMPTY,
    Flaw,
    MergedCells,
    StoredSheet,
    WorkbookSheet,
    coordinates,
)
from csvariable.tables.written import HowWritten

SHOWN = 20
"""Problems of one kind that are shown with their place; the others are counted."""


def chosen(sheets: Sequence[WorkbookSheet], name: str, written: HowWritten) -> StoredSheet | Diagnostic:
    """Return the sheet that is the table: the one asked for, else the only visible one with anything."""
    titles = quoted([sheet.title for sheet in sheets], "and")
    if written.sheet is not None:
        found = next((sheet for sheet in sheets if sheet.title == written.sheet), None)
        if found is not None:
            return found.grid()
        message = msg("the workbook has no sheet `{sheet}`", sheet=written.sheet)
        return error(
            "no-such-sheet", message, FilePlace(name), help=msg("its sheets are {titles}", titles=titles)
        )
    visible = [sheet.grid() for sheet in sheets if sheet.visible]
    if len(visible) == 1:
        return visible[0]
    filled = [sheet for sheet in visible if sheet.rows]
    if len(filled) == 1:
        return filled[0]
    message = msg(
        "the workbook has several sheets, and nothing says which one is the table: {titles}", titles=titles
    )
    first = filled[0].title if filled else sheets[0].title if sheets else ""
    return error("which-sheet", message, FilePlace(name), help=msg('write `--sheet "{sheet}"`', sheet=first))


_FLAWS: Final = {
    Flaw.NO_RESULT: (
        msg("the formula `{cell}` has no stored result"),
        msg("open the workbook in a spreadsheet, let it compute and save it"),
    ),
    Flaw.ERROR: (
        msg("the cell shows `{cell}`: its formula failed"),
        msg("mend the formula, or empty the cell if there is no value"),
    ),
    Flaw.LONG: (
        msg("`{cell}` has more digits than a spreadsheet keeps: the last ones are lost already"),
        msg("write the id as text, in the cell itself and where the workbook was made"),
    ),
    Flaw.CLOCK: (
        msg("the cell holds a length of time over a day under a format that shows the hours of a clock"),
        msg("give it the format `[h]:mm:ss`"),
    ),
    Flaw.DAMAGED: (
        msg("what the workbook stores in this cell (`{cell}`) cannot be read"),
        msg("write the cell anew in a spreadsheet, and save the workbook"),
    ),
}


def obstacles(grid: StoredSheet, header: int, name: str, written: HowWritten) -> list[Diagnostic]:
    """Return what stands in the way of reading a sheet from its header row on."""
    found: list[Diagnostic] = []
    if written.hidden is None:
        found += _some(_hidden(grid, header, name), name)
    spans = [span for span in grid.merged if span.bottom >= header and _filled(grid, span)]
    found += _some((_merged(grid, span, name) for span in spans), name)
    for flaw in Flaw:
        found += _some(_flawed(grid, flaw, header, name, written), name)
    return found


def place(grid: StoredSheet, row: int, column: int, name: str, label: str | None = None) -> CellPlace:
    """Return the place of a cell, by its row and column from 1."""
    cells = grid.rows[row - 1] if row <= len(grid.rows) else ()
    text = cells[column - 1].text if column <= len(cells) else None
    at = f"{grid.title}!{coordinates(row, column)}"
    return CellPlace(name, row, column, label, None if text is None else excerpt(text), at)


def is_left_out(grid: StoredSheet, row: int, column: int, written: HowWritten) -> bool:
    """Whether a cell is hidden, and the user wants what is hidden left out."""
    return written.hidden == "skip" and (row in grid.hidden_rows or column in grid.hidden_columns)


def _filled(grid: StoredSheet, span: MergedCells) -> bool:
    rows = grid.rows[span.top - 1 : span.bottom]
    return any(cell != EMPTY for row in rows for cell in row[span.left - 1 : span.right])


def _hidden(grid: StoredSheet, header: int, name: str) -> Iterator[Diagnostic]:
    advice = msg("show or delete what is hidden, or say `--hidden read` or `--hidden skip`")
    for row in sorted(grid.hidden_rows):
        if header <= row <= len(grid.rows) and any(cell != EMPTY for cell in grid.rows[row - 1]):
            message = msg("row {row} is hidden, and it holds values", row=row)
            yield error("hidden-cells", message, place(grid, row, 1, name), help=advice)
    for column in sorted(grid.hidden_columns):
        if any(len(row) >= column and row[column - 1] != EMPTY for row in grid.rows[header - 1 :]):
            letter = coordinates(1, column)[:-1]
            message = msg("column {column} is hidden, and it holds values", column=letter)
            yield error("hidden-cells", message, place(grid, header, column, name), help=advice)


def _merged(grid: StoredSheet, span: MergedCells, name: str) -> Diagnostic:
    first, last = coordinates(span.top, span.left), coordinates(span.bottom, span.right)
    message = msg(
        "the cells {first} to {last} are merged: only the first has a value", first=first, last=last
    )
    advice = msg("part them and write the value where it belongs; delete the row if it is a title or a total")
    return error("merged-cells", message, place(grid, span.top, span.left, name), help=advice)


def _flawed(
    grid: StoredSheet, flaw: Flaw, header: int, name: str, written: HowWritten
) -> Iterator[Diagnostic]:
    message, advice = _FLAWS[flaw]
    for row, cells in enumerate(grid.rows[header - 1 :], header):
        for column, cell in enumerate(cells, 1):
            if cell.flaw is flaw and not is_left_out(grid, row, column, written):
                sentence = message.given(cell=cell.text)
                yield error(flaw.value, sentence, place(grid, row, column, name), help=advice)


def _some(problems: Iterator[Diagnostic], name: str) -> list[Diagnostic]:
    """Tell the first problems of one kind with their place, and count the others."""
    told = list(islice(problems, SHOWN))
    more = sum(1 for _ in problems)
    if more:
        message: Message = msg("{count} more of the same in this file", count=more)
        told.append(error(told[0].rule, message, FilePlace(name)))
    return told
