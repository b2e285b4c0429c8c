"""The amounts of what further plans say, each by the product in both of its ways and by the oracle."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from fractions import Fraction

import pytest
from agreement import ask_engine
from both import given_by_both, paid_by_both, refused_by_both, written
from engine import plans_of
from small import DAYS, HEAD, PAID, TWO_ROWS

from csvariable.documents.result import notes_of
from csvariable.speech.naming import Voice
from csvariable.speech.telling import tell
from csvariable.statement import ValueReader, statement

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


# ------------------------------------------------------------------------ gates and modifiers on bonuses

NRR = "  nrr: {weight: 100 %, unit: percent, curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
CSAT = "  csat: {unit: percent}\n"
ARR = "  arr: {unit: money, target: 100000}\n"
GATE = "gates: {quality: {when: {csat: {from: 80 %}}, otherwise: {of: [bonuses.b], times: 50 %}}}\n"
LIFT = "modifiers: {lift: {by: nrr, of: [bonuses.b], curve: {lookup: [{from: 0 %, pays: 80 %}, {from: 90 %, pays: 120 %}]}}}\n"


def bonus(said: str, more: str = "") -> str:
    """A plan with one bonus beside a KPI that pays."""
    return f"{PAID}kpis:\n{NRR}{CSAT}{ARR}bonuses: {{b: {{{said}}}}}\n{more}"


def of_bonus(
    said: str, row: str, more: str = "", head: str = "participant,nrr,csat,arr", **names: str
) -> dict[str, str]:
    """The steps of a bonus, without the plan's, for one person."""
    steps = of_ana(bonus(said, more), f"{head}\nana,{row}\n", **names)
    return {
        name: value for name, value in steps.items() if name.startswith(("bonuses.", "gates.", "modifiers."))
    }


def test_a_bonus_is_multiplied_then_gated_then_capped() -> None:
    found = of_bonus("per: arr, pays: 1, cap: 500", "80 %,70 %,1000", GATE + LIFT)
    assert found == {"modifiers.lift": "0.8", "gates.quality": "0", "bonuses.b": "400.00"}
    assert of_bonus("per: arr, pays: 1, cap: 300", "80 %,70 %,1000", GATE + LIFT)["bonuses.b"] == "300.00"
    assert of_bonus("per: arr, pays: 1, cap: 500", "90 %,80 %,1000", GATE + LIFT)["bonuses.b"] == "500.00"


def test_a_floor_lifts_after_modifiers_and_nothing_lifts_what_a_gate_closed() -> None:
    assert of_bonus("per: arr, pays: 1, floor: 900", "80 %,80 %,1000", GATE + LIFT)["bonuses.b"] == "900.00"
    assert of_bonus("per: arr, pays: 1, floor: 900", "80 %,70 %,1000", GATE + LIFT)["bonuses.b"] == "450.00"
    closed = GATE.replace("50 %", "0 %")
    assert of_bonus("pays: 300, floor: 900", "80 %,70 %,1000", closed)["bonuses.b"] == "0.00"


def test_an_amount_is_rounded_once_after_its_modifiers() -> None:
    third = LIFT.replace("80 %", "1/3")
    assert of_bonus("per: arr, pays: 0.01", "80 %,80 %,50", third)["bonuses.b"] == "0.17"
    assert of_bonus("per: arr, pays: 0.01", "80 %,70 %,50", GATE + third)["bonuses.b"] == "0.08"


def test_bonuses_see_final_rates_where_kpis_see_those_of_the_curve() -> None:
    gate = "gates: {g: {when: {nrr.payout_rate: {from: 80 %}}, otherwise: {of: [nrr, bonuses.b], times: 50 %}}}\n"
    lift = "modifiers: {m: {by: nrr.payout_rate, of: [nrr, bonuses.b], curve: {linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}}\n"
    found = of_ana(bonus("per: arr, pays: 1", gate), "participant,nrr,csat,arr\nana,80 %,70 %,1000\n")
    assert (found["gates.g"], found["nrr.payout_rate"], found["bonuses.b"]) == ("1", "0.8", "1000.00")
    found = of_ana(bonus("per: arr, pays: 1", gate + lift), "participant,nrr,csat,arr\nana,80 %,70 %,1000\n")
    assert (found["nrr.payout_rate"], found["modifiers.m"]) == ("0.64", "0.8")
    assert found["bonuses.b"] == "320.00"  # by the final rate the gate is closed and the factor 64 %


def test_what_a_gate_of_a_bonus_reads_is_there_or_the_gate_says_what_holds() -> None:
    rows = "participant,nrr,csat,arr\nana,80 %,,1000\n"
    said = refused_by_both(bonus("per: arr, pays: 1", GATE), rows)
    assert ("missing-value", "`ana`: `csat` has no value") in said
    plan = bonus("per: arr, pays: 1", GATE.replace("otherwise", "missing: fails, otherwise"))
    plan = plan.replace("csat: {unit: percent}", "csat: {unit: percent, missing: zero}")
    assert of_ana(plan, rows)["bonuses.b"] == "500.00"
    lift = LIFT.replace("by: nrr", "by: csat")
    plan = bonus("per: arr, pays: 1", lift).replace(
        "csat: {unit: percent}", "csat: {unit: percent, missing: zero}"
    )
    assert "measure-missing" in {rule for rule, _ in refused_by_both(plan, rows)}
    assert (
        of_ana(plan.replace("of: [bonuses.b]", "missing: 70 %, of: [bonuses.b]"), rows)["bonuses.b"]
        == "700.00"
    )


def test_a_modifier_of_kpis_and_bonuses_says_what_it_does_without_a_value() -> None:
    lift = "modifiers: {m: {by: csat, of: [nrr, bonuses.b], missing: 50 %, curve: {lookup: [{from: 60 %, pays: 200 %}]}}}\n"
    plan = bonus("pays: 10", lift).replace("csat: {unit: percent}", "csat: {unit: percent, missing: zero}")
    assert of_ana(plan, "participant,nrr,csat,arr\nana,100 %,,1\n")["total"] == "505.00"
    assert of_ana(plan, "participant,nrr,csat,arr\nana,100 %,60 %,1\n")["total"] == "2020.00"


def test_somebody_who_was_never_there_owes_no_gate_its_measure() -> None:
    people = "participant,entry\nana,2027-01-01\n"
    plan = bonus("per: arr, pays: 1", GATE + LIFT + DAYS)
    found = of_ana(plan, "participant,nrr,csat,arr\nana,,,\n", people, "2026-Q3")
    assert (found["gates.quality"], found["modifiers.lift"], found["bonuses.b"]) == ("1", "1", "0.00")


def test_a_gate_of_a_bonus_and_of_a_lower_is_better_modifier() -> None:
    hours = "  h: {unit: hours, direction: lower}\n"
    lift = "modifiers: {fast: {by: h, of: [bonuses.b], curve: {lookup: [{up_to: 8 h, pays: 100 %}, {up_to: 4 h, pays: 150 %}]}}}\n"
    plan = bonus("pays: 100", lift).replace("bonuses:", hours + "bonuses:", 1)
    for found, paid in (("9", "100.00"), ("4", "150.00")):
        assert of_ana(plan, f"participant,nrr,csat,arr,h\nana,80 %,70 %,1,{found}\n")["bonuses.b"] == paid


def test_a_prize_is_multiplied_and_gated() -> None:
    said = "rank: {by: nrr, top: 2}, pays: [100, 50]"
    rows = "participant,nrr,csat,arr\nana,90 %,70 %,1\nben,80 %,80 %,1\nchloe,70 %,80 %,1\n"
    found = paid_by_both(bonus(said, GATE), rows)
    assert [one["bonuses.b"] for one in found.values()] == ["50.00", "50.00", "0.00"]
    found = paid_by_both(bonus(f"{said}, cap: 60"), rows)
    assert [one["bonuses.b"] for one in found.values()] == ["60.00", "50.00", "0.00"]


def test_a_gate_of_a_bonus_that_a_role_has_not_concerns_the_role_not() -> None:
    roles = "roles: {lead: {bonuses.b: null, gates.quality: null}}\n"
    rows = "participant,role,nrr,csat,arr\nana,lead,80 %,70 %,1000\nben,,80 %,70 %,1000\n"
    found = paid_by_both(bonus("per: arr, pays: 1", GATE + roles), rows)
    assert found["ben"]["bonuses.b"] == "500.00"
    assert "bonuses.b" not in found["ana"]


# ------------------------------------------------------------------------------ bands in parts of a target

BANDS = "of: arr, bands: target, {}"
STEPS = "marginal: [{from: 0 %, rate: 5 %}, {from: 100 %, rate: 8 %}]"


@pytest.mark.parametrize(
    ("curve", "arr", "paid"),
    [
        (STEPS, "130000", "7400.00"),
        (STEPS, "100000", "5000.00"),
        (STEPS, "-1", "0.00"),
        (STEPS.replace("marginal", "whole"), "130000", "10400.00"),
        (STEPS.replace("marginal", "threshold: 90 %, marginal"), "89999.99", "0.00"),
        (STEPS.replace("marginal", "threshold: 90 %, marginal"), "90000", "4500.00"),
        ("lookup: [{from: 90 %, pays: 300}, {above: 100 %, pays: 900}]", "100000", "300.00"),
        ("lookup: [{from: 90 %, pays: 300}, {above: 100 %, pays: 900}]", "100000.01", "900.00"),
        ("linear: [{at: 0 %, pays: 0}, {at: 100 %, pays: 1000}], beyond: continue", "123456.78", "1234.57"),
    ],
)
def test_bounds_are_parts_of_the_target(curve: str, arr: str, paid: str) -> None:
    assert of_bonus(BANDS.format(curve), f"80 %,70 %,{arr}")["bonuses.b"] == paid


def test_bands_follow_the_own_target_scaled_by_presence_and_part_time() -> None:
    days = "proration: {amount: calendar-days, targets: additive}\n"
    people = "participant,entry,fte,arr.target\nana,,,200000\nben,2026-08-16,50 %,\n"
    rows = "participant,nrr,csat,arr\nana,80 %,80 %,250000\nben,80 %,80 %,30000\n"
    found = paid_by_both(bonus(BANDS.format(STEPS), days), rows, people, "2026-Q3")
    assert found["ana"]["bonuses.b"] == "14000.00"  # 5 % of 200,000 and 8 % of 50,000
    assert found["ben"]["bonuses.b"] == "1650.00"  # a target of 25,000: 1,250 and 8 % of 5,000


def test_bands_where_lower_is_better() -> None:
    plan = bonus("of: h, bands: target, lookup: [{up_to: 100 %, pays: 10}, {below: 50 %, pays: 30}]")
    plan = plan.replace(
        "bonuses:", "  h: {unit: hours, direction: lower, target: 4 h, attainment: distance}\nbonuses:", 1
    )
    for found, paid in (("5", "0.00"), ("4", "10.00"), ("2", "10.00"), ("1.99", "30.00")):
        rows = f"participant,nrr,csat,arr,h\nana,80 %,70 %,1,{found}\n"
        assert of_ana(plan, rows)["bonuses.b"] == paid


@pytest.mark.parametrize("target", ["0", "-5"])
def test_bands_without_a_target_above_zero_are_refused(target: str) -> None:
    plan = bonus(BANDS.format(STEPS)).replace("target: 100000", "")
    rows = f"participant,nrr,csat,arr,arr.target\nana,80 %,70 %,1,{target}\n"
    message = "`ana`: `arr` has no target above 0, and the bands of the bonus `b` are parts of it"
    assert ("target-not-positive", message) in refused_by_both(plan, rows)


def test_bands_of_a_kpi_that_has_no_target_at_all_are_refused_once() -> None:
    plan = bonus(BANDS.format(STEPS)).replace("target: 100000", "")
    said = refused_by_both(plan, "participant,nrr,csat,arr\nana,80 %,70 %,1\n")
    assert said == [("target-missing", "`arr` has no target, and `arr.target` is read")]


def test_a_measure_that_is_missing_asks_for_no_target() -> None:
    plan = bonus(BANDS.format(STEPS)).replace(
        "arr: {unit: money, target: 100000}", "arr: {unit: money, missing: zero}"
    )
    rows = "participant,nrr,csat,arr,arr.target\nana,80 %,70 %,,\nben,80 %,70 %,1,10\n"
    found = paid_by_both(plan, rows)
    assert [one["bonuses.b"] for one in found.values()] == ["0.00", "0.05"]


def test_somebody_who_was_never_there_needs_no_target_for_bands() -> None:
    days = "proration: {amount: calendar-days, targets: additive}\n"
    people = "participant,entry\nana,2027-01-01\n"
    found = of_ana(
        bonus(BANDS.format(STEPS), days), "participant,nrr,csat,arr\nana,80 %,,5\n", people, "2026-Q3"
    )
    assert found["bonuses.b"] == "0.00"


# ---------------------------------------------------------------------------------- matrices of amounts

TABLE = "matrix: {rows: {of: nrr, from: [90 %, {above: 100 %}]}, columns: {of: csat, from: [0 %, 80 %]}, pays: [[0, 200], [100, 400]]}"


@pytest.mark.parametrize(
    ("row", "paid"),
    [
        ("89 %,90 %,1", "0.00"),
        ("90 %,90 %,1", "200.00"),
        ("100 %,80 %,1", "200.00"),
        ("101 %,79 %,1", "100.00"),
        ("101 %,80 %,1", "400.00"),
    ],
)
def test_an_amount_of_two_measures(row: str, paid: str) -> None:
    assert of_bonus(TABLE, row)["bonuses.b"] == paid


def test_an_amount_of_two_measures_along_straight_lines() -> None:
    said = TABLE.replace("{of: csat, from: [0 %, 80 %]}", "{of: csat, from: [0 %, 80 %], read: linear}")
    assert of_bonus(said, "95 %,30 %,1")["bonuses.b"] == "75.00"
    assert of_bonus(f"{said}, cap: 60, floor: 20", "95 %,30 %,1")["bonuses.b"] == "60.00"
    assert of_bonus(f"{said}, cap: 60, floor: 20", "95 %,0 %,1")["bonuses.b"] == "20.00"


def test_an_amount_of_two_measures_of_which_one_is_missing_is_nothing_or_refused() -> None:
    rows = "participant,nrr,csat,arr\nana,95 %,,1\nben,95 %,80 %,1\n"
    assert ("missing-value", "`ana`: `csat` has no value") in refused_by_both(bonus(TABLE), rows)
    plan = bonus(TABLE).replace("csat: {unit: percent}", "csat: {unit: percent, missing: zero}")
    assert [one["bonuses.b"] for one in paid_by_both(plan, rows).values()] == ["0.00", "200.00"]


# ------------------------------------------------------------------------------------ below zero

SALES = "of: arr, marginal: [{from: 0, rate: 5 %}, {from: 10000, rate: 7 %}]"


@pytest.mark.parametrize(
    ("said", "paid"),
    [
        (SALES, "0.00"),
        (f"{SALES}, below_zero: zero", "0.00"),
        (f"{SALES}, below_zero: pay", "-100.00"),
        (f"{SALES}, below_zero: carry", "0.00"),
        (f"{SALES.replace('marginal', 'whole')}, below_zero: pay", "-100.00"),
        ("per: arr, pays: 0.05, below_zero: pay", "-100.00"),
        ("pays: {share: 5 %, of: arr}, below_zero: pay", "-100.00"),
        (f"when: {{nrr: {{from: 90 %}}}}, {SALES}, below_zero: pay", "0.00"),
        (
            "of: arr, bands: target, marginal: [{from: 0 %, rate: 5 %}, {from: 100 %, rate: 9 %}], below_zero: pay",
            "-100.00",
        ),
    ],
)
def test_a_negative_commission(said: str, paid: str) -> None:
    assert of_bonus(said, "80 %,70 %,-2000")["bonuses.b"] == paid


def test_what_is_owed_is_repaid_by_later_bonuses_of_the_same_id() -> None:
    said, head = f"{SALES}, below_zero: carry", "participant,nrr,csat,arr,owed.b"
    found = of_bonus(said, "80 %,70 %,-2000")
    assert found == {"bonuses.b": "0.00", "bonuses.b.owed": "100.00"}
    assert of_bonus(said, "80 %,70 %,-2000,30", head=head) == {
        "bonuses.b": "0.00",
        "bonuses.b.owed": "130.00",
    }
    assert of_bonus(said, "80 %,70 %,1000,30", head=head) == {"bonuses.b": "20.00", "bonuses.b.owed": "0.00"}
    assert of_bonus(said, "80 %,70 %,1000,80", head=head) == {"bonuses.b": "0.00", "bonuses.b.owed": "30.00"}


def test_a_negative_commission_is_gated_and_taken_off_the_total() -> None:
    found = of_ana(
        bonus(f"{SALES}, below_zero: pay", GATE), "participant,nrr,csat,arr\nana,80 %,70 %,-2000\n"
    )
    assert (found["bonuses.b"], found["total"]) == ("-50.00", "750.00")


def test_what_nothing_repays_is_refused() -> None:
    rows = "participant,nrr,csat,arr,owed.b\nana,80 %,70 %,1,5\n"
    assert [rule for rule, _ in refused_by_both(bonus(SALES), rows)] == ["amount-unread"]


# ------------------------------------------------------------------------------- bonuses of the year so far

YEARLY = "of: arr, accumulate: true, marginal: [{from: 0, rate: 2 %}, {from: 100000, rate: 5 %}]"


@pytest.mark.parametrize(
    ("said", "row", "paid"),
    [
        (YEARLY, "120000,2000", "1000.00"),
        (YEARLY, "120000,0", "3000.00"),
        (YEARLY, "120000,3500", "0.00"),
        (f"{YEARLY}, cap: 2500", "120000,2000", "500.00"),
        (f"{YEARLY}, floor: 2500", "1000,2000", "500.00"),
        (f"when: {{csat: {{from: 90 %}}}}, {YEARLY}", "120000,2000", "0.00"),
    ],
)
def test_a_bonus_of_the_year_so_far_less_what_was_paid(said: str, row: str, paid: str) -> None:
    found = of_bonus(said, f"80 %,70 %,{row}", head="participant,nrr,csat,arr,already_paid.b")
    assert found == {"bonuses.b": paid}


def test_a_bonus_of_the_year_so_far_in_a_plan_that_accumulates() -> None:
    plan = bonus(YEARLY, "accumulate: {since: year, target: elapsed}\n")
    rows = "participant,nrr,csat,arr,already_paid,already_paid.b\nana,100 %,70 %,120000,1000,2000\n"
    found = of_ana(plan, rows, period="2026-Q2")
    assert (found["bonuses.b"], found["already_paid"], found["total"]) == ("1000.00", "-1000.00", "2000.00")


def test_an_empty_cell_of_what_was_paid_is_not_nothing() -> None:
    rows = "participant,nrr,csat,arr,already_paid.b\nana,80 %,70 %,1,\n"
    ran = ask_engine(written(bonus(YEARLY), rows))
    assert [one.rule for one in ran.diagnostics if one.severity == "error"] == ["missing-value"]


def test_what_was_paid_of_a_bonus_is_of_the_person_whatever_the_rows() -> None:
    people = TWO_ROWS.replace("role,entry,exit", "role,entry,exit,already_paid.b").replace(
        "08-15", "08-15,2000"
    )
    people = people.replace("2026-08-16,", "2026-08-16,,")
    plan = bonus(YEARLY, f"{DAYS}roles: {{senior: {{target_incentive: 2000}}}}\n")
    found = of_ana(plan, "participant,nrr,csat,arr\nana,80 %,70 %,120000\n", people, "2026-Q3")
    assert found["bonuses.b"] == "1000.00"


# --------------------------------------------------------------------------------------- parts paid later

LATER = "per: arr, pays: 1, paid: [{share: 1/3}, {share: 2/3, after: {periods: 1}}]"


def test_a_part_is_paid_now_and_the_rest_is_deferred() -> None:
    found = of_ana(bonus(LATER), "participant,nrr,csat,arr\nana,80 %,70 %,100\n")
    assert (found["bonuses.b"], found["bonuses.b.deferred"], found["total"]) == ("33.33", "66.67", "833.33")


def test_a_part_waits_for_a_condition() -> None:
    said = "per: arr, pays: 1, paid: [{share: 60 %}, {share: 30 %, when: {csat: {from: 80 %}}}, {share: 10 %, after: {periods: 2}}]"
    assert of_bonus(said, "80 %,80 %,100") == {"bonuses.b": "90.00", "bonuses.b.deferred": "10.00"}
    assert of_bonus(said, "80 %,79 %,100") == {"bonuses.b": "60.00", "bonuses.b.deferred": "40.00"}


def test_what_is_left_of_a_bonus_of_the_year_is_cut_in_parts() -> None:
    said = f"{YEARLY}, paid: [{{share: 50 %}}, {{share: 50 %, after: {{periods: 1}}}}]"
    found = of_bonus(said, "80 %,70 %,120000.05,2000", head="participant,nrr,csat,arr,already_paid.b")
    assert found == {"bonuses.b": "500.00", "bonuses.b.deferred": "500.00"}


def test_a_bonus_that_is_not_due_defers_nothing() -> None:
    found = of_bonus(f"when: {{nrr: {{from: 90 %}}}}, {LATER}", "80 %,70 %,100")
    assert found == {"bonuses.b": "0.00", "bonuses.b.deferred": "0.00"}


# -------------------------------------------------------------------- jumps that the lower side owns

JUMP = "linear: [{at: 80, pays: 0 %}, {at: 100, pays: 50 %}, {above: 107, before: 64 %, pays: 150 %}, {at: 120, pays: 200 %}]"


def rate_of(curve: str, value: str, more: str = "") -> str:
    """The payout rate of a KPI in numbers."""
    plan = f"{PAID}kpis:\n  k: {{weight: 100 %, unit: number, additive: false, {more} curve: {{of: actual, {curve}}}}}\n"
    return of_ana(plan, f"participant,k\nana,{value}\n")["k.payout_rate"]


@pytest.mark.parametrize(
    ("value", "rate"),
    [("100", "0.5"), ("103.5", "0.57"), ("107", "0.64"), ("107.0000000001", "1.500000000004"), ("120", "2")],
)
def test_the_value_of_a_jump_is_of_the_side_before_it(value: str, rate: str) -> None:
    assert rate_of(JUMP, value) == rate


def test_the_first_point_may_be_one_that_must_be_exceeded() -> None:
    curve = "linear: [{above: 80, pays: 10 %}, {at: 100, pays: 50 %}]"
    assert [rate_of(curve, one) for one in ("80", "80.5", "90")] == ["0", "0.11", "0.3"]


def test_the_last_point_may_jump_and_go_on() -> None:
    curve = "linear: [{at: 80, pays: 0 %}, {above: 100, before: 50 %, pays: 80 %}]"
    assert [rate_of(curve, one) for one in ("100", "101", "120")] == ["0.5", "0.8", "0.8"]
    assert [rate_of(f"{curve}, beyond: continue", one) for one in ("100", "101", "120")] == [
        "0.5",
        "0.825",
        "1.3",
    ]


def test_a_jump_where_lower_is_better() -> None:
    curve = "linear: [{at: 8, pays: 50 %}, {below: 4, before: 100 %, pays: 150 %}]"
    assert [rate_of(curve, one, "direction: lower,") for one in ("8.1", "6", "4", "3.9")] == [
        "0",
        "0.75",
        "1",
        "1.5",
    ]


def test_a_jump_in_a_bonus_and_in_a_modifier() -> None:
    said = "of: csat, linear: [{at: 0 %, pays: 0}, {above: 80 %, before: 80, pays: 200}]"
    assert of_bonus(said, "80 %,80 %,1")["bonuses.b"] == "80.00"
    assert of_bonus(said, "80 %,80.01 %,1")["bonuses.b"] == "200.00"
    lift = "modifiers: {m: {by: csat, of: plan, curve: {linear: [{above: 50 %, pays: 80 %}, {above: 80 %, before: 90 %, pays: 120 %}]}}}\n"
    for csat, total in (("40 %", "640.00"), ("80 %", "720.00"), ("81 %", "960.00")):
        assert (
            of_ana(bonus("pays: 0", lift), f"participant,nrr,csat,arr\nana,80 %,{csat},1\n")["total"] == total
        )


# ----------------------------------------------------------------------------------------- ties

PODIUM = "rank: {by: [nrr, csat], top: 2}, pays: [100.01, 50]"


def of_everybody(plan: str, rows: str, people: str | None = None) -> dict[str, str]:
    """What each person has of the bonus."""
    return {who: steps["bonuses.b"] for who, steps in paid_by_both(plan, rows, people).items()}


def test_the_second_step_decides_where_the_first_is_equal() -> None:
    rows = "participant,nrr,csat,arr\nana,90 %,70 %,1\nben,90 %,80 %,1\nchloe,95 %,10 %,1\ndan,90 %,80 %,1\n"
    assert of_everybody(bonus(PODIUM), rows) == {
        "ana": "0.00",
        "ben": "25.00",
        "chloe": "100.01",
        "dan": "25.00",
    }
    alone = bonus(PODIUM.replace("[nrr, csat]", "nrr"))
    assert of_everybody(alone, rows) == {"ana": "16.67", "ben": "16.67", "chloe": "100.01", "dan": "16.66"}


def test_the_second_step_has_a_direction_of_its_own_and_who_lacks_it_stands_behind() -> None:
    plan = bonus(PODIUM.replace("csat", "h, arr")).replace(
        "bonuses:", "  h: {unit: hours, direction: lower, missing: zero}\nbonuses:", 1
    )
    rows = (
        "participant,nrr,csat,arr,h\nana,90 %,1 %,9,5\nben,90 %,1 %,1,4\nchloe,90 %,1 %,5,\ndan,90 %,1 %,7,\n"
    )
    assert of_everybody(plan, rows) == {"ana": "50.00", "ben": "100.01", "chloe": "0.00", "dan": "0.00"}
    plan = plan.replace("top: 2}, pays: [100.01, 50]", "top: 3}, pays: [100.01, 50, 20]")
    assert of_everybody(plan, rows) == {"ana": "50.00", "ben": "100.01", "chloe": "0.00", "dan": "20.00"}


def test_a_tie_is_told_with_both_values() -> None:
    rows = "participant,nrr,csat,arr\nana,90 %,70 %,1\nben,90 %,80 %,1\n"
    ran = ask_engine(written(bonus(PODIUM), rows))
    assert ran.results is not None
    plans, _ = plans_of(bonus(PODIUM))
    assert plans is not None
    read = statement(ran.results, 1)
    line = next(one for one in read.lines if one.step.name == "bonuses.b")
    voice = Voice("en", plans, ValueReader(ran.results, 1, person=True))
    assert tell(voice, line) == "place 1 of 2, 90\xa0%, then 80\xa0%: €100.01"


# ------------------------------------------------------------------------------- pools with limits

POT = f"{HEAD}kpis:\n  points: {{unit: number, additive: true}}\npool: {{pot: {{scope: company, %s}}}}\n"


def shares(said: str, *points: str, column: str = "points") -> list[str]:
    """What each member of a pool receives."""
    rows = "".join(f"p{at},{one}{',1' if column != 'points' else ''}\n" for at, one in enumerate(points))
    head = "participant,points" if column == "points" else f"participant,{column},points"
    return [one["pool.pot"] for one in paid_by_both(POT % said, f"{head}\n{rows}").values()]


@pytest.mark.parametrize(
    ("excess", "most", "points", "paid"),
    [
        ("others", "20000", ("60", "30", "10"), ["20000.00", "20000.00", "10000.00"]),
        ("lost", "20000", ("60", "30", "10"), ["20000.00", "15000.00", "5000.00"]),
        ("others", "16000", ("60", "30", "10"), ["16000.00", "16000.00", "16000.00"]),
        ("others", "20000", ("50", "25", "25"), ["20000.00", "15000.00", "15000.00"]),
        ("others", "30000", ("60", "30", "10"), ["30000.00", "15000.00", "5000.00"]),
        ("others", "20000", ("60", "0", "0"), ["20000.00", "15000.00", "15000.00"]),
        ("others", "20000", ("0", "0", "0"), ["16666.67", "16666.67", "16666.66"]),
        ("others", "24000.01", ("60", "20", "20.1"), ["24000.01", "12967.58", "13032.41"]),
        ("others", "0", ("60", "30", "10"), ["0.00", "0.00", "0.00"]),
    ],
)
def test_nobody_receives_more_than_the_limit(
    excess: str, most: str, points: tuple[str, ...], paid: list[str]
) -> None:
    assert shares(f"amount: 50000, by: points, each_at_most: {most}, excess: {excess}", *points) == paid


def test_a_limit_counts_in_whole_units_of_money() -> None:
    plan = (POT % "amount: 500, by: points, each_at_most: 175, excess: others") + "rounding: {money: 50}\n"
    rows = "participant,points\na,60\nb,30\nc,10\n"
    assert [one["pool.pot"] for one in paid_by_both(plan, rows).values()] == ["150.00", "150.00", "150.00"]


def test_a_key_counts_between_its_bounds() -> None:
    said = "amount: 1000, by: {salary: {at_least: 20000, at_most: 80000}}"
    assert shares(said, "10000", "100000", column="salary") == ["200.00", "800.00"]
    assert shares("amount: 100, by: {points: {at_least: 1}}", "0", "3") == ["25.00", "75.00"]
    assert shares("amount: 100, by: {points: {at_most: 3}}", "9", "1") == ["75.00", "25.00"]


def test_a_limit_on_a_pool_of_what_was_earned() -> None:
    plan = f"{PAID}kpis:\n{NRR}pool: {{pot: {{scope: company, amount: earned, by: uniform, each_at_most: 800, excess: lost}}}}\n"
    found = paid_by_both(plan, "participant,nrr\nana,100 %\nben,80 %\n")
    assert [(one["pool.pot"], one["total"]) for one in found.values()] == [("800.00", "800.00")] * 2


def test_what_is_shared_of_a_loss_has_no_limit() -> None:
    plan = (POT % "amount: {share: 10 %, of: result}, by: points, each_at_most: 5, excess: others").replace(
        "pool:", "  result: {unit: money, scope: company}\npool:", 1
    )
    found = paid_by_both(plan, "participant,points,result\na,3,\nb,1,\n*,,-1000\n")
    assert [one["pool.pot"] for one in found.values()] == ["-75.00", "-25.00"]


# ------------------------------------------------------------------------------------------ a menu

HALF = "curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}"
MENU = (
    f"{PAID}choose: {{of: [a, b, c], from: 1, up_to: 2}}\nkpis:\n"
    + "".join(f"  {one}: {{unit: percent, EXTRA{one} {HALF}}}\n" for one in "abc")
    + f"  fixed: {{unit: percent, weight: 70 %, {HALF}}}\n"
)


def chosen(
    rows: str, people: str | None = None, period: str | None = None, more: str = "", **extra: str
) -> dict[str, dict[str, str]]:
    """What people are paid by a menu."""
    plan = MENU + more
    for one in "abc":
        plan = plan.replace(f"EXTRA{one}", extra.get(one, ""))
    return paid_by_both(plan, rows, people, period)


WEIGHTS = "a.weight,b.weight,c.weight,fixed.weight"


def test_people_are_paid_by_what_they_chose_alone() -> None:
    rows = f"participant,a,b,c,fixed,{WEIGHTS}\nana,90 %,,,80 %,60 %,,,40 %\nben,,50 %,100 %,80 %,0 %,50 %,50 %,\n"
    found = chosen(rows)
    assert [one["total"] for one in found.values()] == ["860.00", "750.00"]
    assert [one["plan.payout_rate"] for one in found.values()] == ["0.86", "0.75"]
    assert "b.payout_rate" not in found["ana"]


@pytest.mark.parametrize("policy", ["zero", "at-target", "reweight", "hold"])
def test_a_kpi_that_was_not_chosen_leaves_no_note(policy: str) -> None:
    rows = f"participant,a,b,c,fixed,{WEIGHTS}\nana,90 %,,,80 %,60 %,,,40 %\n"
    plan = MENU.replace("EXTRAb", f"missing: {policy},").replace("EXTRAa", "").replace("EXTRAc", "")
    assert of_ana(plan, rows)["total"] == "860.00"
    ran = ask_engine(written(plan, rows))
    assert ran.results is not None
    assert notes_of(ran.results, 0) == []


@pytest.mark.parametrize(
    "weights", [",,,100 %", "40 %,30 %,30 %,", "0 %,0 %,0 %,100 %"], ids=["none", "three", "none said"]
)
def test_another_number_of_choices_names_the_person(weights: str) -> None:
    plan = MENU.replace("EXTRAa", "").replace("EXTRAb", "").replace("EXTRAc", "")
    said = refused_by_both(plan, f"participant,a,b,c,fixed,{WEIGHTS}\nana,1 %,1 %,1 %,1 %,{weights}\n")
    assert ("choice", "`ana`: chooses another number of KPIs than 1 to 2 of a, b, c") in said


def test_a_plan_of_choices_needs_the_columns() -> None:
    plan = MENU.replace("EXTRAa", "").replace("EXTRAb", "").replace("EXTRAc", "")
    assert refused_by_both(plan, "participant,a,b,c,fixed\nana,1 %,1 %,1 %,1 %\n")[0][0] == "choice"


def test_choices_of_one_person_add_up_to_the_whole() -> None:
    plan = MENU.replace("EXTRAa", "").replace("EXTRAb", "").replace("EXTRAc", "")
    ran = ask_engine(written(plan, f"participant,a,b,c,fixed,{WEIGHTS}\nana,1 %,1 %,1 %,1 %,50 %,,,40 %\n"))
    assert [one.rule for one in ran.diagnostics if one.severity == "error"] == ["weights-do-not-sum"]


def test_what_a_rule_reads_is_there_whoever_chose_it() -> None:
    gate = "gates: {g: {when: {b: {from: 50 %}}, otherwise: {of: plan, times: 50 %}}}\n"
    rows = f"participant,a,b,c,fixed,{WEIGHTS}\nana,90 %,,,80 %,60 %,,,40 %\n"
    plan = (MENU + gate).replace("EXTRAa", "").replace("EXTRAb", "").replace("EXTRAc", "")
    assert ("missing-value", "`ana`: `b` has no value") in refused_by_both(plan, rows)
    assert chosen(rows.replace("90 %,,", "90 %,40 %,"), more=gate)["ana"]["total"] == "430.00"


def test_targets_of_what_was_not_chosen_are_not_asked_for() -> None:
    own = "target: 100 %, curve: {linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
    plan = MENU.replace("EXTRAa", "").replace("EXTRAc", "").replace(f"EXTRAb {HALF}}}\n", own)
    rows = f"participant,a,b,c,fixed,b.target,{WEIGHTS}\nana,90 %,5 %,,80 %,-5 %,60 %,,,40 %\nben,,50 %,,80 %,50 %,,60 %,,40 %\n"
    found = paid_by_both(plan, rows)
    assert [one["total"] for one in found.values()] == ["860.00", "920.00"]


# -------------------------------------------------------------------------------- contests of teams, things

TEAMS = f"{PAID}EXTRAkpis:\n{NRR}  csat: {{unit: percent, scope: team}}\nbonuses: {{b: {{SAID}}}}\n"
MEMBERS = "participant,team,nrr\nana,North,80 %\nben,North,80 %\nchloe,South,80 %\ndan,East,80 %\n"
SCORES = "participant,team,nrr,csat\nana,,80 %,\nben,,80 %,\nchloe,,80 %,\ndan,,80 %,\n,North,,90 %\n,South,,80 %\n,East,,95 %\n"
WHO = "participant,team\nana,North\nben,North\nchloe,South\ndan,East\n"


def of_contest(
    said: str, rows: str = SCORES, people: str = WHO, more: str = "", period: str | None = None
) -> list[str]:
    """What each person has of a contest of teams."""
    found = paid_by_both(TEAMS.replace("SAID", said).replace("EXTRA", more), rows, people, period)
    return [one["bonuses.b"] for one in found.values()]


def test_the_prize_of_a_team_is_shared_by_its_people() -> None:
    said = "rank: {of: team, by: csat, top: 2}, pays: [1000, 500.01]"
    assert of_contest(said) == ["250.01", "250.00", "0.00", "1000.00"]


def test_tied_teams_share_the_money_of_the_places_they_cover() -> None:
    said = "rank: {of: team, by: csat, top: 2}, pays: [1000, 500]"
    rows = SCORES.replace("East,,95 %", "East,,90 %")
    assert of_contest(said, rows) == ["375.00", "375.00", "0.00", "750.00"]


def test_a_team_is_asked_for_what_it_must_reach_and_its_people_for_a_condition() -> None:
    said = "when: {nrr: {from: 85 %}}, rank: {of: team, by: csat, top: 3, at_least: {from: 85 %}}, pays: [100, 50, 10]"
    rows = SCORES.replace("ana,,80 %", "ana,,90 %").replace("chloe,,80 %", "chloe,,90 %")
    assert of_contest(said, rows) == ["100.00", "0.00", "0.00", "0.00"]


def test_a_prize_follows_the_days_that_people_were_there() -> None:
    people = "participant,team,entry\nana,North,\nben,North,2026-08-16\nchloe,South,\ndan,East,2027-01-01\n"
    said = "rank: {of: team, by: csat, top: 2}, pays: [300, 100], by: presence"
    rows = SCORES.replace("dan,,80 %", "dan,,")
    found = of_contest(said, rows, people, DAYS, "2026-Q3")
    assert found == ["200.00", "100.00", "100.00", "0.00"]  # 92 days and 46; nobody is there in the east


def test_a_team_without_a_value_is_refused_or_stands_aside() -> None:
    said = "rank: {of: team, by: csat, top: 2}, pays: [1000, 500]"
    rows = SCORES.replace(",South,,80 %\n", "")
    plan = TEAMS.replace("SAID", said).replace("EXTRA", "")
    assert {rule for rule, _ in refused_by_both(plan, rows, WHO)} == {"missing-value"}  # told at the KPI
    aside = plan.replace("csat: {unit: percent,", "csat: {unit: percent, missing: zero,")
    assert [one["bonuses.b"] for one in paid_by_both(aside, rows, WHO).values()] == [
        "250.00",
        "250.00",
        "0.00",
        "1000.00",
    ]


def of_things(said: str, rows: str = SCORES) -> dict[str, list[tuple[str, Fraction, Fraction]]]:
    """What each person is given in a contest."""
    return given_by_both(TEAMS.replace("SAID", said).replace("EXTRA", ""), rows, WHO)


def test_each_of_a_team_is_given_the_thing_of_its_place_or_one_for_all() -> None:
    each = "rank: {of: team, by: csat, top: 2}, gives: [{item: Dinner, value: 300}, {voucher: 50}]"
    assert of_things(each) == {
        "ana": [("b", Fraction(1), Fraction(50))],
        "ben": [("b", Fraction(1), Fraction(50))],
        "chloe": [],
        "dan": [("b", Fraction(1), Fraction(300))],
    }
    one = each.replace("voucher: 50", "voucher: 50, one: true")
    assert of_things(one)["ana"] == [("b", Fraction(1, 2), Fraction(25))]
    assert of_things(one)["dan"] == [("b", Fraction(1), Fraction(300))]


def test_the_places_of_people_are_given_things_and_who_ties_is_given_the_best_of_them() -> None:
    said = "rank: {by: nrr, top: 2}, gives: [{item: Voucher, value: 100}, {item: Voucher, value: 50}]"
    rows = SCORES.replace("ana,,80 %", "ana,,90 %")
    found = of_things(said, rows)
    assert [[value for _, _, value in one] for one in found.values()] == [[100], [50], [50], [50]]
    rows = rows.replace("ben,,80 %", "ben,,90 %")
    found = of_things(said, rows)
    assert [[value for _, _, value in one] for one in found.values()] == [[100], [100], [], []]


def test_a_word_for_the_key_of_a_pool_that_is_a_kpi_too_is_asked_about() -> None:
    plan = f"{HEAD}kpis:\n  presence: {{unit: days}}\npool:\n  p: {{amount: 100, by: {{presence: {{at_least: 0.5 %}}}}, scope: company}}\n"
    _, problems = plans_of(plan)
    assert [one.rule for one in problems if one.severity == "error"] == ["pool-key"]


AIMED = "a: {weight: 100 %, unit: percent, target: 90 %, baseline: 80 %, missing: at-target, curve: {linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}"


@pytest.mark.parametrize(
    ("kpi", "target", "rule"),
    [(AIMED, "70 %", "baseline-side"), (AIMED.replace("baseline: 80 %, ", ""), "0 %", "target-not-positive")],
)
def test_the_target_of_a_missing_value_refuses_nothing(kpi: str, target: str, rule: str) -> None:
    plan = f"{PAID}kpis:\n  {kpi}\n"
    found = paid_by_both(plan, f"participant,a,a.target\nana,,{target}\n")
    assert found["ana"]["total"] == "1000.00"
    assert "a.attainment" not in found["ana"]
    assert [one for one, _ in refused_by_both(plan, f"participant,a,a.target\nana,85 %,{target}\n")] == [rule]


def test_of_a_role_without_weights_all_have_their_own_or_nobody_has() -> None:
    plan = f"{PAID}roles:\n  bare: {{kpis.a.weight: 0 %}}\nkpis:\n  a: {{weight: 100 %, unit: percent, {FULL}}}\n"
    kpis = "participant,a\nana,90 %\nben,90 %\n"
    people = "participant,role,a.weight\nana,bare,100 %\nben,bare,\n"
    assert [one for one, _ in refused_by_both(plan, kpis, people)] == ["weights-incomplete"]
    assert set(paid_by_both(plan, kpis, people.replace("ana,bare,100 %", "ana,bare,"))) == {"ana", "ben"}


def test_a_bonus_asks_the_last_role_alone_for_the_payout_rate_of_the_plan() -> None:
    more = "proration: {amount: calendar-days}\nroles:\n  bare: {kpis.a.weight: 0 %}\n"
    bonus = "bonuses:\n  b: {when: {plan.payout_rate: {from: 50 %}}, pays: 7}\n"
    plan = f"{PAID}{more}kpis:\n  a: {{weight: 100 %, unit: percent, {FULL}}}\n{bonus}"
    people = TWO_ROWS.replace(",,2026-07-01", ",bare,2026-07-01").replace("senior", "")
    assert paid_by_both(plan, "participant,a\nana,90 %\n", people, "2026-Q3")["ana"]["bonuses.b"] == "7.00"
    turned = TWO_ROWS.replace("senior", "bare")
    assert [one for one, _ in refused_by_both(plan, "participant,a\nana,90 %\n", turned, "2026-Q3")] == [
        "idle-rule"
    ]


def test_under_a_menu_the_attainment_of_the_plan_asks_all_that_can_pay() -> None:
    aimed = "a: {unit: percent, target: 5 %, curve: {lookup: [{from: 0 %, pays: 0 %}]}}"
    plan = f"{PAID}choose: {{of: [a], from: 1, up_to: 1}}\nkpis:\n  {aimed}\n  b: {{unit: percent, {FULL}}}\n"
    steps = of_ana(plan, "participant,a,a.weight,b.weight\nana,1 %,100 %,\n")
    assert "plan.attainment" not in steps
