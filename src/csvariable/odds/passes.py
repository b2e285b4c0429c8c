"""Draws of a stated model, paid many in each pass by whole columns; nothing is kept of those before.

What reads one result alone is paid beforehand, once for each value. People whose pay looks at
nobody else come a few at a time with all their draws; else some draws at a time with everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby, repeat
from math import lcm
from typing import NamedTuple, TypeAlias

from csvariable.engine.beforehand import Beforehand, ColumnLuck, beforehand
from csvariable.engine.columns.draws import (
    AmountsDrawn,
    Draws,
    Sums,
    Wholes,
    in_turn,
    joined,
    repeated,
    sum_of,
    taken,
)
from csvariable.engine.columns.facts import ColumnFacts
from csvariable.engine.drawn import Drawn, averages, copied, shares_money
from csvariable.engine.run import Progress
from csvariable.facts.model import Value
from csvariable.kernel.purpose import Purpose
from csvariable.odds.dice import DiceTable, digest
from csvariable.odds.world import PERSON, World

ZERO = Fraction(0)
CHUNK = 250_000
"""Copies of people that are paid in one pass."""
KEPT = 2**26
"""Bytes of the draws of teams and of the company that are kept for the next of their people."""
DiceTables: TypeAlias = Mapping[str, Mapping[int, DiceTable]]
"""By KPI and person: the values that are drawn."""


@dataclass(frozen=True, slots=True)
class DrawnCosts:
    """The cost of each draw, the mean cost of each person, how many draws lack somebody, and whom."""

    costs: Sequence[Fraction]
    means: Sequence[Fraction]
    unpaid: int
    lost: frozenset[int]


def paid(world: World, laws: Sequence[DiceTables], progress: Progress | None = None) -> list[DrawnCosts]:
    """Pay the same luck with the values of each of some laws."""
    base = ColumnFacts.of(world.facts)
    ways = [_DrawLaw.of(world, base, tables) for tables in laws]
    if shares_money(world.programs) or averages(world.programs):
        passes = _together(world, ways)
    else:
        passes = _apart(world, ways)
    done, copies = 0, len(world.facts.people) * world.count
    for one in passes:
        for way, picks in zip(ways, one.picks, strict=True):
            way.pay(one, picks)
        done += len(one.people) * len(one.draws)
        if progress is not None:
            progress(done, copies)
    return [way.told(world.count) for way in ways]


class _Pass(NamedTuple):
    """Some people in some draws, one person's draws after the other's."""

    people: Sequence[int]
    draws: range
    copies: Wholes[int]
    """The person of each copy."""
    picks: Sequence[Mapping[str, Wholes[int]]]
    """By law and KPI: which of the values of a person's table each draw takes."""
    shared: bool
    """Whether people look at each other in each draw."""


@dataclass(slots=True)
class _DrawLaw:
    """One law: the values of each KPI of each person, and what its draws came to."""

    tables: DiceTables
    left: Beforehand
    means: list[Fraction]
    sums: dict[range, dict[int, Sums]] = field(default_factory=dict)
    """By draws, and by the bottom over which they are counted."""
    lacking: set[int] = field(default_factory=set)
    """The draws in which somebody cannot be paid."""
    lost: set[int] = field(default_factory=set)
    """The people who cannot be paid in some draw."""

    @staticmethod
    def of(world: World, base: ColumnFacts, tables: DiceTables) -> _DrawLaw:
        people = len(world.facts.people)
        luck = {Purpose.ACTUAL.named(kpi): _luck(own, people) for kpi, own in tables.items()}
        return _DrawLaw(tables, beforehand(world.programs, base, luck, world.count), [ZERO] * people)

    def pay(self, one: _Pass, picks: Mapping[str, Wholes[int]]) -> None:
        """Pay people in draws, and add up what they come to."""
        count = len(one.draws)
        groups = in_turn(range(count), len(one.people)) if one.shared else None
        drawn = {
            name: Drawn(looked.values, picks[looked.of], looked.starts)
            for name, looked in self.left.looked.items()
        }
        found = copied(self.left.programs, self.left.base, one.copies, groups, drawn)
        sheet = AmountsDrawn(found.tops, len(one.people))
        sums = self.sums.setdefault(one.draws, {}).setdefault(found.bottom, Sums(count))
        sums.add(sheet.by_draw())
        for person, whole in zip(one.people, sheet.by_person(), strict=True):
            self.means[person] += Fraction(whole, found.bottom)
        self.lacking.update(one.draws[at] for at in sheet.gaps)
        self.lost.update(one.people[at] for at in sheet.lacking)

    def told(self, count: int) -> DrawnCosts:
        """Return what it all came to."""
        costs = [cost for own in self.sums.values() for cost in _joined(own)] or [ZERO] * count
        return DrawnCosts(
            costs, [mean / count for mean in self.means], len(self.lacking), frozenset(self.lost)
        )


def _luck(own: Mapping[int, DiceTable], people: int) -> ColumnLuck:
    """Put the different tables of a KPI one behind the other; who has none is drawn nothing."""
    found = [own.get(person) for person in range(people)]
    different = {id(table): table for table in found}
    values: list[Value] = []
    starts: dict[int, int] = {}
    for key, table in different.items():
        starts[key] = len(values)
        values += [None] if table is None else table.values
    return ColumnLuck(
        values,
        [starts[id(table)] for table in found],
        [1 if table is None else len(table.values) for table in found],
    )


def _joined(sums: Mapping[int, Sums]) -> list[Fraction]:
    """Return the costs of draws of which each was counted over several bottoms."""
    bottom = lcm(*sums)
    scaled = [[top * (bottom // own) for top in one.listed()] for own, one in sums.items()]
    tops = [sum(several) for several in zip(*scaled, strict=True)]
    known = {top: Fraction(top, bottom) for top in set(tops)}
    return [known[top] for top in tops]


# ------------------------------------------------------------------------------------------ passes


def _apart(world: World, ways: Sequence[_DrawLaw]) -> Iterator[_Pass]:
    """Yield a few people at a time with all their draws; those of the same tables stand together."""
    alike: dict[tuple[int, ...], list[int]] = {}
    for person in range(len(world.facts.people)):
        key = tuple(id(own.get(person)) for way in ways for own in way.tables.values())
        alike.setdefault(key, []).append(person)
    order = [person for own in alike.values() for person in own]
    picker = _Picker(world, ways)
    size = max(1, CHUNK // world.count)
    for first in range(0, len(order), size):
        some = order[first : first + size]
        copies = repeated(some, world.count)
        yield _Pass(some, range(world.count), copies, picker.of(some), shared=False)


def _together(world: World, ways: Sequence[_DrawLaw]) -> Iterator[_Pass]:
    """Yield some draws at a time with everybody."""
    people = range(len(world.facts.people))
    picker = _Picker(world, ways)
    size = max(1, CHUNK // world.count)
    blocks = [picker.of(people[first : first + size]) for first in people[::size]]
    whole = [
        {name: joined([block[at][name] for block in blocks]) for name in blocks[0][at]}
        for at in range(len(ways))
    ]
    size = max(1, CHUNK // len(people))
    for first in range(0, world.count, size):
        draws = range(first, min(world.count, first + size))
        starts = repeated([person * world.count for person in people], len(draws))
        places = sum_of(in_turn(draws, len(people)), starts)
        picks = [{name: taken(picked, places) for name, picked in one.items()} for one in whole]
        yield _Pass(people, draws, repeated(people, len(draws)), picks, shared=True)


@dataclass(slots=True)
class _Picker:
    """Draws, and which value of the table of a person each of them takes."""

    world: World
    ways: Sequence[_DrawLaw]
    kept: dict[str, bytes] = field(default_factory=dict)

    def of(self, people: Sequence[int]) -> list[dict[str, Wholes[int]]]:
        """Return the picks of people, one person's after the other's, by law and by column."""
        found: list[dict[str, list[Wholes[int]]]] = [{} for _ in self.ways]
        for kpi in self.world.models:
            for _, same in groupby(people, lambda person: [id(one) for one in self._tables(kpi, person)]):  # noqa: B023
                own = [*same]
                for one, picks in zip(found, self._fallen(kpi, own), strict=True):
                    one.setdefault(Purpose.ACTUAL.named(kpi), []).append(picks)
        return [{name: joined(parts) for name, parts in one.items()} for one in found]

    def _tables(self, kpi: str, person: int) -> list[DiceTable | None]:
        return [way.tables[kpi].get(person) for way in self.ways]

    def _fallen(self, kpi: str, people: Sequence[int]) -> Iterator[Wholes[int]]:
        """Yield the picks of people of the same tables, by law; who has none takes the one that is there."""
        tables = [one for one in self._tables(kpi, people[0]) if one is not None]
        if not tables:
            nothing = repeated([0], self.world.count * len(people))
            yield from repeat(nothing, len(self.ways))
            return
        draws = Draws(*(self._stream(person, kpi) for person in people))
        known: dict[tuple[int, ...], Wholes[int]] = {}
        for table in tables:
            if table.marks not in known:
                known[table.marks] = table.drawn(draws)
            yield known[table.marks]

    def _stream(self, person: int, kpi: str) -> bytes:
        owner = self.world.owner(person, kpi)
        if owner.startswith(f"{PERSON} "):
            return digest(self.world.seed, self.world.count, "model", owner, kpi)
        name = f"{kpi} {owner}"
        if name not in self.kept:
            if (len(self.kept) + 1) * 8 * self.world.count > KEPT:
                self.kept.clear()
            self.kept[name] = digest(self.world.seed, self.world.count, "model", owner, kpi)
        return self.kept[name]
