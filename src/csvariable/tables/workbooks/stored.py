"""A sheet as it is stored: cells with their texts, what is hidden, what is merged.

A workbook keeps a number and the way it is shown apart. The text of a cell is written here in the
grammar of `tables.cells`, so that a sheet and a CSV file are read by the same rules: 0.95 under a
percent format is `95 %`, a length of time is `26:00:00`, a day is `2026-07-01`.
"""

from __future__ import annotations

import datetime as dt
import operator
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from io import BytesIO
from typing import Final, NamedTuple
from zipfile import BadZipFile, ZipFile

from csvariable.tables.marks import unit_of_mark

DIGITS: Final = 15
"""Significant digits of a number that a spreadsheet keeps and shows; what follows them is noise."""

MAX_UNPACKED = 200_000_000
"""Bytes of a workbook when unpacked."""
MAX_CELLS = 5_000_000
"""Cells from A1 to the last cell that has something."""


class Flaw(Enum):
    """Why a cell has no value that can be trusted."""

    NO_RESULT = "formula-without-value"
    """A formula whose result was not stored by a spreadsheet."""
    ERROR = "error-cell"
    """`#DIV/0!` and its like."""
    LONG = "long-number"
    """A number of more digits than a spreadsheet keeps: the last ones are lost already."""
    CLOCK = "clock-over-a-day"
    """A length of time over a day under a format that shows what is over only."""
    DAMAGED = "damaged-cell"
    """What is stored is none of the values that a cell of its kind can have."""


class StoredCell(NamedTuple):
    """A cell: its text, as a CSV file would hold it, and what is wrong with it."""

    text: str = ""
    flaw: Flaw | None = None


EMPTY: Final = StoredCell()


class MergedCells(NamedTuple):
    """Cells that are merged, by rows and columns from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class StoredSheet:
    """A sheet whose first row is row 1; rows may be short, what follows a row's end is empty."""

    title: str
    rows: Sequence[Sequence[StoredCell]]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: Sequence[MergedCells] = ()


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A sheet of a workbook, read when it is asked for."""

    title: str
    visible: bool
    grid: Callable[[], StoredSheet] = field(repr=False, compare=False)


class NotAWorkbook(Exception):  # noqa: N818 - it is what the file is
    """The bytes are no workbook of the kind that their beginning says."""


class TooLarge(Exception):  # noqa: N818 - it is what the file is
    """The workbook says that it holds more than is read."""


def entries(data: bytes) -> frozenset[str]:
    """Return the names of what an archive holds, before anything of it is unpacked.

    Raises:
        NotAWorkbook: it is no archive.
        TooLarge: it unpacks to more than is read.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            found = archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise NotAWorkbook from problem
    if sum(entry.file_size for entry in found) > MAX_UNPACKED:
        raise TooLarge
    return frozenset(entry.filename for entry in found)


def text_of(data: bytes, entry: str) -> bytes:
    """Return the bytes of one entry of an archive; nothing where it has none.

    Raises:
        NotAWorkbook: the entry is damaged.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            return archive.read(entry) if entry in archive.namelist() else b""
    except (BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, zlib.error) as problem:
        raise NotAWorkbook from problem


def coordinates(row: int, column: int) -> str:
    """Return the name of a cell, from its row and column from 1: `C5`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


# ------------------------------------------------------------------------------ as text

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_CURRENCY = re.compile(r"\[\$([^\]-]+)(?:-[0-9A-Fa-f]+)?\]")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_ZEROS = re.compile(r"0+")
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]+)\]")
_COMPARED: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_SYMBOLS: Final = ("\u20ac", "\u00a3", "\u20b9", "$")


def number_text(value: Decimal, shown: str, mark: str) -> StoredCell:
    """Return a number as it is shown: with its percent sign, its currency, its leading zeros.

    `shown` is the number format of the cell, in the notation of spreadsheets; `mark` the decimal
    mark to write. No digit that is stored is lost: a format hides decimals, it does not round pay.
    """
    if not value.is_finite():
        return StoredCell(str(value), Flaw.DAMAGED)
    value = _kept(value)
    if value == value.to_integral_value() and abs(value) >= 10**DIGITS:
        return StoredCell(format(value, "f"), Flaw.LONG)
    first = _section(value, shown)
    bare = _BRACKETS.sub("", _QUOTED.sub("", first))
    if "%" in bare:
        return StoredCell(f"{_plain(value.scaleb(2), mark)} %")
    if _ZEROS.fullmatch(bare) and value == value.to_integral_value() and value >= 0:
        digits = format(int(value), "d").zfill(len(bare))
    else:
        digits = _plain(value, mark)
    name = _currency(first) or _unit_of_time(first)
    return StoredCell(f"{digits} {name}" if name else digits)


def _section(value: Decimal, shown: str) -> str:
    """Return the part of a format that a number is shown by: the first, unless conditions part them."""
    sections = shown.split(";")
    for section in sections:
        condition = _CONDITION.search(section)
        if condition is None or _COMPARED[condition[1]](value, Decimal(condition[2])):
            return section
    return sections[-1]


def _unit_of_time(shown: str) -> str | None:
    """Return the unit of time that a format writes beside the number: `h` of `0" h"`."""
    written = "".join(part[1] for part in _QUOTED.finditer(shown) if part[1]).strip()
    return written if unit_of_mark(written) is not None else None


def _kept(value: Decimal) -> Decimal:
    """Return a number as a spreadsheet shows it: 0.30000000000000004 is 0.3 there."""
    if not value:
        return Decimal(0)
    places = DIGITS - 1 - value.adjusted()
    kept = round(value, places) if -value.as_tuple().exponent > places else value  # type: ignore[operator]
    return kept.normalize()


def _plain(value: Decimal, mark: str) -> str:
    return format(value.normalize() if value else Decimal(0), "f").replace(".", mark)


def _currency(shown: str) -> str | None:
    """Return the currency that a format writes beside the number."""
    if found := _CURRENCY.search(shown):
        return found[1].strip()
    written = "".join(part[1] for part in _QUOTED.finditer(shown) if part[1]) + _QUOTED.sub("", shown)
    return next((symbol for symbol in _SYMBOLS if symbol in written), None)


def day_text(value: dt.datetime | dt.date) -> str:
    """Return a day; with its time, if it is not midnight."""
    if not isinstance(value, dt.datetime) or value.time() == dt.time():
        return f"{value:%Y-%m-%d}"
    return f"{value:%Y-%m-%d %H:%M:%S}"


BOOLEANS: Final[Mapping[bool, str]] = {True: "true", False: "false"}
