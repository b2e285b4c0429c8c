"""What the evaluator of columns assumes of Polars: a release that changes it fails here first."""

from __future__ import annotations

import random

import polars as pl
import pytest
from polars.exceptions import InvalidOperationError

WIDE, NARROW = pl.Int128, pl.Int64
X, Y = pl.col("x"), pl.col("y")


def frame(*values: int | None, dtype: pl.DataType | type[pl.DataType] = WIDE) -> pl.DataFrame:
    return pl.DataFrame({"x": pl.Series(values, dtype=dtype)})


def column(data: pl.DataFrame, expr: pl.Expr) -> list[int | None]:
    return data.select(expr.alias("found")).get_column("found").to_list()


@pytest.mark.parametrize(("dtype", "bits"), [(NARROW, 64), (WIDE, 128)])
def test_products_wrap_without_a_word(dtype: type[pl.DataType], bits: int) -> None:
    half = 2 ** (bits // 2)
    assert column(frame(half, dtype=dtype), X * X) == [0]
    top = 2 ** (bits - 1) - 1
    assert column(frame(top, dtype=dtype), X + pl.lit(1, dtype=dtype)) == [-top - 1]
    assert column(frame(top, 1, dtype=dtype), X.sum()) == [-top - 1]


@pytest.mark.parametrize("dtype", [NARROW, WIDE])
def test_whole_division_floors_and_remainders_follow_the_divisor(dtype: type[pl.DataType]) -> None:
    data = frame(-7, -6, 6, 7, None, dtype=dtype)
    three = pl.lit(3, dtype=dtype)
    assert column(data, X // three) == [-3, -2, 2, 2, None]
    assert column(data, X % three) == [2, 0, 0, 1, None]


def test_whole_division_by_zero_is_null() -> None:
    assert column(frame(7, 0), X // (X * pl.lit(0, dtype=WIDE))) == [None, None]


def test_an_untyped_literal_may_lose_its_value() -> None:
    assert column(frame(3, dtype=NARROW), X * pl.lit(10**30, dtype=WIDE)) == [3 * 10**30]
    assert column(frame(3), X * pl.lit(7, dtype=WIDE)) == [21]


@pytest.mark.parametrize("dtype", [NARROW, WIDE])
def test_typed_operations_never_leave_whole_numbers(dtype: type[pl.DataType]) -> None:
    two = pl.lit(2, dtype=dtype)
    found = frame(-5, 4, None, dtype=dtype).select(
        (X + two).alias("a"),
        (X - two).alias("b"),
        (X * two).alias("c"),
        (X // two).alias("d"),
        (X % two).alias("e"),
        X.abs().alias("f"),
        X.sign().alias("g"),
        pl.min_horizontal(X, two).alias("h"),
        pl.max_horizontal(X, two).alias("i"),
        pl.when(two < X).then(X).otherwise(two).alias("j"),
        pl.when(two < X).then(two).alias("k"),
        X.sum().alias("l"),
    )
    assert set(found.dtypes) == {dtype}


def test_a_null_condition_is_no() -> None:
    data = frame(1, 0, None)
    some = pl.lit(0, dtype=WIDE) < X
    one, two = pl.lit(1, dtype=WIDE), pl.lit(2, dtype=WIDE)
    assert column(data, pl.when(some).then(one).otherwise(two)) == [1, 2, 2]
    assert column(data, pl.when(some).then(one).when(some.not_()).then(two)) == [1, 2, None]


def test_the_least_of_columns_leaves_nulls_out() -> None:
    assert column(frame(5, None), pl.min_horizontal(X, pl.lit(3, dtype=WIDE))) == [3, 3]


def test_a_cast_to_fewer_bits_raises_where_a_number_is_lost() -> None:
    with pytest.raises(InvalidOperationError):
        frame(2**70).select(X.cast(NARROW))


def test_whole_numbers_of_128_bits_come_and_go_as_they_are() -> None:
    values = [2**126, -(2**126), 0, None]
    series = pl.Series(values, dtype=WIDE)
    assert series.to_list() == values
    assert (series.min(), series.max(), series[0]) == (-(2**126), 2**126, 2**126)
    assert series.gather([1, 3]).to_list() == [-(2**126), None]
    assert pl.Series([2**100], dtype=WIDE).new_from_index(0, 2).to_list() == [2**100] * 2


def test_sums_by_group_take_null_keys_as_a_group() -> None:
    data = pl.DataFrame({"key": ["a", None, None, "a"], "x": pl.Series([2**100, 1, 2, None], dtype=WIDE)})
    assert column(data, X.sum().over("key")) == [2**100, 3, 3, 2**100]
    assert column(data, X.count().over("key")) == [1, 2, 2, 1]
    assert column(data, X.first().over("key")) == [2**100, 1, 1, 2**100]
    assert column(data, X.rank("min", descending=True).over("key")) == [1, 2, 1, None]


def test_texts_sort_by_code_point() -> None:
    ids = ["b", "a10", "a9", "é", "Z", "\U0001f600", "\uffee", "a"]
    assert pl.Series(ids).sort().to_list() == sorted(ids)


def test_operations_equal_those_of_python() -> None:
    dice = random.Random(7)  # noqa: S311 - a fixed sequence is wanted
    pairs = [
        (dice.randrange(-(2**62), 2**62), dice.randrange(1, 2**62) >> dice.randrange(60) or 1)
        for _ in range(20_000)
    ]
    data = pl.DataFrame(
        {
            "x": pl.Series([one for one, _ in pairs], dtype=WIDE),
            "y": pl.Series([other for _, other in pairs], dtype=WIDE),
        }
    )
    assert column(data, X * Y) == [x * y for x, y in pairs]
    assert column(data, X // Y) == [x // y for x, y in pairs]
    assert column(data, X % Y) == [x % y for x, y in pairs]
    assert column(data, X >= Y) == [x >= y for x, y in pairs]
    assert column(data, (X * Y) // (Y * Y)) == [(x * y) // (y * y) for x, y in pairs]
    assert column(data.lazy().select((X * Y).sum()).collect(), X) == [sum(x * y for x, y in pairs)]
