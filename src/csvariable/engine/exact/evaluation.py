"""Programs in exact fractions: the permanent second opinion.

Nothing (None) is contagious: a step that rests on a missing value has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from csvariable.engine.exact.across import over, placed, shared
from csvariable.engine.exact.readers import Columns, reader
from csvariable.engine.groups import group_keys
from csvariable.engine.results import Results
from csvariable.engine.schedule import schedule
from csvariable.facts.model import Facts, Value
from csvariable.kernel.formula import Formula, Over, Placed, Shared
from csvariable.kernel.step import Program
from csvariable.plan import Role


def evaluate(programs: Mapping[Role, Program], facts: Facts) -> Results:
    """Run the program of each role on its rows, then the steps of each person."""
    rows = _rows_of(facts)
    table: Columns = {}
    beyond: _Beyond = {}
    for role, step in schedule({role: programs[role].row_steps for role in rows}):
        column = table.setdefault(step.name, [None] * len(facts.roles))
        if isinstance(step.formula, Over | Shared):
            _take(column, rows[role], _beyond(step.formula, facts, table, beyond))
            continue
        read = reader(step.formula, facts.columns, table, None)
        for row in rows[role]:
            column[row] = read(row)
    people = _people_of(facts)
    sheet: Columns = {}
    for role, step in schedule({role: programs[role].person_steps for role in people}):
        column = sheet.setdefault(step.name, [None] * len(facts.people))
        if isinstance(step.formula, Placed):
            _take(column, people[role], _placed(step.formula, facts, sheet, beyond))
            continue
        read = reader(step.formula, facts.columns, sheet, (facts, table))
        for at in people[role]:
            column[at] = read(at)
    return Results(programs, facts, table, sheet)


_Beyond: TypeAlias = dict[Formula, Sequence[Value]]
"""What looks beyond its row, for all rows: worked out once, whatever number of roles has it."""


def _rows_of(facts: Facts) -> dict[Role, list[int]]:
    rows: dict[Role, list[int]] = {}
    for at, role in enumerate(facts.roles):
        rows.setdefault(role, []).append(at)
    return rows


def _people_of(facts: Facts) -> dict[Role, list[int]]:
    people: dict[Role, list[int]] = {}
    for at, person in enumerate(facts.people):
        people.setdefault(facts.roles[person.rows[-1]], []).append(at)
    return people


def _take(column: list[Value], places: Sequence[int], values: Sequence[Value]) -> None:
    for at in places:
        column[at] = values[at]


def _beyond(formula: Over | Shared, facts: Facts, table: Columns, known: _Beyond) -> Sequence[Value]:
    """Return what a step that looks at other rows gives, for all rows; they are filled by now."""
    if formula not in known:
        keys = group_keys(formula.within, facts)
        if isinstance(formula, Shared):
            known[formula] = shared(formula, table, keys, facts.ids())
        else:
            known[formula] = over(formula, table.get(formula.step) or [None] * len(keys), keys, facts)
    return known[formula]


def _placed(formula: Placed, facts: Facts, sheet: Columns, known: _Beyond) -> Sequence[Value]:
    """Return what a podium gives to all people."""
    if formula not in known:
        keys = group_keys(formula.within, facts)
        last = [keys[person.rows[-1]] for person in facts.people]
        known[formula] = placed(formula, sheet, last, [person.id for person in facts.people])
    return known[formula]
