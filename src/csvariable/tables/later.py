"""Large texts that are read when it is known what is asked of them: in blocks of whole lines, as columns.

A block is proved as strictly as `columns` proves a file. What is in doubt is None: then it is read whole.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from csvariable.kernel.diagnostic import CellPlace, Diagnostic
from csvariable.tables.columns import has_short_lines, header_cells, signs_in, unix_lines
from csvariable.tables.decoding import MAX_BYTES, Decoded, decode
from csvariable.tables.dialect import Dialect, in_blocks, only_separator
from csvariable.tables.files import read_file
from csvariable.tables.reading import labels
from csvariable.tables.records import Source, fault
from csvariable.tables.table import Table
from csvariable.tables.written import HowWritten

_HEAD: Final = 65_536
"""Bytes that are enough to see the encoding and the header."""
_GUARDED: Final = re.compile(rb"(?:^|[\n;,\t|])[ \t]*'[=+@-]")
_ASKED: Final = (b"\0", b"\r", b"'", b'"')
_LOST: Final = ("\ufeff", "\ufffd")

Cells = Mapping[int, pl.DataType]
"""How the cells of some columns are kept, by place; others are texts."""


@dataclass(frozen=True, slots=True)
class LaterTable:
    """A file that is not read yet."""

    name: str
    written: HowWritten
    size: int
    """Its bytes."""
    read: Callable[[int, int], bytes] = field(repr=False, compare=False)
    """Gives the bytes from a place on, as many as are asked or there are."""
    block: int = 24_000_000
    """Bytes that are looked at in one go, up to the end of a line."""

    _whole: list[tuple[Table | None, tuple[Diagnostic, ...]]] = field(
        default_factory=list, repr=False, compare=False
    )
    """What it is as any other file, once it was read whole."""

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file, in hexadecimal digits."""
        found = hashlib.sha256()
        for at in range(0, self.size, self.block):
            found.update(self.read(at, self.block))
        return found.hexdigest()

    @property
    def height(self) -> int:
        """How many rows it has: lines below the header, where it was not read whole."""
        if self._whole:
            table, _ = self._whole[0]
            return 0 if table is None else table.height
        bodies = (block.rstrip(b"\r\n") for block in self.blocks())
        return sum(body.count(b"\n") + 1 for body in bodies if body)

    @property
    def dialect(self) -> Dialect:
        """How it is written, as its head shows it."""
        table = self._whole[0][0] if self._whole else None
        if table is not None:
            return table.dialect
        structure = self.structure()
        return in_blocks("," if structure is None else structure.delimiter)

    @property
    def is_too_large(self) -> bool:
        """Whether it cannot be read whole."""
        return self.size > MAX_BYTES

    def whole(self) -> tuple[Table | None, tuple[Diagnostic, ...]]:
        """Read the whole file, as any other."""
        if not self._whole:
            self._whole.append(read_file(self.read(0, self.size), self.name, self.written))
        return self._whole[0]

    def place(self, row: int, column: int) -> CellPlace:  # noqa: ARG002 - nothing is read yet
        """Return the head of the file."""
        return CellPlace(self.name, 1, 1)

    def field(self, line: int, delimiter: str, index: int) -> tuple[int, int]:
        """Return the line and column of a field of the record that starts at `line`."""
        number = 2
        for block in self.blocks():
            lines = block.count(b"\n")
            if line < number + lines:
                text = block.decode(errors="replace").split("\n")[line - number]
                return line, Source(text).field(1, delimiter, index)[1]
            number += lines
        return line, 1  # pragma: no cover - a line that was read is there

    def reference(self, line: int, column: int) -> str | None:  # noqa: ARG002 - of a text nothing is needed
        """Return the name of a cell beside its line and column: in a text it has none."""
        return None

    def blocks(self) -> Iterator[bytes]:
        """Yield the lines below the header in blocks of whole lines."""
        at = self._line_end(0)
        while at < self.size:
            end = self._line_end(at + self.block)
            yield self.read(at, end - at)
            at = end

    def _line_end(self, start: int) -> int:
        """Return where the first line ends that ends after a place."""
        while start < self.size:
            found = self.read(start, _HEAD).find(b"\n")
            if found >= 0:
                return start + found + 1
            start += _HEAD
        return self.size

    def structure(self) -> Structure | None:
        """Return how the file is parted, as its head shows it; None where the whole has to be looked at."""
        head = self.read(0, _HEAD)
        decoded = decode(head[: head.rfind(b"\n") + 1], self.name, self.written.encoding)
        if not isinstance(decoded, Decoded) or decoded.encoding != "utf-8" or decoded.bom or decoded.notices:
            return None
        found = only_separator(decoded.text, self.written.delimiter)
        text = decoded.text.encode()
        lines = unix_lines(text, signs_in(text, (b"\r",)))
        cells = None if found is None or found[1] or lines is None else header_cells(lines, found[0])
        if found is None or cells is None or self.written.header_row is not None:
            return None
        header = labels(cells)
        if not all(header) or len(set(header)) < len(header):
            return None
        return Structure(found[0], header)


@dataclass(frozen=True, slots=True)
class Structure:
    """How a text is parted."""

    delimiter: str
    header: tuple[str, ...]

    def table(
        self,
        rows: list[list[str]],
        lines: Sequence[int],
        of: LaterTable | None = None,
        mark: str | None = None,
    ) -> Table:
        """Return a table of some rows of the file, and the line of each."""
        return Table(
            name="" if of is None else of.name,
            header=self.header,
            rows=rows,
            lines=lines,
            dialect=Dialect("utf-8", self.delimiter, mark, sep_line=False, bom=False),
            data=b"",
            blank_lines=0,
            header_line=1,
            source=Source("") if of is None else of,
        )

    def frame(self, text: bytes, kinds: Cells) -> pl.DataFrame | None:
        """Return the cells of some lines, one row for each line; None where that is not proved."""
        signs = signs_in(text, _ASKED)
        whole = text.rstrip(b"\r\n") + b"\n" if text.endswith((b"\n\n", b"\n\r\n")) else text
        lines = unix_lines(whole, signs)
        ascii_alone = lines is not None and lines.isascii()
        if lines is None or not _is_plain(lines, signs, ascii_alone=ascii_alone):
            return None
        quoted = b'"' in signs
        if quoted and fault(lines.decode(), self.delimiter) is not None:
            return None
        width = len(self.header)
        try:
            frame = pl.read_csv(
                lines,
                has_header=False,
                schema={str(at): kinds.get(at, pl.String()) for at in range(width)},
                separator=self.delimiter,
                quote_char='"' if quoted else None,
                glob=False,
            )
        except pl.exceptions.PolarsError:
            return None
        if quoted and lines.count(b"\n") + (not lines.endswith(b"\n")) != frame.height:
            return None
        return None if self._is_short(frame, lines, quoted=quoted, ascii_alone=ascii_alone) else frame

    def _is_short(self, frame: pl.DataFrame, lines: bytes, *, quoted: bool, ascii_alone: bool) -> bool:
        """Whether a row may be short or blank: one that is long has been refused."""
        last = frame.to_series(len(self.header) - 1)
        if last.dtype.is_integer() and not last.null_count():
            return False
        texts = last.dtype.categories.to_series()[1:] if isinstance(last.dtype, pl.Categorical) else last
        # Every ASCII blank is less than every sign that is none.
        if not last.null_count() and (
            (ascii_alone and str(texts.min() or " ") > " ~")
            or (texts.cast(pl.String).str.strip_chars() != "").all()
        ):
            return False
        cells = frame.with_columns(pl.all().cast(pl.String).str.strip_chars().fill_null(""))
        if cells.select(pl.all_horizontal(pl.all() == "").any()).item():
            return True
        within = 0
        if quoted:
            counts = frame.select(
                pl.all().cast(pl.String).str.count_matches(self.delimiter, literal=True).sum()
            )
            within = sum(one or 0 for one in counts.row(0))
        return lines.count(self.delimiter.encode()) != frame.height * (len(self.header) - 1) + within


def _is_plain(lines: bytes, signs: set[bytes], *, ascii_alone: bool) -> bool:
    """Whether some lines hold nothing that has to be told or taken off, and no cell that is too long."""
    if b"\0" in signs or (b"'" in signs and _GUARDED.search(lines) is not None):
        return False
    if not ascii_alone:
        try:
            text = lines.decode()
        except UnicodeDecodeError:
            return False
        if any(sign in text for sign in _LOST):
            return False
    return has_short_lines(lines)
