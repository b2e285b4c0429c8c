"""The days of each row of a person, and which of the rows count in what is paid (language, section 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from csvariable.facts.people import Stretch, by_person
from csvariable.facts.plans import Plans
from csvariable.facts.typed import Reader
from csvariable.kernel.figure import Figure
from csvariable.kernel.message import Message, msg
from csvariable.time.calendar import Calendar
from csvariable.time.period import Period
from csvariable.time.stays import Stay, StayProblem


@dataclass(slots=True)
class CountedRows:
    """What the calendar counts for the rows of all people."""

    people: Sequence[Stretch]
    persons: Mapping[str, list[int]]
    """The rows of each person, by date; people in order of first appearance."""
    figures: list[Mapping[str, Fraction]]
    """Figures of each row."""
    texts: list[Mapping[str, Message]]
    """What they were counted from, in words."""
    problems: list[tuple[int, StayProblem]] = field(default_factory=list)
    """What cannot be counted, with the row that it is about."""

    @staticmethod
    def of(people: Sequence[Stretch], plans: Plans, when: Period | None) -> CountedRows:
        """Count the days of everybody."""
        calendar = Calendar(plans.of, when)
        found = CountedRows(people, by_person(people), [{}] * len(people), [{}] * len(people))
        for rows in found.persons.values():
            stays = [people[row] for row in rows]
            times = calendar.times([Stay(one.role, one.entry, one.exit, one.absences) for one in stays])
            for row, figures, texts in zip(rows, times.columns, times.texts, strict=True):
                found.figures[row], found.texts[row] = figures, texts
            found.problems += [(rows[problem.stay], problem) for problem in times.problems]
        return found

    def counted(self, person: str) -> list[int]:
        """Return the rows of a person that count: those with a day in the periods counted.

        Rows of the past or the future are left out where another has such a day.
        """
        return [row for row in self.persons.get(person, ()) if self.is_counted(row)]

    def is_counted(self, row: int) -> bool:
        """Whether a row counts."""
        return bool(self.figures[row][Figure.COUNTED])

    def refuse(self, reader: Reader) -> None:
        """Say what cannot be counted, at its cells."""
        for row, problem in self.problems:
            one = self.people[row]
            column = problem.column
            reader.refuse(
                problem.rule,
                msg("`{person}`: {problem}", person=one.participant, problem=problem.message),
                one.place(column if column is not None and column in one.sheet else "participant"),
                problem.help,
            )
