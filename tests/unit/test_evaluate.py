"""The exact evaluation by hand: axes and matrices at a value, and what looks beyond its row."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from csvariable.evaluate.shapes import on_axis, on_grid
from csvariable.formula import Given, Grid, Start

STARTS = (Start("from", F(10)), Start("from", F(20)), Start("above", F(40)))
PAYS = ((F(1), F(2), F(3)), (F(5), F(7), F(11)), (F(13), F(17), F(19)))


@pytest.mark.parametrize(
    ("value", "shares"),
    [
        (F(9), None),
        (F(10), [(0, F(1)), (1, F(0))]),
        (F(13), [(0, F(7, 10)), (1, F(3, 10))]),
        (F(25), [(1, F(3, 4)), (2, F(1, 4))]),
        (F(40), [(1, F(0)), (2, F(1))]),
        (F(41), [(2, F(1))]),
    ],
)
def test_a_value_between_two_starts_reads_both_in_proportion(
    value: F, shares: list[tuple[int, F]] | None
) -> None:
    assert on_axis(STARTS, value, linear=True) == shares


@pytest.mark.parametrize(("value", "at"), [(F(10), 0), (F(13), 0), (F(40), 1), (F(41), 2)])
def test_a_value_on_an_axis_of_steps_reads_one(value: F, at: int) -> None:
    assert on_axis(STARTS, value, linear=False) == [(at, F(1))]


@pytest.mark.parametrize(
    ("linear", "paid"),
    [
        # at row 13 and column 25: by steps the rows 10 and the columns 20
        ((False, False), F(2)),
        ((True, False), F(2) * F(7, 10) + F(7) * F(3, 10)),
        ((False, True), F(2) * F(3, 4) + F(3) * F(1, 4)),
        ((True, True), (F(2) * 3 + F(3)) / 4 * F(7, 10) + (F(7) * 3 + F(11)) / 4 * F(3, 10)),
    ],
)
def test_each_axis_of_a_matrix_is_read_in_its_own_way(linear: tuple[bool, bool], paid: F) -> None:
    grid = Grid(Given(F(0)), Given(F(0)), STARTS, STARTS, PAYS, linear, ())
    assert on_grid(grid, F(13), F(25)) == paid
    assert on_grid(grid, F(9), F(25)) == on_grid(grid, F(13), F(9)) == 0
