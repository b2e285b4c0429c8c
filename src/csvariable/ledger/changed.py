"""The rows in which two versions of a file differ, as the reason of a correction (ledger, section 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import PurePath
from typing import Final

from csvariable.ledger.correcting import RunSource
from csvariable.ledger.replay import RunFile
from csvariable.measures.source_file import read_source
from csvariable.plan import Plan
from csvariable.plan.source import OF_OPENING
from csvariable.tables.files import read_file
from csvariable.tables.table import Table
from csvariable.tables.written import HowWritten

MOST: Final = 3
"""Rows that a reason names before it counts the others."""
COMPARED: Final = 2000
"""Rows between the first and the last that differ; beyond, somebody has to say why."""


def changed_rows(known: RunSource, given: Sequence[RunFile], plan: Plan, reading: HowWritten) -> str | None:
    """Return the rows that files given have otherwise than those known; None where they do not tell why."""
    found: list[str] = []
    for one in given:
        same = [other for other in given if other.role == one.role]
        before = [other for other in known.files if other.role == one.role]
        if one.kind in {"plan", "late"} or len(same) != len(before):
            return None
        old, new = _table(before[same.index(one)], plan, known.reading), _table(one, plan, reading)
        if old is None or new is None or old.header != new.header:
            return None
        if len(old.rows) + len(new.rows) - 2 * _alike(old, new) > COMPARED:
            return None
        found += _changes(old, new)
    if not found:
        return None
    more = [f"+{len(found) - MOST}"] if len(found) > MOST else []
    return "; ".join([*found[:MOST], *more])


def _table(one: RunFile, plan: Plan, reading: HowWritten) -> Table | None:
    source = plan.sources.get((one.source or "").removesuffix(OF_OPENING))
    if source is None:
        return read_file(one.data, one.name, reading)[0]
    return read_source(one.data, one.name, source, reading)[0]


def _alike(old: Table, new: Table) -> int:
    """Return how many first rows are the same in both."""
    pairs = zip(_cells(old), _cells(new), strict=False)
    return next(
        (at for at, (one, other) in enumerate(pairs) if one != other), min(len(old.rows), len(new.rows))
    )


def _cells(table: Table) -> list[tuple[str, ...]]:
    return [tuple(row) for row in table.rows]


def _changes(old: Table, new: Table) -> Iterator[str]:
    """Yield each row that is not as it was: `deals.csv:14 D-4411: status Won → Churned`."""
    one, other = _cells(old), _cells(new)
    skipped = _alike(old, new)
    steps = SequenceMatcher(None, one[skipped:], other[skipped:], autojunk=False).get_opcodes()
    for kind, first, last, start, end in steps:
        if kind == "equal":
            continue
        befores, afters = one[skipped + first : skipped + last], other[skipped + start : skipped + end]
        pairs = min(len(befores), len(afters))
        for at in range(pairs):
            cells = zip(new.header, befores[at], afters[at], strict=True)
            said = ", ".join(f"{name} {was} → {now}" for name, was, now in cells if was != now)
            yield f"{_place(new, skipped + start + at)} {afters[at][0]}: {said}"
        for at in range(pairs, len(befores)):
            yield f"{_place(old, skipped + first + at)} − {', '.join(befores[at])}"
        for at in range(pairs, len(afters)):
            yield f"{_place(new, skipped + start + at)} + {', '.join(afters[at])}"


def _place(table: Table, row: int) -> str:
    return f"{PurePath(table.name).name}:{table.lines[row]}"
