"""What would part people who are all equally good, by luck alone: exact, from the chances of their pay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

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


def _alike(pays: Sequence[Chances]) -> list[tuple[Chances, int]]:
    """Return the chances that there are, and how many people have each: most have the same ones."""
    counts = Counter(tuple(sorted(one.items())) for one in pays)
    return [(dict(items), count) for items, count in counts.items()]


def _up_to(chances: Chances, value: Fraction, *, below: bool = False) -> Fraction:
    """Return the chance of a value and less; with `below` of less alone."""
    found = (chance for one, chance in chances.items() if one < value or (one == value and not below))
    return sum(found, Fraction(0))


def _mean_of_best(values: Sequence[Fraction], pays: Sequence[Chances]) -> Fraction:
    """Return the mean of the greatest of independent values."""
    total, before = Fraction(0), Fraction(0)
    alike = _alike(pays)
    for value in values:
        reached = Fraction(1)
        for chances, people in alike:
            reached *= _up_to(chances, value) ** people
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
            top = _up_to(chances, least + gap, below=True)
            inside *= (top - _up_to(chances, least, below=True)) ** people
            above *= (top - _up_to(chances, least)) ** people
        total += inside - above
    return total
