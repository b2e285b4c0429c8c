"""Where the lines of a program change: the values of facts at which a formula reaches a level."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from csvariable.bounds import Interval
from csvariable.bounds.cuts import cuts_of
from csvariable.bounds.reading import BoundReading
from csvariable.kernel.formula import (
    Choose,
    Curve,
    Fact,
    Formula,
    Given,
    Greatest,
    Grid,
    Holds,
    Least,
    OfParts,
    Over,
    Product,
    Quotient,
    Ref,
    Rounded,
    Start,
    Sum,
)
from csvariable.kernel.segment import Segment

X, Y, NONE = Fact("x"), Fact("y"), Fact("none")
TEN_BY_X = Quotient(Given(F(10)), X)
BENT = Curve(X, (Segment(F(2), True, F(1), F(2), ()), Segment(F(4), True, F(5), F(0), ())))
"""From 1 at 2, twice as fast as x; from 4 on, 5."""


def number(value: int) -> Given:
    return Given(F(value))


def row(**steps: Formula) -> BoundReading:
    return BoundReading(steps, {"x": Interval(F(1), F(40)), "y": Interval(F(-1), F(20))})


def cuts(formula: Formula, **steps: Formula) -> dict[str, list[F]]:
    found = cuts_of(BoundReading({}, {}, (row(**steps, s=formula),)))
    return {column: values for (_, column), values in found.items()}


def reaching(formula: Formula, level: int, **steps: Formula) -> dict[str, list[F]]:
    return cuts(Holds(formula, "from", number(level)), **steps)


@pytest.mark.parametrize(
    ("formula", "level", "found"),
    [
        (Sum((Product((number(2), X)), number(3))), 7, {"x": [2]}),
        (TEN_BY_X, 4, {"x": [F(5, 2)]}),
        (Quotient(NONE, X), 4, {}),
        (Quotient(Rounded(X, F(2), "half-up"), number(4)), 3, {"x": [11, 12, 13]}),
        (Sum((Rounded(X, F(2), "half-up"), number(5))), 11, {"x": [5, 6, 7]}),
        (Sum((TEN_BY_X, Y)), 11, {}),
        (Sum((TEN_BY_X, NONE)), 11, {}),
        (Sum((TEN_BY_X, NONE, number(1))), 11, {}),
        (Sum((Sum((TEN_BY_X, number(5))), number(3))), 12, {"x": [F(5, 2)]}),
        (BENT, 3, {"x": [2, 3, 4]}),
        (Quotient(X, Y), 4, {}),
        (Rounded(X, F(1), "half-up"), 3, {"x": [F(5, 2), 3, F(7, 2)]}),
        (Rounded(Product((number(2), X)), F(1, 2), "up"), 3, {"x": [F(11, 8), F(3, 2), F(13, 8)]}),
        (Least((TEN_BY_X, Y)), 5, {"x": [2], "y": [5]}),
        (Greatest((TEN_BY_X, Y)), 5, {"x": [2], "y": [5]}),
        (Choose(Y, TEN_BY_X, Product((number(2), Y))), 8, {"x": [F(5, 4)], "y": [4]}),
        (Product((number(2), number(3), TEN_BY_X)), 12, {"x": [5]}),
        (Product((TEN_BY_X, number(6))), 12, {"x": [5]}),
        (Product((number(0), TEN_BY_X)), 12, {}),
        (Product((number(2), TEN_BY_X, Quotient(number(4), Y))), 12, {}),
        (Product((TEN_BY_X, NONE)), 12, {}),
    ],
    ids=str,
)
def test_a_formula_reaches_a_level_where_its_inverse_says(
    formula: Formula, level: int, found: dict[str, list[F]]
) -> None:
    assert reaching(formula, level) == found


def test_steps_are_followed_to_the_facts_that_they_rest_on() -> None:
    assert reaching(Ref("a"), 4, a=Ref("b"), b=TEN_BY_X) == {"x": [F(5, 2)]}
    assert reaching(Ref("none"), 4) == {}
    assert reaching(Ref("t"), 3, t=Over("x", "sum", "team")) == {}
    assert cuts_of(row(s=BENT)) == {}  # of no row that is known
    assert reaching(X, 4, a=Holds(X, "below", number(2))) == {"x": [2, 4]}


def test_the_steps_of_several_rows_are_followed_into_each_row_that_has_them() -> None:
    total = {"t": Holds(OfParts("s", "sum"), "from", number(4))}
    double = Product((number(2), X))
    assert cuts_of(BoundReading(total, {}, (row(s=X), row(s=double)))) == {(0, "x"): [4], (1, "x"): [2]}
    bent = cuts_of(BoundReading(total, {}, (row(s=TEN_BY_X), row(), row(s=Least((X, Y))))))
    assert bent == {(0, "x"): [F(5, 2)], (2, "x"): [4], (2, "y"): [4]}
    assert cuts_of(row(t=Holds(Sum((OfParts("s", "last"),)), "from", NONE))) == {}


def test_a_curve_changes_at_its_starts_and_where_it_meets_its_cap() -> None:
    segments = (
        Segment(F(2), True, F(1), F(0), ()),
        Segment(F(4), False, F(1), F(1, 2), ()),
    )
    assert cuts(Curve(X, segments)) == {"x": [2, 4]}
    assert cuts(Curve(X, segments, cap=F(3))) == {"x": [2, 4, 8]}


def test_a_matrix_changes_at_the_starts_of_its_rows_and_columns() -> None:
    rows = (Start("from", F(1)), Start("above", F(3)))
    columns = (Start("up_to", F(9)), Start("below", F(5)))
    pays = ((F(1), F(2)), (F(3), F(4)))
    assert cuts(Grid(X, Y, rows, columns, pays, (False, False), ())) == {"x": [1, 3], "y": [5, 9]}


def test_a_condition_changes_at_a_bound_that_is_one_number() -> None:
    assert cuts(Holds(X, "above", Sum((number(1), number(2))))) == {"x": [3]}
    assert cuts(Holds(X, "above", Sum((number(1), Y)))) == {}
    assert cuts(Holds(X, "above", NONE)) == {}
