"""Programs in exact whole numbers: the permanent second opinion.

Nothing (None) is contagious: a step that rests on a missing value has none.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from csvariable.engine.exact.readers import Readers
from csvariable.engine.results import Results, places_of
from csvariable.engine.schedule import schedule
from csvariable.facts.model import Facts, Value
from csvariable.facts.pairs import ExactCell, Pairs, cells_of
from csvariable.kernel.formula import Formula, Over, Placed, Shared
from csvariable.kernel.step import Program, Step
from csvariable.plan import Role


def evaluate(programs: Mapping[Role, Program], facts: Facts) -> Results:
    """Run the program of each role on its rows, then the steps of each person."""
    level = RunLevel(places_of(facts.roles), len(facts.roles))
    row_steps = {role: programs[role].row_steps for role in level.places}
    rows = filled(level, row_steps, facts, Readers(facts.columns, level.table))
    level = RunLevel(places_of([facts.roles[person.rows[-1]] for person in facts.people]), len(facts.people))
    person_steps = {role: programs[role].person_steps for role in level.places}
    people = filled(level, person_steps, facts, Readers(facts.columns, level.table, (facts, rows)))
    return Results(programs, facts, rows, people)


LooksBeyond: TypeAlias = Callable[[Over | Shared | Placed, Mapping[str, Sequence[Value]]], Sequence[Value]]
"""From a formula that looks beyond its row, and the steps of a level, to its values there."""


@dataclass(frozen=True, slots=True)
class RunLevel:
    """Rows, or people: where each role stands, and the steps there are."""

    places: Mapping[Role, Sequence[int]]
    height: int
    table: ChainMap[str, Sequence[Value]] = field(default_factory=ChainMap)
    """The steps that are filled; behind them those of an earlier run."""
    beside: LooksBeyond | None = None
    """Looks beyond the rows, where they are not all there are."""

    def fill(self, name: str, role: Role, cells: list[ExactCell]) -> None:
        """Put the cells of a role into the column of a step."""
        now, places = self.table.maps[0], self.places[role]
        if len(places) == self.height:
            now[name] = Pairs(cells)
            return
        column = now.get(name)
        if not isinstance(column, Pairs):
            now[name] = column = Pairs([None] * self.height)
        for at, cell in zip(places, cells, strict=True):
            column.cells[at] = cell


def filled(
    level: RunLevel,
    steps: Mapping[Role, Sequence[Step]],
    facts: Facts,
    readers: Readers,
    read: Callable[[Role, Step, Sequence[int]], list[ExactCell] | None] = lambda _role, _step, _places: None,
) -> Mapping[str, Sequence[Value]]:
    """Run steps on a level and return its table; `read` may know a shorter way to the cells of a step."""
    beyond: _Beyond = {}
    for role, step in schedule(steps):
        places = level.places[role]
        if isinstance(step.formula, Over | Shared | Placed):
            cells = cells_of(_beyond(step.formula, facts, level, beyond), places)
        else:
            cells = read(role, step, places) or readers.cells(step.formula, places)
        level.fill(step.name, role, cells)
    return level.table


_Beyond: TypeAlias = dict[Formula, Sequence[Value]]
"""What looks beyond its row, for all rows: worked out once, whatever number of roles has it."""


def _beyond(
    formula: Over | Shared | Placed, facts: Facts, level: RunLevel, known: _Beyond
) -> Sequence[Value]:
    """Return what a step that looks beyond its row gives, for all; what it looks at is filled by now."""
    table = level.table
    if level.beside is not None:
        return level.beside(formula, table)
    if formula not in known:
        from csvariable.engine.exact.across import over, placed, shared
        from csvariable.engine.groups import group_keys

        keys = group_keys(formula.within, facts)
        if isinstance(formula, Over):
            known[formula] = over(formula, table.get(formula.step) or [None] * len(keys), keys, facts)
        elif isinstance(formula, Shared):
            known[formula] = shared(formula, table, keys, facts.ids())
        else:
            last = [keys[person.rows[-1]] for person in facts.people]
            known[formula] = placed(formula, table, last, [person.id for person in facts.people])
    return known[formula]
