"""A sum of many terms that is kept: where one term changes, the sum changes by the difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from csvariable.bounds.interval import ONE, ZERO, Interval, scaled
from csvariable.bounds.linear import MANY, VOID, Bundle, Linear, Parts, apart, count_in, number
from csvariable.bounds.trail import ReadNode
from csvariable.kernel.formula import Sum


class EndTally(NamedTuple):
    """The ends of independent values, added, so that one can be taken out again."""

    low: Fraction = ZERO
    high: Fraction = ZERO
    endless: tuple[int, int] = (0, 0)
    """Of how many the low end, and the high end, has no limit."""
    left_out: tuple[int, int] = (0, 0)
    """Of how many the low end, and the high end, is not one of the values."""

    def moved(self, one: Interval, count: int) -> EndTally:
        """Return the tally with an interval more, or with `count` of -1 without it."""
        endless, left_out = self.endless, self.left_out
        return EndTally(
            self.low if not one.low else self.low + count * one.low,
            self.high if not one.high else self.high + count * one.high,
            (endless[0] + count * (one.low is None), endless[1] + count * (one.high is None)),
            (left_out[0] + count * one.low_open, left_out[1] + count * one.high_open),
        )

    @property
    def interval(self) -> Interval:
        """The values of the sum."""
        low, high = (not count for count in self.endless)
        return Interval(
            self.low if low else None,
            self.high if high else None,
            absent=False,
            low_open=low and self.left_out[0] > 0,
            high_open=high and self.left_out[1] > 0,
        )


def tally_of(intervals: Iterable[Interval]) -> EndTally:
    """Return the ends of independent values, added."""
    found = EndTally()
    for one in intervals:
        found = found.moved(one, 1)
    return found


@dataclass(frozen=True, slots=True)
class KeptSum:
    """The forms of the terms of a sum and what they come to; new, all of them have to be read."""

    formula: Sum
    forms: Sequence[Linear]
    stale: frozenset[int]
    """The terms that have to be read again."""
    readers: dict[ReadNode, set[int]] = field(default_factory=dict)
    """Which terms look at what: one for this sum in all readings."""
    parts: Parts = field(default_factory=dict)
    bundles: Parts = field(default_factory=dict)
    """The parts that are many."""
    tally: EndTally = field(default_factory=EndTally)
    """The ends of all other parts."""
    constant: Fraction = ZERO
    absent: int = 0
    """How many terms may have no value."""
    empty: int = 0
    """How many terms never have one."""

    @classmethod
    def new(cls, formula: Sum) -> KeptSum:
        """Return a sum of which nothing has been read."""
        count = len(formula.terms)
        return cls(formula, [number(ZERO)] * count, frozenset(range(count)))

    @property
    def form(self) -> Linear:
        """The form of the sum, of which many parts are one."""
        if self.empty:
            return VOID
        parts = self.parts
        if len(parts) >= MANY:
            parts = {Bundle(parts): (ONE, self.tally.interval)}
        if self.bundles:
            parts = apart({**parts, **self.bundles})
        return Linear(self.constant, parts, self.absent > 0)

    def without(self, nodes: Iterable[ReadNode]) -> KeptSum:
        """Return the sum where what looks at any of these has to be read again."""
        found = (self.readers[node] for node in nodes if node in self.readers)
        return replace(self, stale=self.stale.union(*found))

    def moved(self, read: Mapping[int, Linear]) -> KeptSum:
        """Return the sum where some terms have other forms; all before are taken out first.

        A part may stand for other values than before, but then all terms that have it were read again.
        """
        forms, parts, bundles = list(self.forms), dict(self.parts), dict(self.bundles)
        tally, constant, absent, empty = self.tally, self.constant, self.absent, self.empty
        for sign in (-1, 1):
            for at, form in read.items():
                one = forms[at] if sign < 0 else form
                absent += sign * one.absent
                empty += sign * one.empty
                constant += sign * one.constant
                for key, (factor, interval) in one.parts.items():
                    more = {key: (sign * factor, interval)}
                    if isinstance(key, Bundle):
                        count_in(bundles, more)
                        continue
                    tally = _counted(tally, parts.get(key), -1)
                    count_in(parts, more)
                    tally = _counted(tally, parts.get(key), 1)
        for at, form in read.items():
            forms[at] = form
        return KeptSum(
            self.formula,
            forms,
            self.stale.difference(read),
            self.readers,
            parts,
            bundles,
            tally,
            constant,
            absent,
            empty,
        )


def _counted(tally: EndTally, part: tuple[Fraction, Interval] | None, count: int) -> EndTally:
    return tally if part is None else tally.moved(scaled(part[1], part[0]), count)
