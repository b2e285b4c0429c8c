"""Facts put together: people, values, calendar and adjustments, row by row of the people present."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from csvariable.facts.accounts import salaries
from csvariable.facts.days import CountedRows
from csvariable.facts.measures import Measures
from csvariable.facts.model import Adjustment, Facts, Participant, Value
from csvariable.facts.own_weights import check_own_weights
from csvariable.facts.pairs import added_up
from csvariable.facts.people import Stretch
from csvariable.facts.plans import Plans
from csvariable.facts.scopes import Scoped, of_everybody, place_of
from csvariable.facts.typed import Reader
from csvariable.kernel.diagnostic import CellPlace, Diagnostic, warning
from csvariable.kernel.figure import Figure
from csvariable.kernel.message import msg
from csvariable.time.period import Period

if TYPE_CHECKING:
    from csvariable.facts.opening import Owed


def assemble(  # noqa: PLR0913, PLR0917 - everything meets here
    days: CountedRows,
    measures: Measures,
    values: Scoped,
    plans: Plans,
    when: Period | None,
    adjustments: dict[str, list[Adjustment]],
    owed: Mapping[str, Sequence[Owed]],
    reader: Reader,
) -> Facts:
    """Return the facts of a run: its people in the order of the files, each row with all its figures.

    What the calendar refuses, and weights of one's own that do not add up, go to the reader.
    """
    people = days.people
    _full_amounts(people, plans, when, reader)
    days.refuse(reader)
    order = [row for person in days.persons for row in days.counted(person)]
    columns = _row_columns(days, values, order)
    participants = list(_participants(days, adjustments, owed))
    _person_columns(columns, participants, adjustments)
    check_own_weights(columns.found, [people[row] for row in order], plans, reader)
    return Facts(
        people=tuple(participants),
        roles=[people[row].role for row in order],
        teams=[people[row].team for row in order],
        columns=columns.found,
        present=[bool(flag) for flag in columns.found.get(Figure.PRESENT, ())],
        place=lambda row, column: place_of(values, people, measures, order[row], column),
        period=when.text if when is not None else None,
        texts=[days.texts[row] for row in order],
        of_everybody=of_everybody(measures.cells),
    )


@dataclass(slots=True)
class FactColumns:
    """The columns of the facts; each has one writer."""

    found: dict[str, list[Value]] = field(default_factory=dict)

    def put(self, name: str, column: list[Value]) -> None:
        """Add a column that holds something.

        Raises:
            ValueError: naming the column, when something has written it before.
        """
        if name in self.found:
            raise ValueError(name)
        if any(value is not None for value in column):
            self.found[name] = column


def _row_columns(days: CountedRows, values: Scoped, order: Sequence[int]) -> FactColumns:
    """Return what rows have: values of KPIs, cells of people, figures of their days."""
    people, times, columns = days.people, days.figures, FactColumns()
    for name, column in values.columns.items():
        columns.put(name, [column[row] for row in order])
    for name in dict.fromkeys(name for one in people for name in one.values):
        columns.put(name, [people[row].values.get(name) for row in order])
    for name in dict.fromkeys(name for one in times for name in one):
        columns.put(name, [times[row].get(name) for row in order])
    columns.put(Figure.HAS_TEAM, [Fraction(1) if people[row].team else None for row in order])
    return columns


def _participants(
    days: CountedRows, adjustments: dict[str, list[Adjustment]], owed: Mapping[str, Sequence[Owed]]
) -> Iterator[Participant]:
    """Yield the people in the order of the files, each with their rows."""
    at = 0
    for participant, rows in days.persons.items():
        count = len(days.counted(participant))
        called = next((days.people[row].name for row in reversed(rows) if days.people[row].name), None)
        yield Participant(
            participant,
            called,
            tuple(range(at, at + count)),
            tuple(adjustments.get(participant, ())),
            tuple(owed.get(participant, ())),
        )
        at += count


def _full_amounts(people: Sequence[Stretch], plans: Plans, when: Period | None, reader: Reader) -> None:
    """Warn that an own amount is that of a full period where somebody arrives or leaves inside it."""
    for one in people:
        rule = plans.of(one.role).proration
        if when is None or rule is None or rule.amount == "none" or not one.values.get("target_incentive"):
            continue
        arrives = one.entry is not None and when.first < one.entry <= when.last
        leaves = one.exit is not None and when.first <= one.exit < when.last
        if arrives or leaves:
            reader.problems.append(full_period_amount(one.participant, one.place("target_incentive")))


def full_period_amount(participant: str, at: CellPlace) -> Diagnostic:
    """Return the warning about an own amount of somebody who is not there the whole period."""
    message = msg(
        "`{person}` is not there the whole period, and the own amount is prorated: "
        "it is read as that of a full period",
        person=participant,
    )
    return warning("full-period-amount", message, at)


def _person_columns(
    columns: FactColumns, participants: list[Participant], adjustments: dict[str, list[Adjustment]]
) -> None:
    """Add the figures that are of the person, over all rows."""
    shares = columns.found.get(Figure.PRESENCE)
    for figure, values in salaries(columns.found, participants).items():
        columns.put(figure, values)
    if any(len(one.rows) > 1 for one in participants):
        columns.put(Figure.PARTS, [Fraction(1)] * sum(len(one.rows) for one in participants))
        last = [Fraction(row == one.rows[-1]) for one in participants for row in one.rows]
        columns.put(Figure.LAST_PART, [*last])
    if shares is not None:
        sums = [added_up(shares[row] for row in one.rows) for one in participants]
        of_person = [whole for whole, one in zip(sums, participants, strict=True) for _ in one.rows]
        columns.put(Figure.PRESENCE_OF_PERSON, [*of_person])
    if adjustments:
        added: list[Value] = [None] * sum(len(one.rows) for one in participants)
        for one in participants:
            if one.adjustments:
                added[one.rows[-1]] = sum((entry.amount for entry in one.adjustments), Fraction(0))
        columns.put(Figure.ADJUSTMENTS, added)
    if any(one.owed for one in participants):
        due: list[Value] = [None] * sum(len(one.rows) for one in participants)
        for one in participants:
            if one.owed:
                due[one.rows[-1]] = sum((entry.amount for entry in one.owed), Fraction(0))
        columns.put(Figure.CORRECTIONS, due)
