"""The law of prospects: what a sentence promises is the difference of two whole computations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from agreement import ask_engine
from engine import plans_of
from hypothesis import HealthCheck, assume, given, settings
from strategies import Scenario, scenarios

from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.rerun import rerun
from csvariable.engine.results import Results
from csvariable.facts.plans import Plans
from csvariable.facts.typed import range_of
from csvariable.kernel.purpose import Purpose
from csvariable.scenario.points import worth_of_points
from csvariable.statement import Gain, Opening, Otherwise, next_opening, next_tier, one_more_point
from csvariable.statement.points import whole_point, within
from csvariable.statement.prospects import just_past


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios())
def test_what_is_promised_is_the_difference_of_two_runs(scenario: Scenario) -> None:
    assert_kept(scenario)


@pytest.mark.fuzz
@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios())
def test_what_is_promised_is_kept_by_many_plans(scenario: Scenario) -> None:
    assert_kept(scenario)


def assert_kept(scenario: Scenario) -> None:
    """Pay everybody anew for each promise that is made to anybody."""
    results = ask_engine(scenario).results
    assume(results is not None)
    assert results is not None
    plans, _ = plans_of(scenario.text)
    assert plans is not None
    for at in range(len(results.facts.people)):
        for row, gain in promises(results, plans, at):
            after = with_the_cell_changed(results, plans, row, gain)
            assert paid(after, at) - paid(results, at) == gain.adds
            low, high = range_of(plans.of(results.facts.roles[row]).kpis[gain.kpi], plans.base.currency)
            assert low is None or gain.needed >= low
            assert high is None or gain.needed <= high
            if isinstance(gain, Opening) and gain.opens.purpose is Purpose.GATE:
                assert closed(results, at, gain.opens.name)
                assert not closed(after, at, gain.opens.name)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios())
def test_what_one_more_point_is_worth_is_the_difference_of_two_runs_of_everybody(scenario: Scenario) -> None:
    assert_worth(scenario)


@pytest.mark.fuzz
@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios())
def test_what_one_more_point_is_worth_is_kept_by_many_plans(scenario: Scenario) -> None:
    assert_worth(scenario)


def assert_worth(scenario: Scenario) -> None:
    """Pay everybody anew with the figure of each owner a point better."""
    results = ask_engine(scenario).results
    assume(results is not None)
    assert results is not None
    plans, _ = plans_of(scenario.text)
    assert plans is not None
    facts = results.facts
    at_row = {row: at for at, person in enumerate(facts.people) for row in person.rows}
    for worth in worth_of_points(results, plans):
        gains = dict(worth.people)
        column = f"{worth.kpi}.actual"
        owners: dict[object, dict[int, Fraction]] = {}
        for row, role in enumerate(facts.roles):
            spec, old = plans.of(role).kpis.get(worth.kpi), facts.columns[column][row]
            if spec is None or old is None:
                continue
            targets = results.rows.get(f"{worth.kpi}.target")
            point = whole_point(spec, plans.base.currency, None if targets is None else targets[row])
            owner = {"person": at_row[row], "team": facts.teams[row], "company": None}[spec.scope]
            if point is not None and within(spec, plans.base.currency, old + point):
                owners.setdefault((spec.scope, owner), {})[row] = old + point
        for moved in owners.values():
            values = [moved.get(row, old) for row, old in enumerate(facts.columns[column])]
            columns = {**facts.columns, column: values}
            after, refused = rerun(results, results.programs, replace(facts, columns=columns))
            for at in {at_row[row] for row in moved}:
                one = facts.people[at].id
                if results.withins:
                    assert gains[one] == (None if refused else paid(after, at) - paid(results, at))
                elif not refused:
                    assert gains[one] in {None, paid(after, at) - paid(results, at)}


def promises(results: Results, plans: Plans, at: int) -> Iterator[tuple[int, Gain]]:
    """Everything that is said of the KPIs of a person that the files hold."""
    pay = Otherwise(results, plans, at)
    for row, own in zip(results.facts.people[at].rows, pay.rows, strict=True):
        for kpi in plans.of(results.facts.roles[row]).kpis:
            if f"{kpi}.actual" not in results.facts.columns:
                continue
            for gain in (
                one_more_point(pay, own, kpi),
                next_tier(pay, own, kpi),
                next_opening(pay, own, kpi),
            ):
                if gain is not None:
                    yield row, gain


def with_the_cell_changed(results: Results, plans: Plans, row: int, gain: Gain) -> Results:
    """Pay everybody anew with another value in the cell of the file that this row reads."""
    facts, column = results.facts, f"{gain.kpi}.actual"
    spec = plans.of(facts.roles[row]).kpis[gain.kpi]
    value = just_past(spec, gain.needed) if gain.exceeded else gain.needed
    cell = facts.place(row, column)
    values = [
        value if old is not None and facts.place(other, column) == cell else old
        for other, old in enumerate(facts.columns[column])
    ]
    return evaluate(results.programs, replace(facts, columns={**facts.columns, column: values}))


def paid(results: Results, at: int) -> Fraction:
    total = results.people["total"][at]
    assert total is not None
    return total


def closed(results: Results, at: int, gate: str) -> bool:
    """Whether a gate holds a person back: a gate of bonuses alone is one of the person, not of the rows."""
    rows = results.facts.people[at].rows
    if gate in {step.name for step in results.program_of(rows[-1]).person_steps}:
        return results.people[gate][at] == 0
    return any(
        results.rows[gate][row] == 0
        for row in rows
        if gate in {step.name for step in results.program_of(row).row_steps}
    )
