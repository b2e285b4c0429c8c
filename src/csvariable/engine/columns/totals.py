"""What a run comes to, by whole columns: sums of steps, by team, and how pay is distributed.

Everything here raises Overflow where values do not stand in a column over one denominator; who
asks then looks at each person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any, TypeVar, cast

import polars as pl

from csvariable.engine.columns.facts import people_of, roles_of
from csvariable.engine.results import Results
from csvariable.facts.model import Value
from csvariable.facts.pairs import ExactCell, ExactPair, Pairs, cells_of
from csvariable.facts.ratio import Overflow, RatioPairs, fits, multiplied, ratio_of
from csvariable.facts.views import TextColumn

NOTHING: ExactPair = (0, 1)

Found = TypeVar("Found")
Whole = tuple[pl.Series, int]
"""Whole numbers of 128 bits, and what they count in."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How pay is distributed: people by what they reach, and quartiles of their totals."""

    nothing: int
    below: int
    at: int
    above: int
    untold: int
    """People paid without a target incentive to compare with."""
    quartiles: tuple[Fraction, ...]
    """Least, first quartile, median, third quartile, most; between two people in proportion."""


class Totals:
    """A run beside an earlier one, from which everything is taken that rests on the very same columns."""

    def __init__(self, results: Results, earlier: Totals | None = None) -> None:
        self.results = results
        self._earlier = earlier
        self.known: dict[object, tuple[tuple[object, ...], object]] = {}
        """What was made, and the columns on which it rests."""

    def _kept(self, what: object, rests_on: tuple[object, ...], make: Callable[[], Found]) -> Found:
        """Return what is known already, here or of the earlier run, or make it."""
        for one in (self, self._earlier):
            known = None if one is None else one.known.get(what)
            if known is not None and all(map(_same, known[0], rests_on)):
                return cast("Found", known[1])
        found = make()
        self.known[what] = rests_on, found
        return found

    # ------------------------------------------------------------------------- columns

    @cached_property
    def _roles(self) -> tuple[tuple[str | None, ...], pl.Series | None]:
        """The different roles of the rows, and which of them each has; None where there is one."""
        roles = self.results.facts.roles
        return self._kept("roles", (roles,), lambda: roles_of(roles))

    @cached_property
    def _last(self) -> pl.Series | None:
        """The last row of each person; None where each has one."""
        people = self.results.facts.people
        return self._kept("last", (people,), lambda: people_of(people)[2])

    @cached_property
    def _person_of(self) -> pl.Series | None:
        """The person of each row; None where each has one."""
        people = self.results.facts.people
        return self._kept("person of", (people,), lambda: people_of(people)[1])

    def _whole(self, values: Sequence[Value]) -> Whole:
        """Return values over one denominator, so that they can be added up; nothing is 0."""

        def make() -> Whole:
            ratio = values.ratio if isinstance(values, RatioPairs) else ratio_of(values)
            if not isinstance(ratio.denominator, int):
                raise Overflow
            tops = ratio.numerator.fill_null(0).cast(pl.Int128)
            ends = (int(str(tops.min())), int(str(tops.max()))) if len(tops) else ()
            if not fits(*(end * len(tops) for end in ends)):
                raise Overflow
            return tops, ratio.denominator

        return self._kept(id(values), (values,), make)

    # ------------------------------------------------------------------------- sums

    def sum_of(self, name: str, *, person: bool) -> Fraction:
        """Return the sum of a step over all rows, or all people, whose program has it."""
        programs = self.results.programs
        roles, codes = self._roles
        have = tuple(at for at, role in enumerate(roles) if name in programs[role].places(person=person))
        values = (self.results.people if person else self.results.rows).get(name)
        if not have or values is None:
            return Fraction(0)

        def make() -> Fraction:
            tops, scale = self._whole(values)
            if len(have) < len(roles) and codes is not None:
                own = codes.gather(self._last) if person and self._last is not None else codes
                tops = tops.filter(own.is_in(have))
            return Fraction(int(tops.sum()), scale)

        return self._kept((person, name, have), (values, self.results.facts.roles), make)

    def by_team(self) -> Mapping[str | None, Fraction]:
        """Return what the people of each team are paid, in the order of the facts."""
        facts, total = self.results.facts, self.results.people["total"]

        def make() -> Mapping[str | None, Fraction]:
            return dict(self._paid_by(self._teams))

        return self._kept("teams", (total, facts.teams, facts.people), make)

    def by_role(self) -> Mapping[str | None, Fraction]:
        """Return what the people whose last row has each role are paid, in the order of the facts."""
        facts, total = self.results.facts, self.results.people["total"]
        roles, codes = self._roles

        def make() -> Mapping[str | None, Fraction]:
            if codes is None:
                tops, scale = self._whole(total)
                return {roles[0]: Fraction(int(tops.sum()), scale)} if len(tops) else {}
            own = codes if self._last is None else codes.gather(self._last)
            return {roles[code]: paid for code, paid in self._paid_by(own)}

        return self._kept("paid by role", (total, facts.roles, facts.people), make)

    def _paid_by(self, keys: pl.Series) -> Iterator[tuple[Any, Fraction]]:
        """Yield each key of people with what they are paid, in the order in which keys first come."""
        tops, scale = self._whole(self.results.people["total"])
        frame = pl.DataFrame([keys.alias("key"), tops.alias("top")])
        sums = frame.group_by("key", maintain_order=True).agg(pl.col("top").sum())
        for key, top in sums.iter_rows():
            yield key, Fraction(top, scale)

    @property
    def _teams(self) -> pl.Series:
        """The team of each person."""
        facts = self.results.facts

        def make() -> pl.Series:
            teams = facts.teams
            found = teams.series if isinstance(teams, TextColumn) else pl.Series(teams, dtype=pl.String)
            return found if self._last is None else found.gather(self._last)

        return self._kept("team", (facts.teams, facts.people), make)

    def changes_from(self, earlier: Totals) -> tuple[int, int, int]:
        """Return how many of the same people are paid more, less and the same as in an earlier run."""
        was, now = earlier.results.people["total"], self.results.people["total"]
        if was is now:
            return 0, 0, len(now)
        if isinstance(now, Pairs) and not isinstance(now, RatioPairs):  # a run of few, not on columns
            return _changes(now.cells, cells_of(was, range(len(was))))
        sides = [self._whole(now), earlier._whole(was)]
        common = lcm(*(scale for _, scale in sides))
        tops, others = (multiplied(tops, common // scale) for tops, scale in sides)
        gain, lose = int((tops > others).sum()), int((tops < others).sum())
        return gain, lose, len(tops) - gain - lose

    # ------------------------------------------------------------------------- distribution

    def spread(self) -> Spread:
        """Return how the totals are distributed."""
        facts, total = self.results.facts, self.results.people["total"]
        incentive = self.results.rows.get("target_incentive")

        def make() -> Spread:
            tops, scale = self._whole(total)
            targets, other = (tops.clear(), 1) if incentive is None else self._whole(incentive)
            if incentive is None:
                targets = pl.zeros(len(tops), pl.Int128, eager=True)
            elif self._person_of is not None:
                frame = pl.DataFrame([self._person_of.alias("person"), targets.alias("top")])
                sums = frame.group_by("person").agg(pl.col("top").sum()).sort("person")
                targets = sums.get_column("top")
            return _spread(tops, targets, scale, other)

        return self._kept("spread", (total, incentive, facts.people), make)


def _changes(now: Sequence[ExactCell], was: Sequence[ExactCell]) -> tuple[int, int, int]:
    """Return how many values are more, less and the same as before; nothing is 0."""
    pairs = [(one or NOTHING, other or NOTHING) for one, other in zip(now, was, strict=True)]
    gain = sum(one[0] * other[1] > other[0] * one[1] for one, other in pairs)
    lose = sum(one[0] * other[1] < other[0] * one[1] for one, other in pairs)
    return gain, lose, len(pairs) - gain - lose


def _same(one: object, other: object) -> bool:
    return one is other


def _spread(tops: pl.Series, targets: pl.Series, scale: int, other: int) -> Spread:
    """Return the distribution of totals in parts of `scale` beside targets in parts of `other`."""
    common = lcm(scale, other)
    pair = pl.DataFrame(
        [
            multiplied(tops, common // scale).alias("total"),
            multiplied(targets, common // other).alias("target"),
        ]
    )
    total, target = pl.col("total"), pl.col("target")
    told = (total != 0) & (target != 0)
    counts = pair.select(
        nothing=(total == 0).sum(),
        below=(told & (total < target)).sum(),
        at=(told & (total == target)).sum(),
        above=(told & (total > target)).sum(),
        untold=((total != 0) & (target == 0)).sum(),
    ).row(0, named=True)
    ordered = tops.sort()
    shares = (Fraction(at, 4) for at in range(5))
    return Spread(
        **counts, quartiles=tuple(_quantile(ordered, share) / scale for share in shares) if len(tops) else ()
    )


def _quantile(ordered: pl.Series, share: Fraction) -> Fraction:
    """Return the value at a share of the way from the least to the most, between two in proportion."""
    place = share * (len(ordered) - 1)
    low = place.numerator // place.denominator
    high = min(low + 1, len(ordered) - 1)
    least, most = int(str(ordered[low])), int(str(ordered[high]))
    return least + (most - least) * (place - low)
