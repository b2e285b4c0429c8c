"""How far a value measured on few answers may lie from the true one: shown beside it, never paid.

Shares have Wilson's interval; NPS has an adjusted Wald interval, three answers more of which three
quarters are for and as many against; means have Student's t. Ends are exact to six decimals.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from math import isqrt
from typing import Final, NamedTuple

from csvariable.measures.model import Measured
from csvariable.odds.model import PI, normal_chance

GRAIN: Final = Fraction(1, 10**6)
_FINE: Final = Fraction(1, 10**12)
NORMAL_FROM: Final = 10_000
"""Degrees of freedom above which Student's t is taken for normal."""
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
    if one.word == "mean" and one.squares is not None and one.n > 1:
        return of_mean(Fraction(one.top, one.bottom), one.squares, int(one.n), level)
    return None


def of_mean(value: Fraction, squares: Fraction, n: int, level: Fraction) -> Ends:
    """Return the interval of a mean of n values: t times its standard error on either side."""
    variance = (squares - n * value * value) / (n - 1)
    half = student_point(level, n - 1) * root(variance / n)
    return Ends(value - half, value + half)


@lru_cache(maxsize=64)
def student_point(level: Fraction, freedom: int) -> Fraction:
    """Return the point of Student's t that a part of its distribution lies within, to six decimals above.

    Above 10,000 degrees of freedom it is that of the normal distribution, 0.0003 at most below.
    """
    if freedom > NORMAL_FROM:
        return normal_point(level)
    low, high = Fraction(0), Fraction(1)
    while student_within(high, freedom) < level:
        low, high = high, 2 * high
    while high - low > _FINE:
        middle = (low + high) / 2
        low, high = (middle, high) if student_within(middle, freedom) < level else (low, middle)
    return high


def student_within(point: Fraction, freedom: int) -> Fraction:
    """Return the chance that Student's t lies within a point of 0, to 20 decimals.

    For whole degrees of freedom it is a finite sum of powers of a cosine; with an odd number of them the
    angle itself stands before it.
    """
    with localcontext() as context:
        context.prec = 30
        x, nu = Decimal(point.numerator) / Decimal(point.denominator), Decimal(freedom)
        square = nu / (nu + x * x)
        cosine, sine = square.sqrt(), (1 - square).sqrt()
        odd = freedom % 2
        term = cosine if odd else Decimal(1)
        total = term if freedom > 1 else Decimal(0)
        for at in range(2 + odd, freedom - 1, 2):
            term *= square * Decimal(at - 1) / Decimal(at)
            total += term
        within = (2 / PI) * (_angle(sine, cosine) + sine * total) if odd else sine * total
        return Fraction(within.quantize(Decimal(10) ** -20))


def _angle(sine: Decimal, cosine: Decimal) -> Decimal:
    """Return the angle of a sine and a cosine, halved until its series is short."""
    tangent, doubled = sine / (1 + cosine), 2
    while tangent > Decimal("0.1"):
        tangent /= 1 + (1 + tangent * tangent).sqrt()
        doubled *= 2
    term = total = tangent
    odd = 1
    while abs(term) > Decimal(10) ** -28:
        odd += 2
        term = -term * tangent * tangent
        total += term / odd
    return doubled * total


@lru_cache(maxsize=8)
def normal_point(level: Fraction) -> Fraction:
    """Return how many standard deviations around the mean hold a part of a normal distribution."""
    wanted, low, high = (1 + level) / 2, Fraction(0), Fraction(8)
    while high - low > _FINE:
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


def root(value: Fraction, grain: Fraction = _FINE) -> Fraction:
    """Return a square root, cut to a grain."""
    return isqrt(int(value / (grain * grain))) * grain
