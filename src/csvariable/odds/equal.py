"""What would part people who are all equally good, by luck alone: exact, from the chances of their pay."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from csvariable.odds.answers import Chances, mapped


@dataclass(frozen=True, slots=True)
class EqualPeople:
    """What would part people who are all equally good, by luck alone."""

    kpi: str
    people: int
    gap: Fraction
    """What the best paid has more than the worst paid, on average."""
    whole: Fraction | None
    """The chance that it is a whole target incentive or more; None where these are not equal."""


def equal_people(kpi: str, pays: Sequence[Chances], incentives: set[Fraction | None]) -> EqualPeople:
    """Return what parts equally good people: exact, from the chances of the greatest and the least pay."""
    values = sorted({value for chances in pays for value in chances})
    greatest = _mean_of_best(values, pays)
    turned = [mapped(one, lambda value: -value) for one in pays]
    least = -_mean_of_best([-value for value in reversed(values)], turned)
    incentive = next(iter(incentives)) if len(incentives) == 1 else None
    whole = None if not incentive else 1 - _chance_within(values, pays, incentive)
    return EqualPeople(kpi, len(pays), greatest - least, whole)


class _AddedUp:
    """The chances of values, added up from the least value."""

    def __init__(self, items: Sequence[tuple[Fraction, Fraction]]) -> None:
        """Take values in order, each with its chance."""
        self._values = [value for value, _ in items]
        self._chances = [*accumulate((chance for _, chance in items), initial=Fraction(0))]

    def up_to(self, value: Fraction) -> Fraction:
        """Return the chance of a value and less."""
        return self._chances[bisect_right(self._values, value)]

    def below(self, value: Fraction) -> Fraction:
        """Return the chance of less than a value."""
        return self._chances[bisect_left(self._values, value)]


def _alike(pays: Sequence[Chances]) -> list[tuple[_AddedUp, int]]:
    """Return the chances that there are, and how many people have each: most have the same ones."""
    counts = Counter(tuple(sorted(one.items())) for one in pays)
    return [(_AddedUp(items), count) for items, count in counts.items()]


def _mean_of_best(values: Sequence[Fraction], pays: Sequence[Chances]) -> Fraction:
    """Return the mean of the greatest of independent values."""
    total, before = Fraction(0), Fraction(0)
    alike = _alike(pays)
    for value in values:
        reached = Fraction(1)
        for chances, people in alike:
            reached *= chances.up_to(value) ** people
        total += value * (reached - before)
        before = reached
    return total


def _chance_within(values: Sequence[Fraction], pays: Sequence[Chances], gap: Fraction) -> Fraction:
    """Return the chance that all of independent values lie less than a gap apart."""
    total = Fraction(0)
    alike = _alike(pays)
    for least in values:
        inside, above = Fraction(1), Fraction(1)
        for chances, people in alike:
            top = chances.below(least + gap)
            inside *= (top - chances.below(least)) ** people
            above *= (top - chances.up_to(least)) ** people
        total += inside - above
    return total
