"""A text with a frame around its table: a title above, headers of several lines, a footer below.

What is no part of the table is emptied, line by line, so that everything else keeps its place.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace

from csvariable.kernel.diagnostic import Diagnostic
from csvariable.tables.decoding import Decoded, decode
from csvariable.tables.dialect import only_separator
from csvariable.tables.table import Table, read_table
from csvariable.tables.written import HowWritten

_LINE = re.compile(r"\r\n|\r|\n")
_BLANK = re.compile(r'[\s;,|"]*')


@dataclass(frozen=True, slots=True)
class Frame:
    """How many lines stand above the headers, how many those have, and whether a blank line ends the rows."""

    skip: int = 0
    rows: int = 1
    ends_blank: bool = False


def read_framed(
    data: bytes, name: str, written: HowWritten, frame: Frame
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Read a text whose table has a frame."""
    decoded = decode(data, name, written.encoding)
    if not isinstance(decoded, Decoded):
        return None, decoded
    text = framed(decoded.text, frame, written.delimiter)
    table, found = read_table(text.encode(), name, delimiter=written.delimiter, decimal=written.decimal)
    told = (*decoded.notices, *found)
    if table is None:
        return None, told
    dialect = replace(table.dialect, encoding=decoded.encoding, bom=decoded.bom, dates=written.dates)
    return replace(table, data=data, dialect=dialect), told


def framed(text: str, frame: Frame, delimiter: str | None = None) -> str:
    """Return a text of as many lines, in which only the table stands."""
    lines = _LINE.split(text)
    first = frame.skip
    lines[:first] = [""] * min(first, len(lines))
    if frame.rows > 1:
        heads = lines[first : first + frame.rows]
        lines[first : first + len(heads)] = [_joined(heads, delimiter), *[""] * (len(heads) - 1)]
    if frame.ends_blank:
        end = _first_blank(lines, first + frame.rows)
        lines[end:] = [""] * (len(lines) - end)
    return "\n".join(lines)


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
