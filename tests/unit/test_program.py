"""What the rarer ways of writing a plan pay, counted by hand."""
# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from fractions import Fraction as F

import pytest
from small import HEAD, LINE, NRR, PLAN, ran, refused, totals

from csvariable.kernel.formula import Given, Ref
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Step
from csvariable.kernel.unit import Unit
from csvariable.program.build import in_order, total

ATTAINED = f"curve: {{{LINE}}}"

# ------------------------------------------------------------------------------------------ amounts


def test_weighted_kpis_need_a_target_incentive() -> None:
    plan = HEAD + "kpis:\n" + NRR
    assert refused(plan, "participant,nrr\nana,90 %\n") == [
        ("target-incentive-missing", "there is no target incentive for weighted KPIs")
    ]
    assert totals(plan, "participant,nrr,target_incentive\nana,90 %,500\n") == {"ana": "450.00"}


def test_an_attainment_that_is_read_needs_a_target() -> None:
    plan = PLAN + "bonuses: {club: {when: {nrr.attainment: {from: 100 %}}, pays: 50}}\n"
    done = refused(plan, "participant,nrr\nana,90 %\n")
    assert done == [("target-missing", "`nrr` has no target, and `nrr.attainment` is read")]
    assert totals(plan, "participant,nrr,nrr.target\nana,90 %,90 %\n") == {"ana": "950.00"}


# ------------------------------------------------------------------------------------------ targets


def test_the_target_of_a_lead_is_the_sum_of_those_of_the_members() -> None:
    plan = (
        HEAD
        + f"target_incentive: 1000\nkpis:\n  sales: {{weight: 100 %, unit: money, curve: {{of: attainment, {LINE}}}}}\n"
        "roles:\n  lead: {kpis.sales.scope: team, kpis.sales.target: members}\n"
        "  head: {kpis.sales.scope: company, kpis.sales.target: members}\n"
    )
    people = (
        "participant,role,team,sales.target\nana,,North,600\nben,,North,400\nchloe,,South,1000\n"
        "lea,lead,North,\nluc,lead,South,\nmax,head,,\n"
    )
    kpis = "participant,team,sales\nana,,300\nben,,400\nchloe,,500\n,North,700\n,South,550\n*,,1250\n"
    assert totals(plan, kpis, people) == {
        "ana": "500.00",
        "ben": "1000.00",
        "chloe": "500.00",
        "lea": "700.00",
        "luc": "550.00",
        "max": "625.00",
    }


def test_a_period_has_its_share_of_a_yearly_target() -> None:
    plan = (
        HEAD
        + f"target_incentive: 1000\nkpis:\n  sales: {{weight: 100 %, unit: money, target: {{annual: 4000}}, {ATTAINED}}}\n"
    )
    found = ran(plan, "participant,sales\nana,250\n").steps("ana")
    assert (found["sales.target"], found["total"]) == ("1000.00", "250.00")


def test_a_target_of_a_team_grows_with_the_periods_counted() -> None:
    plan = (
        HEAD + "accumulate: {since: year, target: elapsed, below_zero: zero}\ntarget_incentive: 1000\nkpis:\n"
        f"  sales: {{weight: 100 %, unit: money, scope: team, target: 500, {ATTAINED}}}\n"
    )
    kpis = "participant,team,already_paid,sales\nana,North,0,\n,North,,750\n"
    found = ran(plan, kpis, period="2026-Q2").steps("ana")
    assert (found["sales.target"], found["sales.attainment"]) == ("1000.00", "0.75")
    assert found["total"] == "1500.00"


# ----------------------------------------------------------------------------------- curves and names


@pytest.mark.parametrize(
    ("threshold", "paid"),
    [("50 %", ["0.00", "500.00"]), ("{from: 50 %}", ["0.00", "500.00"]), ("{above: 50 %}", ["0.00", "0.00"])],
)
def test_a_threshold_is_reached_or_passed(threshold: str, paid: list[str]) -> None:
    plan = PLAN.replace(LINE, f"threshold: {threshold}, {LINE}")
    assert list(totals(plan, "participant,nrr\nana,49.99 %\nben,50 %\n").values()) == paid


def test_a_gate_reads_a_declared_column() -> None:
    plan = (
        PLAN
        + "columns: {seniority: {unit: number}}\ngates: {g: {when: {seniority: {from: 2}}, otherwise: {of: plan, times: 50 %}}}\n"
    )
    assert totals(plan, "participant,seniority,nrr\nana,2,100 %\nben,1.5,100 %\n") == {
        "ana": "1000.00",
        "ben": "500.00",
    }


def test_bonuses_read_payouts_and_pay() -> None:
    plan = (
        PLAN
        + "bonuses:\n  of-payout: {pays: {share: 10 %, of: nrr.payout}}\n  of-salary: {pays: {share: 1 %, of: annual_salary}}\n"
    )
    assert totals(plan, "participant,annual_salary,nrr\nana,30000,80 %\n") == {"ana": "1180.00"}


def test_a_bonus_of_a_team_reads_the_team_s_value_of_what_is_each_person_s() -> None:
    calls = "  calls: {unit: number, target: 100, baseline: 50}\n"
    kpis = "participant,team,nrr,calls\nana,North,100 %,10\nben,South,100 %,200\n,North,,90\n,South,,89\n"
    for test in ("calls: {from: 90}", "calls.attainment: {from: 80 %}"):
        plan = (
            PLAN.replace(NRR, NRR + calls)
            + f"bonuses: {{group: {{scope: team, when: {{{test}}}, pays: 30}}}}\n"
        )
        assert totals(plan, kpis) == {"ana": "1030.00", "ben": "1000.00"}, test
    for test, paid in (("calls.target: {from: 100}", "1030.00"), ("calls.target: {above: 100}", "1000.00")):
        plan = (
            PLAN.replace(NRR, NRR + calls)
            + f"bonuses: {{group: {{scope: team, when: {{{test}}}, pays: 30}}}}\n"
        )
        assert set(totals(plan, kpis).values()) == {paid}, test


def test_a_gift_may_be_a_badge_and_days_of_leave() -> None:
    plan = (
        PLAN
        + "bonuses: {club: {when: {nrr: {from: 100 %}}, gives: {badge: Club, leave_days: 0.5, value: 200}}}\n"
    )
    done = ran(plan, "participant,nrr\nana,100 %\nben,99 %\n")
    assert done.results is not None
    given = [(one.kind, one.item, one.quantity, one.value) for one in done.results.programs[None].rewards]
    assert [kind for kind, *_ in given] == ["leave_days", "badge"]
    assert [(quantity * 2, value) for _, _, quantity, value in given] == [(F(1), F(200)), (F(2), F(0))]
    assert done.results.people["bonuses.club.given"] == [F(1), F(0)]
    assert done.results.people["bonuses.club"] == [F(0), F(0)]


# -------------------------------------------------------------------------------------------- pools


def test_a_pool_of_what_was_earned_leaves_other_roles_what_they_earned() -> None:
    plan = (
        PLAN
        + "pool: {pot: {amount: earned, by: uniform, for: [senior]}}\nroles: {senior: {target_incentive: 2000}}\n"
    )
    kpis = "participant,role,team,nrr\nana,senior,North,100 %\nben,senior,North,50 %\nchloe,,North,80 %\n"
    assert totals(plan, kpis) == {"ana": "1500.00", "ben": "1500.00", "chloe": "800.00"}


def test_a_person_of_two_rows_counts_once_in_every_pool() -> None:
    plan = PLAN + (
        "proration: {amount: calendar-days}\n"
        "pool: {a: {amount: 300, by: uniform, scope: company}, b: {amount: 100, by: uniform, scope: company}}\n"
        "roles: {senior: {target_incentive: 2000}}\n"
    )
    people = "participant,role,entry,exit\nana,,2026-07-01,2026-08-15\nana,senior,2026-08-16,\nben,,,\n"
    done = ran(plan, "participant,nrr\nana,0 %\nben,0 %\n", people, "2026-Q3")
    assert [done.steps(one)["total"] for one in ("ana", "ben")] == ["200.00", "200.00"]


def test_a_sum_of_nothing_is_nothing_and_steps_stand_behind_what_they_read() -> None:
    assert total([]) == Given(F(0))
    assert total([Ref("a")]) == Ref("a")
    first, second = (
        Step(name, Purpose.SETTLED, Unit.NUMBER, Ref(read), ()) for name, read in (("a", "b"), ("b", "x"))
    )
    assert in_order([first, second]) == (second, first)
