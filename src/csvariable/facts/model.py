"""What the files say, typed: one row for each stretch of a person in the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from csvariable.diagnostic import Diagnostic, Place

Value: TypeAlias = Fraction | None
Role: TypeAlias = str | None


@dataclass(frozen=True, slots=True)
class Participant:
    """A person to pay: the id, the name, and the rows that are theirs, in order of entry."""

    id: str
    name: str | None
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """People, rows and columns. Every column has one value, or nothing, for each row."""

    people: tuple[Participant, ...]
    roles: Sequence[Role]
    """Role of each row."""
    teams: Sequence[str | None]
    """Team of each row."""
    columns: Mapping[str, Sequence[Value]]
    present: Sequence[bool]
    """Whether the row has any active day in the period; the others are exempt from demands."""
    place: Callable[[int, str | None], Place]
    """Where the value of a row and column stands in the files."""
    period: str | None = None
    notices: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    """Words about figures of the calendar, by column: what they were counted from."""

    def ids(self) -> list[str]:
        """The id of the person of each row."""
        found = [""] * len(self.roles)
        for person in self.people:
            for row in person.rows:
                found[row] = person.id
        return found
