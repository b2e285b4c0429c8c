"""A file that is looked at: the table that the strict reader finds in it, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from csvariable.catalog.preset import preset, preset_ids
from csvariable.inspection.kinds import InspectedColumn, ends_like_a_value, inspected, looks_like_a_value
from csvariable.kernel.diagnostic import Diagnostic
from csvariable.tables.files import read_file
from csvariable.tables.framed import Frame
from csvariable.tables.table import Table
from csvariable.tables.totals import is_total
from csvariable.tables.workbooks import is_workbook
from csvariable.tables.written import HowWritten

_TITLES = 12
"""Lines above the headers that are tried as a title."""


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
    database: tuple[str, str] | None = None
    """The address and the table, where it is no file but lies in a database."""


def inspect(data: bytes, name: str, written: HowWritten) -> InspectedFile | tuple[Diagnostic, ...]:
    """Look at a file: the table in it, or what stops every reading of it."""
    table, found = read_file(data, name, written)
    if table is not None:
        return _looked_at(table, Frame((written.header_row or 1) - 1), found)
    if is_workbook(data) and all(one.rule != "no-header" for one in found):
        return found
    best: tuple[int, Table, Frame, Sequence[Diagnostic]] | None = None
    first = all(
        one.rule == "duplicate-column" for one in found
    )  # the first line is the headers, or one of two
    for frame in _frames() if written.header_row is None else ():
        if first and frame.skip:
            continue
        table, said = read_file(data, name, written, frame)
        if table is None or len(table.header) < 2 or any(map(looks_like_a_value, table.header)):
            continue
        values = sum(map(ends_like_a_value, table.header)) if frame.rows > 1 else 0
        if values * 2 >= len(table.header) or (first and values):
            continue  # the second line is a row of values
        cells = sum(map(bool, table.header)) * (len(table.rows) + 1)
        if best is None or cells > best[0]:
            best = (cells, table, frame, said)
    return found if best is None else _looked_at(*best[1:])


def inspect_table(table: Table, database: tuple[str, str]) -> InspectedFile:
    """Look at the first rows of a table of a database."""
    return replace(_looked_at(table, Frame(), ()), database=database)


def _frames() -> Iterator[Frame]:
    """Yield what may stand around the table: a title, a second line of headers, a blank line at its end."""
    for rows in (1, 2):
        for skip in range(_TITLES):
            yield Frame(skip, rows)
            yield Frame(skip, rows, ends_blank=True)


def _looked_at(table: Table, frame: Frame, found: Sequence[Diagnostic]) -> InspectedFile:
    whole = [list(row) for row in table.rows]
    last, first_gap = _last(whole, table.lines), _gap(table.lines, 1)
    rows = whole[:last]
    total = _total(table.header, rows)
    if total is None and first_gap < last < len(whole):  # a blank line within the rows would end them
        total = last, *_first_text(table.header, whole[last])
    kept = rows[: total[0]] if total is not None else rows
    mark = table.dialect.decimal
    columns = [inspected(header, [row[at] for row in kept], mark) for at, header in enumerate(table.header)]
    fitting = [one for one in preset_ids() if preset(one).fits(table.header)]
    fitting.sort(key=lambda one: -len(preset(one).headers))
    return InspectedFile(
        table=table,
        skip=frame.skip,
        header_rows=frame.rows,
        blank_end=frame.ends_blank or len(rows) < len(whole),
        rows=len(kept),
        total=None if total is None else total[1:],
        columns=columns,
        presets=fitting,
        problems=tuple(found),
    )


def _last(rows: Sequence[Sequence[str]], lines: Sequence[int]) -> int:
    """Return where the rows end: at a blank line below which there are only single cells, as notes are."""
    at = _gap(lines, 1)
    while at < len(rows) and not all(sum(map(bool, row)) < 2 for row in rows[at:]):
        at = _gap(lines, at + 1)
    return at


def _gap(lines: Sequence[int], start: int) -> int:
    """Return the first row, from `start` on, above which a blank line stands; the number of rows for none."""
    return next((at for at in range(start, len(lines)) if lines[at] - lines[at - 1] > 1), len(lines))


def _total(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, str, str] | None:
    """Return the row of totals, its first header and text; below it there are notes at most."""
    for at in range(len(rows) - 1, -1, -1):
        name, cell = _first_text(header, rows[at])
        if is_total(cell):
            return at, name, cell
        if sum(map(bool, rows[at])) > 1:
            break
    return None


def _first_text(header: Sequence[str], row: Sequence[str]) -> tuple[str, str]:
    """Return the header and the text of the first cell of a row that has something."""
    at = next((at for at, cell in enumerate(row) if cell), 0)
    return header[at], row[at]
