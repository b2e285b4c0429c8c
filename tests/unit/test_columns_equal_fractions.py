"""Every formula on whole columns gives what fractions give, row by row, and keeps the least width.

The columns are of every kind: over one denominator, over one in each row, with gaps, on either side
of 0. What is known of a number before it is computed is true of it, and close: moved up to the edge of 64
bits by what is known, it takes 64, and one more takes 128.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction as F
from itertools import count, product
from math import gcd

import polars as pl
import pytest

from csvariable.engine.columns import evaluation as module
from csvariable.engine.columns.bounded import Whole
from csvariable.engine.columns.evaluation import ColumnFacts, ColumnResults, differences, evaluate
from csvariable.engine.columns.layers import ColumnLayers
from csvariable.engine.columns.ratios import Pair
from csvariable.engine.columns.role_steps import Loose
from csvariable.engine.exact import evaluation as exact
from csvariable.facts.ratio import LIMIT, NARROW, Ratio, whole_series
from csvariable.kernel.formula import (
    Choose,
    Curve,
    Fact,
    Formula,
    Given,
    Greatest,
    Grid,
    Holds,
    Known,
    Least,
    Part,
    Product,
    Quotient,
    Ref,
    Rounded,
    Split,
    Start,
    Sum,
)
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.segment import BoundWord, Segment
from csvariable.kernel.step import Program, Step
from csvariable.kernel.unit import Mode, Unit

WORDS: tuple[BoundWord, ...] = ("from", "above", "up_to", "below")
MODES: tuple[Mode, ...] = ("half-up", "half-even", "half-down", "up", "down")


def over(tops: Sequence[int | None], under: int | Sequence[int] = 1) -> Ratio:
    """A column over one denominator, or over one in each row."""
    return Ratio(whole_series(tops), under if isinstance(under, int) else pl.Series(under, dtype=pl.Int64))


def given(**columns: Ratio) -> ColumnFacts:
    count = len(next(iter(columns.values())).numerator)
    ids = pl.Series([f"p{at}" for at in range(count)], dtype=pl.String)
    return ColumnFacts(count=count, columns=columns, ids=ids)


class Proved(ColumnLayers):
    """Layers that keep what is claimed of each column before it is computed."""

    def __init__(self, height: int) -> None:
        super().__init__(height)
        self.claims: dict[str, Whole] = {}

    def keep(self, whole: Whole) -> Whole:
        found = super().keep(whole)
        if found.name is not None:
            self.claims[found.name] = found
        return found

    def prove(self) -> None:
        """Compare the claims with the numbers: none is beyond the bounds, none is missing without a word."""
        columns = {name: self.ratio(Pair(one)).numerator for name, one in self.claims.items()}
        frame = pl.DataFrame(columns)
        for name, low, high, gaps in zip(
            columns, frame.min().row(0), frame.max().row(0), frame.null_count().row(0), strict=True
        ):
            claim = self.claims[name]
            assert low is None or (claim.low <= low and high <= claim.high), (claim, low, high)
            assert claim.nullable or not gaps, claim


def run(formulas: Mapping[str, Formula], facts: ColumnFacts) -> ColumnResults:
    steps = (Step(name, Purpose.SETTLED, Unit.NUMBER, one, ()) for name, one in formulas.items())
    sheets: list[Proved] = []

    def proved(height: int) -> Proved:
        sheets.append(Proved(height))
        return sheets[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "ColumnLayers", proved)
        found = evaluate({None: Program(tuple(steps), ())}, facts)
    for sheet in sheets:
        sheet.prove()
    return found


def same(formulas: Mapping[str, Formula], facts: ColumnFacts) -> ColumnResults:
    """Compute by columns alone, with the values of fractions."""
    found = run(formulas, facts)
    assert loose(found) == []
    assert differences(exact.evaluate(found.programs, facts.facts), found) == []
    for ratio in found.rows.values():
        assert isinstance(ratio.denominator, int) or (ratio.denominator > 0).all(ignore_nulls=False)
    return found


def loose(found: ColumnResults) -> list[str]:
    """The steps that were left to fractions."""
    table = found.row_side.locals[None].table
    return [name for name, column in table.items() if isinstance(column, Loose)]


# ------------------------------------------------------------------------------------- kinds of columns

FACTS = given(
    quarters=over([3, -8, 0, None, 5, 6], 4),
    sixths=over([5, -12, 1, 2, -7, 9], 6),
    above=over([1, 2, 3, 4, 5, 6], 4),
    not_below=over([0, 2, 1, 0, 1, 2], 4),
    below=over([-1, -2, -3, -4, -1, -1], 3),
    not_above=over([0, -2, -3, 0, -1, -2], 3),
    by_row=over([1, -4, 0, 3, None, 9], [2, 2, 5, 9, 7, 6]),
    by_other=over([3, -2, 0, 2, 1, -1], [4, 1, 6, 6, 3, 8]),
    flag=over([1, 0, None, 1, 0, 1]),
)
BY_ROW, OTHER = Fact("by_row"), Fact("by_other")
FIRST: Formula = Holds(Fact("above"), "from", Given(F(1)))
OPERANDS: Mapping[str, Formula] = {
    **{name: Fact(name) for name in FACTS.columns if name != "flag"},
    "a number": Given(F(5, 6)),
    "a debt": Given(F(-2)),
    "zero": Given(F(0)),
    "nothing": Fact("none"),
    "a fifth": Product((BY_ROW, Given(F(1, 5)))),
    "chosen": Choose(FIRST, BY_ROW, OTHER),
    "chosen too": Choose(FIRST, OTHER, BY_ROW),
    "a truth": FIRST,
}
THIRD = Given(F(1, 3))
OPERATIONS: Mapping[str, Callable[[Formula, Formula], Formula]] = {
    "sum": lambda a, b: Sum((a, THIRD, b)),
    "sum of three": lambda a, b: Sum((a, b, a)),
    "product": lambda a, b: Product((a, THIRD, b, Given(F(6)))),
    "product of three": lambda a, b: Product((a, b, a)),
    "quotient": Quotient,
    "quotients": lambda a, b: Quotient(Quotient(Given(F(1)), Sum((a, THIRD))), Quotient(a, b)),
    "least": lambda a, b: Least((a, b)),
    "greatest": lambda a, b: Greatest((a, b)),
    "least of four": lambda a, b: Least((a, THIRD, b, Given(F(1, 4)))),
    "greatest of four": lambda a, b: Greatest((a, THIRD, b, Given(F(1, 4)))),
    "choice": lambda a, b: Choose(Fact("flag"), a, b),
    "choice by number": lambda a, b: Choose(a, b, THIRD),
    "known": lambda a, b: Sum((Known(Quotient(a, b)), Known(a))),
    **{word: lambda a, b, word=word: Holds(a, word, b) for word in WORDS},  # type: ignore[misc]
    **{f"{word}, chosen": lambda a, b, word=word: Choose(Holds(a, word, b), a, b) for word in WORDS},  # type: ignore[misc]
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_gives_in_each_row_what_fractions_give(name: str) -> None:
    find = OPERATIONS[name]
    pairs = product(OPERANDS.items(), OPERANDS.items())
    same({f"{left} {right}": find(a, b) for (left, a), (right, b) in pairs}, FACTS)


@pytest.mark.parametrize("mode", MODES)
def test_roundings_are_those_of_fractions(mode: Mode) -> None:
    tops = [*range(-14, 15), None, 100, -100]
    facts = given(
        whole=over(tops),
        sixths=over(tops, 6),
        by_row=over(tops, [at % 6 + 1 for at in range(len(tops))]),
        above=over([top and abs(top) for top in tops], 4),
        known=over([top or 0 for top in tops], 4),
        known_by_row=over([top or 0 for top in tops], [at % 5 + 2 for at in range(len(tops))]),
        nothing=over([None] * len(tops), 3),
    )
    units = (F(1, 6), F(1, 2), F(1), F(2), F(5, 3), F(7))
    asked = {f"{name} {unit}": Rounded(Fact(name), unit, mode) for name in facts.columns for unit in units}
    same({**asked, "a number": Rounded(Given(F(5, 2)), F(1), mode)}, facts)


def test_a_column_is_compared_with_numbers_on_beside_and_far_from_its_values() -> None:
    tops, far = [0, 3, -2, None, 4, 1], F(2**130, 3)
    facts = given(
        whole=over(tops),
        quarters=over(tops, 4),
        by_row=over(tops, [3, 1, 2, 6, 5, 4]),
        longest=over([2**126 - 1, 0, None, 1, 2, 1 - 2**126]),
    )
    nears = (F(0), F(1, 2), F(1, 3), F(1, 9), F(-1, 9), F(-1, 2), far, -far)
    asked: dict[str, Formula] = {}
    for name, ratio in facts.columns.items():
        marks = {value + near for value in ratio.values() if value is not None for near in nears}
        for word, mark in product(WORDS, marks):
            if name != "by_row" or abs(mark) < 99:
                asked[f"{name} {word} {mark}"] = Holds(Fact(name), word, Given(mark))
    same(asked, facts)


# ----------------------------------------------------------------------------------- curves and matrices

MEASURES = given(
    whole=over([-3, 0, 1, 2, None, 3, 9, 10]),
    quarters=over([-5, 0, 2, 3, 4, None, 11, 40], 4),
    by_row=over([-5, 1, 4, 3, None, 3, 9, 70], [4, 2, 4, 3, 5, 2, 6, 7]),
    halves=over([1, 2, 3, 4, 5, 6, 8, 9], 2),
    by_other=over([1, 1, 5, 4, 2, 6, 8, 9], [1, 2, 2, 4, 3, 2, 5, 1]),
)
READ: Mapping[str, Formula] = {
    **{name: Fact(name) for name in MEASURES.columns},
    "a quotient": Quotient(Fact("whole"), Fact("quarters")),
    "a number": Given(F(3, 2)),
    "nothing": Fact("none"),
}
RISING: Sequence[tuple[F | int, F | int, F | int]] = [
    (-1, 1, F(1, 3)),
    (F(1, 2), 0, F(5, 3)),
    (1, F(3, 2), -2),
    (F(3, 2), 9, 0),
    (F(5, 2), 2, F(1, 7)),
]
FALLING = [(start, base, -slope) for start, base, slope in reversed(RISING)]


def curve(
    of: Formula,
    lines: Sequence[tuple[F | int, F | int, F | int]],
    *,
    owns: bool = True,
    falling: bool = False,
    before: F | int = 0,
    cap: F | int | None = None,
) -> Curve:
    """A curve of segments: where each starts, its height there, its slope."""
    made = tuple(Segment(F(start), owns, F(base), F(slope), ()) for start, base, slope in lines)
    return Curve(of, made, falling, F(before), None if cap is None else F(cap))


@pytest.mark.parametrize("owns", [True, False])
@pytest.mark.parametrize(("before", "cap"), [(0, None), (F(1, 5), F(7, 3)), (3, 2)])
def test_curves_have_in_each_row_the_height_at_its_value(owns: bool, before: F, cap: F | None) -> None:
    lines = {"rising": RISING, "falling": FALLING, "flat": []}
    asked: dict[str, Formula] = {
        f"{name} {of}": curve(one, some, owns=owns, falling=name == "falling", before=before, cap=cap)
        for (of, one), (name, some) in product(READ.items(), lines.items())
    }
    same(asked, MEASURES)


PAYS = ((F(1), F(1, 3), F(5)), (F(2), F(0), F(-7, 2)), (F(1, 2), F(8), F(11)))
Axis = Sequence[tuple[BoundWord, F | int]]
AXES: Sequence[tuple[Axis, Axis]] = (
    ([("from", 0), ("above", 1), ("from", 5)], [("from", F(1, 2)), ("from", F(3, 2)), ("above", 3)]),
    ([("from", 9), ("from", 2), ("from", -1)], [("up_to", 4), ("below", 2), ("up_to", F(1, 2))]),
)


@pytest.mark.parametrize("linear", [*product((False, True), repeat=2)])
@pytest.mark.parametrize("axes", AXES, ids=["rising", "falling"])
def test_matrices_have_in_each_row_the_height_at_its_two_values(
    axes: tuple[Axis, Axis], linear: tuple[bool, bool]
) -> None:
    rows, columns = (tuple(Start(word, F(at)) for word, at in axis) for axis in axes)
    asked: dict[str, Formula] = {
        f"{left} {right}": Grid(a, b, rows, columns, PAYS, linear, ())
        for (left, a), (right, b) in product(READ.items(), READ.items())
    }
    same(asked, MEASURES)


# ------------------------------------------------------------------------------------------------- parts

CUT = given(
    cents=over([10000, -10000, 100, 0, 1, 2, 3, None, 5], 100),
    never_below=over([10000, 10, 100, 0, 1, 2, 3, 4, 5], 100),
    whole=over([100, -1, 7, 0, 1, 2, 3, 4, None]),
    by_row=over([3, -6, 9, 0, 25, 2, 3, 4, 7], [3, 2, 3, 5, 5, 1, 1, 2, 1]),
    fives=over([200, -10, 70, 0, 10, 20, 30, None, 50], 2),
    equal=over([1, 1, 0, 0, 1, 1, 0, 1, 1]),
    one=over([1, 0, 1, 0, 1, 0, 1, 0, 1]),
    other=over([0, 1, 0, 1, 0, 1, 0, 1, 0]),
    thirds=over([1, 2, 0, 0, 1, 1, 2, 2, 1], 3),
    gaps=over([1, 1, 0, 0, None, 1, 3, 1, None], 2),
    weight_by_row=over([1, 1, 0, 0, 5, 1, 3, 1, 4], [1, 2, 3, 4, 5, 6, 7, 8, 9]),
    some=over([1, 2, 3, 1, 2, 3, 1, 2, 3], 4),
)
TOTALS: Mapping[str, Formula] = {
    **{name: Fact(name) for name in ("cents", "never_below", "whole", "by_row", "fives", "none")},
    "a number": Given(F(-100)),
}
WEIGHTS = """
    equal equal equal; one other; equal thirds; equal thirds 0 gaps; gaps weight_by_row thirds; some
    one one; weight_by_row some 1/7; weight_by_row weight_by_row equal weight_by_row; some 0 2 some; gaps some
    1 1 1; 0 0 0; none equal; none none
"""
CHOICES = [one.split() for one in WEIGHTS.replace("; some\n", "; some;").replace("\n", ";").split(";")]


@pytest.mark.parametrize("unit", [F(1, 100), F(1), F(1, 20), F(5), F(5, 2)], ids=str)
def test_each_row_is_cut_into_parts_as_in_fractions(unit: F) -> None:
    asked: dict[str, Formula] = {}
    for (total, whole), choice in product(TOTALS.items(), filter(None, CHOICES)):
        own = CUT.columns[total].values() if total in CUT.columns else [F(-100)]
        if any(value is not None and (value / unit).denominator > 1 for value in own):
            continue  # what is cut is a multiple of the unit
        weights = tuple(Given(F(one)) if one[0].isdigit() else Fact(one) for one in choice)
        names = ("b", "c", "a", "d")[: len(choice)]
        split = Split(whole, weights, names, unit)
        asked |= {f"{total} {' '.join(choice)} {name}": Part(split, name) for name in names}
    found = same(asked, CUT)
    if unit == 1:
        thirds = [found.rows[f"whole equal equal equal {name}"].values()[2] for name in "abc"]
        assert thirds == [F(3), F(2), F(2)]  # all weights are 0: equal parts, the odd one to the first name


# ------------------------------------------------------------------------------------------------- widths

RANGES = ((-3, -1), (-2, 0), (-2, 3), (-3, 2), (0, 0), (0, 3), (1, 1), (1, 3), (2, 5))


def name_of(of: tuple[int, int], side: str) -> str:
    return f"{side} from {of[0]} to {of[1]}"


def every(*, missing: bool) -> ColumnFacts:
    """Two columns for each range, in which every number of one range meets every number of the other."""
    numbers: list[int | None] = [*range(-3, 6), *([None] if missing else [])]
    rows = list(product(numbers, numbers))
    return given(**{
        name_of((low, high), side): over(
            [None if row[at] is None else min(max(row[at] or 0, low), high) for row in rows]
        )
        for at, side in enumerate("xy")
        for low, high in RANGES
    })  # fmt: skip


CLOSE: Mapping[str, Callable[[Formula, Formula], Formula]] = {
    "sum": lambda a, b: Sum((a, b)),
    "difference": lambda a, b: Sum((a, Product((b, Given(F(-1)))))),
    "product": lambda a, b: Product((a, b)),
    "least": lambda a, b: Least((a, b)),
    "greatest": lambda a, b: Greatest((a, b)),
    "choice": lambda a, b: Choose(Holds(a, "above", b), a, b),
    "rounded": lambda a, b: Rounded(Product((a, b, Given(F(1, 2)))), F(1), "down"),
    **{word: lambda a, b, word=word: Holds(a, word, b) for word in WORDS},  # type: ignore[misc]
}


@pytest.mark.parametrize("name", CLOSE)
@pytest.mark.parametrize("missing", [False, True])
def test_numbers_on_either_side_of_0_meet_each_other(name: str, missing: bool) -> None:
    asked = {
        f"{one} {other}": CLOSE[name](Fact(name_of(one, "x")), Fact(name_of(other, "y")))
        for one, other in product(RANGES, RANGES)
    }
    facts = every(missing=missing)
    found = same(asked, facts)
    if not missing and name not in {"choice", "rounded"}:
        assert_close(asked, found, facts)


def assert_close(asked: Mapping[str, Formula], found: ColumnResults, facts: ColumnFacts) -> None:
    """A result takes 64 bits up to its very greatest and least number, and 128 beyond."""
    probes: dict[str, Formula] = {}
    for name in asked:
        values = [value for value in found.rows[name].values() if value is not None]
        if len(set(values)) > 1:
            for more in (0, 1):
                probes[f"{name} up {more}"] = Sum((Ref(name), Given(NARROW - max(values) + more)))
                probes[f"{name} down {more}"] = Sum((Ref(name), Given(-NARROW - min(values) - more)))
    moved = run({**asked, **probes}, facts)
    for probe in probes:
        wide = moved.rows[probe].numerator.dtype == pl.Int128
        assert wide == probe.endswith("1"), probe


def around(ends: tuple[int, int], scale: int) -> list[tuple[Formula, bool]]:
    """Numbers that move a numerator over a scale up to the edge of 64 bits, and one beyond it."""
    low, high = ends
    tops = (
        (NARROW - high, False),
        (NARROW - high + 1, True),
        (-NARROW - low, False),
        (-NARROW - low - 1, True),
    )
    return [(Given(F(top, scale)), wide) for top, wide in tops]


QUARTERS, SIXTHS, ABOVE = Fact("quarters"), Fact("sixths"), Fact("above")
NOT_BELOW, NOT_ABOVE, BELOW = Fact("not_below"), Fact("not_above"), Fact("below")
STEEP = curve(Fact("x"), [(F(5, 2), 0, 4), (F(19, 2), 10, 0)], before=3)
X = given(
    x=over([0, 37, 100]),
    late=over([5, 6, 9]),
    gap=over([5, None, 9]),
    whole=over([0, 9, 4]),
    one=over([1, 2, 3]),
    other=over([1, 3, 2]),
)
LATE, GAP = Fact("late"), Fact("gap")
ENDS: Mapping[str, tuple[ColumnFacts, Formula, tuple[int, int], int]] = {
    "a sum": (FACTS, Sum((QUARTERS, Given(F(1, 8)), SIXTHS)), (-8 * 6 - 12 * 4 + 3, 6 * 6 + 9 * 4 + 3), 24),
    "a product": (FACTS, Product((QUARTERS, Given(F(8)), SIXTHS)), (-72, 96), 3),
    "a quotient by a number": (FACTS, Quotient(QUARTERS, Given(F(5, 6))), (-24, 18), 10),
    "the least": (FACTS, Least((QUARTERS, SIXTHS, Given(F(1)))), (-24, 12), 12),
    "the greatest": (FACTS, Greatest((QUARTERS, SIXTHS, Given(F(1)))), (12, 18), 12),
    "the least number": (FACTS, Least((Given(F(1, 3)), QUARTERS, Given(F(0)))), (-8, 0), 4),
    "no rounding": (FACTS, Rounded(QUARTERS, F(1, 4), "up"), (-8, 6), 4),
    "a rounding above 0": (FACTS, Rounded(ABOVE, F(1, 2), "half-up"), (1, 3), 2),
    "a rounding from 0": (FACTS, Rounded(NOT_BELOW, F(1, 2), "up"), (0, 1), 2),
    "a rounding of a debt": (FACTS, Rounded(QUARTERS, F(3, 2), "down"), (-3, 3), 2),
    "a rounding of a greater debt": (
        FACTS,
        Rounded(Product((QUARTERS, Given(F(4)))), F(2), "down"),
        (-8, 8),
        1,
    ),
    "a choice": (FACTS, Choose(FIRST, QUARTERS, SIXTHS), (-24, 18), 12),
    "a curve between its bounds": (
        X,
        curve(Fact("x"), [(10, 5, F(1, 2)), (40, 30, 2), (50, 12, 0)], before=2),
        (4, 100),
        2,
    ),
    "from the first whole number inside": (X, curve(Fact("x"), [(F(5, 2), 0, 4)], before=50), (2, 390), 1),
    "to the last whole number inside": (X, STEEP, (2, 26), 1),
    "falling, from the first to the last": (
        X,
        curve(Fact("x"), [(F(19, 2), 2, -4), (F(5, 2), 10, 0)], before=7, falling=True),
        (4, 28),
        1,
    ),
    "from the least value": (X, curve(LATE, [(3, 4, 1)], before=100), (6, 10), 1),
    "to the greatest value": (X, curve(LATE, [(7, 4, 1)], before=5), (4, 6), 1),
    "falling, from the greatest value": (X, curve(LATE, [(99, 0, -1)], falling=True), (90, 94), 1),
    "falling, to the least value": (X, curve(LATE, [(7, 4, -1)], before=5, falling=True), (4, 6), 1),
    "never below 0": (X, curve(Fact("x"), [(10, -5, 1)], before=1), (0, 85), 1),
    "never above the cap": (X, curve(Fact("x"), [(10, 5, 1)], before=1, cap=F(15, 2)), (2, 15), 2),
    "beyond the reach of everybody": (X, curve(Fact("x"), [(10, 5, 0), (101, 999, 0)], before=1), (1, 5), 1),
    "nothing, or what is reached": (X, curve(GAP, [(3, 4, 1)], before=100), (0, 10), 1),
    "a matrix without the lines that nobody reads": (
        X,
        Grid(
            GAP,
            Fact("one"),
            (Start("from", F(0)), Start("from", F(3))),
            (Start("from", F(1)),),
            ((F(999),), (F(7),)),
            (False, False),
            (),
        ),
        (0, 7),
        1,
    ),
    "a part": (
        X,
        Part(Split(Fact("whole"), (Fact("one"), Fact("other")), ("b", "c"), F(1)), "b"),
        (0, 10),
        1,
    ),
}


@pytest.mark.parametrize("name", ENDS)
def test_the_ends_of_a_result_are_known_and_close(name: str) -> None:
    facts, formula, ends, scale = ENDS[name]
    same({"s": formula}, facts)
    steps = {f"{at}": Sum((Ref("s"), more)) for at, (more, _) in enumerate(around(ends, scale))}
    found = run({"s": formula, **steps}, facts)
    assert found.rows["s"].denominator == scale
    wide = [found.rows[name].numerator.dtype == pl.Int128 for name in steps]
    assert wide == [False, True, False, True]


OVER_ROWS: Mapping[str, tuple[Formula, int]] = {
    "a sum": (Sum((BY_ROW, BY_ROW)), 18),
    "a sum in fifths": (Sum((BY_ROW, OPERANDS["a fifth"])), 54),
    "a sum over two columns": (Sum((BY_ROW, OTHER)), 9 * 8 + 3 * 9),
    "a product": (Product((BY_ROW, QUARTERS, OTHER)), 8 * 9 * 3),
    "a quotient": (Quotient(QUARTERS, ABOVE), 8),
    "a quotient of other denominators": (Quotient(ABOVE, SIXTHS), 18),
    "a quotient by what is below 0": (Quotient(ABOVE, BELOW), 18),
    "a quotient by what is 0 or below": (Quotient(ABOVE, NOT_ABOVE), 18),
    "a quotient by what is 0 or above": (Quotient(ABOVE, NOT_BELOW), 6),
    "a quotient over one column": (Quotient(BY_ROW, Product((BY_ROW, Given(F(2))))), 9),
}


@pytest.mark.parametrize("name", OVER_ROWS)
def test_numerators_over_rows_are_known_and_close(name: str) -> None:
    """A factor brings the greatest of them up to the edge of 64 bits, and the next one beyond it."""
    formula, most = OVER_ROWS[name]
    beyond = next(factor for factor in count(NARROW // most + 1) if gcd(factor, 720) == 1)
    steps = {f"{factor}": Product((Ref("s"), Given(F(factor)))) for factor in (NARROW // most, beyond)}
    found = run({"s": formula, **steps}, FACTS)
    assert [found.rows[name].numerator.dtype == pl.Int128 for name in steps] == [False, True]


def test_a_quotient_by_what_is_0_or_below_is_below_0() -> None:
    """Its numerators over 4 go from -18 to -3, and what varies below them from 1 to 3."""
    quotient = Quotient(ABOVE, NOT_ABOVE)
    found = run({"s": Sum((quotient, Given(F((NARROW + 3) // 3, 4))))}, FACTS)
    assert found.rows["s"].numerator.dtype == pl.Int64


def test_a_column_is_itself_once_its_ends_were_looked_for() -> None:
    """A product that no column holds has its factors looked at; then a sum over one column is still one."""
    rows: dict[str, Formula] = {
        "s": BY_ROW,
        "much": Product((Ref("s"), Given(F(2**130)))),
        "twice": Sum((Ref("s"), BY_ROW)),
        "edge": Product((Ref("twice"), Given(F(NARROW // 18)))),
    }
    found = run(rows, FACTS)
    assert loose(found) == ["much"]
    assert differences(exact.evaluate(found.programs, FACTS.facts), found) == []
    assert found.rows["edge"].numerator.dtype == pl.Int64


def test_what_is_small_again_takes_64_bits_again() -> None:
    facts = given(wide=over([NARROW + 5, NARROW + 9]), x=over([1, 2]))
    small = Sum((Fact("wide"), Given(F(-NARROW))))
    found = same({"small": small, "less": Sum((Fact("x"), Ref("small"))), "wide": Fact("wide")}, facts)
    assert found.rows["small"].numerator.dtype == found.rows["less"].numerator.dtype == pl.Int64
    assert found.rows["wide"].numerator.dtype == pl.Int128


LONG = given(
    most=over([LIMIT, 0]),
    less=over([LIMIT - 1, 0]),
    least=over([-LIMIT, 0]),
    half=over([LIMIT // 2, -3]),
    debt=over([-(LIMIT // 2), 3]),
    root=over([2**63, -(2**63)]),
    edge=over([NARROW, -NARROW]),
    one=over([1, -1]),
    other=over([1, 1], [3, 5]),
)
LONGER = Given(F(NARROW + 1))
FITS: Mapping[str, tuple[Formula, bool]] = {
    "a sum up to the most": (Sum((Fact("less"), Given(F(1)))), True),
    "a sum beyond it": (Sum((Fact("most"), Given(F(1)))), False),
    "a sum down to the least": (Sum((Fact("debt"), Given(F(-(LIMIT - LIMIT // 2))))), True),
    "a sum below it": (Sum((Fact("least"), Given(F(-1)))), False),
    "a sum of two": (Sum((Fact("half"), Fact("half"))), True),
    "a sum of three": (Sum((Fact("half"), Fact("half"), Fact("one"), Fact("one"))), False),
    "twice the half": (Product((Fact("half"), Given(F(2)))), True),
    "three times the half": (Product((Fact("half"), Given(F(3)))), False),
    "a square": (Product((Fact("root"), Fact("root"))), True),
    "a square and more": (Product((Fact("root"), Fact("root"), Given(F(2)))), False),
    "a column of 64 bits less more": (Sum((Fact("edge"), Product((LONGER, Given(F(-1)))))), True),
    "the least of 64 bits and more": (Least((Fact("edge"), LONGER)), True),
    "the greatest of 64 bits and more": (Greatest((Fact("edge"), LONGER)), True),
    "a comparison with more": (Holds(Sum((Fact("edge"), Given(F(3)))), "from", LONGER), True),
    "a choice of more": (Choose(Holds(Fact("one"), "above", Given(F(0))), Fact("edge"), LONGER), True),
    "over rows": (Sum((Fact("root"), Fact("other"))), True),
    "too long over rows": (Sum((Fact("half"), Fact("other"))), False),
}


@pytest.mark.parametrize("name", FITS)
def test_numbers_take_128_bits_or_are_left_to_fractions_and_never_wrap(name: str) -> None:
    formula, fits = FITS[name]
    found = run({"s": formula}, LONG)
    assert loose(found) == ([] if fits else ["s"])
    assert differences(exact.evaluate(found.programs, LONG.facts), found) == []


def test_a_rest_that_fills_64_bits_is_not_cut() -> None:
    facts = given(one=over([1, 1]), much=over([NARROW + 1, 3]), other=over([1, 5]))
    split = Split(Fact("one"), (Fact("much"), Fact("other")), ("b", "a"), F(1))
    same({name: Part(split, name) for name in "ab"}, facts)
