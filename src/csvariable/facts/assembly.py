"""Facts put together: people, values, calendar and adjustments, row by row of the people present."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from csvariable.facts.measures import Measures
from csvariable.facts.model import Adjustment, Facts, Participant, Value
from csvariable.facts.people import Stretch, by_person
from csvariable.facts.plans import Plans
from csvariable.facts.scopes import Scoped, place_of
from csvariable.facts.typed import Reader
from csvariable.kernel.diagnostic import CellPlace, warning
from csvariable.kernel.figure import Figure
from csvariable.kernel.message import msg
from csvariable.kernel.unit import decimal_text
from csvariable.time.calendar import Calendar
from csvariable.time.period import Period
from csvariable.time.stays import Stay


def assemble(  # noqa: PLR0913, PLR0917 - everything meets here
    people: list[Stretch],
    measures: Measures,
    values: Scoped,
    plans: Plans,
    when: Period | None,
    adjustments: dict[str, list[Adjustment]],
    reader: Reader,
) -> Facts:
    """Return the facts of a run: its people in the order of the files, each row with all its figures.

    What the calendar refuses, and weights of one's own that do not add up, go to the reader.
    """
    persons = by_person(people)
    _full_amounts(people, plans, when, reader)
    times, texts = _times(people, persons, plans, when, reader)
    order = [row for rows in persons.values() for row in _counted(rows, times)]
    columns = _Columns()
    for name, column in values.columns.items():
        columns.put(name, [column[row] for row in order])
    for name in dict.fromkeys(name for one in people for name in one.values):
        columns.put(name, [people[row].values.get(name) for row in order])
    for name in dict.fromkeys(name for one in times for name in one):
        columns.put(name, [times[row].get(name) for row in order])
    columns.put(Figure.HAS_TEAM, [Fraction(1) if people[row].team else None for row in order])
    participants, at = [], 0
    for participant, rows in persons.items():
        count = len(_counted(rows, times))
        last = people[rows[-1]]
        participants.append(
            Participant(
                participant, last.name, tuple(range(at, at + count)), tuple(adjustments.get(participant, ()))
            )
        )
        at += count
    _person_columns(columns, participants, adjustments)
    _check_weights(columns.found, [people[row] for row in order], plans, reader)
    return Facts(
        people=tuple(participants),
        roles=[people[row].role for row in order],
        teams=[people[row].team for row in order],
        columns=columns.found,
        present=[bool(flag) for flag in columns.found.get(Figure.PRESENT, ())],
        place=lambda row, column: place_of(values, people, measures, order[row], column),
        period=when.text if when is not None else None,
        texts=[texts[row] for row in order],
    )


@dataclass(slots=True)
class _Columns:
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


def _times(
    people: list[Stretch],
    persons: Mapping[str, list[int]],
    plans: Plans,
    when: Period | None,
    reader: Reader,
) -> tuple[list[Mapping[str, Fraction]], list[Mapping[str, str]]]:
    """Return the figures of the calendar for each row, and the words about them."""
    calendar = Calendar(plans.of, when)
    times: list[Mapping[str, Fraction]] = [{}] * len(people)
    texts: list[Mapping[str, str]] = [{}] * len(people)
    for rows in persons.values():
        own = [people[row] for row in rows]
        found = calendar.times([Stay(one.role, one.entry, one.exit, one.absences) for one in own])
        for row, columns, words in zip(rows, found.columns, found.texts, strict=True):
            times[row], texts[row] = columns, words
        for problem in found.problems:
            one = own[problem.stay]
            reader.refuse(
                problem.rule,
                msg("`{person}`: {problem}", person=one.participant, problem=problem.message),
                _time_place(one, problem.column),
                problem.help,
            )
    return times, texts


def _full_amounts(people: list[Stretch], plans: Plans, when: Period | None, reader: Reader) -> None:
    """Warn that an own amount is that of a full period where somebody arrives or leaves inside it."""
    for one in people:
        rule = plans.of(one.role).proration
        if when is None or rule is None or rule.amount == "none" or not one.values.get("target_incentive"):
            continue
        arrives = one.entry is not None and when.first < one.entry <= when.last
        leaves = one.exit is not None and when.first <= one.exit < when.last
        if arrives or leaves:
            message = msg(
                "`{person}` is not there the whole period, and the own amount is prorated: "
                "it is read as that of a full period",
                person=one.participant,
            )
            reader.problems.append(warning("full-period-amount", message, one.place("target_incentive")))


def _time_place(one: Stretch, column: str | None) -> CellPlace:
    return one.place(column if column is not None and column in one.sheet else "participant")


def _counted(rows: list[int], times: Sequence[Mapping[str, Fraction]]) -> list[int]:
    """Leave out the rows of a person that have no day in the period, where another has one."""
    return [row for row in rows if times[row][Figure.COUNTED]]


def _person_columns(
    columns: _Columns, participants: list[Participant], adjustments: dict[str, list[Adjustment]]
) -> None:
    """Add the figures that are of the person, over all rows."""
    salary, shares = columns.found.get("salary"), columns.found.get(Figure.PRESENCE)
    if salary is not None:
        whole = list(salary)
        for one in participants:
            known = [value for row in one.rows if (value := salary[row]) is not None]
            for row in one.rows:
                whole[row] = sum(known, Fraction(0)) if known else None
        columns.put(Figure.SALARY_OF_PERSON, whole)
    if any(len(one.rows) > 1 for one in participants):
        columns.put(Figure.PARTS, [Fraction(1)] * sum(len(one.rows) for one in participants))
        last = [Fraction(row == one.rows[-1]) for one in participants for row in one.rows]
        columns.put(Figure.LAST_PART, [*last])
    if shares is not None:
        of_person = [
            sum((shares[row] or Fraction(0) for row in one.rows), Fraction(0))
            for one in participants
            for _ in one.rows
        ]
        columns.put(Figure.PRESENCE_OF_PERSON, [*of_person])
    if adjustments:
        added: list[Value] = [None] * sum(len(one.rows) for one in participants)
        for one in participants:
            if one.adjustments:
                added[one.rows[-1]] = sum((entry.amount for entry in one.adjustments), Fraction(0))
        columns.put(Figure.ADJUSTMENTS, added)


def _check_weights(
    columns: dict[str, list[Value]], people: list[Stretch], plans: Plans, reader: Reader
) -> None:
    """A person's weights: all weighted KPIs or none, adding up to 100 %."""
    for row, one in enumerate(people):
        plan = plans.of(one.role)
        own = {kpi: columns[f"{kpi}.weight"][row] for kpi in plan.kpis if f"{kpi}.weight" in columns}
        written = {kpi: weight for kpi, weight in own.items() if weight is not None}
        if not written:
            continue
        lacking = [kpi for kpi, spec in plan.kpis.items() if spec.weight and kpi not in written]
        whole = sum(written.values(), Fraction(0))
        at = one.place(f"{next(iter(written))}.weight")
        if lacking:
            reader.refuse(
                "weights-incomplete",
                msg(
                    "`{person}` has own weights, but none for `{kpi}`", person=one.participant, kpi=lacking[0]
                ),
                at,
                msg("give all weighted KPIs a weight, or none"),
            )
        elif whole != 1:
            reader.refuse(
                "weights-do-not-sum",
                msg(
                    "the weights of `{person}` add up to {total} %, not 100 %",
                    person=one.participant,
                    total=decimal_text(whole * 100),
                ),
                at,
            )
