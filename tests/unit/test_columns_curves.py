"""Curves, matrices and parts of money by whole columns: what each row has, and what is known beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction as F

import pytest
from sheets import bounds, column, denominator, numbers, over, read

from csvariable.engine.columns.curves import Cut, curve_pair, cut, grid_pair, part_of
from csvariable.engine.columns.layers import ColumnLayers
from csvariable.engine.columns.ratios import ColumnOperand, Pair, kept, lowered, quotient
from csvariable.engine.exact.curves import on_curve, on_grid
from csvariable.facts.model import Value
from csvariable.facts.ratio import Overflow, Ratio
from csvariable.kernel.apportion import apportion
from csvariable.kernel.formula import Curve, Fact, Grid, Part, Split, Start
from csvariable.kernel.segment import BoundWord, Segment

CENT = F(1, 100)
X, Y = Fact("x"), Fact("y")
MEASURES: Mapping[str, Ratio] = {
    "whole": over([-3, 0, 1, 2, None, 3, 9, 10], 1),
    "over 4": over([-5, 0, 2, 3, 4, None, 11, 40], 4),
    "by row": over([-5, 1, 4, 3, None, 3, 9, 70], [4, 2, 4, 3, 5, 2, 6, 7]),
    "never nothing": over([1, 2, 3, 4, 5, 6, 8, 9], 2),
    "by another row": over([1, 1, 5, 4, 2, 6, 8, 9], [1, 2, 2, 4, 3, 2, 5, 1]),
}


def measures() -> tuple[ColumnLayers, dict[str, ColumnOperand]]:
    sheet = ColumnLayers(8)
    found = dict(zip(MEASURES, sheet.add_all(list(MEASURES.values())), strict=True))
    return sheet, {**found, "a number": F(3, 2), "nothing": None}


def own(sheet: ColumnLayers, operand: ColumnOperand) -> ColumnOperand:
    """An operand whose columns are computed with all others."""
    return kept(operand, sheet.keep) if isinstance(operand, Pair) else operand


# ---------------------------------------------------------------------------------------------- curves


def curve(
    *segments: tuple[F | int, F | int, F | int],
    owns: bool = True,
    falling: bool = False,
    before: F | int = 0,
    cap: F | int | None = None,
) -> Curve:
    """A curve of segments: where each starts, its height there, its slope."""
    made = tuple(Segment(F(start), owns, F(base), F(slope), ()) for start, base, slope in segments)
    return Curve(X, made, falling, F(before), None if cap is None else F(cap))


RISING = ((-1, 1, F(1, 3)), (F(1, 2), 0, F(5, 3)), (1, F(3, 2), -2), (F(3, 2), 9, 0), (F(5, 2), 2, F(1, 7)))
CURVES = [
    curve(*segments, owns=owns, falling=falling, before=before, cap=cap)
    for segments, falling in (
        (RISING, False),
        (tuple((start, base, -slope) for start, base, slope in reversed(RISING)), True),
        ((), False),
    )
    for owns in (True, False)
    for before, cap in ((0, None), (F(1, 5), F(7, 3)), (3, 2))
]


@pytest.mark.parametrize("name", [*MEASURES, "a number", "nothing"])
def test_a_curve_has_in_each_row_the_height_at_its_value(name: str) -> None:
    sheet, found = measures()
    values = read(sheet, found[name])
    heights = [own(sheet, curve_pair(one, found[name], sheet.keep)) for one in CURVES]
    for one, height in zip(CURVES, heights, strict=True):
        assert read(sheet, height) == [None if x is None else on_curve(one, x) for x in values], one


@pytest.mark.parametrize("falling", [False, True])
def test_a_bound_belongs_to_the_segment_that_owns_it(falling: bool) -> None:
    sheet, x = column([1, 2, 3])
    for owns, height in ((True, 10), (False, 7)):
        one = curve((2, 10, 0), owns=owns, falling=falling, before=7)
        ends = (10, height, 7) if falling else (7, height, 10)
        assert read(sheet, curve_pair(one, x, sheet.keep)) == list(ends)


def test_a_stretch_of_one_whole_number_is_read_there() -> None:
    sheet, x = column([0, 1, 2])
    one = curve((1, 5, 0), (F(3, 2), 9, 0), before=3)
    assert read(sheet, curve_pair(one, x, sheet.keep)) == [3, 5, 9]


def test_a_stretch_between_whole_numbers_is_read_by_none() -> None:
    """Only who stands between 6/5 and 3/2 would get 7; of whole numbers none does."""
    sheet, x = column([0, 1, 2])
    assert curve_pair(curve((F(6, 5), 7, 0), (F(3, 2), 0, 0)), x, sheet.keep) == 0


STEEP = F(4)
CLOSE: Mapping[str, tuple[Sequence[int | None], Curve, tuple[int, int], int]] = {
    "between its bounds": (
        [0, 37, 100],
        curve((10, 5, F(1, 2)), (40, 30, 2), (50, 12, 0), before=2),
        (4, 100),
        2,
    ),
    "from the first whole number inside": ([0, 37, 100], curve((F(5, 2), 0, STEEP), before=50), (2, 390), 1),
    "to the last whole number inside": (
        [0, 37, 100],
        curve((F(5, 2), 0, STEEP), (F(19, 2), 10, 0), before=3),
        (2, 26),
        1,
    ),
    "falling, from the first to the last": (
        [0, 37, 100],
        curve((F(19, 2), 2, -STEEP), (F(5, 2), 10, 0), before=7, falling=True),
        (4, 28),
        1,
    ),
    "from the least value": ([5, 6, 9], curve((3, 4, 1), before=100), (6, 10), 1),
    "to the greatest value": ([5, 6, 9], curve((7, 4, 1), before=5), (4, 6), 1),
    "falling, from the greatest value": ([5, 6, 9], curve((99, 0, -1), falling=True), (90, 94), 1),
    "falling, to the least value": ([5, 6, 9], curve((7, 4, -1), before=5, falling=True), (4, 6), 1),
    "never below 0": ([0, 37, 100], curve((10, -5, 1), before=1), (0, 85), 1),
    "never above the cap": ([0, 37, 100], curve((10, 5, 1), before=1, cap=F(15, 2)), (2, 15), 2),
    "beyond the reach of everybody": ([0, 37, 100], curve((10, 5, 0), (101, 999, 0), before=1), (1, 5), 1),
    "nothing, or what is reached": ([5, None, 9], curve((3, 4, 1), before=100), (0, 10), 1),
}


@pytest.mark.parametrize("name", CLOSE)
def test_the_heights_of_a_curve_are_known_from_the_stretches_that_are_reached(name: str) -> None:
    tops, one, ends, scale = CLOSE[name]
    sheet, x = column(tops)
    found = curve_pair(one, x, sheet.keep)
    assert (bounds(found), denominator(found)) == (ends, (scale, 1, 1))
    assert read(sheet, found) == [None if top is None else on_curve(one, F(top)) for top in tops]


def test_a_curve_of_ratios_leaves_out_what_nobody_has_not_reached() -> None:
    """All stand at 45 or above; the height before 3 would be 100 over 1 or 2."""
    sheet, x = column([50, None, 90], [1, 2, 2])
    found = curve_pair(curve((3, 4, 1), before=100), x, sheet.keep)
    assert (bounds(found), denominator(found)) == ((0, 92), (1, 1, 2))
    assert read(sheet, found) == [51, None, 46]


@pytest.mark.parametrize(("start", "heights"), [(20, [7, None, 7]), (3, [4, None, 4]), (6, [7, None, 4])])
def test_nothing_has_no_height_though_all_others_stand_on_one_side(
    start: int, heights: Sequence[Value]
) -> None:
    sheet, x = column([5, None, 9])
    assert read(sheet, curve_pair(curve((start, 4, 0), before=7), x, sheet.keep)) == heights


# -------------------------------------------------------------------------------------------- matrices


def grid(
    rows: Sequence[tuple[BoundWord, F | int]],
    columns: Sequence[tuple[BoundWord, F | int]],
    pays: Sequence[Sequence[F | int]],
    linear: tuple[bool, bool] = (False, False),
) -> Grid:
    def starts(of: Sequence[tuple[BoundWord, F | int]]) -> tuple[Start, ...]:
        return tuple(Start(word, F(value)) for word, value in of)

    lines = tuple(tuple(F(one) for one in line) for line in pays)
    return Grid(X, Y, starts(rows), starts(columns), lines, linear, ())


PAYS = ((1, F(1, 3), 5), (2, 0, F(-7, 2)), (F(1, 2), 8, 11))
Axis = Sequence[tuple[BoundWord, F | int]]
AXES: Sequence[tuple[Axis, Axis]] = (
    ([("from", 0), ("above", 1), ("from", 5)], [("from", F(1, 2)), ("from", F(3, 2)), ("above", 3)]),
    ([("from", 9), ("from", 2), ("from", -1)], [("up_to", 4), ("below", 2), ("up_to", F(1, 2))]),
)
GRIDS = [
    grid(rows, columns, PAYS, (by_rows, by_columns))
    for by_rows in (False, True)
    for by_columns in (False, True)
    for rows, columns in AXES
]


@pytest.mark.parametrize("left", [*MEASURES, "a number", "nothing"])
def test_a_matrix_has_in_each_row_the_height_at_its_two_values(left: str) -> None:
    sheet, found = measures()
    values = {name: read(sheet, operand) for name, operand in found.items()}
    asked = [
        (one, right, own(sheet, grid_pair(one, found[left], operand, sheet.keep)))
        for one in GRIDS
        for right, operand in found.items()
    ]
    for one, right, height in asked:
        expected = [
            None if x is None or y is None else on_grid(one, x, y)
            for x, y in zip(values[left], values[right], strict=True)
        ]
        assert read(sheet, height) == expected, (one, right)


def test_a_matrix_by_lines_is_read_between_its_four_corners() -> None:
    """A quarter of the way down, half of the way across: of 0, 100, 200 and 1000."""
    one = grid([("from", 0), ("from", 4)], [("from", 0), ("from", 10)], [[0, 100], [200, 1000]], (True, True))
    sheet, x = column([1, 1, 4, 0, -1])
    y = sheet.add(over([5, 0, 10, 12, 5], 1))
    assert read(sheet, grid_pair(one, x, y, sheet.keep)) == [F(375, 2), 50, 1000, 100, 0]


def test_a_matrix_of_a_measure_that_nobody_has_is_nothing_for_all() -> None:
    sheet, x = column([1, 2])
    assert grid_pair(GRIDS[0], None, x, sheet.keep) is None
    assert grid_pair(GRIDS[0], x, None, sheet.keep) is None
    assert grid_pair(GRIDS[0], None, None, sheet.keep) is None
    assert curve_pair(CURVES[0], None, sheet.keep) is None


def test_a_matrix_leaves_out_the_lines_that_nobody_reads() -> None:
    """All rows stand at 5 or above, so that the line of 999 is not among the bounds."""
    sheet, x = column([5, None, 9])
    y = sheet.add(over([1, 2, 3], 1))
    found = grid_pair(grid([("from", 0), ("from", 3)], [("from", 2)], [[999], [7]]), x, y, sheet.keep)
    assert (bounds(found), denominator(found)) == ((0, 7), (1, 1, 1))
    assert read(sheet, found) == [0, None, 7]


# ----------------------------------------------------------------------------------------------- parts

NAMES = ("b", "c", "a", "d")
ROWS = 9
TOTALS: Mapping[str, Ratio] = {
    "cents": over([10000, -10000, 100, 0, 1, 2, 3, None, 5], 100),
    "never below 0": over([10000, 10, 100, 0, 1, 2, 3, 4, 5], 100),
    "whole": over([100, -1, 7, 0, 1, 2, 3, 4, None], 1),
    "by row": over([3, -6, 9, 0, 25, 2, 3, 4, 7], [3, 2, 3, 5, 5, 1, 1, 2, 1]),
    "fives": over([200, -10, 70, 0, 10, 20, 30, None, 50], 2),
}
WEIGHTS: Mapping[str, Ratio] = {
    "equal or none": over([1, 1, 0, 0, 1, 1, 0, 1, 1], 1),
    "one": over([1, 0, 1, 0, 1, 0, 1, 0, 1], 1),
    "the other": over([0, 1, 0, 1, 0, 1, 0, 1, 0], 1),
    "in thirds": over([1, 2, 0, 0, 1, 1, 2, 2, 1], 3),
    "at times nothing": over([1, 1, 0, 0, None, 1, 3, 1, None], 2),
    "by row": over([1, 1, 0, 0, 5, 1, 3, 1, 4], [1, 2, 3, 4, 5, 6, 7, 8, 9]),
    "always some": over([1, 2, 3, 1, 2, 3, 1, 2, 3], 4),
}
CHOICES: Sequence[Sequence[str | F]] = [
    ("equal or none", "equal or none", "equal or none"),
    ("one", "the other"),
    ("equal or none", "in thirds"),
    ("equal or none", "in thirds", F(0), "at times nothing"),
    ("at times nothing", "by row", "in thirds"),
    ("by row", "always some", F(1, 7)),
    ("by row", "by row", "equal or none", "by row"),
    ("always some",),
    ("always some", F(0), F(2), "always some"),
    ("at times nothing", "always some"),
    (F(1), F(1), F(1)),
    (F(0), F(0), F(0)),
]


def part(of: int, unit: F, name: str = "a") -> Part:
    return Part(Split(X, (Y,) * of, NAMES[:of], unit), name)


@pytest.mark.parametrize("unit", [CENT, F(1), F(1, 20), F(5), F(5, 2)], ids=str)
def test_each_row_is_cut_into_parts_like_fractions(unit: F) -> None:
    sheet = ColumnLayers(ROWS)
    wholes: dict[str, ColumnOperand] = dict(zip(TOTALS, sheet.add_all(list(TOTALS.values())), strict=True))
    wholes["a number"] = F(-100)
    weights = dict(zip(WEIGHTS, sheet.add_all(list(WEIGHTS.values())), strict=True))
    tables = {name: read(sheet, operand) for name, operand in weights.items()}
    asked: list[tuple[Sequence[str | F], list[Value], Sequence[ColumnOperand]]] = []
    for whole in wholes.values():
        totals = read(sheet, whole)
        if any(value is not None and (value / unit).denominator > 1 for value in totals):
            continue  # what is cut is a multiple of the unit
        for choice in CHOICES:
            chosen = [weights[one] if isinstance(one, str) else one for one in choice]
            found = cut(part(len(choice), unit).split, whole, chosen, sheet.keep)
            if isinstance(found, Cut):
                for one in (found.signs, *found.floors, *found.rests, found.left):
                    numbers(sheet, sheet.keep(one))
                names = NAMES[: len(choice)]
                cuts = [own(sheet, part_of(found, part(len(choice), unit, name))) for name in names]
                asked.append((choice, totals, cuts))
            else:
                assert found is not None
                asked.append((choice, totals, found))
    for choice, totals, parts in asked:
        columns = [read(sheet, one) for one in parts]
        for row, value in enumerate(totals):
            given = [tables[one][row] if isinstance(one, str) else one for one in choice]
            known = [one for one in given if one is not None]
            here = [one[row] for one in columns]
            if value is None or len(known) < len(given):
                assert here == [None] * len(given), (choice, row)
            else:
                assert here == apportion(value, known, NAMES, unit), (choice, row)


def test_what_all_rows_share_is_cut_at_once() -> None:
    keep = ColumnLayers(2).keep
    assert cut(part(3, CENT).split, F(1), [F(1)] * 3, keep) == [F(33, 100), F(33, 100), F(34, 100)]
    assert cut(part(3, CENT).split, F(1), [F(0)] * 3, keep) == [F(33, 100), F(33, 100), F(34, 100)]


@pytest.mark.parametrize("nothing", ["the total", "a weight", "every weight"])
def test_nothing_is_cut_where_something_is_nothing_for_all(nothing: str) -> None:
    sheet, x = column([1, 2])
    whole = None if nothing == "the total" else x
    weights = [x, None] if nothing == "a weight" else [None, None] if nothing == "every weight" else [x, x]
    assert cut(part(2, F(1)).split, whole, weights, sheet.keep) is None


def test_a_weight_below_0_is_left_to_fractions() -> None:
    sheet, x = column([1, 2])
    debt = sheet.add(over([5, -1], 1))
    for weights in ([x, debt], [debt, x], [debt, debt]):
        with pytest.raises(Overflow):
            cut(part(2, F(1)).split, x, weights, sheet.keep)


def test_odd_units_go_to_the_greatest_remainders_and_at_ties_to_the_smallest_names() -> None:
    sheet, whole = column([1, 2, 3, -1, 5])
    weights = sheet.add_all([over([2, 2, 2, 2, 1], 1), over([2, 2, 2, 2, 2], 1), over([2, 2, 2, 2, 1], 1)])
    found = cut(part(3, F(1)).split, whole, weights, sheet.keep)
    assert isinstance(found, Cut)
    assert [read(sheet, part_of(found, part(3, F(1), name))) for name in "abc"] == [
        [1, 1, 1, -1, 1],
        [0, 1, 1, 0, 1],
        [0, 0, 1, 0, 3],
    ]


def test_what_a_cut_leaves_is_known_beforehand() -> None:
    """Of at most 9 units by weights that add up to 2 to 6: no rest is 6, no part below 0 or above 10."""
    sheet, whole = column([0, 9, 4])
    weights = sheet.add_all([over([1, 2, 3], 1), over([1, 3, 2], 1)])
    found = cut(part(2, F(1), "b").split, whole, weights, sheet.keep)
    assert isinstance(found, Cut)
    assert [(one.low, one.high) for one in found.rests] == [(0, 5), (0, 5)]
    assert [(one.low, one.high) for one in found.floors] == [(0, 9), (0, 9)]
    assert (found.left.low, found.left.high) == (0, 2)
    assert bounds(part_of(found, part(2, F(1), "b"))) == (0, 10)


def test_a_part_of_a_quotient_is_cut_from_its_value() -> None:
    sheet, top = column([8, 9, 30])
    under, weight = sheet.add_all([over([2, 3, 5], 1), over([1, 3, 1], 1)])
    whole = quotient(top, under, sheet.keep)
    found = cut(part(2, F(1)).split, whole, [weight, F(1)], sheet.keep)
    assert isinstance(found, Cut)
    parts = [read(sheet, part_of(found, part(2, F(1), name))) for name in NAMES[:2]]
    assert parts == [[2, 2, 3], [2, 1, 3]]
    assert lowered(Pair(found.signs)) == 1
