"""Which columns a formula rests on."""

from __future__ import annotations

from collections.abc import Iterable

from csvariable.bounds.reading import BoundReading
from csvariable.kernel.formula import Formula, OfParts, facts_of, refs, walk


def columns_under(reading: BoundReading, formula: Formula) -> set[str]:
    """Return the columns that a formula rests on, through the steps of its row."""
    found, todo = set(facts_of(formula)), {*refs(formula), *_parts(formula)}
    seen: set[str] = set()
    tables = [reading.steps, *(row.steps for row in reading.rows or ())]
    while rest := todo - seen:
        seen |= rest
        for below in (steps[name] for steps in tables for name in rest if name in steps):
            found |= set(facts_of(below))
            todo |= {*refs(below), *_parts(below)}
    return found


def _parts(formula: Formula) -> Iterable[str]:
    return [node.step for node in walk(formula) if isinstance(node, OfParts)]
