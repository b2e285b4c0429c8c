"""How far a value measured on few answers may lie from the true one: shown beside it, never paid.

Shares have Wilson's interval; NPS has an adjusted Wald interval, three answers more of which three
quarters are for and as many against. Ends are exact to six decimals.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import isqrt
from typing import Final, NamedTuple

from csvariable.measures.model import Measured
from csvariable.odds.model import normal_chance

GRAIN: Final = Fraction(1, 10**6)
ADDED: Final = (Fraction(3), Fraction(3, 4))
"""The answers that an interval of NPS adds, and those of them that are for, and that are against."""


class Ends(NamedTuple):
    """The ends of an interval."""

    low: Fraction
    high: Fraction


def interval_of(one: Measured, level: Fraction) -> Ends | None:
    """Return the interval of a value at a level such as 95 %; None where no kind of interval is known."""
    if not one.n or not one.bottom:
        return None
    if one.word == "share" and one.bottom == one.n:
        return wilson(Fraction(one.top, one.bottom), one.n, normal_point(level))
    if one.word == "nps" and one.halves is not None:
        return adjusted_wald(one.halves, one.n, normal_point(level))
    return None


@lru_cache(maxsize=8)
def normal_point(level: Fraction) -> Fraction:
    """Return how many standard deviations around the mean hold a part of a normal distribution."""
    wanted, low, high = (1 + level) / 2, Fraction(0), Fraction(8)
    while high - low > GRAIN:
        middle = (low + high) / 2
        low, high = (middle, high) if normal_chance(middle) < wanted else (low, middle)
    return high


def wilson(part: Fraction, n: Fraction, z: Fraction) -> Ends:
    """Return the interval of a share of n answers."""
    whole = 1 + z * z / n
    middle = (part + z * z / (2 * n)) / whole
    half = z * root(part * (1 - part) / n + z * z / (4 * n * n)) / whole
    return Ends(middle - half if part else Fraction(0), middle + half if part < 1 else Fraction(1))


def adjusted_wald(halves: tuple[Fraction, Fraction], n: Fraction, z: Fraction) -> Ends:
    """Return the interval of NPS of n answers, of which so many are for and against, in points."""
    more, each = ADDED
    good, bad = ((part + each) / (n + more) for part in halves)
    middle = good - bad
    half = z * root((good + bad - middle * middle) / (n + more))
    return Ends(max(Fraction(-100), 100 * (middle - half)), min(Fraction(100), 100 * (middle + half)))


def root(value: Fraction) -> Fraction:
    """Return a square root, to six decimals below."""
    return isqrt(int(value / (GRAIN * GRAIN))) * GRAIN
