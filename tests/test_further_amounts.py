"""The amounts of what further plans say, each by the product in both of its ways and by the oracle."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

import pytest
from both import paid_by_both
from small import DAYS, HEAD, PAID, TWO_ROWS

FULL = "curve: {of: actual, lookup: [{from: 0 %, pays: 100 %}]}"
THREE = "".join(f"  {one}: {{weight: 1/3, unit: percent, {FULL}}}\n" for one in "abc")
GIVEN = "participant,a,b,c\nana,90 %,90 %,90 %\n"


def of_ana(plan: str, kpis: str, people: str | None = None, period: str | None = None) -> dict[str, str]:
    """The steps of the only person."""
    return paid_by_both(plan, kpis, people, period)["ana"]


# ---------------------------------------------------------------------------- parts, rounded targets


def test_parts_that_are_not_cut_are_exact_products() -> None:
    plan = f"{HEAD}target_incentive: 1000.01\nrounding: {{parts: exact}}\nkpis:\n{THREE}"
    steps = of_ana(plan, GIVEN)
    assert [steps[f"{one}.part"] for one in "abc"] == ["333.336666666667"] * 3
    assert [steps[f"{one}.payout"] for one in "abc"] == ["333.34"] * 3
    assert steps["earned"] == "1000.02"


@pytest.mark.parametrize("said", ["", "rounding: {parts: cents}\n"])
def test_parts_in_cents_add_up_to_the_target_incentive(said: str) -> None:
    steps = of_ana(f"{HEAD}target_incentive: 1000.01\n{said}kpis:\n{THREE}", GIVEN)
    assert [steps[f"{one}.part"] for one in "abc"] == ["333.34", "333.34", "333.33"]
    assert steps["earned"] == "1000.01"


def test_exact_parts_use_the_weights_in_effect() -> None:
    kpis = THREE.replace("b: {", "b: {missing: reweight, ")
    plan = f"{HEAD}target_incentive: 1000.01\nrounding: {{parts: exact, money: 0.05}}\nkpis:\n{kpis}"
    steps = of_ana(plan, "participant,a,b,c\nana,90 %,,90 %\n")
    assert [steps[f"{one}.part"] for one in "abc"] == ["500.00", "0.00", "500.00"]
    assert steps["earned"] == "1000.00"


COUNT = "  won: {weight: 100 %, unit: number, target: 5.734, ADD additive: true, curve: {linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"


def test_a_target_is_rounded_before_it_is_used() -> None:
    yearly = "accumulate: {since: year, target: elapsed, below_zero: zero}\nrounding: {target: 0}\n"
    plan = f"{PAID}{yearly}kpis:\n{COUNT.replace('ADD ', '')}"
    steps = of_ana(plan, "participant,won\nana,17\n", period="2026-Q3")
    assert (steps["won.target"], steps["won.attainment"], steps["total"]) == ("17", "1", "3000.00")


def test_the_targets_of_several_rows_are_rounded_once_added() -> None:
    days = (
        "proration: {amount: calendar-days, targets: additive}\nroles: {senior: {target_incentive: 2000}}\n"
    )
    kpi = COUNT.replace("ADD", "rounding: {target: 1},")
    found = paid_by_both(f"{PAID}{days}kpis:\n{kpi}", "participant,won\nana,4\n", TWO_ROWS, "2026-Q3")
    assert found["ana"]["total"] == "1052.63"


def test_targets_of_members_are_rounded_before_they_are_added() -> None:
    head = "rounding: {target: 0}\nroles:\n  head: {kpis.won.scope: team, kpis.won.target: members}\n"
    people = "participant,role,team,won.target\nana,,North,5.4\nben,,North,5.4\nhana,head,North,\n"
    plan = f"{PAID}{head}kpis:\n{COUNT.replace('ADD ', '').replace('target: 5.734, ', 'target: 5, ')}"
    kpis = "participant,team,won\nana,,5\nben,,5\n,North,10\n"
    assert paid_by_both(plan, kpis, people)["hana"]["won.target"] == "10"


def test_the_target_that_a_team_bonus_compares_is_rounded_too() -> None:
    bonus = "bonuses: {b: {scope: team, when: {won.target: {from: 6}}, pays: 50}}\n"
    plan = f"{PAID}rounding: {{target: 0}}\n{DAYS.replace('calendar-days', 'none')}kpis:\n{COUNT.replace('ADD ', '')}{bonus}"
    found = paid_by_both(plan, "participant,team,won\nana,North,6\n,North,6\n")
    assert found["ana"]["bonuses.b"] == "50.00"
