"""The conditions on facts that must hold before anything is paid, on either evaluator's values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from csvariable.engine.exact.readers import reader
from csvariable.engine.results import Results
from csvariable.facts.model import Facts
from csvariable.kernel.step import Demand, Program
from csvariable.plan import Role

if TYPE_CHECKING:
    from csvariable.engine.columns.evaluation import ColumnFacts, ColumnResults

Refusal = tuple[int, Demand]


def refusals(
    programs: Mapping[Role, Program], facts: Facts | ColumnFacts, results: Results | ColumnResults
) -> list[Refusal]:
    """Return each row that does not meet a demand of its program, in the order of rows.

    A demand on the person is refused at the person's last row. Rows without any active day are exempt.
    """
    if not isinstance(results, Results):
        return results.refusals()
    if not isinstance(facts, Facts):
        facts = facts.facts
    found = _of_rows(programs, facts, results) + _of_people(programs, facts, results)
    return sorted(found, key=lambda one: one[0])


def _of_rows(programs: Mapping[Role, Program], facts: Facts, results: Results) -> list[Refusal]:
    table = results.rows
    readers = {
        role: [
            (demand, reader(demand.holds, facts.columns, table, None)) for demand in programs[role].demands
        ]
        for role in dict.fromkeys(facts.roles)
    }
    return [
        (row, demand)
        for row, role in enumerate(facts.roles)
        if facts.present[row]
        for demand, read in readers[role]
        if not read(row)
    ]


def _of_people(programs: Mapping[Role, Program], facts: Facts, results: Results) -> list[Refusal]:
    parts = (facts, results.rows)
    sheet = results.people
    last = [person.rows[-1] for person in facts.people]
    readers = {
        role: [
            (demand, reader(demand.holds, facts.columns, sheet, parts))
            for demand in programs[role].person_demands
        ]
        for role in dict.fromkeys(facts.roles[row] for row in last)
    }
    return [
        (row, demand)
        for at, row in enumerate(last)
        if facts.present[row]
        for demand, read in readers[facts.roles[row]]
        if not read(at)
    ]
