"""What the oracle gives back (section 15)."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any


@dataclass
class Person:
    """One person, or one part of a person who has several rows."""

    id: str
    steps: dict[str, Fraction] = field(default_factory=dict)
    rewards: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, str]] = field(default_factory=list)
    parts: list[Person] = field(default_factory=list)


@dataclass
class Outcome:
    """Everybody, in payment order."""

    people: dict[str, Person] = field(default_factory=dict)
