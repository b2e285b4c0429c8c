"""Who is paid: the people file, or the people of the KPI file (language, section 8)."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from csvariable.facts.headers import held_text, look_alike
from csvariable.facts.model import Value
from csvariable.facts.plans import Plans
from csvariable.facts.sheet import Sheet
from csvariable.facts.typed import Reader
from csvariable.kernel.diagnostic import CellPlace, Diagnostic, FilePlace, Label, error, warning
from csvariable.kernel.message import msg, quoted
from csvariable.tables.numerals import CellError, NoValue, is_missing
from csvariable.tables.totals import begins_as_total, is_total

MONEY_COLUMNS = ("target_incentive", "salary", "annual_salary", "ote", "already_paid", "draw_balance")
EVERYBODY = "*"


@dataclass(slots=True)
class Stretch:
    """One row of a person: who, in which role and team, from when to when, with which figures."""

    participant: str
    sheet: Sheet
    row: int
    name: str | None = None
    email: str | None = None
    role: str | None = None
    team: str | None = None
    entry: date | None = None
    exit: date | None = None
    absences: dict[str, Fraction] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)

    elsewhere: dict[str, CellPlace] = field(default_factory=dict)
    """Where a figure of the person stands, that another of their rows holds."""
    kept: dict[str, FilePlace] = field(default_factory=dict)
    """The ledger that a figure of the person was read from."""

    def place(self, column: str | None = None) -> CellPlace:
        """Return the place of a cell of this row."""
        held = self.elsewhere.get(column or "")
        return self.sheet.place(self.row, column) if held is None else held


def stretches(sheet: Sheet, plans: Plans, reader: Reader, rows: list[int]) -> list[Stretch]:
    """Read the people of a sheet, in order; a row without a participant is not a person."""
    found: list[Stretch] = []
    for row in rows:
        participant = sheet.text(row, "participant")
        if participant in {"", EVERYBODY}:
            continue
        if is_total(participant):
            reader.problems.append(total_row(sheet, row))
            continue
        held = held_text(participant)
        if held is not None:
            reader.refuse(
                "formula-id",
                msg("`{text}` is a formula that holds a text", text=participant),
                sheet.place(row, "participant"),
                msg("write the text alone: `{text}`", text=held),
            )
            continue
        if begins_as_total(participant):
            reader.problems.append(_total_perhaps(sheet, row))
        found.append(_stretch(sheet, row, participant, plans, reader))
    first = {person.participant: person for person in reversed(found)}
    for pair in look_alike(person.participant for person in found):
        places = {one: first[one].place("participant") for one in pair}
        reader.problems.append(taken_for(pair, places))
    return found


def total_row(sheet: Sheet, row: int) -> Diagnostic:
    """Refuse a row that sums up the others."""
    message = msg(
        "`{person}` would be paid as a person: this row looks like a total of the others",
        person=sheet.text(row, "participant"),
    )
    help_ = msg("delete the row, or give a person who has this id another one")
    return error("total-row", message, sheet.place(row, "participant"), help=help_)


def _total_perhaps(sheet: Sheet, row: int) -> Diagnostic:
    message = msg("`{person}` is paid as a person: is it a total?", person=sheet.text(row, "participant"))
    return warning("total-row", message, sheet.place(row, "participant"), help=msg("if so, delete the row"))


def taken_for(pair: tuple[str, str], places: Mapping[str, CellPlace]) -> Diagnostic:
    """Warn that an id, the second of a pair, could be taken for the first; both have their places."""
    one, other = pair
    return warning(
        "look-alike",
        msg("`{one}` and `{two}` look alike and are two people", one=one, two=other),
        places[other],
        also=(Label(places[one], msg("the other one")),),
    )


def _stretch(sheet: Sheet, row: int, participant: str, plans: Plans, reader: Reader) -> Stretch:
    one = Stretch(participant, sheet, row)
    one.name = sheet.text(row, "name") or None
    one.email = sheet.text(row, "email") or None
    one.team = sheet.text(row, "team") or None
    one.role = _role(sheet, row, plans, reader)
    one.entry, one.exit = _date(sheet, row, "entry", reader), _date(sheet, row, "exit", reader)
    for name in (*MONEY_COLUMNS, *plans.accounts):
        if name in sheet:
            one.values[name] = reader.money(sheet, row, name)
    if "fte" in sheet:
        fte = reader.fte(sheet, row)
        one.values["fte"] = fte
    for name in plans.columns:
        if name in sheet:
            unit = plans.base.columns[name].measured_in
            one.values[name] = reader.of_unit(sheet, row, name, unit)
    for column in sheet.columns:
        if column is not None and column.name.startswith("absence_days."):
            days = reader.number(sheet, row, column.name)
            if days is not None:
                one.absences[column.field or ""] = days
    return one


def _role(sheet: Sheet, row: int, plans: Plans, reader: Reader) -> str | None:
    text = sheet.text(row, "role")
    if text in plans.roles:
        return text
    if is_missing(text):
        return None
    close = difflib.get_close_matches(text.casefold(), plans.roles, n=1)
    advice = msg("the plan has no roles: leave the cell empty")
    if close:
        advice = msg("did you mean `{meant}`?", meant=close[0])
    elif plans.roles:
        known = quoted(plans.roles)
        advice = msg("the roles of the plan are: {known}; leave the cell empty for none", known=known)
    reader.refuse(
        "unknown-role",
        msg("`{text}` is not a role of the plan", text=text),
        sheet.place(row, "role"),
        advice,
    )
    return None


def _date(sheet: Sheet, row: int, name: str, reader: Reader) -> date | None:
    found = sheet.dates(name)(sheet.text(row, name)) if name in sheet else None
    if isinstance(found, CellError):
        reader.refuse("wrong-date", found.message, sheet.place(row, name), found.help)
        return None
    return None if found is None or isinstance(found, NoValue) else found


def completed(
    people: list[Stretch], chosen: list[tuple[Sheet, list[int]]], plans: Plans, reader: Reader
) -> None:
    """Add to the people of a people file what the rows of KPI files say of them, and of nobody else."""
    rows: dict[str, list[Stretch]] = {}
    for one in people:
        rows.setdefault(one.participant, []).append(one)
    for sheet, some in chosen:
        for row in some:
            own = rows.get(sheet.text(row, "participant"), [])
            if own:
                said = _stretch(sheet, row, own[0].participant, plans, reader)
                said.name = None
                if len(own) == 1:
                    same_person(own[0], said, reader)
                else:
                    _of_several(own, said, reader)


def _of_several(own: list[Stretch], said: Stretch, reader: Reader) -> None:
    """What a KPI file says of a person of several rows must be what each of them says."""
    for name in ("role", "entry", "exit"):
        if getattr(said, name) is not None and any(getattr(one, name) != getattr(said, name) for one in own):
            _of_which(said, name, reader)
    for name, value in said.values.items():
        if value is not None and any(one.values.get(name) != value for one in own):
            _of_which(said, name, reader)
    for reason, days in said.absences.items():
        if any(one.absences.get(reason) != days for one in own):
            _of_which(said, f"absence_days.{reason}", reader)


def _of_which(said: Stretch, name: str, reader: Reader) -> None:
    reader.refuse(
        "several-rows",
        msg(
            "`{person}` has several rows in the people file: `{name}` could be of any of them",
            person=said.participant,
            name=name,
        ),
        said.place(name),
        msg("write it in each row of the people file"),
    )


def same_person(known: Stretch, one: Stretch, reader: Reader) -> None:
    """Rows of one person say the same of the person, or nothing."""
    for name in ("name", "role", "team", "entry", "exit"):
        first, second = getattr(known, name), getattr(one, name)
        if first is None:
            setattr(known, name, second)
        elif second is not None and first != second:
            _two_values(one, name, reader)
    for name, value in one.values.items():
        first_value = known.values.get(name)
        if first_value is None:
            known.values[name] = value
        elif value is not None and value != first_value:
            _two_values(one, name, reader)
    for reason, days in one.absences.items():
        if known.absences.setdefault(reason, days) != days:
            _two_values(one, f"absence_days.{reason}", reader)


def _two_values(one: Stretch, name: str, reader: Reader) -> None:
    reader.refuse(
        "two-values",
        msg("`{person}` has two different values of `{name}`", person=one.participant, name=name),
        one.place(name),
    )


def full_time(people: list[Stretch], sheets: list[Sheet]) -> None:
    """Take full time for who has an empty cell in a column of working time."""
    if any("fte" in sheet for sheet in sheets):
        for one in people:
            if one.values.get("fte") is None:
                one.values["fte"] = Fraction(1)


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
                    msg("`{person}` stands twice", person=one.participant),
                    one.place("participant"),
                    also=(Label(before.place("participant"), msg("first written here")),),
                    help=msg("keep one row, or give each row its `entry` and `exit`"),
                )
            )
    return kept, found


def by_person(people: Sequence[Stretch]) -> Mapping[str, list[int]]:
    """Return the rows of each person by date, people in order of first appearance."""
    rows: dict[str, list[int]] = {}
    for at, one in enumerate(people):
        rows.setdefault(one.participant, []).append(at)
    for own in rows.values():
        own.sort(key=lambda at: people[at].entry or date.min)
    return rows
