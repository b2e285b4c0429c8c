"""Odds from a stated model: each draw takes new results from the laws that the plan states."""

from __future__ import annotations

from fractions import Fraction

from csvariable.engine.run import Progress
from csvariable.odds.dice import DiceTable
from csvariable.odds.model import OddsModel, ranged
from csvariable.odds.outcomes import Expected, Outcomes
from csvariable.odds.passes import DiceTables, paid
from csvariable.odds.world import World
from csvariable.plan import Role

ZERO = Fraction(0)


def drawn(world: World, progress: Progress | None = None, *, aimed: bool = True) -> Outcomes:
    """Draw results, and pay them; `aimed` also with everybody truly on target."""
    tables: dict[str, dict[int, DiceTable]] = {kpi: {} for kpi in world.models}
    for person in range(len(world.facts.people)):
        for kpi in world.modelled(person):
            tables[kpi][person] = _table(world, person, kpi, world.models[kpi])
    moved, those = _on_target(world, tables) if aimed else (tables, set[int]())
    found, *on_target = paid(world, [tables, moved] if those else [tables], progress)
    lost = on_target[0].lost if those else frozenset[int]()
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
                found.means[at],
                on_target[0].means[at] if at in those - lost else None,
                _kinds(tables, at),
                at in those & lost,
            )
        )
    return Outcomes(tuple(found.costs), tuple(people), "model", world.seed, (), found.unpaid)


def _table(world: World, person: int, kpi: str, model: OddsModel) -> DiceTable:
    role = world.facts.roles[world.rows(person, kpi)[-1]]
    return ranged(model, world.plans.of(role).kpis[kpi], world.plans.base.currency)


def _kinds(tables: DiceTables, person: int) -> int:
    kinds = 1
    for own in tables.values():
        if person in own:
            kinds *= len(own[person].values)
    return kinds


def _on_target(world: World, tables: DiceTables) -> tuple[DiceTables, set[int]]:
    """Return the tables of the same luck around targets, and who has a target."""
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
    return moved, aimed
