"""Bounds, part by part: what has no value, what is not known, and where lines change."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from csvariable.bounds import Domains, Interval, PersonBounds, exactly
from csvariable.bounds.interval import NOTHING, outermost, quotient
from csvariable.bounds.linear import VOID, times
from csvariable.bounds.reading import UNKNOWN, BoundReading
from csvariable.bounds.shapes import on_curve
from csvariable.kernel.figure import told
from csvariable.kernel.formula import (
    Choose,
    Curve,
    Fact,
    Formula,
    Given,
    Holds,
    OfParts,
    Over,
    Part,
    Placed,
    Product,
    Ref,
    Shared,
    Split,
    Sum,
)
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.segment import Segment
from csvariable.kernel.step import Program, Step
from csvariable.kernel.unit import Unit

X, Y, NONE = Fact("x"), Fact("y"), Fact("none")
CENT = F(1, 100)
ZERO, TEN = Given(F(0)), Given(F(10))
UP = Curve(X, (Segment(F(1), True, F(1), F(2), ()),), False, F(0), F(4))


def step(name: str, formula: Formula) -> Step:
    return Step(name, Purpose.SETTLED, Unit.NUMBER, formula, ())


def reading(**steps: Formula) -> BoundReading:
    return BoundReading(steps, {"x": Interval(F(0), F(4)), "y": Interval(F(-1), F(2), absent=True)})


def of_row(formula: Formula) -> Interval:
    return reading().interval(formula)


def test_intervals_of_quotients_and_of_the_least() -> None:
    assert quotient(Interval(F(1), F(3)), exactly(F(2))) == Interval(F(1, 2), F(3, 2))
    assert quotient(Interval(F(1), F(3)), exactly(F(-2))) == Interval(F(-3, 2), F(-1, 2))
    assert outermost([exactly(F(1)), NOTHING], least=True) == NOTHING
    assert outermost([exactly(F(1)), exactly(F(3))], least=False) == exactly(F(3))


def test_what_never_has_a_value_makes_nothing_of_it() -> None:
    assert times(VOID, F(2)) is VOID
    assert on_curve(UP, NOTHING) == NOTHING
    assert of_row(NONE) == NOTHING
    assert of_row(Ref("none")) == NOTHING
    assert of_row(Product((NONE, X))) == NOTHING
    assert of_row(Choose(NONE, X, Y)) == NOTHING
    assert of_row(Part(Split(NONE, (X,), ("a",), CENT), "a")) == NOTHING
    assert of_row(Part(Split(X, (X, NONE), ("a", "b"), CENT), "a")) == NOTHING


def test_a_share_of_weights_that_may_be_below_nothing_is_anything_of_the_whole() -> None:
    part = Part(Split(TEN, (Y, X), ("a", "b"), CENT), "a")
    assert of_row(part) == Interval(F(0), F(10), absent=True)
    known = Part(Split(TEN, (Given(F(1)), Sum((X, Given(F(1))))), ("a", "b"), CENT), "a")
    found = of_row(known)
    assert found.holds(F(10, 6))
    assert found.holds(F(5))
    assert not found.holds(F(6))


@pytest.mark.parametrize(
    "formula",
    [
        Over("s", "sum", "team"),
        Shared("s", True, "s", "s", "team", False, CENT),
        Placed("s", "s", (F(1),), "company", CENT, False, ()),
    ],
)
def test_what_looks_beyond_its_row_is_the_formula_of_a_step(formula: Formula) -> None:
    with pytest.raises(TypeError, match=f"{type(formula).__name__} stands alone as the formula of a step"):
        of_row(Sum((formula, X)))


def test_what_comes_from_other_rows_is_known_by_their_domain_alone() -> None:
    across = Over("s", "sum", "team")
    assert reading(s=across).step("s").interval == UNKNOWN
    known = BoundReading({"s": across}, {told("s"): Interval(F(1), F(2))})
    assert known.step("s").interval == Interval(F(1), F(2))
    beside = BoundReading({"s": across}, {"s": Interval(F(1), F(2))})
    assert beside.step("s").interval == UNKNOWN  # a column of the files that has the name of the step
    pot = {"amount": X, "key": X, "member": X}
    shared = Shared("amount", False, "key", "member", "team", False, CENT)
    assert reading(**pot, s=shared).step("s").interval == Interval(F(0), F(4), absent=True)
    pooled = Shared("amount", True, "key", "member", "team", False, CENT)
    assert reading(**pot, s=pooled).step("s").interval == UNKNOWN


def person(*rows: BoundReading) -> BoundReading:
    return BoundReading({}, {}, rows)


def test_a_part_that_may_have_no_value_may_add_nothing() -> None:
    one, other = reading(s=Sum((Y, Given(F(5))))), reading(s=X)
    assert person(one, other).interval(OfParts("s", "sum")) == Interval(F(0), F(11))
    assert person(one, other).interval(OfParts("s", "last")) == Interval(F(0), F(4))
    assert person(reading(s=NONE), other).interval(OfParts("s", "sum")) == Interval(F(0), F(4))
    with pytest.raises(TypeError, match="a row has no parts"):
        of_row(OfParts("s", "sum"))


# ------------------------------------------------------------------------------------------------ extremes


def made(formula: Formula, domains: Domains) -> PersonBounds:
    return PersonBounds(
        (Program((step("s", formula),), (step("total", OfParts("s", "sum")),)),), (domains,), {}
    )


def test_nothing_is_looked_for_where_nothing_can_vary() -> None:
    known = made(Sum((X, TEN)), {"x": exactly(F(2))}).extreme(OfParts("s", "sum"), most=True)
    assert (known.bound, known.reached) == (F(12), True)
    unknown = made(Over("s", "sum", "team"), {"x": exactly(F(2))}).extreme(OfParts("s", "sum"), most=True)
    assert (unknown.bound, unknown.reached) == (None, False)


@pytest.mark.parametrize("most", [True, False])
def test_a_jump_inside_or_at_the_end_of_what_can_be_is_found(most: bool) -> None:
    """From 2 on, 10 - x; below, x: 8 is paid at 2, and 0 at 0 or at 10."""
    jump = Choose(Holds(X, "from", Given(F(2))), Sum((TEN, Product((Given(F(-1)), X)))), X)
    for high in (F(10), F(2)):
        found = made(jump, {"x": Interval(F(0), high)}).extreme(OfParts("s", "sum"), most=most)
        assert (found.bound, found.reached) == (F(8) if most else F(0), True)
