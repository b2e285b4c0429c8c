"""Few answers that are yes or no, or for and against: every value they can come to, with its exact chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import comb, isqrt
from typing import Final, TypeAlias

Chances: TypeAlias = Mapping[Fraction, Fraction]
"""Values, each with its chance; the chances add up to 1."""
CENT: Final = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class AnswerLevel:
    """The level of answers: the part that counts for, and the part that counts against."""

    good: Fraction
    bad: Fraction = Fraction(0)

    def chances(self, n: int, scale: Fraction) -> Chances:
        """Return the values that n answers can come to: `scale` times good less bad, over n."""
        counts = _binomial(n, self.good) if not self.bad else _trinomial(n, self.good, self.bad)
        return {scale * count / n: chance for count, chance in counts.items()}

    @property
    def value(self) -> Fraction:
        """Good less bad."""
        return self.good - self.bad

    def moved(self, value: Fraction) -> AnswerLevel:
        """Return the level of another value, with as many answers in between as the scale leaves."""
        if not self.bad and 0 <= value <= 1 and self.good == self.value:
            return AnswerLevel(value)
        told = max(min(self.good + self.bad, Fraction(1)), abs(value))
        return AnswerLevel((told + value) / 2, (told - value) / 2)


def _binomial(n: int, part: Fraction) -> dict[int, Fraction]:
    top, whole = part.numerator, part.denominator
    under = whole**n
    found = {k: Fraction(comb(n, k) * top**k * (whole - top) ** (n - k), under) for k in range(n + 1)}
    return {k: chance for k, chance in found.items() if chance}


def _trinomial(n: int, good: Fraction, bad: Fraction) -> dict[int, Fraction]:
    whole = good.denominator * bad.denominator
    up, down = int(good * whole), int(bad * whole)
    counts = {0: 1}
    for _ in range(n):
        after: dict[int, int] = {}
        for at, ways in counts.items():
            for step, weight in ((1, up), (0, whole - up - down), (-1, down)):
                if weight:
                    after[at + step] = after.get(at + step, 0) + ways * weight
        counts = after
    return {at: Fraction(ways, whole**n) for at, ways in counts.items()}


def mean(chances: Chances) -> Fraction:
    """Return the mean of values."""
    return sum((value * chance for value, chance in chances.items()), Fraction(0))


def spread(chances: Chances) -> Fraction:
    """Return the standard deviation of values, to the cent below."""
    middle = mean(chances)
    variance = sum(((value - middle) ** 2 * chance for value, chance in chances.items()), Fraction(0))
    return isqrt(int(variance / CENT**2)) * CENT


def mapped(chances: Chances, change: Callable[[Fraction], Fraction]) -> Chances:
    """Return other values with the same chances."""
    found: dict[Fraction, Fraction] = {}
    for value, chance in chances.items():
        changed = change(value)
        found[changed] = found.get(changed, Fraction(0)) + chance
    return found
