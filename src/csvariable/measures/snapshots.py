"""Two snapshots of one list: that of the first day beside that of a source (language, section 16.6).

Rows are matched by their key. A row that only the first day has stands below the others: it is whose the
first day says, and what it would hold now is 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from csvariable.kernel.diagnostic import Label
from csvariable.kernel.message import msg
from csvariable.measures.opened import FirstDay, OpenSource
from csvariable.tables.table import Table

_NO_KEY: Final = msg("the row has no key: nothing says which row of the other day it is")
_WRITE_KEY: Final = msg("write its key, or take the row out")


def beside_first_day(rows: OpenSource, opening: OpenSource) -> OpenSource:
    """Return a source whose rows know those of the first day, and which has those that are gone too."""
    name = rows.source.key or ""
    header = rows.header(name)
    there = _by_key(opening, name, header)
    keys = rows.ids(name)
    for row, key in enumerate(keys):
        if row not in rows.footer and rows.is_missing(key):
            rows.refuse("empty-key", _NO_KEY, row, header, _WRITE_KEY)
    found = [None if rows.is_missing(key) else there.get(key) for key in keys]
    gone = sorted({*there.values()} - {*found})
    tables = [*rows.tables, *_tables(opening, gone)]
    whole = rows.over(tables)
    whole.problems += [*rows.problems, *opening.problems]
    whole.opening = FirstDay(opening, [*found, *gone], len(keys))
    return whole


def _by_key(opening: OpenSource, name: str, header: str) -> dict[str, int]:
    """Return the row of each key; a key that two rows have is told."""
    found: dict[str, int] = {}
    for row, key in enumerate(opening.ids(name)):
        if row in opening.footer:
            continue
        if opening.is_missing(key):
            opening.refuse("empty-key", _NO_KEY, row, header, _WRITE_KEY)
            continue
        if found.setdefault(key, row) != row:
            also = (Label(opening.place(found[key], header), msg("the other one")),)
            message = msg("the key `{key}` has two rows", key=key)
            advice = msg("a snapshot has one row for each: remove one")
            opening.refuse("duplicate-key", message, row, header, advice, also)
    return found


def _tables(opening: OpenSource, gone: Sequence[int]) -> list[Table]:
    """Return the tables of the first day with the rows that are gone alone."""
    found: list[Table] = []
    start = 0
    for table in opening.tables:
        rows = [row - start for row in gone if start <= row < start + len(table.rows)]
        start += len(table.rows)
        found.append(
            replace(table, rows=[table.rows[row] for row in rows], lines=[table.lines[row] for row in rows])
        )
    return found
