"""Programs in exact fractions: the permanent second opinion.

Nothing (None) is contagious: a step that rests on a missing value has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from csvariable.engine.exact.across import group_keys, over, placed, shared
from csvariable.engine.exact.readers import Columns, reader
from csvariable.engine.results import Results
from csvariable.engine.schedule import schedule
from csvariable.facts.model import Facts, Value
from csvariable.kernel.formula import Over, Placed, Shared
from csvariable.kernel.step import Program, Step
from csvariable.plan import Role


def evaluate(programs: Mapping[Role, Program], facts: Facts) -> Results:
    """Run the program of each role on its rows, then the steps of each person."""
    rows = _rows_of(facts)
    table: Columns = {}
    for role, step in schedule({role: programs[role].row_steps for role in rows}):
        column = table.setdefault(step.name, [None] * len(facts.roles))
        _fill(step, column, rows[role], facts, table)
    people = _people_of(facts)
    sheet: Columns = {}
    for role, step in schedule({role: programs[role].person_steps for role in people}):
        column = sheet.setdefault(step.name, [None] * len(facts.people))
        _fill_people(step, column, people[role], facts, table, sheet)
    return Results(programs, facts, table, sheet)


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


def _fill(step: Step, column: list[Value], rows: Sequence[int], facts: Facts, table: Columns) -> None:
    formula = step.formula
    match formula:
        case Over():
            keys = group_keys(formula.within, facts)
            values = over(
                formula, table[formula.step] if formula.step in table else [None] * len(keys), keys, facts
            )
        case Shared():
            values = shared(formula, table, group_keys(formula.within, facts), facts.ids())
        case _:
            read = reader(formula, facts.columns, table, None)
            for row in rows:
                column[row] = read(row)
            return
    for row in rows:
        column[row] = values[row]


def _fill_people(  # noqa: PLR0913, PLR0917 - two tables meet here
    step: Step, column: list[Value], people: Sequence[int], facts: Facts, table: Columns, sheet: Columns
) -> None:
    if isinstance(step.formula, Placed):
        last = [person.rows[-1] for person in facts.people]
        keys = [group_keys(step.formula.within, facts)[row] for row in last]
        values = placed(step.formula, sheet, keys, [person.id for person in facts.people])
        for at in people:
            column[at] = values[at]
        return
    read = reader(step.formula, facts.columns, sheet, (facts, table))
    for at in people:
        column[at] = read(at)
