"""A CSV file becomes a table: by columns where it is large, by records where it needs them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from csvariable.kernel.diagnostic import Diagnostic, FilePlace, error, has_errors
from csvariable.kernel.message import msg
from csvariable.tables.decoding import Decoded, decode
from csvariable.tables.dialect import Dialect, Layout, decimal_of, detect
from csvariable.tables.flaws import (
    cell_flaws,
    guard_removed,
    guards,
    header_flaws,
    misplaced_quote,
    size_flaws,
    width_flaws,
)
from csvariable.tables.records import Source
from csvariable.tables.table import Table

LARGE = 100_000
"""Bytes of a file from which it is kept as columns: below, the library for them costs more than it saves."""


def read_table(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Read a CSV file: the table, or None, beside everything there is to say about it.

    The options are what a user said about the file; without them the dialect is found, and
    an error asks for the option where two readings fit.
    """
    if decimal not in {None, ",", "."}:
        return None, (error("decimal", msg("the decimal mark is `,` or `.`"), FilePlace(name)),)
    decoded = decode(data, name, encoding)
    if not isinstance(decoded, Decoded):
        return None, decoded
    table, guarded = _by_columns(data, decoded, name, delimiter, decimal) or (None, [])
    if table is not None:
        found = [*decoded.notices, *guarded, *header_flaws(table)]
        return None if has_errors(found) else table, tuple(found)
    layout = detect(decoded.text, name, delimiter)
    if not isinstance(layout, Layout):
        return None, (*decoded.notices, *layout)
    if layout.flaw is not None:
        return None, (*decoded.notices, misplaced_quote(Source(decoded.text), name, layout.flaw))
    return checked(_by_records(data, decoded, layout, name, decimal), decoded.notices)


def checked(table: Table, notices: Sequence[Diagnostic]) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Return a table that may still be ragged, beside what is wrong with it; None where that stops a run."""
    found = [*notices, *guards(table)]
    for check in (size_flaws, header_flaws, width_flaws, cell_flaws):
        found += check(table)
    return None if has_errors(found) else table, tuple(found)


def _by_columns(
    data: bytes, decoded: Decoded, name: str, delimiter: str | None, decimal: str | None
) -> tuple[Table, list[Diagnostic]] | None:
    """Make a table of a large file by columns, and tell the guards removed; None where it needs records."""
    if len(data) < LARGE:
        return None
    from csvariable.tables.columns import parted

    found = parted(data, decoded, delimiter, decimal)
    if found is None:
        return None
    table = Table(
        name=name,
        header=labels(found.header),
        rows=found.rows,
        lines=found.lines,
        dialect=Dialect(decoded.encoding, found.delimiter, found.mark, found.sep_line, decoded.bom),
        data=data,
        blank_lines=found.blank,
        header_line=2 if found.sep_line else 1,
        source=Source(lambda: decoded.text),
    )
    return table, [] if found.guards is None else [guard_removed(table, *found.guards)]


def labels(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the headers of some cells: in Unicode form NFC, with single blanks."""
    return tuple(" ".join(unicodedata.normalize("NFC", label).split()) for label in cells)


def _by_records(data: bytes, decoded: Decoded, layout: Layout, name: str, decimal: str | None) -> Table:
    """Make a table of the records as they are; its rows may still be short or long."""
    raw, lines = layout.records
    first = layout.header + 1
    rows = [list(map(str.strip, row)) for row in raw[first:]]
    lines = lines[first:]
    kept = [index for index, row in enumerate(rows) if any(row)]
    blank = len(rows) - len(kept)
    if blank:
        lines = [lines[index] for index in kept]
        rows = [rows[index] for index in kept]
    if not unicodedata.is_normalized("NFC", decoded.text):
        rows = [[unicodedata.normalize("NFC", cell) for cell in row] for row in rows]
    mark = decimal or decimal_of(rows)
    return Table(
        name=name,
        header=labels(raw[layout.header]),
        rows=rows,
        lines=lines,
        dialect=Dialect(decoded.encoding, layout.delimiter, mark, layout.start > 0, decoded.bom),
        data=data,
        blank_lines=blank + layout.header,
        header_line=layout.records.lines[layout.header],
        source=Source(decoded.text),
    )
