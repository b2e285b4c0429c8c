"""What one more point is worth: each figure moved by one in the better direction, all else equal.

A point is the whole step of `statement.points`, as the cards of `compute` and `explain` have it:
one point of a percentage or of points, one of a number or a score, one hour, minute or day, 1 %
of the target of money. Who has no room for a whole step in the range is left out. Where nobody's
pay rests on others, everybody's figure moves in one run; else each owner's has a run of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from csvariable.engine.rerun import rerun
from csvariable.engine.results import Results
from csvariable.facts.model import Facts
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.unit import Unit
from csvariable.scenario.persons import total_of
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
    if not moves:
        return ()
    gains: dict[tuple[str, int], Fraction | None] = {}
    for move in moves:
        after, refused = rerun(results, results.programs, _moved(results.facts, move))
        for at in move.people:
            gains[move.kpi, at] = None if refused else total_of(after, at) - total_of(results, at)
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


def _moved(facts: Facts, move: _Move) -> Facts:
    """Return the facts with one figure moved, in each row by the point of its role."""
    name = f"{move.kpi}.actual"
    values = list(facts.columns[name])
    for row, point in move.rows.items():
        values[row] = (values[row] or Fraction(0)) + point
    columns = {**facts.columns, name: values}
    return replace(facts, columns=columns, place=lambda _row, _column: FilePlace(""))
