"""Large files as whole columns of text: the same cells as `records` finds, or else None.

Only the structure that every export has is read here: one separator in the header, strict quotes,
no line break inside a cell, every row of the width of the header. That is proved on the whole file,
by a pattern and by counting; what is in doubt is left to the reading by records, which explains.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import polars as pl

from csvariable.tables.column_rows import FEW, LETTERED, PLAIN, ColumnRows, shapes
from csvariable.tables.decoding import Decoded
from csvariable.tables.dialect import MAX_CELL, MAX_COLUMNS, MAX_ROWS, only_separator
from csvariable.tables.numerals import marks_of
from csvariable.tables.records import fault, is_blank, records

_PYTHON_BLANKS = frozenset({b"\x1c", b"\x1d", b"\x1e", b"\x1f"})
"""Blanks to `str.strip`, and to nobody else."""
_ASCII_BLANKS = frozenset({b" ", b"\t", b"\x0b", b"\x0c"})
_ASKED = (*_PYTHON_BLANKS, *_ASCII_BLANKS, b"\r", b"'", b'"')
_NEAR = 262_144
"""Bytes that a processor keeps near."""
_NOT_ASCII = r"[^\x00-\x7f]"
_GUARDED = r"^'[=+@-]"
_GUARDED_SIGN = r"^'([=+@-])"


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
    if found is None:
        return None
    separator, start = found
    as_it_is = decoded.encoding == "utf-8" and not decoded.bom and not start
    written = data if as_it_is else decoded.text[start:].encode()
    signs = signs_in(written, _ASKED)
    body = unix_lines(written, signs) if signs.isdisjoint(_PYTHON_BLANKS) else None
    header = None if body is None else header_cells(body, separator)
    if body is None or header is None:
        return None
    text = body.rstrip(b"\n") + b"\n" if body.endswith(b"\n\n") else body
    bare = unwrapped(text, separator) if b'"' in signs else text
    frame = _frame(text if bare is None else bare, header, separator, quoted=bare is None)
    if frame is None or (bare is None and fault(decoded.text, separator, start) is not None):
        return None
    is_trim = decoded.is_ascii and signs.isdisjoint(_ASCII_BLANKS - {separator.encode()})
    frame = frame if is_trim else frame.with_columns(pl.all().str.strip_chars())
    first = 3 if start else 2
    lines: Sequence[int] = range(first, first + frame.height)
    full = _full(frame)
    if full is not None:
        lines = [first + row for row in full.arg_true()]
        frame = frame.filter(full)
    if not frame.height or _has_nameless(frame, header):
        return None
    frame = frame if decoded.is_ascii else _composed(frame, decoded.text)
    rows = ColumnRows(frame)
    mark = decimal or _decimal_mark(rows, "." if separator == "," and bare is not None else ".,")
    free, guards = _unguarded(frame) if b"'" in signs else (frame, None)
    rows = rows if free is frame else ColumnRows(free)
    blank = len(body) - len(text) + (0 if full is None else len(full) - len(lines))
    return Parted(separator, header, rows, lines, blank, start > 0, mark, guards)


# --------------------------------------------------------------------------- structure


def signs_in(text: bytes, asked: Collection[bytes]) -> set[bytes]:
    """Return which of some signs are in a text; a part of it is looked at while it is near."""
    found: set[bytes] = set()
    for start in range(0, len(text), _NEAR):
        found |= {sign for sign in asked if sign not in found and text.find(sign, start, start + _NEAR) >= 0}
    return found


def unix_lines(body: bytes, signs: Collection[bytes]) -> bytes | None:
    """Return lines that end with LF alone, or None where a CR ends one by itself."""
    if b"\r" not in signs:
        return body
    return body.replace(b"\r\n", b"\n") if body.count(b"\r") == body.count(b"\r\n") else None


def unwrapped(text: bytes, separator: str) -> bytes | None:
    """Return lines without their quotes where every cell has them and none needs them; else None.

    A cell needs them where it holds a quote, a separator or a line break. None does where a pair around each
    cell that is left without quotes makes the same text again.
    """
    if not text.startswith(b'"'):
        return None
    sign, whole = separator.encode(), text.removesuffix(b"\n")
    bare = whole.translate(None, b'"')
    wrapped = bare.replace(sign, b'"%s"' % sign).replace(b"\n", b'"\n"')
    same = len(whole) == len(wrapped) + 2 and whole.startswith(wrapped, 1) and whole.endswith(b'"')
    return bare if same else None


def lines_in(text: bytes) -> int:
    """Return how many lines a text has; the last one need have no break."""
    line = {"line": pl.String}
    lines = pl.scan_csv(text, has_header=False, schema=line, quote_char=None, glob=False)
    found: int = lines.select(pl.len()).collect().item()
    return found


def has_short_lines(text: bytes) -> bool:
    """Whether it is seen at once that no line is longer than a cell may be."""
    half = MAX_CELL // 2
    return all(text.find(b"\n", at, at + half) >= 0 for at in range(0, len(text) - half, half))


def header_cells(body: bytes, separator: str) -> tuple[str, ...] | None:
    """Return the cells of the first line, where it is a record by itself and says something."""
    line = body[: max(0, body.find(b"\n"))].decode()
    if len(line) > MAX_CELL or fault(line, separator) is not None:
        return None
    (cells, *_) = records(line, separator).rows or [[]]
    return tuple(cells) if 1 < len(cells) < MAX_COLUMNS and not is_blank(cells) else None


def _frame(text: bytes, header: tuple[str, ...], separator: str, *, quoted: bool) -> pl.DataFrame | None:
    """Read all cells as they are written; None where a row is short, long, blank, or more than a line."""
    width = len(header)
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
    lines = lines_in(text)
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
    if not has_short_lines(text):
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


def _unguarded(frame: pl.DataFrame) -> tuple[pl.DataFrame, tuple[int, int, int] | None]:
    """Remove the apostrophe before a sign that starts a formula; count how many, and say where first."""
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


def _decimal_mark(rows: ColumnRows, marks: str) -> str | None:
    """Return the mark that every telling cell shows, of those that a cell can hold at all."""
    sure: set[str] = set()
    for at in range(rows.frame.width):
        sure |= _sure_marks(rows, at, marks, sure)
    return sure.pop() if len(sure) == 1 else None


def _sure_marks(rows: ColumnRows, at: int, marks: str, known: set[str]) -> set[str]:
    """Return the marks that cells with one reading show; `known` ones need no other witness.

    Where no cell has the other mark, and none has this one twice, which would make it part
    groups, only this one can be shown: then the first rows are often enough.
    """
    column = rows.frame.to_series(at)
    head = column.head(FEW)
    shown = _shown(shapes(head))
    if any(head.str.contains(one).all() and rows.all_match(at, one) for one in LETTERED):
        return set()
    if shown == {"."} and head.str.contains(PLAIN).all() and rows.matching(at, PLAIN).all():
        return shown
    if shown:
        column = rows.different(at)
    most = {mark: column.str.count_matches(mark, literal=True).max() or 0 for mark in marks}
    there = [mark for mark, count in most.items() if count]
    if not there:
        return set()
    (mark, *others) = there
    if not others and most[mark] == 1 and (mark in known or shown == {mark}):
        return {mark}
    return _shown(shapes(column))


def _shown(written: list[str]) -> set[str]:
    readings = [marks_of(shape) for shape in written]
    return {mark for marks in readings if len(marks) == 1 for mark in marks}
