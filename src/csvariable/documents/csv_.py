"""Results as CSV for payroll: one row a person, money with a decimal point, text cells guarded."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from csvariable.documents.clean import clean
from csvariable.documents.result import in_print_order, kpis_of, summed, value_text
from csvariable.engine.results import Results
from csvariable.facts.model import Value
from csvariable.kernel.step import Program, Purpose
from csvariable.kernel.unit import Unit

IDENTITY = ("participant", "name", "role", "team", "target_incentive")
ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")

DRIVING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def guarded(text: str) -> str:
    """Return a text cell that no spreadsheet takes for a formula: a leading `'` where it could.

    What would drive a terminal or turn what is read is shown as an escape. Numbers are never
    touched: a negative amount stays a number.
    """
    safe = DRIVING.sub(lambda found: clean(found[0]), text)
    return f"'{safe}" if text.startswith(ACTIVE) else safe


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


def as_csv(results: Results, chosen: Sequence[int], currency: str, *, details: bool = False) -> str:
    """Return the chosen people as CSV."""
    names = columns_of(results, details=details)
    units = {step.name: step.unit for program in results.programs.values() for step in program.steps}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*IDENTITY, *names])
    for at in chosen:
        texts, values = person_values(results, at)
        row = [guarded(text) for text in texts]
        for name in (IDENTITY[-1], *names):
            value = values.get(name)
            row.append("" if value is None else value_text(value, units[name], currency))
        writer.writerow(row)
    return out.getvalue()
