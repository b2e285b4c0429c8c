"""Headers that stand again among the rows, as where files were put one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from csvariable.facts.sheet import Sheet
from csvariable.facts.typed import Reader
from csvariable.kernel.diagnostic import error
from csvariable.kernel.message import counted, msg


def repeated_headers(sheets: Sequence[Sheet], reader: Reader) -> bool:
    """Tell once of each file that rows repeat its headers; whether one does.

    Nothing else of such rows is told: each of their cells would be a problem.
    """
    is_any = False
    for sheet in sheets:
        rows = _again(sheet)
        if not rows:
            continue
        is_any = True
        message = counted(
            "this row repeats the headers", "{count} rows repeat the headers, this one first", len(rows)
        )
        help_ = msg("take such rows out: they come of files put one below the other")
        reader.problems.append(error("headers-again", message, sheet.table.place(rows[0], 0), help=help_))
    return is_any


def _again(sheet: Sheet) -> list[int]:
    """Return the rows whose cells are the headers, in a file that says whose its rows are."""
    table = sheet.table
    if "participant" not in sheet and "team" not in sheet:
        return []
    first = table.header[0]
    if first not in map(_plain, table.holding(0, first.partition(" ")[0])):
        return []
    return [row for row in range(len(table.rows)) if tuple(map(_plain, table.rows[row])) == table.header]


def _plain(text: str) -> str:
    return " ".join(text.split())
