"""What a plan aims at: the tree, the shares, what key results lack, the balance."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

import json
from fractions import Fraction as F
from pathlib import Path

import pytest
from engine import plans_of

from csvariable.aims.balance import balance
from csvariable.aims.shares import of_objective, shares, weights_of
from csvariable.aims.smart import lacking
from csvariable.aims.tree import every, goals, homeless
from csvariable.cli import run
from csvariable.facts.plans import Plans
from csvariable.plan import Plan

STEP = "curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}"
LINE = "curve: {of: actual, linear: [{at: 80 %, pays: 0 %}, {at: 90 %, pays: 100 %}]}"
HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\n"
PLAN = f"""{HEAD}objectives:
  grow: {{statement: Customers grow, serves: NRR of 110 %, origin: top-down}}
  keep: {{statement: Customers stay, parent: grow, key_results: {{
    whole: {{statement: NRR of 105 %, kpi: nrr, owner: Ana, due: 2026-09-30}}, thing: {{evidence: a playbook}}, bare: {{}}, start: {{kpi: csat}}, none: {{kpi: tours}}}}}}
  please: {{serves: NRR of 110 %, origin: bottom-up}}
  other: {{serves: Fewer departures}}
  alone: {{statement: Nothing said}}
kpis:
  nrr: {{objective: keep, weight: 60 %, unit: percent, leading: false, quality: delivered, controllability: influence, {LINE}}}
  csat: {{objective: please, weight: 30 %, unit: percent, scope: team, leading: true, quality: perceived, {STEP}}}
  grr: {{weight: 10 %, unit: percent, scope: company, {STEP}}}
  tours: {{unit: number}}
roles:
  head: {{kpis.nrr.weight: 80 %, kpis.csat.weight: 20 %, kpis.grr.weight: 0 %}}
"""


def both(text: str) -> Plans:
    """A plan and those of its roles."""
    found, problems = plans_of(text)
    assert found is not None, [str(one.message) for one in problems]
    return found


def plan_of(text: str) -> Plan:
    """A plan."""
    return both(text).base


def test_objectives_stand_below_the_goal_of_the_company_and_below_each_other() -> None:
    plan = plan_of(PLAN)
    found = goals(plan)
    assert [None if one.serves is None else one.serves[""] for one in found] == [
        "NRR of 110 %", "Fewer departures", None,
    ]  # fmt: skip
    assert [(depth, aim.id, aim.kpis) for depth, aim in every(found)] == [
        (0, "grow", ()), (1, "keep", ("nrr",)), (0, "please", ("csat",)), (0, "other", ()), (0, "alone", ()),
    ]  # fmt: skip
    assert homeless(plan) == ("grr", "tours")


def test_the_share_of_pay_is_that_of_each_role() -> None:
    plans = both(PLAN)
    found = shares({None: plans.base, "head": plans.of("head")})
    assert found == {
        None: {"nrr": F(3, 5), "csat": F(3, 10), "grr": F(1, 10)},
        "head": {"nrr": F(4, 5), "csat": F(1, 5)},
    }
    assert of_objective(plans.base, "keep", found[None]) == F(3, 5)
    assert of_objective(plans.base, None, found[None]) == F(1, 10)


def test_weights_of_objectives_are_multiplied_and_a_menu_has_none() -> None:
    kpis = f"kpis:\n  a: {{objective: o, weight: 100 %, unit: percent, {STEP}}}\n  b: {{objective: p, weight: 100 %, unit: percent, {STEP}}}\n"
    weighed = (
        f"{HEAD}objectives: {{o: {{statement: O, weight: 25 %}}, p: {{statement: P, weight: 75 %}}}}\n{kpis}"
    )
    assert weights_of(plan_of(weighed)) == {"a": F(1, 4), "b": F(3, 4)}
    assert weights_of(plan_of(f"{HEAD}kpis:\n  a: {{weight: 100 %, unit: percent, {STEP}}}\n")) == {"a": 1}
    menu = f"{HEAD}choose: {{of: [a], from: 1, up_to: 1}}\nkpis:\n  a: {{unit: percent, {STEP}}}\n"
    assert weights_of(plan_of(menu)) == {}
    assert balance(plan_of(menu), {}) == ()


def test_a_key_result_lacks_letters_with_a_reason_each() -> None:
    plan = plan_of(PLAN)
    found = {
        name: [one.letter for one in lacking(plan, result)]
        for name, result in plan.objectives["keep"].key_results.items()
    }
    assert found == {
        "whole": [],
        "thing": ["S", "R", "T"],
        "bare": ["S", "M", "R", "T"],
        "start": ["S", "A", "R", "T"],
        "none": ["S", "M", "A", "R", "T"],
    }
    why = [str(one.why) for one in lacking(plan, plan.objectives["keep"].key_results["none"])]
    assert why[1:3] == [
        "its KPI has no target, and no curve says what is enough",
        "nothing says where it starts: no `baseline`, and no curve with several points",
    ]


def test_the_balance_is_counted_in_weight() -> None:
    plan = plan_of(PLAN)
    found = {one.measure: one.share for one in balance(plan, weights_of(plan)) if one.share}
    assert found == {
        "leading": F(3, 10), "lagging": F(3, 5), "time-unsaid": F(1, 10),
        "person": F(3, 5), "team": F(3, 10), "company": F(1, 10),
        "delivered": F(3, 5), "perceived": F(3, 10), "quality-unsaid": F(1, 10),
        "bottom-up": F(3, 10), "origin-unsaid": F(7, 10),
        "influence": F(3, 5), "control-unsaid": F(2, 5),
        "largest": F(3, 5), "concentration": F(46, 100),
    }  # fmt: skip
    rules = {one.measure: one.rule for one in balance(plan, weights_of(plan))}
    assert (rules["largest"], rules["team"]) == ("all-eggs-one-basket", None)


def test_a_past_says_beside_each_kpi_how_often_its_target_was_reached(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, past = tmp_path / "plan.yaml", tmp_path / "past.csv"
    plan.write_text(REACHED, "utf-8")
    periods = ("2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")
    rows = [f"{who},{period},{96 + 2 * at} %" for at, period in enumerate(periods) for who in ("ana", "ben")]
    past.write_text("\n".join(["participant,period,nrr", *rows, ""]), "utf-8")
    assert run(["objectives", str(plan), str(past), "--width", "120", "--as-of", "2026-05-05"]) == 0
    said = capsys.readouterr().out.replace("\xa0", " ")
    assert "50 % of 8" in next(line for line in said.splitlines() if line.strip().startswith("nrr"))
    assert "over 2025-Q2, 2025-Q3, 2025-Q4, 2026-Q1." in " ".join(said.split())
    assert run(["objectives", str(plan), str(past), "-f", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["reached"] == {
        "nrr": {"reached": 4, "n": 8, "share": "0.5", "low": "0.2152", "high": "0.7848"}
    }
    past.write_text("\n".join(["participant,period,nrr", *rows[:2], ""]), "utf-8")
    assert run(["objectives", str(plan), str(past)]) == 1
    assert "odds need 4 past periods at least" in capsys.readouterr().err


REACHED = """csvariable: 1
name: Team
currency: EUR
period: quarter
target_incentive: 1000
objectives:
  keep: {statement: Customers stay, serves: Grow}
kpis:
  nrr:
    objective: keep
    weight: 100 %
    unit: percent
    target: 100 %
    curve: {linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
  nps: {unit: points, scope: company}
"""
