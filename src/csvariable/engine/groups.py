"""The groups of a run: who stands together in a sum, a pool or a podium, counted once for all members."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from operator import itemgetter
from typing import TypeAlias, assert_never

from csvariable.engine.sharing import Member, Sharing
from csvariable.facts.model import Facts, Value
from csvariable.facts.pairs import added_up
from csvariable.kernel.apportion import in_whole_units
from csvariable.kernel.formula import ACROSS, Over, Placed, Shared, Within
from csvariable.kernel.step import Program
from csvariable.plan import Role

Keys = list[object]


def group_keys(within: Within, facts: Facts) -> Keys:
    """Return what puts rows together: their team, their role, both, or nothing."""
    match within:
        case "team":
            return list(facts.teams)
        case "role":
            return list(facts.roles)
        case "role and team":
            return list(zip(facts.roles, facts.teams, strict=True))
        case "company":
            return [None] * len(facts.roles)
        case "person":
            return list(facts.ids())
        case _:
            assert_never(within)


def groups_seen(programs: Mapping[Role, Program]) -> frozenset[Within]:
    """Return the groups in which steps look at other people; a contest of teams looks at those of all."""
    formulas = (step.formula for program in programs.values() for step in program.steps)
    found = [formula for formula in formulas if isinstance(formula, ACROSS)]
    seen = {formula.within for formula in found if formula.within != "person"}
    teams = any(isinstance(formula, Placed) and formula.teams is not None for formula in found)
    return frozenset(seen | {"company"} if teams else seen)


@dataclass(frozen=True, slots=True)
class Pot:
    """What a line that looks beyond its own row counted: its group, and how many were in it."""

    members: int
    amount: Value = None
    """The amount shared, of a pool."""
    key: Value = None
    """What this row is counted with."""
    keys: Value = None
    """What all members are counted with; where the others share what the limit leaves, these others."""
    evenly: bool = False
    """Whether the keys of these members are all 0, so that each counts as one."""
    limit: Value = None
    """The most that one member may have, of a pool with such a limit."""
    full: int = 0
    """Members who have that much."""
    left: Value = None
    """What they leave to the others."""
    place: int | None = None
    """The place of a podium, from 1."""
    tied: int = 1


@dataclass
class Groups:
    """The groups of a run, each counted once for all its members."""

    facts: Facts
    rows: Mapping[str, Sequence[Value]]
    people: Mapping[str, Sequence[Value]]
    _keys: dict[Within, Sequence[object]] = field(default_factory=dict)
    _alike: dict[Within, dict[object, list[int]]] = field(default_factory=dict)
    _pots: dict[tuple[Over | Shared, object], Pot] = field(default_factory=dict)
    _sharings: dict[tuple[Shared, object], Sharing] = field(default_factory=dict)
    _podiums: dict[tuple[Placed, object], list[tuple[Standing, str]]] = field(default_factory=dict)

    def keys(self, within: Within) -> Sequence[object]:
        """Return what puts rows together: the same for each row of a group."""
        if within not in self._keys:
            self._keys[within] = group_keys(within, self.facts)
            alike = self._alike.setdefault(within, {})
            for row, key in enumerate(self._keys[within]):
                alike.setdefault(key, []).append(row)
        return self._keys[within]

    def alike(self, within: Within, row: int) -> Sequence[int]:
        """Return the rows of a row's group."""
        key = self.keys(within)[row]
        return self._alike[within][key]

    @cached_property
    def owners(self) -> Sequence[int]:
        """The person of each row."""
        found = [0] * len(self.facts.roles)
        for at, person in enumerate(self.facts.people):
            for row in person.rows:
                found[row] = at
        return found

    def counted(self, formula: Over, row: int) -> Pot:
        """Return how many rows of the row's group counted for a sum or a mean, and their sum."""
        key = self.keys(formula.within)[row]
        if (formula, key) not in self._pots:
            columns = self.facts.columns
            flags = columns.get(formula.where) if formula.where is not None else None
            values = self.rows.get(formula.step, ())
            there = self._alike[formula.within][key] if values else ()
            counted = [values[at] for at in there if values[at] is not None and (not flags or flags[at])]
            self._pots[formula, key] = Pot(len(counted), keys=added_up(counted))
        return self._pots[formula, key]

    def pool(self, step: str, formula: Shared, row: int) -> Pot:
        """Return the members of the row's pool, what they share, the keys, and who is at the limit."""
        key = self.keys(formula.within)[row]
        if (formula, key) not in self._pots:
            rows = self.rows
            there = [at for at in self._alike[formula.within][key] if rows[formula.member][at]]
            amounts = [rows[formula.amount][at] for at in there]
            whole = added_up(amounts) if formula.pooled else next(iter(amounts), None)
            found, sharing = Pot(len(there), whole), there
            if formula.each is not None:
                limit = in_whole_units(formula.each, formula.unit)
                below = [at for at in there if rows[step][at] != limit]
                full = len(there) - len(below)
                left = None if whole is None else whole - full * limit
                found, sharing = replace(found, limit=limit, full=full, left=left), below
            sharing = sharing if formula.again else there
            weights = [weight for at in sharing if (weight := rows[formula.key][at]) is not None]
            keys = added_up(weights)
            self._pots[formula, key] = replace(found, keys=keys or Fraction(len(weights)), evenly=not keys)
        pot = self._pots[formula, key]
        return replace(pot, key=Fraction(1) if pot.evenly else self.rows[formula.key][row])

    def sharing(self, formula: Shared, row: int) -> Sharing:
        """Return the members of the row's pool, for what one of them would have otherwise."""
        key = self.keys(formula.within)[row]
        if (formula, key) not in self._sharings:
            rows, people, owners = self.rows, self.facts.people, self.owners
            self._sharings[formula, key] = Sharing.of(
                {
                    at: Member((people[owners[at]].id, at), rows[formula.key][at], rows[formula.amount][at])
                    for at in self._alike[formula.within][key]
                    if rows[formula.member][at]
                }
            )
        return self._sharings[formula, key]

    def podium(self, formula: Placed, at: int) -> Pot:
        """Return how many people are placed with a person, and the person's place among them."""
        ranks, mine = self._placed(formula, at), compared(formula, self.people, at)
        own = self.people[formula.by][at]
        if mine is None:
            return Pot(len(ranks), key=own)
        first, past = _covered(ranks, mine)
        return Pot(len(ranks), key=own, place=len(ranks) - past + 1, tied=past - first)

    def beside(self, formula: Placed, at: int, mine: Standing) -> Beside:
        """Return how others would stand to a person who is placed by something else; not of teams."""
        ranks, was = self._placed(formula, at), compared(formula, self.people, at)
        first, past = _covered(ranks, mine)
        number = bisect_left(ranks, (mine, self.facts.people[at].id), first, past) - first
        better = was is not None and was > mine
        return Beside(len(ranks) - past - better, past - first - (was == mine), number)

    def _placed(self, formula: Placed, at: int) -> list[tuple[Standing, str]]:
        """Return what the eligible people of a person's group are placed by, worst first, with their ids."""
        key = self.keys(formula.within)[self.facts.people[at].rows[-1]]
        key = None if formula.teams is not None else key
        if (formula, key) not in self._podiums:
            keys = self.keys(formula.within)
            found: dict[object, list[tuple[Standing, str]]] = {}
            for other, person in enumerate(self.facts.people):
                group = found.setdefault(keys[person.rows[-1]], [])
                if (rank := compared(formula, self.people, other)) is not None:
                    group.append((rank, person.id))
            if formula.teams is not None:  # one of each team stands for it
                found = {None: [group[0] for one, group in found.items() if group and one is not None]}
            self._podiums |= {(formula, one): sorted(group) for one, group in found.items()}
        return self._podiums[formula, key]


Standing: TypeAlias = tuple[tuple[bool, Fraction], ...]
"""What a person is placed by, the greater the better: of each step whether it has a value, and it."""


@dataclass(frozen=True, slots=True)
class Beside:
    """How the others of a contest stand to one person."""

    better: int
    tied: int
    before: int
    """Those of the tied whose ids come before the person's."""


def _covered(ranks: Sequence[tuple[Standing, str]], mine: Standing) -> tuple[int, int]:
    """Return where those who are placed by the same start, and where they end."""
    standing = itemgetter(0)
    return bisect_left(ranks, mine, key=standing), bisect_right(ranks, mine, key=standing)


def compared(node: Placed, sheet: Mapping[str, Sequence[Value]], at: int) -> Standing | None:
    """Return what a person is placed by; None for who is not eligible, or has no value."""
    return rank_of(node, sheet, at) if sheet[node.eligible][at] else None


def rank_of(node: Placed, sheet: Mapping[str, Sequence[Value]], at: int) -> Standing | None:
    """Return what a person is placed by; None for who has no value of the first step."""
    found = []
    for step, falling in node.ranks:
        value = sheet[step][at]
        found.append((value is not None, Fraction(0) if value is None else -value if falling else value))
    return tuple(found) if found[0][0] else None
