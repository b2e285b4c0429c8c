"""The product and the oracle say the same of every step of every person, or both refuse."""

from __future__ import annotations

import pytest
import yaml
from agreement import ask, ask_engine, judged, rewards
from engine import plans_of
from hypothesis import given, settings
from strategies import Scenario, scenarios

pytestmark = pytest.mark.slow


def assert_agreement(scenario: Scenario) -> None:
    """Both evaluations of the engine and the oracle give the same, exactly."""
    plans, problems = plans_of(scenario.text)
    assert plans is not None, [(one.rule, one.message) for one in problems if one.severity == "error"]
    ran = ask_engine(scenario)
    assert "evaluations-disagree" not in {one.rule for one in ran.diagnostics}
    answers = judged(scenario, ran)
    assert answers.differences() == []
    if ran.results is not None:
        assert rewards(ran.results) == answers.rewards


@settings(max_examples=150)
@given(scenarios(timed=False))
def test_plans_without_time_pay_what_the_oracle_pays(scenario: Scenario) -> None:
    assert_agreement(scenario)


@settings(max_examples=150)
@given(scenarios(timed=True))
def test_plans_with_presence_ramp_and_years_pay_what_the_oracle_pays(scenario: Scenario) -> None:
    assert_agreement(scenario)


@pytest.mark.fuzz
@given(scenarios())
def test_thousands_of_plans_pay_what_the_oracle_pays(scenario: Scenario) -> None:
    assert_agreement(scenario)


SHARED = """csvariable: 1
name: t
currency: EUR
period: quarter
kpis:
  csat: {unit: percent}
bonuses:
  shirt: {scope: team, when: {csat: {from: 90 %}}, pays: 25}
pool:
  pot: {amount: 100, by: uniform}
"""


def test_a_team_bonus_on_a_kpi_of_persons_without_a_row_of_the_team_is_refused_by_both() -> None:
    rows = [{"participant": "ana", "team": "north", "csat": "95 %"}]
    answers = ask(Scenario(load(SHARED), rows))
    assert (answers.engine, answers.oracle) == (None, None)
    rows.append({"participant": "", "team": "north", "csat": "95 %"})
    answers = ask(Scenario(load(SHARED), rows))
    assert answers.engine is not None
    assert answers.differences() == []
    assert answers.engine["ana"]["bonuses.shirt"] == 25


def test_somebody_without_a_team_in_a_plan_with_a_pool_of_teams_is_refused_by_both() -> None:
    rows = [
        {"participant": "ana", "team": "", "csat": "95 %"},
        {"participant": "*", "team": "", "csat": "95 %"},
    ]
    answers = ask(Scenario(load(SHARED), rows))
    assert (answers.engine, answers.oracle) == (None, None)


ALONE = """csvariable: 1
name: t
currency: EUR
period: quarter
kpis:
  csat:
    {unit: percent, weight: 100 %, missing: reweight, curve: {of: actual, lookup: [{from: 0 %, pays: 50 %}]}}
target_incentive: 2500
proration: {amount: months}
"""


def test_somebody_absent_whose_only_kpi_is_reweighted_is_paid_nothing_by_both() -> None:
    rows = [
        {"participant": "ana", "csat": "9 %", "entry": ""},
        {"participant": "bob", "csat": "", "entry": "2026-03-17"},
    ]
    answers = ask(Scenario(load(ALONE), rows, period="2026-Q1"))
    assert answers.engine is not None
    assert answers.differences() == []
    assert [answers.engine[one]["total"] for one in ("ana", "bob")] == [1250, 0]
    rows[1]["entry"] = "2026-01-01"
    answers = ask(Scenario(load(ALONE), rows, period="2026-Q1"))
    assert (answers.engine, answers.oracle) == (None, None)


def load(text: str) -> dict[str, object]:
    """A plan as the strategies write it."""
    found = yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - text only, no objects
    assert isinstance(found, dict)
    return found
