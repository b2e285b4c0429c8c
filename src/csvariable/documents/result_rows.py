"""A run as rows of columns: what each person has of each step, for CSV, workbooks and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from csvariable.documents.result import in_print_order, kpis_of, summed
from csvariable.engine.results import Results
from csvariable.facts.model import Value
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program
from csvariable.kernel.unit import Unit


def money_columns(programs: Iterable[Program]) -> list[str]:
    """Return the steps in money that payroll adds up, the total last."""
    left_out = {Purpose.ACTUAL, Purpose.TARGET, Purpose.PART, Purpose.TOTAL}
    names = {
        step.name: None
        for program in programs
        for step in in_print_order(program.steps, kpis_of(program))
        if step.unit is Unit.MONEY and step.purpose not in left_out
    }
    return [*names, "total"]


def columns_of(results: Results, *, details: bool) -> list[str]:
    """Return the steps that stand in the file: money, or every public step with `details`."""
    if not details:
        return money_columns(results.programs.values())
    names = {
        step.name: None
        for program in results.programs.values()
        for step in in_print_order(program.steps, kpis_of(program))
        if step.purpose is not Purpose.TOTAL
    }
    return [*names, "total"]


class PersonValues(NamedTuple):
    """What a file says of a person: texts of the identity columns, values of the steps."""

    texts: tuple[str, str, str, str]
    values: Mapping[str, Value]


def person_values(results: Results, at: int) -> PersonValues:
    """Return a person's identity and steps; money of several rows is added."""
    one = results.facts.people[at]
    last = one.rows[-1]
    rows = results.steps_of_row(last) if len(one.rows) == 1 else {}
    values = {**rows, **summed(results, at), **results.steps_of_person(at)}
    return PersonValues(
        (one.id, one.name or "", results.facts.roles[last] or "", results.facts.teams[last] or ""), values
    )
