"""Matrices written as the comparisons they stand for, so that their figures can be looked at one by one."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from csvariable.kernel.formula import Choose, Formula, Given, Grid, Holds, Product, Quotient, Start, Sum
from csvariable.kernel.rewriting import RebuiltSplits, rebuilt

ZERO, MINUS = Given(Fraction(0)), Given(Fraction(-1))


def spelled_out(formula: Formula, splits: RebuiltSplits | None = None) -> Formula:
    """Return a formula of the same values without matrices; `splits` are those of other formulas."""
    made = rebuilt(formula, lambda one: spelled_out(one, splits), splits)
    return _grid(made) if isinstance(made, Grid) else made


def _grid(grid: Grid) -> Formula:
    def row(at: int) -> Formula:
        return _along(grid.column, grid.columns, [Given(one) for one in grid.pays[at]], linear=grid.linear[1])

    found = _along(grid.row, grid.rows, [row(at) for at in range(len(grid.rows))], linear=grid.linear[0])
    # Before the first row the column is not read, yet a matrix pays nothing without it.
    return Sum((found, Product((ZERO, grid.column))))


def _along(of: Formula, starts: Sequence[Start], heights: Sequence[Formula], *, linear: bool) -> Formula:
    """Return the height at a value: of the last start that is reached, or between two of them."""
    result: Formula = ZERO
    for at, start in enumerate(starts):
        height = heights[at]
        if linear and at < len(starts) - 1:
            height = _between(of, (start, starts[at + 1]), (height, heights[at + 1]))
        result = Choose(Holds(of, start.word, Given(start.value)), height, result)
    return result


def _between(of: Formula, starts: tuple[Start, Start], heights: tuple[Formula, Formula]) -> Formula:
    here, there = Given(starts[0].value), Given(starts[1].value)
    way = Sum((there, Product((MINUS, here))))
    share = Quotient(Sum((of, Product((MINUS, here)))), way)
    return Sum((heights[0], Product((share, Sum((heights[1], Product((MINUS, heights[0]))))))))
