"""The least and the most a formula can be: intervals, cut into cells where they are too wide.

A box gives each free column an interval. The interval of the formula over the box bounds it; a
point of the box shows how much of that bound is reached. Where both differ, the box is cut at
the starts of curves and at the bounds of conditions, best cell first, until they meet or the
work allowed is done. The answer is a bound in every case.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import count
from typing import TypeAlias

from csvariable.bounds.interval import LOWEST, NOTHING, ZERO, End, Interval, exactly
from csvariable.bounds.reading import BoundReading
from csvariable.bounds.trail import BoxColumn
from csvariable.kernel.formula import Formula

Box: TypeAlias = Mapping[BoxColumn, Interval]
Cuts: TypeAlias = Mapping[BoxColumn, Sequence[Fraction]]

FAR = 1000
"""A point without end is tried at so many times the greatest value that changes something."""
NEAR = Fraction(1, 1000)
"""A bound this near, as a share of itself, to what is paid at some point is left as it is."""
WORK = 160
"""Readings of a program that one extreme may cost."""


@dataclass(frozen=True, slots=True)
class Extreme:
    """The most that a formula can be: `bound` is never exceeded; None is no limit."""

    bound: Fraction | None
    reached: bool
    """Whether the bound is paid at a point, shown in `at`."""
    at: Mapping[BoxColumn, Fraction | None] = field(default_factory=dict)
    """The point at which most is paid of those that were looked at."""
    paid: Fraction | None = field(default=None, compare=False)
    """What is paid at that point."""


@dataclass(slots=True)
class Search:
    """One search for the most that a formula can be over a box."""

    formula: Formula
    cuts: Cuts
    work: int = WORK
    above: Fraction | None = None
    """Where it is asked only whether anything is above this."""
    best: Fraction | None = None
    at: dict[BoxColumn, Fraction | None] = field(default_factory=dict)

    def most(self, box: Box, whole: BoundReading) -> Extreme:
        """Return the most over a box, in which a program is read so."""
        order = count()
        heap: list[tuple[End, int, Box, BoundReading]] = [
            (_down(self._bound(whole)), next(order), box, whole)
        ]
        while True:
            key, _, cell, reading = heapq.heappop(heap)
            top = _down(key)
            if not self._reached(top) and not self._decided(top):
                self._climb(cell, reading)
            done = self.work <= 0 or self._close(top) or self._decided(top)
            children = [] if done else list(self._children(cell))
            if not children:  # no other cell can pay more than the first one
                break
            for column, interval in children:
                child = reading.elsewhere(column, interval)
                inside = {**cell, column: interval}
                heapq.heappush(heap, (_down(self._bound(child)), next(order), inside, child))
        if self._reached(top):
            return Extreme(self.best, reached=True, at=self.at, paid=self.best)
        return Extreme(top[1] if top[0] == 0 else None, reached=False, at=self.at, paid=self.best)

    def _decided(self, top: End) -> bool:
        """Whether it is known that something is above what is asked, or that nothing is."""
        if self.above is None:
            return False
        return top <= (0, self.above) or (self.best is not None and self.best > self.above)

    def _reached(self, top: End) -> bool:
        """Whether a bound is paid at the best point that is known."""
        return self.best is not None and top <= (0, self.best)

    def _close(self, top: End) -> bool:
        """Whether nothing is left to find, or too little to look for."""
        return top[0] == 0 and self.best is not None and top[1] - self.best <= abs(top[1]) * NEAR

    def _bound(self, reading: BoundReading) -> End:
        self.work -= 1
        found = reading.interval(self.formula)
        return LOWEST if found.empty else found.most

    def _climb(self, box: Box, reading: BoundReading) -> None:
        """Walk to the corner of a box that pays most, one column after the other."""
        point = dict(box)
        for column, interval in box.items():
            if interval.empty or interval.point is not None:
                continue
            far = FAR * (1 + max((abs(cut) for cut in self.cuts.get(column, ())), default=ZERO))
            ends = dict.fromkeys(_inside(interval, far, high=high) for high in (True, False))
            tried = {end: reading.elsewhere(column, exactly(end)) for end in ends}
            bounds = {end: self._bound(one) for end, one in tried.items()}
            most = max(bounds, key=bounds.__getitem__)
            point[column], reading = exactly(most), tried[most]
        self.work -= 1
        paid = reading.interval(self.formula).point
        if paid is not None and (self.best is None or paid > self.best):
            self.best = paid
            self.at = {column: one.low for column, one in point.items()}

    def _children(self, box: Box) -> Iterator[tuple[BoxColumn, Interval]]:
        """Yield what a column is in each cell that a box is cut into."""
        for open_, interval in box.items():
            if interval.absent and not interval.empty:
                yield open_, NOTHING
                yield open_, interval.surely()
                return
        if not box:
            return
        inner = {one: _within(self.cuts.get(one, ()), interval) for one, interval in box.items()}
        column = max(inner, key=lambda one: len(inner[one]))
        if not inner[column]:
            halves = {one: _middle(box[one]) for one in box}
            column = max(halves, key=lambda one: halves[one][0])
            inner[column] = halves[column][1]
            if not inner[column]:
                return
        cut = inner[column][len(inner[column]) // 2]
        whole = box[column]
        if whole.low != cut:
            yield column, replace(whole, high=cut, high_open=True)
        yield column, exactly(cut)
        if whole.high != cut:
            yield column, replace(whole, low=cut, low_open=True)


def _down(end: End) -> End:
    """Turn the order of ends around, for a heap whose first is the least."""
    return -end[0], -end[1]


def _middle(interval: Interval) -> tuple[Fraction, list[Fraction]]:
    """Return how wide an interval is and its middle; nothing for a point and for one without end."""
    if interval.low is None or interval.high is None or interval.low == interval.high:
        return ZERO, []
    return interval.high - interval.low, [(interval.low + interval.high) / 2]


def _within(cuts: Sequence[Fraction], interval: Interval) -> list[Fraction]:
    """Return the cuts that an interval has; none for a point, which cannot be cut."""
    return [] if interval.point is not None else [cut for cut in cuts if interval.holds(cut)]


def _inside(interval: Interval, far: Fraction, *, high: bool) -> Fraction:
    """Return a value of an interval: one of its ends where it has it, else one inside."""
    end, open_, other = (
        (interval.high, interval.high_open, interval.low)
        if high
        else (interval.low, interval.low_open, interval.high)
    )
    if end is not None and not open_:
        return end
    if end is not None:
        known = other if other is not None else (end - far if high else end + far)
        return (end + known) / 2
    known = other if other is not None else ZERO
    return known + far if high else known - far
