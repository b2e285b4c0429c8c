"""Steps across rows by whole columns: groups, sums, pools, podiums, and what is left to fractions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import polars as pl
import pytest

from csvariable.engine.columns.evaluation import ColumnFacts, differences, evaluate
from csvariable.engine.columns.role_steps import Loose
from csvariable.engine.exact import evaluation as exact
from csvariable.facts.model import Value
from csvariable.facts.ratio import LIMIT, Overflow, Ratio
from csvariable.kernel.formula import Fact, Formula, OfParts, Over, Placed, Shared, Within
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program, Step
from csvariable.kernel.unit import Unit
from csvariable.plan import Role

CENT = F(1, 100)
ROLES: tuple[Role, ...] = ("lead", "agent")


def column(*values: int | None, over: int | Sequence[int] = 1) -> Ratio:
    """Whole numbers over one denominator, or over one of each."""
    under = over if isinstance(over, int) else pl.Series(over, dtype=pl.Int128)
    return Ratio(pl.Series(values, dtype=pl.Int128), under)


def company(count: int, teams: str = "", roles: str = "", ids: str = "", **more: Any) -> ColumnFacts:
    """Rows of a person each: a sign for each row says its team (`-`: none), role and id."""
    return ColumnFacts(
        count=count,
        columns=more.pop("columns", {}),
        ids=pl.Series(list(ids) or [f"p{at}" for at in range(count)], dtype=pl.String),
        roles=ROLES if roles else (None,),
        role_of=pl.Series([int(one) for one in roles], dtype=pl.UInt32) if roles else None,
        teams=pl.Series([None if one == "-" else one for one in teams], dtype=pl.String) if teams else None,
        **more,
    )


def parts(*people: Sequence[int]) -> ColumnFacts:
    """People of several rows each."""
    owners = {row: at for at, rows in enumerate(people) for row in rows}
    return ColumnFacts(
        count=len(owners),
        columns={},
        ids=pl.Series([f"p{at}" for at in range(len(people))], dtype=pl.String),
        person_of=pl.Series([owners[row] for row in sorted(owners)], dtype=pl.UInt32),
        last=pl.Series([rows[-1] for rows in people], dtype=pl.UInt32),
    )


def ran(node: Formula, facts: ColumnFacts, **read: Ratio) -> list[Value]:
    """The values of a step by columns, which are those of fractions; Overflow where it is left to these."""

    def steps(of: dict[str, Formula]) -> tuple[Step, ...]:
        return tuple(Step(name, Purpose.SETTLED, Unit.NUMBER, one, ()) for name, one in of.items())

    rows: dict[str, Formula] = {name: Fact(name) for name in read}
    people: dict[str, Formula] = {}
    if isinstance(node, Placed):
        people = {name: OfParts(name, "last") for name in read}
    (people if isinstance(node, Placed | OfParts) else rows)["node"] = node
    program = Program(steps(rows), steps(people))
    given = replace(facts, columns={**facts.columns, **read})
    found = evaluate(dict.fromkeys(facts.roles, program), given)
    side, values = (found.person_side, found.people) if "node" in people else (found.row_side, found.rows)
    assert differences(exact.evaluate(found.programs, given.facts), found) == []
    if any(isinstance(one.table["node"], Loose) for one in side.locals.values()):
        raise Overflow
    return values["node"].values()


def over_column(node: Over, values: Ratio, facts: ColumnFacts) -> list[Value]:
    return ran(node, facts, s=values)


def folded_parts(values: Ratio, facts: ColumnFacts) -> list[Value]:
    return ran(OfParts("s", "sum"), facts, s=values)


# ----------------------------------------------------------------------------------------------- groups


def grouped(within: Within, facts: ColumnFacts) -> str:
    """Which rows stand together: a letter for each group, in the order in which they come."""
    sums = over_column(Over("s", "sum", within), column(*(2**at for at in range(facts.count))), facts)
    first = list(dict.fromkeys(sums))
    return "".join("abcdef"[first.index(one)] for one in sums)


@pytest.mark.parametrize(
    ("within", "together", "without"),
    [
        ("team", "abac", "aaaa"),
        ("role", "aabb", "aaaa"),
        ("role and team", "abcd", "aaaa"),
        ("company", "aaaa", "aaaa"),
        ("person", "abcd", "abcd"),
    ],
)
def test_rows_stand_together_by_team_role_and_person(within: Within, together: str, without: str) -> None:
    assert grouped(within, company(4, "nsn-", "0011")) == together
    assert grouped(within, company(4)) == without


def test_rows_of_no_team_are_a_group_of_their_own() -> None:
    assert grouped("team", company(4, "-n-n")) == "abab"
    assert grouped("role and team", company(4, "-n-n", "0010")) == "abcb"


def test_rows_of_one_person_stand_together() -> None:
    assert grouped("person", parts([0, 2], [1])) == "aba"


# ------------------------------------------------------------------------------------------------ sums


@pytest.mark.parametrize(
    ("fold", "expected"),
    [
        ("sum", [F(5, 2), F(3, 2), F(5, 2), F(3, 2), None]),
        ("mean", [F(5, 4), F(3, 2), F(5, 4), F(3, 2), None]),
    ],
)
def test_sums_and_means_are_of_what_a_group_has(fold: Any, expected: list[Value]) -> None:
    values = column(1, 3, 4, None, None, over=2)
    assert over_column(Over("s", fold, "team"), values, company(5, "nsns-")) == expected


@pytest.mark.parametrize(("fold", "expected"), [("sum", 12), ("mean", 4)])
def test_only_rows_with_the_mark_count(fold: Any, expected: int) -> None:
    facts = company(6, columns={"flag": Ratio(pl.Series([1, 0, 1, None, 1, 1], dtype=pl.Int64), 1)})
    values = column(2, 100, 4, 1000, None, 6)
    assert over_column(Over("s", fold, "company", "flag"), values, facts) == [F(expected)] * 6
    nobody = company(2, columns={"flag": column(0, 0)})
    assert over_column(Over("s", fold, "company", "flag"), column(1, 2), nobody) == [None, None]
    wide = company(3, columns={"flag": column(1, 0, 1)})
    found = over_column(Over("s", fold, "person", "flag"), column(1, 2, 3), wide)
    assert found == [F(1), None, F(3)]


def test_a_sum_that_is_0_is_there() -> None:
    assert over_column(Over("s", "mean", "company"), column(2, -2, 0), company(3)) == [F(0)] * 3


@pytest.mark.parametrize("sign", [1, -1])
def test_a_sum_must_fit_whatever_is_added(sign: int) -> None:
    for fold, facts in (("sum", company(2)), ("mean", company(2))):
        node = Over("s", "sum" if fold == "sum" else "mean", "company")
        most = column(sign * (LIMIT // 2), 0)
        assert over_column(node, most, facts)[0] == F(sign * LIMIT // 2, 1 if fold == "sum" else 2)
        for beyond in (column(sign * (LIMIT // 2 + 1), 0), column(sign * (LIMIT // 2 + 1), sign * 5)):
            with pytest.raises(Overflow):
                over_column(node, beyond, facts)
    assert over_column(Over("s", "sum", "company"), column(sign * LIMIT), company(1)) == [F(sign * LIMIT)]
    with pytest.raises(Overflow):
        folded_parts(column(sign * (LIMIT // 2 + 1), 0), parts([0, 1]))
    assert folded_parts(column(sign * (LIMIT // 2), 0), parts([0, 1])) == [F(sign * LIMIT, 2)]
    assert folded_parts(column(sign * LIMIT), parts([0])) == [F(sign * LIMIT)]


def test_a_mean_divides_by_what_fits() -> None:
    mean, whole = Over("s", "mean", "company"), Over("s", "sum", "company")
    found = over_column(mean, column(1, 3, over=LIMIT // 2), company(2))
    assert found == [F(4, LIMIT)] * 2
    found = over_column(whole, column(1, 3, over=LIMIT * 2), company(2))
    assert found == [F(2, LIMIT)] * 2
    with pytest.raises(Overflow):
        over_column(mean, column(1, 3, over=LIMIT // 2 + 1), company(2))


def test_denominators_of_their_own_are_left_to_fractions() -> None:
    even, own = column(1, 1), column(1, 2, over=[3, 5])
    node = Shared("amount", True, "key", "member", "company", False, CENT)
    podium = Placed("by", "there", (F(1),), "company", CENT, False, ())
    with pytest.raises(Overflow):
        over_column(Over("s", "sum", "company"), own, company(2))
    with pytest.raises(Overflow):
        shares(node, own, even, company(2))
    with pytest.raises(Overflow):
        shares(node, even, own, company(2))
    with pytest.raises(Overflow):
        prizes(podium, own, company(2))
    with pytest.raises(Overflow):
        folded_parts(own, parts([0, 1]))


def test_the_rows_of_a_person_are_added_and_one_row_is_itself() -> None:
    values = column(1, None, 4, None, None, 7, over=2)
    people = parts([3], [0, 1, 2], [5], [4, 4][:1])
    assert folded_parts(values, people) == [None, F(5, 2), F(7, 2), None]
    assert folded_parts(column(None, None), parts([1, 0])) == [F(0)]
    assert folded_parts(column(3, None, over=2), company(2)) == [F(3, 2), None]


# ----------------------------------------------------------------------------------------------- pools


def pool(
    within: Within = "company", *, pooled: bool = False, at_most: bool = False, unit: F = CENT
) -> Shared:
    return Shared("amount", pooled, "key", "member", within, at_most, unit)


def shares(
    node: Shared, amounts: Ratio, keys: Ratio, facts: ColumnFacts, members: Ratio | None = None
) -> list[Value]:
    everybody = column(*[1] * facts.count)
    return ran(node, facts, amount=amounts, key=keys, member=everybody if members is None else members)


def cents(*values: int | None) -> list[Value]:
    return [None if value is None else F(value, 100) for value in values]


@pytest.mark.parametrize(
    ("amount", "keys", "ids", "expected"),
    [
        (10000, [1, 1, 1], "bca", [3333, 3333, 3334]),
        (10001, [1, 1, 1], "bca", [3334, 3333, 3334]),
        (-10000, [1, 1, 1], "bca", [-3333, -3333, -3334]),
        (10000, [0, 0, 0], "bca", [3333, 3333, 3334]),
        (0, [1, 2, 3], "abc", [0, 0, 0]),
        (10, [1, 2, 3], "abc", [2, 3, 5]),
        (1000, [2, 0, 1], "abc", [667, 0, 333]),
        (7, [5, 3, 3], "abc", [3, 2, 2]),
        (100, [1, 0, 0], "abc", [100, 0, 0]),
    ],
)
def test_a_pool_is_cut_by_largest_remainder(
    amount: int, keys: list[int], ids: str, expected: list[int]
) -> None:
    amounts = column(amount, amount, amount, over=100)
    assert shares(pool(), amounts, column(*keys), company(3, ids=ids)) == cents(*expected)
    assert shares(pool(), amounts, column(*keys, over=7), company(3, ids=ids)) == cents(*expected)


def test_a_weight_below_0_is_left_to_fractions() -> None:
    with pytest.raises(Overflow):
        shares(pool(pooled=True), column(1, 1, 1), column(1, -1, 1), company(3))


def test_a_pool_of_amounts_is_their_sum_and_else_the_first_one() -> None:
    amounts, keys = column(100, 200, 300), column(1, 1, 2)
    assert shares(pool(pooled=True), amounts, keys, company(3)) == [F(150), F(150), F(300)]
    assert shares(pool(), amounts, keys, company(3)) == [F(25), F(25), F(50)]


def test_a_pool_with_a_limit_for_each_needs_every_amount_and_every_key() -> None:
    node = Shared("amount", False, "key", "member", "company", False, F(1), F(40))
    assert shares(node, column(100, 100), column(3, 1), company(2)) == [F(40), F(40)]
    for amounts, keys in ((column(100, None), column(1, 1)), (column(100, 100), column(1, None))):
        with pytest.raises(Overflow):
            shares(node, amounts, keys, company(2))


@pytest.mark.parametrize(
    ("unit", "expected"), [(F(1), [33, 33, 34]), (F(5), [30, 35, 35]), (F(5, 2), [F(65, 2), F(65, 2), 35])]
)
def test_a_pool_is_cut_into_units(unit: F, expected: list[Any]) -> None:
    keys = column(1, 1, 1) if unit != 5 else column(10, 11, 12)
    assert shares(pool(unit=unit), column(100, 100, 100), keys, company(3, ids="bca")) == expected
    assert shares(pool(unit=unit), column(200, 200, 200, over=2), keys, company(3, ids="bca")) == expected


def test_each_group_has_its_own_pool() -> None:
    amounts = column(100, 1, 100, 1, 1, over=100)
    found = shares(pool("team"), amounts, column(1, 2, 1, 1, 1), company(5, "nsns-", ids="edcba"))
    assert found == cents(50, 1, 50, 0, 1)
    odd = shares(
        pool("team"), column(*[101] * 4, over=100), column(1, 1, 1, 1), company(4, "nsns", ids="dcba")
    )
    assert odd == cents(50, 50, 51, 51)


def test_who_is_no_member_has_0_and_who_may_be_one_has_nothing() -> None:
    members = column(1, 0, None, 1)
    found = shares(pool(), column(*[100] * 4, over=100), column(1, 5, 5, 3), company(4), members)
    assert found == cents(25, 0, None, 75)
    pooled = shares(pool(pooled=True), column(*[100] * 4, over=100), column(1, 5, 5, 3), company(4), members)
    assert pooled == cents(50, 0, None, 150)
    nobody = shares(pool(), column(7, 7), column(1, 1), company(2), column(0, None))
    assert nobody == [F(0), None]


def test_a_pool_with_a_missing_number_pays_none_of_its_group() -> None:
    facts = company(5, "nsnsn")
    for amounts, keys in (
        (column(4, 4, None, 4, 4), column(1, 1, 1, 1, 1)),
        (column(4, 4, 4, 4, 4), column(1, 1, None, 1, 1)),
    ):
        assert shares(pool("team"), amounts, keys, facts) == [None, F(2), None, F(2), None]
        outside = shares(pool("team"), amounts, keys, facts, column(1, 1, 0, 1, 1))
        assert outside == [F(2), F(2), F(0), F(2), F(2)]
        most = shares(pool("team", at_most=True), amounts, keys, facts)
        assert most == [None, F(1), None, F(1), None]


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (301, [F(1), F(4, 3), F(2, 3)]),
        (300, [F(1), F(4, 3), F(2, 3)]),
        (299, cents(100, 133, 66)),
        (150, cents(50, 67, 33)),
        (0, cents(0, 0, 0)),
    ],
)
def test_awards_are_cut_only_where_they_are_more_than_there_is(amount: int, expected: list[F]) -> None:
    awards = column(3, 4, 2, over=3)
    assert shares(pool(at_most=True), column(*[amount] * 3, over=100), awards, company(3)) == expected


def test_rows_of_one_person_tie_in_the_order_of_rows() -> None:
    people = parts([1, 2], [0])
    assert shares(pool(), column(100, 100, 100, over=100), column(1, 1, 1), people) == cents(33, 34, 33)


BIG = 2**63
FINE = F(1, 2**20)


@pytest.mark.parametrize(
    ("edge", "beyond", "unit", "at_most"),
    [
        # A share before it is divided: the sum of all amounts, by a key, over what the unit shares with it.
        ((BIG, 1, BIG, 1), [(BIG + 1, 1, BIG, 1), (BIG, 1, BIG + 1, 1)], F(1), False),
        ((-BIG, 1, BIG, 1), [(-BIG - 1, 1, BIG, 1)], F(1), False),
        ((2**59, 1, 2**60, 1), [(2**59 + 1, 1, 2**60, 1)], F(1, 128), False),
        ((2**65, 64, 2**60, 1), [(2**65, 64, 2**60 + 1, 1)], F(1, 128), False),
        # What divides it: the sum of all keys.
        ((0, BIG, BIG, 1), [(0, BIG + 1, BIG, 1), (0, BIG, BIG + 1, 1)], F(1), False),
        ((0, LIMIT, 0, 1), [(0, LIMIT + 1, 0, 1)], F(1), False),
        ((0, BIG // 4, BIG, 1), [(0, BIG // 4, BIG + 1, 1)], F(4), False),
        ((0, BIG // 4 * 7, BIG, 1), [(0, BIG // 4 * 7, BIG + 1, 1)], F(4, 7), False),
        # What comes out.
        ((LIMIT // 128, 128, 1, 1), [(LIMIT // 128 + 1, 128, 1, 1)], F(1, 128), False),
        ((LIMIT // 128, 128, 0, 128), [(LIMIT // 128, 128, 0, 256)], F(1, 128), True),
        ((0, 1, 1, LIMIT // 4), [(0, 1, 1, LIMIT // 4 + 1)], F(4), True),
        # Awards beside the pool, and those that are paid as they are.
        ((0, 2**20, 2**106, 2**20), [(0, 2**20, 2**106 + 1, 2**20)], FINE, True),
        ((0, 1, 2**106, 1), [(0, 1, 2**106 + 1, 1)], FINE, True),
        # Nothing to share fits whatever it would be multiplied by.
        ((0, 1, LIMIT, 1), [(0, 1, LIMIT + 1, 1)], FINE, False),
    ],
)
def test_a_pool_is_cut_up_to_what_fits(
    edge: tuple[int, int, int, int], beyond: list[tuple[int, int, int, int]], unit: F, at_most: bool
) -> None:
    """An amount and the key of one member, each over its denominator."""

    def found(amount: int, over: int, key: int, under: int) -> list[Value]:
        keys = column(key, over=under)
        return shares(pool(at_most=at_most, unit=unit), column(amount, over=over), keys, company(1))

    amount, over, key, under = edge
    assert found(*edge) == [min(F(amount, over), F(key, under)) if at_most else F(amount, over)]
    for one in beyond:
        with pytest.raises(Overflow):
            found(*one)


@pytest.mark.parametrize(
    ("edge", "beyond", "at_most"),
    [
        ((BIG // 2, 1, BIG, 1), (BIG // 2 + 1, 1, BIG, 1), False),
        ((0, BIG, BIG // 2, 1), (0, BIG, BIG // 2 + 1, 1), False),
        ((0, BIG, 0, 1), (0, LIMIT // 2 + 1, 0, 1), False),
        ((0, 2**20, 2**105, 2**20), (0, 2**20, 2**105 + 1, 2**20), True),
    ],
)
def test_the_pool_of_two_is_twice_as_much(
    edge: tuple[int, int, int, int], beyond: tuple[int, int, int, int], at_most: bool
) -> None:
    def found(amount: int, over: int, key: int, under: int) -> list[Value]:
        unit, amounts, keys = (
            FINE if at_most else F(1),
            column(amount, 0, over=over),
            column(key, 0, over=under),
        )
        return shares(pool(at_most=at_most, unit=unit), amounts, keys, company(2))

    assert found(*edge) == [F(edge[0], edge[1]), F(0)]
    with pytest.raises(Overflow):
        found(*beyond)


# --------------------------------------------------------------------------------------------- podiums


def podium(*prizes: int, within: Within = "company", falling: bool = False, unit: F = CENT) -> Placed:
    return Placed("by", "there", tuple(F(prize, 100) for prize in prizes), within, unit, falling, ())


def prizes(node: Placed, by: Ratio, facts: ColumnFacts, there: Ratio | None = None) -> list[Value]:
    everybody = column(*[1] * facts.count)
    return ran(node, facts, by=by, there=everybody if there is None else there)


@pytest.mark.parametrize(
    ("by", "expected", "falling"),
    [
        ([1, 4, 2, 3], [0, 1000, 1, 500], [1000, 0, 500, 1]),
        ([4, 4, 2, 3], [750, 750, 0, 1], [1, 0, 1000, 500]),
        ([4, 3, 3, 3], [1000, 167, 167, 167], [0, 501, 500, 500]),
        ([4, 4, 3, 3], [750, 750, 1, 0], [1, 0, 750, 750]),
        ([2, 2, 2, 2], [376, 375, 375, 375], [376, 375, 375, 375]),
        ([None, 1, None, 2], [0, 500, 0, 1000], [0, 1000, 0, 500]),
    ],
)
def test_who_ties_shares_the_places_covered(
    by: list[int | None], expected: list[int], falling: list[int]
) -> None:
    for over in (1, 7):
        values = column(*by, over=over)
        assert prizes(podium(1000, 500, 1), values, company(4)) == cents(*expected)
        assert prizes(podium(1000, 500, 1, falling=True), values, company(4)) == cents(*falling)


def test_the_cent_left_goes_to_the_smallest_id_then_to_the_first_row() -> None:
    assert prizes(podium(100), column(5, 5, 5), company(3, ids="cab")) == cents(33, 34, 33)
    assert prizes(podium(101), column(5, 5, 5), company(3, ids="cab")) == cents(33, 34, 34)
    assert prizes(podium(100), column(5, 5, 5), company(3, ids="bbb")) == cents(34, 33, 33)


def test_each_group_has_its_own_podium() -> None:
    found = prizes(podium(100, 10, within="team"), column(1, 2, 3, 3, 9), company(5, "nsns-"))
    assert found == cents(10, 10, 100, 100, 100)
    rows = ColumnFacts(
        count=4, columns={}, ids=pl.Series(["a", "b"]), teams=pl.Series(["n", "s", "s", "s"]),
        person_of=pl.Series([0, 0, 1, 1], dtype=pl.UInt32), last=pl.Series([0, 3], dtype=pl.UInt32),
    )  # fmt: skip
    assert prizes(podium(100, within="team"), column(1, 9, 9, 2), rows) == cents(100, 100)
    assert prizes(podium(100), column(1, 9, 9, 2), rows) == cents(0, 100)


def test_who_is_not_there_has_0_and_takes_no_place() -> None:
    there = column(1, 0, None, 1)
    found = prizes(podium(100, 10), column(1, 9, 8, 2), company(4), there)
    assert found == cents(10, 0, None, 100)
    assert prizes(podium(100), column(1, 2), company(2), column(0, None)) == [F(0), None]


def test_prizes_are_cut_into_units() -> None:
    by = column(2, 2, 1)
    assert prizes(podium(1000, 500, unit=F(1)), by, company(3)) == [F(8), F(7), F(0)]
    assert prizes(podium(1000, 500, unit=F(5)), by, company(3)) == [F(10), F(5), F(0)]
    # A prize that is no whole number of units: what is left over is paid to nobody.
    assert prizes(podium(1050, 500, unit=F(1)), by, company(3)) == [F(8), F(7), F(0)]
    assert prizes(podium(1050, 550, unit=F(1)), by, company(3)) == [F(8), F(8), F(0)]


def test_prizes_fit_or_are_left_to_fractions() -> None:
    one, by = company(1), column(1)
    for unit in (F(1), F(2)):
        most = Placed("by", "there", (F(LIMIT),), "company", unit, False, ())
        assert prizes(most, by, one) == [F(LIMIT)]
        beyond = Placed("by", "there", (F(LIMIT), unit), "company", unit, False, ())
        with pytest.raises(Overflow):
            prizes(beyond, by, one)

    def fine(under: int) -> Placed:
        return Placed("by", "there", (F(1, under),), "company", F(1), False, ())

    assert prizes(fine(LIMIT), by, one) == [F(0)]
    assert prizes(fine(LIMIT // 2), column(1, 2), company(2)) == [F(0), F(0)]
    assert prizes(fine(LIMIT // 2), column(2, 2), company(2)) == [F(0), F(0)]
    with pytest.raises(Overflow):
        prizes(fine(LIMIT // 2 + 1), column(2, 2), company(2))
    with pytest.raises(Overflow):
        prizes(fine(LIMIT * 4), by, one, column(0))
    below = Placed("by", "there", (F(5), F(-1, 100)), "company", CENT, False, ())
    with pytest.raises(Overflow):
        prizes(below, by, one)
    assert prizes(podium(0, 5), by, one) == [F(0)]
