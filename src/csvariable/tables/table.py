"""A table of text cells with their places in the file, read from bytes.

Columns are text until a plan types them: `007` stays `007`. Nothing is skipped in silence,
padded or cut: a row that does not fit is an error with its line, its column and its header.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

from csvariable.kernel.diagnostic import CellPlace
from csvariable.kernel.excerpt import excerpt
from csvariable.tables.dialect import Dialect

if TYPE_CHECKING:
    from csvariable.tables.column_rows import ColumnRows

    TableRows: TypeAlias = list[list[str]] | ColumnRows


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
    rows: TableRows
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

    def holding(self, column: int, part: str) -> list[str]:
        """Return the different texts of a column that hold a part, in order of first appearance."""
        if isinstance(self.rows, list):
            return [text for text in self.distinct(column) if part in text]
        return self.rows.holding(column, part)

    def has(self, column: int, texts: Collection[str]) -> bool:
        """Whether a cell of a column is one of some texts."""
        if isinstance(self.rows, list):
            return any(row[column] in texts for row in self.rows)
        return self.rows.has(column, texts)

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
