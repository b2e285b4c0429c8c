"""Programs on whole columns, exactly, for any size: the same values as `exact`, row by row.

Every value is a ratio of whole numbers whose bounds are known before it is computed. A step whose
numbers might not fit 128 bits is left to fractions, and so is what only fractions can do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from csvariable.evaluate.across import group_keys, over, placed, shared
from csvariable.evaluate.columns_across import folded_parts, over_column, placed_column, shared_column
from csvariable.evaluate.columns_facts import ColumnFacts, Lazily
from csvariable.evaluate.columns_local import Local, Loose
from csvariable.evaluate.columns_pair import Operand
from csvariable.evaluate.columns_places import Places
from csvariable.evaluate.columns_sheet import Sheet
from csvariable.evaluate.exact import Reader, reader
from csvariable.evaluate.ratio import Overflow, Ratio
from csvariable.evaluate.results import Results
from csvariable.evaluate.schedule import schedule
from csvariable.facts.model import Role, Value
from csvariable.formula import Demand, Formula, OfParts, Over, Placed, Program, Shared, Step, facts_of

__all__ = ["ColumnFacts", "ColumnResults", "Difference", "Ratio", "differences", "evaluate"]


def evaluate(programs: Mapping[Role, Program], facts: ColumnFacts) -> ColumnResults:
    """Run the program of each role on its rows, then the steps of each person."""
    run = _Run(programs, facts)
    for role, step in schedule({role: programs[role].row_steps for role in run.rows.roles}):
        run.row_step(role, step)
    for role, step in schedule({role: programs[role].person_steps for role in run.people.roles}):
        run.person_step(role, step)
    run.rows.settle()
    run.people.settle()
    return ColumnResults(run)


class _Table(Mapping[str, Sequence[Value]]):
    """Steps as the readers of `exact` want them: by name, then by row or person."""

    def __init__(self, side: _Side) -> None:
        self._side = side

    def __getitem__(self, name: str) -> Sequence[Value]:
        if name not in self._side.names:
            raise KeyError(name)
        return _Peek(self._side, name)


class _Side:
    """One level of a run: the rows, or the people."""

    def __init__(self, places: Places, make: Callable[[Role, pl.Series | None], Local]) -> None:
        self.places = places
        self.locals = {role: make(role, rows) for role, rows in places.rows.items()}
