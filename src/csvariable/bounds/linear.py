"""Values as sums of parts times numbers, each part standing for the values of an interval.

The lines of a plan are written as effects (`after - before`) that are added again. Read one by
one, intervals would forget that both are the same amount; here equal parts cancel before
anything becomes an interval.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from csvariable.bounds.interval import NOTHING, ONE, ZERO, Interval, exactly, scaled, total


@dataclass(frozen=True, slots=True)
class Linear:
    """A number plus parts times numbers; a part stands for the values of its interval."""

    constant: Fraction
    parts: Mapping[Hashable, tuple[Fraction, Interval]]
    absent: bool = False
    empty: bool = False

    @property
    def interval(self) -> Interval:
        """The values it can take, its parts being independent."""
        if self.empty:
            return NOTHING
        if not self.parts:
            return Interval(self.constant, self.constant, self.absent)
        parts = (scaled(one, factor) for factor, one in self.parts.values())
        return total((exactly(self.constant), *parts)).maybe(self.absent)


VOID = Linear(ZERO, {}, absent=True, empty=True)


def number(value: Fraction) -> Linear:
    """Return a form without parts."""
    return Linear(value, {})


def part(key: Hashable, interval: Interval) -> Linear:
    """Return the form of one part, or a number where it can be only one."""
    if interval.empty:
        return VOID
    if interval.low is not None and interval.low == interval.high:
        return Linear(interval.low, {}, interval.absent)
    return Linear(ZERO, {key: (ONE, interval.surely())}, interval.absent)


def added(forms: Sequence[Linear]) -> Linear:
    """Return the sum of forms: the same part is counted once, with its numbers added."""
    if any(one.empty for one in forms):
        return VOID
    parts: dict[Hashable, tuple[Fraction, Interval]] = {}
    for one in forms:
        for key, (factor, interval) in one.parts.items():
            before = parts.get(key)
            parts[key] = (factor if before is None else before[0] + factor, interval)
    kept = {key: pair for key, pair in parts.items() if pair[0]}
    constant = sum((one.constant for one in forms if one.constant), ZERO)
    return Linear(constant, kept, any(one.absent for one in forms))


def times(one: Linear, factor: Fraction, *, absent: bool = False) -> Linear:
    """Return a form times a number."""
    if one.empty:
        return VOID
    parts = {key: (own * factor, interval) for key, (own, interval) in one.parts.items()} if factor else {}
    return Linear(one.constant * factor, parts, one.absent or absent)
