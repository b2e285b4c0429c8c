"""Cutting money: what is left over goes to the largest remainders, for negative money too."""

from __future__ import annotations

from fractions import Fraction as F

from csvariable.kernel.apportion import apportion, apportion_within

CENT = F(1, 100)


def test_money_below_zero_is_cut_as_its_opposite() -> None:
    parts = apportion(F(-1), [F(1), F(1), F(1)], ["a", "b", "c"], CENT)
    assert parts == [F("-0.34"), F("-0.33"), F("-0.33")]


def test_weights_that_are_all_zero_share_equally() -> None:
    parts = apportion(F(1), [F(0), F(0), F(0)], ["c", "b", "a"], CENT)
    assert parts == [F("0.33"), F("0.33"), F("0.34")]


def test_weights_that_cancel_are_in_no_proportion_and_share_equally() -> None:
    weights = [F(1), F(-1)]
    halves = [F("0.50"), F("0.50")]
    assert apportion(F(1), weights, ["a", "b"], CENT) == halves
    for again in (True, False):
        assert apportion_within(F(1), weights, ["a", "b"], CENT, F(1), again=again) == halves


def test_what_is_left_goes_to_the_largest_remainders_before_the_smallest_names() -> None:
    # 1.00 in 3 : 3 : 1 = 0.4285…, 0.4285…, 0.1428…: one cent is left for the two that tie
    assert apportion(F(1), [F(1), F(3), F(3)], ["a", "b", "c"], CENT) == [F("0.14"), F("0.43"), F("0.43")]
    assert apportion(F("0.01"), [F(1), F(2)], ["a", "b"], CENT) == [F(0), F("0.01")]


def test_nobody_shares_nothing() -> None:
    assert apportion(F(0), [], [], CENT) == []


def test_weights_below_zero_count_in_the_same_proportions() -> None:
    names = ["a", "b", "c"]
    below = apportion(F(1), [F(-1), F(-3), F(-3)], names, CENT)
    assert below == [F("0.14"), F("0.43"), F("0.43")]
    # 10 in 3 : -1, of which the second owes: 15.00 and -5.00; of 4 : -1 the remainders are 1/3 and 2/3
    assert apportion(F(10), [F(3), F(-1)], ["a", "b"], CENT) == [F(15), F(-5)]
    assert apportion(F(1), [F(4), F(-1)], ["a", "b"], CENT) == [F("1.33"), F("-0.33")]


def test_a_whole_that_is_no_multiple_of_the_unit_gives_whole_units_alone() -> None:
    assert apportion(F("1.999"), [F(1, 3), F(1, 6)], ["a", "b"], CENT) == [F("1.33"), F("0.66")]
