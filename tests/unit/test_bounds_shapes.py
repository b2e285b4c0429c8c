"""Curves and matrices over intervals: held is what they pay at every value, and nothing beyond its ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction as F
from itertools import product as pairs

import pytest

from csvariable.bounds.interval import NOTHING, Interval, exactly
from csvariable.bounds.shapes import LinearPiece, heights, meet, on_curve, on_grid, pieces
from csvariable.engine.exact import curves as shapes
from csvariable.kernel.formula import Curve, Fact, Grid, Start
from csvariable.kernel.segment import BoundWord, Segment

X, Y = Fact("x"), Fact("y")
TINY, FAR = F(1, 10**9), F(10**9)
NEAR, HIGH = F(1, 10**6), F(10**6)


def segment(start: int, base: F, slope: F, *, owns: bool = True) -> Segment:
    return Segment(F(start), owns, base, slope, ())


def intervals(*ends: int) -> Iterator[Interval]:
    sides = [(None, False), *pairs((F(end) for end in ends), (False, True))]
    for (low, low_open), (high, high_open) in pairs(sides, sides):
        wide = low is None or high is None or low < high
        if wide or (low == high and not low_open and not high_open):
            yield Interval(low, high, low_open=low_open, high_open=high_open)


def values(one: Interval, starts: Sequence[F]) -> list[F]:
    """Values of an interval: at its ends or just inside, far out, and about all that starts in it."""
    low = -FAR if one.low is None else one.low + (TINY if one.low_open else 0)
    high = FAR if one.high is None else one.high - (TINY if one.high_open else 0)
    tried = [start + shift for start in starts for shift in (-TINY, F(0), TINY, F(1, 2))]
    return sorted({low, *(value for value in tried if low <= value <= high), high})


def check(found: Interval, paid: Sequence[F]) -> None:
    assert all(found.holds(value) for value in paid), (found, paid)
    for end, last in ((found.low, min(paid)), (found.high, max(paid))):
        assert abs(last) > HIGH if end is None else abs(last - end) < NEAR, (found, last)


RISING = (
    segment(1, F(1, 2), F(0)),
    segment(2, F(1), F(0), owns=False),
    segment(3, F(3, 2), F(0)),
)
LINE = (
    segment(1, F(0), F(1, 2)),
    segment(3, F(2), F(2), owns=False),
)
SINKING = (
    segment(1, F(3), F(-1)),
    segment(3, F(5), F(-2)),
)
FALLING = (
    segment(4, F(1, 2), F(-1, 4)),
    segment(2, F(2), F(-1), owns=False),
)
FALLING_STEPS = (
    segment(4, F(1, 2), F(0), owns=False),
    segment(2, F(1), F(0)),
    segment(1, F(3), F(0), owns=False),
)
CURVES = [
    Curve(X, RISING),
    Curve(X, RISING, before=F(2)),
    Curve(X, RISING, cap=F(5, 4)),
    Curve(X, LINE),
    Curve(X, LINE, cap=F(5, 2)),
    Curve(X, SINKING),
    Curve(X, SINKING, before=F(-1), cap=F(4)),
    Curve(X, FALLING, falling=True),
    Curve(X, FALLING, falling=True, before=F(1), cap=F(7, 4)),
    Curve(X, FALLING_STEPS, falling=True),
    Curve(X, (), before=F(1)),
]


@pytest.mark.parametrize("curve", CURVES, ids=range(len(CURVES)))
def test_a_curve_over_an_interval_is_what_it_pays_at_its_values(curve: Curve) -> None:
    starts = [one.start for one in curve.segments]
    for one in intervals(0, 1, 2, 4):
        paid = [shapes.on_curve(curve, value) for value in values(one, starts)]
        found = on_curve(curve, one)
        check(found, paid)
        assert not found.absent
        assert on_curve(curve, one.maybe(absent=True)) == found.maybe(absent=True)
    assert on_curve(curve, NOTHING) == NOTHING


@pytest.mark.parametrize("curve", CURVES, ids=range(len(CURVES)))
def test_a_value_stands_on_one_stretch_of_a_curve_alone(curve: Curve) -> None:
    sign = -1 if curve.falling else 1
    free = Curve(curve.of, curve.segments, curve.falling, curve.before)
    for value in (F(at, 2) for at in range(-1, 12)):
        [piece] = pieces(curve, exactly(value))
        assert piece.part == exactly(sign * value)
        low, high = heights(piece)
        assert low == high
        assert max(low[1], F(0)) == shapes.on_curve(free, value)


def test_a_stretch_holds_the_part_of_the_interval_that_lies_on_it() -> None:
    curve = Curve(X, RISING, before=F(7))
    assert pieces(curve, Interval(None, None)) == [
        LinearPiece(F(7), F(0), F(0), Interval(None, F(1), high_open=True)),
        LinearPiece(F(1, 2), F(0), F(1), Interval(F(1), F(2))),
        LinearPiece(F(1), F(0), F(2), Interval(F(2), F(3), low_open=True, high_open=True)),
        LinearPiece(F(3, 2), F(0), F(3), Interval(F(3), None)),
    ]
    assert pieces(curve, Interval(F(1), F(2), absent=True)) == [
        LinearPiece(F(1, 2), F(0), F(1), Interval(F(1), F(2)))
    ]
    assert pieces(Curve(X, FALLING, falling=True), Interval(F(1), F(3), high_open=True)) == [
        LinearPiece(F(1, 2), F(1, 4), F(-4), Interval(F(-3), F(-2), low_open=True)),
        LinearPiece(F(2), F(1), F(-2), Interval(F(-2), F(-1), low_open=True)),
    ]


def test_heights_follow_the_slope_of_a_stretch() -> None:
    part = Interval(F(1), F(3))
    assert heights(LinearPiece(F(2), F(0), F(0), Interval(None, None))) == ((0, F(2)), (0, F(2)))
    assert heights(LinearPiece(F(2), F(3), F(1), part)) == ((0, F(2)), (0, F(8)))
    assert heights(LinearPiece(F(2), F(-3), F(1), part)) == ((0, F(-4)), (0, F(2)))
    assert heights(LinearPiece(F(2), F(3), F(1), Interval(F(1), None))) == ((0, F(2)), (1, F(0)))
    assert heights(LinearPiece(F(2), F(-3), F(1), Interval(F(1), None))) == ((-1, F(0)), (0, F(2)))
    assert heights(LinearPiece(F(2), F(-3), F(1), Interval(None, F(1)))) == ((0, F(2)), (1, F(0)))


def test_what_two_ends_leave_of_an_interval_is_a_part_or_nothing() -> None:
    one = Interval(F(1), F(5), absent=True, low_open=True)
    assert meet(one, None, None, (False, False)) == Interval(F(1), F(5), low_open=True)
    assert meet(one, F(2), F(4), (True, False)) == Interval(F(2), F(4), low_open=True)
    assert meet(one, F(2), F(4), (False, True)) == Interval(F(2), F(4), high_open=True)
    assert meet(one, F(1), F(5), (False, True)) == Interval(F(1), F(5), low_open=True, high_open=True)
    assert meet(one, F(0), F(6), (True, True)) == Interval(F(1), F(5), low_open=True)
    assert meet(one, F(5), None, (False, False)) == exactly(F(5))
    assert meet(one, F(5), None, (True, False)) == NOTHING
    assert meet(one, None, F(1), (False, False)) == NOTHING
    assert meet(Interval(F(1), F(5)), None, F(1), (False, False)) == exactly(F(1))
    assert meet(one, F(6), None, (False, False)) == NOTHING
    assert meet(Interval(None, None), F(2), F(3), (False, False)) == Interval(F(2), F(3))
    assert meet(Interval(F(1), F(5), high_open=True), F(0), F(5), (False, False)) == Interval(
        F(1), F(5), high_open=True
    )


# -------------------------------------------------------------------------------------------- matrices


def axis(word: BoundWord, *starts: int) -> tuple[Start, ...]:
    return tuple(Start(word, F(start)) for start in starts)


PAYS = ((F(1), F(0), F(3)), (F(2), F(5), F(4)))
UP, DOWN = axis("from", 1, 3, 4), axis("up_to", 4, 3, 1)
BOTH = (Start("from", F(1)), Start("above", F(1)), Start("above", F(3)))
WORDS = (axis("from", 1, 3), axis("above", 1, 3), axis("up_to", 3, 1), axis("below", 3, 1))
GRIDS = [
    *(
        Grid(X, Y, rows, UP, PAYS, linear, ())
        for rows, linear in pairs(WORDS, ((False, False), (True, False), (True, True)))
    ),
    Grid(X, Y, WORDS[0], DOWN, PAYS, (False, True), ()),
    Grid(X, Y, WORDS[0], BOTH, PAYS, (False, False), ()),
    Grid(X, Y, axis("above", 2), axis("up_to", 3), ((F(5),),), (False, True), ()),
]


@pytest.mark.parametrize("grid", GRIDS, ids=range(len(GRIDS)))
def test_a_matrix_over_two_intervals_is_what_it_pays_at_their_values(grid: Grid) -> None:
    lefts, rights = [one.value for one in grid.rows], [one.value for one in grid.columns]
    for row, column in pairs(intervals(1, 2), intervals(3, 4)):
        paid = [
            shapes.on_grid(grid, left, right)
            for left, right in pairs(values(row, lefts), values(column, rights))
        ]
        check(on_grid(grid, row, column), paid)


def test_a_matrix_without_a_measure_has_no_height() -> None:
    one, perhaps = exactly(F(3)), Interval(F(3), F(3), absent=True)
    grid = GRIDS[0]
    assert on_grid(grid, one, one) == exactly(F(5))
    assert on_grid(grid, one, perhaps) == on_grid(grid, perhaps, one) == Interval(F(5), F(5), absent=True)
    assert on_grid(grid, NOTHING, one) == on_grid(grid, one, NOTHING) == NOTHING
