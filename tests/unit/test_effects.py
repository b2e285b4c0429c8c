"""What stands between what is earned and what is reached: modifiers, floors, gates, caps, a guarantee."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

import pytest
from engine import plans_of
from findings import plain
from small import DAYS, NRR, PAID, PLAN, everybody, of_two, ran, refused, steps, totals

from csvariable.kernel.formula import Given, walk
from csvariable.program.compilation import compile_plan

YEARS = "columns: {years: {unit: number}}\n"
GATE = "gates: {g: {when: {years: {from: 2}}, {missing} otherwise: {of: plan, times: 50 %}}}\n"
MODIFIER = "modifiers: {m: {by: years, of: plan, {missing} curve: {lookup: [{from: 0, pays: 100 %}, {from: 2, pays: 120 %}]}}}\n"


# ------------------------------------------------------------------------------ gates and modifiers


@pytest.mark.parametrize(
    ("rule", "missing", "paid"),
    [
        (GATE, "missing: holds,", "800.00"),
        (GATE, "missing: fails,", "400.00"),
        (MODIFIER, "missing: 110 %,", "880.00"),
    ],
)
def test_a_rule_says_what_holds_without_its_measure(rule: str, missing: str, paid: str) -> None:
    plan = PLAN + YEARS + rule.replace("{missing}", missing)
    kpis = "participant,years,nrr\nana,,80 %\nben,2,80 %\n"
    ben = {GATE: "800.00", MODIFIER: "960.00"}[rule]
    assert totals(plan, kpis) == {"ana": paid, "ben": ben}


@pytest.mark.parametrize(
    ("rule", "message", "says"),
    [
        (
            GATE,
            "`ana`: the gate `g` reads a measure that has no value",
            "`missing: holds` or `missing: fails`",
        ),
        (MODIFIER, "`ana`: the modifier `m` reads a measure that has no value", "`missing: 100 %`"),
    ],
)
def test_a_rule_that_says_nothing_asks_for_its_measure(rule: str, message: str, says: str) -> None:
    done = ran(PLAN + YEARS + rule.replace("{missing}", ""), "participant,years,nrr\nana,,80 %\nben,2,80 %\n")
    (found,) = [one for one in done.diagnostics if one.severity == "error"]
    assert (found.rule, str(found.message)) == ("measure-missing", message)
    assert plain(found.help) == f"fill the value, or say what holds without it: {says}"


@pytest.mark.parametrize("rule", [GATE, MODIFIER])
def test_a_rule_is_neutral_for_who_is_away_the_whole_period(rule: str) -> None:
    plan = PLAN + YEARS + rule.replace("{missing}", "") + DAYS
    people = "participant,entry,years\nana,2027-01-01,\nben,,2\n"
    found = everybody(plan, "participant,nrr\nana,\nben,80 %\n", people, "2026-Q3")
    assert [one.get("gates.g", one.get("modifiers.m")) for one in found.values()] == [
        "1",
        {GATE: "1", MODIFIER: "1.2"}[rule],
    ]
    assert found["ana"]["total"] == "0.00"


@pytest.mark.parametrize(
    ("by", "points", "factors"),
    [
        ("h", "{up_to: 8 h, pays: 80 %}, {up_to: 4 h, pays: 120 %}", ["0.8", "0.8", "1.2"]),
        ("h.target", "{up_to: 4 h, pays: 90 %}", ["0.9", "0.9", "0.9"]),
        ("h.attainment", "{from: 0 %, pays: 80 %}, {from: 100 %, pays: 120 %}", ["0.8", "0.8", "1.2"]),
    ],
)
def test_a_modifier_follows_the_direction_of_what_it_reads(by: str, points: str, factors: list[str]) -> None:
    kpis = f"{NRR}  h: {{unit: hours, direction: lower, target: 4 h, attainment: inverse}}\n"
    plan = f"{PAID}kpis:\n{kpis}modifiers: {{m: {{by: {by}, of: plan, curve: {{lookup: [{points}]}}}}}}\n"
    found = everybody(plan, "participant,nrr,h\nana,100 %,10\nben,100 %,5\nchloe,100 %,3\n")
    assert [one["modifiers.m"] for one in found.values()] == factors


def test_gates_of_the_plan_limit_then_multiply_what_was_earned_and_gates_of_a_kpi_do_not() -> None:
    plan = PLAN + (
        "gates:\n"
        "  low: {when: {nrr: {from: 200 %}}, otherwise: {of: plan, cap: 60 %, times: 50 %}}\n"
        "  high: {when: {nrr: {from: 200 %}}, otherwise: {of: plan, cap: 90 %}}\n"
        "  of-kpi: {when: {nrr: {from: 200 %}}, otherwise: {of: [nrr], times: 90 %}}\n"
        "floor: 850\n"
    )
    found = steps(plan, "participant,nrr\nana,80 %\n")
    names = ("earned", "floor", "gated", "total")
    assert [found[name] for name in names] == ["720.00", "130.00", "-550.00", "300.00"]


def test_rules_of_a_kpi_are_no_lines_of_the_plan() -> None:
    plan = PLAN + (
        "gates: {g: {when: {nrr: {from: 90 %}}, otherwise: {of: [nrr], times: 50 %}}}\n"
        "modifiers: {m: {by: nrr, of: [nrr], curve: {lookup: [{from: 0 %, pays: 110 %}]}}}\n"
    )
    found = steps(plan, "participant,nrr\nana,80 %\n")
    assert not {"modified", "gated"} & set(found)
    assert found["total"] == "440.00"


# ------------------------------------------------------------------------------------------- limits

PAY = "participant,salary,annual_salary,nrr\n"


@pytest.mark.parametrize(
    ("limit", "line", "paid"),
    [
        ("cap: 60 %", "cap", "600.00"),
        ("cap: 700", "cap", "700.00"),
        ("cap: {share: 10 %, of: salary}", "cap", "500.00"),
        ("cap: {share: 10 %, of: annual_salary}", "cap", "400.00"),
        ("cap: [700, 60 %]", "cap", "600.00"),
        ("cap_total: {share: 10 %, of: salary}", "cap_total", "500.00"),
        ("cap_total: {share: 10 %, of: annual_salary}", "cap_total", "400.00"),
        ("floor: {share: 20 %, of: salary}", "floor", "1000.00"),
        ("floor: [950, 90 %]", "floor", "950.00"),
    ],
)
def test_a_limit_is_a_rate_of_the_incentive_an_amount_or_a_share_of_pay(
    limit: str, line: str, paid: str
) -> None:
    found = steps(f"{PLAN}{limit}\n", f"{PAY}ana,5000,16000,80 %\n")
    assert (found["total"], line in found) == (paid, True)


@pytest.mark.parametrize("line", ["cap", "cap_total", "floor"])
@pytest.mark.parametrize("column", ["salary", "annual_salary"])
def test_a_limit_that_is_a_share_of_pay_asks_for_the_pay(line: str, column: str) -> None:
    found = refused(f"{PLAN}{line}: {{share: 10 %, of: {column}}}\n", f"{PAY}ana,,,80 %\nben,1,1,80 %\n")
    assert found == [("column-missing", f"`ana`: no `{column}`, and `{line}` is a share of it")]


PARTS = "participant,role,entry,exit,salary,annual_salary\nana,,2026-07-01,2026-08-15,2000,16000\nana,senior,2026-08-16,,3000,16000\n"


@pytest.mark.parametrize(
    ("limit", "paid"),
    [
        ("cap: {share: 10 %, of: salary}", "500.00"),
        ("cap_total: {share: 10 %, of: salary}", "500.00"),
        ("cap: {share: 10 %, of: annual_salary}", "400.00"),
        ("cap_total: {share: 10 %, of: annual_salary}", "400.00"),
    ],
)
def test_a_share_of_pay_of_a_person_of_two_rows_counts_each_row_once(limit: str, paid: str) -> None:
    plan = f"{PLAN}{DAYS}roles: {{senior: {{target_incentive: 1000}}}}\n{limit}\n"
    assert steps(plan, "participant,nrr\nana,80 %\n", PARTS, "2026-Q3")["total"] == paid


@pytest.mark.parametrize(("column", "paid"), [("salary", "1000.00"), ("annual_salary", "800.00")])
def test_a_share_of_pay_is_counted_for_each_period_of_the_year(column: str, paid: str) -> None:
    plan = f"{PLAN}accumulate: {{since: year, target: elapsed, below_zero: zero}}\ncap: {{share: 10 %, of: {column}}}\n"
    kpis = "participant,already_paid,salary,annual_salary,nrr\nana,0,5000,16000,80 %\n"
    assert steps(plan, kpis, period="2026-Q2")["total"] == paid


@pytest.mark.parametrize(
    ("limits", "routes"), [("cap: 700", [("cap",)]), ("cap: [700, 60 %]", [("cap", 0), ("cap", 1)])]
)
def test_a_limit_of_a_list_stands_at_its_place(limits: str, routes: list[tuple[str | int, ...]]) -> None:
    plans, problems = plans_of(f"{PLAN}{limits}\n")
    assert plans is not None, problems
    (cap,) = [step for step in compile_plan(plans.base).row_steps if step.name == "cap"]
    assert [node.route for node in walk(cap.formula) if isinstance(node, Given) and node.route] == routes


# ------------------------------------------------------------------------------------- what is held


@pytest.mark.parametrize(
    ("rule", "held_", "whole"),
    [
        ("floor: 90 %\n", "200.00", "900.00"),
        ("guarantee: {months: 3, pays: 90 %}\n", "200.00", "900.00"),
        ("cap: 15 %\n", "150.00", "150.00"),
    ],
)
def test_a_floor_and_a_guarantee_wait_for_a_held_line_and_a_cap_does_not(
    rule: str, held_: str, whole: str
) -> None:
    kpis = "participant,entry,a,b\nana,2026-07-01,,40 %\nben,2026-07-01,0 %,40 %\n"
    assert totals(of_two("missing: hold,", "") + rule, kpis, period="2026-Q3") == {"ana": held_, "ben": whole}
