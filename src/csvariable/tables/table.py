"""A table of text cells with their places in the file, read from bytes.

Columns are text until a plan types them: `007` stays `007`. Nothing is skipped in silence,
padded or cut: a row that does not fit is an error with its line, its column and its header.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

from csvariable.kernel.diagnostic import CellPlace, Diagnostic, FilePlace, Label, error, has_errors, warning
from csvariable.kernel.excerpt import excerpt
from csvariable.kernel.message import counted, msg
from csvariable.tables.decoding import Decoded, decode
from csvariable.tables.dialect import MAX_CELL, MAX_COLUMNS, TITLE, Dialect, Layout, decimal_of, detect
from csvariable.tables.numerals import two_marks
from csvariable.tables.records import Fault, Source

if TYPE_CHECKING:
    from csvariable.tables.columns import ColumnRows

    Rows: TypeAlias = list[list[str]] | ColumnRows

LARGE = 100_000
"""Bytes of a file from which it is kept as columns: below, the library for them costs more than it saves."""
MAX_LOCATED = 20
"""Problems of one kind that are shown with their place; the others are counted."""

_GUARDED = re.compile(r"'(?=[=+@-])")
_FOOTER = msg("if it is a total or a legal line at the end of a report, delete it")


class Located(Protocol):
    """Where the cells of a file stand in it."""

    def field(self, line: int, delimiter: str, index: int) -> tuple[int, int]:
        """Return the line and column of a field, from 1, of the record that starts at `line`."""

    def reference(self, line: int, column: int) -> str | None:
        """Return the name that a cell has in its file beside its line and column."""


class FileRead(Protocol):
    """What a result says of a file that it rests on."""

    @property
    def name(self) -> str:
        """The name that the run was given."""

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file, in hexadecimal digits."""

    @property
    def height(self) -> int:
        """How many rows it has."""

    @property
    def dialect(self) -> Dialect:
        """How it is written."""


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a file, trimmed and in Unicode form NFC, and where each one stands."""

    name: str
    header: tuple[str, ...]
    """Trimmed, inner blanks collapsed; an empty one stands over empty cells only."""
    rows: Rows
    """One list of cells for each row; columns of them where the file is large."""
    lines: Sequence[int]
    """The physical line, from 1, where each row starts."""
    dialect: Dialect
    data: bytes = field(repr=False, compare=False)
    """What was read."""
    blank_lines: int
    """Records without any text: skipped, and counted here."""
    header_line: int
    source: Located = field(repr=False, compare=False)
    below: int = 0
    """Lines or rows with something that stand below the blank one that ends the table."""

    @property
    def sha256(self) -> str:
        """The SHA-256 of what was read, in hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def height(self) -> int:
        """How many rows it has."""
        return len(self.rows)

    def texts(self, column: int) -> list[str]:
        """Return the texts of a column, row by row."""
        return [row[column] for row in self.rows] if isinstance(self.rows, list) else self.rows.texts(column)

    def distinct(self, column: int) -> list[str]:
        """Return the different texts of a column, in order of first appearance."""
        if isinstance(self.rows, list):
            return list(dict.fromkeys(row[column] for row in self.rows))
        return self.rows.distinct(column)

    def telling(self, column: int) -> Iterable[str]:
        """Return the texts of a column that can show its decimal mark, by shape or one by one."""
        if isinstance(self.rows, list):
            return (row[column] for row in self.rows)
        return self.rows.telling(column)

    def place(self, row: int, column: int) -> CellPlace:
        """Return the place of a cell, by its indices from 0; a row of -1 is the header.

        Past the end of a row it is the place of the row's end.
        """
        cells = self.header if row < 0 else self.rows[row]
        start = self.header_line if row < 0 else self.lines[row]
        line, text_column = self.source.field(start, self.dialect.delimiter, column)
        label = self.header[column] if column < len(self.header) else None
        cell = excerpt(cells[column]) if column < len(cells) else None
        reference = self.source.reference(line, text_column)
        return CellPlace(self.name, line, text_column, label or None, cell, reference)


def read_table(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Read a CSV file: the table, or None, beside everything there is to say about it.

    The options are what a user said about the file; without them the dialect is found, and
    an error asks for the option where two readings fit.
    """
    if decimal not in {None, ",", "."}:
        return None, (error("decimal", msg("the decimal mark is `,` or `.`"), FilePlace(name)),)
    decoded = decode(data, name, encoding)
    if not isinstance(decoded, Decoded):
        return None, decoded
    table, guarded = _by_columns(data, decoded, name, delimiter, decimal) or (None, [])
    if table is not None:
        found = [*decoded.notices, *guarded, *_header(table)]
        return None if has_errors(found) else table, tuple(found)
    layout = detect(decoded.text, name, delimiter)
    if not isinstance(layout, Layout):
        return None, (*decoded.notices, *layout)
    if layout.flaw is not None:
        return None, (*decoded.notices, _quote(Source(decoded.text), name, layout.flaw))
    return checked(_by_records(data, decoded, layout, name, decimal), decoded.notices)


def checked(table: Table, notices: Sequence[Diagnostic]) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Return a table that may still be ragged, beside what is wrong with it; None where that stops a run."""
    found = [*notices, *_guards(table)]
    for check in (_size, _header, _widths, _cells):
        found += check(table)
    return None if has_errors(found) else table, tuple(found)


def _by_columns(
    data: bytes, decoded: Decoded, name: str, delimiter: str | None, decimal: str | None
) -> tuple[Table, list[Diagnostic]] | None:
    """Make a table of a large file by columns, and tell the guards removed; None where it needs records."""
    if len(data) < LARGE:
        return None
    from csvariable.tables.columns import parted

    found = parted(data, decoded, delimiter, decimal)
    if found is None:
        return None
    table = Table(
        name=name,
        header=labels(found.header),
        rows=found.rows,
        lines=found.lines,
        dialect=Dialect(decoded.encoding, found.delimiter, found.mark, found.sep_line, decoded.bom),
        data=data,
        blank_lines=found.blank,
        header_line=2 if found.sep_line else 1,
        source=Source(decoded.text),
    )
    return table, [] if found.guards is None else [_unguarded(table, *found.guards)]


def labels(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the headers of some cells: in Unicode form NFC, with single blanks."""
    return tuple(" ".join(unicodedata.normalize("NFC", label).split()) for label in cells)


def _by_records(data: bytes, decoded: Decoded, layout: Layout, name: str, decimal: str | None) -> Table:
    """Make a table of the records as they are; its rows may still be short or long."""
    raw, lines = layout.records
    first = layout.header + 1
    rows = [list(map(str.strip, row)) for row in raw[first:]]
    lines = lines[first:]
    kept = [index for index, row in enumerate(rows) if any(row)]
    blank = len(rows) - len(kept)
    if blank:
        lines = [lines[index] for index in kept]
        rows = [rows[index] for index in kept]
    if not unicodedata.is_normalized("NFC", decoded.text):
        rows = [[unicodedata.normalize("NFC", cell) for cell in row] for row in rows]
    mark = decimal or decimal_of(rows)
    return Table(
        name=name,
        header=labels(raw[layout.header]),
        rows=rows,
        lines=lines,
        dialect=Dialect(decoded.encoding, layout.delimiter, mark, layout.start > 0, decoded.bom),
        data=data,
        blank_lines=blank + layout.header,
        header_line=layout.records.lines[layout.header],
        source=Source(decoded.text),
    )


# ------------------------------------------------------------------------------- checks


def _quote(source: Source, name: str, flaw: Fault) -> Diagnostic:
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


def _guards(table: Table) -> list[Diagnostic]:
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
    return [_unguarded(table, len(found), *found[0])]


def _unguarded(table: Table, count: int, row: int, column: int) -> Diagnostic:
    message = counted(
        "an apostrophe before `=`, `+`, `-` or `@` was removed: once, here",
        "an apostrophe before `=`, `+`, `-` or `@` was removed: {count} times, first here",
        count,
    )
    return warning("leading-apostrophe", message, table.place(row, column))


def _size(table: Table) -> list[Diagnostic]:
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


def _header(table: Table) -> list[Diagnostic]:
    """Find headers that are written twice, and values without a header."""
    found: list[Diagnostic] = []
    first: dict[str, int] = {}
    for column, label in enumerate(table.header):
        if label and label in first:
            also = (Label(table.place(-1, first[label]), msg("first here")),)
            message = msg("two columns have the header `{header}`", header=label)
            found.append(error("duplicate-column", message, table.place(-1, column), also=also))
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


def _widths(table: Table) -> list[Diagnostic]:
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


def _cells(table: Table) -> list[Diagnostic]:
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
