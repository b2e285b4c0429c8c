"""Many plans in one frame: what every kind of edit pays, in every role."""

from __future__ import annotations

import inspect

import pytest

from csvariable import rules
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.rerun import run as module
from csvariable.facts.load import Tables
from csvariable.scenario import Base, Stage, parse_sweeps, prepare, run
from csvariable.tables.reading import read_table
from csvariable.text import parse

PLAN = """\
csvariable: 1
name: T
currency: EUR
period: quarter
target_incentive: 1000
kpis:
  nrr:
    weight: 40 %
    unit: percent
    target: 105 %
    curve: {lookup: [{from: 90 %, pays: 50 %}, {above: 100 %, pays: 100 %}, {from: 110 %, pays: 150 %}]}
  csat:
    weight: 30 %
    unit: percent
    target: 90 %
    curve:
      threshold: 80 %
      linear: [{at: 90 %, pays: 50 %}, {at: 100 %, pays: 100 %}]
      beyond: continue
      cap: 140 %
  frt:
    weight: 30 %
    unit: hours
    direction: lower
    curve: {of: actual, linear: [{at: 8 h, pays: 25 %}, {at: 4 h, pays: 100 %}, {at: 1 h, pays: 150 %}]}
roles:
  head: {"kpis.nrr.curve.lookup[2].pays": 180 %}
"""
ROWS = "".join(
    f"p{at:03d},{'head' if at % 3 == 0 else ''},{80 + at % 37}.5 %,{70 + at % 31} %,{at % 10}.2\n"
    for at in range(60)
)
SWEEPS = (
    "kpis.nrr.curve.lookup[2].pays=150%..160%:5%",
    "kpis.nrr.curve.lookup[1].pays=90%..110%:10%",
    "kpis.nrr.target=100%..110%:5%",
    "kpis.csat.curve.linear[1].pays=90%..110%:7%",
    "kpis.csat.curve.threshold=75%..85%:5%",
    "kpis.csat.curve.cap=120%..140%:10%",
    "kpis.frt.curve.linear[1].at=3h..5h:1h",
    "kpis.frt.curve.linear[0].pays=0%..30%:10%",
    "target_incentive=900..1100:100",
)


@pytest.fixture(scope="module")
def base() -> Base:
    document, _ = parse(PLAN, "plan.yaml")
    table, _ = read_table(f"participant,role,nrr,csat,frt\n{ROWS}".encode(), "kpis.csv")
    assert document is not None
    assert table is not None
    found, problems = prepare(document, [Stage(None, Tables([table]))])
    assert found is not None, problems
    return found


@pytest.mark.parametrize("sweep", SWEEPS)
def test_scenarios_pay_what_each_plan_pays(base: Base, sweep: str) -> None:
    scenarios, _ = parse_sweeps([sweep])
    for outcome in run(base, scenarios):
        assert outcome.comparison is not None, outcome.diagnostics
        found = outcome.comparison.after[None]
        expected = evaluate(found.programs, found.facts)
        assert {name: list(found.rows[name]) for name in found.rows} == dict(expected.rows)
        assert {name: list(found.people[name]) for name in found.people} == dict(expected.people)
        assert found.paid == sum(value or 0 for value in expected.people["total"])


@pytest.mark.parametrize("sweep", SWEEPS)
def test_a_large_team_is_run_by_columns_alone(
    base: Base, sweep: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FEW", 0)
    scenarios, _ = parse_sweeps([sweep])
    for outcome in run(base, scenarios):
        assert outcome.comparison is not None
        found = outcome.comparison.after[None]
        expected = evaluate(found.programs, found.facts)
        assert {name: list(found.rows[name]) for name in found.rows} == dict(expected.rows)
        assert found.paid == sum(value or 0 for value in expected.people["total"])


def test_rules_of_opinion_can_refuse_no_plan() -> None:
    for name in rules.opinions():
        assert "error(" not in inspect.getsource(rules.rules()[name]), name
