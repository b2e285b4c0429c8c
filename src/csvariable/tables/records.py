"""The structure of a CSV text: records, fields, quotes, and where each stands in the file.

Strict RFC 4180 with LF, CR and CRLF in any mixture. The `csv` module parts the records;
a pattern over the whole text proves beforehand that no quote is out of place, because
`csv` accepts some that hide a lost separator.
"""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Final, NamedTuple

CANDIDATES: Final = ";,\t|"
"""The separators that are tried, in the order in which they are named."""

_QUOTED = '"(?:[^"]++|"")*+"'
LINE_END = re.compile(r"\r\n?|\n")


class Patterns(NamedTuple):
    """What the fields of one separator look like."""

    fields: re.Pattern[str]
    """As many well-formed fields as there are, each with the mark that ends it."""
    field: re.Pattern[str]
    """One well-formed field."""


@cache
def patterns(delimiter: str) -> Patterns:
    """Return the patterns of a separator; possessive, so that no input makes them slow.

    Where the last field has no mark behind it, Python before 3.11.5 goes on from inside it (its issue
    106052), unless another alternative, here one that never holds, is tried from where the field begins.
    """
    mark = re.escape(delimiter)
    plain = f'[^"{mark}\r\n]'
    return Patterns(
        re.compile(rf"(?:(?:{_QUOTED}|{plain}++)?+(?:{mark}|\r\n?|\n)|(?!))*+"),
        re.compile(rf"{_QUOTED}|{plain}*+"),
    )


class Source:
    """A text with its line starts, found once and only when a place is asked for."""

    def __init__(self, text: str | Callable[[], str]) -> None:
        """Keep the text, or how it is made; nothing is computed yet."""
        self._given = text
        self._starts: list[int] = []

    @cached_property
    def text(self) -> str:
        """The text."""
        return self._given if isinstance(self._given, str) else self._given()

    def _line_starts(self) -> list[int]:
        """Return the offset of each physical line."""
        if not self._starts:
            self._starts = [0, *(match.end() for match in LINE_END.finditer(self.text))]
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based physical line and text column of an offset."""
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def reference(self, line: int, column: int) -> str | None:  # noqa: ARG002 - of a text nothing is needed
        """Return the name of a cell beside its line and column: in a text it has none."""
        return None

    def field(self, line: int, delimiter: str, index: int) -> tuple[int, int]:
        """Return the line and column of a field of the record that starts at `line`.

        A field past the end of the record has the place of the record's end.
        """
        offset = self._line_starts()[line - 1]
        field = patterns(delimiter).field
        for _ in range(index):
            match = field.match(self.text, offset)
            end = match.end() if match else offset
            if self.text[end : end + 1] != delimiter:
                return self.position(end)
            offset = end + 1
        return self.position(offset)


class Fault(NamedTuple):
    """A quote out of place."""

    kind: str
    """`unterminated-quote`, `bare-quote` or `backslash-quote`: the name of the rule."""
    start: int
    """Offset of the cell."""
    quote: int
    """Offset of the quote, or of the text that follows a closing quote."""


def fault(text: str, delimiter: str, start: int = 0) -> Fault | None:
    """Return the first quote out of place, None if the structure is sound."""
    if '"' not in text:
        return None
    whole = patterns(delimiter).fields.match(text, start)
    at = whole.end() if whole else start
    field = patterns(delimiter).field.match(text, at)
    end = field.end() if field else at
    if end == len(text):
        return None
    if text[at] == '"' and end == at:
        return Fault("unterminated-quote", at, at)
    quote = end - 1 if text[at] == '"' else end
    escaped = text[quote - 1 : quote] == "\\"
    return Fault("backslash-quote" if escaped else "bare-quote", at, end)


def oversized(text: str, delimiter: str, start: int) -> int | None:
    """Return the offset of the first cell that the `csv` module would refuse for its length."""
    limit = csv.field_size_limit()
    for match in patterns(delimiter).field.finditer(text, start):
        cell = match[0][1:-1].replace('""', '"') if match[0].startswith('"') else match[0]
        if len(cell) > limit:
            return match.start()
    return None


class Records(NamedTuple):
    """The records of a text, blank ones included, and the physical line of each."""

    rows: list[list[str]]
    lines: Sequence[int]


def records(text: str, delimiter: str, start: int = 0, first_line: int = 1) -> Records:
    """Part a text from `start` on, which is at the physical line `first_line`.

    Raises:
        csv.Error: a cell is longer than the limit of the `csv` module.

    """
    body = io.StringIO(text[start:], newline="")
    reader = csv.reader(body, delimiter=delimiter)
    rows = list(reader)
    if reader.line_num == len(rows):
        return Records(rows, range(first_line, first_line + len(rows)))
    # Some cell holds a line break: read again, noting where each record starts.
    body.seek(0)
    reader = csv.reader(body, delimiter=delimiter)
    lines, next_line = [], first_line
    for _ in reader:
        lines.append(next_line)
        next_line = first_line + reader.line_num
    return Records(rows, lines)


def is_blank(row: list[str]) -> bool:
    """Whether a record says nothing: no cell, or only empty ones."""
    return not "".join(row).strip()
