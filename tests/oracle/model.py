"""What the oracle gives back (section 15)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class WaitingPart:
    """A part of a bonus that a period did not pay."""

    bonus: str
    number: int
    """Of the part, from 0."""
    amount: Fraction
    until: int | None
    """How many periods later it is paid, then which closed period pays it; None: its condition does."""
    of: int = -1
    """The closed period that it is of."""

    def due(self, period: int) -> WaitingPart:
        """The same, as a ledger sees it after a period."""
        return replace(self, until=None if self.until is None else period + self.until, of=period)


@dataclass
class Opening:
    """What closed periods leave to a person (ledger, section 5)."""

    columns: dict[str, Fraction]
    waiting: list[WaitingPart]
    owed: Fraction
    period: int = 0
    """How many periods are closed before this one."""


@dataclass
class Person:
    """One person, or one part of a person who has several rows."""

    id: str
    steps: dict[str, Fraction] = field(default_factory=dict)
    rewards: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, str]] = field(default_factory=list)
    parts: list[Person] = field(default_factory=list)
    closing: dict[str, Fraction] = field(default_factory=dict)
    """What the period leaves, by column of the people file."""
    deferred: list[WaitingPart] = field(default_factory=list)
    """Parts of bonuses that it did not pay."""
    released: list[WaitingPart] = field(default_factory=list)
    """Parts of earlier periods that it paid."""


@dataclass
class Outcome:
    """Everybody, in payment order."""

    people: dict[str, Person] = field(default_factory=dict)
