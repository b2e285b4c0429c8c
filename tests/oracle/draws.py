"""Results drawn from stated models, as section 18a says, in whole numbers alone.

Chances of the normal law come from its alternating series, in units of 10^-70.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from math import comb, isqrt

from .values import of_unit, to_unit

DRAWS = 100
WHOLE = 2**64
UNIT = 10**70
Node = Mapping[str, object]
Draw = Callable[[int], Fraction]


def numbers(scope: str, who: str, key: str) -> list[int]:
    """The numbers of one result: of a person, a team or the company."""
    said = hashlib.shake_256(b"csvariable odds 1")
    for word in ("1", "projection", scope, who, key):
        said.update(len(word.encode()).to_bytes(8, "big") + word.encode())
    found = said.digest(8 * DRAWS)
    return [int.from_bytes(found[at : at + 8], "big") for at in range(0, len(found), 8)]


def drawn(
    model: Node, unit: str, now: Fraction, share: Fraction, *, grows: bool
) -> Callable[[int], Fraction]:
    """What a number makes of the value to date, before it is rounded."""
    if "share" in model:
        return _answers(dict(model["share"]), now, share)  # type: ignore[call-overload]
    said: dict[str, str] = dict(model["normal"])  # type: ignore[call-overload]
    mean, deviation = of_unit(said["mean"], unit), of_unit(said["sd"], unit)
    mean = (now if grows else share * now) + (1 - share) * mean
    grain = of_unit(said["grain"], unit) if "grain" in said else _grain(deviation)
    left = (1 - share) * UNIT * UNIT
    deviation *= Fraction(isqrt(int(left)), UNIT)
    if not deviation:
        return lambda _number: mean
    first, last = (mean - 6 * deviation) // grain, -((-mean - 6 * deviation) // grain)

    def value(number: int) -> Fraction:
        low, high = first, last
        while low < high:
            middle = (low + high) // 2
            edge = (grain * middle + grain / 2 - mean) / deviation
            low, high = (low, middle) if _up_to(edge) > number else (middle + 1, high)
        return grain * low

    return value


def _grain(deviation: Fraction) -> Fraction:
    power = 12
    while deviation and Fraction(10) ** power * 50 > deviation:
        power -= 1
    return Fraction(10) ** power


def _answers(said: dict[str, str], now: Fraction, share: Fraction) -> Draw:
    chance, count = of_unit(said["p"], "percent"), int(said["n"])
    more = int(to_unit((1 - share) * count, Fraction(1)))
    if not more:
        return lambda _number: now
    good, all_ = chance.numerator, chance.denominator
    marks, reached = [], 0
    for k in range(more + 1):
        reached += comb(more, k) * good**k * (all_ - good) ** (more - k)
        marks.append(reached * WHOLE // all_**more)

    def value(number: int) -> Fraction:
        k = next(at for at, mark in enumerate(marks) if mark > number)
        return (share * count * now + k) / (share * count + more)

    return value


@cache
def _up_to(at: Fraction) -> int:
    """2^64 times the chance of a normal law to be at or below, cut."""
    if at < 0:
        return WHOLE - 1 - _scaled(-at) * WHOLE // UNIT
    return _scaled(at) * WHOLE // UNIT


def _scaled(at: Fraction) -> int:
    """1/2 + the sum of (-1)^k x^(2k+1) / (2^k k! (2k+1)), over the root of 2 pi."""
    x = at.numerator * UNIT // at.denominator
    square = x * x // UNIT
    power, total, k = x, x, 0
    while power:
        k += 1
        power = power * square // UNIT // (2 * k)
        total += (-1) ** k * power // (2 * k + 1)
    return UNIT // 2 + total * UNIT // isqrt(2 * _pi() * UNIT)


@cache
def _pi() -> int:
    """Machin: 16 arctan(1/5) - 4 arctan(1/239)."""

    def arctan(of: int) -> int:
        power = total = UNIT // of
        k = 1
        while power:
            power //= -of * of
            k += 2
            total += power // k
        return total

    return 16 * arctan(5) - 4 * arctan(239)
