"""Programs in exact whole numbers: the permanent second opinion.

Nothing (None) is contagious: a step that rests on a missing value has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from csvariable.engine.exact.across import over, placed, shared
from csvariable.engine.exact.readers import Readers
from csvariable.engine.groups import group_keys
from csvariable.engine.results import Results
from csvariable.engine.schedule import schedule
from csvariable.facts.model import Facts, Value
from csvariable.facts.pairs import ExactCell, Pairs, cells_of
from csvariable.kernel.formula import Formula, Over, Placed, Shared
from csvariable.kernel.step import Program
from csvariable.plan import Role


def evaluate(programs: Mapping[Role, Program], facts: Facts) -> Results:
    """Run the program of each role on its rows, then the steps of each person."""
    rows, height = _places(facts.roles), len(facts.roles)
    table: dict[str, Pairs] = {}
    beyond: _Beyond = {}
    readers = Readers(facts.columns, table)
    for role, step in schedule({role: programs[role].row_steps for role in rows}):
        if isinstance(step.formula, Over | Shared):
            cells = cells_of(_beyond(step.formula, facts, table, beyond), rows[role])
        else:
            cells = readers.cells(step.formula, rows[role])
        _fill(table, step.name, rows[role], cells, height)
    people, count = _places([facts.roles[person.rows[-1]] for person in facts.people]), len(facts.people)
    sheet: dict[str, Pairs] = {}
    readers = Readers(facts.columns, sheet, (facts, table))
    for role, step in schedule({role: programs[role].person_steps for role in people}):
        if isinstance(step.formula, Placed):
            cells = cells_of(_placed(step.formula, facts, sheet, beyond), people[role])
        else:
            cells = readers.cells(step.formula, people[role])
        _fill(sheet, step.name, people[role], cells, count)
    return Results(programs, facts, table, sheet)


_Beyond: TypeAlias = dict[Formula, Sequence[Value]]
"""What looks beyond its row, for all rows: worked out once, whatever number of roles has it."""


def _places(roles: Sequence[Role]) -> Mapping[Role, Sequence[int]]:
    """Return where each role stands; all places as they are, where there is one role."""
    if len(set(roles)) == 1:
        return {roles[0]: range(len(roles))}
    found: dict[Role, list[int]] = {}
    for at, role in enumerate(roles):
        found.setdefault(role, []).append(at)
    return found


def _fill(
    table: dict[str, Pairs], name: str, places: Sequence[int], cells: list[ExactCell], height: int
) -> None:
    """Put the cells of a role into the column of a step."""
    if len(places) == height:
        table[name] = Pairs(cells)
        return
    if name not in table:
        table[name] = Pairs([None] * height)
    column = table[name].cells
    for at, cell in zip(places, cells, strict=True):
        column[at] = cell


def _beyond(
    formula: Over | Shared, facts: Facts, table: Mapping[str, Sequence[Value]], known: _Beyond
) -> Sequence[Value]:
    """Return what a step that looks at other rows gives, for all rows; they are filled by now."""
    if formula not in known:
        keys = group_keys(formula.within, facts)
        if isinstance(formula, Shared):
            known[formula] = shared(formula, table, keys, facts.ids())
        else:
            known[formula] = over(formula, table.get(formula.step) or [None] * len(keys), keys, facts)
    return known[formula]


def _placed(
    formula: Placed, facts: Facts, sheet: Mapping[str, Sequence[Value]], known: _Beyond
) -> Sequence[Value]:
    """Return what a podium gives to all people."""
    if formula not in known:
        keys = group_keys(formula.within, facts)
        last = [keys[person.rows[-1]] for person in facts.people]
        known[formula] = placed(formula, sheet, last, [person.id for person in facts.people])
    return known[formula]
