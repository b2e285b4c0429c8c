"""How many units the members of a pool have at least, and who comes first for those that are left over.

Each time it is asked with another price of a key, for one key among them is another, and each remainder
is another, too. But prices hardly differ: keys that are near each other, put in the order of their
remainders at one price, stand in nearly that order at the next. Only those are looked at one by one
that can have passed a whole number, or the remainder that is asked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import isqrt
from typing import NamedTuple, TypeAlias

MemberName: TypeAlias = tuple[str, int]
"""The id of a person, and the row: smaller ones are given the odd units first."""

ALONE = 48
"""Keys that are faster looked at one by one; any number gives the same."""
LAPS = 4
"""Whole numbers that the rests of near keys may pass between two prices, beyond which all are looked at."""


class Price(NamedTuple):
    """What one of a key is worth in units: so many units for so much of all keys."""

    units: int
    keys: int


class Rest(NamedTuple):
    """Of a member, what remains beyond whole units, in parts of the price's keys, and the name."""

    over: int
    name: MemberName


class UnitsAhead(NamedTuple):
    """Whole units of some members, and how many of them come before one when odd units are given."""

    units: int
    ahead: int

    def plus(self, other: UnitsAhead, times: int = 1) -> UnitsAhead:
        """Add those of others, or take them away."""
        return UnitsAhead(self.units + times * other.units, self.ahead + times * other.ahead)


NONE = UnitsAhead(0, 0)


class SameKey(NamedTuple):
    """A key, and the names of its members in order."""

    key: int
    names: Sequence[MemberName]

    def tally(self, price: Price, rest: Rest) -> UnitsAhead:
        """Count the members at a price, beside one who has such a rest."""
        whole, over = divmod(price.units * self.key, price.keys)
        ahead = len(self.names) if over > rest.over else 0
        if over == rest.over:
            ahead = bisect_left(self.names, rest.name)
        return UnitsAhead(whole * len(self.names), ahead)


class Remainders:
    """Keys in rising order, none below 0, in groups of near ones."""

    def __init__(self, keys: Sequence[SameKey]) -> None:
        """Take the keys; they are put in the order of their remainders when they are first asked for."""
        self._keys = keys
        self._ends: list[int] = [0]
        self._near: list[_Near] = []

    def tally(self, upto: int, price: Price, rest: Rest) -> UnitsAhead:
        """Count the members of so many of the smallest keys, beside one who has such a rest."""
        if len(self._ends) == 1 and len(self._keys) > ALONE:
            self._group(upto, price)
        near = min(range(len(self._ends)), key=lambda at: abs(self._ends[at] - upto))
        end = self._ends[near]
        found = total(one.tally(price, rest) for one in self._near[:near])
        found = found.plus(total(one.tally(price, rest) for one in self._keys[end:upto]))
        return found.plus(total(one.tally(price, rest) for one in self._keys[upto:end]), times=-1)

    def _group(self, upto: int, price: Price) -> None:
        """Put the keys in groups, one of which ends at a number that is asked for, for the next is like it.

        The more units a member has, the more whole numbers its remainder passes when the price is another:
        so the more groups there are, whatever the number of keys.
        """
        each = price.units * self._keys[len(self._keys) // 2].key // price.keys
        size = max(ALONE, len(self._keys) // (1 + isqrt(each // 40)))
        starts = sorted({*range(0, upto, size), *range(upto, len(self._keys), size)})
        self._ends = [*starts, len(self._keys)]
        groups = (self._keys[start:end] for start, end in pairwise(self._ends))
        self._near = [_Near.of(keys, price) for keys in groups]


def total(some: Iterable[UnitsAhead]) -> UnitsAhead:
    """Add up what was counted."""
    units, ahead = 0, 0
    for one in some:
        units, ahead = units + one.units, ahead + one.ahead
    return UnitsAhead(units, ahead)


@dataclass(frozen=True, slots=True)
class _Near:
    """Near keys in the order of their remainders at one price."""

    price: Price
    keys: Sequence[SameKey]
    rests: Sequence[int]
    """What remains of each, in parts of the price's keys."""
    units: Sequence[int]
    """Whole units at that price of the members of the first keys, for each number of them."""
    members: Sequence[int]
    """How many these are."""
    ends: tuple[int, int]
    """The smallest key, and the largest."""

    @classmethod
    def of(cls, keys: Sequence[SameKey], price: Price) -> _Near:
        """Put keys in the order of their remainders."""
        cut = [(*divmod(price.units * one.key, price.keys), one) for one in keys]
        cut.sort(key=lambda one: one[1])
        return cls(
            price,
            [one for _, _, one in cut],
            [rest for _, rest, _ in cut],
            list(accumulate((whole * len(one.names) for whole, _, one in cut), initial=0)),
            list(accumulate((len(one.names) for _, _, one in cut), initial=0)),
            (keys[0].key, keys[-1].key),
        )

    def tally(self, price: Price, rest: Rest) -> UnitsAhead:
        """Count the members at another price.

        What a key had beyond whole units at the price of the order, and what it has more at this one, are
        counted in parts of both prices' keys; `unit` is one unit. Between two `turns`, which are whole
        numbers and those from which somebody is ahead, all keys count alike.
        """
        unit, more = price.keys * self.price.keys, self._more(price)
        low, high = sorted(more * end for end in self.ends)
        first = (price.keys * self.rests[0] + low) // unit
        last = (price.keys * self.rests[-1] + high) // unit
        if last - first > LAPS:
            return total(one.tally(price, rest) for one in self.keys)
        units, ahead, done = 0, 0, 0
        turns = (
            turn
            for lap in range(first, last + 1)
            for turn in (lap * unit, lap * unit + rest.over * self.price.keys)
        )
        for turn in (*turns, (last + 1) * unit):
            start = max(done, bisect_left(self.rests, -((high - turn) // price.keys)))
            stop = max(start, bisect_right(self.rests, (turn - low) // price.keys))
            for some in self._between(done, start, price, rest), *self._alone(start, stop, price, rest):
                units, ahead = units + some.units, ahead + some.ahead
            done = stop
        return UnitsAhead(units, ahead).plus(self._between(done, len(self.keys), price, rest))

    def _more(self, price: Price) -> int:
        """Return what a key of 1 has more at another price, in parts of both prices' keys."""
        return price.units * self.price.keys - self.price.units * price.keys

    def _alone(self, start: int, stop: int, price: Price, rest: Rest) -> Iterator[UnitsAhead]:
        return (one.tally(price, rest) for one in self.keys[start:stop])

    def _between(self, start: int, stop: int, price: Price, rest: Rest) -> UnitsAhead:
        """Count keys between two turns: each has passed as many whole numbers as the first of them."""
        if start >= stop:
            return NONE
        whole, over = divmod(price.units * self.keys[start].key, price.keys)
        passed = whole - self.price.units * self.keys[start].key // self.price.keys
        many = self.members[stop] - self.members[start]
        units = self.units[stop] - self.units[start] + passed * many
        return UnitsAhead(units, many if over > rest.over else 0)
