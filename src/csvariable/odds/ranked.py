"""The value that stands at a rank of few rows, a median or a percentile: its exact chances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate
from math import ceil, comb
from typing import TypeAlias

from csvariable.measures.kinds import at_rank, median
from csvariable.odds.answers import AnswerLevel, Chances, GradeLevel


@dataclass(frozen=True, slots=True)
class RankLevel:
    """The level of values of which the one at a rank counts: how often each of them was measured."""

    values: Mapping[Fraction, int]
    part: Fraction | None = None
    """The part of the rows that a percentile is taken at; None for the median."""

    def chances(self, n: int, scale: Fraction) -> Chances:
        """Return the values that n rows can come to, `scale` times, if each is one of those measured."""
        ordered = sorted(self.values)
        whole = sum(self.values.values())
        upto = [Fraction(count, whole) for count in accumulate(self.values[one] for one in ordered)]
        if self.part is not None or n % 2:
            rank = (n + 1) // 2 if self.part is None else max(1, ceil(self.part * n))
            found = dict(zip(ordered, _at_rank(upto, n, rank), strict=True))
        else:
            found = _middle(ordered, upto, n)
        return {scale * value: chance for value, chance in found.items() if chance}

    @property
    def value(self) -> Fraction:
        """The value that was measured."""
        return median(self.values) if self.part is None else at_rank(self.values, self.part)

    def ways(self, n: int) -> int:
        """Return how many values n rows can come to, at most."""
        count = len(self.values)
        return count if self.part is not None or n % 2 else count * (count + 1) // 2

    def reaches(self, value: Fraction) -> bool:
        """Whether all values can be multiplied so that another one is measured."""
        return value == self.value or (value > 0 and self.value > 0)

    def moved(self, value: Fraction) -> RankLevel:
        """Return the level of another value: each of those measured is as many times greater or smaller."""
        if value == self.value:
            return self
        times = value / self.value
        return replace(self, values={times * one: count for one, count in self.values.items()})

    def beside(self, others: Sequence[RankLevel]) -> RankLevel:
        """Return the level of all values of several together."""
        found: dict[Fraction, int] = {}
        for level in (self, *others):
            for value, count in level.values.items():
                found[value] = found.get(value, 0) + count
        return replace(self, values=found)


LevelOfAnswers: TypeAlias = AnswerLevel | GradeLevel | RankLevel


def _at_rank(upto: Sequence[Fraction], n: int, rank: int) -> list[Fraction]:
    """Return the chance of each value to stand at a rank, from the parts that do not exceed each."""
    reached = [
        sum((comb(n, k) * part**k * (1 - part) ** (n - k) for k in range(rank, n + 1)), Fraction(0))
        for part in upto
    ]
    return [now - before for now, before in zip(reached, [Fraction(0), *reached], strict=False)]


def _middle(ordered: Sequence[Fraction], upto: Sequence[Fraction], n: int) -> dict[Fraction, Fraction]:
    """Return the chances of the mean of the two values in the middle of an even number of rows.

    They are two different ones where half of the rows do not exceed the lower and the others reach the
    upper one.
    """
    half = n // 2
    below = [Fraction(0), *upto]
    lower = [now**half - before**half for now, before in zip(upto, below, strict=False)]
    upper = [(1 - before) ** half - (1 - now) ** half for now, before in zip(upto, below, strict=False)]
    first = _at_rank(upto, n, half)
    found: dict[Fraction, Fraction] = {}
    for at, value in enumerate(ordered):
        apart = Fraction(0)
        for other in range(at + 1, len(ordered)):
            chance = comb(n, half) * lower[at] * upper[other]
            apart += chance
            middle = (value + ordered[other]) / 2
            found[middle] = found.get(middle, Fraction(0)) + chance
        found[value] = found.get(value, Fraction(0)) + first[at] - apart
    return found
