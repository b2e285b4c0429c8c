"""Curves as segments: each kind, thresholds, matrices (language, sections 4 and 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import Curve, Formula, Grid, Start
from csvariable.kernel.unit import Unit
from csvariable.program.segments import BoundReader, segments, threshold_of

if TYPE_CHECKING:
    from csvariable.plan import curve as written, matrix as matrices


def payout_curve(
    curve: written.RateCurve, of: Formula, level: BoundReader, route: Route, *, falling: bool
) -> Curve:
    """Return the formula of a KPI's curve: 0 before its first point, at most its cap."""
    found = segments(curve, level, route, falling=falling)
    return Curve(of, found, falling=falling, cap=curve.cap, route=route)


def factor_curve(
    curve: written.RateCurve, of: Formula, level: BoundReader, route: Route, *, falling: bool
) -> Curve:
    """Return the formula of a modifier: below its first point it keeps that point's factor."""
    found = segments(curve, level, route, falling=falling)
    return Curve(of, found, falling=falling, before=found[0].base, cap=curve.cap, route=route)


def grid(
    matrix: matrices.TwoAxes,
    row: tuple[Formula, Unit],
    column: tuple[Formula, Unit],
    route: Route,
    currency: str,
) -> Grid:
    """Return the formula of a matrix."""

    def starts(axis: matrices.Axis, unit: Unit) -> tuple[Start, ...]:
        found = [threshold_of(item, BoundReader(unit, currency)) for item in axis.from_]
        return tuple(Start(word, at) for word, at in found)

    return Grid(
        row[0],
        column[0],
        starts(matrix.rows, row[1]),
        starts(matrix.columns, column[1]),
        matrix.cells,
        (matrix.rows.read == "linear", matrix.columns.read == "linear"),
        route,
    )
