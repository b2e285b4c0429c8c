"""The sheet of a role: what is computed when, in which width, and that wrong bounds never wrap."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction as F

import polars as pl
import pytest

from csvariable.engine.columns import layers
from csvariable.engine.columns.bounded import Whole, as_whole, compare, const, minus, pick, plus, times
from csvariable.engine.columns.layers import ColumnLayers
from csvariable.engine.columns.ratios import Pair
from csvariable.facts.ratio import NARROW, Ratio
from csvariable.kernel.segment import BoundWord


def column(*values: int | None, over: int | Sequence[int] = 1, wide: bool = True) -> Ratio:
    """Whole numbers over one denominator, or over one of each."""
    kind = pl.Int128 if wide else pl.Int64
    return Ratio(
        pl.Series(values, dtype=kind), over if isinstance(over, int) else pl.Series(over, dtype=kind)
    )


def added(sheet: ColumnLayers, ratio: Ratio) -> Pair:
    found = sheet.add(ratio)
    assert isinstance(found, Pair)
    return found


def bounds(whole: Whole | None) -> tuple[int, int, bool, bool]:
    assert whole is not None
    return (whole.low, whole.high, whole.nullable, whole.wide)


# ---------------------------------------------------------------------------------------- what is added


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((3, -2, 5), (-2, 5, False, False)),
        ((0, -2, -5), (-5, 0, False, False)),
        ((0, 2, 5), (0, 5, False, False)),
        ((3, None, 3), (3, 3, True, False)),
        ((None, None, None), (0, 0, True, False)),
        ((NARROW, 0, -NARROW), (-NARROW, NARROW, False, False)),
        ((NARROW + 1, 0, 0), (0, NARROW + 1, False, True)),
        ((0, 0, -NARROW - 1), (-NARROW - 1, 0, False, True)),
    ],
)
def test_a_column_has_its_true_bounds_and_the_least_width(
    values: tuple[int | None, ...], expected: tuple[int, int, bool, bool]
) -> None:
    sheet = ColumnLayers(3)
    found = added(sheet, column(*values, over=7))
    assert bounds(found.top) == expected
    assert (found.scale, found.per, found.top.layer) == (7, None, 0)
    assert sheet.ratio(found).numerator.dtype == (pl.Int128 if expected[-1] else pl.Int64)
    assert sheet.values(found) == [None if one is None else F(one, 7) for one in values]


@pytest.mark.parametrize("first", [False, True])
def test_a_computed_column_is_of_whole_numbers_too(first: bool) -> None:
    sheet = ColumnLayers(2)
    row = pl.col("row").cast(pl.Int64)
    if not first:
        sheet.keep(Whole(row + 1, 1, 2))
    sheet.keep(Whole(row / 2, 0, 1))
    with pytest.raises(TypeError, match="Float64"):
        sheet.settle()


# ------------------------------------------------------------------------------------------ what is kept


def test_what_is_kept_is_computed_once_after_all_that_it_reads() -> None:
    sheet = ColumnLayers(3)
    x = added(sheet, column(1, 5, None)).top
    first = sheet.keep(plus(x, const(1)))
    same_time = sheet.keep(times(x, x))
    second = sheet.keep(times(first, same_time))
    third = sheet.keep(minus(second, first))
    beside = sheet.keep(plus(x, const(9)))
    more = added(sheet, column(7, 8, 9)).top
    fourth = sheet.keep(plus(third, more))
    assert (bounds(more), more.layer, fourth.layer) == ((7, 9, False, False), 0, 4)
    assert [one.layer for one in (x, first, same_time, second, third, beside)] == [0, 1, 1, 2, 3, 1]
    assert sheet.values(Pair(third)) == [F(0), F(144), None]
    assert sheet.values(Pair(fourth)) == [F(7), F(152), None]
    assert sheet.values(Pair(beside)) == [F(10), F(14), None]
    # All is computed now, so what comes next needs no layer before its own.
    later = sheet.keep(plus(first, third))
    after = sheet.keep(plus(later, x))
    assert (later.layer, after.layer) == (5, 6)
    assert sheet.values(Pair(after)) == [F(3), F(155), None]
    assert len({one.name for one in (x, first, same_time, second, third, beside, later, after)}) == 8


@pytest.mark.parametrize("many", [0, layers.MANY])
def test_bounds_that_were_wrong_raise_and_never_wrap(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "MANY", many)
    sheet = ColumnLayers(1)
    x = added(sheet, column(2**70)).top
    sheet.keep(Whole(x.expr, 0, 5, wide=True))
    with pytest.raises(pl.exceptions.InvalidOperationError):
        sheet.settle()


def test_rows_that_go_through_the_layers_in_parts_keep_their_order() -> None:
    count = 3 * layers.MANY
    sheet = ColumnLayers(count)
    x = added(sheet, Ratio(pl.int_range(count, dtype=pl.Int64, eager=True).reverse(), 1)).top
    twice = sheet.keep(times(x, 2))
    less = sheet.keep(minus(twice, pick(compare(twice, "from", const(count)), const(1), const(0))))
    found = sheet.ratio(Pair(less)).numerator.to_list()
    assert found == [2 * at - (2 * at >= count) for at in reversed(range(count))]


def test_a_kept_column_can_be_given_its_true_bounds() -> None:
    sheet = ColumnLayers(3)
    x = added(sheet, column(1, 5, None, over=3)).top
    per = added(sheet, column(2, 4, 3)).top
    loose = sheet.keep(Whole(x.expr, -900, 900, nullable=True))
    wide = sheet.keep(Whole(per.expr, 1, 2**80))
    found = sheet.tightened(Pair(loose, 3, wide))
    assert (bounds(found.top), found.scale, bounds(found.per)) == (
        (1, 5, True, False),
        3,
        (2, 4, False, True),
    )
    assert sheet.values(found) == [F(1, 6), F(5, 12), None]
    even = sheet.tightened(Pair(loose, 3))
    assert (bounds(even.top), even.per) == ((1, 5, True, False), None)
    one = sheet.tightened(Pair(const(7), 3, wide))
    assert (one.top.constant, bounds(one.per)) == (7, (2, 4, False, True))
    assert (found.top.layer, found.top.name) == (1, loose.name)


def test_whatever_is_read_first_computes_what_is_kept() -> None:
    def fresh() -> tuple[ColumnLayers, Pair]:
        sheet = ColumnLayers(2)
        x = added(sheet, column(1, 0)).top
        return sheet, Pair(sheet.keep(plus(x, x)), 2)

    sheet, kept = fresh()
    assert sheet.ratio(kept).values() == [F(1), F(0)]
    sheet, kept = fresh()
    assert sheet.values(kept) == [F(1), F(0)]
    sheet, kept = fresh()
    assert sheet.value(kept, 0) == F(1)
    sheet, kept = fresh()
    assert sheet.zeros(kept) == [1]
    sheet, kept = fresh()
    assert bounds(sheet.tightened(kept).top) == (0, 2, False, False)


@pytest.mark.parametrize("word", ["from", "above", "up_to", "below"])
def test_a_number_is_compared_with_a_column_that_has_one_value_in_all_rows(word: BoundWord) -> None:
    """Nobody has the value that another column is chosen by, so all rows of that one are alike."""
    sheet = ColumnLayers(2)
    known = added(sheet, column(None, None)).top
    alike = sheet.keep(pick(compare(known, "from", const(1)), const(0), const(3)))
    for one, other in ((const(1), alike), (alike, const(1))):
        found = sheet.keep(as_whole(compare(one, word, other)))
        assert sheet.values(Pair(found, 1, None)) == [None, None]
