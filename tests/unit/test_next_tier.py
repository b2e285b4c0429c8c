"""The next tier is computed again, never estimated."""

# ruff: noqa: E501 (a KPI reads best on one line)
from __future__ import annotations

from fractions import Fraction as F

import pytest
from readers import HEAD, Ran, demo

from csvariable.statement import next_tier, worth_of_a_point


def alone(kpi: str, actual: str, more: str = "") -> Ran:
    plan = HEAD + f"target_incentive: 1000\nkpis:\n  x: {{weight: 100 %, {kpi}}}\n{more}"
    return Ran(plan, f"participant,x\nana,{actual}\n")


def row(ran: Ran, person: str) -> int:
    return next(one.rows[0] for one in ran.results.facts.people if one.id == person)


@pytest.mark.parametrize(
    ("kpi", "actual", "needed", "exceeded", "adds"),
    [
        ("unit: percent, curve: {of: actual, lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}]}", "85 %", "0.9", False, 500),
        ("unit: percent, curve: {of: actual, lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}]}", "70 %", "0.8", False, 500),
        ("unit: points, curve: {of: actual, lookup: [{from: 30, pays: 50 %}, {above: 70, pays: 150 %}]}", "70", "70", True, 1000),
        ("unit: number, target: 200, curve: {linear: [{at: 80 %, pays: 50 %}, {at: 100 %, pays: 100 %}]}", "180", "200", False, 250),
        ("unit: hours, direction: lower, curve: {of: actual, linear: [{at: 8 h, pays: 50 %}, {at: 4 h, pays: 100 %}, {at: 2 h, pays: 150 %}]}", "6", "4", False, 250),
        ("unit: hours, direction: lower, target: 4 h, attainment: inverse, curve: {cap: 200 %, lookup: [{from: 50 %, pays: 50 %}, {from: 100 %, pays: 100 %}]}", "6", "4", False, 500),
        ("unit: hours, direction: lower, target: 4 h, attainment: distance, curve: {lookup: [{from: 50 %, pays: 50 %}, {from: 100 %, pays: 100 %}]}", "6", "4", False, 500),
        ("unit: number, baseline: 100, target: 200, curve: {lookup: [{from: 0 %, pays: 20 %}, {from: 50 %, pays: 100 %}]}", "120", "150", False, 800),
        ("unit: number, target: 100, cap: 90 %, curve: {lookup: [{from: 80 %, pays: 50 %}, {from: 100 %, pays: 150 %}]}", "80", "100", False, 400),
    ],
)  # fmt: skip
def test_the_next_tier(kpi: str, actual: str, needed: str, exceeded: bool, adds: int) -> None:
    tier = next_tier((ran := alone(kpi, actual)).results, 0, "x")
    assert tier is not None
    assert (tier.needed, tier.exceeded, tier.adds) == (F(needed), exceeded, F(adds))
    again = alone(kpi, str(float(tier.needed * 100)) + " %" if "%" in actual else str(float(tier.needed)))
    if not exceeded:
        paid = again.results.rows["x.payout"][0]
        before = ran.results.rows["x.payout"][0]
        assert paid is not None
        assert before is not None
        assert paid - before == adds


def test_a_declared_rounding_asks_for_the_next_round_value() -> None:
    curve = (
        "unit: percent, curve: {of: actual, lookup: [{from: 10 %, pays: 50 %}, {above: 90.5 %, pays: 100 %}]}"
    )
    tier = next_tier(alone(curve, "85 %", "rounding: {actual: 2, mode: down}").results, 0, "x")
    assert tier is not None
    assert (tier.needed, tier.exceeded, tier.adds) == (F("0.91"), False, F(500))
    tier = next_tier(alone(curve, "85 %", "rounding: {actual: 2}").results, 0, "x")
    assert tier is not None
    assert (tier.needed, tier.exceeded, tier.adds) == (F("0.905"), True, F(500))


def test_there_is_none_on_the_last_tier_and_without_a_value() -> None:
    curve = "curve: {of: actual, lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}]}"
    assert next_tier(alone(f"unit: percent, {curve}", "95 %").results, 0, "x") is None
    assert next_tier(alone(f"unit: percent, missing: zero, {curve}", "").results, 0, "x") is None
    assert worth_of_a_point(alone(f"unit: percent, {curve}", "85 %").results, 0, "x") is None
    ran = demo()
    assert next_tier(ran.results, 0, "grr") is None
    assert worth_of_a_point(ran.results, 0, "grr") is None


def test_gates_and_caps_count() -> None:
    ran = demo()
    chloe = next_tier(ran.results, row(ran, "chloe"), "csat")
    assert chloe is not None
    assert (chloe.needed, chloe.adds, chloe.keeps) == (F("0.8"), F(250), F(1000))  # the gate opens
    closed = next_tier(ran.results, row(ran, "chloe"), "nrr")
    assert closed is not None
    assert closed.adds == 0
    david = next_tier(ran.results, row(ran, "david"), "nrr")
    assert david is not None
    assert (david.adds, david.keeps) == (F(375), F(0))  # the cap of the plan takes it


def test_one_more_point_on_a_slope() -> None:
    ran = demo()
    assert worth_of_a_point(ran.results, row(ran, "ben"), "nrr") == F("187.50")
    assert worth_of_a_point(ran.results, row(ran, "chloe"), "nrr") == 0
    linear = "unit: hours, direction: lower, curve: {of: actual, linear: [{at: 8 h, pays: 50 %}, {at: 4 h, pays: 100 %}]}"
    assert worth_of_a_point(alone(linear, "6").results, 0, "x") == 125
