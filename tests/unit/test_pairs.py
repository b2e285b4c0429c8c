"""Exact values as pairs of whole numbers: their sums, their order, and columns of them."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import given, strategies as st

from csvariable.engine.exact.curves import Heights, compare, on_curve
from csvariable.facts.pairs import (
    LONG,
    Pairs,
    cells_of,
    greatest,
    least,
    over,
    plus,
    short,
    shortened,
    times,
)
from csvariable.kernel.formula import Curve, Given
from csvariable.kernel.segment import Segment

numbers = st.fractions(min_value=-(10**12), max_value=10**12)


@given(numbers, numbers, st.integers(1, 50))
def test_pairs_give_what_fractions_give(one: F, other: F, factor: int) -> None:
    left, right = (one.numerator * factor, one.denominator * factor), other.as_integer_ratio()
    assert F(*plus(left, right)) == one + other
    assert F(*plus(left, left)) == one + one
    assert F(*times(left, right)) == one * other
    assert F(*least(left, right)) == min(one, other)
    assert F(*greatest(left, right)) == max(one, other)
    quotient = over(left, right)
    assert quotient is None if not other else quotient is not None and F(*quotient) == one / other
    assert quotient is None or quotient[1] > 0


def test_a_bottom_is_never_long_for_nothing() -> None:
    assert short((LONG, LONG)) == (LONG, LONG)
    assert short((2 * LONG, 4 * LONG)) == (1, 2)
    assert shortened([None, (1, 3), (2 * LONG, 4 * LONG)]) == [None, (1, 3), (1, 2)]
    total = (0, 1)
    for bottom in range(1, 200):
        total = plus(total, (1, bottom**9))
    assert total == sum((F(1, bottom**9) for bottom in range(1, 200)), F(0)).as_integer_ratio()


def test_a_column_of_pairs_is_read_as_fractions() -> None:
    column = Pairs([(2, 4), None, (6, 2)])
    assert (column[0], column[1], column[-1]) == (F(1, 2), None, F(3))
    assert list(column[1:]) == [None, F(3)]
    assert (len(column), repr(column[:1])) == (3, "[Fraction(1, 2)]")
    assert column == [F(1, 2), None, F(3)]
    assert column == Pairs([(1, 2), None, (3, 1)])
    assert column != [F(1, 2), None]
    assert column != 3
    with pytest.raises(TypeError, match="unhashable"):
        hash(column)


def test_cells_of_all_places_are_the_column_itself() -> None:
    column = Pairs([(1, 2), None])
    assert cells_of(column, range(2)) is column.cells
    assert cells_of(column, range(1)) == [(1, 2)]
    assert cells_of(column, [1, 0]) == [None, (1, 2)]
    assert cells_of([F(1, 2), None], [1, 0]) == [None, (1, 2)]


ROUTE = ("kpis", "k", "curve")


def curve(*starts: tuple[F, bool, F, F], falling: bool = False, cap: F | None = None) -> Curve:
    segments = tuple(Segment(start, owns, base, slope, ROUTE) for start, owns, base, slope in starts)
    return Curve(Given(F(0)), segments, falling, F(1, 7), cap)


def test_a_value_on_a_start_stands_in_the_last_segment_that_owns_it() -> None:
    half = F(1, 2)
    rising = curve((half, True, F(1), F(0)), (half, False, F(2), F(2)), (F(1), True, F(9), F(0)))
    assert [on_curve(rising, at) for at in (F(1, 3), half, F(2, 3), F(1))] == [F(1, 7), F(1), F(7, 3), F(9)]
    falling = curve((F(1), False, F(1), F(0)), (half, True, F(2), F(-2)), falling=True)
    assert [on_curve(falling, at) for at in (F(1), F(3, 4), half, F(1, 4))] == [F(1, 7), F(1), F(2), F(5, 2)]


def test_a_height_is_between_0_and_the_cap() -> None:
    capped = curve((F(0), True, F(-1), F(1)), cap=F(3, 2))
    assert [on_curve(capped, F(at)) for at in (-1, 0, 2, 3)] == [F(1, 7), F(0), F(1), F(3, 2)]
    below = curve((F(0), True, F(1), F(0)), cap=F(-1))
    assert on_curve(below, F(1)) == 0
    assert Heights(curve())((5, 3)) == (1, 7)


@pytest.mark.parametrize(
    ("word", "held"), [("from", "011"), ("above", "001"), ("up_to", "110"), ("below", "100")]
)
def test_bounds_hold(word: str, held: str) -> None:
    assert "".join(str(int(compare(F(at, 3), word, F(2, 3)))) for at in (1, 2, 3)) == held  # type: ignore[arg-type]
