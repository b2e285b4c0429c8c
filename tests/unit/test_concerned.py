"""Whom a rule of the plan concerns, and what of a person with several rows is of the person."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from fractions import Fraction

import pytest
from agreement import rows_of
from both import agreed, paid_by_both, refused_by_both
from engine import plans_of
from small import HEAD, LINE, PAID, ran, refused

from csvariable.kernel.diagnostic import CellPlace, Diagnostic, PlanPlace

MONTH = PAID.replace("quarter", "month")
SOLD = "sales: {weight: 100 %, unit: money, target: 10000, curve: {lookup: [{from: 100 %, pays: 100 %}]}}"
COMMISSION = (
    HEAD
    + "kpis: {sales: {unit: money}, csat: {unit: percent}}\nbonuses: {b: {of: sales, marginal: [{from: 0, rate: 5 %}]}}\n"
)


def problems(plan: str) -> list[Diagnostic]:
    """The errors of a plan."""
    _, found = plans_of(plan)
    return [one for one in found if one.severity == "error"]


def told(plan: str) -> list[tuple[str, str]]:
    """Rule and place of each error of a plan."""
    found = []
    for one in problems(plan):
        assert isinstance(one.at, PlanPlace)
        found.append((one.rule, ".".join(map(str, one.at.route))))
    return found


def both(plan: str, kpis: str, people: str | None = None, period: str | None = None) -> dict[str, str]:
    """The total of everybody, where both opinions have the same at each step."""
    return {who: found["total"] for who, found in paid_by_both(plan, kpis, people, period).items()}


def alone(plan: str, kpis: str, people: str | None = None, period: str | None = None) -> dict[str, str]:
    """The steps of the only person, by both."""
    (found,) = paid_by_both(plan, kpis, people, period).values()
    return found


# ------------------------------------------------------------------------- rules that do nothing


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ("gates: {g: {when: {csat: {from: 9 %}}, otherwise: {of: plan, times: 0 %}}}", "gates.g.otherwise.of"),
        ("gates: {g: {when: {csat: {from: 9 %}}, otherwise: {of: plan, cap: 80 %}}}", "gates.g.otherwise.of"),
        ("gates: {g: {when: {csat: {from: 9 %}}, otherwise: {of: [sales], times: 0 %}}}", "gates.g.otherwise.of.0"),
        ("modifiers: {m: {by: csat, of: plan, curve: {lookup: [{from: 0 %, pays: 80 %}]}}}", "modifiers.m.of"),
        ("modifiers: {m: {by: csat, of: [sales], curve: {lookup: [{from: 0 %, pays: 80 %}]}}}", "modifiers.m.of.0"),
        ("cap: 5000", "cap"),
        ("cap: 150 %", "cap"),
        ("floor: 5000", "floor"),
        ("guarantee: {months: 3, pays: 100 %}", "guarantee"),
        ("pool: {p: {amount: earned, by: uniform}}", "pool.p.amount"),
        ("pool: {p: {amount: 10, by: earned}}", "pool.p.by"),
    ],
)  # fmt: skip
def test_a_rule_of_a_plan_without_weights_is_an_error_at_its_line(more: str, place: str) -> None:
    (found,) = problems(COMMISSION + more + "\n")
    assert isinstance(found.at, PlanPlace)
    assert (found.rule, ".".join(map(str, found.at.route))) == ("idle-rule", place)
    assert found.help is not None


@pytest.mark.parametrize("word", ["cap", "floor"])
def test_a_limit_of_a_kpi_that_has_no_rate_is_an_error(word: str) -> None:
    plan = COMMISSION.replace("csat: {unit: percent}", f"csat: {{unit: percent, {word}: 50 %}}")
    assert told(plan) == [("idle-rule", f"kpis.csat.{word}")]


@pytest.mark.parametrize("step", ["plan.payout_rate", "plan.attainment"])
def test_what_a_weight_would_make_cannot_be_read_without_one(step: str) -> None:
    plan = (
        HEAD
        + f"kpis: {{a: {{unit: money}}}}\nbonuses: {{x: {{when: {{{step}: {{from: 5 %}}}}, pays: 10}}}}\n"
    )
    assert told(plan) == [("idle-rule", f"bonuses.x.when.{step}")]


def test_amounts_of_a_kpi_without_weight_cannot_be_read() -> None:
    kpis = f"kpis:\n  {SOLD}\n  c: {{unit: percent, curve: {{of: actual, {LINE}}}}}\n  d: {{unit: percent}}\n"
    bonus = "bonuses: {{x: {{pays: {{share: 10 %, of: {}}}}}}}\n"
    assert told(PAID + kpis + bonus.format("c.payout")) == [("idle-rule", "bonuses.x.pays.of")]
    assert told(PAID + kpis + bonus.format("d.part")) == [("weight-without-curve", "bonuses.x.pays.of")]
    assert told(PAID + kpis + bonus.format("sales.payout")) == []


def test_a_commission_has_its_own_condition_and_limits() -> None:
    plan = (
        COMMISSION.replace("{of: sales", "{when: {csat: {from: 80 %}}, cap: 2000, of: sales")
        + "cap_total: 1500\n"
    )
    assert both(plan, "participant,sales,csat\nana,20000,90 %\nben,60000,90 %\nzoe,20000,70 %\n") == {
        "ana": "1000.00",
        "ben": "1500.00",
        "zoe": "0.00",
    }


# ------------------------------------------------------------------------- roles that are not concerned

RAMPED = f"""{MONTH}ramp: [50 %, 75 %]
kpis:
  {SOLD}
roles:
  lead: {{kpis.sales.scope: team, kpis.sales.target: 40000}}
"""
STAFF = "participant,role,team,entry\nana,,North,2026-03-01\nlea,lead,North,2020-01-01\n"


def test_a_ramp_that_scales_nothing_for_one_role_leaves_it_alone() -> None:
    assert both(RAMPED, "participant,team,sales\nana,North,6000\n,North,41000\n", STAFF, "2026-03") == {
        "ana": "1000.00",
        "lea": "1000.00",
    }


def test_a_ramp_that_scales_nothing_for_anybody_is_an_error() -> None:
    team = RAMPED.replace("unit: money,", "unit: money, scope: team,")
    assert told(team) == [("ramp-needs-additive", "ramp")]
    assert told(team.replace("[50 %, 75 %]", "{sales: [10, 20]}")) == [("ramp-needs-additive", "ramp.sales")]


def test_a_ramp_that_a_role_writes_itself_must_scale_something_for_it() -> None:
    plan = RAMPED.replace("ramp: [50 %, 75 %]\n", "").replace("lead: {", "lead: {ramp: '[50 %]', ")
    plan = plan.replace("'[50 %]'", "[50 %]")
    assert told(plan) == [("ramp-needs-additive", "roles.lead.ramp")]


def test_a_rule_that_one_role_removes_and_no_other_needs_concerns_nobody() -> None:
    plan = COMMISSION + "cap: 5000\n"
    assert told(plan + "roles: {head: {cap: null}}\n") == [("idle-rule", "cap")]
    assert told(plan + "roles: {head: {cap: 6000}}\n") == [
        ("idle-rule", "cap"),
        ("idle-rule", "roles.head.cap"),
    ]
    weighted = f"roles: {{head: {{target_incentive: 100, kpis.nrr: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}}}}}\n"
    assert told(plan + weighted) == []


CLOSER = f"""{PAID}cap: 90 %
floor: 500
guarantee: {{periods: 1, pays: 100 %}}
modifiers: {{m: {{by: csat, of: plan, curve: {{lookup: [{{from: 0 %, pays: 120 %}}]}}}}}}
gates:
  g: {{when: {{plan.payout_rate: {{from: 50 %}}}}, otherwise: {{of: plan, cap: 10 %}}}}
  h: {{when: {{csat: {{from: 50 %}}}}, otherwise: {{of: [nrr], times: 0 %}}}}
kpis:
  nrr: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}
  csat: {{unit: percent, missing: zero}}
  sales: {{unit: money, missing: zero}}
bonuses: {{b: {{of: sales, marginal: [{{from: 0, rate: 5 %}}]}}}}
roles:
  closer: {{kpis.nrr.weight: 0 %}}
  bare: {{kpis.nrr: {{unit: percent}}}}
"""


def test_rules_of_the_plan_change_nothing_for_a_role_without_weights() -> None:
    kpis = "participant,role,nrr,csat,sales,entry\nana,,60 %,90 %,0,\nben,closer,60 %,90 %,20000,2026-07-01\n"
    found = paid_by_both(CLOSER, kpis, None, "2026-Q3")
    assert [found["ana"][one] for one in ("modified", "cap", "total")] == ["120.00", "0.00", "720.00"]
    ben = found["ben"]
    lines = ("modified", "floor", "gated", "cap", "guarantee")
    assert [ben[one] for one in lines] == ["0.00"] * 5
    assert not {"gates.g", "modifiers.m"} & set(ben)
    assert ben["gates.h"] == "1"
    assert ben["total"] == "1000.00"
    assert both(CLOSER, kpis, None, "2026-Q3") == {"ana": "720.00", "ben": "1000.00"}


def test_gates_of_a_kpi_that_has_no_rate_for_a_role_ask_it_for_nothing() -> None:
    plan = CLOSER.replace("csat: {unit: percent, missing: zero}", "csat: {unit: percent}")
    found = alone(plan, "participant,role,nrr,csat,sales\nben,bare,60 %,,20000\n", None, "2026-Q3")
    assert "gates.h" not in found
    assert found["total"] == "1000.00"


def test_what_one_role_lacks_is_told_once_at_the_line_that_reads_it() -> None:
    plan = CLOSER.replace("bonuses: {", "bonuses: {c: {when: {plan.payout_rate: {from: 5 %}}, pays: 9}, ")
    kpis = "participant,role,nrr,csat,sales\nana,closer,60 %,90 %,0\nben,closer,60 %,90 %,1\n"
    done = ran(plan, kpis, None, "2026-Q3")
    (found,) = (one for one in done.diagnostics if one.severity == "error")
    assert (found.rule, str(found.message), found.at) == (
        "idle-rule",
        "there is no `plan.payout_rate` to read: no weight makes it",
        PlanPlace(("bonuses", "c", "when"), key=True),
    )


NAMES = f"kpis:\n  a: {{unit: money}}\n  w: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}\n"
SHEET = "participant,team,a,w\nana,n,10,20 %\n*,,10,20 %\n"


@pytest.mark.parametrize(
    ("more", "message", "place"),
    [
        ("gates: {g: {when: {a.target: {from: 5}}, missing: fails, otherwise: {of: plan, times: 0 %}}}", "`a` has no target, and `a.target` is read", "gates.g.when"),
        ("gates: {g: {when: {a.attainment: {from: 5 %}}, missing: fails, otherwise: {of: [w], cap: 8 %}}}", "`a` has no target, and `a.attainment` is read", "gates.g.when"),
        ("modifiers: {m: {by: a.attainment, missing: 100 %, of: plan, curve: {lookup: [{from: 0 %, pays: 80 %}]}}}", "`a` has no target, and `a.attainment` is read", "modifiers.m.by"),
        ("modifiers: {m: {by: plan.attainment, missing: 100 %, of: plan, curve: {lookup: [{from: 0 %, pays: 80 %}]}}}", "`w` has no target, and `plan.attainment` is read", "modifiers.m.by"),
        ("bonuses: {x: {when: {a.target: {from: 5}}, pays: 10}}", "`a` has no target, and `a.target` is read", "bonuses.x.when"),
        ("bonuses: {x: {per: a.target, pays: 10}}", "`a` has no target, and `a.target` is read", "bonuses.x.per"),
        ("bonuses: {x: {of: a.target, lookup: [{from: 5, pays: 10}]}}", "`a` has no target, and `a.target` is read", "bonuses.x.of"),
        ("bonuses: {x: {rank: {by: a.target, top: 1}, pays: [10]}}", "`a` has no target, and `a.target` is read", "bonuses.x.rank.by"),
        ("bonuses: {x: {badge: {by: a.attainment, lookup: [{from: 5 %, gives: 1}]}}}", "`a` has no target, and `a.attainment` is read", "bonuses.x.badge.by"),
    ],
)  # fmt: skip
def test_a_step_that_nothing_makes_is_told_at_the_line_that_reads_it(
    more: str, message: str, place: str
) -> None:
    done = ran(PAID + NAMES + more + "\n", SHEET)
    (found,) = (one for one in done.diagnostics if one.severity == "error")
    assert isinstance(found.at, PlanPlace)
    assert (str(found.message), ".".join(map(str, found.at.route))) == (message, place)


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ("bonuses: {x: {pays: {share: 10 %, of: target_incentive}}}", "bonuses.x.pays.of"),
        ("pool: {p: {amount: 10, by: target_incentive}}", "pool.p.by"),
    ],
)
def test_a_target_incentive_that_is_read_may_stand_in_a_column(more: str, place: str) -> None:
    plan = HEAD + f"kpis: {{a: {{unit: money}}}}\n{more}\n"
    done = ran(plan, "participant,team,a\nana,n,10\nben,n,10\n")
    (found,) = (one for one in done.diagnostics if one.severity == "error")
    assert isinstance(found.at, PlanPlace)
    assert (found.rule, ".".join(map(str, found.at.route))) == ("target-incentive-missing", place)
    paid = both(plan, "participant,team,a,target_incentive\nana,n,10,100\n")
    assert paid == {"ana": "10.00"}


def test_a_cap_in_percent_asks_an_incentive_of_a_role_without_weights() -> None:
    """The plan has a weight, so the limit stands; who has none has nothing that it is a rate of."""
    plan = (
        HEAD
        + f"kpis: {{a: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}}}\ncap_total: 10 %\n"
        + "bonuses: {x: {per: a, pays: 5}}\nroles: {out: {kpis.a.weight: 0 %}}\n"
    )
    people = "participant,role\nana,out\n"
    done = ran(plan, "participant,a\nana,80 %\n", people)
    (found,) = (one for one in done.diagnostics if one.severity == "error")
    assert isinstance(found.at, PlanPlace)
    assert (found.rule, found.at.route) == ("target-incentive-missing", ("cap_total",))
    assert both(plan, "participant,a\nana,80 %\n", f"{people[:16]},target_incentive\nana,out,1000\n") == {
        "ana": "100.00"
    }


def test_a_team_s_bonus_that_reads_an_attainment_needs_a_target() -> None:
    plan = (
        HEAD
        + "kpis: {a: {unit: money, scope: team}}\nbonuses: {x: {scope: team, when: {a.attainment: {from: 5 %}}, pays: 9}}\n"
    )
    assert ("target-missing", "`a` has no target, and `a.attainment` is read") in refused_by_both(
        plan, "participant,team,a\nana,n,\n,n,10\n"
    )


def test_a_pool_that_is_for_others_and_a_share_of_a_value_read_their_own_alone() -> None:
    plan = HEAD + "kpis: {a: {unit: money, scope: company}}\nroles: {r: {kpis.a.target: 5}}\npool:\n"
    plan += "  p: {amount: 10, by: target_incentive, for: [r]}\n  q: {amount: {share: 10 %, of: a}, by: uniform, scope: company}\n"
    assert both(plan, "participant,team,a\nana,n,\n*,,50\n") == {"ana": "5.00"}


# ------------------------------------------------------------------------- a commission of the year

YEAR = f"{MONTH}accumulate: {{since: year, target: elapsed}}\nkpis:\n  {SOLD}\n  hires: {{unit: number, additive: true}}\n  nps: {{unit: points}}\n  work: {{unit: hours, additive: true}}\n  sum: {{unit: hours, measure: {{sum: {{work: 100 %}}}}}}\n  flat: {{unit: number, additive: false}}\n"


@pytest.mark.parametrize(
    ("bonus", "place"),
    [
        ("{of: sales, marginal: [{from: 0, rate: 5 %}]}", "of"),
        ("{per: hires, pays: 10}", "per"),
        ("{per: sum, pays: 10}", "per"),
        ("{per: flat, pays: 10}", None),
        ("{pays: {share: 10 %, of: sales}}", "pays.of"),
        ("{pays: {share: 10 %, of: sales.payout}}", "pays.of"),
        ("{pays: {share: 10 %, of: earned}}", "pays.of"),
        ("{pays: {share: 10 %, of: target_incentive}}", "pays.of"),
        ("{per: nps, pays: 10}", None),
        ("{of: sales.attainment, lookup: [{from: 90 %, pays: 300}]}", None),
        ("{when: {sales: {from: 10}}, pays: 10}", None),
        ("{pays: {share: 10 %, of: salary}}", None),
    ],
)
def test_a_share_of_the_year_so_far_would_be_paid_again_each_period(bonus: str, place: str | None) -> None:
    found = told(f"{YEAR}bonuses: {{b: {bonus}}}\n")
    assert found == ([] if place is None else [("commission-year-to-date", f"bonuses.b.{place}")])
    assert (
        told(f"{YEAR.replace('accumulate: {since: year, target: elapsed}', '')}bonuses: {{b: {bonus}}}\n")
        == []
    )


def test_a_pool_that_is_a_share_of_the_year_so_far_would_be_paid_again() -> None:
    plan = (
        YEAR
        + "  all-sales: {unit: money, scope: company}\npool: {p: {amount: {share: 1 %, of: all-sales}, by: uniform, scope: company}}\n"
    )
    assert told(plan) == [("commission-year-to-date", "pool.p.amount.of")]


# ------------------------------------------------------------------------- below zero, paid and owed

SO_FAR = f"""{MONTH}accumulate: {{since: year, target: elapsed}}
kpis:
  a: {{weight: 100 %, unit: percent, curve: {{of: actual, linear: [{{at: 0 %, pays: 0 %}}, {{at: 100 %, pays: 100 %}}]}}}}
"""


def test_below_zero_is_zero_unless_it_is_carried() -> None:
    kpis = "participant,a,already_paid\nx,50 %,1200\n"
    assert both(SO_FAR, kpis, None, "2026-02") == {"x": "0.00"}
    carried = SO_FAR.replace("target: elapsed", "target: elapsed, below_zero: carry")
    assert both(carried, kpis, None, "2026-02") == {"x": "-200.00"}


def test_the_smallest_plan_without_the_word_is_paid() -> None:
    plan = SO_FAR.replace("target_incentive: 1000", "target_incentive: {annual: 1200}").replace(
        "elapsed", "whole"
    )
    assert both(
        plan,
        "participant,period,a\nx,2026-01,90 %\nx,2026-02,90 %\n",
        "participant,already_paid\nx,0\n",
        "2026-02",
    ) == {"x": "1080.00"}


def test_what_was_paid_or_is_owed_and_goes_unread_is_refused() -> None:
    plan = PAID + f"kpis:\n  a: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}\n"
    for column, said in (
        ("already_paid", "`x` has been paid 500 EUR, and the plan does not accumulate: nothing takes it off"),
        ("draw_balance", "`x` owes 500 EUR, and the plan has no draw: nothing repays it"),
    ):
        done = ran(plan, f"participant,a,{column}\nx,50 %,500\n")
        (found,) = (one for one in done.diagnostics if one.severity == "error")
        assert (found.rule, str(found.message), found.at) == (
            "amount-unread",
            said,
            CellPlace("kpis.csv", 2, 8, column, "500"),
        )
        assert both(plan, f"participant,a,{column}\nx,50 %,0\n") == {"x": "500.00"}


DRAWN = f"{PAID}rounding: {{money: 1}}\ndraw: {{amount: 0, recover: 5 %}}\nkpis:\n  a: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}\n"


@pytest.mark.parametrize(
    ("owed", "repaid", "left", "total"),
    [
        ("100.40", "38.00", "62.40", "722.00"),
        ("0.40", "0.40", "0.00", "759.60"),
        ("0", "0.00", "0.00", "760.00"),
    ],
)
def test_what_is_owed_is_taken_as_written(owed: str, repaid: str, left: str, total: str) -> None:
    kpis = f"participant,a,draw_balance\nx,76 %,{owed}\n"
    found = alone(DRAWN, kpis)
    assert [found[one] for one in ("draw.repaid", "draw.balance", "total")] == [repaid, left, total]
    assert both(DRAWN, kpis) == {"x": total}


def test_what_was_paid_and_what_corrects_are_taken_as_written() -> None:
    plan = SO_FAR + "rounding: {money: 1}\n"
    kpis = "participant,a,already_paid\nx,50 %,100.40\n"
    assert both(plan, kpis, None, "2026-02") == {"x": "899.60"}
    moved = [{"participant": "x", "amount": "12.34", "reason": "late"}]
    corrected = agreed(plan, rows_of(kpis.encode()) or [], None, moved, "2026-02").people["x"].steps
    assert (corrected["adjustments"], corrected["total"]) == (Fraction("12.34"), Fraction("911.94"))


def test_a_salary_counts_for_the_periods_in_which_its_row_has_a_day() -> None:
    more = "cap: {share: 10 %, of: salary}\nbonuses: {b: {pays: {share: 10 %, of: salary}}}\n"
    kpis = "participant,a,salary,already_paid\nx,100 %,3000,0\n"
    found = alone(SO_FAR + more, kpis, None, "2026-03")
    assert [found[one] for one in ("cap", "bonuses.b", "total")] == ["-2100.00", "300.00", "1200.00"]
    assert both(SO_FAR + more, kpis, None, "2026-03") == {"x": "1200.00"}


def test_the_salaries_of_two_rows_of_a_year_are_not_counted_twice() -> None:
    plan = SO_FAR.replace("target_incentive: 1000", "target_incentive: {share: 10 %, of: salary}")
    people = (
        "participant,salary,already_paid,entry,exit\nx,3000,0,2020-01-01,2026-02-28\nx,4000,0,2026-03-01,\n"
    )
    plan += "proration: {amount: calendar-days}\n"
    assert both(plan, "participant,a\nx,100 %\n", people, "2026-03") == {"x": "1000.00"}
    capped = plan + "cap_total: {share: 5 %, of: salary}\n"
    assert both(capped, "participant,a\nx,100 %\n", people, "2026-03") == {"x": "500.00"}


# ------------------------------------------------------------------------- several rows of a person

HEADED = f"""{PAID}proration: {{amount: calendar-days}}
kpis:
  nrr: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}
roles:
  head: {{kpis.nrr.scope: team}}
"""
PROMOTED = "participant,role,team,entry,exit\nana,,x,2025-01-01,2026-01-30\nana,head,x,2026-01-31,\nbob,,x,2025-01-01,\n"
TEAM_ROW = "participant,team,nrr\nana,,90 %\nbob,,70 %\n,x,80 %\n"


@pytest.mark.parametrize(
    "kpis",
    [TEAM_ROW, "participant,team,kpi,value\nana,,nrr,90 %\nbob,,nrr,70 %\n,x,nrr,80 %\n"],
    ids=["wide", "long"],
)
def test_somebody_promoted_to_the_value_of_the_team_is_paid_by_both(kpis: str) -> None:
    done = ran(HEADED, kpis, PROMOTED, "2026-Q1")
    assert done.results is not None
    payouts = [str(value) for value in done.results.rows["nrr.payout"]]
    assert payouts == ["300", "26667/50", "700"]
    assert both(HEADED, kpis, PROMOTED, "2026-Q1") == {"ana": "833.34", "bob": "700.00"}


def test_a_value_on_the_own_row_is_never_that_of_the_team_while_one_part_has_it() -> None:
    kpis = "participant,team,nrr\nana,,90 %\nbob,,70 %\n"
    assert refused_by_both(HEADED, kpis, PROMOTED, "2026-Q1") == [
        ("missing-value", "the team `x`: `nrr` has no value")
    ]


def test_a_part_of_the_past_leaves_the_row_to_the_team() -> None:
    """In the second quarter ana is head alone: the value on her row is one that the team repeats."""
    assert both(HEADED, TEAM_ROW.replace("90 %", "80 %"), PROMOTED, "2026-Q2") == {
        "ana": "800.00",
        "bob": "700.00",
    }
    assert both(HEADED, "participant,team,nrr\nana,,90 %\nbob,,70 %\n", PROMOTED, "2026-Q2") == {
        "ana": "900.00",
        "bob": "700.00",
    }


def test_a_target_in_the_kpi_file_is_of_the_parts_that_have_the_kpi_for_their_own() -> None:
    plan = HEADED.replace("unit: percent", "unit: percent, target: 80 %").replace(
        "of: actual", "of: attainment"
    )
    kpis = "participant,team,nrr,nrr.target\nana,,90 %,90 %\nbob,,70 %,\n,x,80 %,\n"
    assert both(plan, kpis, PROMOTED, "2026-Q1") == {"ana": "1000.00", "bob": "875.00"}
    both_rows = PROMOTED.replace("entry,exit", "nrr.target,entry,exit").replace(",x,", ",x,90 %,")
    assert [rule for rule, _ in refused(plan, kpis, both_rows, "2026-Q1")] == ["target-of-a-group"]


def test_a_value_outside_the_range_of_any_part_is_refused() -> None:
    plan = HEADED.replace(
        "head: {kpis.nrr.scope: team}",
        "head: {kpis.nrr.range: [60 %, 85 %], kpis.nrr.curve.linear: [{at: 60 %, pays: 0 %}, {at: 85 %, pays: 100 %}]}",
    )
    found = refused_by_both(plan, "participant,team,nrr\nana,,90 %\nbob,,70 %\n", PROMOTED, "2026-Q1")
    assert [rule for rule, _ in found] == ["outside-range"]
    long = "participant,team,kpi,value\nana,,nrr,90 %\nbob,,nrr,70 %\n"
    assert [rule for rule, _ in refused_by_both(plan, long, PROMOTED, "2026-Q1")] == ["outside-range"]


def test_a_team_that_has_the_id_of_a_person_is_read_as_a_team() -> None:
    people = PROMOTED.replace(",x,", ",bob,")
    assert both(HEADED, TEAM_ROW.replace(",x,", ",bob,"), people, "2026-Q1") == {
        "ana": "833.34",
        "bob": "700.00",
    }


ADDED = f"""{PAID}proration: {{amount: calendar-days, targets: additive}}
kpis:
  sales: {{weight: 100 %, unit: money, target: 5000, curve: {{{LINE}}}}}
roles:
  senior: {{kpis.sales.target: 8000}}
  fixed: {{kpis.sales.target: 8000, kpis.sales.additive: false}}
  head: {{kpis.sales.scope: team, kpis.sales.target: 20000}}
"""


def halves(role: str, fte: str = "50 %") -> str:
    return f"participant,role,team,fte,entry,exit\nana,,x,100 %,2026-07-01,2026-08-15\nana,{role},x,{fte},2026-08-16,\n"


@pytest.mark.parametrize(
    ("role", "targets"),
    [("senior", ["4500", "4500"]), ("fixed", ["2500", "8000"]), ("head", ["2500", "20000"])],
)
def test_the_additive_target_of_a_person_is_the_sum_over_the_parts_that_have_it(
    role: str, targets: list[str]
) -> None:
    kpis = "participant,team,sales\nana,,2000\n,x,10000\n"
    done = ran(ADDED, kpis, halves(role), "2026-Q3")
    assert done.results is not None
    assert [str(value) for value in done.results.rows["sales.target"]] == targets
    both(ADDED, kpis, halves(role), "2026-Q3")


def test_the_targets_of_members_are_those_of_the_parts_in_the_team() -> None:
    plan = ADDED + "  lead: {kpis.sales.scope: team, kpis.sales.target: members}\n"
    people = (
        "participant,role,team,entry,exit\nana,,x,2026-07-01,2026-08-15\nana,senior,y,2026-08-16,\n"
        "ben,,x,,\nlea,lead,x,,\nleo,lead,y,,\n"
    )
    kpis = "participant,team,sales\nana,,2000\nben,,2000\n,x,3000\n,y,3000\n"
    found = paid_by_both(plan, kpis, people, "2026-Q3")
    assert [found[one]["sales.target"] for one in ("lea", "leo")] == ["7500.00", "4000.00"]
    both(plan, kpis, people, "2026-Q3")


ONCE = SO_FAR + "proration: {amount: calendar-days}\n"


def paid_of(first: str, second: str) -> str:
    return f"participant,already_paid,entry,exit\nx,{first},2020-01-01,2026-02-14\nx,{second},2026-02-15,\n"


@pytest.mark.parametrize(("first", "second"), [("500", ""), ("", "500"), ("500", "500")])
def test_what_was_paid_stands_in_any_row_of_a_person(first: str, second: str) -> None:
    assert both(ONCE, "participant,a\nx,50 %\n", paid_of(first, second), "2026-02") == {"x": "500.00"}


def test_what_was_paid_is_explained_by_the_row_that_holds_it() -> None:
    done = ran(ONCE, "participant,a\nx,50 %\n", paid_of("500", ""), "2026-02")
    assert done.results is not None
    assert done.results.facts.place(1, "already_paid") == CellPlace("people.csv", 2, 3, "already_paid", "500")


def test_two_different_amounts_paid_are_refused_and_none_at_all_too() -> None:
    assert refused_by_both(ONCE, "participant,a\nx,50 %\n", paid_of("500", "600"), "2026-02") == [
        ("two-values", "`x` has two different values of `already_paid`")
    ]
    assert refused(ONCE, "participant,a\nx,50 %\n", paid_of("", ""), "2026-02") == [
        ("missing-value", "`already_paid` is empty: nothing paid is written `0`")
    ]


# ------------------------------------------------------------------------- weights of one's own

OWN = (
    PAID
    + f"kpis:\n  a: {{unit: percent, curve: {{of: actual, {LINE}}}}}\n  b: {{unit: percent}}\nroles: {{closer: {{kpis.a.cap: 100 %}}}}\n"
)


def test_weights_of_one_s_own_are_those_of_all_of_a_role_or_of_none() -> None:
    assert refused_by_both(OWN, "participant,a,b,a.weight\nana,90 %,1 %,100 %\nbob,90 %,1 %,\n") == [
        ("weights-incomplete", "`bob` has no weights: the plan gives none, and `ana` has own ones")
    ]


def test_somebody_of_a_role_without_weights_earns_nothing_by_them() -> None:
    kpis = "participant,role,a,b,a.weight\nana,,90 %,1 %,100 %\nbob,closer,90 %,1 %,\n"
    assert both(OWN, kpis) == {"ana": "900.00", "bob": "0.00"}


def test_a_weight_of_one_s_own_needs_a_curve() -> None:
    assert refused(OWN, "participant,a,b,a.weight,b.weight\nana,90 %,1 %,50 %,50 %\n") == [
        ("weight-without-curve", "`ana` has a weight for `b`, and no curve says what it pays")
    ]


# ------------------------------------------------------------------------- counts of points

POINTS = (
    PAID
    + "kpis:\n  nps: {weight: 100 %, unit: points, curve: {of: actual, lookup: [{from: 40, pays: 100 %}]}}\n"
)
COUNTS = (
    "participant,nps.numerator,nps.denominator\nana,16,31\nbob,3,4\n",
    "participant,kpi,numerator,denominator\nana,nps,16,31\nbob,nps,3,4\n",
)


@pytest.mark.parametrize(
    ("kpis", "column", "at"), [(COUNTS[0], "nps.numerator", 5), (COUNTS[1], "numerator", 9)]
)
def test_counts_of_points_are_asked_for_their_meaning_once(kpis: str, column: str, at: int) -> None:
    done = ran(POINTS, kpis)
    (found,) = (one for one in done.diagnostics if one.severity == "error")
    assert found.rule == "points-of-counts"
    assert found.at == CellPlace("kpis.csv", 2, at, column, "16")


@pytest.mark.parametrize(
    ("reading", "actual", "total"),
    [("share", "51.612903225806", "1000.00"), ("ratio", "0.516129032258", "0.00")],
)
@pytest.mark.parametrize("kpis", COUNTS)
def test_counts_of_points_mean_what_the_plan_says(kpis: str, reading: str, actual: str, total: str) -> None:
    plan = POINTS.replace("unit: points", f"unit: points, reading: {reading}")
    found = paid_by_both(plan, kpis)["ana"]
    assert (found["nps.actual"], found["total"]) == (actual, total)
    assert both(plan, kpis)["ana"] == total


def test_a_value_of_points_beside_its_counts_agrees_with_what_they_mean() -> None:
    kpis = "participant,nps,nps.numerator,nps.denominator\nana,51.6,16,31\n"
    plan = POINTS.replace("unit: points", "unit: points, reading: share")
    assert both(plan, kpis) == {"ana": "1000.00"}
    assert [rule for rule, _ in refused(plan.replace("share", "ratio"), kpis)] == ["ratio-disagrees"]
    assert [rule for rule, _ in refused(POINTS, kpis)] == ["points-of-counts"]
    assert both(POINTS, "participant,nps\nana,51.6\n") == {"ana": "1000.00"}


@pytest.mark.parametrize(("unit", "reading"), [("percent", "share"), ("points", "percent")])
def test_a_reading_is_one_that_the_unit_has(unit: str, reading: str) -> None:
    plan = POINTS.replace("unit: points", f"unit: {unit}, reading: {reading}").replace(
        "from: 40", "from: 4 %" if unit == "percent" else "from: 4"
    )
    assert told(plan) == [("reading-of-counts", "kpis.nps.reading")]


def test_a_column_and_a_kpi_have_two_names() -> None:
    assert told(POINTS + "columns: {nps: {unit: number}}\n") == [("column-of-a-kpi", "columns.nps")]


HOLDS = f"""{PAID}proration: {{amount: calendar-days}}
floor: 600
guarantee: {{months: 3, pays: 100 %}}
kpis:
  nrr: {{weight: 100 %, unit: percent, scope: team, missing: hold, curve: {{of: actual, {LINE}}}}}
roles: {{free: {{kpis.nrr.missing: zero}}}}
"""


@pytest.mark.parametrize("role", ["", "free"])
def test_floor_and_guarantee_wait_for_a_line_that_any_part_holds(role: str) -> None:
    people = f"participant,role,team,entry,exit\nana,,x,2026-07-01,2026-08-15\nana,{role},y,2026-08-16,\nben,,y,2026-07-01,\n"
    kpis = "participant,team,nrr\n,x,\n,y,10 %\n"
    assert both(HOLDS, kpis, people, "2026-Q3") == {"ana": "50.00", "ben": "1000.00"}
    assert both(HOLDS, kpis.replace("x,", "x,10 %"), people, "2026-Q3") == {
        "ana": "1200.00",
        "ben": "1000.00",
    }


def test_a_gate_on_kpis_and_bonuses_that_reads_what_one_role_lacks_is_told_and_no_crash() -> None:
    plan = (
        "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\n"
        "kpis:\n  nrr: {weight: 100 %, unit: percent, target: 5 %, curve: {lookup: [{from: 0 %, pays: 100 %}]}}\n"
        "gates: {g: {when: {plan.payout_rate: {from: 50 %}}, otherwise: {of: [nrr, bonuses.b], times: 0 %}}}\n"
        "bonuses: {b: {of: nrr, linear: [{at: 0 %, pays: 0}, {at: 5 %, pays: 100}]}}\n"
        "roles: {free: {kpis.nrr.weight: 0 %}}\n"
    )
    done = ran(plan, "participant,role,nrr\nana,,4 %\nben,free,4 %\n", None, "2026-Q3")
    assert [one.rule for one in done.diagnostics if one.severity == "error"] == ["idle-rule"]
