"""The conditions on facts that must hold before anything is paid, on either evaluator's values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from csvariable.engine.exact.readers import Readers
from csvariable.engine.results import Results
from csvariable.facts.model import Facts
from csvariable.kernel.step import Demand, Program
from csvariable.plan import Role

if TYPE_CHECKING:
    from csvariable.engine.columns.evaluation import ColumnFacts, ColumnResults

Refusal: TypeAlias = tuple[int, Demand]
Asked: TypeAlias = Callable[[Role, bool], Sequence[Demand]]
"""Which demands on a role are asked: those on rows, or those on people."""


def refusals(
    programs: Mapping[Role, Program],
    facts: Facts | ColumnFacts,
    results: Results | ColumnResults,
    asked: Asked | None = None,
) -> list[Refusal]:
    """Return each row that does not meet a demand of its program, in the order of rows.

    A demand on the person is refused at the person's last row. Rows without presence are exempt.
    Only some demands are asked where `asked` says which.
    """
    if not isinstance(results, Results):
        return results.refusals()
    if results.by_columns is not None:
        return results.by_columns.refusals()

    def every(role: Role, person: bool) -> Sequence[Demand]:  # noqa: FBT001 - as `Asked` is called
        return programs[role].asked(person=person)[0]

    listed = facts if isinstance(facts, Facts) else facts.facts
    found = [*_of_rows(listed, results, asked or every), *_of_people(listed, results, asked or every)]
    return sorted(found, key=lambda one: one[0])


def _of_rows(facts: Facts, results: Results, asked: Asked) -> list[Refusal]:
    present = _present(facts.roles, facts.present)
    readers = Readers(facts.columns, results.rows)
    return [
        (row, demand)
        for role, rows in present.items()
        for demand in asked(role, False)
        for row in failing(readers, demand, rows)
    ]


def _of_people(facts: Facts, results: Results, asked: Asked) -> list[Refusal]:
    last = [person.rows[-1] for person in facts.people]
    present = _present([facts.roles[row] for row in last], [facts.present[row] for row in last])
    readers = Readers(facts.columns, results.people, (facts, results.rows))
    return [
        (last[at], demand)
        for role, people in present.items()
        for demand in asked(role, True)
        for at in failing(readers, demand, people)
    ]


def failing(readers: Readers, demand: Demand, places: Sequence[int]) -> list[int]:
    """Return the places where a demand is 0 or nothing."""
    cells = readers.cells(demand.holds, places)
    return [at for at, cell in zip(places, cells, strict=True) if cell is None or not cell[0]]


def _present(roles: Sequence[Role], present: Sequence[bool]) -> dict[Role, list[int]]:
    """Return the places of each role that count; a row without presence is exempt."""
    found: dict[Role, list[int]] = {}
    for at, role in enumerate(roles):
        if present[at]:
            found.setdefault(role, []).append(at)
    return found
