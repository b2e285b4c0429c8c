"""Intervals, by counting: what an operation can give is held, and nothing beyond its ends is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction as F
from itertools import product as pairs

import pytest

from csvariable.bounds.interval import (
    FLAG,
    NOTHING,
    Interval,
    exactly,
    hull,
    inverse,
    made,
    outermost,
    product,
    quotient,
    rounded_interval,
    scaled,
    total,
)
from csvariable.bounds.linear import VOID, Linear, added, number, part, times
from csvariable.kernel.unit import Mode, rounded

TINY, FAR = F(1, 10**9), F(10**9)
"""How near to an open end, and how far towards none, a value is tried."""
NEAR, HIGH = F(1, 10**6), F(10**6)
"""What is nearer than this is at the end; what is beyond this has none."""


def intervals(*numbers: F) -> Iterator[Interval]:
    """All intervals with ends among few numbers, open or not, or without an end."""
    ends = [(None, False), *pairs(numbers, (False, True))]
    for (low, low_open), (high, high_open) in pairs(ends, ends):
        wide = low is None or high is None or low < high
        if wide or (low == high and not low_open and not high_open):
            yield Interval(low, high, low_open=low_open, high_open=high_open)


ALL = tuple(intervals(F(-2), F(0), F(1, 2)))


def values(one: Interval) -> list[F]:
    """Values of an interval: at its ends or just inside, far out, and between."""
    low = -FAR if one.low is None else one.low + (TINY if one.low_open else 0)
    high = FAR if one.high is None else one.high - (TINY if one.high_open else 0)
    between = [value for value in (-TINY, F(0), TINY, F(1), F(-1)) if low <= value <= high]
    return [low, *between, high]


def check(found: Interval, given: Sequence[F], *, tight: bool = True) -> None:
    """Hold all that is given; have each end where the last of it is."""
    assert all(found.holds(value) for value in given), (found, given)
    for end, open_, last in (
        (found.low, found.low_open, min(given)),
        (found.high, found.high_open, max(given)),
    ):
        if end is None:
            assert abs(last) > HIGH, found
            assert not open_, found
        elif tight:
            assert abs(last - end) < NEAR, (found, last)
            assert open_ == (last != end), (found, last)
        else:
            assert abs(last - end) < NEAR, (found, last)


@pytest.mark.parametrize("one", ALL, ids=str)
def test_one_interval_turned_scaled_or_divided_is_what_its_values_give(one: Interval) -> None:
    check(one.opposite(), [-value for value in values(one)])
    for factor in (F(2), F(-1, 2)):
        check(scaled(one, factor), [value * factor for value in values(one)])
    assert scaled(one, F(0)) == exactly(F(0))
    assert scaled(one.maybe(absent=True), F(0)) == Interval(F(0), F(0), absent=True)
    found = inverse(one)
    turned = [1 / value for value in values(one) if value]
    if one == exactly(F(0)):
        assert found == NOTHING
    elif one.low is not None and one.high is not None and one.low < 0 < one.high:
        assert found == Interval(None, None, absent=True)
    else:
        check(found, turned)
        assert found.absent is one.holds(F(0))


@pytest.mark.parametrize("one", ALL, ids=str)
def test_two_intervals_together_are_what_their_values_give(one: Interval) -> None:
    folds: list[tuple[Callable[[F, F], F], Interval, bool]]
    for other in intervals(F(-2), F(1, 2)):
        folds = [
            (lambda a, b: a + b, total((one, other)), True),
            (lambda a, b: a * b, product(one, other), False),
            (lambda a, b: a * b, product(other, one), False),
            (min, outermost((one, other), least=True), True),
            (max, outermost((one, other), least=False), True),
        ]
        for fold, found, tight in folds:
            check(found, [fold(a, b) for a, b in pairs(values(one), values(other))], tight=tight)
        check(hull((one, other)), [*values(one), *values(other)])


@pytest.mark.parametrize(
    ("over", "under", "found"),
    [
        (Interval(F(2), F(6)), exactly(F(4)), Interval(F(1, 2), F(3, 2))),
        (Interval(F(2), F(6), high_open=True), exactly(F(-2)), Interval(F(-3), F(-1), low_open=True)),
        (Interval(F(2), F(6)), Interval(F(1), F(4)), Interval(F(1, 2), F(6))),
        (Interval(F(2), F(6)), Interval(F(0), F(4)), Interval(F(1, 2), None, absent=True)),
        (Interval(F(2), F(6)), Interval(F(0), F(4), low_open=True), Interval(F(1, 2), None)),
        (Interval(F(2), F(6)), Interval(F(-4), F(0)), Interval(None, F(-1, 2), absent=True)),
        (Interval(F(2), F(6)), Interval(F(-4), F(4)), Interval(None, None, absent=True)),
        (Interval(F(2), F(6), absent=True), Interval(F(1), F(4)), Interval(F(1, 2), F(6), absent=True)),
        (Interval(F(2), F(6)), Interval(F(1), F(4), absent=True), Interval(F(1, 2), F(6), absent=True)),
        (Interval(F(2), F(6)), exactly(F(0)), NOTHING),
        (NOTHING, exactly(F(2)), NOTHING),
        (Interval(F(2), F(6)), NOTHING, NOTHING),
    ],
)
def test_a_quotient_has_the_ends_that_can_be_reached(
    over: Interval, under: Interval, found: Interval
) -> None:
    assert quotient(over, under) == found


@pytest.mark.parametrize("mode", ["half-up", "half-even", "half-down", "up", "down"])
def test_a_rounded_interval_ends_where_its_ends_are_rounded_to(mode: Mode) -> None:
    unit = F(1, 2)
    one = Interval(F(-7, 4), F(5, 4), absent=True)
    assert rounded_interval(one, unit, mode) == Interval(
        rounded(F(-7, 4), unit, mode), rounded(F(5, 4), unit, mode), absent=True
    )
    assert rounded_interval(Interval(None, F(2)), unit, mode) == Interval(None, F(2))
    assert rounded_interval(Interval(F(2), None), unit, mode) == Interval(F(2), None)
    assert rounded_interval(NOTHING, unit, mode) == NOTHING


# ---------------------------------------------------------------------------------------------- no value

ONE, OTHER, PERHAPS = Interval(F(1), F(2)), Interval(F(3), F(4)), Interval(F(5), F(6), absent=True)


def test_what_may_lack_a_value_may_leave_none() -> None:
    assert total((ONE, PERHAPS)) == Interval(F(6), F(8), absent=True)
    assert total((PERHAPS, ONE)) == Interval(F(6), F(8), absent=True)
    assert scaled(PERHAPS, F(2)) == Interval(F(10), F(12), absent=True)
    assert product(ONE, PERHAPS) == product(PERHAPS, ONE) == Interval(F(5), F(12), absent=True)
    assert product(exactly(F(2)), PERHAPS) == Interval(F(10), F(12), absent=True)
    for least in (True, False):
        assert outermost((ONE, PERHAPS), least=least).absent
        assert outermost((PERHAPS, ONE), least=least).absent
        assert not outermost((ONE, OTHER), least=least).absent
    assert inverse(Interval(F(-1, 2), F(1, 2))) == Interval(None, None, absent=True)
    assert inverse(Interval(F(1), F(2), absent=True)) == Interval(F(1, 2), F(1), absent=True)
    assert hull((ONE, PERHAPS)) == Interval(F(1), F(6), absent=True)


def test_what_never_has_a_value_leaves_none_or_adds_none_to_a_hull() -> None:
    assert total((ONE, NOTHING)) == NOTHING
    assert product(ONE, NOTHING) == product(NOTHING, ONE) == NOTHING
    assert outermost((ONE, NOTHING), least=False) == NOTHING
    assert hull((ONE, OTHER, NOTHING)) == Interval(F(1), F(4), absent=True)
    assert hull(()) == NOTHING
    assert total(()) == exactly(F(0))
    assert exactly(None) == NOTHING
    assert NOTHING.surely() == NOTHING
    assert ONE.surely() == ONE
    assert PERHAPS.surely() == Interval(F(5), F(6))
    assert (ONE.maybe(absent=False), ONE.maybe(absent=True)) == (ONE, Interval(F(1), F(2), absent=True))


def test_one_value_is_a_point_only_where_there_surely_is_one() -> None:
    assert exactly(F(3)).point == 3
    assert Interval(F(3), F(3), absent=True).point is None
    assert [one.point for one in (ONE, Interval(None, None), Interval(F(1), None), NOTHING)] == [None] * 4


def test_ends_sort_with_those_that_are_missing_outside() -> None:
    assert (ONE.least, ONE.most) == ((0, F(1)), (0, F(2)))
    assert (Interval(None, None).least, Interval(None, None).most) == ((-1, F(0)), (1, F(0)))
    assert made((-1, F(0)), (0, F(2))) == Interval(None, F(2))
    assert made((0, F(2)), (1, F(0)), absent=True) == Interval(F(2), None, absent=True)


def test_an_end_is_held_unless_it_is_open() -> None:
    half = Interval(F(1), F(2), low_open=True)
    tries = (F(1), F(3, 2), F(2), F(3), F(0), None)
    assert [half.holds(value) for value in tries] == [False, True, True, False, False, False]
    assert [half.opposite().holds(-value) for value in tries if value is not None] == [
        half.holds(value) for value in tries if value is not None
    ]
    assert all(Interval(None, None).holds(value) for value in (-FAR, F(0), FAR))
    assert [NOTHING.holds(value) for value in (F(0), None)] == [False, True]
    assert Interval(F(0), F(1)) == FLAG


# ------------------------------------------------------------------------------------------------ forms


def test_equal_parts_of_a_sum_cancel_before_anything_becomes_an_interval() -> None:
    x, y = part("x", ONE), part("y", OTHER)
    assert added([x, times(x, F(-1))]) == number(F(0))
    assert added([x, x]).interval == Interval(F(2), F(4))
    assert added([x, y, number(F(10)), times(x, F(-1))]) == Linear(F(10), {"y": (F(1), OTHER)})
    assert added([times(x, F(2)), times(x, F(-1)), y]) == Linear(F(0), {"x": (F(1), ONE), "y": (F(1), OTHER)})
    assert added([x, y, number(F(10))]).interval == Interval(F(14), F(16))
    assert added([]).interval == exactly(F(0))


def test_a_form_that_may_lack_a_value_hands_that_on() -> None:
    perhaps = part("p", PERHAPS)
    assert perhaps == Linear(F(0), {"p": (F(1), Interval(F(5), F(6)))}, absent=True)
    assert perhaps.interval == PERHAPS
    assert added([part("x", ONE), perhaps]) == Linear(
        F(0), {"x": (F(1), ONE), "p": (F(1), Interval(F(5), F(6)))}, absent=True
    )
    assert added([part("x", ONE), VOID]) == VOID
    assert times(perhaps, F(2)).interval == Interval(F(10), F(12), absent=True)
    assert times(number(F(3)), F(2), absent=True) == Linear(F(6), {}, absent=True)
    assert times(number(F(3)), F(2)) == number(F(6))
    assert times(perhaps, F(0)) == Linear(F(0), {}, absent=True)
    assert Linear(F(0), {}, absent=True, empty=True) == VOID
    assert times(VOID, F(2)) == VOID
    assert VOID.interval == NOTHING
    assert part("n", NOTHING) == VOID


def test_a_part_of_one_value_is_a_number() -> None:
    assert part("x", exactly(F(3))) == number(F(3))
    assert part("x", Interval(F(3), F(3), absent=True)) == Linear(F(3), {}, absent=True)
    assert part("x", Interval(None, None)) == Linear(F(0), {"x": (F(1), Interval(None, None))})
