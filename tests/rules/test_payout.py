"""What the rules on the design of a curve see of it: the rates that are paid, and its jumps."""
# ruff: noqa: E501 - curves and their rates stand on one line

from __future__ import annotations

from fractions import Fraction

import pytest
from engine import plans_of
from findings import said
from small import PAID, everybody

from csvariable.kernel.unit import decimal_text
from csvariable.plan import Plan
from csvariable.plan.curve import RateCurve
from csvariable.rules.ladders import Ladder, ladders
from csvariable.rules.payout import corners, drops, endless, paid_at

PERCENT = "unit: percent, range: [-100 %, 1000 %]"
HOURS = "unit: hours, direction: lower"
POINTS = "{at: 80 %, pays: 50 %}, {at: 100 %, pays: 100 %}, {at: 120 %, pays: 150 %}"
BANDS = "[{from: 0 %, rate: 100 %}, {from: 100 %, rate: 150 %}, {from: 120 %, rate: 200 %}]"
FROM_80 = BANDS.replace("0 %", "80 %", 1)
STEPS = "[{from: 80 %, pays: 50 %}, {from: 100 %, pays: 100 %}, {from: 120 %, pays: 150 %}]"
SLOWER = "[{at: 8 h, pays: 50 %}, {at: 4 h, pays: 100 %}, {at: 2 h, pays: 150 %}]"

GOLDEN = "79.99 80 90 99.99 100 110 120 130"
"""The attainments of section 13 of the language, in percent."""

PAYS = [
    (PERCENT, f"lookup: {STEPS}", GOLDEN, "0 50 50 50 100 100 150 150"),
    (PERCENT, f"linear: [{POINTS}]", GOLDEN, "0 50 75 99.975 100 125 150 150"),
    (PERCENT, f"linear: [{POINTS}], beyond: continue", GOLDEN, "0 50 75 99.975 100 125 150 175"),
    (PERCENT, f"threshold: 80 %, marginal: {BANDS}", GOLDEN, "0 80 90 99.99 100 115 130 150"),
    (PERCENT, f"marginal: {FROM_80}", GOLDEN, "0 0 10 19.99 20 35 50 70"),
    (PERCENT, f"threshold: 80 %, whole: {BANDS}", GOLDEN, "0 80 90 99.99 150 165 240 260"),
    (PERCENT, f"linear: [{POINTS}], beyond: continue, cap: 120 %", GOLDEN, "0 50 75 99.975 100 120 120 120"),
    (PERCENT, f"threshold: {{above: 80 %}}, lookup: {STEPS}", GOLDEN, "0 0 50 50 100 100 150 150"),
    (PERCENT, "lookup: [{from: 90 %, pays: 100 %}, {above: 100 %, pays: 150 %}]", "89 90 100 101", "0 100 100 150"),
    (PERCENT, "lookup: [{from: 90 %, pays: 60 %}, {above: 90 %, pays: 70 %}]", "89 90 91", "0 60 70"),
    (PERCENT, "linear: [{at: 80 %, pays: 40 %, before: 10 %}, {at: 90 %, pays: 60 %, before: 50 %}]", "79 80 85 90 95", "0 40 45 60 60"),
    (PERCENT, "linear: [{at: 0 %, pays: 100 %}, {at: 50 %, pays: 50 %}], beyond: continue", "0 25 75 125", "100 75 25 0"),
    (PERCENT, "whole: [{above: -50 %, rate: 100 %}]", "-60 -40 40", "0 0 40"),
    (HOURS, f"linear: {SLOWER}", "20 8 6 4 3 1.5", "0 50 75 100 125 150"),
    (HOURS, f"linear: {SLOWER}, beyond: continue", "3 1", "125 175"),
    (HOURS, f"threshold: {{up_to: 6 h}}, linear: {SLOWER}", "7 6 5 2", "0 75 87.5 150"),
    (HOURS, f"threshold: {{below: 6 h}}, linear: {SLOWER}", "7 6 5 2", "0 0 87.5 150"),
    (HOURS, "lookup: [{up_to: 8 h, pays: 50 %}, {below: 4 h, pays: 100 %}]", "9 8 5 4 3.9", "0 50 50 50 100"),
    (HOURS, "lookup: [{up_to: 8 h, pays: 50 %}, {below: 8 h, pays: 60 %}]", "9 8 7.9", "0 50 60"),
]  # fmt: skip


def read(kpi: str, curve: str) -> tuple[Plan, Ladder, RateCurve]:
    plans, problems = plans_of(
        f"{PAID}kpis:\n  k: {{weight: 100 %, {kpi}, curve: {{of: actual, {curve}}}}}\n"
    )
    assert plans is not None, problems
    found = plans.base.kpis["k"].curve
    assert found is not None
    return plans.base, ladders(plans.base)[0], found


def percent(rate: Fraction | None) -> str:
    assert rate is not None
    return decimal_text(rate * 100, 6)


@pytest.mark.parametrize(("kpi", "curve", "at", "rates"), PAYS)
def test_rules_see_the_rates_that_are_paid(kpi: str, curve: str, at: str, rates: str) -> None:
    plan, ladder, written = read(kpi, curve)
    sign, divisor = ("", 1) if kpi == HOURS else (" %", 100)
    seen = [percent(paid_at(plan, ladder, written, Fraction(value) / divisor)) for value in at.split()]
    assert seen == rates.split()
    rows = "".join(f"p{value},{value}{sign}\n" for value in at.split())
    text = f"{PAID}kpis:\n  k: {{weight: 100 %, {kpi}, curve: {{of: actual, {curve}}}}}\n"
    paid = everybody(text, f"participant,k\n{rows}").values()
    assert [percent(Fraction(steps["k.payout_rate"])) for steps in paid] == seen


JUMPS = [
    (PERCENT, f"lookup: {STEPS}", ["lookup.0 80 %: 0 50", "lookup.1 100 %: 50 100", "lookup.2 120 %: 100 150"]),
    (PERCENT, f"linear: [{POINTS}]", ["linear.0 80 %: 0 50", "linear.1 100 %: 100 100", "linear.2 120 %: 150 150"]),
    (PERCENT, f"linear: [{POINTS}], cap: 120 %", ["linear.0 80 %: 0 50", "linear.1 100 %: 100 100", "linear.2 120 %: 120 120"]),
    (PERCENT, "linear: [{at: 80 %, pays: 40 %, before: 10 %}, {at: 90 %, pays: 60 %, before: 50 %}]", ["linear.0 80 %: 0 40", "linear.1 90 %: 50 60"]),
    (PERCENT, f"marginal: {FROM_80}", ["marginal.0 80 %: 0 0", "marginal.1 100 %: 20 20", "marginal.2 120 %: 50 50"]),
    (PERCENT, f"whole: {FROM_80}", ["whole.0 80 %: 0 80", "whole.1 100 %: 100 150", "whole.2 120 %: 180 240"]),
    (PERCENT, f"threshold: 90 %, lookup: {STEPS}", ["threshold 90 %: 0 50", "lookup.1 100 %: 50 100", "lookup.2 120 %: 100 150"]),
    (PERCENT, f"threshold: 100 %, lookup: {STEPS}", ["lookup.1 100 %: 0 100", "lookup.2 120 %: 100 150"]),
    (PERCENT, f"threshold: {{above: 110 %}}, marginal: {BANDS}", ["threshold.above 110 %: 0 115", "marginal.2 120 %: 130 130"]),
    (HOURS, f"threshold: {{up_to: 6 h}}, linear: {SLOWER}", ["threshold.up_to 6 h: 0 75", "linear.1 4 h: 100 100", "linear.2 2 h: 150 150"]),
]  # fmt: skip


@pytest.mark.parametrize(("kpi", "curve", "jumps"), JUMPS)
def test_a_point_knows_what_is_paid_before_and_after_it(kpi: str, curve: str, jumps: list[str]) -> None:
    plan, ladder, written = read(kpi, curve)
    found = corners(plan, ladder, written)
    assert [one.route[:3] for one in found] == [("kpis", "k", "curve")] * len(jumps)
    assert [
        f"{'.'.join(map(str, one.route[3:]))} {one.text}: {percent(one.before)} {percent(one.pays)}"
        for one in found
    ] == jumps


@pytest.mark.parametrize(
    ("curve", "fall"),
    [
        ("lookup: [{from: 10 %, pays: 50 %}, {from: 20 %, pays: 50 %}, {from: 30 %, pays: 49 %}]", ["30 %"]),
        ("lookup: [{from: 10 %, pays: 50 %}, {from: 20 %, pays: 40 %}, {from: 30 %, pays: 45 %}]", ["20 %"]),
        ("linear: [{at: 10 %, pays: 50 %}, {at: 20 %, pays: 40 %}, {at: 30 %, pays: 40 %}]", ["20 %"]),
        ("linear: [{at: 10 %, pays: 50 %}, {at: 20 %, pays: 60 %, before: 40 %}]", ["20 %"]),
        ("linear: [{at: 10 %, pays: 50 %}, {at: 20 %, pays: 60 %, before: 70 %}]", ["20 %"]),
        ("linear: [{at: 10 %, pays: 50 %}, {at: 20 %, pays: 30 %, before: 40 %}]", ["20 %"]),
        ("linear: [{at: 10 %, pays: 90 %}, {at: 20 %, pays: 80 %}], cap: 70 %", []),
        ("whole: [{from: 10 %, rate: 100 %}, {from: 20 %, rate: 99 %}]", ["20 %"]),
        ("whole: [{from: 10 %, rate: 100 %}, {from: 20 %, rate: 100 %}]", []),
        ("marginal: [{from: 10 %, rate: 100 %}, {from: 20 %, rate: 0 %}]", []),
    ],
)
def test_pay_falls_where_a_better_result_is_paid_less(curve: str, fall: list[str]) -> None:
    assert [one.text for one in drops(corners(*read("unit: percent", curve)))] == fall


@pytest.mark.parametrize(
    ("kpi", "curve", "without_end"),
    [
        (PERCENT, f"linear: [{POINTS}], beyond: continue", True),
        (PERCENT, f"linear: [{POINTS}], beyond: continue, cap: 200 %", False),
        (PERCENT, f"linear: [{POINTS}]", False),
        (PERCENT, "linear: [{at: 1 %, pays: 1 %}, {at: 2 %, pays: 1 %}], beyond: continue", False),
        (PERCENT, "linear: [{at: 1 %, pays: 9 %}, {at: 2 %, pays: 1 %}], beyond: continue", False),
        (HOURS, f"linear: {SLOWER}, beyond: continue", True),
        (HOURS, f"linear: {SLOWER}", False),
        (HOURS, "linear: [{at: 2 h, pays: 9 %}, {at: 1 h, pays: 1 %}], beyond: continue", False),
        (PERCENT, f"lookup: {STEPS}", False),
        (PERCENT, f"marginal: {BANDS}", True),
        (PERCENT, "marginal: [{from: 0 %, rate: 50 %}]", True),
        (PERCENT, "marginal: [{from: 0 %, rate: 100 %}, {from: 120 %, rate: 0 %}]", False),
        (PERCENT, f"whole: {BANDS}", True),
        (PERCENT, "whole: [{from: 0 %, rate: 100 %}, {from: 120 %, rate: 0 %}]", False),
    ],
)
def test_a_curve_has_no_end_where_it_still_rises_after_its_last_point(
    kpi: str, curve: str, without_end: bool
) -> None:
    assert endless(*read(kpi, curve)) is without_end


DESIGN = ("cliff", "non-monotonic", "target-not-100", "uncapped")


@pytest.mark.parametrize(
    "curve",
    [
        "linear: [{at: 90 %, pays: 50 %}, {at: 90 %, pays: 10 %}], beyond: continue",
        "linear: [{at: 90 %, pays: 90 %}, {at: 80 %, pays: 50 %}], beyond: continue",
        "whole: [{from: 90 %, rate: 90 %}, {from: 80 %, rate: 50 %}]",
        "marginal: [{from: 9 h, rate: 90 %}]",
        "threshold: 9 h, whole: [{from: 50 %, rate: 50 %}, {from: 80 %, rate: 10 %}]",
    ],
)
def test_nothing_is_said_of_the_shape_of_points_in_disorder_or_in_another_unit(curve: str) -> None:
    plan = f"kpis: {{k: {{weight: 100 %, unit: percent, target: 100 %, curve: {{of: actual, {curve}}}}}}}\n"
    assert said(plan)
    assert said(plan, *DESIGN) == []


def test_nothing_is_said_of_the_shape_where_lower_is_better_and_points_rise() -> None:
    curve = "linear: [{at: 4 h, pays: 90 %}, {at: 8 h, pays: 50 %}], beyond: continue"
    plan = f"kpis: {{k: {{weight: 100 %, {HOURS}, target: 4 h, curve: {{of: actual, {curve}}}}}}}\n"
    assert said(plan)
    assert said(plan, *DESIGN) == []


def test_nothing_is_said_of_a_curve_that_reads_an_unknown_step() -> None:
    curve = "lookup: [{from: 50 %, pays: 90 %}, {from: 80 %, pays: 50 %}]"
    plan = f"modifiers: {{m: {{by: nowhere, of: plan, curve: {{{curve}}}}}}}\n"
    assert said(plan, "non-monotonic", "unknown-step") == ["modifiers.m.by: there is no step `nowhere`"]


@pytest.mark.parametrize(
    ("curve", "paid"),
    [
        ("lookup: [{from: 90 %, pays: 100 %}, {above: 100 %, pays: 150 %}]", None),
        ("lookup: [{from: 90 %, pays: 50 %}, {above: 100 %, pays: 100 %}]", "50 %"),
        ("threshold: {above: 100 %}, lookup: [{from: 90 %, pays: 100 %}]", "0 %"),
        ("threshold: {from: 100 %}, lookup: [{from: 90 %, pays: 100 %}]", None),
        ("marginal: [{from: 0 %, rate: 100 %}, {above: 100 %, rate: 200 %}]", None),
        ("whole: [{from: 0 %, rate: 100 %}, {above: 100 %, rate: 200 %}]", None),
        ("whole: [{from: 0 %, rate: 100 %}, {from: 100 %, rate: 200 %}]", "200 %"),
    ],
)
def test_on_its_bound_from_is_reached_and_above_is_not(curve: str, paid: str | None) -> None:
    plan = f"kpis: {{k: {{weight: 100 %, unit: percent, target: 100 %, curve: {{{curve}}}}}}}\n"
    told = [] if paid is None else [f"kpis.k.curve: at its target, `k` pays {paid}, not 100 %"]
    assert said(plan, "target-not-100") == told
