"""A file that is looked at: the table that the strict reader finds in it, and what stands around it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from csvariable.catalog.preset import preset, preset_ids
from csvariable.facts.headers import is_total
from csvariable.inspection.kinds import InspectedColumn, inspected
from csvariable.kernel.diagnostic import Diagnostic
from csvariable.tables.decoding import Decoded, decode
from csvariable.tables.files import read_file
from csvariable.tables.records import CANDIDATES, LINE_END
from csvariable.tables.table import Table, read_table
from csvariable.tables.written import HowWritten

_TITLES = 12
"""Lines above the headers that are tried as a title."""
_BLANKS = 12
"""Blank lines, from the last, that are tried as the end of the rows."""


@dataclass(frozen=True, slots=True)
class InspectedFile:
    """What a file is, and where its table lies in it."""

    table: Table
    skip: int
    """Lines above the headers."""
    header_rows: int
    blank_end: bool
    """Whether the rows end at a blank line, with something else below."""
    rows: int
    """How many rows there are before that and before a total."""
    total: tuple[str, str] | None
    """Header and text of the cell that shows the row of totals."""
    columns: Sequence[InspectedColumn]
    presets: Sequence[str]
    """The presets whose headers it has."""
    problems: Sequence[Diagnostic]
    """What the strict reader says of it beside."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """The lines of a text that may be its table."""

    skip: int
    header_rows: int
    end: int | None

    def text(self, lines: Sequence[str]) -> str | None:
        """Return the table alone, its headers on one line; None where there are no two of them."""
        kept = list(lines[self.skip : self.end])
        if self.header_rows == 1:
            return "".join(kept)
        for mark in CANDIDATES:
            try:
                first, second = list(csv.reader(kept[:2], delimiter=mark, strict=True))
            except (csv.Error, ValueError):
                continue
            if len(first) == len(second) > 1:
                joined = [" ".join(filter(None, pair)) for pair in zip(_carried(first), second, strict=True)]
                stream = io.StringIO()
                csv.writer(stream, delimiter=mark, lineterminator="\n").writerow(joined)
                return stream.getvalue() + "".join(kept[2:])
        return None


def _carried(cells: Sequence[str]) -> Iterator[str]:
    """Yield the cells of an upper line of headers; an empty one is that to its left."""
    last = ""
    for cell in cells:
        last = cell.strip() or last
        yield last


def inspect(data: bytes, name: str, written: HowWritten) -> InspectedFile | tuple[Diagnostic, ...]:
    """Look at a file: the table in it, or what stops every reading of it."""
    table, found = read_file(data, name, written)
    if table is not None:
        return _looked_at(table, _Cut((written.header_row or 1) - 1, 1, None), found)
    decoded = decode(data, name, written.encoding)
    if not isinstance(decoded, Decoded):
        return found
    lines = _lines(decoded.text)
    best: tuple[int, Table, _Cut, Sequence[Diagnostic]] | None = None
    for cut in _cuts(lines):
        text = cut.text(lines)
        if text is None:
            continue
        table, said = read_table(text.encode(), name, delimiter=written.delimiter, decimal=written.decimal)
        if table is None or len(table.header) < 2:
            continue
        cells = sum(map(bool, table.header)) * (len(table.rows) + 1)
        if best is None or cells > best[0]:
            best = (cells, table, cut, (*decoded.notices, *said))
    if best is not None:
        return _looked_at(*best[1:])
    return found


def _lines(text: str) -> list[str]:
    ends = [0, *(found.end() for found in LINE_END.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(ends) if end > start]


def _cuts(lines: Sequence[str]) -> Iterator[_Cut]:
    """Yield what may be the table, the largest first: below a title, above a blank line, two header lines."""
    blanks = [at for at, line in enumerate(lines) if not line.strip(' \t\r\n;,|"')]
    for rows in (1, 2):
        for skip in range(min(_TITLES, len(lines))):
            yield _Cut(skip, rows, None)
            yield from (_Cut(skip, rows, at) for at in reversed(blanks) if at > skip + rows)


def _looked_at(table: Table, cut: _Cut, found: Sequence[Diagnostic]) -> InspectedFile:
    whole = [list(row) for row in table.rows]
    rows = whole[: _last(whole, table.lines)]
    total = _total(table.header, rows)
    kept = rows[: total[0]] if total is not None else rows
    columns = [inspected(header, [row[at] for row in kept]) for at, header in enumerate(table.header)]
    fitting = [one for one in preset_ids() if preset(one).fits(table.header)]
    fitting.sort(key=lambda one: -len(preset(one).headers))
    return InspectedFile(
        table=table,
        skip=cut.skip,
        header_rows=cut.header_rows,
        blank_end=cut.end is not None or len(rows) < len(whole),
        rows=len(kept),
        total=None if total is None else total[1:],
        columns=columns,
        presets=fitting,
        problems=tuple(found),
    )


def _last(rows: Sequence[Sequence[str]], lines: Sequence[int]) -> int:
    """Return where the rows end: at a blank line below which there are only single cells, as notes are."""
    for at in range(1, len(rows)):
        if lines[at] - lines[at - 1] > 1 and all(sum(map(bool, row)) < 2 for row in rows[at:]):
            return at
    return len(rows)


def _total(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, str, str] | None:
    """Return the last row, its first header and text, where that is a word beside totals."""
    at, cell = next(((at, cell) for at, cell in enumerate(rows[-1]) if cell), (0, ""))
    return (len(rows) - 1, header[at], cell) if is_total(cell) else None
