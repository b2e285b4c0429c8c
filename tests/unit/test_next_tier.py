"""The next tier is computed again, never estimated."""

# ruff: noqa: E501 (a KPI reads best on one line)
from __future__ import annotations

from fractions import Fraction as F

import pytest
from readers import HEAD, Ran, demo


def alone(kpi: str, actual: str, more: str = "") -> Ran:
    plan = HEAD + f"target_incentive: 1000\nkpis:\n  x: {{weight: 100 %, {kpi}}}\n{more}"
    return Ran(plan, f"participant,x\nana,{actual}\n")


def row(ran: Ran, person: str) -> int:
    return next(at for at, one in enumerate(ran.results.facts.people) if one.id == person)


def worth(ran: Ran, kpi: str, at: int = 0) -> F | None:
    """What one more point adds."""
    found = ran.point(kpi, at)
    return None if found is None else found.adds


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
    tier = (ran := alone(kpi, actual)).tier("x")
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
    tier = alone(curve, "85 %", "rounding: {actual: 2, mode: down}").tier("x")
    assert tier is not None
    assert (tier.needed, tier.exceeded, tier.adds) == (F("0.91"), False, F(500))
    tier = alone(curve, "85 %", "rounding: {actual: 2}").tier("x")
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
    tier = alone(kpi, actual).tier("x")
    assert tier is not None
    assert (tier.needed, tier.pays, tier.adds) == (F(needed.removeprefix("below ")), F(pays), F(adds))
    assert tier.exceeded == needed.startswith("below")


def test_a_bound_that_must_be_passed_promises_what_is_paid_just_past_it() -> None:
    """Rounded up, the smallest step past the bound is worth a cent; the modifier is that of the bound."""
    bands = (
        "unit: percent, curve: {of: actual, marginal: [{from: 0 %, rate: 50 %}, {above: 80 %, rate: 200 %}]}"
    )
    tier = alone(bands, "60 %", "rounding: {mode: up}").tier("x")
    assert tier is not None
    assert (tier.needed, tier.exceeded, tier.pays, tier.adds) == (F("0.8"), True, F("0.4"), F("100.01"))
    steps = "unit: points, curve: {of: actual, lookup: [{from: 30, pays: 50 %}, {above: 70, pays: 150 %}]}"
    factor = (
        "modifiers: {m: {by: x, of: plan, curve: {linear: [{at: 0, pays: 0 %}, {at: 100, pays: 100 %}]}}}"
    )
    tier = alone(steps, "70", factor).tier("x")
    assert tier is not None
    assert tier.adds == 700


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
    ran = alone(kpi, actual, more)
    before, tier = ran.results, ran.tier("x")
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
    assert alone(f"unit: percent, {curve}", "95 %").tier("x") is None
    assert alone(f"unit: percent, missing: zero, {curve}", "").tier("x") is None
    assert worth(alone(f"unit: percent, {curve}", "85 %"), "x") == 0
    ran = demo()
    assert ran.tier("grr") is None
    assert worth(ran, "grr") == 0


def test_gates_and_caps_count() -> None:
    ran = demo()
    chloe = ran.tier("csat", row(ran, "chloe"))
    assert chloe is not None
    assert (chloe.needed, chloe.adds) == (F("0.8"), F(1000))  # the gate opens
    closed = ran.tier("nrr", row(ran, "chloe"))
    assert closed is not None
    assert closed.adds == 0
    david = ran.tier("nrr", row(ran, "david"))
    assert david is not None
    assert david.takes is not None
    assert (david.adds, david.takes.name) == (F(0), "cap")  # the cap of the plan takes it


def test_one_more_point_on_a_slope() -> None:
    ran = demo()
    assert worth(ran, "nrr", row(ran, "ben")) == F("187.50")
    assert worth(ran, "nrr", row(ran, "chloe")) == 0
    linear = "unit: hours, direction: lower, curve: {of: actual, linear: [{at: 8 h, pays: 50 %}, {at: 4 h, pays: 100 %}]}"
    assert worth(alone(linear, "6"), "x") == 125


def test_a_line_that_a_gate_closes_gains_nothing() -> None:
    plan = (
        HEAD + "target_incentive: 1000\nkpis:\n  y: {unit: percent}\n"
        "  x: {weight: 100 %, unit: percent, curve: {of: actual, linear: [{at: 80 %, pays: 50 %}, {at: 100 %, pays: 100 %}]}}\n"
        "gates: {g: {when: {y: {from: 50 %}}, otherwise: {of: [x], times: 0 %}}}\n"
    )
    ran = Ran(plan, "participant,x,y\nana,90 %,40 %\n")
    tier = ran.tier("x")
    assert tier is not None
    assert (tier.needed, tier.adds, tier.takes) == (F(1), F(0), None)
    assert worth(ran, "x") == 0


def test_what_others_brought_counts_with_another_actual() -> None:
    """The pool is shared again: more sales of one are a greater share."""
    plan = (
        HEAD
        + "target_incentive: 1000\nkpis:\n  sales: {weight: 100 %, unit: money, curve: {of: attainment, lookup: [{from: 50 %, pays: 50 %}, {from: 100 %, pays: 100 %}]}}\n"
        "pool: {pot: {amount: 300, by: sales, scope: company}}\n"
        "roles:\n  lead: {kpis.sales.scope: team, kpis.sales.target: members}\n"
    )
    people = "participant,role,team,sales.target\nana,,North,600\nben,,North,400\nlea,lead,North,\n"
    ran = Ran(plan, "participant,team,sales\nana,,300\nben,,100\n,North,700\n", people)
    found = {}
    for person in ("ana", "ben", "lea"):
        tier = ran.tier("sales", row(ran, person))
        assert tier is not None
        found[person] = (tier.needed, tier.adds)
    # Of 300 shared by sales, ana has 300 of 1100 and would have 600 of 1400; lea 700, then 1000.
    assert found == {
        "ana": (F(600), 500 + F("128.57") - F("81.82")),
        "ben": (F(200), 500 + F("50.00") - F("27.27")),
        "lea": (F(1000), 500 + F("214.28") - F("190.91")),
    }


def test_a_curve_that_pays_nobody_promises_nothing() -> None:
    plan = (
        HEAD
        + "target_incentive: 1000\nkpis:\n  x: {weight: 100 %, unit: percent, curve: {of: actual, linear: [{at: 80 %, pays: 50 %}, {at: 100 %, pays: 100 %}]}}\n"
        "  y: {unit: percent, curve: {of: actual, linear: [{at: 80 %, pays: 50 %}, {at: 100 %, pays: 100 %}]}}\n"
        "modifiers: {m: {by: y.payout_rate, of: plan, curve: {lookup: [{from: 0 %, pays: 90 %}, {from: 60 %, pays: 100 %}]}}}\n"
    )
    ran = Ran(plan, "participant,x,y\nana,90 %,90 %\n")
    assert ran.results.rows["y.payout_rate"] == [F("0.75")]
    assert ran.tier("y") is None
    assert worth(ran, "y") == 0


def test_a_gate_that_holds_now_and_again_beyond_a_gap_is_not_said_to_open() -> None:
    plan = (
        HEAD + "target_incentive: 1000\nkpis:\n"
        "  x: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 0 %, pays: 10 %}, {from: 50 %, pays: 100 %}]}}\n"
        "gates: {g: {when: {any: [{x: {from: 50 %}}, {x: {up_to: 10 %}}]}, otherwise: {of: plan, times: 0 %}}}\n"
    )
    kpis = "participant,x\nana,10 %\nben,20 %\n"
    ran = Ran(plan, kpis)
    assert [ran.opening("x", at) is None for at in range(2)] == [True, False]
    tier = ran.tier("x")
    assert tier is not None
    assert (tier.needed, tier.adds) == (F("0.5"), F(900))
