"""Ratios of columns: what each operation gives in every row, and what is known of it beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction as F
from operator import ge, gt, le, lt
from typing import cast

import pytest
from sheets import bounds, column, denominator, over, read

from csvariable.engine.columns.bounded import Truth, as_whole, const, times
from csvariable.engine.columns.layers import ColumnLayers
from csvariable.engine.columns.ratios import (
    ColumnOperand,
    Pair,
    against,
    choose,
    common,
    held,
    holds,
    kept,
    known,
    lifted,
    lowered,
    outermost,
    picked,
    product,
    quotient,
    rounded_pair,
    scaled,
    total,
)
from csvariable.facts.model import Value
from csvariable.facts.ratio import Ratio
from csvariable.kernel.segment import BoundWord
from csvariable.kernel.unit import Mode, rounded

ROWS = 6
COLUMNS: Mapping[str, Ratio] = {
    "over 4": over([3, -8, 0, None, 5, 6], 4),
    "over 6": over([5, -12, 1, 2, -7, 9], 6),
    "above 0": over([1, 2, 3, 4, 5, 6], 4),
    "0 or above": over([0, 2, 1, 0, 1, 2], 4),
    "below 0": over([-1, -2, -3, -4, -1, -1], 3),
    "0 or below": over([0, -2, -3, 0, -1, -2], 3),
    "by row": over([1, -4, 0, 3, None, 9], [2, 2, 5, 9, 7, 6]),
    "by another row": over([3, -2, 0, 2, 1, -1], [4, 1, 6, 6, 3, 8]),
}
NUMBERS: Mapping[str, Value] = {"a number": F(5, 6), "a debt": F(-2), "zero": F(0), "nothing": None}
MADE = ("by the same row", "by a row in 5", "chosen", "chosen too")
NAMES = (*COLUMNS, *NUMBERS, *MADE)


def operands() -> tuple[ColumnLayers, dict[str, ColumnOperand]]:
    """A sheet, and every kind of operand: over one denominator, over a column, over one not yet computed."""
    sheet = ColumnLayers(ROWS)
    found: dict[str, ColumnOperand] = dict(zip(COLUMNS, sheet.add_all(list(COLUMNS.values())), strict=True))
    found |= NUMBERS
    one, other, positive = (cast("Pair", found[name]) for name in ("by row", "by another row", "above 0"))
    assert one.per is not None
    # The same column, as it is named again: no other object stands for it in a plan.
    found["by the same row"] = Pair(positive.top, 1, replace(one.per))
    found["by a row in 5"] = Pair(other.top, 5, one.per)
    found["chosen"] = picked(against(positive, "from", F(1)), one, other)
    found["chosen too"] = picked(against(positive, "above", F(1)), other, one)
    return sheet, found


def both(one: Sequence[Value], other: Sequence[Value], find: Callable[[F, F], Value]) -> list[Value]:
    """What pairs of values give: nothing where one of them is nothing."""
    pairs = zip(one, other, strict=True)
    return [None if a is None or b is None else find(a, b) for a, b in pairs]


WORDS: Mapping[BoundWord, Callable[[F, F], bool]] = {"from": ge, "above": gt, "up_to": le, "below": lt}
THIRD = F(1, 3)


def flag(says: Callable[[F, F], bool]) -> Callable[[F, F], Value]:
    return lambda x, y: F(int(says(x, y)))


def either(says: Callable[[F, F], bool]) -> Callable[[F, F], Value]:
    return lambda x, y: x if says(x, y) else y


@pytest.mark.parametrize("left", NAMES)
def test_every_operation_gives_in_each_row_what_fractions_give(left: str) -> None:
    sheet, found = operands()
    keep, a = sheet.keep, found[left]
    values = {name: read(sheet, operand) for name, operand in found.items()}
    asked: list[tuple[str, ColumnOperand, list[Value]]] = []
    for right, b in found.items():
        four = [a, THIRD, b, F(1, 4)]
        results: dict[str, tuple[ColumnOperand, Callable[[F, F], Value]]] = {
            "sum": (total([a, THIRD, b], keep), lambda x, y: x + THIRD + y),
            "sum of three": (total([a, b, a], keep), lambda x, y: x + y + x),
            "product": (product([a, THIRD, b, F(6)], keep), lambda x, y: x * y * 2),
            "product of three": (product([a, b, a], keep), lambda x, y: x * y * x),
            "quotient": (quotient(a, b, keep), lambda x, y: x / y if y else None),
            "least": (outermost([a, b], keep, least=True), min),
            "greatest": (outermost([a, b], keep, least=False), max),
            "least of four": (outermost(four, keep, least=True), lambda x, y: min(x, y, F(1, 4))),
            "greatest of four": (outermost(four, keep, least=False), lambda x, y: max(x, y, THIRD)),
        }
        for word, says in WORDS.items():
            results[word] = holds(a, word, b), flag(says)
            truth = held(a, word, b)
            assert (truth is None) == (a is None or b is None)
            if truth is not None:
                results[f"{word}, chosen"] = picked(truth, a, b), either(says)
        for name, (operand, find) in results.items():
            own = kept(operand, keep) if isinstance(operand, Pair) else operand
            asked.append((f"{name} {right}", own, both(values[left], values[right], find)))
    for name, operand, expected in asked:
        assert read(sheet, operand) == expected, name


# ------------------------------------------------------------------------------- what is known beforehand


Known = tuple[tuple[int, int], tuple[int, int, int]]
"""Bounds of the numerators; the denominator that all rows share, and the bounds of what varies."""

FORMS: Mapping[str, tuple[Callable[[Mapping[str, ColumnOperand], ColumnLayers], ColumnOperand], Known]] = {
    "a sum over the least common denominator": (
        lambda of, sheet: total([of["over 4"], F(1, 8), of["over 6"]], sheet.keep),
        ((-8 * 6 - 12 * 4 + 3, 6 * 6 + 9 * 4 + 3), (24, 1, 1)),
    ),
    "a sum over one column of denominators": (
        lambda of, sheet: total([of["by row"], of["by the same row"], of["by row"]], sheet.keep),
        ((-4 + 1 - 4, 9 + 6 + 9), (1, 2, 9)),
    ),
    "a sum over one column, in 5": (
        lambda of, sheet: total([of["by row"], of["by a row in 5"]], sheet.keep),
        ((-4 * 5 - 2, 9 * 5 + 3), (5, 2, 9)),
    ),
    "a sum over two columns of denominators": (
        lambda of, sheet: total([of["by row"], of["by another row"]], sheet.keep),
        ((-4 * 8 - 2 * 9, 9 * 8 + 3 * 9), (1, 2, 72)),
    ),
    "a product": (
        lambda of, sheet: product([of["over 4"], F(8), of["over 6"]], sheet.keep),
        ((-72, 96), (3, 1, 1)),
    ),
    "a product by row": (
        lambda of, sheet: product([of["by row"], of["over 4"], of["by another row"]], sheet.keep),
        ((-8 * 9 * 3, 6 * 9 * 3), (4, 2, 72)),
    ),
    "a product with zero": (
        lambda of, sheet: product([of["over 4"], F(0)], sheet.keep),
        ((0, 0), (1, 1, 1)),
    ),
    "a quotient by a number": (
        lambda of, sheet: quotient(of["over 4"], F(5, 6), sheet.keep),
        ((-24, 18), (10, 1, 1)),
    ),
    "a quotient": (
        lambda of, sheet: quotient(of["over 4"], of["above 0"], sheet.keep),
        ((-8, 6), (1, 1, 6)),
    ),
    "a quotient over and under other denominators": (
        lambda of, sheet: quotient(of["above 0"], of["over 6"], sheet.keep),
        ((-18, 18), (2, 1, 12)),
    ),
    "a quotient of one column of denominators": (
        lambda of, sheet: quotient(of["by row"], of["by the same row"], sheet.keep),
        ((-4, 9), (1, 1, 6)),
    ),
    "a quotient by what is below 0": (
        lambda of, sheet: quotient(of["above 0"], of["below 0"], sheet.keep),
        ((-18, -3), (4, 1, 4)),
    ),
    "a quotient by what is 0 or below": (
        lambda of, sheet: quotient(of["above 0"], of["0 or below"], sheet.keep),
        ((-18, -3), (4, 1, 3)),
    ),
    "a quotient by what is 0 or above": (
        lambda of, sheet: quotient(of["above 0"], of["0 or above"], sheet.keep),
        ((1, 6), (1, 1, 2)),
    ),
    "the least": (
        lambda of, sheet: outermost([of["over 4"], of["over 6"], F(1)], sheet.keep, least=True),
        ((-24, 12), (12, 1, 1)),
    ),
    "the greatest": (
        lambda of, sheet: outermost([of["over 4"], of["over 6"], F(1)], sheet.keep, least=False),
        ((12, 18), (12, 1, 1)),
    ),
    "the least, of several numbers the least alone": (
        lambda of, sheet: outermost([F(1, 3), of["over 4"], F(0)], sheet.keep, least=True),
        ((-8, 0), (4, 1, 1)),
    ),
    "a choice over one column of denominators": (
        lambda of, _sheet: picked(Truth(None, holds=True), of["by row"], of["by the same row"]),
        ((-4, 9), (1, 2, 9)),
    ),
    "a choice over the least common denominator": (
        lambda of, _sheet: picked(Truth(None, holds=False), of["over 4"], of["over 6"]),
        ((-24, 18), (12, 1, 1)),
    ),
    "a rounding to what is no rounding": (
        lambda of, sheet: rounded_pair(of["over 4"], F(1, 4), "up", sheet.keep),
        ((-8, 6), (4, 1, 1)),
    ),
    "a rounding of what is above 0": (
        lambda of, sheet: rounded_pair(of["above 0"], F(1, 2), "half-up", sheet.keep),
        ((1, 3), (2, 1, 1)),
    ),
    "a rounding of what is 0 or above": (
        lambda of, sheet: rounded_pair(of["0 or above"], F(1, 2), "up", sheet.keep),
        ((0, 1), (2, 1, 1)),
    ),
    "a rounding of what may be a debt": (
        lambda of, sheet: rounded_pair(of["over 4"], F(3, 2), "down", sheet.keep),
        ((-3, 3), (2, 1, 1)),
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_bounds_and_denominators_are_known_beforehand_and_are_close(name: str) -> None:
    make, known_ = FORMS[name]
    sheet, found = operands()
    made = make(found, sheet)
    read(sheet, made)
    assert (bounds(made), denominator(made)) == known_


@pytest.mark.parametrize("tops", [[0, 1, 1], [0, 0, 0], [-1, 0, None]])
def test_where_a_divisor_is_0_nothing_stands_over_1(tops: Sequence[int | None]) -> None:
    sheet, under = column(tops)
    found = quotient(F(1, 7), under, sheet.keep)
    assert denominator(found) == (7, 1, 1)
    assert read(sheet, found) == [F(top, 7) if top else None for top in tops]


def test_only_a_divisor_that_may_be_0_takes_values_away() -> None:
    sheet, under = column([1, 5, 2])
    found = quotient(F(1), under, sheet.keep)
    assert isinstance(found, Pair)
    assert not found.top.nullable
    assert read(sheet, found) == [F(1), F(1, 5), F(1, 2)]


# ------------------------------------------------------------------------------------------ one number


def test_what_is_one_number_for_all_rows_is_no_column() -> None:
    keep = ColumnLayers(2).keep
    assert total([F(1, 2), F(1, 3)], keep) == F(5, 6)
    assert total([], keep) == 0
    assert product([F(1, 2), F(1, 3), F(6)], keep) == 1
    assert product([], keep) == 1
    assert quotient(F(1, 2), F(1, 3), keep) == F(3, 2)
    assert outermost([F(3), F(1), F(2)], keep, least=True) == 1
    assert outermost([F(1), F(3), F(2)], keep, least=False) == 3
    assert holds(F(1), "from", F(1)) == 1
    assert holds(F(1), "above", F(1)) == 0
    assert rounded_pair(F(5, 2), F(1), "half-even", keep) == 2


def test_a_column_that_is_one_number_is_lowered_to_it_and_a_number_is_lifted_to_a_column() -> None:
    assert lowered(Pair(const(6))) == 6
    assert lowered(Pair(const(6), 4)) == F(3, 2)
    assert lowered(Pair(const(6), 4, const(5))) == F(3, 10)
    sheet, row = column([1, 2], 3)
    made = lowered(Pair(row.top, 3, const(5)))
    assert denominator(made) == (15, 1, 1)
    assert read(sheet, made) == [F(1, 15), F(2, 15)]
    by_row = lowered(Pair(const(7), 2, row.top))
    assert read(sheet, by_row) == [F(7, 2), F(7, 4)]
    assert lowered(lifted(F(-5, 3))) == F(-5, 3)
    assert lifted(row) is row
    assert read(sheet, lifted(None)) == [None, None]


def test_what_is_known_is_1_and_what_is_nothing_0() -> None:
    sheet, some = column([3, None, 0])
    assert read(sheet, known(some)) == [1, 0, 1]
    assert known(column([3, 0])[1]) == 1
    assert known(F(0)) == 1
    assert known(None) == 0


def test_a_choice_follows_each_row_or_one_number() -> None:
    sheet, when = column([1, 0, None, 2])
    then, other = F(1, 2), F(1, 3)
    assert read(sheet, choose(when, then, other)) == [then, other, None, then]
    assert read(sheet, choose(when, None, other)) == [None, other, None, None]
    assert [choose(F(1), then, other), choose(F(0), then, other), choose(None, then, other)] == [
        then,
        other,
        None,
    ]


def test_a_choice_between_denominators_by_row_and_one_takes_each_with_its_numerator() -> None:
    sheet, by_row = column([1, 2, None, 4], [2, 3, 5, 7])
    truth = against(column([0])[1], "from", F(1))
    assert truth.holds is False
    asked = sheet.add(over([1, 0, 1, None], 1))
    for then, other, expected in (
        (by_row, F(9), [F(1, 2), F(9), None, None]),
        (F(9), by_row, [F(9), F(2, 3), F(9), None]),
    ):
        assert read(sheet, choose(asked, then, other)) == expected


def test_two_columns_are_brought_to_one_denominator() -> None:
    _, found = operands()
    four, six, by_row = (cast("Pair", found[name]) for name in ("over 4", "over 6", "by row"))
    one, other, scale, per = common(four, six)
    assert ((one.low, one.high), (other.low, other.high), scale, per) == ((-24, 18), (-24, 18), 12, None)
    one, other, scale, per = common(by_row, six)
    assert ((one.low, one.high), (other.low, other.high), scale) == ((-24, 54), (-108, 81), 6)
    assert per is by_row.per


# --------------------------------------------------------------------------------------------- bounds


@pytest.mark.parametrize("under", [1, 4, [3, 1, 2, 6, 5, 4]], ids=str)
def test_a_column_is_compared_with_numbers_on_and_beside_its_values(under: int | list[int]) -> None:
    sheet, found = column([0, 3, -2, None, 4, 1], under)
    values = read(sheet, found)
    edges = [value for value in values if value is not None]
    marks = [mark + near for mark in edges for near in (0, F(1, 2), F(1, 3), F(1, 9), F(-1, 9), F(-1, 2))]
    asked = [
        (word, mark, kept(Pair(as_whole(against(found, word, mark))), sheet.keep))
        for word in WORDS
        for mark in (*marks, F(-99), F(99))
    ]
    for word, mark, operand in asked:
        expected = [None if one is None else F(int(WORDS[word](one, mark))) for one in values]
        assert read(sheet, operand) == expected, (word, mark)


@pytest.mark.parametrize(
    ("word", "mark", "says"),
    [
        ("from", F(1, 2), True),
        ("from", F(7, 2), None),
        ("from", F(15, 4), False),
        ("above", F(1, 4), True),
        ("above", F(1, 2), None),
        ("above", F(7, 2), False),
        ("up_to", F(7, 2), True),
        ("up_to", F(1, 2), None),
        ("up_to", F(1, 4), False),
        ("below", F(15, 4), True),
        ("below", F(7, 2), None),
        ("below", F(1, 2), False),
    ],
)
def test_bounds_decide_a_comparison_for_all_rows(word: BoundWord, mark: F, says: bool | None) -> None:
    """The values lie between 1/2 and 7/2."""
    truth = against(column([2, 14, 5], 4)[1], word, mark)
    assert (None if truth.expr is not None else truth.holds) == says


@pytest.mark.parametrize("sign", [1, -1])
def test_a_bound_outside_every_column_is_compared_with_the_longest_numbers(sign: int) -> None:
    longest = sign * (2**126 - 1)
    sheet, found = column([longest, None, 5])
    outside = against(found, "from", F(sign * 2**130, 3))
    assert read(sheet, Pair(as_whole(outside))) == [F(int(sign < 0)), None, F(int(sign < 0))]


# ------------------------------------------------------------------------------------------- roundings


@pytest.mark.parametrize("mode", ["half-up", "half-even", "half-down", "up", "down"])
def test_columns_are_rounded_like_fractions_and_within_their_bounds(mode: Mode) -> None:
    tops = [*range(-14, 15), None, 100, -100]
    under = [at % 6 + 1 for at in range(len(tops))]
    sheet = ColumnLayers(len(tops))
    columns = sheet.add_all([over(tops, 1), over(tops, 6), over(tops, under)])
    columns += sheet.add_all([over([top and abs(top) for top in tops], 4), over([None] * len(tops), 3)])
    values = [read(sheet, one) for one in columns]
    asked: list[tuple[F, int, ColumnOperand]] = []
    for unit in (F(1, 6), F(1, 2), F(1), F(2), F(5, 3), F(7)):
        for at, one in enumerate(columns):
            found = rounded_pair(one, unit, mode, sheet.keep)
            asked.append((unit, at, kept(found, sheet.keep) if isinstance(found, Pair) else found))
    for unit, at, operand in asked:
        expected = [None if one is None else rounded(one, unit, mode) for one in values[at]]
        assert read(sheet, operand) == expected, (unit, at)


def test_denominators_not_yet_computed_are_never_taken_for_one_another() -> None:
    sheet, one = column([1, 2])
    double, triple = (Pair(one.top, 1, times(one.top, factor)) for factor in (2, 3))
    assert read(sheet, total([double, triple], sheet.keep)) == [F(5, 6), F(5, 6)]
    assert read(sheet, quotient(double, triple, sheet.keep)) == [F(3, 2), F(3, 2)]


def test_a_factor_shortens_the_denominator_it_shares() -> None:
    sheet, found = column([5, None, -7], 12)
    made = scaled(found, F(-8, 5))
    assert (bounds(made), denominator(made)) == ((-10, 14), (15, 1, 1))
    assert read(sheet, made) == [F(-2, 3), None, F(14, 15)]
