"""The exact evaluation by hand: axes and matrices at a value, and what looks beyond its row."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Literal

import pytest

from csvariable.engine.exact.across import over, placed, shared
from csvariable.engine.exact.curves import on_axis, on_grid
from csvariable.engine.exact.readers import reader
from csvariable.engine.groups import group_keys
from csvariable.facts.model import Facts, Participant, Value
from csvariable.kernel.diagnostic import TextPlace
from csvariable.kernel.formula import (
    Fact,
    Formula,
    Given,
    Grid,
    Holds,
    OfParts,
    Over,
    Part,
    Placed,
    Product,
    Quotient,
    Ref,
    Shared,
    Split,
    Start,
    Within,
)

STARTS = (Start("from", F(10)), Start("from", F(20)), Start("above", F(40)))
PAYS = ((F(1), F(2), F(3)), (F(5), F(7), F(11)), (F(13), F(17), F(19)))


@pytest.mark.parametrize(
    ("value", "shares"),
    [
        (F(9), None),
        (F(10), [(0, F(1)), (1, F(0))]),
        (F(13), [(0, F(7, 10)), (1, F(3, 10))]),
        (F(25), [(1, F(3, 4)), (2, F(1, 4))]),
        (F(40), [(1, F(0)), (2, F(1))]),
        (F(41), [(2, F(1))]),
    ],
)
def test_a_value_between_two_starts_reads_both_in_proportion(
    value: F, shares: list[tuple[int, F]] | None
) -> None:
    assert on_axis(STARTS, value, linear=True) == shares


@pytest.mark.parametrize(("value", "at"), [(F(10), 0), (F(13), 0), (F(40), 1), (F(41), 2)])
def test_a_value_on_an_axis_of_steps_reads_one(value: F, at: int) -> None:
    assert on_axis(STARTS, value, linear=False) == [(at, F(1))]


@pytest.mark.parametrize(
    ("linear", "paid"),
    [
        # at row 13 and column 25: by steps the rows 10 and the columns 20
        ((False, False), F(2)),
        ((True, False), F(2) * F(7, 10) + F(7) * F(3, 10)),
        ((False, True), F(2) * F(3, 4) + F(3) * F(1, 4)),
        ((True, True), (F(2) * 3 + F(3)) / 4 * F(7, 10) + (F(7) * 3 + F(11)) / 4 * F(3, 10)),
    ],
)
def test_each_axis_of_a_matrix_is_read_in_its_own_way(linear: tuple[bool, bool], paid: F) -> None:
    grid = Grid(Given(F(0)), Given(F(0)), STARTS, STARTS, PAYS, linear, ())
    assert on_grid(grid, F(13), F(25)) == paid
    assert on_grid(grid, F(9), F(25)) == on_grid(grid, F(13), F(9)) == 0


# -------------------------------------------------------------------------- beyond one's own row

IDS = ["ana", "ben", "ben", "eva"]
CENT = F(1, 100)


def facts() -> Facts:
    """Four rows: ana; ben twice; eva, of another team."""
    people = (
        Participant("ana", None, (0,)),
        Participant("ben", None, (1, 2)),
        Participant("eva", None, (3,)),
    )
    columns: dict[str, list[Value]] = {"counts": [F(1), F(0), F(1), F(1)], "fte": [F(1), F(2), F(3), F(4)]}
    roles, teams = ["a", "a", "b", "b"], ["North", "North", "North", "South"]

    def nowhere(_row: int, _column: str | None) -> TextPlace:
        raise NotImplementedError

    return Facts(people, roles, teams, columns, [True] * 4, nowhere)


@pytest.mark.parametrize(
    ("within", "groups"),
    [
        ("team", [[0, 1, 2], [3]]),
        ("role", [[0, 1], [2, 3]]),
        ("role and team", [[0, 1], [2], [3]]),
        ("company", [[0, 1, 2, 3]]),
        ("person", [[0], [1, 2], [3]]),
    ],
)
def test_rows_of_a_group_meet(within: Within, groups: list[list[int]]) -> None:
    keys = group_keys(within, facts())
    assert [[at for at in range(4) if keys[at] == keys[group[0]]] for group in groups] == groups


@pytest.mark.parametrize(
    ("fold", "where", "found"),
    [
        ("sum", None, [F(6), F(6), F(6), None]),
        ("mean", None, [F(3), F(3), F(3), None]),
        ("sum", "counts", [F(2), F(2), F(2), None]),
        ("mean", "counts", [F(2), F(2), F(2), None]),
    ],
)
def test_a_group_counts_the_rows_that_have_a_value(
    fold: Literal["sum", "mean"], where: str | None, found: list[Value]
) -> None:
    keys = group_keys("team", facts())
    assert over(Over("x", fold, "team", where), [F(2), F(4), None, None], keys, facts()) == found


@pytest.mark.parametrize(
    ("pooled", "at_most", "found"),
    [
        (False, False, [F(25), F(75), F(0), None]),  # 100 by 1 : 3; one who is no member; one unknown
        (True, False, [F(50), F(150), F(0), None]),
        (False, True, [F(1), F(3), F(0), None]),  # awards of 4 fit in the pot of 100
    ],
)
def test_members_share_a_pot(pooled: bool, at_most: bool, found: list[Value]) -> None:
    node = Shared("pot", pooled, "key", "member", "company", at_most, CENT)
    table: dict[str, list[Value]] = {
        "pot": [F(100)] * 4,
        "key": [F(1), F(3), F(5), F(7)],
        "member": [F(1), F(1), F(0), None],
    }
    assert shared(node, table, [None] * 4, IDS) == found


@pytest.mark.parametrize("missing", ["pot", "key"])
def test_a_pot_with_an_unknown_member_waits_and_the_other_pots_are_shared(missing: str) -> None:
    node = Shared("pot", False, "key", "member", "team", False, CENT)
    table: dict[str, list[Value]] = {"pot": [F(100)] * 4, "key": [F(1)] * 4, "member": [F(1)] * 4}
    table[missing][1] = None
    assert shared(node, table, group_keys("team", facts()), IDS) == [None, None, None, F(100)]


@pytest.mark.parametrize(
    ("falling", "found"), [(False, [F("7.5"), F("7.5"), F(0), F(2)]), (True, [F(3), F(3), F(0), F(10)])]
)
def test_who_ties_shares_the_prizes_of_the_places(falling: bool, found: list[Value]) -> None:
    prizes = (F(10), F(5), F(2)) if not falling else (F(10), F(4), F(2))
    node = Placed("by", "eligible", prizes, "company", CENT, falling, ())
    sheet: dict[str, list[Value]] = {
        "by": [F(9), F(9), F(20), F(8)],
        "eligible": [F(1), F(1), F(0), F(1)],
    }
    assert placed(node, sheet, [None] * 4, ["ana", "ben", "cyd", "eva"]) == found


# ------------------------------------------------------------------------------ nothing is contagious

TABLE: dict[str, list[Value]] = {
    "x": [F(6), None, F(5)],
    "y": [F(2), F(2), F(0)],
    "z": [F(1), F(1), None],
    "n": [None] * 3,
}
PEOPLE = (Participant("ana", None, (0, 1)), Participant("ben", None, (2,)))
ROWS = Facts(PEOPLE, [None] * 3, [None] * 3, {}, [True] * 3, lambda _row, _column: TextPlace("", 1, 1, 1, 1))
GRID = Grid(
    Ref("x"), Ref("y"), (Start("from", F(0)),), (Start("from", F(0)),), ((F(4),),), (False, False), ()
)
TURNED = Grid(Ref("y"), Ref("x"), GRID.rows, GRID.columns, GRID.pays, GRID.linear, ())


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        (Product((Ref("x"), Ref("y"), Ref("y"))), [F(24), None, F(0)]),
        (Quotient(Ref("x"), Ref("y")), [F(3), None, None]),
        (Holds(Ref("x"), "above", Ref("y")), [F(1), None, F(1)]),
        (Holds(Ref("y"), "above", Ref("x")), [F(0), None, F(0)]),
        (Fact("unheard"), [None, None, None]),
        (GRID, [F(4), None, F(4)]),
        (TURNED, [F(4), None, F(4)]),
        (Part(Split(Ref("x"), (Ref("y"), Ref("z")), ("a", "b"), CENT), "a"), [F(4), None, None]),
    ],
)
def test_a_formula_of_rows_in_the_table(formula: Formula, found: list[Value]) -> None:
    read = reader(formula, {}, TABLE, None)
    assert [read(row) for row in range(3)] == found


@pytest.mark.parametrize(
    ("step", "fold", "found"),
    [
        ("x", "sum", [F(6), F(5)]),
        ("x", "last", [None, F(5)]),
        ("y", "sum", [F(4), F(0)]),
        ("n", "sum", [F(0), None]),
    ],
)
def test_a_person_has_the_sum_or_the_last_of_the_parts(
    step: str, fold: Literal["sum", "last"], found: list[Value]
) -> None:
    read = reader(OfParts(step, fold), {}, {}, (ROWS, TABLE))
    assert [read(at) for at in range(2)] == found
