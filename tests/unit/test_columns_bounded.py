"""Whole numbers of columns: what is known of them beforehand and shows in no value of a formula."""

from __future__ import annotations

from itertools import product
from typing import TypeAlias

import polars as pl
import pytest

from csvariable.engine.columns.bounded import (
    NOTHING,
    Truth,
    Whole,
    as_whole,
    chosen,
    compare,
    const,
    extreme,
    floored,
    is_known,
    is_not_zero,
    magnitude,
    minus,
    only_where,
    pick,
    plus,
    remainder,
    signs,
    times,
)
from csvariable.facts.ratio import NARROW

Number: TypeAlias = int | None
Bounds: TypeAlias = tuple[int, int]
Row: TypeAlias = tuple[Number, ...]

BOUNDS = ((-3, -1), (-2, 0), (-2, 3), (-3, 2), (0, 0), (0, 3), (1, 1), (1, 3), (2, 5))
ABOVE = ((1, 1), (1, 3), (2, 2), (2, 5))


def column(name: str, low: int, high: int, *, nullable: bool = False, layer: int = 0) -> Whole:
    """A column that is there, of the width that its bounds need."""
    return Whole(pl.col(name), low, high, nullable, max(-low, high) > NARROW, layer, name)


def given(*bounds: Bounds, missing: bool = False) -> tuple[pl.DataFrame, list[Row], list[Whole]]:
    """Every meeting of the numbers within some bounds: as a frame, as rows, and as columns."""
    none: list[Number] = [None] if missing else []
    rows = list(product(*([*range(low, high + 1), *none] for low, high in bounds)))
    names = [f"x{at}" for at in range(len(bounds))]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Int64), orient="row")
    return (
        frame,
        rows,
        [column(name, *one, nullable=missing) for name, one in zip(names, bounds, strict=True)],
    )


def computed(frame: pl.DataFrame, whole: Whole) -> list[Number]:
    """The numbers of all rows; they have the width that is told."""
    if whole.expr is None:
        return [whole.constant] * frame.height
    found = frame.with_columns(whole.expr.alias("found")).get_column("found")
    assert found.dtype == (pl.Int128 if whole.wide else pl.Int64)
    numbers: list[Number] = found.to_list()
    return numbers


def answers(frame: pl.DataFrame, truth: Truth) -> list[bool | None]:
    """What a comparison says of all rows."""
    if truth.expr is None:
        return [truth.holds] * frame.height
    found: list[bool | None] = frame.with_columns(truth.expr.alias("found")).get_column("found").to_list()
    return found


# ------------------------------------------------------------------------------------------ arithmetic


def kept(whole: Whole) -> Whole:
    """Stands for a sheet that has the column already."""
    return whole


def test_what_changes_nothing_is_not_computed() -> None:
    x = column("x", -2, 3, nullable=True)
    assert plus(x, const(0)) is x
    assert plus(const(0), x) is x
    assert minus(x, const(0)) is x
    assert times(x, 1) is x
    assert times(const(1), x) is x
    assert floored(x, const(1)) is x
    above = column("x", 0, 3)
    assert magnitude(above) is above


def test_remainders_lie_between_0_and_the_divisor() -> None:
    for bounds in product(BOUNDS, ABOVE):
        frame, rows, (a, b) = given(*bounds, missing=True)
        found = remainder(a, b)
        assert computed(frame, found) == [None if x is None or y is None else x % y for x, y in rows]
        assert (found.low, found.high, found.nullable) == (0, b.high - 1, True)
    assert remainder(const(7), const(4)).constant == 3


@pytest.mark.parametrize("bounds", BOUNDS)
def test_sizes_and_signs(bounds: Bounds) -> None:
    frame, rows, (x,) = given(bounds, missing=True)
    size, sign = magnitude(x), signs(x)
    assert computed(frame, size) == [None if one is None else abs(one) for (one,) in rows]
    assert size.high == max(abs(bounds[0]), abs(bounds[1]))
    assert size.low == (0 if bounds[0] <= 0 <= bounds[1] else min(abs(bounds[0]), abs(bounds[1])))
    assert computed(frame, sign) == [None if one is None else (one > 0) - (one < 0) for (one,) in rows]
    assert (sign.low, sign.high) == (-1, 1)
    assert sign.name is None
    for one in range(-3, 4):
        assert magnitude(const(one)).constant == abs(one)
        assert signs(const(one)).constant == (one > 0) - (one < 0)


# ------------------------------------------------------------------------------------------ comparisons


@pytest.mark.parametrize("missing", [False, True])
@pytest.mark.parametrize("bounds", BOUNDS)
def test_whether_numbers_are_other_than_0(bounds: Bounds, missing: bool) -> None:
    frame, rows, (x,) = given(bounds, missing=missing)
    found = is_not_zero(x)
    assert answers(frame, found) == [None if one is None else one != 0 for (one,) in rows]
    assert found.nullable == missing
    assert (found.expr is None) == (not missing and not bounds[0] <= 0 <= bounds[1])
    there = is_known(x)
    assert answers(frame, there) == [one is not None for (one,) in rows]
    assert (there.expr is None, there.nullable) == (not missing, False)


def test_a_number_for_all_rows_is_0_or_is_not() -> None:
    assert [(one.expr, one.holds) for one in map(is_not_zero, (const(0), const(1), const(-1)))] == [
        (None, False), (None, True), (None, True)
    ]  # fmt: skip


# ---------------------------------------------------------------------------------------------- choices


def test_numbers_can_be_kept_where_something_holds() -> None:
    frame, _, (x, y) = given((0, 1), (2, 3))
    found = only_where(compare(x, "above", const(0)), y)
    assert computed(frame, found) == [None, None, 2, 3]
    assert (found.low, found.high, found.nullable, found.wide) == (2, 3, True, False)
    assert only_where(Truth(None, holds=True), y) is y
    assert only_where(Truth(None, holds=False), y) is NOTHING
    assert computed(frame, NOTHING) == [None] * 4
    assert (NOTHING.low, NOTHING.high, NOTHING.nullable) == (0, 0, True)


def test_the_first_branch_that_holds_is_taken() -> None:
    frame, _, (x,) = given((0, 4), missing=True)
    branches = [(compare(x, "above", const(at)), const(10 * at)) for at in (3, 1)]
    assert computed(frame, chosen(branches, const(-1))) == [-1, -1, 10, 10, 30, -1]
    assert chosen([], const(-1)).constant == -1


@pytest.mark.parametrize("least", [False, True])
def test_of_two_columns_apart_one_is_the_least_without_a_look(least: bool) -> None:
    low, high = column("x", 0, 3), column("y", 3, 5)
    assert extreme(low, high, kept, least=least) is (low if least else high)
    assert extreme(high, low, kept, least=least) is (low if least else high)
    assert extreme(const(1), high, kept, least=True).constant == 1
    assert extreme(const(2), const(7), kept, least=least).constant == (2 if least else 7)
    assert extreme(const(7), const(2), kept, least=least).constant == (2 if least else 7)


# ----------------------------------------------------------------------------------------------- layers


def test_what_is_made_of_columns_comes_after_the_last_of_them() -> None:
    early, late = (column(name, -2, 3, nullable=True, layer=at) for name, at in (("x", 1), ("y", 4)))
    truth = compare(early, "from", const(1))
    assert truth.layer == 1
    assert compare(late, "from", early).layer == compare(early, "above", late).layer == 4
    assert is_known(late).layer == is_not_zero(late).layer == 4
    found = [find(early, late) for find in (plus, minus, times)] + [
        find(late, early) for find in (plus, times)
    ]
    above = column("y", 1, 3, layer=4)
    found += [floored(early, above), remainder(early, above), floored(above, column("x", 1, 2, layer=1))]
    found += [magnitude(late), signs(late), as_whole(compare(late, "from", early))]
    found += [pick(truth, late, const(1)), pick(truth, const(1), late), pick(truth, early, late)]
    found += [pick(compare(late, "from", const(0)), early, const(1))]
    found += [only_where(truth, late), only_where(compare(late, "from", const(0)), early)]
    found += [extreme(early, late, kept, least=True), chosen([(truth, late)], early)]
    assert {one.layer for one in found} == {4}
    there = Truth(pl.col("x") > 0)
    assert {one.layer for one in (const(1), as_whole(there), only_where(there, const(1)), NOTHING)} == {0}
    assert all(one.name is None for one in found)
