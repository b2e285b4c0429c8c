"""A source whose large files are condensed, and whose small ones stand as they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from csvariable.kernel.diagnostic import Diagnostic, FilePlace, error
from csvariable.kernel.message import Message, msg
from csvariable.measures.condensed.asked import asked_of
from csvariable.measures.condensed.rows import condensed
from csvariable.measures.model import AlikeRows
from csvariable.measures.opened import OpenSource
from csvariable.plan.measure_of_rows import Rows
from csvariable.tables.later import LaterTable
from csvariable.tables.table import Table

_NO_HEAD = msg("its separator, its encoding or its header has to be looked for in the whole file")


def condensed_source(
    rows: OpenSource, files: Sequence[Table | LaterTable], measures: Sequence[Rows], starts: Sequence[date]
) -> OpenSource | Diagnostic:
    """Return a source with its files condensed, or what keeps one from it.

    `rows` is the source over no file; `starts` are the days from which something else holds.
    """
    tables: list[Table] = []
    alike: list[AlikeRows] = []
    for file in files:
        if isinstance(file, Table):
            tables.append(file)
            alike += [AlikeRows(1, {}) for _ in file.rows]
            continue
        structure = file.structure()
        if structure is None:
            return _refused(file, _NO_HEAD)
        empty = rows.over([structure.table([], [])])
        asked = asked_of(empty, measures)
        found = asked if isinstance(asked, Message) else condensed(file, structure, empty, asked, starts)
        if isinstance(found, Message):
            return _refused(file, found)
        tables.append(found.table)
        alike += found.rows
    return rows.over(tables, alike)


def _refused(file: LaterTable, reason: Message) -> Diagnostic:
    message = msg(
        "the file is larger than {size} MB, and cannot be read by columns: {reason}", size=100, reason=reason
    )
    advice = msg("part it into files of one month, or take what it has to be read row by row for out")
    return error("too-large", message, FilePlace(file.name), help=advice)
