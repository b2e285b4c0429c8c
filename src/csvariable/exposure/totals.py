"""Totals over people: sums of what each can be, less what several cannot all have."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from csvariable.bounds import Extreme, Interval
from csvariable.bounds.interval import NOTHING
from csvariable.bounds.linear import Linear
from csvariable.engine.groups import group_keys
from csvariable.engine.reach import added, pot_of
from csvariable.exposure.costs import cost_of
from csvariable.exposure.domains import Somebody
from csvariable.facts.model import Facts, Value
from csvariable.kernel.formula import Placed, Shared
from csvariable.kernel.step import Program

ZERO = Fraction(0)


def sum_of(values: Iterable[Value]) -> Value:
    """Return the sum of what has a value; None where nothing has."""
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if known else None


def whole_of(extremes: Sequence[Extreme], shown: Value = None) -> Extreme:
    """Return the sum of what each person can be: reached where the same results show it for all."""
    bound = added([one.bound for one in extremes])
    return Extreme(bound, bound is not None and bound == shown, paid=shown)


def pooled(
    mosts: Sequence[Extreme], people: Sequence[Somebody], facts: Facts | None, shown: Value = None
) -> Extreme:
    """Take from the sum what several people cannot all have: a pool is shared, a podium is one.

    What the most of a person leaves out already, less than the lines of a statement could add
    up to, is not taken from the shares a second time.
    """
    most = whole_of(mosts, shown)
    if facts is None or most.bound is None or not divides(one.person.programs for one in people):
        return most
    keys = {within: group_keys(within, facts) for within in ("team", "role", "role and team", "company")}
    groups: dict[object, SharedPot] = {}
    for one, own_most in zip(people, mosts, strict=True):
        reading = one.person.reading()
        form = reading.linear(cost_of(one.person.programs[-1]))
        left_out = _less(form.interval.high, own_most.bound)
        for program, row, own in zip(one.person.programs, one.rows, reading.rows or (), strict=True):
            for step in program.row_steps:
                if isinstance(step.formula, Shared):
                    share = _share(form, (own.owner, step.name), left_out)
                    group = groups.setdefault((step.name, keys[step.formula.within][row]), SharedPot())
                    group.add(share, most_given(step.formula, group, own.step(step.formula.amount).interval))
        for step in one.person.programs[-1].person_steps:
            if isinstance(step.formula, Placed):
                share = _share(form, (reading.owner, step.name), left_out)
                key = (step.name, keys[step.formula.within][one.rows[-1]])
                groups.setdefault(key, SharedPot()).add(share, sum(step.formula.prizes, ZERO))
    cut = sum((group.spared for group in groups.values()), ZERO)
    return Extreme(most.bound - cut, most.bound - cut == shown, paid=shown)


def divides(programs: Iterable[Sequence[Program]]) -> bool:
    """Whether anybody has a step that several people divide among themselves."""
    each = {id(program): program for own in programs for program in own}
    return any(isinstance(step.formula, Shared | Placed) for one in each.values() for step in one.steps)


@dataclass(slots=True)
class SharedPot:
    """Those who share an amount, with the most that each of them was given."""

    shares: list[Fraction] = field(default_factory=list)
    limit: Fraction | None = None

    def add(self, share: Fraction | None, limit: Fraction | None) -> None:
        """Add a member; who has no share that can be told apart keeps the others from being cut."""
        self.limit = limit
        self.shares.append(ZERO if share is None else share)

    @property
    def spared(self) -> Fraction:
        """By how much the shares exceed what there is."""
        return ZERO if self.limit is None else max(ZERO, sum(self.shares, ZERO) - self.limit)


def _less(sum_: Value, most: Value) -> Value:
    """Return by how much the most of a person lies below the sum of what each line could be."""
    return None if sum_ is None or most is None else sum_ - most


def _share(form: Linear, key: Hashable, left_out: Value) -> Value:
    """Return the most that a step adds to a sum, where it stands in it as it is."""
    factor, interval = form.parts.get(key, (ZERO, NOTHING))
    if factor != 1 or interval.high is None or left_out is None:
        return None
    return max(ZERO, interval.high - left_out)


def most_given(node: Shared, group: SharedPot, amount: Interval) -> Fraction | None:
    """Return the most that a pool gives, one member more being counted."""
    one = pot_of(node, [amount])
    if not group.shares or one is None:
        return one
    if group.limit is None:
        return None
    return group.limit + one if node.pooled else max(group.limit, one)
