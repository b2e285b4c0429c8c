"""What a ledger says of people before a period begins (docs/spec/ledger.md, section 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from csvariable.kernel.message import Message

Carried: TypeAlias = Mapping[str, Fraction]
"""What is carried for a person from period to period, by column of the people file: `draw_balance` ..."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A part of what is owed to a person from closed periods, negative where the person owes it."""

    amount: Fraction
    reason: str | Message
    period: str
    """The closed period that pays otherwise than it was paid, or that could not take all back."""
    step: str


@dataclass(frozen=True, slots=True)
class LedgerOpening:
    """What the periods that are closed leave to the next."""

    ledger: str
    """Its folder, as messages call it."""
    people: Mapping[str, Carried]
    """By id; nobody else is in a closed period."""
    owed: Mapping[str, Sequence[Owed]]
    """By id, for whom it is not 0 in all."""
