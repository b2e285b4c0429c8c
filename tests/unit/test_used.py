"""Formulas as they were used: the branches taken, the neutral factors left out, the tier reached."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction as F

import pytest

from csvariable.engine.exact import readers
from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Participant
from csvariable.kernel.apportion import apportion
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.formula import (
    Choose,
    Curve,
    Fact,
    Formula,
    Given,
    Greatest,
    Least,
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
from csvariable.kernel.segment import Segment
from csvariable.statement.used import Decision, ValueReader, as_used, tier_of

X, Y = Fact("x"), Fact("y")
YES, NO, UNKNOWN = Given(F(2)), Given(F(0)), Fact("gone")
CENT = F(1, 100)


def reader(at: int = 0, *, person: bool = False) -> ValueReader:
    """Three rows of two persons, the first of whom has the first and the last."""
    facts = Facts(
        people=(Participant("p", None, (0, 2)), Participant("q", None, (1,))),
        roles=[None] * 3,
        teams=[None] * 3,
        columns={"x": [F(5), F(6), F(7)], "gone": [None] * 3},
        present=[True] * 3,
        place=lambda _row, _column: FilePlace("facts"),
    )
    results = Results({}, facts, {"s": [F(1), F(20), F(300)]}, {"s": [F(8), F(9)]})
    return ValueReader(results, at, person=person)


def test_a_row_and_a_person_have_each_their_values() -> None:
    assert [reader(at).row for at in (0, 1, 2)] == [0, 1, 2]
    assert [reader(at, person=True).row for at in (0, 1)] == [2, 1]
    assert [reader(at).value(Ref("s")) for at in (0, 1, 2)] == [1, 20, 300]
    assert [reader(at, person=True).value(Ref("s")) for at in (0, 1)] == [8, 9]
    assert reader(0, person=True).value(OfParts("s", "sum")) == 301
    with pytest.raises(TypeError, match="a row has no parts"):
        reader().value(OfParts("s", "sum"))


@pytest.mark.parametrize(
    "formula",
    [
        Over("s", "sum", "team"),
        Shared("s", False, "s", "s", "team", False, CENT),
        Placed("s", "s", (F(1),), "company", CENT, False, ()),
    ],
)
def test_what_looks_beyond_its_row_has_no_value_here(formula: Formula) -> None:
    assert reader().value(formula) is None


def test_only_the_branch_taken_is_left() -> None:
    found: list[Decision] = []
    nested = Choose(YES, Choose(NO, X, Y), X)
    assert as_used(nested, reader(), found) == Y
    assert found == [Decision(YES, held=True), Decision(NO, held=False)]
    assert as_used(nested, reader()) == Y
    assert as_used(Sum((X, nested)), reader()) == Sum((X, Y))


def test_a_condition_without_a_value_takes_no_branch() -> None:
    found: list[Decision] = []
    assert as_used(Choose(UNKNOWN, X, Y), reader(), found) == Choose(UNKNOWN, X, Y)
    assert found == []


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ((X, Given(F(1)), Y), Product((X, Y))),
        ((X, Given(F(1))), X),
        ((Given(F(1)), X), X),
        ((Given(F(1)), Given(F(1))), Given(F(1))),
        ((X, Given(F(1), ("kpis",))), Product((X, Given(F(1), ("kpis",))))),
        ((X, YES), Product((X, YES))),
    ],
)
def test_neutral_factors_that_nobody_wrote_are_left_out(written: tuple[Formula, ...], used: Formula) -> None:
    assert as_used(Product(written), reader()) == used


@pytest.mark.parametrize("limit", [Least, Greatest])
def test_limits_that_stand_twice_stand_once(limit: type[Least | Greatest]) -> None:
    assert as_used(limit((X, Y, X)), reader()) == limit((X, Y))
    assert as_used(limit((X, X)), reader()) == X


def test_a_value_stands_between_the_tier_reached_and_the_next() -> None:
    low, middle, high = (Segment(F(at), True, F(at), F(0), ()) for at in (1, 2, 3))
    rising = Curve(X, (low, middle, high))
    tiers = [tier_of(rising, at) for at in (F(0), F(1), F(5, 2), F(3), F(4))]
    assert [(one.segment, one.following) for one in tiers] == [
        (None, low),
        (low, middle),
        (middle, high),
        (high, None),
        (high, None),
    ]
    assert (tiers[2].curve, tiers[2].at) == (rising, F(5, 2))
    falling = Curve(X, (high, middle, low), falling=True)
    assert [
        (one.segment, one.following) for one in (tier_of(falling, at) for at in (F(4), F(2), F(1, 2)))
    ] == [
        (None, high),
        (middle, low),
        (low, None),
    ]


def test_what_is_cut_is_used_and_cut_once_for_all_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The weight of `a` is a choice: each part says what decided it, and all are of one split."""
    cuts: list[int] = []

    def cut(whole: F, weights: Sequence[F], names: Sequence[object], unit: F) -> list[F]:
        cuts.append(len(weights))
        return apportion(whole, weights, names, unit)

    monkeypatch.setattr(readers, "apportion", cut)
    look, chosen = reader(), Choose(YES, X, Y)
    split = Split(Given(F(7)), (chosen, *[Given(F(1))] * 9), tuple("abcdefghij"), F(1))
    decided: list[Decision] = []
    used = [as_used(Part(split, name), look, decided) for name in split.names]
    assert used == [
        Part(Split(Given(F(7)), (X, *split.weights[1:]), split.names, F(1)), name) for name in split.names
    ]
    assert decided == [Decision(YES, held=True)] * 10
    assert as_used(Part(split, "a"), look) == used[0]
    assert sum((look.value(part) or F(0) for part in used), F(0)) == 7
    assert cuts == [10]
