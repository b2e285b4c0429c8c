"""Columns, part by part: whole numbers with bounds, the joining of roles, copies of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction as F

import polars as pl
import pytest

from csvariable.engine.columns.across import keys_of, placed_column, shared_column
from csvariable.engine.columns.bounded import (
    NOTHING,
    Truth,
    Whole,
    const,
    literal,
    minus,
    only_where,
    remainder,
)
from csvariable.engine.columns.evaluation import ColumnFacts, differences, evaluate
from csvariable.engine.columns.roles import RolePlaces
from csvariable.engine.drawn import Drawn, Paid, copied
from csvariable.engine.exact import evaluation as exact
from csvariable.engine.frozen import frozen
from csvariable.facts.model import Facts, Participant, Value
from csvariable.facts.ratio import LIMIT, Overflow, Ratio, ratio_of
from csvariable.kernel.apportion import apportion
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.formula import (
    Curve,
    Fact,
    Formula,
    Given,
    OfParts,
    Over,
    Placed,
    Product,
    Quotient,
    Ref,
    Shared,
    Sum,
)
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.segment import Segment
from csvariable.kernel.step import Program, Reward, Step
from csvariable.kernel.unit import Unit
from csvariable.plan import Role

CENT = F(1, 100)
X, Y = Fact("x"), Fact("y")


def step(name: str, formula: Formula) -> Step:
    return Step(name, Purpose.SETTLED, Unit.NUMBER, formula, ())


def facts(
    columns: Mapping[str, Sequence[Value]],
    parts: Sequence[Sequence[int]] | None = None,
    roles: Sequence[Role] | None = None,
) -> Facts:
    count = len(next(iter(columns.values())))
    own = [[row] for row in range(count)] if parts is None else parts
    return Facts(
        people=tuple(Participant(f"p{at}", None, tuple(rows)) for at, rows in enumerate(own)),
        roles=[None] * count if roles is None else roles,
        teams=["n"] * count,
        columns=columns,
        present=[True] * count,
        place=lambda _row, _column: FilePlace("facts"),
    )


def numbers(*values: int | None) -> pl.Series:
    return pl.Series(values, dtype=pl.Int128)


# ------------------------------------------------------------------------------------ whole numbers


def test_whole_numbers_known_before_anything_is_computed() -> None:
    column = Whole(pl.col("x"), -3, 5)
    assert minus(column, const(0)) is column
    assert minus(const(5), const(7)).constant == -2
    assert remainder(const(-7), const(3)).constant == 2
    assert only_where(Truth(None, holds=True), column) is column
    assert only_where(Truth(None, holds=False), column) is NOTHING


def test_a_number_too_large_for_a_column_is_no_literal() -> None:
    literal(LIMIT, wide=True)
    with pytest.raises(Overflow):
        literal(LIMIT + 1, wide=True)


def test_a_curve_on_a_quotient_without_a_divisor_has_no_height() -> None:
    segments = (Segment(F(1), True, F(1), F(1, 2), ()), Segment(F(2), False, F(2), F(0), ()))
    given = facts({"x": [F(1), F(2), F(3), None, F(1)], "y": [None, F(1), F(2), F(1), F(0)]})
    curve = Curve(Quotient(X, Y), segments, False, F(1, 5), F(3, 2))
    programs: dict[Role, Program] = {None: Program((step("s", curve),), ())}
    found = evaluate(programs, ColumnFacts.of(given))
    assert found.rows["s"].values() == [None, F(3, 2), F(5, 4), None, None]
    assert differences(exact.evaluate(programs, given), found) == []


def test_a_number_alone_is_what_is_too_large() -> None:
    given = facts({"x": [F(2**100), F(3)], "y": [F(2), F(1)]})
    rows = (step("c", Given(F(5, 3))), step("s", Product((X, Y, Ref("c"), Ref("c"), Given(F(2**40))))))
    programs: dict[Role, Program] = {None: Program(rows, ())}
    found = evaluate(programs, ColumnFacts.of(given))
    assert differences(exact.evaluate(programs, given), found) == []
    assert found.values("s", [1]) == [F(3 * 25 * 2**40, 9)]


# ------------------------------------------------------------------------------------------ columns


def test_a_run_of_nobody_has_empty_columns() -> None:
    nobody = ColumnFacts(count=0, columns={"x": Ratio(numbers(), 1)}, ids=pl.Series([], dtype=pl.String))
    found = evaluate({None: Program((step("s", X),), (step("total", OfParts("s", "sum")),))}, nobody)
    assert (found.rows["s"].values() if "s" in found.rows else []) == []
    assert RolePlaces(0, [None], None).joined([]).values() == []


def test_what_a_role_does_not_have_is_no_value_of_its_people() -> None:
    given = facts({"x": [F(1), F(2), F(4)]}, [[0, 1], [2]], ["a", "b", "b"])
    people = (step("own", OfParts("s", "sum")), step("none", OfParts("t", "sum")))
    programs: dict[Role, Program] = {"a": Program((step("s", X),), people), "b": Program((), people)}
    found = evaluate(programs, ColumnFacts.of(given))
    assert found.people["own"].values() == [F(1), None]
    assert found.people["none"].values() == [None, None]
    assert differences(exact.evaluate(programs, given), found) == []
    single = facts({"x": [F(1), F(2)]}, None, ["a", "b"])
    found = evaluate(programs, ColumnFacts.of(single))
    assert found.people["own"].values() == [F(1), None]
    assert found.people["none"].values() == [None, None]


# ---------------------------------------------------------------------------------------- across rows


def three() -> ColumnFacts:
    return ColumnFacts.of(facts({"x": [F(1), F(2), F(3)]}))


def test_what_only_fractions_can_share_is_left_to_them() -> None:
    ones, one = Ratio(numbers(1, 1, 1), 1), Ratio(numbers(1, -1, 1), 1)
    node = Shared("amount", True, "key", "member", "team", False, CENT)
    assert shared_column(node, ones, ones, ones, three()).values() == [F(1)] * 3
    with pytest.raises(Overflow):
        shared_column(node, ones, one, ones, three())
    prizes = Placed("by", "there", (F(5), F(3)), "company", CENT, False, ())
    by = Ratio(numbers(1, 3, 2), 1)
    assert placed_column(prizes, [by], ones, three()).values() == [F(0), F(5), F(3)]
    below = Placed("by", "there", (F(5), F(-3)), "company", CENT, False, ())
    with pytest.raises(Overflow):
        placed_column(below, [by], ones, three())


def test_rows_of_one_person_stand_together() -> None:
    (own,) = keys_of("person", ColumnFacts.of(facts({"x": [F(1), F(2), F(3)]}, [[0, 2], [1]])))
    assert own.to_list()[0] == own.to_list()[2] != own.to_list()[1]
    assert keys_of("company", three()) == []


def test_cents_are_cut_among_nobody_and_below_nothing() -> None:
    assert apportion(F(5), [], [], CENT) == []
    assert apportion(F(1), [F(0)] * 3, ["b", "c", "a"], CENT) == [F(33, 100), F(33, 100), F(34, 100)]
    assert apportion(F(-1), [F(1)] * 3, ["b", "c", "a"], CENT) == [F(-33, 100), F(-33, 100), F(-34, 100)]


# ------------------------------------------------------------------------------------------- copies


def program(*rewards: Reward, people: Sequence[Step] = ()) -> Program:
    rows = (step("s", Sum((X, Y))), step("mean", Over("s", "mean", "company")))
    return Program(rows, (*people, step("total", OfParts("s", "sum"))), rewards=rewards)


def paid(found: Paid) -> list[F | None]:
    return [None if top is None else F(top, found.bottom) for top in found.tops]


GIVEN: Mapping[str, Sequence[Value]] = {"x": [F(1), F(2), F(4), None], "y": [F(1, 3), F(1, 2), F(0), F(1)]}


def test_copies_of_people_are_paid_like_the_people() -> None:
    base = ColumnFacts.of(facts(GIVEN))
    assert paid(copied({None: program()}, base, [2, 0, 0, 3])) == [F(4), F(4, 3), F(4, 3), None]


def test_copies_of_people_of_several_rows_have_all_of_them() -> None:
    base = ColumnFacts.of(facts(GIVEN, [[0, 1], [2]]))
    assert paid(copied({None: program()}, base, [0, 1, 0])) == [F(23, 6), F(4), F(23, 6)]
    drawn = {"y": Drawn([F(0), F(10), None], [1, 0, 0])}
    assert paid(copied({None: program()}, base, [0, 1, 0], None, drawn)) == [F(23), F(4), F(3)]


def reward(worth: F, name: str = "club") -> Reward:
    return Reward("club", name, None, "voucher", F(1), worth, ())


def test_rewards_in_kind_cost_what_they_are_worth() -> None:
    base = ColumnFacts.of(facts(GIVEN))
    club = step("club", Sum((OfParts("s", "last"), OfParts("s", "last"))))
    for worth in (F(1), F(5, 2)):
        programs: dict[Role, Program] = {None: program(reward(worth), reward(F(0)), people=[club])}
        assert paid(copied(programs, base, [2, 0])) == [F(4) + 8 * worth, F(4, 3) + F(8, 3) * worth]


def test_a_reward_that_somebody_cannot_have_costs_nothing() -> None:
    base = ColumnFacts.of(facts(GIVEN))
    club = step("club", OfParts("z", "last"))
    programs: dict[Role, Program] = {None: program(reward(F(7)), people=[club])}
    assert paid(copied(programs, base, [2])) == [F(4)]


def test_a_reward_is_worth_what_the_role_of_the_person_says() -> None:
    base = ColumnFacts.of(facts(GIVEN, None, ["a", "a", "b", "b"]))
    club = step("club", OfParts("s", "last"))
    programs: dict[Role, Program] = {
        "a": program(reward(F(1)), people=[club]),
        "b": program(reward(F(2)), people=[club]),
    }
    assert paid(copied(programs, base, [0, 2, 0])) == [F(4, 3) + F(4, 3), F(4) + 2 * F(4), F(8, 3)]


def test_amounts_over_denominators_of_their_own_are_added() -> None:
    primes: list[Value] = [F(1, 10**9 + 7 + 2 * at) for at in range(40)]
    assert not isinstance(ratio_of(primes).denominator, int)
    base = ColumnFacts.of(facts({"x": primes, "y": [F(2)] * 40}))
    assert paid(copied({None: program()}, base, [39, 0])) == [primes[39] + 2, primes[0] + 2]  # type: ignore[operator]


def test_sums_over_others_can_be_kept_as_they_were() -> None:
    programs, names = frozen({None: program()})
    assert names == {"mean"}
    assert programs[None].row_steps[1].formula == Fact("as it was: mean")
    own = Program((step("own", Over("s", "sum", "person")), step("s", X)), ())
    assert frozen({None: own}) == ({None: own}, frozenset())
