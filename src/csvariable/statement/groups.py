"""What the lines that look beyond their own row counted: pools, podiums, sums over a group."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from csvariable.engine.exact.across import group_keys
from csvariable.engine.results import Results
from csvariable.facts.model import Value
from csvariable.kernel.formula import Formula, Over, Placed, Shared
from csvariable.statement.sight import Sight


@dataclass(frozen=True, slots=True)
class Pot:
    """What a line that looks beyond its own row counted: its group, and how many were in it."""

    members: int
    amount: Value = None
    """The amount shared, of a pool."""
    key: Value = None
    """What this row is counted with."""
    keys: Value = None
    """What all members are counted with."""
    place: int | None = None
    """The place of a podium, from 1."""
    tied: int = 1


def pot_of(results: Results, formula: Formula, sight: Sight) -> Pot | None:
    """Return what a pool, a podium or a sum over a group counted for this row or person."""
    facts, rows = results.facts, results.rows
    match formula:
        case Over(step=step, within=within, where=where):
            keys = group_keys(within, facts)
            flags = facts.columns.get(where) if where is not None else None
            values = rows.get(step, [None] * len(keys))
            counted = [
                at for at in _alike(keys, sight.at) if values[at] is not None and (not flags or flags[at])
            ]
            return Pot(len(counted), keys=_added([values[at] for at in counted]))
        case Shared(amount=amount, key=key, member=member, pooled=pooled, within=within):
            there = [at for at in _alike(group_keys(within, facts), sight.at) if rows[member][at]]
            amounts = [rows[amount][at] for at in there]
            whole = _added(amounts) if pooled else next(iter(amounts), None)
            return Pot(len(there), whole, rows[key][sight.at], _added([rows[key][at] for at in there]))
        case Placed():
            return _podium(results, formula, sight)
        case _:
            return None


def _podium(results: Results, formula: Placed, sight: Sight) -> Pot:
    facts, people = results.facts, results.people
    last = [person.rows[-1] for person in facts.people]
    keys = [group_keys(formula.within, facts)[row] for row in last]
    values, eligible = people[formula.by], people[formula.eligible]
    there = {at: value for at in _alike(keys, sight.at) if eligible[at] and (value := values[at]) is not None}
    mine = there.get(sight.at)
    if mine is None:
        return Pot(len(there), key=values[sight.at])
    known = list(there.values())
    better = sum(value < mine if formula.falling else value > mine for value in known)
    return Pot(len(there), key=mine, place=better + 1, tied=known.count(mine))


def _alike(keys: list[object], at: int) -> list[int]:
    return [other for other, key in enumerate(keys) if key == keys[at]]


def _added(values: list[Value]) -> Fraction:
    return sum((value for value in values if value is not None), Fraction(0))
