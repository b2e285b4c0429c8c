"""Few answers that are yes or no, for and against, or grades: what they come to, with its exact chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import comb, gcd, isqrt, lcm
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

    def ways(self, n: int) -> int:
        """Return how many values n answers can come to, at most."""
        return n * (2 if self.bad else 1)

    def reaches(self, value: Fraction) -> bool:
        """Whether answers can have a level."""
        return abs(value) <= 1

    def moved(self, value: Fraction) -> AnswerLevel:
        """Return the level of another value, with as many answers in between as the scale leaves."""
        if not self.bad and 0 <= value <= 1 and self.good == self.value:
            return AnswerLevel(value)
        told = max(min(self.good + self.bad, Fraction(1)), abs(value))
        return AnswerLevel((told + value) / 2, (told - value) / 2)


@dataclass(frozen=True, slots=True)
class GradeLevel:
    """The level of grades: each grade that was given, with the part of the answers that give it."""

    grades: Mapping[Fraction, Fraction]
    worst: Fraction | None = None
    """The worst grade that can be given; that of those given where nothing says so."""
    best: Fraction | None = None

    def chances(self, n: int, scale: Fraction) -> Chances:
        """Return the means that n grades can come to, `scale` times."""
        least, step = min(self.grades), self._step
        whole = lcm(*(part.denominator for part in self.grades.values()))
        weights = {int((grade - least) / step): int(part * whole) for grade, part in self.grades.items()}
        return {
            scale * (least + step * at / n): Fraction(count, whole**n)
            for at, count in _sums(weights, n).items()
        }

    @property
    def value(self) -> Fraction:
        """The mean."""
        return mean(self.grades)

    @property
    def _step(self) -> Fraction:
        """Return the step of which all differences of grades are multiples."""
        least = min(self.grades)
        apart = [grade - least for grade in self.grades if grade != least] or [Fraction(1)]
        under = lcm(*(one.denominator for one in apart))
        return Fraction(gcd(*(int(one * under) for one in apart)), under)

    def ways(self, n: int) -> int:
        """Return how many values n answers can come to, at most."""
        return n * int((max(self.grades) - min(self.grades)) / self._step) + 1

    def reaches(self, value: Fraction) -> bool:
        """Whether answers can have a level: none above the best or below the worst grade."""
        low, high = self._ends
        return low <= value <= high

    def moved(self, value: Fraction) -> GradeLevel:
        """Return the level of another mean: some of the answers give the best, or the worst grade instead."""
        now = self.value
        if value == now:
            return self
        end = self._ends[1 if value > now else 0]
        part = (value - now) / (end - now)
        grades = {grade: (1 - part) * own for grade, own in self.grades.items()}
        grades[end] = grades.get(end, Fraction(0)) + part
        return replace(self, grades={grade: own for grade, own in grades.items() if own})

    @property
    def _ends(self) -> tuple[Fraction, Fraction]:
        low, high = min(self.grades), max(self.grades)
        return (low if self.worst is None else self.worst), (high if self.best is None else self.best)


def _sums(weights: Mapping[int, int], n: int) -> dict[int, int]:
    """Return in how many ways n draws come to each sum; the weights are packed into one whole number."""
    size = (sum(weights.values()) ** n).bit_length() // 8 + 1
    packed = sum(weight << (8 * size * at) for at, weight in weights.items()) ** n
    digits = packed.to_bytes((packed.bit_length() + 7) // 8, "little")
    ways = (int.from_bytes(digits[at : at + size], "little") for at in range(0, len(digits), size))
    return {at: count for at, count in enumerate(ways) if count}


def _binomial(n: int, part: Fraction) -> dict[int, Fraction]:
    top, whole = part.numerator, part.denominator
    under = whole**n
    found = {k: Fraction(comb(n, k) * top**k * (whole - top) ** (n - k), under) for k in range(n + 1)}
    return {k: chance for k, chance in found.items() if chance}


def _trinomial(n: int, good: Fraction, bad: Fraction) -> dict[int, Fraction]:
    whole = lcm(good.denominator, bad.denominator)
    up, down = int(good * whole), int(bad * whole)
    lost = _sums({0: up, 1: whole - up - down, 2: down}, n)
    return {n - at: Fraction(ways, whole**n) for at, ways in lost.items()}


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
