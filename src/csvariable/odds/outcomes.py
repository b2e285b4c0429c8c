"""What draws cost, in order: percentiles, means, chances. Every figure is exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

OddsSource: TypeAlias = Literal["history", "model"]
Way: TypeAlias = Literal["periods", "people"]
"""Whether a draw takes a past period for everybody, or one for each person by themselves."""

SHOWN = (5, 10, 50, 90, 95)
"""The percentiles that are told."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What one person gets on average: as drawn, and where the true results are on target."""

    id: str
    name: str | None
    incentive: Fraction | None
    drawn: Fraction
    on_target: Fraction | None
    """None where no KPI of the person has both a target and luck, or where it cannot be paid."""
    kinds: int
    """How many different results the person was drawn from."""
    is_refused: bool = False
    """Whether the plan cannot pay some of the results around the targets."""

    @property
    def share(self) -> Fraction | None:
        """What is paid on average to somebody truly on target, as a share of the target incentive."""
        return self.on_target / self.incentive if self.incentive and self.on_target is not None else None


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The cost of each draw, in the order drawn."""

    costs: tuple[Fraction, ...]
    people: tuple[Expected, ...]
    source: OddsSource
    seed: int
    periods: tuple[str, ...] = ()
    unpaid: int = 0
    """Draws in which somebody's results could not be paid; they count 0 for that person."""
    way: Way | None = None
    """How the history is drawn; None for a model."""
    other: Outcomes | None = None
    """The same history drawn the other way."""
    ordered: tuple[Fraction, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        """Put the costs in order once."""
        object.__setattr__(self, "ordered", tuple(sorted(self.costs)))

    def percentile(self, percent: int) -> Fraction:
        """Return the least cost that at least so many percent of the draws do not exceed."""
        return percentile(self.ordered, percent)

    @property
    def percentiles(self) -> Mapping[int, Fraction]:
        """The percentiles that are told."""
        return {one: self.percentile(one) for one in SHOWN}

    @property
    def mean(self) -> Fraction:
        """The mean cost of the draws."""
        return sum(self.costs, Fraction(0)) / len(self.costs)

    @property
    def spread(self) -> tuple[Fraction, Fraction]:
        """The costs between which eight draws of ten lie."""
        return self.percentile(10), self.percentile(90)

    @property
    def differs(self) -> bool:
        """Whether the other way has a spread that is wider, or narrower, by more than a tenth."""
        if self.other is None:
            return False
        widths = [one.spread[1] - one.spread[0] for one in (self, self.other)]
        return abs(widths[0] - widths[1]) * 10 > max(widths)

    def within(self, limit: Fraction) -> Fraction:
        """Return the share of the draws that stay within a limit."""
        return Fraction(sum(cost <= limit for cost in self.costs), len(self.costs))


def percentile(ordered: Sequence[Fraction], percent: int) -> Fraction:
    """Return the value at a percentile of values in order, by nearest rank."""
    rank = -(-percent * len(ordered) // 100)
    return ordered[max(0, rank - 1)]
