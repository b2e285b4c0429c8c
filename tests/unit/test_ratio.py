"""Ratios in columns: which width holds a number, what no column holds, over which denominator."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction as F

import polars as pl
import pytest

from csvariable.facts.model import Value
from csvariable.facts.ratio import (
    Overflow,
    Ratio,
    constant_ratio,
    fits,
    narrow,
    ratio_of,
    whole_series,
)

BITS_62, BITS_126, DIGITS_18 = 4_611_686_018_427_387_904, 1 << 126, 1_000_000_000_000_000_000


def width(column: pl.Series) -> int:
    """The bits of a column of whole numbers."""
    return {"Int64": 64, "Int128": 128}[str(column.dtype)]


def denominators(ratio: Ratio) -> int | list[int]:
    return ratio.denominator if isinstance(ratio.denominator, int) else ratio.denominator.to_list()


# ---------------------------------------------------------------------------------------------- widths


@pytest.mark.parametrize("sign", [1, -1])
def test_a_column_has_64_bits_up_to_two_to_the_62_and_128_up_to_two_to_the_126(sign: int) -> None:
    for size, bits in ((BITS_62, 64), (BITS_62 + 1, 128), (BITS_126, 128)):
        for values in ([sign * size], [0, sign * size], [None, sign * size, 5 * sign]):
            found = whole_series(values)
            assert (width(found), found.to_list()) == (bits, values)
    for values in ([sign * (BITS_126 + 1)], [0, sign * (BITS_126 + 1), None]):
        with pytest.raises(Overflow):
            whole_series(values)


@pytest.mark.parametrize("values", [[], [None], [None, None]])
def test_a_column_without_a_number_has_the_least_width(values: Sequence[None]) -> None:
    found = whole_series(values)
    assert (width(found), found.to_list()) == (64, values)


def test_numbers_fit_where_all_of_them_do() -> None:
    assert fits()
    assert fits(-BITS_126, 0, BITS_126)
    assert not fits(0, BITS_126 + 1)
    assert not fits(-BITS_126 - 1, 0)
    assert narrow()
    assert narrow(-BITS_62, 0, BITS_62)
    assert not narrow(0, BITS_62 + 1)
    assert not narrow(-BITS_62 - 1, 0)


# ---------------------------------------------------------------------------------------- denominators


@pytest.mark.parametrize(
    ("values", "under"),
    [
        ([F(5, 3)], 3),
        ([F(1, 4), None, F(1, 6), F(-7)], 12),
        ([F(1, 10**9), F(1, 5**9), F(-3, DIGITS_18)], DIGITS_18),
        ([F(1), F(2)], 1),
        ([None, None], 1),
        ([], 1),
        ([F(BITS_126, 3)], 3),
    ],
    ids=str,
)
def test_fractions_stand_over_one_denominator_of_eighteen_digits_at_most(
    values: Sequence[Value], under: int
) -> None:
    found = ratio_of(values)
    assert denominators(found) == under
    assert found.values() == list(values)


@pytest.mark.parametrize(
    ("values", "under"),
    [
        # One more than the greatest common denominator.
        ([F(1, DIGITS_18 + 1), F(-3)], [DIGITS_18 + 1, 1]),
        # Neither is too large, their least common multiple is.
        ([F(2, 10**10), F(1, 10**10 + 1)], [5 * 10**9, 10**10 + 1]),
        # Over 3 the first would be too large, whichever its sign.
        ([F(BITS_126), F(1, 3)], [1, 3]),
        ([F(1, 3), F(-BITS_126)], [3, 1]),
    ],
    ids=str,
)
def test_fractions_that_no_denominator_joins_keep_their_own(
    values: Sequence[Value], under: Sequence[int]
) -> None:
    found = ratio_of(values)
    assert denominators(found) == under
    assert found.values() == list(values)
    assert [found.value(at) for at in range(len(values))] == list(values)
    assert found.gathered(pl.Series([1, 0, 1])).values() == [values[1], values[0], values[1]]


def test_nothing_stays_nothing_among_denominators_by_row() -> None:
    values = [None, F(1, DIGITS_18 + 1), F(0)]
    found = ratio_of(values)
    assert isinstance(found.denominator, pl.Series)
    assert found.denominator.null_count() == 0
    assert found.values() == values
    assert [found.value(at) for at in range(3)] == values
    assert found.gathered(None) is found


@pytest.mark.parametrize("value", [F(BITS_126 + 1), F(-BITS_126 - 1), F(1, BITS_126 + 1)])
def test_a_number_of_127_bits_stands_in_no_column(value: F) -> None:
    with pytest.raises(Overflow):
        ratio_of([F(1, 3), value])


# ----------------------------------------------------------------------------------- one value for all


@pytest.mark.parametrize("value", [F(7, 3), F(-BITS_126), F(1, BITS_126 * 5), F(0)])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_one_value_of_all_rows_stands_over_its_denominator_whatever_its_length(value: F, count: int) -> None:
    found = constant_ratio(value, count)
    assert (denominators(found), found.values()) == (value.denominator, [value] * count)


def test_nothing_in_all_rows_widens_no_column_that_it_joins() -> None:
    found = constant_ratio(None, 2)
    assert (denominators(found), width(found.numerator), found.values()) == (1, 64, [None, None])
    assert constant_ratio(None, 0).values() == []


def test_one_value_that_stands_in_no_column_is_refused() -> None:
    with pytest.raises(Overflow):
        constant_ratio(F(BITS_126 + 1), 1)
