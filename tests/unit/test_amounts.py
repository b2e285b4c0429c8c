"""The target incentive, weights that are spread, and the rates of the plan."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from small import DAYS, HEAD, NRR, PLAN, TWO_ROWS, everybody, of_two, ran, refused, steps

from csvariable.documents.result import notes_of

OF_SALARY = f"{HEAD}target_incentive: {{share: 10 %, of: salary}}\nkpis:\n{NRR}"
OF_YEAR = OF_SALARY.replace("salary", "annual_salary")

# ------------------------------------------------------------------------------- target incentive


@pytest.mark.parametrize(
    ("plan", "column"),
    [
        (OF_SALARY, "salary"),
        (OF_YEAR, "annual_salary"),
        (f"{HEAD}kpis:\n{NRR}", "target_incentive"),
    ],
)
def test_an_incentive_that_rests_on_an_empty_cell_stops_the_run(plan: str, column: str) -> None:
    assert refused(plan, f"participant,{column},nrr\nana,,80 %\nben,1,80 %\n") == [
        ("target-incentive-missing", f"`ana`: no `{column}`, so no target incentive")
    ]


def test_a_column_of_incentives_is_no_need_where_no_kpi_has_a_weight() -> None:
    plan = f"{HEAD}kpis: {{nrr: {{unit: percent}}}}\nbonuses: {{b: {{pays: 10}}}}\n"
    found = everybody(plan, "participant,target_incentive,nrr\nana,,80 %\nben,100,80 %\n")
    assert [(one.get("target_incentive"), one["earned"], one["total"]) for one in found.values()] == [
        (None, "0.00", "10.00"),
        ("100.00", "0.00", "10.00"),
    ]


@pytest.mark.parametrize(("plan", "incentive"), [(OF_SALARY, "1000.00"), (OF_YEAR, "500.00")])
def test_a_share_of_pay_is_counted_for_each_period_of_the_year(plan: str, incentive: str) -> None:
    rule = "accumulate: {since: year, target: elapsed, below_zero: zero}\n"
    kpis = "participant,already_paid,salary,annual_salary,nrr\nana,0,5000,10000,80 %\n"
    assert steps(plan + rule, kpis, period="2026-Q2")["target_incentive"] == incentive
    assert steps(plan, kpis)["target_incentive"] == {OF_SALARY: "500.00", OF_YEAR: "250.00"}[plan]


def test_each_row_of_a_person_has_the_incentive_of_its_own_days() -> None:
    plan = f"{PLAN}{DAYS}roles: {{senior: {{target_incentive: 2000}}}}\n"
    assert steps(plan, "participant,nrr\nana,100 %\n", TWO_ROWS, "2026-Q3")["total"] == "1500.00"


# -------------------------------------------------------------------------------------------- lines


def test_who_is_away_the_whole_period_earns_nothing_and_a_note_says_so() -> None:
    people = "participant,entry\nana,2027-01-01\nben,\n"
    for first in ("", "missing: reweight,"):
        plan = of_two(first, first) + DAYS
        done = ran(plan, "participant,a,b\nana,,\nben,50 %,50 %\n", people, "2026-Q3")
        assert done.results is not None, done.diagnostics
        assert [done.steps(one)["total"] for one in ("ana", "ben")] == ["0.00", "500.00"]
        away = done.steps("ana")
        assert [away[f"{kpi}.{line}"] for kpi in "ab" for line in ("part", "payout")] == ["0.00"] * 4
        said = {"kind": "absent", "kpi": None, "route": "proration"}
        assert (said in notes_of(done.results, 0), notes_of(done.results, 1)) == (True, [])


def test_a_weight_is_spread_over_the_kpis_that_are_left() -> None:
    plan = of_two("missing: reweight,", "missing: reweight,", (60, 40))
    found = everybody(plan, "participant,a,b\nana,50 %,\nben,50 %,100 %\n")
    assert [one["total"] for one in found.values()] == ["500.00", "700.00"]
    assert [one["plan.payout_rate"] for one in found.values()] == ["0.5", "0.7"]
    assert refused(plan, "participant,a,b\nana,,\nben,1 %,1 %\n") == [
        ("no-weight-left", "`ana`: no KPI is left to carry the weights")
    ]


def test_the_attainment_of_the_plan_is_weighted_and_rounded() -> None:
    plan = of_two("target: 60 %,", "target: 50 %,", (60, 40)) + "rounding: {attainment: 2}\n"
    found = steps(plan, "participant,a,b\nana,50 %,20 %\n")
    assert [found[f"{name}.attainment"] for name in ("a", "b", "plan")] == ["0.83", "0.4", "0.66"]
    assert "plan.attainment" not in steps(of_two("target: 60 %,", ""), "participant,a,b\nana,50 %,20 %\n")


# -------------------------------------------------------------------------------- rates of the plan


def closing(name: str, read: str, start: str) -> str:
    """A gate that leaves nothing below a start."""
    return f"  {name}: {{when: {{{read}: {{from: {start}}}}}, otherwise: {{of: plan, times: 0 %}}}}\n"


def lifting(name: str, read: str) -> str:
    """A modifier that adds a fifth from 80 %."""
    points = "[{from: 0 %, pays: 100 %}, {from: 80 %, pays: 120 %}]"
    return f"  {name}: {{by: {read}, of: plan, curve: {{lookup: {points}}}}}\n"


@pytest.mark.parametrize(
    ("rules", "paid"),
    [
        (["gates:\n", closing("first", "plan.payout_rate", "70 %")], "500.00"),
        (["gates:\n", closing("first", "plan.payout_rate", "81 %")], "0.00"),
        (["gates:\n", closing("first", "plan.payout_rate", "70 %"), closing("other", "a", "1 %")], "500.00"),
        (["modifiers:\n", lifting("first", "plan.payout_rate")], "600.00"),
        (["modifiers:\n", lifting("first", "plan.payout_rate"), lifting("other", "a")], "720.00"),
    ],
)
def test_rules_see_the_rate_of_the_plan_as_the_curves_give_it(rules: list[str], paid: str) -> None:
    found = steps(of_two("cap: 50 %,", "cap: 50 %,") + "".join(rules), "participant,a,b\nana,80 %,80 %\n")
    assert (found["plan.payout_rate"], found["total"]) == ("0.5", paid)


@pytest.mark.parametrize(("policy", "rate"), [("reweight", "0.8"), ("zero", "0.32"), ("at-target", "0.92")])
def test_the_rate_of_the_plan_counts_what_a_policy_gives(policy: str, rate: str) -> None:
    gate = closing("of-rate", "plan.payout_rate", f"{F(rate) * 100} %")
    found = steps(
        of_two(f"missing: {policy},", "", (60, 40)) + f"gates:\n{gate}", "participant,a,b\nana,,80 %\n"
    )
    assert (found["plan.payout_rate"], found["gates.of-rate"]) == (rate, "1")
