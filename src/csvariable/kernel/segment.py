"""A stretch of a payout line: what every kind of curve is made of (language, section 4)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from csvariable.kernel.diagnostic import Route

BoundWord: TypeAlias = Literal["from", "above", "up_to", "below"]
"""Which side of a bound counts."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a payout line: from `start`, `base + (x - start) * slope`."""

    start: Fraction
    owns_start: bool
    base: Fraction
    slope: Fraction
    route: Route
    on_all: bool = False
    """Whether the slope is a rate paid on all that was reached, not on what lies past the start."""
