"""What one person would have of a pool whose other members stay as they are.

Each share rests on the keys of all, for it is a part of their sum, and the odd units go by all
remainders. Keys are counted once, in order, and asked for what differs: see `remainders`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import lcm
from typing import cast

from csvariable.engine.remainders import MemberName, Price, Remainders, Rest, SameKey, total
from csvariable.facts.model import Value
from csvariable.facts.pairs import added_up
from csvariable.kernel.apportion import in_whole_units, part_of_equals, under_the_limit
from csvariable.kernel.formula import Shared


@dataclass(frozen=True, slots=True)
class Member:
    """A row of a pool: its key, never below 0, and the amount that it shares or brings."""

    name: MemberName
    key: Value
    amount: Value

    @property
    def lacks(self) -> bool:
        """Whether it has no key, or no amount, so that nobody has a share."""
        return self.key is None or self.amount is None


@dataclass(frozen=True, slots=True)
class Sharing:
    """The members of a pool, counted once."""

    members: Mapping[int, Member]
    """By their row, in order."""
    amounts: Fraction
    lacking: int
    under: int
    """Keys are counted in parts of this number."""
    keys: Sequence[SameKey]
    """Those that differ, in order, with their members."""
    many: Sequence[int]
    """How many members the first keys have, for each number of keys."""
    sums: Sequence[int]
    """And the sum of theirs."""
    remainders: Remainders

    @classmethod
    def of(cls, members: Mapping[int, Member]) -> Sharing:
        """Count the members of a pool."""
        keys = {at: one.key for at, one in members.items() if one.key is not None}
        under = lcm(*{key.denominator for key in keys.values()})
        names: dict[int, list[MemberName]] = {}
        for at, key in keys.items():
            names.setdefault(key.numerator * (under // key.denominator), []).append(members[at].name)
        alike = [SameKey(key, sorted(some)) for key, some in sorted(names.items())]
        return cls(
            members,
            _amounts(members.values()),
            sum(one.lacks for one in members.values()),
            under,
            alike,
            list(accumulate((len(one.names) for one in alike), initial=0)),
            list(accumulate((one.key * len(one.names) for one in alike), initial=0)),
            Remainders(alike),
        )

    def beside(self, node: Shared, gone: Sequence[int], new: Mapping[int, Member]) -> Mapping[int, Value]:
        """Return what new members are given in the place of those that are gone."""
        before = [self.members[at] for at in gone]
        if not new:
            return {}
        if self.lacking - sum(one.lacks for one in before) + sum(one.lacks for one in new.values()):
            return dict.fromkeys(new)
        keys = {at: one.key for at, one in new.items() if one.key is not None}
        pot, after = self._pot(node, gone, new), _Changed.of(self, before, new)
        bound, left, limit = after.most, abs(pot), None
        if node.at_most and Fraction(after.up_to(bound)[1], after.under) <= pot:
            return keys
        if node.each is not None and pot > 0:
            limit = in_whole_units(node.each, node.unit)
            if node.again:
                bound, left = under_the_limit(pot, limit, bound, after.up_to)
        unit = -node.unit if pot < 0 else node.unit
        given: dict[int, Value] = {}
        for at, one in after.own.items():
            share = None if one.key > bound else unit * after.units(one, bound, left / node.unit)
            given[at] = share if limit is None or (share is not None and share < limit) else limit
        return given

    def _pot(self, node: Shared, gone: Sequence[int], new: Mapping[int, Member]) -> Fraction:
        """Return what is shared: all amounts, or that of the first member."""
        if node.pooled:
            return self.amounts - _amounts(self.members[at] for at in gone) + _amounts(new.values())
        first = next((at for at in self.members if at not in gone), None)
        own = min(new)
        found = new[own] if first is None or own < first else self.members[first]
        return cast("Fraction", found.amount)  # a pool in which one lacks it is not shared


@dataclass(frozen=True, slots=True)
class _Changed:
    """A pool of which some members are gone, and others are new."""

    sharing: Sharing
    more: int
    """So many times the parts in which keys were counted, for those of new members are finer."""
    own: Mapping[int, SameKey]
    """New members, by their row."""
    left: Sequence[SameKey]
    """Those that are gone, in the parts of before."""

    @classmethod
    def of(cls, sharing: Sharing, gone: Sequence[Member], new: Mapping[int, Member]) -> _Changed:
        """Put new members in the place of those that are gone; each of the new ones has a key."""
        keys = {at: cast("Fraction", one.key) for at, one in new.items()}
        under = lcm(sharing.under, *(key.denominator for key in keys.values()))
        return cls(
            sharing,
            under // sharing.under,
            {at: SameKey(int(key * under), [new[at].name]) for at, key in keys.items()},
            [SameKey(int(one.key * sharing.under), [one.name]) for one in gone if one.key is not None],
        )

    @property
    def under(self) -> int:
        """Keys are counted in parts of this number."""
        return self.sharing.under * self.more

    @property
    def most(self) -> int:
        """A number that no key is greater than."""
        before = self.sharing.keys[-1].key * self.more if self.sharing.keys else 0
        return max(before, *(one.key for one in self.own.values()))

    def up_to(self, bound: int) -> tuple[int, int]:
        """Return how many members have at most a key, and the sum of theirs."""
        upto = self._upto(bound)
        own = [one.key for one in self.own.values() if one.key <= bound]
        left = [one.key for one in self.left if one.key * self.more <= bound]
        whole = (self.sharing.sums[upto] - sum(left)) * self.more + sum(own)
        return self.sharing.many[upto] - len(left) + len(own), whole

    def units(self, mine: SameKey, bound: int, shared: Fraction) -> int:
        """Return the units that a new member has of those shared among all who have at most a key."""
        many, whole = self.up_to(bound)
        if not whole:  # each counts as one
            return int(part_of_equals(shared, many, self._before(mine.names[0]), Fraction(1)))
        count, under = shared.as_integer_ratio()
        price, upto = Price(count, under * whole), self._upto(bound)
        floor, over = divmod(price.units * mine.key, price.keys)
        rest, coarse = Rest(over, mine.names[0]), Price(price.units * self.more, price.keys)
        found = self.sharing.remainders.tally(upto, coarse, rest)
        found = found.plus(total(one.tally(price, rest) for one in self.own.values() if one.key <= bound))
        left = [one for one in self.left if one.key * self.more <= bound]
        found = found.plus(total(one.tally(coarse, rest) for one in left), times=-1)
        return floor + (found.ahead < count // under - found.units)

    def _upto(self, bound: int) -> int:
        """Return how many of the keys of before are no greater than one."""
        return bisect_right(self.sharing.keys, bound // self.more, key=lambda one: one.key)

    def _before(self, name: MemberName) -> int:
        """Return how many of those whose key is 0 have a smaller name."""
        upto = self._upto(0)
        there = bisect_left(self.sharing.keys[0].names, name) if upto else 0
        left = sum(one.names[0] < name for one in self.left if not one.key)
        return there - left + sum(one.names[0] < name for one in self.own.values() if not one.key)


def _amounts(members: Iterable[Member]) -> Fraction:
    return added_up(one.amount for one in members)
