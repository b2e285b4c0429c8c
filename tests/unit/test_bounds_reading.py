"""A program read over intervals: what each node can be, exactly, and what stays one and the same value."""

from __future__ import annotations

from fractions import Fraction as F
from typing import TypeAlias

import pytest

from csvariable.bounds import Interval, exactly
from csvariable.bounds.interval import FLAG, NOTHING
from csvariable.bounds.reading import UNKNOWN, BoundReading
from csvariable.kernel.apportion import apportion
from csvariable.kernel.figure import told
from csvariable.kernel.formula import (
    Choose,
    Curve,
    Fact,
    Formula,
    Given,
    Greatest,
    Holds,
    Known,
    Least,
    OfParts,
    Over,
    Part,
    Placed,
    Product,
    Quotient,
    Ref,
    Rounded,
    Shared,
    Split,
    Sum,
)
from csvariable.kernel.segment import BoundWord, Segment

DOMAINS = {
    "x": Interval(F(0), F(4)),
    "z": Interval(F(2), F(3)),
    "w": Interval(F(-1), F(5)),
    "perhaps": Interval(F(1), F(2), absent=True),
    "three": Interval(F(3), F(3), absent=True),
    "unknown": UNKNOWN,
    "any": Interval(None, None),
    "zero": exactly(F(0)),
}
X, Z, W, NONE = Fact("x"), Fact("z"), Fact("w"), Fact("none")
PERHAPS, THREE, ANY = Fact("perhaps"), Fact("three"), Fact("any")
CENT = F(1, 100)
Number: TypeAlias = F | int


def number(value: Number | str) -> Given:
    return Given(F(value))


def times(formula: Formula, factor: Number | str) -> Formula:
    return Product((number(factor), formula))


def read(formula: Formula) -> Interval:
    return BoundReading({}, DOMAINS).interval(formula)


def between(low: Number | str, high: Number | str, *, absent: bool = False) -> Interval:
    return Interval(F(low), F(high), absent)


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        (number(3), between(3, 3)),
        (X, between(0, 4)),
        (NONE, NOTHING),
        (Ref("none"), NOTHING),
        (Sum((X, Z, number(1))), between(3, 8)),
        (Sum((X, NONE)), NOTHING),
        (Product((X, Z, W, number(2))), between(-24, 120)),
        (Product((Z, number(2), number(3))), between(12, 18)),
        (Product((X, THREE)), between(0, 12, absent=True)),
        (Product((THREE, number(2))), between(6, 6, absent=True)),
        (Product((X, Z, THREE)), between(0, 36, absent=True)),
        (Product((X, PERHAPS)), between(0, 8, absent=True)),
        (Product((X, NONE)), NOTHING),
        (Quotient(X, Z), between(0, 2)),
        (Quotient(X, number(2)), between(0, 2)),
        (Quotient(X, THREE), between(0, F(4, 3), absent=True)),
        (Quotient(PERHAPS, number(2)), between(F(1, 2), 1, absent=True)),
        (Quotient(X, Fact("zero")), NOTHING),
        (Quotient(NONE, X), NOTHING),
        (Quotient(X, NONE), NOTHING),
        (Quotient(NONE, number(2)), NOTHING),
        (Least((X, Z)), between(0, 3)),
        (Greatest((X, Z)), between(2, 4)),
        (Least((X, Sum((PERHAPS, number(9))))), between(0, 4, absent=True)),
        (Greatest((Sum((X, number(9))), PERHAPS)), between(9, 13, absent=True)),
        (Least((X, NONE)), NOTHING),
        (Greatest((NONE, X)), NOTHING),
        (Greatest((NONE,)), NOTHING),
        (Least((NONE, NONE)), NOTHING),
        (Least((X,)), between(0, 4)),
        (Known(X), exactly(F(1))),
        (Known(PERHAPS), FLAG),
        (Known(NONE), exactly(F(0))),
        (Rounded(Sum((X, number("0.4"))), F(1), "half-up"), between(0, 4)),
    ],
    ids=str,
)
def test_a_node_can_be_what_its_values_give(formula: Formula, found: Interval) -> None:
    assert read(formula) == found


# ----------------------------------------------------------------------------------- one and the same value


@pytest.mark.parametrize(
    ("formula", "factor"),
    [
        (Sum((X, number(0))), 1),
        (Product((number(6), Quotient(X, number(3)))), 2),
        (Least((X, Sum((X, number(F(1, 2)))))), 1),
        (Least((Sum((X, number(F(1, 2)))), X)), 1),
        (Least((X, X)), 1),
        (Greatest((X, Sum((X, number(F(-1, 2)))))), 1),
        (Greatest((Sum((X, number(F(-1, 2)))), X)), 1),
        (Greatest((X, X)), 1),
        (Least((X, number(4))), 1),
        (Greatest((number(0), X)), 1),
        (Choose(Known(X), X, number(9)), 1),
        (Choose(Holds(X, "up_to", number(4)), X, number(9)), 1),
        (Choose(Holds(X, "above", number(4)), number(9), X), 1),
    ],
    ids=str,
)
def test_what_is_always_the_fact_itself_is_known_to_be(formula: Formula, factor: int) -> None:
    assert read(Sum((formula, times(X, -factor)))) == exactly(F(0))


def line(start: int, base: int, slope: int, **more: bool) -> Segment:
    return Segment(F(start), True, F(base), F(slope), (), **more)


@pytest.mark.parametrize(
    ("curve", "factor", "base"),
    [
        (Curve(X, (line(0, 0, 2),)), 2, 0),
        (Curve(X, (line(-1, 5, 2), line(7, 3, 1))), 2, 7),
        (Curve(X, (line(0, 0, 2),), cap=F(8)), 2, 0),
        (Curve(X, (line(0, 8, -2),)), -2, 8),
        (Curve(X, (line(5, 3, -2),), falling=True), -2, 13),
        (Curve(X, (line(4, 0, -1), line(-3, 7, 0)), falling=True), -1, 4),
    ],
    ids=range(6),
)
def test_a_curve_on_one_line_moves_with_its_measure(curve: Curve, factor: int, base: int) -> None:
    assert read(Sum((curve, times(X, -factor)))) == exactly(F(base))


@pytest.mark.parametrize(
    ("curve", "found"),
    [
        (Curve(X, (line(0, 0, 2),), cap=F(7)), between(0, 7)),
        (Curve(X, (line(0, -1, 2),)), between(0, 7)),
        (Curve(X, (line(0, 0, 2), line(2, 7, 0))), between(0, 7)),
        (Curve(X, (line(0, -1, 2),), cap=F(5)), between(0, 5)),
        (Curve(X, (line(0, 3, -1),)), between(0, 3)),
        (Curve(X, (line(3, 5, 0),), before=F(2)), between(2, 5)),
        (Curve(PERHAPS, (line(0, 0, 3),)), between(3, 6, absent=True)),
        (Curve(NONE, (line(0, 0, 3),)), NOTHING),
    ],
    ids=range(8),
)
def test_a_curve_that_bends_is_its_least_to_its_greatest_height(curve: Curve, found: Interval) -> None:
    assert read(curve) == found


# ------------------------------------------------------------------------------------------- conditions


@pytest.mark.parametrize(
    ("word", "bounds"),
    [
        ("from", ((0, 1), (F(1, 2), None), (4, None), (F(9, 2), 0))),
        ("above", ((F(-1, 2), 1), (0, None), (F(1, 2), None), (4, 0))),
        ("up_to", ((F(-1, 2), 0), (0, None), (F(7, 2), None), (4, 1))),
        ("below", ((0, 0), (F(1, 2), None), (4, None), (F(9, 2), 1))),
    ],
)
def test_a_condition_holds_always_never_or_sometimes(
    word: BoundWord, bounds: tuple[tuple[Number, int | None], ...]
) -> None:
    """Somewhere in 0 to 4: an end is decided by the word alone, and half a unit is as good as two."""
    for bound, holds in bounds:
        assert read(Holds(X, word, number(bound))) == (FLAG if holds is None else exactly(F(holds)))
        turned: dict[BoundWord, BoundWord] = {
            "from": "up_to",
            "above": "below",
            "up_to": "from",
            "below": "above",
        }
        assert read(Holds(number(bound), turned[word], X)) == read(Holds(X, word, number(bound)))


@pytest.mark.parametrize(("word", "holds"), [("from", 1), ("above", 1), ("up_to", 0), ("below", 0)])
def test_a_condition_at_an_open_end_is_decided(word: BoundWord, holds: int) -> None:
    beyond = BoundReading({}, {"x": Interval(F(1), None, low_open=True)})
    assert beyond.interval(Holds(X, word, number(1))) == exactly(F(holds))
    assert beyond.interval(Holds(times(X, -1), word, number(-1))) == exactly(F(1 - holds))


def test_a_condition_on_what_may_lack_a_value_may_lack_one() -> None:
    assert read(Holds(PERHAPS, "from", number(1))) == between(1, 1, absent=True)
    assert read(Holds(number(1), "from", PERHAPS)) == between(0, 1, absent=True)
    assert read(Holds(ANY, "from", number(1))) == FLAG
    assert read(Holds(ANY, "below", number(1))) == FLAG
    assert read(Holds(NONE, "from", number(1))) == NOTHING


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        (Choose(Known(PERHAPS), PERHAPS, number(9)), between(1, 9)),
        (Choose(Known(X), PERHAPS, number(9)), between(1, 2, absent=True)),
        (Choose(Known(PERHAPS), THREE, number(9)), between(3, 9, absent=True)),
        (Choose(Known(NONE), NONE, X), between(0, 4)),
        (Choose(Known(NONE), number(9), NONE), NOTHING),
        (Choose(Holds(X, "from", Z), W, number(9)), between(-1, 9)),
        (Choose(Holds(X, "from", Z), number(9), W), between(-1, 9)),
        (Choose(Holds(PERHAPS, "from", number(1)), X, number(9)), between(0, 4, absent=True)),
        (Choose(Holds(number(0), "from", number(1)), X, PERHAPS), between(1, 2, absent=True)),
        (Choose(Holds(PERHAPS, "from", number(2)), X, number(9)), between(0, 9, absent=True)),
        (Choose(Holds(X, "from", Z), NONE, W), between(-1, 5, absent=True)),
        (Choose(NONE, X, X), NOTHING),
    ],
    ids=str,
)
def test_a_choice_is_either_or_both(formula: Formula, found: Interval) -> None:
    assert read(formula) == found


# ------------------------------------------------------------------------------------------------ parts


def cut(total: Formula, *weights: Formula, unit: F = CENT) -> Interval:
    names = tuple("abc"[: len(weights)])
    return read(Part(Split(total, weights, names, unit), "a"))


def test_a_part_of_what_is_known_is_what_is_paid() -> None:
    assert cut(number(10), number(1), number(2)) == exactly(F("3.33"))
    assert cut(number(10), number(2), number(1)) == exactly(F("6.67"))
    assert cut(number(10), THREE, number(3)) == between(5, 5, absent=True)
    assert cut(THREE, number(1), number(1)) == between("1.5", "1.5", absent=True)


def test_all_of_a_total_is_its_only_part() -> None:
    assert cut(X, Z) == cut(X, Fact("zero")) == cut(X, number(1)) == between(0, 4)
    assert cut(X, PERHAPS) == between(0, 4, absent=True)
    assert cut(ANY, X) == Interval(None, None)


@pytest.mark.parametrize(
    ("own", "others", "low", "high"),
    [
        ((1, 2), [(3, 4)], F(1, 5), F(2, 5)),
        ((0, 2), [(3, 4)], 0, F(2, 5)),
        ((F(1, 2), 2), [(F(1, 2), F(3, 2))], F(1, 4), F(4, 5)),
        ((1, None), [(3, 4)], F(1, 5), 1),
        ((1, 2), [(3, None)], 0, F(2, 5)),
        ((1, 2), [(0, 4)], F(1, 5), 1),
        ((0, 2), [(0, 3), (0, 4)], 0, 1),
        ((0, 0), [(0, 4)], 0, F(1, 2)),
        ((0, 0), [(0, 3), (0, 4)], 0, F(1, 3)),
        ((0, 4), [(0, 0), (0, 0)], F(1, 3), 1),
        ((0, 0), [(2, 4)], 0, 0),
        ((2, 4), [(0, 0)], 1, 1),
        ((2, 4), [(0, 1), (0, 1)], F(1, 2), 1),
        ((1, 2), [(1, 2), (1, 2)], F(1, 5), F(1, 2)),
        ((2, 2), [(1, 1), (1, 2)], F(2, 5), F(1, 2)),
        ((-1, 2), [(3, 4)], 0, 1),
        ((1, 2), [(-3, 4)], 0, 1),
        ((None, 2), [(3, 4)], 0, 1),
        ((1, 2), [(None, 4)], 0, 1),
    ],
)
def test_a_part_lies_between_its_shares_at_the_ends_of_the_weights(
    own: tuple[Number | None, Number | None],
    others: list[tuple[Number | None, Number | None]],
    low: Number,
    high: Number,
) -> None:
    domains = {
        f"w{at}": Interval(None if least is None else F(least), None if most is None else F(most))
        for at, (least, most) in enumerate([own, *others])
    }
    weights = tuple(Fact(name) for name in domains)
    part = Part(Split(number(60), weights, tuple("abc"[: len(weights)]), F(1)), "a")
    assert BoundReading({}, domains).interval(part) == between(60 * F(low), 60 * F(high))


def test_a_part_is_cut_to_the_unit_on_its_own_side_of_nothing() -> None:
    two, whole = Part(Split(number(1), (Z, Z, Z), ("a", "b", "c"), CENT), "a"), Fact("whole")
    assert read(two) == between("0.25", "0.43")
    for ends, found in (
        ((F(1, 2), F(1)), ("0.12", "0.43")),
        ((F(-1), F(-1, 2)), ("-0.43", "-0.12")),
        ((F(-1), F(1)), ("-0.43", "0.43")),
    ):
        reading = BoundReading({}, {**DOMAINS, "whole": Interval(*ends)})
        assert reading.interval(Part(Split(whole, (Z, Z, Z), ("a", "b", "c"), CENT), "a")) == between(*found)
    weights = [F(2), F(3), F(3)]
    for amount in (F(-1), F(-1, 2), F(1, 2), F(1)):
        paid = apportion(amount, weights, ("a", "b", "c"), CENT)[0]
        assert between("-0.43", "0.43").holds(paid)


def test_a_part_of_what_is_not_known_is_not_known() -> None:
    assert cut(Fact("unknown"), number(1), number(2)) == UNKNOWN
    assert cut(ANY, number(1), number(2)) == Interval(None, None)
    assert cut(X, number(1), number(1)) == between(0, 2)
    assert cut(X, PERHAPS, number(1)) == between(0, "2.67", absent=True)
    assert cut(PERHAPS, number(1), number(1)) == between("0.5", 1, absent=True)
    assert cut(NONE, number(1), number(1)) == NOTHING
    assert cut(X, number(1), NONE) == NOTHING


# --------------------------------------------------------------------------------------------- other rows


def row(**steps: Formula) -> BoundReading:
    return BoundReading(steps, DOMAINS)


def placed(flag: Formula) -> Interval:
    podium = Placed("by", "there", (F(30), F(50)), "company", CENT, False, ())
    return row(by=X, there=flag, s=podium).step("s").interval


def test_a_prize_is_at_most_the_greatest_and_none_for_who_cannot_stand_there() -> None:
    assert placed(number(1)) == placed(Holds(X, "from", Z)) == between(0, 50)
    assert placed(Holds(PERHAPS, "from", number(2))) == between(0, 50, absent=True)
    assert placed(number(0)) == exactly(F(0))
    assert placed(NONE) == NOTHING


def shared(
    amount: Formula, flag: Formula, *, pooled: bool = False, at_most: bool = False, key: Formula = X
) -> Interval:
    node = Shared("amount", pooled, "key", "there", "team", at_most, CENT)
    return row(amount=amount, key=key, there=flag, s=node).step("s").interval


def test_a_share_is_at_most_the_amount_and_none_for_who_is_no_member() -> None:
    assert shared(Z, number(1)) == between(0, 3, absent=True)
    assert shared(X, number(1)) == between(0, 4, absent=True)
    assert shared(Sum((X, number(F(1, 2)))), number(1)) == between(0, "4.5", absent=True)
    assert shared(Z, number(0)) == shared(Z, number(0), pooled=True) == exactly(F(0))
    assert shared(Z, NONE) == NOTHING
    assert shared(W, number(1)) == shared(NONE, number(1)) == shared(ANY, number(1)) == UNKNOWN
    assert shared(Z, number(1), pooled=True) == UNKNOWN


def test_an_award_of_a_limited_pool_is_never_raised() -> None:
    large = Sum((X, number(9)))
    assert shared(large, number(1), at_most=True) == between(0, 4, absent=True)
    assert shared(large, number(1), at_most=True, key=number("2.005")) == between(0, "2.01", absent=True)
    assert shared(large, number(1), at_most=True, key=ANY) == between(0, 13, absent=True)
    assert shared(Z, number(1), at_most=True) == between(0, 3, absent=True)
    assert shared(W, number(1), at_most=True) == UNKNOWN


def test_what_comes_from_other_rows_is_known_by_its_own_domain_alone() -> None:
    across = Over("s", "sum", "team")
    assert row(s=across).step("s").interval == UNKNOWN
    known, beside = ({name: between(1, 2)} for name in (told("s"), "s"))
    assert BoundReading({"s": across}, known).step("s").interval == between(1, 2)
    assert BoundReading({"s": across}, beside).step("s").interval == UNKNOWN  # a column of that name


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
        read(Sum((formula, X)))


# -------------------------------------------------------------------------------------- rows of a person


def rows_of(*domains: Interval) -> BoundReading:
    rows = tuple(BoundReading({"s": X}, {"x": one}) for one in domains)
    return BoundReading({}, {}, rows)


def test_a_person_reads_the_facts_of_the_last_row() -> None:
    person = rows_of(between(1, 2), between(3, 4), between(5, 6))
    assert person.interval(X) == between(5, 6)
    assert person.interval(OfParts("s", "last")) == between(5, 6)
    assert person.interval(OfParts("s", "sum")) == between(9, 12)
    assert person.interval(Sum((OfParts("s", "last"), times(X, -1)))) == exactly(F(0))


def test_rows_that_may_lack_a_value_add_it_or_nothing() -> None:
    person = rows_of(between(1, 2, absent=True), between(3, 4), NOTHING, between(-6, -5, absent=True))
    assert person.interval(OfParts("s", "sum")) == between(-3, 6)
    assert person.interval(Sum((OfParts("s", "sum"), times(OfParts("s", "sum"), -1)))) == exactly(F(0))
    assert rows_of(NOTHING, NOTHING).interval(OfParts("s", "sum")) == exactly(F(0))
    assert rows_of(NOTHING).interval(OfParts("s", "sum")) == NOTHING
    assert rows_of(between(1, 2, absent=True)).interval(OfParts("s", "sum")) == between(1, 2, absent=True)
    with pytest.raises(TypeError, match="a row has no parts"):
        read(OfParts("s", "sum"))
