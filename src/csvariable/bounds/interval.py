"""Intervals of exact fractions: what a step can be, when its facts can be many things.

The law of this module: whatever value the operands take inside their intervals, the result of
the same operation lies inside the interval returned. Where one value is possible on each side,
the result is that one value, exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from csvariable.kernel.unit import Mode, rounded

End: TypeAlias = tuple[int, Fraction]
"""An end as a sortable pair: (-1, 0) is minus infinity, (0, x) is x, (1, 0) is infinity."""

ZERO, ONE = Fraction(0), Fraction(1)
LOWEST: End = (-1, ZERO)
HIGHEST: End = (1, ZERO)


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`; None is no end. `low_open`: the end itself is left out.

    `absent` says that there may be no value at all, `empty` that there never is one.
    """

    low: Fraction | None
    high: Fraction | None
    absent: bool = False
    low_open: bool = False
    high_open: bool = False
    empty: bool = False

    @property
    def point(self) -> Fraction | None:
        """The one value it can be, where it always has one and only that one."""
        return self.low if self.low is not None and self.low == self.high and not self.absent else None

    @property
    def least(self) -> End:
        """The low end, sortable."""
        return LOWEST if self.low is None else (0, self.low)

    @property
    def most(self) -> End:
        """The high end, sortable."""
        return HIGHEST if self.high is None else (0, self.high)

    def holds(self, value: Fraction | None) -> bool:
        """Whether a value, or having none, is possible."""
        if value is None:
            return self.absent
        if self.empty:
            return False
        over = self.low is None or self.low < value or (self.low == value and not self.low_open)
        under = self.high is None or value < self.high or (self.high == value and not self.high_open)
        return over and under

    def surely(self) -> Interval:
        """The same values, where it is known that there is one."""
        return replace(self, absent=False) if not self.empty else self

    def maybe(self, absent: bool) -> Interval:  # noqa: FBT001 - the one thing it is told
        """The same values, with nothing as a possibility more."""
        return replace(self, absent=True) if absent else self

    def opposite(self) -> Interval:
        """Minus the value."""
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return replace(self, low=low, high=high, low_open=self.high_open, high_open=self.low_open)


NOTHING = Interval(None, None, absent=True, empty=True)
FLAG = Interval(ZERO, ONE)


def exactly(value: Fraction | None) -> Interval:
    """Return the interval of one value, or of none."""
    return NOTHING if value is None else Interval(value, value)


def made(low: End, high: End, *, absent: bool = False) -> Interval:
    """Return the interval between two sortable ends."""
    return Interval(low[1] if low[0] == 0 else None, high[1] if high[0] == 0 else None, absent)


def hull(intervals: Iterable[Interval]) -> Interval:
    """Return the least interval that holds all of them."""
    found = list(intervals)
    absent = any(one.absent for one in found)
    filled = [one for one in found if not one.empty]
    if not filled:
        return NOTHING
    low, high = min(one.least for one in filled), max(one.most for one in filled)
    return replace(
        made(low, high, absent=absent),
        low_open=all(one.low_open for one in filled if one.least == low),
        high_open=all(one.high_open for one in filled if one.most == high),
    )


def total(intervals: Iterable[Interval]) -> Interval:
    """Return the interval of the sum of values that do not depend on one another."""
    low, high = ZERO, ZERO
    bottom, top, absent, low_open, high_open = True, True, False, False, False
    for one in intervals:
        if one.empty:
            return NOTHING
        absent |= one.absent
        low_open |= one.low_open
        high_open |= one.high_open
        if one.low is None:
            bottom = False
        elif one.low:  # an addition of fractions that adds nothing costs as much as another
            low += one.low
        if one.high is None:
            top = False
        elif one.high:
            high += one.high
    return Interval(
        low if bottom else None,
        high if top else None,
        absent,
        low_open and bottom,
        high_open and top,
    )


def scaled(one: Interval, factor: Fraction) -> Interval:
    """Return the interval of a value times a number; 0 times anything is 0."""
    if one.empty:
        return NOTHING
    if not factor:
        return Interval(ZERO, ZERO, one.absent)
    found = one if factor > 0 else one.opposite()
    size = abs(factor)
    if size == ONE:
        return found
    return replace(
        found,
        low=None if found.low is None else found.low * size,
        high=None if found.high is None else found.high * size,
    )


def _times(a: End, b: End) -> End:
    if a[0] == 0 and b[0] == 0:
        return 0, a[1] * b[1]
    signs = [end[0] or (end[1] > 0) - (end[1] < 0) for end in (a, b)]
    sign = signs[0] * signs[1]
    return (sign, ZERO)


def product(one: Interval, other: Interval) -> Interval:
    """Return the interval of a product of two values."""
    if one.empty or other.empty:
        return NOTHING
    if (factor := other.point) is not None:
        return scaled(one, factor)
    if (factor := one.point) is not None:
        return scaled(other, factor)
    ends = [_times(a, b) for a in (one.least, one.most) for b in (other.least, other.most)]
    return made(min(ends), max(ends), absent=one.absent or other.absent)


def quotient(over: Interval, under: Interval) -> Interval:
    """Return the interval of a quotient; a divisor that can be 0 may leave nothing."""
    if over.empty or under.empty or under.point == 0:
        return NOTHING
    if (divisor := under.point) is not None:
        return scaled(over, 1 / divisor)
    turned = inverse(under)
    return product(over, turned)


def inverse(under: Interval) -> Interval:
    """Return the interval of 1 divided by a value."""
    if under.low is not None and under.low >= 0:
        at_zero = under.low == 0
        absent = under.absent or (at_zero and not under.low_open)
        if under.high == 0:
            return NOTHING
        high = None if at_zero else 1 / under.low
        low = ZERO if under.high is None else 1 / under.high
        return Interval(
            low, high, absent, under.high_open or under.high is None, under.low_open and not at_zero
        )
    if under.high is not None and under.high <= 0:
        return inverse(under.opposite()).opposite()
    return Interval(None, None, absent=True)


def outermost(intervals: Iterable[Interval], *, least: bool) -> Interval:
    """Return the interval of the least, or of the greatest, of several values."""
    found = list(intervals)
    if any(one.empty for one in found):
        return NOTHING
    if not least:
        return outermost((one.opposite() for one in found), least=True).opposite()
    low, high = min(one.least for one in found), min(one.most for one in found)
    return replace(
        made(low, high, absent=any(one.absent for one in found)),
        low_open=all(one.low_open for one in found if one.least == low),
        high_open=any(one.high_open for one in found if one.most == high),
    )


def rounded_interval(one: Interval, unit: Fraction, mode: Mode) -> Interval:
    """Return the interval of a rounded value: rounding never changes the order of two values."""
    if one.empty:
        return NOTHING
    low = None if one.low is None else rounded(one.low, unit, mode)
    high = None if one.high is None else rounded(one.high, unit, mode)
    return Interval(low, high, one.absent)
