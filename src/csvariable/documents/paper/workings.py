"""What a spreadsheet computes again: each step with its formula, each fact that they read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from csvariable.kernel.formula import Formula
from csvariable.kernel.unit import Unit


@dataclass(frozen=True, slots=True)
class Working:
    """A step of a part of the person, or of the person: what it is made of and what it came to."""

    name: str
    part: int | None
    """The number of the part; None for a step of the person."""
    unit: Unit
    formula: Formula
    value: Fraction | None
    label: str
    correction: Fraction = Fraction(0)
    """What the largest remainder added to a part that was cut, beside its rounding."""


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A value of the files, or of the calendar, that steps read."""

    column: str
    part: int | None
    value: Fraction | None


@dataclass(frozen=True, slots=True)
class Workings:
    """All steps of a person in the order of the pipeline, and all facts."""

    steps: Sequence[Working]
    facts: Sequence[KnownFact]
    parts: int
    """How many parts the person has."""
    currency: str


__all__ = ["KnownFact", "Working", "Workings"]
