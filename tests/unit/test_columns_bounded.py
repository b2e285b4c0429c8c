"""Whole numbers of columns: what each operation gives, the bounds it proves, and the width it takes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from operator import ge, gt, le, lt
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
    within,
)
from csvariable.facts.ratio import LIMIT, NARROW, Overflow
from csvariable.kernel.segment import BoundWord

Number: TypeAlias = int | None
Bounds: TypeAlias = tuple[int, int]
Row: TypeAlias = tuple[Number, ...]
Two: TypeAlias = Callable[[Whole, Whole], Whole]

BOUNDS = ((-3, -1), (-2, 0), (-2, 3), (-3, 2), (0, 0), (0, 3), (1, 1), (1, 3), (2, 5))
ABOVE = ((1, 1), (1, 3), (2, 2), (2, 5))
WORDS: dict[BoundWord, Callable[[int, int], bool]] = {"from": ge, "above": gt, "up_to": le, "below": lt}


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


def assert_gives(frame: pl.DataFrame, whole: Whole, numbers: list[Number]) -> None:
    """A whole number is these, says where one is missing, and its bounds are as close as can be."""
    known = [one for one in numbers if one is not None]
    assert computed(frame, whole) == numbers
    assert whole.nullable == (len(known) < len(numbers))
    assert (whole.low, whole.high) == (min(known), max(known))


# ------------------------------------------------------------------------------------------ arithmetic

OPERATIONS: dict[str, tuple[Two, Callable[[int, int], int], tuple[Bounds, ...]]] = {
    "plus": (plus, lambda a, b: a + b, BOUNDS),
    "minus": (minus, lambda a, b: a - b, BOUNDS),
    "times": (times, lambda a, b: a * b, BOUNDS),
    "floored": (floored, lambda a, b: a // b, ABOVE),
    "least": (lambda a, b: extreme(a, b, kept, least=True), min, BOUNDS),
    "greatest": (lambda a, b: extreme(a, b, kept, least=False), max, BOUNDS),
}


def kept(whole: Whole) -> Whole:
    """Stands for a sheet that has the column already."""
    return whole


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("missing", [False, True])
def test_operations_prove_the_closest_bounds(name: str, missing: bool) -> None:
    find, meant, others = OPERATIONS[name]
    for bounds in product(BOUNDS, others):
        frame, rows, (a, b) = given(*bounds, missing=missing)
        numbers = [None if x is None or y is None else meant(x, y) for x, y in rows]
        if not missing or name not in {"least", "greatest"}:
            assert_gives(frame, find(a, b), numbers)
        else:
            assert computed(frame, find(a, b)) == numbers


@pytest.mark.parametrize("name", OPERATIONS)
def test_numbers_that_are_known_meet_each_other_and_columns(name: str) -> None:
    find, meant, _ = OPERATIONS[name]
    for one, other in product(range(-3, 4), range(-3, 4)):
        frame, rows, (column_,) = given((-2, 3), missing=True)
        if name == "floored" and other <= 0:
            continue
        both = find(const(one), const(other))
        assert (both.expr, both.low, both.high) == (None, meant(one, other), meant(one, other))
        found = computed(frame, find(column_, const(other)))
        assert found == [None if x is None else meant(x, other) for (x,) in rows]
        if name != "floored":
            found = computed(frame, find(const(one), column_))
            assert found == [None if x is None else meant(one, x) for (x,) in rows]


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


def test_bounds_that_are_known_to_be_closer() -> None:
    x = column("x", -2, 3)
    assert [(one.low, one.high) for one in (within(x, -1, 5), within(x, -9, 2))] == [(-1, 3), (-2, 2)]
    assert within(const(7), 0, 1).constant == 7


# ----------------------------------------------------------------------------------------------- widths

WIDE = pl.DataFrame(
    {"x0": [NARROW, -NARROW], "x1": [NARROW, -NARROW]}, schema={"x0": pl.Int64, "x1": pl.Int64}
)


@pytest.mark.parametrize(
    ("find", "numbers"),
    [
        (plus, [2 * NARROW, -2 * NARROW]),
        (minus, [0, 0]),
        (times, [NARROW * NARROW, NARROW * NARROW]),
    ],
)
def test_numbers_beyond_64_bits_take_128(find: Two, numbers: list[int]) -> None:
    a, b = (column(name, -NARROW, NARROW) for name in ("x0", "x1"))
    found = find(a, b)
    assert (found.wide, computed(WIDE, found)) == (True, numbers)


def test_a_number_stays_in_64_bits_up_to_the_edge() -> None:
    x = column("x0", 1 - NARROW, NARROW - 1)
    assert not plus(x, const(1)).wide
    assert plus(x, const(2)).wide
    assert not minus(x, const(1)).wide
    assert minus(x, const(2)).wide
    wide = column("x0", 0, NARROW + 1)
    assert minus(wide, const(5)).wide
    assert minus(const(5), wide).wide
    assert floored(wide, const(2)).wide
    assert floored(wide, const(2)).high == NARROW // 2


def test_a_column_of_64_bits_meets_a_number_of_more() -> None:
    more = const(NARROW + 1)
    x = column("x0", -NARROW, NARROW)
    assert computed(WIDE, minus(x, more)) == [-1, -2 * NARROW - 1]
    assert answers(WIDE, compare(x, "from", const(NARROW))) == [True, False]
    edge = Whole(pl.col("x0"), -NARROW, NARROW + 9, wide=False)
    assert answers(WIDE, compare(edge, "from", more)) == [False, False]
    assert computed(WIDE, pick(Truth(pl.col("x0") > 0), x, more)) == [NARROW, NARROW + 1]
    assert computed(WIDE, only_where(Truth(pl.col("x0") > 0), more)) == [NARROW + 1, None]
    assert computed(WIDE, extreme(x, edge, kept, least=True)) == [NARROW, -NARROW]


def test_a_column_of_128_bits_stays_so_whatever_its_bounds() -> None:
    frame = pl.DataFrame({"x0": [2, 5], "x1": [3, 3]}, schema={"x0": pl.Int128, "x1": pl.Int64})
    x, y = Whole(pl.col("x0"), 2, 5, wide=True), column("x1", 3, 3)
    for one, other in ((x, y), (y, x), (x, const(3))):
        found = plus(one, other)
        assert (found.wide, computed(frame, found)) == (True, [5, 8])
        found = pick(compare(one, "above", other), one, other)
        assert (found.wide, found.low, found.high) == (True, 2, 5)
        assert computed(frame, found) == [3, 5]
    found = only_where(Truth(pl.col("x1") > 0), x)
    assert (found.wide, computed(frame, found)) == (True, [2, 5])
    assert (magnitude(minus(x, const(4))).wide, computed(frame, signs(minus(x, const(4))))) == (True, [-1, 1])


@pytest.mark.parametrize("find", [plus, minus, times])
def test_numbers_beyond_128_bits_are_refused(find: Two) -> None:
    by = 2 if find is times else 1
    for low, high in ((0, LIMIT // by), (-LIMIT // by, 0)):
        one = column("x", low, high)
        other = const(by)
        if find is times:
            assert find(one, other).wide
            with pytest.raises(Overflow):
                find(one, const(3))
        elif (find is plus) == (high > 0):
            with pytest.raises(Overflow):
                find(one, other)
        else:
            assert find(one, other).wide


# ------------------------------------------------------------------------------------------ comparisons


@pytest.mark.parametrize("word", WORDS)
def test_a_comparison_is_decided_where_the_bounds_decide_it(word: BoundWord) -> None:
    for bounds in product(BOUNDS, BOUNDS):
        frame, rows, (a, b) = given(*bounds)
        expected = [x is not None and y is not None and WORDS[word](x, y) for x, y in rows]
        found = compare(a, word, b)
        assert answers(frame, found) == expected
        assert (found.expr is None) == (len(set(expected)) == 1)
        assert not found.nullable


@pytest.mark.parametrize("word", WORDS)
def test_a_missing_number_answers_no_comparison(word: BoundWord) -> None:
    frame, rows, (a, b) = given((0, 1), (3, 4), missing=True)
    for one, other in ((a, b), (b, a)):
        found = compare(one, word, other)
        flipped = one is b
        assert found.nullable
        assert answers(frame, found) == [
            None if x is None or y is None else WORDS[word](*((y, x) if flipped else (x, y))) for x, y in rows
        ]
    assert compare(a, word, const(9)).nullable
    assert compare(const(9), word, a).nullable


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


def test_a_truth_is_a_number_and_the_number_remembers_it() -> None:
    frame, _, (x,) = given((-1, 1), missing=True)
    truth = compare(x, "above", const(0))
    found = as_whole(truth)
    assert computed(frame, found) == [0, 0, 1, None]
    assert (found.low, found.high, found.nullable) == (0, 1, True)
    assert is_not_zero(found) is truth
    assert not as_whole(compare(column("x0", -1, 1), "above", const(0))).nullable
    assert [as_whole(Truth(None, holds)).constant for holds in (False, True)] == [0, 1]
    # Its opposite and its sign are other numbers: they do not say what it says.
    assert is_not_zero(minus(found, const(1))) is not truth
    for other in (magnitude(minus(const(0), found)), signs(found)):
        assert (other.flag, other.name) == (None, None)


# ---------------------------------------------------------------------------------------------- choices


def test_a_choice_has_no_answer_where_the_question_has_none() -> None:
    frame, _, (x, y) = given((0, 1), (2, 3), missing=True)
    truth = compare(x, "above", const(0))
    either = pick(truth, y, const(9))
    assert computed(frame, either) == [9, 9, 9, 2, 3, None, None, None, None]
    assert (either.low, either.high, either.nullable) == (2, 9, True)
    certain = pick(truth, y, const(9), certain=True)
    assert computed(frame, certain) == [9, 9, 9, 2, 3, None, 9, 9, 9]
    assert pick(truth, const(1), const(1)).nullable
    assert computed(frame, pick(truth, const(1), const(1))) == [1] * 6 + [None] * 3
    assert pick(truth, const(1), const(1), certain=True).constant == 1
    assert not pick(truth, const(1), const(2), certain=True).nullable


def test_a_choice_between_two_columns_has_the_bounds_of_both() -> None:
    frame, rows, (x, y) = given((-3, 1), (-1, 4))
    truth = compare(x, "from", y)
    found = pick(truth, x, y)
    assert computed(frame, found) == [max(row, key=lambda one: one or 0) for row in rows]
    assert (found.low, found.high, found.nullable) == (-3, 4, False)
    found = pick(truth, y, x)
    assert (found.low, found.high, found.nullable) == (-3, 4, False)
    missing = column("x1", -1, 4, nullable=True)
    assert pick(truth, x, missing).nullable
    assert pick(truth, missing, x).nullable
    assert pick(truth, const(1), const(1)).constant == 1
    assert pick(Truth(None, holds=True), x, y) is x
    assert pick(Truth(None, holds=False), x, y) is y


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
    assert extreme(const(2), const(7), kept, least=least).constant == (2 if least else 7)
    assert extreme(const(7), const(2), kept, least=least).constant == (2 if least else 7)


@pytest.mark.parametrize("least", [False, True])
def test_a_column_that_is_compared_first_is_computed_once(least: bool) -> None:
    asked: list[Whole] = []

    def keep(whole: Whole) -> Whole:
        asked.append(whole)
        return whole

    a, b = column("x", 0, 3, nullable=True), column("y", -2, 5)
    found = extreme(a, b, keep, least=least)
    assert asked == [a, b]
    assert (found.low, found.high, found.nullable) == ((-2, 3, True) if least else (0, 5, True))
    asked.clear()
    extreme(b, a, keep, least=least)
    assert asked == [b, a]
    extreme(b, b, keep, least=least)
    assert asked == [b, a]


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
