"""Chances: whole numbers of 64 bits, tables of values, the laws that fill them, and what is told of draws."""

from __future__ import annotations

import hashlib
import struct
from fractions import Fraction as F

import pytest

from csvariable.odds import DiceTable, Expected, OddsModel, Outcomes, choices, percentile, stream, table
from csvariable.odds.dice import WHOLE
from csvariable.odds.model import normal_chance

# ------------------------------------------------------------------------------------- dice


def test_a_stream_is_shake_256_of_the_seed_and_the_names_each_with_its_length() -> None:
    text = b"csvariable odds 1" + b"\0" * 7 + b"\x012" + b"\0" * 7 + b"\x03\xc3\xa9a" + b"\0" * 8
    expected = struct.unpack(">4Q", hashlib.shake_256(text).digest(32))
    assert stream(2, 4, "éa", "") == expected
    assert stream(2, 0, "éa", "") == ()
    assert len(stream(2, 1, "\ud800")) == 1  # half a letter, as a file name can hold


@pytest.mark.parametrize(
    ("sides", "draws", "sides_drawn"),
    [
        (1, [0, WHOLE - 1], [0, 0]),
        (2, [0, WHOLE // 2 - 1, WHOLE // 2, WHOLE - 1], [0, 0, 1, 1]),
        (3, [WHOLE // 3, WHOLE // 3 + 1, 2 * WHOLE // 3, 2 * WHOLE // 3 + 1], [0, 1, 1, 2]),
        (6, [], []),
    ],
)
def test_each_side_has_an_equal_part_of_the_draws(
    sides: int, draws: list[int], sides_drawn: list[int]
) -> None:
    assert choices(draws, sides) == sides_drawn


def test_a_table_leaves_out_what_cannot_be_drawn_and_ends_whole() -> None:
    made = table([F(1), F(2), F(3), F(4), F(5)], [F(-1), F(0), F(1, 4), F(1, 4), F(3, 4)])
    assert made == DiceTable((F(3), F(5)), (WHOLE // 4, WHOLE))
    assert made.chances == (F(1, 4), F(3, 4))
    assert table([F(1), F(2), F(3)], [F(1, 2), F(2), F(3)]).values == (F(1), F(2))
    assert table([F(7)], [F(1, 2)]).chances == (F(1),)


def test_the_least_chance_of_a_table_is_one_draw() -> None:
    least = F(1, WHOLE)
    assert table([F(1), F(2)], [least, F(1)]).marks == (1, WHOLE)
    assert table([F(1), F(2)], [least * 2 / 3, F(1)]).values == (F(2),)
    assert table([F(1), F(2), F(3)], [F(1, 2), F(1, 2) + least, F(1)]).chances[1] == least
    assert table([F(1), F(2)], [F(1, 3), F(1)]).marks == (WHOLE // 3, WHOLE)


def test_a_draw_on_a_mark_is_of_the_next_value() -> None:
    made = table([F(1), F(2), F(3)], [F(1, 2), F(3, 4), F(1)])
    half, most = WHOLE // 2, WHOLE // 4 * 3
    assert made.drawn([0, half - 1, half, most - 1, most, WHOLE - 1]) == [0, 0, 1, 1, 2, 2]
    assert table([F(7)], [F(1)]).drawn([0, WHOLE - 1]) == [0, 0]


# ----------------------------------------------------------------------------------- the laws


@pytest.mark.parametrize(
    ("at", "chance"),
    [
        (F(0), "0.5"),
        (F(1, 2), "0.691462461274013103637704610608337739883602"),
        (F(1), "0.841344746068542948585232545632037922477913"),
        (F(-1), "0.158655253931457051414767454367962077522087"),
        (F(2), "0.977249868051820792799717362833466562528224"),
        (F(6), "0.999999999013412354962301859299135867601958"),
    ],
)
def test_the_normal_law_is_known_to_40_decimals(at: F, chance: str) -> None:
    """Against the alternating series of the error function, in 120 digits."""
    assert normal_chance(at) == round(F(chance), 40)


def test_a_normal_goes_six_deviations_each_way() -> None:
    made = OddsModel("normal", F(0), F(1), F(1)).table(None, None)
    assert made.values == tuple(F(at) for at in range(-6, 7))
    # What lies beyond is at the ends, and each value has what is nearer to it than to its neighbours.
    for one, other in zip(made.chances, reversed(made.chances), strict=True):
        assert abs(one - other) <= F(2, WHOLE)
    assert abs(made.chances[6] - (2 * normal_chance(F(1, 2)) - 1)) <= F(2, WHOLE)
    assert abs(made.chances[0] - normal_chance(F(-11, 2))) <= F(1, WHOLE)


def test_the_values_of_a_normal_are_multiples_of_its_grain() -> None:
    made = OddsModel("normal", F(1, 2), F(1), F(1)).table(None, None)
    assert made.values == tuple(F(at) for at in range(-6, 8))
    fine = OddsModel("normal", F(1), F(1, 10), F(1, 100)).table(None, None)
    assert fine.values == tuple(F(at, 100) for at in range(40, 161))
    mean = sum((value * chance for value, chance in zip(fine.values, fine.chances, strict=True)), F(0))
    assert abs(mean - 1) < F(1, 10**15)


def test_a_normal_without_a_deviation_is_its_mean() -> None:
    assert OddsModel("normal", F(103, 100), F(0), F(1)).table(None, None) == DiceTable(
        (F(103, 100),), (WHOLE,)
    )


def test_a_share_of_three_answers_has_four_values() -> None:
    made = OddsModel("share", F(1, 3), count=3).table(None, None)
    assert made.values == (F(0), F(1, 3), F(2, 3), F(1))
    assert made.marks == (8 * WHOLE // 27, 20 * WHOLE // 27, 26 * WHOLE // 27, WHOLE)


@pytest.mark.parametrize(("chance", "value"), [(F(0), F(0)), (F(1), F(1))])
def test_a_share_that_is_certain_has_one_value(chance: F, value: F) -> None:
    assert OddsModel("share", chance, count=5).table(None, None) == DiceTable((value,), (WHOLE,))


@pytest.mark.parametrize(
    ("low", "high", "values", "chances"),
    [
        (None, None, "0 1/4 1/2 3/4 1", "1 4 6 4 1"),
        (F(1, 4), None, "1/4 1/2 3/4 1", "5 6 4 1"),
        (None, F(1, 4), "0 1/4", "1 15"),
        (F(1, 3), F(1, 2), "1/3 1/2", "5 11"),
        (F(2), None, "2", "16"),
    ],
)
def test_what_lies_outside_the_range_of_a_kpi_is_at_its_ends(
    low: F | None, high: F | None, values: str, chances: str
) -> None:
    made = OddsModel("share", F(1, 2), count=4).table(low, high)
    assert made.values == tuple(map(F, values.split()))
    assert made.chances == tuple(F(one) / 16 for one in chances.split())


def test_around_another_mean_a_model_is_the_same() -> None:
    normal = OddsModel("normal", F(1), F(2), F(3))
    assert normal.around(F(5)) == OddsModel("normal", F(5), F(2), F(3), 0)
    share = OddsModel("share", F(1), count=7)
    assert share.around(F(0)) == OddsModel("share", F(0), F(0), F(0), 7)


# -------------------------------------------------------------------------------- what is told


@pytest.mark.parametrize(
    ("count", "percent", "value"),
    [
        (4, 0, 1),
        (4, 25, 1),
        (4, 26, 2),
        (4, 100, 4),
        (20, 5, 1),
        (21, 5, 2),
        (20, 95, 19),
        (1, 95, 1),
        (1000, 50, 500),
        (1000, 95, 950),
    ],
)
def test_a_percentile_is_the_nearest_rank(count: int, percent: int, value: int) -> None:
    assert percentile([F(at) for at in range(1, count + 1)], percent) == value


def outcomes(*costs: int) -> Outcomes:
    return Outcomes(tuple(map(F, costs)), (), "history", 1)


def test_outcomes_stay_in_the_order_drawn_and_are_told_in_order() -> None:
    found = outcomes(30, 10, 20, 41)
    assert [str(cost) for cost in found.costs] == ["30", "10", "20", "41"]
    assert [str(cost) for cost in found.ordered] == ["10", "20", "30", "41"]
    assert found.percentiles == {5: 10, 10: 10, 50: 20, 90: 41, 95: 41}
    assert found.mean == F(101, 4)
    assert (found.periods, found.unpaid) == ((), 0)


@pytest.mark.parametrize(
    ("limit", "share"), [(9, F(0)), (10, F(1, 4)), (29, F(1, 2)), (30, F(3, 4)), (41, F(1))]
)
def test_a_cost_on_the_limit_is_within_it(limit: int, share: F) -> None:
    assert outcomes(30, 10, 20, 41).within(F(limit)) == share


@pytest.mark.parametrize(
    ("incentive", "on_target", "share"),
    [
        (F(1000), F(1100), F(11, 10)),
        (F(1000), F(0), F(0)),
        (F(1000), None, None),
        (F(0), F(100), None),
        (None, F(100), None),
        (None, None, None),
    ],
)
def test_a_share_of_the_target_needs_both(incentive: F | None, on_target: F | None, share: F | None) -> None:
    assert Expected("ana", None, incentive, F(5), on_target, 2).share == share
