"""The nodes of formulas, and what a formula reads."""

from __future__ import annotations

from fractions import Fraction as F

from csvariable.kernel.formula import (
    Choose,
    Curve,
    Fact,
    Over,
    Placed,
    Product,
    Ref,
    Shared,
    Sum,
    across,
    facts_of,
    refs,
)


def test_a_curve_rises_from_nothing_unless_it_is_said_to_fall() -> None:
    curve = Curve(Ref("a"), ())
    assert refs(curve) == ("a",)
    assert (curve.falling, curve.before, curve.cap) == (False, F(0), None)


def test_what_a_formula_reads_stands_once_and_in_order() -> None:
    formula = Sum((Fact("y"), Choose(Ref("b"), Product((Fact("x"), Ref("a"))), Sum((Ref("b"), Fact("y"))))))
    assert refs(formula) == ("b", "a")
    assert facts_of(formula) == ("y", "x")
    assert across(formula) == ()


def test_what_a_formula_reads_of_other_rows() -> None:
    assert across(Over("s", "sum", "team")) == ("s",)
    assert across(Shared("pot", True, "key", "member", "team", False, F(1))) == ("pot", "key", "member")
    assert across(Placed("by", "there", (F(1),), "company", F(1), False, ())) == ("by", "there")
