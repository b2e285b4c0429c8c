"""Choices that hypothesis can shrink: the first of several is the simplest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


@cache
def _integers(low: int, high: int) -> st.SearchStrategy[int]:
    return st.integers(low, high)


class Dice:
    """Draws of one example."""

    def __init__(self, draw: Callable[[st.SearchStrategy[int]], int]) -> None:
        self._draw = draw

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low if low >= high else self._draw(_integers(low, high))

    def pick(self, things: Sequence[T]) -> T:
        """One of several."""
        return things[self.whole(0, len(things) - 1)]

    def chance(self, in_ten: int) -> bool:
        """True so many times in ten."""
        return self.whole(0, 9) >= 10 - in_ten

    def some(self, things: Sequence[T], least: int = 1, most: int | None = None) -> list[T]:
        """Several different ones, in their order."""
        count = self.whole(least, min(len(things), most if most is not None else len(things)))
        left = list(range(len(things)))
        kept = sorted(left.pop(self.whole(0, len(left) - 1)) for _ in range(count))
        return [things[at] for at in kept]

    def rising(self, low: int, high: int, count: int) -> list[int]:
        """Different whole numbers in rising order."""
        found = {self.whole(low, high) for _ in range(count)}
        return sorted(found)

    def shares(self, count: int, whole: int) -> list[int]:
        """Whole numbers above 0 that add up to a whole."""
        cuts = sorted({self.whole(1, whole - 1) for _ in range(count - 1)})
        edges = [0, *cuts, whole]
        found = [high - low for low, high in pairwise(edges)]
        while len(found) < count:
            at = found.index(max(found))
            found[at : at + 1] = [found[at] - 1, 1]
        return found


def decimal(value: Fraction | int) -> str:
    """A decimal that ends, written in full."""
    number = Fraction(value)
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
        if places > 12:
            number, places = Fraction(round(number * 10**6), 10**6), 6
            break
    digits = str(abs(int(number * 10**places))).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def percent(value: Fraction | int) -> str:
    """A rate as a plan writes it; thirds stay fractions."""
    number = Fraction(value)
    times = number * 100
    if (times * 10**6).denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    return f"{decimal(times)} %"
