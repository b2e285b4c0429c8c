"""The results at which a plan is judged: every KPI at its target, every KPI where its pay starts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, TypeAlias

from csvariable.bounds.cuts import solved
from csvariable.bounds.reading import Reading
from csvariable.formula import Curve, Formula, Grid, Holds, Segment, walk
from csvariable.plan import Plan
from csvariable.step import Kind, Program

Level: TypeAlias = Literal["target", "threshold"]
Values: TypeAlias = dict[str, Fraction]

ONE = Fraction(1)
PAST = Fraction(1, 10**6)
"""How far beyond a bound that must be exceeded (`above`, `below`) somebody is put."""


def at_level(plan: Plan, program: Program, reading: Reading, level: Level) -> Values:
    """Return the actual of each KPI for which a level can be told.

    At target: the target, else where the curve pays 100 %. At threshold: where the curve of a
    weighted KPI starts to pay. KPIs that only open gates stand where these are open, those of
    modifiers where the factor is 100 %.
    """
    found: Values = {}
    for curve, kpi, pays in _lines(plan, program):
        starts = pays and level == "threshold"
        at = _start(curve) if starts else None if kpi in found else _whole(curve)
        if at is not None:
            _put(found, reading, curve.of, at, kpi=None if starts else kpi)
    for step in program.row_steps:
        for node in walk(step.formula):
            if isinstance(node, Grid):
                _matrix(found, reading, node, level)
    for kpi, spec in plan.kpis.items():
        target = reading.step(f"{kpi}.target").interval.point if f"{kpi}.target" in reading.steps else None
        judged = level == "target" or not (spec.curve or spec.matrix)
        if target is not None and judged and spec.measure is None:
            found[kpi] = target
    _open_gates(found, program, reading)
    return found


def _lines(plan: Plan, program: Program) -> Iterator[tuple[Curve, str, bool]]:
    """Yield the curves of KPIs and modifiers, and whether a KPI is paid by it."""
    for step in program.row_steps:
        if step.kind not in {Kind.CURVE_RATE, Kind.PAYOUT_RATE, Kind.MODIFIER}:
            continue
        for node in walk(step.formula):
            if isinstance(node, Curve):
                yield node, step.kpi or "", step.kpi is not None and step.kpi in plan.kpis


def _put(found: Values, reading: Reading, of: Formula, level: Fraction, *, kpi: str | None) -> None:
    for (_, column), value in solved(reading, of, level):
        name = column.removesuffix(".actual")
        if column.endswith(".actual") and (kpi in {None, "", name} or name not in found):
            found.setdefault(name, value)


def _start(curve: Curve) -> Fraction | None:
    """Return where a curve starts to pay."""
    for at, segment in enumerate(curve.segments):
        if segment.base or segment.slope:
            follows = curve.segments[at + 1 : at + 2]
            return _on(curve, segment, follows[0] if follows else None)
    return None


def _whole(curve: Curve) -> Fraction | None:
    """Return where a curve first pays 100 %; the last stretch where it never does exactly."""
    for at, segment in enumerate(curve.segments):
        follows = curve.segments[at + 1] if at + 1 < len(curve.segments) else None
        if segment.base == ONE:
            return _on(curve, segment, follows)
        if segment.slope:
            value = segment.start + (ONE - segment.base) / segment.slope
            sign = -1 if curve.falling else 1
            inside = sign * value > sign * segment.start
            if inside and (follows is None or sign * value <= sign * follows.start):
                return value
    return _on(curve, curve.segments[-1], None) if curve.segments else None


def _on(curve: Curve, segment: Segment, follows: Segment | None) -> Fraction:
    """Return the first value of a stretch: its start, or just past it."""
    if segment.owns_start:
        return segment.start
    past = PAST if follows is None else min(PAST, abs(follows.start - segment.start) / 2)
    return segment.start - past if curve.falling else segment.start + past


def _matrix(found: Values, reading: Reading, grid: Grid, level: Level) -> None:
    """Put the two measures of a matrix at its first cell that pays enough."""
    enough = ONE if level == "target" else PAST
    for at, row in enumerate(grid.pays):
        for to, pays in enumerate(row):
            if pays >= enough:
                for of, start in ((grid.row, grid.rows[at]), (grid.column, grid.columns[to])):
                    shift = {"above": PAST, "below": -PAST}.get(start.word, Fraction(0))
                    _put(found, reading, of, start.value + shift, kpi=None)
                return


def _open_gates(found: Values, program: Program, reading: Reading) -> None:
    """Put what only gates read at the hardest bound that they have."""
    wanted: dict[str, list[tuple[str, Fraction]]] = {}
    for step in program.row_steps:
        if step.kind is not Kind.GATE:
            continue
        for node in walk(step.formula):
            if not isinstance(node, Holds):
                continue
            bound = reading.linear(node.right)
            for (_, column), value in () if bound.parts else solved(reading, node.left, bound.constant):
                if column.endswith(".actual"):
                    wanted.setdefault(column.removesuffix(".actual"), []).append((node.word, value))
    for kpi, bounds in wanted.items():
        if kpi in found:
            continue
        word, value = max(bounds, key=lambda pair: pair[1] if pair[0] in {"from", "above"} else -pair[1])
        found[kpi] = value + {"above": PAST, "below": -PAST}.get(word, Fraction(0))
