"""What a closed gate takes, and the policies that stand behind a statement."""

from __future__ import annotations

from fractions import Fraction

import pytest
from readers import HEAD, Ran

from csvariable.kernel.purpose import Purpose
from csvariable.plan import Plan
from csvariable.reading import read
from csvariable.speech.policies import policies, policies_of, policies_used
from csvariable.speech.saying import in_language
from csvariable.statement import closed_gates, cost_of_gates
from csvariable.text.parsing import parse

PLAN = (
    HEAD
    + """\
target_incentive: 1000
kpis:
  csat: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 0 %, pays: 100 %}]}}
  nps: {unit: number}
gates:
  care: {when: {csat: {from: 80 %}}, otherwise: {of: plan, times: 50 %}}
  calm: {when: {nps: {from: 10}}, otherwise: {of: plan, times: 80 %}}
"""
)


def test_what_a_gate_took_is_the_difference_of_two_totals() -> None:
    ran = Ran(PLAN, "id,csat,nps\nana,70 %,20\nben,70 %,5\nzoe,90 %,20\n")
    assert [closed_gates(ran.pay(at)) for at in range(3)] == [("care",), ("care", "calm"), ()]
    assert cost_of_gates(ran.pay(0), ("care",)) == 500
    assert cost_of_gates(ran.pay(1), ("care",)) == 400
    assert cost_of_gates(ran.pay(1), ("calm",)) == 100
    assert cost_of_gates(ran.pay(1), ("care", "calm")) == 600
    assert cost_of_gates(ran.pay(2), ("care", "calm")) == 0


def test_the_gates_of_others_stay_as_they_are() -> None:
    plan = PLAN + "pool:\n  pot: {amount: earned, by: uniform, scope: company}\n"
    ran = Ran(plan, "id,csat,nps\nana,70 %,20\nben,70 %,20\n")
    assert [*ran.results.people["total"]] == [Fraction(500), Fraction(500)]
    assert cost_of_gates(ran.pay(0), ("care",)) == Fraction(250)


KPIS = """\
target_incentive: 1000
kpis:
  k:
    weight: 100 %
    unit: number
    target: 10
    additive: true
    curve: {of: attainment, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
"""


def said(plan: str) -> list[str]:
    """The policies of a plan."""
    document, _ = parse(HEAD + plan + KPIS, "plan.yaml")
    assert document is not None
    reading = read(document)
    found = reading.plan
    assert isinstance(found, Plan), reading.diagnostics
    assert [*policies_used(found, {Purpose.ACTUAL})] == [*policies(found)]
    assert len([*policies_used(found, set())]) == len([*policies(found)]) - 1
    return [in_language(one, "en").replace("\u00a0", " ") for one in policies(found)]


def test_every_policy_has_its_sentence() -> None:
    assert said("missing: zero\n") == [
        "Where a result has no value, it counts as 0 %.",
        "Numbers stay exact until a result becomes money; each amount is then rounded to €0.01, half up.",
    ]
    assert said(
        "rounding: {money: 0.05, total: 1, mode: down}\nproration: {amount: months, targets: additive}\n"
        "absences: {sick: neutralise}\naccumulate: {since: year, target: elapsed, below_zero: zero}\n"
    )[1:] == [
        "Numbers stay exact until a result becomes money; each amount is then rounded to €0.05, down.",
        "The total is rounded to €1.00, down.",
        "The target incentive follows the months of which at least half was present.",
        "Targets of results that grow with time follow the time present as well.",
        "Days absent for “sick” are taken out of the time present.",
        "Results are counted since the start of the year, and what was paid already is taken off.",
        "Targets and amounts are those of the periods so far.",
        "Where less is due than was paid already, nothing is paid.",
    ]
    rounded = (
        "Numbers stay exact until a result becomes money, but where it is said that they are rounded; "
        "each amount is then rounded to €0.01, half up."
    )
    exact = "The part of a result is its weight times the whole, exactly; its payout alone is rounded."
    assert said("rounding: {attainment: 4}\n")[1:] == [rounded]
    assert said("rounding: {parts: exact}\n")[2:] == [exact]
    assert said("")[1:] == [rounded.replace(", but where it is said that they are rounded", "")]
    assert said("proration: calendar-days\n")[-1] == (
        "The target incentive follows the days present, by calendar days."
    )


INTERVAL = (
    "An interval stands beside it in which its true value lies with a certainty of 90 %, "
    "where it can be known."
)


@pytest.mark.parametrize(
    ("kpi", "rules"),
    [
        ("missing: zero", ["Where a result has no value, it counts as 0 %."]),
        ("sample: {interval: 90 %}", [INTERVAL]),
        ("sample: {min: 10, below: hold}", [
            "On fewer than 10 answers, its line is held until there are more."
        ]),
        ("sample: {credibility: 64, towards: team}", [
            "Of n answers, the own value weighs n ÷ (n + 64), the value of the team the rest."
        ]),
        ("leading: true", []),
    ],
)  # fmt: skip
def test_what_a_kpi_says_for_itself(kpi: str, rules: list[str]) -> None:
    curve = "curve: {of: actual, lookup: [{from: 0, pays: 0 %}]}"
    text = f"target_incentive: 1000\nkpis: {{a: {{weight: 100 %, unit: points, {kpi}, {curve}}}}}\n"
    document, _ = parse(HEAD + text, "plan.yaml")
    assert document is not None
    found = read(document).plan
    assert isinstance(found, Plan)
    said = [in_language(one, "en").replace("\u00a0", " ") for one in policies_of(found.kpis["a"])]
    assert said == rules


def test_where_every_kpi_says_its_own_policy_that_of_the_plan_is_not_told() -> None:
    curve = "curve: {of: actual, lookup: [{from: 0 %, pays: 0 %}]}"
    kpi = f"kpis: {{a: {{weight: 100 %, unit: percent, missing: hold, {curve}}}}}\n"
    document, _ = parse(HEAD + "target_incentive: 1000\n" + kpi, "plan.yaml")
    assert document is not None
    found = read(document).plan
    assert isinstance(found, Plan)
    (one,) = policies(found)
    assert "Numbers stay exact" in in_language(one, "en")
