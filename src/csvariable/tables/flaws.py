"""What is wrong with the cells of a table: its size, its header, ragged rows, guards, quotes out of place."""

from __future__ import annotations

import re
from collections.abc import Callable

from csvariable.kernel.diagnostic import CellPlace, Diagnostic, FilePlace, Label, error, warning
from csvariable.kernel.message import counted, msg
from csvariable.tables.dialect import MAX_CELL, MAX_COLUMNS, TITLE
from csvariable.tables.numerals import two_marks
from csvariable.tables.records import Fault, Source
from csvariable.tables.table import Table

MAX_LOCATED = 20
"""Problems of one kind that are shown with their place; the others are counted."""


_GUARDED = re.compile(r"'(?=[=+@-])")


_FOOTER = msg("if it is a total or a legal line at the end of a report, delete it")


def misplaced_quote(source: Source, name: str, flaw: Fault) -> Diagnostic:
    """Say which quote is out of place."""
    line, column = source.position(flaw.start)
    at = CellPlace(name, line, column)
    end = CellPlace(name, *source.position(flaw.quote))
    if flaw.kind == "unterminated-quote":
        message = msg("a quote opens here and is never closed: everything after it would be one cell")
        return error(flaw.kind, message, at, help=msg("close it, or remove it"))
    if flaw.kind == "backslash-quote":
        message = msg("a quote inside a cell is written with a backslash, which CSV does not know")
        return error(flaw.kind, message, end, help=msg('write it twice: `""`'))
    if source.text[flaw.start] == '"':
        label = Label(at, msg("the quoted cell starts here"))
        advice = msg('write a quote inside a cell twice: `""`; was a separator lost?')
        return error(
            flaw.kind, msg("text follows the quote that closes a cell"), end, also=(label,), help=advice
        )
    advice = msg('put the whole cell in quotes and write this one twice: `""`')
    if source.text[flaw.start : flaw.start + 2] == '="':
        advice = msg('`="007"` is a formula that holds a text: write the text alone, `007`')
    return error(
        flaw.kind, msg("a quote stands inside a cell that does not start with one"), end, help=advice
    )


def two_marks_in(table: Table, column: int) -> Diagnostic | None:
    """Refuse a column of which some numbers have a decimal comma and others a decimal point."""
    texts = table.texts(column)
    found = two_marks(texts)
    if found is None:
        return None
    one, other = found
    message = msg(
        "`{one}` and `{other}` do not have the same decimal mark", one=texts[one], other=texts[other]
    )
    also = (Label(table.place(one, column), msg("the other one")),)
    help_ = msg("write all numbers of the column with one mark")
    return error("two-decimal-marks", message, table.place(other, column), also=also, help=help_)


def unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that spreadsheets put before signs of formulas."""
    return cell[1:] if _GUARDED.match(cell) else cell


def guards(table: Table) -> list[Diagnostic]:
    """Remove the apostrophe that spreadsheets put before `=`, `+`, `-` and `@`; tell it once."""
    if isinstance(table.source, Source) and "'" not in table.source.text:
        return []
    found = [
        (index, column)
        for index, row in enumerate(table.rows)
        for column, cell in enumerate(row)
        if _GUARDED.match(cell)
    ]
    for index, column in found:
        table.rows[index][column] = unguarded(table.rows[index][column])
    if not found:
        return []
    return [guard_removed(table, len(found), *found[0])]


def guard_removed(table: Table, count: int, row: int, column: int) -> Diagnostic:
    """Tell how many apostrophes were removed, where the first one stood."""
    message = counted(
        "an apostrophe before `=`, `+`, `-` or `@` was removed: once, here",
        "an apostrophe before `=`, `+`, `-` or `@` was removed: {count} times, first here",
        count,
    )
    return warning("leading-apostrophe", message, table.place(row, column))


def size_flaws(table: Table) -> list[Diagnostic]:
    """Check that there are rows, and not too many columns."""
    whole = FilePlace(table.name)
    if len(table.header) > MAX_COLUMNS:
        return [
            error("too-many-columns", msg("the header has more than {most} columns", most=MAX_COLUMNS), whole)
        ]
    if table.rows:
        return []
    advice = msg("add one row for each person")
    if table.place(-1, len(table.header)).line > table.header_line:
        advice = msg("does a quote at its start hold the whole table? remove it")
    return [error("no-rows", msg("the file has a header and no row"), table.place(-1, 0), help=advice)]


def header_flaws(table: Table) -> list[Diagnostic]:
    """Find headers that are written twice, and values without a header."""
    found: list[Diagnostic] = []
    first: dict[str, int] = {}
    for column, label in enumerate(table.header):
        if label and label in first:
            also = (Label(table.place(-1, first[label]), msg("first here")),)
            message = msg("two columns have the header `{header}`", header=label)
            help_ = msg("give each its own name, or take one of them out")
            found.append(error("duplicate-column", message, table.place(-1, column), also=also, help=help_))
        elif label:
            first[label] = column
        else:
            found += _unnamed(table, column)
    # A title in the first cell leaves every other column without a header: one sentence says it.
    titles = [one for one in found if one.rule == "no-header"]
    return titles[:1] or found


def _unnamed(table: Table, column: int) -> list[Diagnostic]:
    """Say that a column without a header has values, if it has any."""
    if not isinstance(table.rows, list):
        return []  # seen where the columns were made
    row = next((i for i, row in enumerate(table.rows) if len(row) > column and row[column]), None)
    if row is None:
        return []
    at, also = table.place(-1, column), (Label(table.place(row, column), msg("a value without a header")),)
    message = msg("column {number} has values and no header", number=column + 1)
    if sum(map(bool, table.header)) == 1:
        return [error("no-header", message, at, also=also, help=TITLE)]
    return [error("empty-header", message, at, also=also, help=msg("name the column, or delete it"))]


def width_flaws(table: Table) -> list[Diagnostic]:
    """Find the rows that have fewer or more cells than the header."""
    width = len(table.header)
    wrong = [(index, len(row)) for index, row in enumerate(table.rows) if len(row) != width]
    if not wrong:
        return []
    title = len(wrong) == len(table.rows) > 1 and len({size for _, size in wrong}) == 1
    fits = max((count for count, row in enumerate(table.rows, 1) if len(row) == width), default=0)

    def short(index: int, size: int) -> Diagnostic:
        footer = index >= fits and sum(map(bool, table.rows[index])) == 1
        advice = (
            TITLE
            if title
            else _FOOTER
            if footer
            else msg("was a separator lost? write it, even for an empty cell")
        )
        message = msg("the row has {size} of {width} cells", size=size, width=width)
        return error("short-row", message, table.place(index, size), help=advice)

    def long(index: int, size: int) -> Diagnostic:
        advice = (
            TITLE if title else msg("put a cell that holds the separator in quotes (a decimal comma too)")
        )
        message = msg("the row has {size} cells, the header has {width}", size=size, width=width)
        return error("long-row", message, table.place(index, width), help=advice)

    few = [pair for pair in wrong if pair[1] < width]
    many = [pair for pair in wrong if pair[1] > width]
    return [*_some(few, short, table.name), *_some(many, long, table.name)]


def cell_flaws(table: Table) -> list[Diagnostic]:
    """Find the cells that are too long to be read by anybody."""
    found = [
        (index - 1, column)
        for index, row in enumerate([list(table.header), *table.rows])
        if len("".join(row)) > MAX_CELL
        for column, cell in enumerate(row)
        if len(cell) > MAX_CELL
    ]

    def large(index: int, column: int) -> Diagnostic:
        message = msg(
            "the cell has more than {most} characters: is a quote missing?",
            most=MAX_CELL,
        )
        return error("cell-too-large", message, table.place(index, column))

    return _some(found, large, table.name)


def _some(
    found: list[tuple[int, int]], tell: Callable[[int, int], Diagnostic], name: str
) -> list[Diagnostic]:
    """Tell the first problems of one kind with their place, and count the others."""
    told = [tell(*pair) for pair in found[:MAX_LOCATED]]
    more = len(found) - len(told)
    if more:
        told.append(
            error(
                told[0].rule,
                counted(
                    "{count} more of the same in this file", "{count} more of the same in this file", more
                ),
                FilePlace(name),
            )
        )
    return told
