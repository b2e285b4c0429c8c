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


UP_AND_DOWN = "unit: percent, curve: {of: actual, lookup: [{from: 80 %, pays: 100 %}, {from: 90 %, pays: 50 %}, {from: 95 %, pays: 150 %}]}"
FLAT = "unit: percent, curve: {of: actual, lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 50 %}, {from: 95 %, pays: 80 %}]}"
CAPPED = "unit: percent, curve: {of: actual, cap: 120 %, lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 150 %}]}"
HOURS = "unit: hours, direction: lower, curve: {of: actual, lookup: [{up_to: 8 h, pays: 50 %}, {below: 4 h, pays: 100 %}]}"
INVERSE = "unit: hours, direction: lower, target: 4 h, attainment: inverse, curve: {cap: 200 %, lookup: [{from: 50 %, pays: 50 %}, {from: 100 %, pays: 80 %}]}"


@pytest.mark.parametrize(
    ("kpi", "actual", "needed", "pays", "adds"),
    [
        (UP_AND_DOWN, "85 %", "0.95", "1.5", 500),  # the tier of 90 % pays less
        (UP_AND_DOWN, "92 %", "0.95", "1.5", 1000),  # that of 80 % is left behind
        (FLAT, "85 %", "0.95", "0.8", 300),
        (CAPPED, "85 %", "0.9", "1.2", 700),
        (HOURS, "9", "8", "0.5", 500),
        (HOURS, "6", "below 4", "1", 500),
        (INVERSE, "10", "8", "0.5", 500),
    ],
)
def test_the_next_tier_is_the_next_that_pays_more(
    kpi: str, actual: str, needed: str, pays: str, adds: int
) -> None:
    tier = next_tier(alone(kpi, actual).results, 0, "x")
    assert tier is not None
    assert (tier.needed, tier.pays, tier.adds) == (F(needed.removeprefix("below ")), F(pays), F(adds))
    assert tier.exceeded == needed.startswith("below")


def test_a_bound_that_must_be_passed_promises_what_it_pays_there_and_no_cent_more() -> None:
    bands = (
        "unit: percent, curve: {of: actual, marginal: [{from: 0 %, rate: 50 %}, {above: 80 %, rate: 200 %}]}"
    )
    tier = next_tier(alone(bands, "60 %", "rounding: {mode: up}").results, 0, "x")
    assert tier is not None
    assert (tier.needed, tier.exceeded, tier.pays, tier.adds) == (F("0.8"), True, F("0.4"), F(100))
    steps = "unit: points, curve: {of: actual, lookup: [{from: 30, pays: 50 %}, {above: 70, pays: 150 %}]}"
    factor = (
        "modifiers: {m: {by: x, of: plan, curve: {linear: [{at: 0, pays: 0 %}, {at: 100, pays: 100 %}]}}}"
    )
    tier = next_tier(alone(steps, "70", factor).results, 0, "x")
    assert tier is not None
    assert (tier.adds, tier.keeps) == (F(1000), F(700))


STEEP = "curve: {lookup: [{from: 50 %, pays: 50 %}, {from: 80.25 %, pays: 80 %}, {from: 100 %, pays: 100 %}]}"
PAST = "curve: {lookup: [{from: 50 %, pays: 50 %}, {above: 80 %, pays: 80 %}, {from: 100 %, pays: 100 %}]}"


@pytest.mark.parametrize(
    ("kpi", "actual", "rounding", "needed", "exceeded"),
    [
        (f"unit: number, target: 200, {STEEP}", "150", "actual: 0, mode: down", "161", False),
        (f"unit: number, target: 200, {STEEP}", "150", "attainment: 2, mode: down", "162", False),
        (f"unit: number, target: 190, {STEEP}", "150", "actual: 0, attainment: 2, mode: down", "154", False),
        (f"unit: number, target: 200, {STEEP}", "150", "actual: 0, mode: up", "160.5", False),
        (f"unit: number, target: 200, {PAST}", "150", "actual: 0, mode: down", "161", False),
        (f"unit: number, target: 200, {PAST}", "150", "attainment: 2, mode: down", "162", False),
        (f"unit: number, target: 200, {PAST}", "150", "actual: 0, attainment: 2, mode: down", "162", False),
        (INVERSE.replace("4 h", "4.05 h"), "6", "actual: 1, mode: up", "4", False),
        (INVERSE, "6", "actual: 1, mode: up", "4", False),
        (HOURS.replace("4 h", "4.05 h"), "6", "actual: 1, mode: up", "4", False),
        (HOURS.replace("4 h", "4.05 h"), "6", "actual: 1", "4.05", True),
        (HOURS, "6", "actual: 1, mode: up", "3.9", False),
    ],
)
def test_the_next_round_value_is_on_the_good_side_and_the_nearest(
    kpi: str, actual: str, rounding: str, needed: str, exceeded: bool
) -> None:
    """An attainment is rounded in its own unit, an actual in that of the actual."""
    more = f"rounding: {{{rounding}}}\n"
    before = alone(kpi, actual, more).results
    tier = next_tier(before, 0, "x")
    assert tier is not None
    assert (tier.needed, tier.exceeded) == (F(needed), exceeded)
    if not exceeded:
        after = alone(kpi, str(float(tier.needed)), more).results
        paid, was = after.rows["x.payout"][0], before.rows["x.payout"][0]
        assert paid is not None
        assert was is not None
        assert paid - was == tier.adds
        assert tier.adds > 0


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


def test_a_line_that_a_gate_closes_gains_nothing() -> None:
    plan = (
        HEAD + "target_incentive: 1000\nkpis:\n  y: {unit: percent}\n"
        "  x: {weight: 100 %, unit: percent, curve: {of: actual, linear: [{at: 80 %, pays: 50 %}, {at: 100 %, pays: 100 %}]}}\n"
        "gates: {g: {when: {y: {from: 50 %}}, otherwise: {of: [x], times: 0 %}}}\n"
    )
    results = Ran(plan, "participant,x,y\nana,90 %,40 %\n").results
    tier = next_tier(results, 0, "x")
    assert tier is not None
    assert (tier.needed, tier.adds, tier.keeps) == (F(1), F(0), F(0))
    assert worth_of_a_point(results, 0, "x") == 0


def test_what_others_brought_stays_while_one_row_is_computed_again() -> None:
    plan = (
        HEAD
        + "target_incentive: 1000\nkpis:\n  sales: {weight: 100 %, unit: money, curve: {of: attainment, lookup: [{from: 50 %, pays: 50 %}, {from: 100 %, pays: 100 %}]}}\n"
        "pool: {pot: {amount: 300, by: sales, scope: company}}\n"
        "roles:\n  lead: {kpis.sales.scope: team, kpis.sales.target: members}\n"
    )
    people = "participant,role,team,sales.target\nana,,North,600\nben,,North,400\nlea,lead,North,\n"
    ran = Ran(plan, "participant,team,sales\nana,,300\nben,,100\n,North,700\n", people)
    for person, needed in (("ana", 600), ("ben", 200), ("lea", 1000)):
        tier = next_tier(ran.results, row(ran, person), "sales")
        assert tier is not None
        assert (tier.needed, tier.adds, tier.keeps) == (F(needed), F(500), F(500))


def test_a_curve_that_pays_nobody_promises_nothing() -> None:
    plan = (
        HEAD
        + "target_incentive: 1000\nkpis:\n  x: {weight: 100 %, unit: percent, curve: {of: actual, linear: [{at: 80 %, pays: 50 %}, {at: 100 %, pays: 100 %}]}}\n"
        "  y: {unit: percent, curve: {of: actual, linear: [{at: 80 %, pays: 50 %}, {at: 100 %, pays: 100 %}]}}\n"
        "modifiers: {m: {by: y.payout_rate, of: plan, curve: {lookup: [{from: 0 %, pays: 90 %}, {from: 60 %, pays: 100 %}]}}}\n"
    )
    results = Ran(plan, "participant,x,y\nana,90 %,90 %\n").results
    assert results.rows["y.payout_rate"] == [F("0.75")]
    assert (next_tier(results, 0, "y"), worth_of_a_point(results, 0, "y")) == (None, None)


@pytest.mark.parametrize(
    ("unit", "reads", "worth"),
    [("money", "actual", None), ("money", "attainment", "12.5"), ("points", "actual", "10")],
)
def test_a_point_is_one_of_what_the_curve_reads(unit: str, reads: str, worth: str | None) -> None:
    """A hundredth of a rate, one of any other measure; money has no points. It is the KPI's own unit."""
    line = (
        "linear: [{at: 50, pays: 50 %}, {at: 100, pays: 150 %}]"
        if reads == "actual"
        else "linear: [{at: 50 %, pays: 50 %}, {at: 70 %, pays: 100 %}]"
    )
    plan = (
        HEAD
        + "target_incentive: 1000\nkpis:\n  first: {weight: 50 %, unit: percent, curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
        f"  x: {{weight: 50 %, unit: {unit}, target: 100, curve: {{of: {reads}, {line}}}}}\n"
    )
    results = Ran(plan, "participant,first,x\nana,50 %,60\n").results
    assert worth_of_a_point(results, 0, "x") == (None if worth is None else F(worth))
    assert worth_of_a_point(results, 0, "first") == 5
