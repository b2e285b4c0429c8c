"""Bonuses over some days pay what the oracle pays, from the same rows."""

from __future__ import annotations

from agreement import Answers, answer_of, oracle_answer, rewards, rewards_of
from engine import plans_of
from hypothesis import given, settings
from measuring import tables_of
from oracle import Refused, compute as consult
from strategies.sprints import Sprint, sprints
from strategies.writing import to_csv
from within import assert_within_bounds

from csvariable.engine.run import run
from csvariable.facts.load import Tables
from csvariable.tables.reading import read_table

PERIOD = "2026-Q3"


@settings(max_examples=30, deadline=None)
@given(sprints())
def test_bonuses_over_some_days_pay_what_the_oracle_pays(sprint: Sprint) -> None:
    plans, problems = plans_of(sprint.text)
    assert plans is not None, (sprint.text, [str(one.message) for one in problems])
    files = {"answers": [to_csv(sprint.rows).decode()]}
    staff, _ = read_table(to_csv(sprint.people), "people.csv")
    done = run(plans, Tables([], staff, sources=tables_of(files)), PERIOD)
    said = [f"[{one.rule}] {one.message}" for one in done.diagnostics if one.severity == "error"]
    engine = None if done.results is None else answer_of(done.results)
    try:
        outcome = consult(sprint.text, [], sprint.people, None, PERIOD, rows=files)
    except Refused:
        outcome = None
    assert (engine is None) == (outcome is None), said
    if outcome is None:
        return
    assert Answers(engine, oracle_answer(outcome), str(said)).differences() == []
    assert done.results is not None
    assert_within_bounds(plans, done.results)
    assert rewards(done.results) == {who: rewards_of(one) for who, one in outcome.people.items()}
