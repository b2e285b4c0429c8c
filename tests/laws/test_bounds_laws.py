"""Bounds are never passed: not by any facts, and not by the facts of any plan."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction as F
from pathlib import Path

import pytest
from engine import plans_of
from hypothesis import HealthCheck, assume, given, settings
from strategies import Scenario, scenarios
from within import assert_within_bounds

from csvariable.bounds import Interval, bounds
from csvariable.bounds.cuts import cuts_of
from csvariable.engine.columns import evaluation as columns
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.results import Results
from csvariable.engine.run import once
from csvariable.exposure import cost_of, exposure
from csvariable.exposure.domains import Somebody, of_plan
from csvariable.facts.load import Tables
from csvariable.facts.model import Facts, Participant, Value
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.step import Program
from csvariable.odds.history import costs_of
from csvariable.tables.reading import read_table

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PLANS = [*sorted(ROOT.glob("plans/*/plan.yaml")), *sorted(ROOT.glob("examples/*/plan.yaml"))]
FEW = 60


def _somebodies(path: Path) -> Iterator[Somebody]:
    plans, problems = plans_of(path.read_text(encoding="utf-8"))
    assert plans is not None, [str(problem.message) for problem in problems]
    yield from of_plan(plans)


def _values(dice: random.Random, interval: Interval, cuts: Sequence[F], count: int) -> list[Value]:
    """Values of a domain: its ends, the bounds of the plan, what lies beside them, anything."""
    tiny = F(1, 10**6)
    found: list[Value] = [None] if interval.absent else []
    if not interval.empty:
        ends = [end for end in (interval.low, interval.high) if end is not None]
        near = [cut + shift for cut in (*cuts, *ends) for shift in (-tiny, F(0), tiny)]
        low = interval.low if interval.low is not None else F(-(10**6))
        high = interval.high if interval.high is not None else max([*cuts, low, F(1)]) * 2 + 1
        near += [low + (high - low) * dice.randrange(10**6) / 10**6 for _ in range(len(near) + 5)]
        found += [value for value in near if interval.holds(value)]
    return dice.choices(found, k=count)


def _facts(one: Somebody, count: int, seed: int) -> Facts:
    dice = random.Random(seed)  # noqa: S311 - the laws hold for any facts
    domains = one.person.domains[0]
    cuts = cuts_of(one.person.reading())
    known = {
        name: [interval.point] * count
        if interval.point is not None
        else _values(dice, interval, cuts.get((0, name), ()), count)
        for name, interval in domains.items()
    }
    return Facts(
        people=tuple(Participant(f"{at:07d}", None, (at,)) for at in range(count)),
        roles=[one.role] * count,
        teams=[f"t{at % 7}" for at in range(count)],
        columns=known,
        present=[True] * count,
        place=lambda _row, _column: FilePlace(""),
    )


def _outside(found: Mapping[str, Interval], steps: Mapping[str, Sequence[Value]]) -> list[tuple[str, Value]]:
    return [
        (name, value)
        for name, values in steps.items()
        for value in set(values)
        if not found[name].holds(value)
    ]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_every_step_of_every_facts_lies_within_its_bounds(path: Path) -> None:
    for seed, one in enumerate(_somebodies(path)):
        program = one.person.programs[0]
        results = evaluate({one.role: program}, _facts(one, FEW, seed))
        found = bounds(program, one.person.domains[0])
        assert _outside(found, {**results.rows, **results.people}) == []


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_nobody_costs_less_than_the_least_or_more_than_the_most(path: Path) -> None:
    for seed, one in enumerate(_somebodies(path)):
        _check_extremes(one, _costs(one.person.programs[0], _facts(one, FEW, seed)))


@pytest.mark.parametrize("many", [100_000, pytest.param(1_000_000, marks=pytest.mark.fuzz)])
def test_random_facts_lie_within_the_bounds(many: int) -> None:
    everybody = [one for path in PLANS for one in _somebodies(path)]
    each = -(-many // len(everybody))
    for seed, one in enumerate(everybody):
        program = one.person.programs[0]
        facts = _facts(one, each, seed)
        results = columns.evaluate({one.role: program}, columns.ColumnFacts.of(facts))
        found = bounds(program, one.person.domains[0])
        totals = results.people["total"].values()
        assert _outside(found, {"total": totals}) == []


def _costs(program: Program, facts: Facts) -> list[Value]:
    results = evaluate({facts.roles[0]: program}, facts)
    return [
        None
        if (total := results.people["total"][at]) is None
        else total
        + sum(((results.people[gift.step][at] or 0) * gift.value for gift in program.rewards), F(0))
        for at in range(len(facts.people))
    ]


def _check_extremes(one: Somebody, costs: Sequence[Value]) -> None:
    formula = cost_of(one.person.programs[-1])
    least, most = (one.person.extreme(formula, most=most) for most in (False, True))
    known = [cost for cost in costs if cost is not None]
    assert most.bound is None or max(known, default=most.bound) <= most.bound
    assert least.bound is None or min(known, default=least.bound) >= least.bound
    for end in (least, most):
        if end.reached:  # the bound is paid at the point that is told
            box = {column: Interval(value, value) for column, value in end.at.items() if value is not None}
            box |= {
                column: Interval(None, None, absent=True, empty=True)
                for column, value in end.at.items()
                if value is None
            }
            assert one.person.reading(box).interval(formula).point == end.bound


def _paid(scenario: Scenario) -> tuple[Plans, Results] | None:
    """Pay a scenario; None where its facts are refused: bounds speak of what can be paid."""
    plans, _ = plans_of(scenario.text)
    if plans is None:
        return None
    found = [None if data is None else read_table(data, "f.csv")[0] for data in scenario.files]
    if found[0] is None:
        return None
    results = once(plans, Tables([found[0]], found[1], found[2]), scenario.period).results
    return None if results is None else (plans, results)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios())
def test_what_any_plan_pays_lies_within_its_bounds(scenario: Scenario) -> None:
    done = _paid(scenario)
    assume(done is not None)
    assert done is not None
    assert_within_bounds(*done)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios())
def test_the_total_of_any_plan_lies_between_least_and_most(scenario: Scenario) -> None:
    done = _paid(scenario)
    assume(done is not None)
    assert done is not None
    plans, results = done
    found = exposure(plans, results.facts)
    costs = costs_of(results)
    for one, cost in zip(found.people, costs, strict=True):
        assert one.least.bound is None or one.least.bound <= cost
        assert one.most.bound is None or cost <= one.most.bound
    whole = sum(costs, F(0))
    assert found.least.bound is None or found.least.bound <= whole
    assert found.most.bound is None or whole <= found.most.bound
