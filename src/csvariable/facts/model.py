"""What the files say, typed: one row for each stretch of a person in the plan."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from csvariable.kernel.diagnostic import Place
from csvariable.kernel.message import Message
from csvariable.measures.owner import EVERYBODY, Owner
from csvariable.plan import Role

if TYPE_CHECKING:
    from csvariable.facts.opening import Owed
    from csvariable.measures.model import Measured

Value: TypeAlias = Fraction | None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An amount added after everything else, with its reason and where it is written."""

    amount: Fraction
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Participant:
    """A person to pay: the id, the name, and the rows that are theirs, in order."""

    id: str
    name: str | None
    rows: tuple[int, ...]
    adjustments: tuple[Adjustment, ...] = ()
    owed: tuple[Owed, ...] = ()
    """Corrections of closed periods that are not paid yet."""


@runtime_checkable
class FewWords(Protocol):
    """A column that knows its different words."""

    def different(self) -> list[str | None]:
        """Return the words that some row has, in order of first appearance."""


@dataclass(frozen=True, slots=True)
class Facts:
    """People, rows and columns. Every column has one value, or nothing, for each row."""

    people: Sequence[Participant]
    roles: Sequence[Role]
    """Role of each row."""
    teams: Sequence[str | None]
    """Team of each row."""
    columns: Mapping[str, Sequence[Value]]
    present: Sequence[bool]
    """Whether the row has presence, as the plan counts it; the others are exempt from demands."""
    place: Callable[[int, str | None], Place]
    """Where the value of a row and column stands in the files."""
    period: str | None = None
    texts: Sequence[Mapping[str, Message]] = ()
    """Words about the figures of the calendar of each row, by column: what they were counted from."""

    measured: Mapping[tuple[str, Owner], Measured] = field(default_factory=dict)
    """The values that were measured on rows, by KPI and owner."""

    of_everybody: Mapping[str, Collection[str]] = field(default_factory=dict)
    """The columns that the row of everybody has a value of, each with the teams that have their own row."""

    @property
    def different_roles(self) -> list[Role]:
        """The roles that somebody has, in order of first appearance."""
        roles = self.roles
        return roles.different() if isinstance(roles, FewWords) else list(dict.fromkeys(roles))

    def takes_the_row_of_everybody(self, row: int, column: str) -> bool:
        """Whether the team of a row has what everybody has, for lack of a row of its own."""
        return column in self.of_everybody and self.teams[row] not in self.of_everybody[column]

    def measured_of(self, row: int, kpi: str, scope: str) -> Measured | None:
        """Return what was measured of a KPI for a row: for its person, its team or everybody."""
        if not self.measured:
            return None
        name = {"person": self.ids()[row], "team": self.teams[row] or ""}.get(scope, EVERYBODY)
        return self.measured.get((kpi, Owner(scope, name)))

    def ids(self) -> list[str]:
        """The id of the person of each row."""
        found = [""] * len(self.roles)
        for person in self.people:
            for row in person.rows:
                found[row] = person.id
        return found
