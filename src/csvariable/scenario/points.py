"""What one more point is worth: each figure moved by one in the better direction, all else equal.

A point is the whole step of `statement.points`, as the cards of `compute` and `explain` have it:
one point of a percentage or of points, one of a number or a score, one hour, minute or day, 1 %
of the target of money. Who has no room for a whole step in the range is left out. Where nobody's
pay rests on others, everybody's figure moves in one run; else each owner's has a run of its own, of
those on whom its gain can rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from csvariable.engine.rerun import (
    Affected,
    OthersAsTheyWere,
    affected,
    again,
    asks_others,
    counts_once,
    unmet,
)
from csvariable.engine.results import Results
from csvariable.facts.model import Facts
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.unit import Unit
from csvariable.scenario.persons import total_of
from csvariable.statement.otherwise import circle_of, results_of
from csvariable.statement.points import whole_point, within


@dataclass(frozen=True, slots=True)
class Worth:
    """What one more point of a KPI adds to each person's total."""

    kpi: str
    unit: Unit
    falling: bool
    """Whether one better is one less."""
    people: tuple[tuple[str, Fraction | None], ...]
    """Id and amount; None where the figure has no value, or cannot rise within its range."""

    @property
    def known(self) -> tuple[Fraction, ...]:
        """The amounts that there are."""
        return tuple(value for _, value in self.people if value is not None)

    @property
    def mean(self) -> Fraction | None:
        """The mean over the people who can gain a point."""
        return sum(self.known, Fraction(0)) / len(self.known) if self.known else None


@dataclass(frozen=True, slots=True)
class _Move:
    """One run of a frame: a KPI moved for some rows, and whose gain is read from it."""

    kpi: str
    rows: Mapping[int, Fraction]
    """By how much each row moves."""
    people: tuple[int, ...]


def worth_of_points(results: Results, plans: Plans) -> tuple[Worth, ...]:
    """Return what one more point is worth, for every KPI that has figures, in the order of the plan."""
    moves = [move for kpi in plans.kpi_ids for move in _moves(kpi, results, plans)]
    gains: dict[tuple[str, int], Fraction | None] = {}
    ways = {move.kpi: _Reruns.of(results, f"{move.kpi}.actual") for move in moves}
    for move in moves:
        gains |= {(move.kpi, at): gain for at, gain in ways[move.kpi].gains(move)}
    people = results.facts.people
    return tuple(
        Worth(
            kpi,
            plans.kpi(kpi).measured_in,
            plans.kpi(kpi).lower_is_better,
            tuple((one.id, gains.get((kpi, at))) for at, one in enumerate(people)),
        )
        for kpi in plans.kpi_ids
        if any(move.kpi == kpi for move in moves)
    )


def _moves(kpi_id: str, results: Results, plans: Plans) -> list[_Move]:
    facts = results.facts
    if f"{kpi_id}.actual" not in facts.columns:
        return []
    coupled = bool(results.withins)  # anybody's pay may rest on somebody else's figures
    owners: dict[object, dict[int, Fraction]] = {}
    ids = facts.ids()
    for row, role in enumerate(facts.roles):
        point = _point(results, plans, kpi_id, row)
        if point is None:
            continue
        scope = plans.kpi(kpi_id, role).scope
        owner = {"person": ids[row], "team": facts.teams[row], "company": None}[scope]
        owners.setdefault((scope, owner) if coupled else None, {})[row] = point
    at_row = {row: at for at, person in enumerate(facts.people) for row in person.rows}
    return [
        _Move(kpi_id, rows, tuple(dict.fromkeys(at_row[row] for row in rows))) for rows in owners.values()
    ]


def _point(results: Results, plans: Plans, kpi_id: str, row: int) -> Fraction | None:
    """Return the whole point of a row; None where there is none, or no room for it in the range."""
    kpi, value = (
        plans.of(results.facts.roles[row]).kpis.get(kpi_id),
        results.facts.columns[f"{kpi_id}.actual"][row],
    )
    if kpi is None or value is None:
        return None
    targets = results.rows.get(f"{kpi_id}.target")
    currency = plans.base.currency
    point = whole_point(kpi, currency, None if targets is None else targets[row])
    return point if point is not None and within(kpi, currency, value + point) else None


@dataclass(frozen=True, slots=True)
class _Reruns:
    """How runs with one column moved are made: of nobody who keeps what others are looked at for."""

    results: Results
    name: str
    affected: Affected
    alone: bool
    """Whether a person whose figure moves alone is paid alone, beside others as they were."""

    @classmethod
    def of(cls, results: Results, name: str) -> _Reruns:
        """Find out what rests on a column."""
        programs = results.programs
        moved = affected(programs, programs, (name,))
        alone = counts_once(programs, moved) and not asks_others(programs, moved)
        return cls(results, name, moved, alone)

    def gains(self, move: _Move) -> Iterator[tuple[int, Fraction | None]]:
        """Yield the people of a move with what each gains; nothing where somebody cannot be paid then."""
        results, beside = self.results, None
        coupled = bool(results.withins)
        if coupled and self.alone and len(move.people) == 1:
            beside = OthersAsTheyWere(results, move.people[0])
        if beside is not None:
            some: Sequence[int] = move.people
        else:
            some = circle_of(results, move.people) if coupled else range(len(results.facts.people))
        before = results_of(results, some)
        rows = [row for at in some for row in results.facts.people[at].rows]
        facts = _moved(before.facts, self.name, [move.rows.get(row) for row in rows])
        after = again(before, results.programs, facts, self.affected, beside)
        refused = unmet(before, after, self.affected)
        places = {at: place for place, at in enumerate(some)}
        for at in move.people:
            yield at, None if refused else total_of(after, places[at]) - total_of(before, places[at])


def _moved(facts: Facts, name: str, points: Sequence[Fraction | None]) -> Facts:
    """Return the facts with one figure moved, in each row by the point of its role."""
    values = [
        value if point is None else (value or Fraction(0)) + point
        for value, point in zip(facts.columns[name], points, strict=True)
    ]
    return replace(facts, columns={**facts.columns, name: values}, place=lambda _row, _column: FilePlace(""))
