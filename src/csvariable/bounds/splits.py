"""Money that is cut by weights over intervals: once for all of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from csvariable.bounds.interval import NOTHING, ONE, ZERO, Interval, exactly, product
from csvariable.bounds.sums import EndTally, tally_of
from csvariable.kernel.apportion import apportion
from csvariable.kernel.formula import Split
from csvariable.kernel.unit import Mode, rounded


@dataclass(frozen=True, slots=True)
class KeptSplit:
    """What is cut and the weights; what each part is, where everything is known."""

    split: Split
    whole: Interval
    weights: Sequence[Interval]
    absent: bool
    empty: bool
    parts: Sequence[Fraction] | None
    rest: EndTally
    """The ends of all weights, added."""

    @classmethod
    def of(cls, split: Split, whole: Interval, weights: Sequence[Interval]) -> KeptSplit:
        """Return the split of a whole by weights."""
        absent = whole.absent or any(one.absent for one in weights)
        fixed = [one.low for one in weights if one.low is not None and one.low == one.high]
        parts = None
        if len(fixed) == len(weights) and whole.low is not None and whole.low == whole.high:
            parts = apportion(whole.low, fixed, split.names, split.unit)
        empty = whole.empty or any(one.empty for one in weights)
        return cls(split, whole, weights, absent, empty, parts, tally_of(weights))

    def part(self, at: int) -> Interval:
        """Return what one of the parts can be."""
        if self.empty:
            return NOTHING
        if self.parts is not None:
            return exactly(self.parts[at]).maybe(self.absent)
        if len(self.weights) == 1:
            return self.whole.maybe(self.absent)
        own, unit = self.weights[at].surely(), self.split.unit
        others = self.rest.moved(own, -1).interval
        found = product(self.whole.surely(), _share(own, others, len(self.weights) - 1))
        return Interval(
            None if found.low is None else rounded(found.low, unit, _towards(found.low, low=True)),
            None if found.high is None else rounded(found.high, unit, _towards(found.high, low=False)),
            self.absent,
        )


def _towards(value: Fraction, *, low: bool) -> Mode:
    """Return the mode that rounds a value down, or up: a part is cut to the unit on either side."""
    return "down" if (value >= 0) is low else "up"


def _share(own: Interval, rest: Interval, count: int) -> Interval:
    """Return own / (own + rest) of weights of 0 or more; all at 0 share equally with `count` others."""
    if own.low is None or rest.low is None or own.low < 0 or rest.low < 0:
        return Interval(ZERO, ONE)
    even = Fraction(1, count + 1)
    low = ZERO if rest.high is None else own.low / (own.low + rest.high) if own.low + rest.high else even
    high = ONE if own.high is None else own.high / (own.high + rest.low) if own.high + rest.low else even
    if not own.low + rest.low:
        low, high = min(low, even), max(high, even)
    return Interval(low, high)
