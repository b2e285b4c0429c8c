"""What one more point is worth: each figure moved by one in the better direction, all else equal.

A point is one point of a percentage or of points, one of a number or a score, one hour, minute
or day. Amounts of money have no point. Where nobody's pay rests on others, everybody's figure
moves in one run of the frame; else each owner's has a run of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from csvariable.engine.rerun.variants import stacked
from csvariable.engine.results import Results
from csvariable.facts.model import Facts
from csvariable.facts.plans import Plans
from csvariable.facts.typed import range_of
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.formula import ACROSS
from csvariable.kernel.quantity import Unit
from csvariable.plan.kpi import Kpi
from csvariable.scenario.facts import shifted
from csvariable.scenario.model import Figure
from csvariable.scenario.persons import total_of

AT_ONCE = 200_000
"""Rows of one frame."""


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
    rows: tuple[int, ...]
    people: tuple[int, ...]


def worth_of_points(results: Results, plans: Plans) -> tuple[Worth, ...]:
    """Return what one more point is worth, for every KPI that has figures, in the order of the plan."""
    moves = [move for kpi in plans.kpi_ids for move in _moves(kpi, results, plans)]
    if not moves:
        return ()
    gains: dict[tuple[str, int], Fraction | None] = {}
    count = max(1, AT_ONCE // len(results.facts.roles))
    for start in range(0, len(moves), count):
        some = moves[start : start + count]
        runs = stacked(results.programs, [_moved(results.facts, move, plans) for move in some])
        for move, (after, refused) in zip(some, runs, strict=True):
            for at in move.people:
                gain = total_of(after, at) - total_of(results, at)
                gains[move.kpi, at] = None if refused else gain
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
    values = facts.columns.get(f"{kpi_id}.actual")
    if values is None or plans.kpi(kpi_id).measured_in is Unit.MONEY:
        return []
    coupled = _coupled(results)
    owners: dict[object, list[int]] = {}
    ids = facts.ids()
    for row, value in enumerate(values):
        kpi = plans.of(facts.roles[row]).kpis.get(kpi_id)
        if kpi is None or value is None or not _can_rise(value, kpi, plans.base.currency):
            continue
        owner = {"person": ids[row], "team": facts.teams[row], "company": None}[kpi.scope]
        owners.setdefault((kpi.scope, owner) if coupled else None, []).append(row)
    at_row = {row: at for at, person in enumerate(facts.people) for row in person.rows}
    return [
        _Move(kpi_id, tuple(rows), tuple(dict.fromkeys(at_row[row] for row in rows)))
        for rows in owners.values()
    ]


def _can_rise(value: Fraction, kpi: Kpi, currency: str) -> bool:
    """Whether one more point stays in the range of the KPI."""
    least, most = range_of(kpi, currency)
    better = value + _point(kpi)
    return (most is None or better <= most) and (least is None or better >= least)


def _point(kpi: Kpi) -> Fraction:
    point = Fraction(1, 100) if kpi.measured_in is Unit.PERCENT else Fraction(1)
    return -point if kpi.lower_is_better else point


def _coupled(results: Results) -> bool:
    """Whether anybody's pay may rest on somebody else's figures."""
    return any(
        isinstance(step.formula, ACROSS) and step.formula.within != "person"
        for program in results.programs.values()
        for step in program.steps
    )


def _moved(facts: Facts, move: _Move, plans: Plans) -> Facts:
    """Return the facts with one figure moved, in each row by the point of its role."""
    name = f"{move.kpi}.actual"
    touched: dict[Fraction, list[int]] = {}
    for row in move.rows:
        touched.setdefault(_point(plans.kpi(move.kpi, facts.roles[row])), []).append(row)
    values = facts.columns[name]
    for point, rows in touched.items():
        values, _ = shifted(values, rows, Figure("add", point))
    columns = {**facts.columns, name: values}
    return replace(facts, columns=columns, place=lambda _row, _column: FilePlace(""))
