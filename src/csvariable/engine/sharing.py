"""What one person would have of a pool whose other members stay as they are.

Each share rests on the keys of all, for it is a part of their sum, and the odd units go by all
remainders. But members of one key have one remainder: so the keys that differ are looked at, not the
members.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TypeAlias, cast

from csvariable.facts.model import Value
from csvariable.facts.pairs import added_up
from csvariable.kernel.formula import Shared

MemberName: TypeAlias = tuple[str, int]
"""The id of a person, and the row: smaller ones are given the odd units first."""


@dataclass(frozen=True, slots=True)
class Member:
    """A row of a pool: its key, and the amount that it shares or brings."""

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
    whole: int
    """The sum of all keys."""
    names: Mapping[int, Sequence[MemberName]]
    """Those of each key, in order."""

    @classmethod
    def of(cls, members: Mapping[int, Member]) -> Sharing:
        """Count the members of a pool."""
        keys = {at: one.key for at, one in members.items() if one.key is not None}
        under = lcm(*{key.denominator for key in keys.values()})
        names: dict[int, list[MemberName]] = {}
        for at, key in keys.items():
            names.setdefault(key.numerator * (under // key.denominator), []).append(members[at].name)
        return cls(
            members,
            _amounts(members.values()),
            sum(one.lacks for one in members.values()),
            under,
            sum(key * len(some) for key, some in names.items()),
            {key: sorted(some) for key, some in names.items()},
        )

    def beside(
        self, node: Shared, gone: Sequence[int], new: Mapping[int, Member]
    ) -> Mapping[int, Value] | None:
        """Return what new members are given in the place of those that are gone; None where all must be cut.

        That is so of a pool with a limit for each, and where a key is below 0.
        """
        before = [self.members[at] for at in gone]
        if not new:
            return {}
        if self.lacking - sum(one.lacks for one in before) + sum(one.lacks for one in new.values()):
            return dict.fromkeys(new)
        keys = {at: one.key for at, one in new.items() if one.key is not None}
        below = min(self.names, default=0) < 0 or min(keys.values()) < 0
        if below or node.each is not None:
            return None
        more = lcm(self.under, *(key.denominator for key in keys.values())) // self.under
        own = {at: int(key * self.under * more) for at, key in keys.items()}
        left = {one.name: int(one.key * self.under) for one in before if one.key is not None}
        whole = (self.whole - sum(left.values())) * more + sum(own.values())
        pot = self._pot(node, gone, new)
        if node.at_most and Fraction(whole, self.under * more) <= pot:
            return keys
        if not whole:  # each counts as one
            own, more, whole = dict.fromkeys(own, 1), 0, len(own) + len(self.members) - len(before)
        count, under = (abs(pot) / node.unit).as_integer_ratio()
        others = [
            _Alike(*divmod(count * (key * more if more else 1), under * whole), some, out)
            for key, some in self.names.items()
            for out in ([name for name, was in left.items() if was == key],)
        ]
        mine = {at: _Alike(*divmod(count * key, under * whole), [new[at].name]) for at, key in own.items()}
        everybody = [*others, *mine.values()]
        odd = count // under - sum(one.floor * one.count for one in everybody)
        unit = -node.unit if pot < 0 else node.unit
        return {
            at: unit * (one.floor + (sum(other.ahead(one) for other in everybody) < odd))
            for at, one in mine.items()
        }

    def _pot(self, node: Shared, gone: Sequence[int], new: Mapping[int, Member]) -> Fraction:
        """Return what is shared: all amounts, or that of the first member."""
        if node.pooled:
            return self.amounts - _amounts(self.members[at] for at in gone) + _amounts(new.values())
        first = next((at for at in self.members if at not in gone), None)
        own = min(new)
        found = new[own] if first is None or own < first else self.members[first]
        return cast("Fraction", found.amount)  # a pool in which one lacks it is not shared


@dataclass(frozen=True, slots=True)
class _Alike:
    """Members of one key: how many units each has at least, and what remains of the next one."""

    floor: int
    rest: int
    names: Sequence[MemberName]
    out: Sequence[MemberName] = ()
    """Those of the names who are gone."""

    @property
    def count(self) -> int:
        return len(self.names) - len(self.out)

    def ahead(self, one: _Alike) -> int:
        """Return how many of these come before one member when odd units are given."""
        if self.rest != one.rest:
            return self.count if self.rest > one.rest else 0
        name = one.names[0]
        return bisect_left(self.names, name) - sum(other < name for other in self.out)


def _amounts(members: Iterable[Member]) -> Fraction:
    return added_up(one.amount for one in members)
