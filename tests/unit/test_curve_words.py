"""Curves in sentences, and their pictures."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from csvariable.documents.paper.drawing import picture, traced, window
from csvariable.kernel.formula import Curve, Fact
from csvariable.kernel.segment import Segment
from csvariable.kernel.unit import Unit
from csvariable.speech.curves import CurveWords

X = Fact("x")


def curve(*segments: tuple[str, bool, str, str], falling: bool = False, cap: F | None = None) -> Curve:
    made = tuple(Segment(F(start), owned, F(base), F(slope), ()) for start, owned, base, slope in segments)
    return Curve(X, made, falling, cap=cap)


def said(
    one: Curve, measured: Unit = Unit.PERCENT, unit: Unit = Unit.RATE, worth: F | None = None
) -> list[str]:
    words = CurveWords("en", "EUR", measured, unit, worth).sentences(one)
    return [text.replace("\u00a0", " ") for text in words]


def test_a_lookup_says_which_side_its_bounds_belong_to() -> None:
    owned = curve(("0.8", True, "0.5", "0"), ("0.9", True, "1", "0"))
    assert said(owned) == [
        "under 80 %: pays 0 %",
        "from 80 % to under 90 %: pays 50 %",
        "from 90 % on: pays 100 %",
    ]
    passed = curve(("0.8", False, "0.5", "0"), ("0.9", False, "1", "0"))
    assert said(passed) == [
        "up to 80 %: pays 0 %",
        "over 80 % to 90 % included: pays 50 %",
        "over 90 %: pays 100 %",
    ]
    mixed = curve(("0.8", True, "0.5", "0"), ("0.9", False, "1", "0"), ("0.95", True, "2", "0"))
    assert said(mixed)[1:3] == [
        "from 80 % to 90 % included: pays 50 %",
        "over 90 % and under 95 %: pays 100 %",
    ]


def test_where_lower_is_better_the_better_end_comes_last() -> None:
    owned = curve(("30", True, "0.5", "0"), ("20", True, "1", "0"), falling=True)
    assert said(owned, Unit.DAYS) == [
        "over 30 d: pays 0 %",
        "from 30 d down to over 20 d: pays 50 %",
        "up to 20 d: pays 100 %",
    ]
    passed = curve(("30", False, "0.5", "0"), ("20", False, "1", "0"), falling=True)
    assert said(passed, Unit.DAYS) == [
        "from 30 d on: pays 0 %",
        "under 30 d down to 20 d included: pays 50 %",
        "under 20 d: pays 100 %",
    ]
    mixed = curve(("30", True, "0.5", "0"), ("20", False, "1", "0"), ("10", True, "2", "0"), falling=True)
    assert said(mixed, Unit.DAYS)[1:3] == [
        "from 30 d down to 20 d included: pays 50 %",
        "under 20 d and over 10 d: pays 100 %",
    ]


def test_a_line_says_what_each_point_adds_and_how_much_money_that_is() -> None:
    line = curve(("0.9", True, "0", "10"), ("1", True, "1", "0.5"))
    assert said(line, worth=F(300)) == [
        "under 90 %: pays 0 % (€0.00)",
        "from 90 % to 100 %: rises from 0 % to 100 %, 10 % (€30.00) for each point",
        "from 100 % on: pays 100 % (€300.00), and 0.5 % (€1.50) more for each point",
    ]
    days = curve(("30", True, "0", "-0.1"), ("20", True, "1", "0.05"), falling=True)
    assert said(days, Unit.DAYS) == [
        "over 30 d: pays 0 %",
        "from 30 d to 20 d: rises from 0 % to 100 %, 10 % for each 1 d",
        "up to 20 d: pays 100 %, and 5 % less for each 1 d",
    ]
    falls = curve(("0.9", True, "1", "-1"), ("1", True, "0.9", "0"))
    assert said(falls)[1] == "from 90 % to 100 %: falls from 100 % to 90 %, 1 % for each point"


def test_a_step_of_money_is_large_enough_to_be_read() -> None:
    money = curve(("0", True, "0", "0.000002"), cap=F(1))
    assert said(money, Unit.MONEY)[1:] == [
        "from €0.00 on: pays 0 %, and 0.02 % more for each €100.00",
        "never more than 100 %",
    ]


def test_a_rate_on_all_that_was_reached_is_told_as_such() -> None:
    whole = Curve(X, (Segment(F(100), True, F(5), F(1, 20), (), on_all=True),))
    assert said(whole, Unit.MONEY, Unit.MONEY)[1] == "from €100.00 on: pays €0.05 of all that was reached"


# ------------------------------------------------------------------------------ the picture


def test_a_picture_has_the_jumps_as_dots_that_belong_or_not() -> None:
    strokes, dots = traced(curve(("0.8", True, "0.5", "0"), ("0.9", False, "1", "0")), F("0.7"), F(1))
    assert [one.points for one in strokes] == [
        ((F("0.7"), F(0)), (F("0.8"), F(0))),
        ((F("0.8"), F("0.5")), (F("0.9"), F("0.5"))),
        ((F("0.9"), F(1)), (F(1), F(1))),
    ]
    assert [(one.at, one.kind) for one in dots] == [
        ((F("0.8"), F("0.5")), "owned"),
        ((F("0.8"), F(0)), "open"),
        ((F("0.9"), F(1)), "open"),
        ((F("0.9"), F("0.5")), "owned"),
    ]


def test_a_line_bends_where_it_meets_its_cap_or_zero() -> None:
    one = curve(("0", True, "-1", "1"), cap=F(2))
    strokes, _ = traced(one, F(0), F(4))
    assert strokes[0].points == ((F(0), F(0)), (F(1), F(0)), (F(3), F(2)), (F(4), F(2)))


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ([F(80), F(120)], (F(70), F(130))),
        ([F(0), F(4)], (F(0), F(5))),
        ([F(-4), F(4)], (F(-6), F(6))),
        ([F(8)], (F(6), F(10))),
        ([F(0)], (F(0), F(1, 4))),
    ],
)
def test_a_picture_shows_a_quarter_more_on_either_side(values: list[F], ends: tuple[F, F]) -> None:
    assert window(values) == ends


def test_a_person_stands_on_the_curve() -> None:
    one = picture(
        curve(("0.8", True, "0.5", "0"), ("0.9", True, "1", "0")),
        title="t",
        alternative="a",
        across=str,
        up=str,
        person=F("0.85"),
        label="85 %",
    )
    assert [(dot.at, dot.label) for dot in one.dots if dot.kind == "person"] == [
        ((F("0.85"), F("0.5")), "85 %")
    ]
    assert [value for value, _ in one.up.ticks] == [0, F(1, 2), 1]
    assert [value for value, _ in one.across.ticks] == [F("0.8"), F("0.9")]
