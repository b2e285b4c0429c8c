"""The results at which a plan is judged: every KPI at its target, every KPI where its pay starts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Literal, TypeAlias

from csvariable.bounds.cuts import solved
from csvariable.bounds.reading import BoundReading
from csvariable.kernel.formula import Curve, Formula, Grid, Holds, OfParts, Ref, walk
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.rewriting import rebuilt
from csvariable.kernel.segment import BoundWord, Segment
from csvariable.kernel.step import Program
from csvariable.plan import Plan

Level: TypeAlias = Literal["target", "threshold"]
Values: TypeAlias = dict[str, Fraction]

ONE = Fraction(1)
PAST = Fraction(1, 10**6)
"""How far beyond a bound that must be exceeded (`above`, `below`) somebody is put."""


def at_level(plan: Plan, program: Program, reading: BoundReading, level: Level) -> Values:
    """Return the actual of each KPI for which a level can be told.

    At target: the target, else where the curve pays 100 %. At threshold: where the curve of a
    weighted KPI starts to pay. KPIs that only open gates stand where these are open, those of
    modifiers where the factor is 100 %.
    """
    found: Values = {}
    for curve, pays in _lines(program):
        at = _start(curve) if pays and level == "threshold" else _whole(curve)
        if at is not None:
            _put(found, reading, curve.of, at)
    for step in program.row_steps:
        if isinstance(step.curve, Grid):
            _matrix(found, reading, step.curve, level)
    for kpi, spec in plan.kpis.items():
        target = reading.step(f"{kpi}.target").interval.point
        judged = level == "target" or not (spec.curve or spec.matrix)
        if target is not None and judged and not spec.is_of_steps:
            found[kpi] = target
    open_gates(found, program, reading)
    return found


def _lines(program: Program) -> Iterator[tuple[Curve, bool]]:
    """Yield the curves of KPIs and modifiers, and whether a KPI is paid by it."""
    for step in program.row_steps:
        if isinstance(step.curve, Curve):
            yield step.curve, step.kpi is not None
    for step in program.person_steps:
        if isinstance(step.curve, Curve) and step.purpose is Purpose.MODIFIER:
            yield replace(step.curve, of=_of_row(step.curve.of)), False


def _of_row(formula: Formula) -> Formula:
    """Return what a formula of the person reads, as the row that the person has reads it."""
    return Ref(formula.step) if isinstance(formula, OfParts) else rebuilt(formula, _of_row)


def _put(found: Values, reading: BoundReading, of: Formula, level: Fraction) -> None:
    """Put the KPIs that nothing has put before where a formula reaches a level."""
    for (_, column), value in solved(reading, of, level):
        if column.endswith(".actual"):
            found.setdefault(column.removesuffix(".actual"), value)


def _stretches(curve: Curve) -> Iterator[tuple[Segment, Segment | None]]:
    """Yield each segment with the one that follows."""
    yield from zip(curve.segments, (*curve.segments[1:], None), strict=True)


def _start(curve: Curve) -> Fraction | None:
    """Return where a curve starts to pay."""
    starts = (_on(curve, one, follows) for one, follows in _stretches(curve) if one.base or one.slope)
    return next(starts, None)


def _whole(curve: Curve) -> Fraction:
    """Return where a curve first pays 100 %; the last stretch where it never does exactly."""
    for segment, follows in _stretches(curve):
        if segment.base == ONE:
            return _on(curve, segment, follows)
        if segment.slope:
            way = (ONE - segment.base) / segment.slope
            ahead = -way if curve.falling else way
            if ahead > 0 and (follows is None or ahead <= abs(follows.start - segment.start)):
                return segment.start + way
    return _on(curve, curve.segments[-1], None)


def _on(curve: Curve, segment: Segment, follows: Segment | None) -> Fraction:
    """Return the first value of a stretch: its start, or just past it."""
    if segment.owns_start:
        return segment.start
    past = PAST if follows is None else min(PAST, abs(follows.start - segment.start) / 2)
    return segment.start - past if curve.falling else segment.start + past


def _matrix(found: Values, reading: BoundReading, grid: Grid, level: Level) -> None:
    """Put the two measures of a matrix at its first cell that pays enough."""
    enough = ONE if level == "target" else PAST
    for at, row in enumerate(grid.pays):
        for to, pays in enumerate(row):
            if pays >= enough:
                for of, start in ((grid.row, grid.rows[at]), (grid.column, grid.columns[to])):
                    _put(found, reading, of, start.value + _past(start.word))
                return


def open_gates(found: Values, program: Program, reading: BoundReading) -> None:
    """Put what only gates read at the hardest bound that they have."""
    rising: dict[str, list[Fraction]] = {}
    falling: dict[str, list[Fraction]] = {}
    for step in program.steps:
        for node in walk(step.formula) if step.purpose is Purpose.GATE else ():
            if isinstance(node, Holds) and not (bound := reading.linear(node.right)).parts:
                wanted = rising if node.word in {"from", "above"} else falling
                for (_, column), value in solved(reading, _of_row(node.left), bound.constant):
                    if column.endswith(".actual"):
                        kpi = column.removesuffix(".actual")
                        wanted.setdefault(kpi, []).append(value + _past(node.word))
    hardest = {kpi: min(bounds) for kpi, bounds in falling.items()}
    hardest |= {kpi: max(bounds) for kpi, bounds in rising.items()}
    for kpi, value in hardest.items():
        found.setdefault(kpi, value)


def _past(word: BoundWord) -> Fraction:
    """Return how far past a bound somebody is put so that it holds."""
    return {"above": PAST, "below": -PAST}.get(word, Fraction(0))
