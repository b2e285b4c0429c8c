"""A text with a frame around its table: a title above, headers of several lines, a footer below.

What is no part of the table is emptied, line by line, so that everything else keeps its place.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from csvariable.kernel.diagnostic import Diagnostic
from csvariable.tables.decoding import Decoded, decode
from csvariable.tables.dialect import only_separator
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table
from csvariable.tables.written import HowWritten

_LINE = re.compile(r"([^\r\n]*)(\r\n?|\n|$)")
_BLANK = re.compile(r'[\s;,|"]*')


@dataclass(frozen=True, slots=True)
class Frame:
    """How many lines stand above the headers, how many those have, and whether a blank line ends the rows."""

    skip: int = 0
    rows: int = 1
    ends_blank: bool = False


NO_FRAME: Final = Frame()


class Framed(NamedTuple):
    """A text in which only the table stands, and how many lines with something stand below its end."""

    text: str
    below: int


def read_framed(
    data: bytes, name: str, written: HowWritten, frame: Frame
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Read a text whose table has a frame."""
    decoded = decode(data, name, written.encoding)
    if not isinstance(decoded, Decoded):
        return None, decoded
    text, below = framed(decoded.text, frame, written.delimiter)
    table, found = read_table(text.encode(), name, delimiter=written.delimiter, decimal=written.decimal)
    told = (*decoded.notices, *found)
    if table is None:
        return None, told
    dialect = replace(table.dialect, encoding=decoded.encoding, bom=decoded.bom)
    return replace(table, data=data, dialect=dialect, below=below), told


def framed(text: str, frame: Frame, delimiter: str | None = None) -> Framed:
    """Return a text of as many lines, in which only the table stands."""
    lines, ends = map(list, zip(*_LINE.findall(text), strict=True))
    first = frame.skip
    lines[:first] = [""] * min(first, len(lines))
    heads = lines[first : first + frame.rows]
    if frame.rows > 1 and heads:
        lines[first : first + len(heads)] = [_joined(heads, delimiter), *[""] * (len(heads) - 1)]
    below = 0
    if frame.ends_blank:
        end = _first_blank(lines, first + frame.rows)
        below = sum(not _BLANK.fullmatch(line) for line in lines[end:])
        lines[end:] = [""] * (len(lines) - end)
    return Framed("".join(line + sign for line, sign in zip(lines, ends, strict=True)), below)


def _first_blank(lines: list[str], start: int) -> int:
    """Return the first blank line that stands in no quoted cell, or how many lines there are."""
    quotes = 0
    for at in range(start, len(lines)):
        if quotes % 2 == 0 and _BLANK.fullmatch(lines[at]):
            return at
        quotes += lines[at].count('"')
    return len(lines)


def _joined(heads: list[str], delimiter: str | None) -> str:
    """Return one line of headers of several: the cells of a column, joined by blanks."""
    found = only_separator(heads[0], delimiter) if heads else None
    sign = found[0] if found is not None else delimiter or ","
    rows = list(csv.reader(heads, delimiter=sign))
    width = max(map(len, rows), default=0)
    cells = [" ".join(row[at].strip() for row in rows if at < len(row)).strip() for at in range(width)]
    line = io.StringIO()
    csv.writer(line, delimiter=sign, lineterminator="").writerow(cells)
    return line.getvalue()
