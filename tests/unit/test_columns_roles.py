"""Whose rows are whose, and how the columns of several roles join."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction as F

import polars as pl
import pytest

from csvariable.engine.columns.evaluation import ColumnFacts, ColumnResults, evaluate
from csvariable.engine.columns.roles import RolePlaces, RoleTable
from csvariable.facts.model import Facts, Participant
from csvariable.facts.pairs import Pairs
from csvariable.facts.ratio import LIMIT, Overflow, Ratio
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.formula import Fact, Formula, Given, Product, Sum
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program, Step
from csvariable.kernel.unit import Unit
from csvariable.plan import Role


def column(*values: int | None, over: int | Sequence[int] = 1) -> Ratio:
    """Whole numbers over one denominator, or over one of each."""
    under = over if isinstance(over, int) else pl.Series(over, dtype=pl.Int64)
    return Ratio(pl.Series(values, dtype=pl.Int128), under)


def coded(*codes: int) -> RolePlaces:
    """Rows of three roles, of which each has the number of its own."""
    return RolePlaces(len(codes), ["a", "b", "c"], pl.Series(codes, dtype=pl.UInt32))


# ---------------------------------------------------------------------------------------------- places


def test_each_row_has_a_role_and_a_place_in_it() -> None:
    places = coded(2, 0, 2, 2, 0)
    assert list(places.rows) == ["a", "c"]
    assert [places.at(row) for row in range(5)] == [("c", 0), ("a", 0), ("c", 1), ("c", 2), ("a", 1)]
    assert (places.size("a"), places.all("a")) == (2, [1, 4])
    assert (places.size("c"), places.all("c")) == (3, [0, 2, 3])


def test_one_role_has_all_rows() -> None:
    places = RolePlaces(3, ["a"], None)
    assert places.rows == {"a": None}
    assert ([places.at(row) for row in range(3)], places.size("a")) == ([("a", 0), ("a", 1), ("a", 2)], 3)
    assert list(places.all("a")) == [0, 1, 2]
    assert RolePlaces(0, ["a"], None).rows == {}
    assert RolePlaces(0, ["a", "b"], pl.Series([], dtype=pl.UInt32)).rows == {}


def test_roles_join_over_one_denominator() -> None:
    found = coded(2, 0, 2, 0).joined([column(1, None, over=6), column(3, 5, over=4)])
    assert (found.denominator, found.numerator.to_list()) == (12, [9, 2, 15, None])
    same = coded(0, 2).joined([column(1), column(2)])
    assert (same.denominator, same.values()) == (1, [F(1), F(2)])
    only = column(1, 2, over=3)
    assert RolePlaces(2, ["a"], None).joined([only]) is only
    assert coded(0, 0).joined([only]).values() == [F(1, 3), F(2, 3)]
    nobody = RolePlaces(0, ["a"], None).joined([])
    assert (nobody.numerator.to_list(), nobody.denominator) == ([], 1)


def test_roles_join_by_row_where_one_has_denominators_of_its_own() -> None:
    own, even = column(1, 2, over=[5, 7]), column(1, None, over=3)
    for ratios, expected in (
        ([own, even], [F(1, 3), F(1, 5), None, F(2, 7)]),
        ([even, own], [F(1, 5), F(1, 3), F(2, 7), None]),
    ):
        found = coded(2, 0, 2, 0).joined(ratios)
        assert isinstance(found.denominator, pl.Series)
        assert found.values() == expected
    assert coded(2, 0).joined([column(1, over=[5]), column(1, over=LIMIT)]).values() == [F(1, LIMIT), F(1, 5)]
    with pytest.raises(Overflow):
        coded(2, 0).joined([column(1, over=[5]), column(1, over=LIMIT + 1)])


@pytest.mark.parametrize("sign", [1, -1])
def test_roles_join_as_long_as_their_numbers_fit(sign: int) -> None:
    places = coded(0, 0, 2)
    third = LIMIT // 4
    for first in ((sign * third, 0), (sign * third, sign)):
        found = places.joined([column(*first), column(1, over=4)])
        assert found.values() == [F(first[0]), F(first[1]), F(1, 4)]
    for first in ((sign * (third + 1), 0), (sign * (third + 1), sign)):
        with pytest.raises(Overflow):
            places.joined([column(*first), column(1, over=4)])
    for nothing in ((0, 0), (None, None)):
        found = places.joined([column(*nothing), column(1, over=LIMIT)])
        assert found.values()[2] == F(1, LIMIT)
        with pytest.raises(Overflow):
            places.joined([column(*nothing), column(1, over=LIMIT + 1)])
    assert places.joined([column(LIMIT, -LIMIT), column(1)]).values() == [F(LIMIT), F(-LIMIT), F(1)]


# ----------------------------------------------------------------------------------------------- sides


def run(roles: Sequence[Role], programs: dict[Role, dict[str, Formula]]) -> ColumnResults:
    """Run steps on one row a person; `x` is the number of the row."""
    given = Facts(
        people=tuple(Participant(f"p{at}", None, (at,)) for at in range(len(roles))),
        roles=roles,
        teams=[None] * len(roles),
        columns={"x": [F(at) for at in range(len(roles))]},
        present=[True] * len(roles),
        place=lambda _row, _column: FilePlace("facts"),
    )
    made = {
        role: Program(
            tuple(Step(name, Purpose.SETTLED, Unit.NUMBER, one, ()) for name, one in steps.items()), ()
        )
        for role, steps in programs.items()
    }
    return evaluate(made, ColumnFacts.of(given))


X = Fact("x")
HUGE = Product((Sum((X, Given(F(1, 3)))), Given(F(2**130))))
TWO: dict[Role, dict[str, Formula]] = {
    "a": {"s": X, "huge": HUGE},
    "b": {"s": Product((X, X)), "own": X, "huge": Given(F(1))},
}


def test_each_role_has_its_own_steps_and_nothing_of_the_others() -> None:
    side = run(["b", "a", "b", "a"], TWO).row_side
    assert (side.roles, side.names) == (("b", "a"), ("s", "own", "huge"))
    assert [side.has(name) for name in ("s", "own", "none")] == [True, True, False]
    assert side.values("s") == [F(0), F(1), F(4), F(3)]
    assert side.values("own") == [F(0), None, F(2), None]
    assert side.values("huge") == [F(1), F(4, 3) * 2**130, F(1), F(10, 3) * 2**130]
    assert side.column("own").values() == [F(0), None, F(2), None]
    assert side.column("s").values() == side.values("s")
    for name in side.names:
        assert list(Pairs(side.picked(name, [3, 0, 0]))) == [side.values(name)[at] for at in (3, 0, 0)]
        assert [side.value(name, row) for row in range(4)] == side.values(name)
    with pytest.raises(Overflow):
        side.column("huge")


def test_one_role_is_read_without_joining() -> None:
    side = run(["a"] * 3, TWO).row_side
    assert side.values("s") == [F(0), F(1), F(2)]
    assert side.values("own") == [None] * 3
    for name in ("s", "huge", "own"):
        assert list(Pairs(side.picked(name, [2, 0]))) == [side.values(name)[2], side.values(name)[0]]
        assert [side.value(name, row) for row in range(3)] == side.values(name)
    nobody = run([], TWO).row_side
    assert (nobody.names, nobody.picked("s", []), list(nobody.values("s"))) == ((), [], [])


def test_the_steps_of_a_side_are_a_mapping() -> None:
    table = RoleTable(run(["b", "a", "b", "a"], TWO).row_side)
    assert (list(table), len(table)) == (["s", "own", "huge"], 3)
    assert (list(table["s"]), table["own"][2]) == ([F(0), F(1), F(4), F(3)], F(2))
    assert "none" not in table
    with pytest.raises(KeyError):
        table["none"]
