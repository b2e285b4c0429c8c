"""How a file is written: its encoding, its separator, its decimal mark.

Nothing is guessed from probabilities: what is found must fit the whole file, and is printed.
Where two readings fit, the answer is an error that names the option to write.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from csvariable.kernel.diagnostic import CellPlace, Label, error
from csvariable.kernel.message import Message, counted, in_context, listed, msg, quoted
from csvariable.tables.decoding import ENCODINGS, Problems, refused
from csvariable.tables.numerals import Ambiguous, decimal_mark
from csvariable.tables.records import (
    CANDIDATES,
    Fault,
    Records,
    Source,
    fault,
    is_blank,
    oversized,
    records,
)
from csvariable.tables.written import DateOrder

MAX_ROWS = 2_000_000
MAX_COLUMNS = 500
MAX_CELL = 65_536
"""Characters of a cell."""

_WORDS: Final = {
    ";": msg("semicolons"),
    ",": msg("commas"),
    "\t": msg("tabs"),
    "|": msg("vertical bars"),
}
_PARTED: Final = {
    ";": in_context("parted by", "semicolons"),
    ",": in_context("parted by", "commas"),
    "\t": in_context("parted by", "tabs"),
    "|": in_context("parted by", "vertical bars"),
}
_MARKS: Final = {",": msg("decimal comma"), ".": msg("decimal point"), None: msg("no decimal mark seen")}
_TABS: Final = {"tab": "\t", "\\t": "\t"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """What was found of the way a file is written."""

    encoding: str
    delimiter: str
    decimal: str | None
    """`,` or `.`, or None when nothing in the file shows it."""
    sep_line: bool
    """The first line is `sep=;`: it is not part of the table."""
    bom: bool
    kind: Message | None = None
    """What the file is, where it is no text."""
    dates: DateOrder | None = None
    """The order of dates, where the user said it; else each column shows its own."""

    def sentence(self) -> Message:
        """Say what was found, so that a reader can object."""
        if self.kind is not None:
            return self.kind
        encoding: Message | str = ENCODINGS[self.encoding]
        if self.bom:
            encoding = msg("{encoding} with a byte-order mark", encoding=encoding)
        separated = msg("cells separated by {mark}", mark=_PARTED[self.delimiter])
        if self.sep_line:
            separated = msg("{separated} (its `sep=` line)", separated=separated)
        return msg(
            "{encoding}, {separated}, {decimal}",
            encoding=encoding,
            separated=separated,
            decimal=_MARKS[self.decimal],
        )


def in_blocks(delimiter: str) -> Dialect:
    """Return how a text is written that was read in blocks of lines."""
    said = msg("UTF-8, cells separated by {mark}, read in blocks of lines", mark=_PARTED[delimiter])
    return Dialect("utf-8", delimiter, None, sep_line=False, bom=False, kind=said)


# ---------------------------------------------------------------------------- separator

_SEP_LINE = re.compile(r'"?sep=(.)"?[;,\t|]*(?:\r\n?|\n|\Z)', re.IGNORECASE)
_FIRST_SIGN = re.compile(r'[^\s;,|"]')
_HEADER = re.compile(r'(?:"(?:[^"]++|"")*+"|[^"\r\n]++)*+')
_QUOTED = re.compile(r'"(?:[^"]++|"")*+"')


class Layout(NamedTuple):
    """The records of a text, parted by the separator that was found."""

    delimiter: str
    records: Records
    header: int
    """Index of the first record that is not blank."""
    start: int
    """Offset of the first record: 0, or the end of the `sep=` line."""
    flaw: Fault | None
    """The first quote out of place; the records are those before it."""
    sound: bool
    """Every record has the width of the header, and no quote is out of place."""
    agreeing: int
    """How many records have that width."""

    @property
    def below(self) -> int:
        """Number of records below the header, blank ones included."""
        return len(self.records.rows) - self.header - 1

    @property
    def width(self) -> int:
        """Number of cells of the header."""
        return len(self.records.rows[self.header])


def is_delimiter(text: str) -> bool:
    """Whether an option names a separator of cells."""
    return _TABS.get(text, text) in CANDIDATES


class Head(NamedTuple):
    """What the header shows of the separator."""

    start: int
    """Offset of the first record: 0, or the end of the `sep=` line."""
    sign: int
    """Offset of the first character that is neither blank, separator nor quote."""
    chosen: str | None
    """The separator that was asked for."""
    counts: Mapping[str, int]
    """The candidates that stand in the header outside quotes, with how often."""


def detect(text: str, name: str, delimiter: str | None = None) -> Layout | Problems:
    """Find the separator: the option, the `sep=` line, or the only one that fits every record."""
    head = _head(text, name, delimiter)
    if not isinstance(head, Head):
        return head
    start, sign, chosen, counts = head
    if max(text.count("\n"), text.count("\r")) > MAX_ROWS + 1:
        message = msg("the file has more than {most} lines", most=MAX_ROWS)
        return refused("too-many-rows", message, name)
    at = CellPlace(name, Source(text[:sign]).position(sign)[0])
    if chosen and counts and chosen not in counts:
        return _wrong_delimiter(chosen, next(iter(counts)), at)
    try:
        tried = [_try(text, start, mark) for mark in chosen or counts]
        return _decide(tried, at) if tried else _one_column(text, start, at)
    except csv.Error:
        places = (oversized(text, mark, start) for mark in chosen or counts or CANDIDATES)
        offset = next(place for place in places if place is not None)
        at = CellPlace(name, *Source(text).position(offset))
        return (error("cell-too-large", msg("a cell has more than 131,072 characters"), at),)


def only_separator(text: str, delimiter: str | None) -> tuple[str, int] | None:
    """Return the separator and the offset of a header that is the first record and has one candidate.

    None where the whole text has to be looked at before the separator is known.
    """
    head = _head(text, "", delimiter)
    if not isinstance(head, Head) or re.search("[\r\n]", text[head.start : head.sign]):
        return None
    tried = head.chosen or "".join(head.counts)
    return (tried, head.start) if len(tried) == 1 and tried in head.counts else None


def _head(text: str, name: str, delimiter: str | None) -> Head | Problems:
    """Look at the header and at what was asked for."""
    first = _SEP_LINE.match(text)
    start = first.end() if first else 0
    chosen = _TABS.get(delimiter, delimiter) if delimiter else first and first[1]
    if chosen and chosen not in CANDIDATES:
        known = msg("one of `;` `,` `|` `tab`")
        return refused("delimiter", msg("`{text}` is no separator of cells", text=chosen), name, known)
    sign = _FIRST_SIGN.search(text, start)
    if sign is None:
        return refused("empty-file", msg("the file has no header and no row"), name)
    counts = _counts(text, start, sign.start())
    if max(counts.values(), default=0) >= MAX_COLUMNS:
        return refused(
            "too-many-columns", msg("the header has more than {most} columns", most=MAX_COLUMNS), name
        )
    return Head(start, sign.start(), chosen, counts)


def _counts(text: str, start: int, sign: int) -> dict[str, int]:
    """Return the candidates that stand in the header outside quotes, with how often."""
    begin = max(text.rfind("\n", start, sign), text.rfind("\r", start, sign), start - 1) + 1
    found = _HEADER.match(text, begin)
    line = found[0] if found else ""
    bare = _QUOTED.sub("", line)
    return {mark: bare.count(mark) for mark in CANDIDATES if mark in bare}


def _try(text: str, start: int, delimiter: str) -> Layout:
    """Part the text by one separator and see how well it fits."""
    flaw = fault(text, delimiter, start)
    parted = records(text[: flaw.start] if flaw else text, delimiter, start, 2 if start else 1)
    header = next((index for index, row in enumerate(parted.rows) if not is_blank(row)), None)
    if header is None:
        # The header itself is flawed: nothing can be said of the rest.
        return Layout(delimiter, Records([[]], ()), 0, start, flaw, sound=False, agreeing=0)
    width = len(parted.rows[header])
    ragged = any(len(row) != width and not is_blank(row) for row in parted.rows[header + 1 :])
    agreeing = sum(len(row) == width for row in parted.rows) - 1
    return Layout(delimiter, parted, header, start, flaw, not (flaw or ragged), agreeing)


def _decide(tried: list[Layout], at: CellPlace) -> Layout | Problems:
    """Return the only separator that fits, or the best one when each has a fault to be named.

    A rival that fits at least half of the records makes the choice doubtful: one lost
    separator could have turned it into the only one that fits.
    """
    likely = [one for one in tried if one.sound or one.agreeing * 2 >= one.below > 0]
    if len(likely) > 1 and any(one.sound for one in likely):
        names = listed(
            counted(
                "`{mark}` ({count} column)",
                "`{mark}` ({count} columns)",
                one.width,
                mark=_shown(one.delimiter),
            )
            for one in likely
        )
        options = quoted((f"--delimiter '{_shown(one.delimiter)}'" for one in likely), "or")
        message = msg("more than one separator fits: {marks}", marks=names)
        return (error("ambiguous-delimiter", message, at, help=msg("say which: {options}", options=options)),)
    return max(tried, key=lambda one: (one.sound, one.agreeing, one.width))


def _one_column(text: str, start: int, at: CellPlace) -> Layout | Problems:
    """Accept a table of one column, unless the lines below its header have several cells."""
    for mark in CANDIDATES:
        if mark in text:
            rows, lines = _try(text, start, mark).records
            wide = next((i for i, row in enumerate(rows) if len(row) > 1 and not is_blank(row)), None)
            if wide is not None:
                words = counted(
                    "{count} cell, separated by {mark}",
                    "{count} cells, separated by {mark}",
                    len(rows[wide]),
                    mark=_WORDS[mark],
                )
                also = (Label(CellPlace(at.file, lines[wide]), words),)
                message = msg("the first line has one cell only, others have more")
                return (error("no-header", message, at, also=also, help=TITLE),)
    return _try(text, start, ",")


TITLE: Final = msg(
    "the first line is not a header: does a title stand above the table? delete it, or say where the headers "
    "stand: `--header-row 3`, in a source `header: {skip}` (`csvariable inspect` finds it)",
    skip="{skip: 2}",
)


def _wrong_delimiter(chosen: str, other: str, at: CellPlace) -> Problems:
    """Say that the separator asked for is not in the header, and which one is."""
    message = msg(
        "the header has no `{mark}`, but it has `{other}`", mark=_shown(chosen), other=_shown(other)
    )
    advice = msg(
        "say `--delimiter '{mark}'`, or put the header in quotes if it is one cell", mark=_shown(other)
    )
    return (error("wrong-delimiter", message, at, help=advice),)


def _shown(delimiter: str) -> str:
    """Return a separator as it is written in an option."""
    return "tab" if delimiter == "\t" else delimiter


# ------------------------------------------------------------------------------ decimals

_SHAPES: Final = bytes.maketrans(b"23456789", b"11111111")


def decimal_of(rows: Iterable[list[str]]) -> str | None:
    """Return the decimal mark that every telling cell of a table shows, or None.

    Cells are compared by shape (`12,5` and `98,7` are one), so a large table stays cheap.
    """
    shapes = set("\0".join(map("\0".join, rows)).encode().translate(_SHAPES).split(b"\0"))
    found = decimal_mark((shape.decode() for shape in shapes), None)
    return None if isinstance(found, Ambiguous) else found
