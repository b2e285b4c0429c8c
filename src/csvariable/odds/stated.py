"""Odds from a stated model: each draw takes new results from the laws that the plan states.

People are independent of one another, and so are KPIs; a result of a team or of the company is
one draw for all its people. What has no model stays as the facts have it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import repeat
from math import lcm
from operator import add
from typing import TypeAlias, cast

from csvariable.engine.columns.facts import ColumnFacts
from csvariable.engine.drawn import FROZEN, Drawn, averages, copied, frozen, shares_money
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.results import Results
from csvariable.engine.run import Progress, programs_of
from csvariable.facts.model import Facts, Value
from csvariable.facts.plans import Plans
from csvariable.kernel.step import Program
from csvariable.odds.aiming import Aims
from csvariable.odds.dice import DiceTable, stream
from csvariable.odds.model import Models, OddsModel, ranged
from csvariable.odds.outcomes import Expected, Outcomes
from csvariable.odds.owners import Owners
from csvariable.plan import Role

ZERO = Fraction(0)
CHUNK = 100_000
DrawnCosts: TypeAlias = tuple[list[int | None], int]
"""What copies cost, in units of 1 / the second of money; nothing where they cannot be paid."""
Law: TypeAlias = tuple[str, DiceTable, tuple[int, ...]]
"""A KPI, the values it can have, and the index of the value of each draw."""


@dataclass(slots=True)
class World:
    """What is drawn in: the facts at hand, their programs, the models, the draws."""

    plans: Plans
    facts: Facts
    programs: Mapping[Role, Program]
    results: Results
    models: Models
    count: int
    seed: int
    owners: Owners
    aims: Aims

    def rows(self, person: int, kpi_id: str) -> list[int]:
        """Return the rows of a person whose role has a KPI; the last one has its scope, range and target."""
        rows = self.facts.people[person].rows
        return [row for row in rows if kpi_id in self.plans.of(self.facts.roles[row]).kpis]

    def owner(self, person: int, kpi_id: str) -> str:
        """Return whose result a KPI is: it names the stream of its draws."""
        owner = self.owners.of(self.rows(person, kpi_id)[-1], kpi_id)
        if owner is None:
            return f"person {self.facts.people[person].id}"
        return f"team {owner.name}" if owner.kind == "team" else "company"

    def modelled(self, person: int) -> list[str]:
        """Return the KPIs of a person that have a model."""
        return [kpi for kpi in self.models if self.rows(person, kpi)]

    def aim(self, person: int, kpi_id: str) -> Value:
        """Return what a KPI of a person aims at."""
        return self.aims.of(self.results, self.rows(person, kpi_id)[-1], kpi_id)


def world_of(plans: Plans, facts: Facts, models: Models, count: int, seed: int) -> World:
    """Return the world of some facts; sums over other rows are kept as they are."""
    programs = programs_of(plans, facts)
    results = evaluate(programs, facts)
    if not averages(programs):
        programs, names = frozen(programs)
        kept = {FROZEN + name: results.rows[name] for name in names}
        facts = replace(facts, columns={**facts.columns, **kept})
    owners = Owners(plans, results.facts)
    return World(plans, facts, programs, results, models, count, seed, owners, Aims(plans))


def drawn(world: World, progress: Progress | None = None, *, aimed: bool = True) -> Outcomes:
    """Draw results, and pay them; `aimed` also with everybody truly on target."""
    steps = 2
    tables: dict[str, dict[int, DiceTable]] = {kpi: {} for kpi in world.models}
    for person in range(len(world.facts.people)):
        for kpi in world.modelled(person):
            tables[kpi][person] = _table(world, person, kpi, world.models[kpi])
    sums, means, missing, _ = _paid(world, tables)
    if progress is not None:
        progress(1, steps)
    on_target, those, lost = _on_target(world, tables) if aimed else ([], set[int](), set[int]())
    if progress is not None:
        progress(2, steps)
    people = []
    incentives = world.results.rows.get("target_incentive")
    for at, one in enumerate(world.facts.people):
        own = [] if incentives is None else [incentives[row] for row in one.rows]
        known = [value for value in own if value is not None]
        people.append(
            Expected(
                one.id,
                one.name,
                sum(known, ZERO) if known else None,
                means[at],
                on_target[at] if at in those - lost else None,
                _kinds(tables, at),
                at in those & lost,
            )
        )
    return Outcomes(tuple(sums), tuple(people), "model", world.seed, (), missing)


def _table(world: World, person: int, kpi: str, model: OddsModel) -> DiceTable:
    role = world.facts.roles[world.rows(person, kpi)[-1]]
    return ranged(model, world.plans.of(role).kpis[kpi], world.plans.base.currency)


def _kinds(tables: Mapping[str, Mapping[int, DiceTable]], person: int) -> int:
    kinds = 1
    for own in tables.values():
        if person in own:
            kinds *= len(own[person].values)
    return kinds


def _on_target(
    world: World, tables: Mapping[str, Mapping[int, DiceTable]]
) -> tuple[list[Fraction], set[int], set[int]]:
    """Return what people get on average with the same luck around targets, who has one, whom it refuses."""
    aimed: set[int] = set()
    made: dict[tuple[str, Fraction, Role], DiceTable] = {}
    moved: dict[str, dict[int, DiceTable]] = {}
    for kpi, own in tables.items():
        model = world.models[kpi]
        moved[kpi] = dict(own)
        for person in own:
            target = world.aim(person, kpi)
            if target is None or (model.kind == "share" and not 0 <= target <= 1):
                continue
            aimed.add(person)
            key = (kpi, target, world.facts.roles[world.rows(person, kpi)[-1]])
            if key not in made:
                made[key] = _table(world, person, kpi, model.around(target))
            moved[kpi][person] = made[key]
    if not aimed:
        return [ZERO] * len(world.facts.people), aimed, set()
    _, means, _, lost = _paid(world, moved)
    return means, aimed, lost


def _paid(
    world: World, tables: Mapping[str, Mapping[int, DiceTable]]
) -> tuple[list[Fraction], list[Fraction], int, set[int]]:
    """Return the cost of each draw, the mean of each person, how many draws lack somebody, and whom."""
    together = shares_money(world.programs) or averages(world.programs)
    found = _together(world, tables) if together else _apart(world, tables)
    sums: dict[int, list[int]] = {}
    missing: set[int] = set()
    lost: set[int] = set()
    means: list[Fraction] = []
    for own, bottom in found:
        if None in own:
            lost.add(len(means))
            missing |= {at for at, top in enumerate(own) if top is None}
        whole = [top or 0 for top in own] if None in own else cast("list[int]", own)
        means.append(Fraction(sum(whole), bottom * world.count))
        sums[bottom] = list(map(add, sums.get(bottom, repeat(0)), whole))
    common = lcm(*sums)
    scaled = ([top * (common // bottom) for top in tops] for bottom, tops in sums.items())
    costs = [sum(tops) for tops in zip(*scaled, strict=True)] or [0] * world.count
    known = {whole: Fraction(whole, common) for whole in set(costs)}
    return [known[whole] for whole in costs], means, len(missing), lost


def _laws(world: World, tables: Mapping[str, Mapping[int, DiceTable]], person: int) -> Iterator[Law]:
    for kpi, own in tables.items():
        if person in own:
            draws = stream(world.seed, world.count, "model", world.owner(person, kpi), kpi)
            yield kpi, own[person], tuple(own[person].drawn(draws))


def _apart(world: World, tables: Mapping[str, Mapping[int, DiceTable]]) -> Iterator[DrawnCosts]:
    """Pay people by themselves, a few with all their draws in each pass; nothing is kept of those before."""
    base = ColumnFacts.of(world.facts)
    shelves = {kpi: _Shelf([], {}) for kpi in world.models}
    everybody = range(len(world.facts.people))
    size = max(1, CHUNK // world.count)
    for first in range(0, len(everybody), size):
        some = everybody[first : first + size]
        picks: dict[str, list[int]] = {kpi: [] for kpi in world.models}
        for person in some:
            laws = {kpi: (table, own) for kpi, table, own in _laws(world, tables, person)}
            for kpi, shelf in shelves.items():
                picks[kpi] += _places(shelf, laws.get(kpi), world.count)
        tops, bottom = _joined([*_passes(world, base, some, shelves, picks)])
        for at in range(len(some)):
            yield tops[at * world.count : (at + 1) * world.count], bottom


def _places(shelf: _Shelf, law: tuple[DiceTable, Sequence[int]] | None, count: int) -> list[int]:
    """Return where the value of each draw of a person stands on a shelf."""
    if law is None:
        return [shelf.nothing()] * count
    table, own = law
    start = shelf.of(table)
    return [start + pick for pick in own] if start else [*own]


def _passes(
    world: World,
    base: ColumnFacts,
    some: Sequence[int],
    shelves: Mapping[str, _Shelf],
    picks: Mapping[str, Sequence[int]],
) -> Iterator[DrawnCosts]:
    """Pay every draw of some people, one person's after the other's."""
    people: list[int] = []
    for person in some:
        people += [person] * world.count
    for first in range(0, len(people), CHUNK):
        here = slice(first, first + CHUNK)
        columns = {f"{kpi}.actual": Drawn(shelves[kpi].values, own[here]) for kpi, own in picks.items()}
        paid = copied(world.programs, base, people[here], None, columns)
        yield paid.tops, paid.bottom


@dataclass(slots=True)
class _Shelf:
    """The values of one KPI of all tables in a row, and where each table starts among them."""

    values: list[Value]
    starts: dict[int, int]
    none: int | None = None

    def of(self, table: DiceTable) -> int:
        """Return where the values of a table start."""
        if id(table) not in self.starts:
            self.starts[id(table)] = len(self.values)
            self.values += table.values
        return self.starts[id(table)]

    def nothing(self) -> int:
        """Return where nothing stands: who has no such KPI in any role has no value of it."""
        if self.none is None:
            self.none = len(self.values)
            self.values.append(None)
        return self.none


def _joined(parts: Sequence[DrawnCosts]) -> DrawnCosts:
    if len(parts) == 1:
        return parts[0]
    bottom = lcm(*(one for _, one in parts))
    tops: list[int | None] = []
    for found, own in parts:
        factor = bottom // own
        tops += found if factor == 1 else [None if top is None else top * factor for top in found]
    return tops, bottom


def _together(world: World, tables: Mapping[str, Mapping[int, DiceTable]]) -> Iterator[DrawnCosts]:
    """Pay every draw whole, because somebody's pay looks at the results of others."""
    base = ColumnFacts.of(world.facts)
    people = range(len(world.facts.people))
    laws = [{kpi: (table, picks) for kpi, table, picks in _laws(world, tables, person)} for person in people]
    shelves = {kpi: _Shelf([], {}) for kpi in world.models}
    places = {
        kpi: [_places(shelf, own.get(kpi), world.count) for own in laws] for kpi, shelf in shelves.items()
    }
    size = max(1, CHUNK // len(people))
    parts: list[DrawnCosts] = []
    for first in range(0, world.count, size):
        draws = range(first, min(world.count, first + size))
        columns = {
            f"{kpi}.actual": Drawn(shelves[kpi].values, [own[draw] for draw in draws for own in places[kpi]])
            for kpi in world.models
        }
        groups = [draw for draw in draws for _ in people]
        paid = copied(world.programs, base, [*people] * len(draws), groups, columns)
        parts.append((paid.tops, paid.bottom))
    tops, bottom = _joined(parts)
    for person in people:
        yield tops[person :: len(people)], bottom
