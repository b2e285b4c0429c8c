"""Values as sums of parts times numbers, each part standing for the values of an interval.

The lines of a plan are written as effects (`after - before`) that are added again. Read one by
one, intervals would forget that both are the same amount; here equal parts cancel before
anything becomes an interval.

A sum of many parts stands in other forms as one part, its bundle, for as long as nothing else in them
speaks of what is inside: what reads the sum then costs the same however many parts it has.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from csvariable.bounds.interval import NOTHING, ONE, ZERO, Interval, exactly, scaled, total

Parts: TypeAlias = Mapping[Hashable, tuple[Fraction, Interval]]
"""Each part with its number and the values it stands for."""

MANY = 8
"""So many parts are kept together."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A number plus parts times numbers; a part stands for the values of its interval."""

    constant: Fraction
    parts: Parts
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


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """Many parts of one sum as one part, which is another than that of any other sum."""

    parts: Parts


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
        count_in(parts, one.parts)
    constant = sum((one.constant for one in forms if one.constant), ZERO)
    return Linear(constant, apart(parts), any(one.absent for one in forms))


def count_in(parts: dict[Hashable, tuple[Fraction, Interval]], more: Parts) -> None:
    """Add parts to others; what comes to 0 of them is none of them."""
    for key, (factor, interval) in more.items():
        before = parts.get(key)
        both = factor if before is None else before[0] + factor
        if both:
            parts[key] = (both, interval)
        else:
            parts.pop(key, None)


def apart(parts: Parts) -> Parts:
    """Return parts of which none stands in another: bundles are opened where one would."""
    bundles = [key for key in parts if isinstance(key, Bundle)]
    inside = [one.parts.keys() for one in bundles]
    if all(one.isdisjoint(parts) for one in inside) and all(
        one.isdisjoint(other) for at, one in enumerate(inside) for other in inside[at + 1 :]
    ):
        return parts
    found = {key: own for key, own in parts.items() if not isinstance(key, Bundle)}
    for one in bundles:
        factor, _ = parts[one]
        count_in(found, {key: (own * factor, interval) for key, (own, interval) in one.parts.items()})
    return found


def times(one: Linear, factor: Fraction, *, absent: bool = False) -> Linear:
    """Return a form times a number."""
    if one.empty:
        return VOID
    parts = {key: (own * factor, interval) for key, (own, interval) in one.parts.items()} if factor else {}
    return Linear(one.constant * factor, parts, one.absent or absent)
