"""Who is paid: the people file, or the people of the KPI file (language, section 8)."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from csvariable.diagnostic import CellPlace, Diagnostic, Label, error, warning
from csvariable.facts import cells
from csvariable.facts.headers import is_total, look_alike
from csvariable.facts.numerals import CellError, Missing, is_missing
from csvariable.facts.plans import Plans
from csvariable.facts.sheet import Sheet
from csvariable.facts.typed import Reader
from csvariable.quantity import Unit

Value: TypeAlias = Fraction | None

MONEY_COLUMNS = ("target_incentive", "salary", "annual_salary", "ote", "already_paid", "draw_balance")
EVERYBODY = "*"


@dataclass(slots=True)
class Stretch:
    """One row of a person: who, in which role and team, from when to when, with which figures."""

    participant: str
    sheet: Sheet
    row: int
    name: str | None = None
    role: str | None = None
    team: str | None = None
    entry: date | None = None
    exit: date | None = None
    absences: dict[str, Fraction] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)

    def place(self, column: str | None = None) -> CellPlace:
        """Return the place of a cell of this row."""
        return self.sheet.place(self.row, column)


def stretches(sheet: Sheet, plans: Plans, reader: Reader, rows: list[int]) -> list[Stretch]:
    """Read the people of a sheet, in order; a row without a participant is not a person."""
    found: list[Stretch] = []
    for row in rows:
        participant = sheet.text(row, "participant")
        if participant in {"", EVERYBODY}:
            continue
        if is_total(participant):
            reader.refuse(
                "total-row",
                f"`{participant[:80]}` would be paid as a person: this row looks like a total of the others",
                sheet.place(row, "participant"),
                "delete the row, or give a person who has this id another one",
            )
            continue
        found.append(_stretch(sheet, row, participant, plans, reader))
    for one, other in look_alike(person.participant for person in found):
        at = next(person for person in found if person.participant == other)
        first = next(person for person in found if person.participant == one)
        reader.problems.append(
            warning(
                "look-alike",
                f"`{one}` and `{other}` look alike and are two people",
                at.place("participant"),
                also=(Label(first.place("participant"), "the other one"),),
            )
        )
    return found


def _stretch(sheet: Sheet, row: int, participant: str, plans: Plans, reader: Reader) -> Stretch:
    one = Stretch(participant, sheet, row)
    one.name = sheet.text(row, "name") or None
    one.team = sheet.text(row, "team") or None
    one.role = _role(sheet, row, plans, reader)
    one.entry, one.exit = _date(sheet, row, "entry", reader), _date(sheet, row, "exit", reader)
    for name in MONEY_COLUMNS:
        if name in sheet:
            one.values[name] = reader.money(sheet, row, name)
    if "fte" in sheet:
        fte = reader.fte(sheet, row)
        one.values["fte"] = Fraction(1) if fte is None else fte
    for name in plans.columns:
        if name in sheet:
            unit = Unit(plans.base.columns[name].unit)
            one.values[name] = reader.of_unit(sheet, row, name, unit)
    for column in sheet.columns:
        if column is not None and column.name.startswith("absence_days."):
            days = reader.number(sheet, row, column.name)
            if days is not None:
                one.absences[column.field or ""] = days
    _unwritten(one, sheet, plans, reader)
    return one


def _unwritten(one: Stretch, sheet: Sheet, plans: Plans, reader: Reader) -> None:
    """An empty cell is not 0 where money already paid or owed is counted."""
    plan = plans.of(one.role)
    for name, used in (
        ("already_paid", plan.accumulate is not None),
        ("draw_balance", plan.draw is not None),
    ):
        if used and name in sheet and one.values.get(name) is None and is_missing(sheet.text(one.row, name)):
            reader.refuse(
                "missing-value", f"`{name}` is empty: nothing paid is written `0`", one.place(name), "write 0"
            )


def _role(sheet: Sheet, row: int, plans: Plans, reader: Reader) -> str | None:
    text = sheet.text(row, "role")
    if not text or text in plans.roles:
        return text or None
    close = difflib.get_close_matches(text.casefold(), plans.roles, n=1)
    known = ", ".join(f"`{role}`" for role in plans.roles) or "none"
    advice = (
        f"did you mean `{close[0]}`?"
        if close
        else f"the roles of the plan are: {known}; leave the cell empty for none"
    )
    reader.refuse(
        "unknown-role", f"`{text[:80]}` is not a role of the plan", sheet.place(row, "role"), advice
    )
    return None


def _date(sheet: Sheet, row: int, name: str, reader: Reader) -> date | None:
    found = cells.read_date(sheet.text(row, name)) if name in sheet else None
    if isinstance(found, CellError):
        reader.refuse("wrong-date", found.message, sheet.place(row, name), found.help)
        return None
    return None if found is None or isinstance(found, Missing) else found


def left_aside(sheet: Sheet, staff: Sheet, plans: Plans) -> list[Diagnostic]:
    """Say which columns about people a KPI file has in vain, since a people file says who they are."""
    about = {"role", "entry", "exit", "fte", *MONEY_COLUMNS, *plans.columns}
    found = [
        name
        for name in sorted(sheet.index, key=lambda name: sheet.index[name])
        if (name in about or name.startswith("absence_days.")) and name not in staff
    ]
    if not found:
        return []
    said = "column is" if len(found) == 1 else "columns are"
    names = ", ".join(f"`{sheet.table.header[sheet.index[name]]}`" for name in found)
    message = f"{len(found)} {said} not used beside a people file: {names}"
    return [warning("unused-column", message, sheet.place(-1, found[0]), help="move them to the people file")]


def repeated(people: list[Stretch]) -> tuple[list[Stretch], list[Diagnostic]]:
    """Refuse a person who stands twice without any date; return the other rows.

    Whether dates leave no day twice is asked where days are counted.
    """
    first: dict[str, Stretch] = {}
    kept: list[Stretch] = []
    found: list[Diagnostic] = []
    for one in people:
        before = first.setdefault(one.participant, one)
        if before is one or any((one.entry, one.exit, before.entry, before.exit)):
            kept.append(one)
        else:
            found.append(
                error(
                    "duplicate-person",
                    f"`{one.participant}` stands twice",
                    one.place("participant"),
                    also=(Label(before.place("participant"), "first written here"),),
                    help="keep one row, or give each row its `entry` and `exit`",
                )
            )
    return kept, found


def by_person(people: list[Stretch]) -> Mapping[str, list[int]]:
    """Return the rows of each person by date, people in order of first appearance."""
    rows: dict[str, list[int]] = {}
    for at, one in enumerate(people):
        rows.setdefault(one.participant, []).append(at)
    for own in rows.values():
        own.sort(key=lambda at: people[at].entry or date.min)
    return rows
