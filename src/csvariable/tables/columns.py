"""Large files as whole columns of text: the same cells as `records` finds, or else None.

Only the structure that every export has is read here: one separator in the header, strict quotes,
no line break inside a cell, every row of the width of the header. That is proved on the whole file,
by a pattern and by counting; what is in doubt is left to the reading by records, which explains.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import polars as pl

from csvariable.tables.decoding import Decoded
from csvariable.tables.dialect import MAX_CELL, MAX_COLUMNS, MAX_ROWS, only_separator
from csvariable.tables.numerals import AROUND, LONGEST, marks_of
from csvariable.tables.records import fault, is_blank, records

FEW = 1_000
"""Rows that are fetched one by one, as for messages; who asks for more reads them all."""

_PYTHON_BLANKS = (b"\x1c", b"\x1d", b"\x1e", b"\x1f")
"""Blanks to `str.strip`, and to nobody else."""
_ASCII_BLANKS = (b" ", b"\t", b"\x0b", b"\x0c")
_NOT_ASCII = r"[^\x00-\x7f]"
_GUARDED = r"^'[=+@-]"
_GUARDED_SIGN = r"^'([=+@-])"
_NUMBER = f"^(?:{AROUND.pattern})$"


class ColumnRows(Sequence[list[str]]):
    """The rows of a table that is kept as columns."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame
        self._fetched = 0
        self._listed: list[list[str]] | None = None

    def __len__(self) -> int:
        return self.frame.height

    @overload
    def __getitem__(self, at: int) -> list[str]: ...

    @overload
    def __getitem__(self, at: slice) -> list[list[str]]: ...

    def __getitem__(self, at: int | slice) -> list[str] | list[list[str]]:
        if isinstance(at, slice) or self._listed is not None or self._fetched >= FEW:
            return self._all()[at]
        self._fetched += 1
        return list(self.frame.row(at))

    def __iter__(self) -> Iterator[list[str]]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        """Whether other rows hold the same cells, however they are kept."""
        return isinstance(other, Sequence) and self._all() == list(other)

    __hash__ = None  # type: ignore[assignment]

    def _all(self) -> list[list[str]]:
        if self._listed is None:
            self._listed = list(map(list, self.frame.iter_rows()))
        return self._listed

    def distinct(self, at: int) -> list[str]:
        """Return the different texts of a column, in order."""
        return self.frame.to_series(at).unique(maintain_order=True).to_list()

    def holding(self, at: int, part: str) -> list[str]:
        """Return the different texts of a column that hold a part, in order."""
        texts = self.frame.to_series(at)
        return texts.filter(texts.str.contains(part, literal=True)).unique(maintain_order=True).to_list()

    def has(self, at: int, texts: Collection[str]) -> bool:
        """Whether a cell of a column is one of some texts."""
        return self.frame.to_series(at).is_in(list(texts)).any()

    def texts(self, at: int) -> list[str]:
        """Return the texts of a column."""
        return self.frame.to_series(at).to_list()

    def telling(self, at: int) -> list[str]:
        """Return every shape of a column's texts that could show its decimal mark."""
        return _shapes(self.frame.to_series(at))


@dataclass(frozen=True, slots=True)
class Parted:
    """A text parted into columns."""

    delimiter: str
    header: tuple[str, ...]
    """Its cells, as written."""
    rows: ColumnRows
    """Trimmed, in Unicode form NFC, without guards and blank rows."""
    lines: Sequence[int]
    """The physical line of each row."""
    blank: int
    """Rows without any text, which were left out."""
    sep_line: bool
    mark: str | None
    """The decimal mark that every telling cell shows."""
    guards: tuple[int, int, int] | None
    """How many guards were removed, and from which row and column first."""


def parted(data: bytes, decoded: Decoded, delimiter: str | None, decimal: str | None) -> Parted | None:
    """Part the text of a file into columns, or return None where records have to decide."""
    found = only_separator(decoded.head, delimiter)
    if found is None or any(blank in data for blank in _PYTHON_BLANKS):
        return None
    separator, start = found
    as_it_is = decoded.encoding == "utf-8" and not decoded.bom and not start
    body = unix_lines(data if as_it_is else decoded.text[start:].encode())
    header = None if body is None else header_cells(body, separator)
    if body is None or header is None:
        return None
    text = body.rstrip(b"\n") + b"\n" if body.endswith(b"\n\n") else body
    frame = _frame(text, header, separator)
    if frame is None or (b'"' in text and fault(decoded.text, separator, start) is not None):
        return None
    frame = frame if _is_trim(decoded, separator) else frame.with_columns(pl.all().str.strip_chars())
    first = 3 if start else 2
    lines: Sequence[int] = range(first, first + frame.height)
    full = _full(frame)
    if full is not None:
        lines = [first + row for row in full.arg_true()]
        frame = frame.filter(full)
    if not frame.height or _has_nameless(frame, header):
        return None
    frame = frame if decoded.is_ascii else _composed(frame, decoded.text)
    mark = decimal or _decimal_mark(frame, "." if separator == "," and b'"' not in text else ".,")
    frame, guards = _unguarded(frame, text)
    blank = len(body) - len(text) + (0 if full is None else len(full) - len(lines))
    return Parted(separator, header, ColumnRows(frame), lines, blank, start > 0, mark, guards)


# --------------------------------------------------------------------------- structure


def unix_lines(body: bytes) -> bytes | None:
    """Return lines that end with LF alone, or None where a CR ends one by itself."""
    if b"\r" not in body:
        return body
    return body.replace(b"\r\n", b"\n") if body.count(b"\r") == body.count(b"\r\n") else None


def header_cells(body: bytes, separator: str) -> tuple[str, ...] | None:
    """Return the cells of the first line, where it is a record by itself and says something."""
    line = body[: max(0, body.find(b"\n"))].decode()
    if len(line) > MAX_CELL or fault(line, separator) is not None:
        return None
    (cells, *_) = records(line, separator).rows or [[]]
    return tuple(cells) if 1 < len(cells) < MAX_COLUMNS and not is_blank(cells) else None


def _frame(text: bytes, header: tuple[str, ...], separator: str) -> pl.DataFrame | None:
    """Read all cells as they are written; None where a row is short, long, blank, or more than a line."""
    width, quoted = len(header), b'"' in text
    try:
        frame = pl.read_csv(
            text,
            has_header=False,
            skip_rows=1,
            schema={str(at): pl.String for at in range(width)},
            separator=separator,
            quote_char='"' if quoted else None,
            glob=False,
        )
    except pl.exceptions.PolarsError:
        return None
    lines = text.count(b"\n") + (not text.endswith(b"\n"))
    if frame.height > MAX_ROWS or lines != frame.height + 1:
        return None
    # A long row is an error above, and a short or blank one has nothing in its last cell. So does one
    # with an empty last cell: as many separators as full rows need mean that there is no other.
    if frame.to_series(width - 1).null_count():
        within = sum(cell.count(separator) for cell in header)
        if quoted:
            within += sum(frame.select(pl.all().str.count_matches(separator, literal=True).sum()).row(0))
        if text.count(separator.encode()) != lines * (width - 1) + within:
            return None
    sizes = frame.select(pl.all().str.len_bytes().max()).row(0)
    if any(size is not None and size > MAX_CELL for size in sizes):
        return None  # so many bytes may be too many characters
    empty = [column.name for column in frame.get_columns() if column.null_count()]
    return frame.with_columns(pl.col(empty).fill_null("")) if empty else frame


def _full(frame: pl.DataFrame) -> pl.Series | None:
    """Return which rows say anything; None where all do."""
    if not frame.to_series(0).eq("").any():
        return None
    full = frame.select(pl.any_horizontal(pl.all() != "")).to_series()
    return None if full.all() else full


def _has_nameless(frame: pl.DataFrame, header: tuple[str, ...]) -> bool:
    """Whether a column without a header has a value."""
    return any(not label.strip() and frame.to_series(at).ne("").any() for at, label in enumerate(header))


# --------------------------------------------------------------------------- cells


def _is_trim(decoded: Decoded, separator: str) -> bool:
    """Whether no cell can have a blank at its ends, because the text has none."""
    blanks = (sign for sign in _ASCII_BLANKS if sign != separator.encode())
    return decoded.is_ascii and not any(sign in decoded.data for sign in blanks)


def _composed(frame: pl.DataFrame, text: str) -> pl.DataFrame:
    """Bring every cell to Unicode form NFC."""
    if unicodedata.is_normalized("NFC", text):
        return frame
    columns = [
        pl.Series(column.name, [unicodedata.normalize("NFC", cell) for cell in column], dtype=pl.String)
        for column in frame.get_columns()
        if column.str.contains(_NOT_ASCII).any()
    ]
    return frame.with_columns(columns)


def _unguarded(frame: pl.DataFrame, text: bytes) -> tuple[pl.DataFrame, tuple[int, int, int] | None]:
    """Remove the apostrophe before a sign that starts a formula; count how many, and say where first."""
    if b"'" not in text:
        return frame, None
    flags = frame.select(pl.all().str.contains(_GUARDED))
    count = sum(flags.select(pl.all().sum()).row(0))
    if not count:
        return frame, None
    row = flags.select(pl.any_horizontal(pl.all()).arg_max()).item()
    return frame.with_columns(pl.all().str.replace(_GUARDED_SIGN, "${1}")), (
        count,
        row,
        flags.row(row).index(True),
    )


# --------------------------------------------------------------------------- decimal mark


def _decimal_mark(frame: pl.DataFrame, marks: str) -> str | None:
    """Return the mark that every telling cell shows, of those that a cell can hold at all."""
    sure: set[str] = set()
    for column in frame.get_columns():
        sure |= _sure_marks(column, marks, sure)
    return sure.pop() if len(sure) == 1 else None


def _sure_marks(column: pl.Series, marks: str, known: set[str]) -> set[str]:
    """Return the marks that cells with one reading show; `known` ones need no other witness.

    Where no cell has the other mark, and none has this one twice, which would make it part
    groups, only this one can be shown: then the first rows are often enough.
    """
    most = {mark: column.str.count_matches(mark, literal=True).max() or 0 for mark in marks}
    there = [mark for mark, count in most.items() if count]
    if not there:
        return set()
    (mark, *others) = there
    if not others and most[mark] == 1 and (mark in known or _shown(_shapes(column.head(FEW)))):
        return {mark}
    return _shown(_shapes(column))


def _shown(shapes: list[str]) -> set[str]:
    readings = [marks_of(shape) for shape in shapes]
    return {mark for marks in readings if len(marks) == 1 for mark in marks}


def _shapes(column: pl.Series) -> list[str]:
    """Return the texts that look like numbers with a mark, those alike in all but digits once."""
    text = pl.col(column.name)
    query = (
        column.to_frame()
        .lazy()
        .filter(text.str.contains("[.,]"), text.str.len_chars() <= LONGEST, text.str.contains(_NUMBER))
        .select(text.str.replace_all("[2-9]", "1").unique())
    )
    return query.collect().to_series().to_list()
