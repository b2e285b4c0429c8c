"""Laws of what-if: nothing changes by itself, changes add up, and no run reaches into another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies as st
from strategies import Scenario as Drawn, scenarios

from csvariable.engine.columns.evaluation import ColumnFacts
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.rerun import Earlier, rerun, run as module
from csvariable.engine.results import Results
from csvariable.engine.run import once, programs_of
from csvariable.facts.load import Tables
from csvariable.facts.model import Facts
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import FilePlace, Route
from csvariable.kernel.formula import ACROSS
from csvariable.kernel.quantity import NotAQuantity, read_quantity
from csvariable.reading import read
from csvariable.scenario import (
    Amounts,
    Base,
    Edit,
    FactChange,
    Scenario,
    Spread,
    Stage,
    compare,
    prepare,
    run,
)
from csvariable.scenario.comparison import Comparison
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table
from csvariable.text import Document, Setting, merged, parse

pytestmark = pytest.mark.slow

FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
BY = Setting("test")


def table(data: bytes | None, name: str) -> Table | None:
    """Read a file that must be right."""
    return None if data is None else read_table(data, name)[0]


def based(drawn: Drawn) -> Base:
    """Run a drawn plan; a run that is refused is another test's business."""
    document, _ = parse(drawn.text, "plan.yaml")
    assert document is not None
    kpis, people, adjustments = (table(data, f"{at}.csv") for at, data in enumerate(drawn.files))
    assume(kpis is not None)
    assert kpis is not None
    base, _ = prepare(document, [Stage(None, Tables([kpis], people, adjustments), drawn.period)])
    assume(base is not None)
    assert base is not None
    return base


def values(results: Results) -> tuple[dict[str, list[object]], dict[str, list[object]]]:
    """Every value of a run."""
    return (
        {name: list(column) for name, column in results.rows.items()},
        {name: list(column) for name, column in results.people.items()},
    )


PAYS = frozenset(
    "pays rate beyond times cap floor amount of at_most money target_incentive otherwise".split()
)
"""Keys whose numbers can nearly always be others; weights, bounds and units cannot."""


@st.composite
def edits(draw: st.DrawFn, document: Document, count: int = 1, *, wild: bool = False) -> dict[Route, str]:
    """New numbers for routes of a plan that hold one; `wild` ones may break the plan."""
    numbers = []
    for route, scalar in document.routes():
        try:
            found = read_quantity(scalar.text)
        except NotAQuantity:
            continue
        if route[0] in {"kpis", "target_incentive", "cap", "bonuses", "modifiers", "floor", "pool"}:
            numbers.append((route, found))
    safe = [one for one in numbers if PAYS & set(map(str, one[0])) and one[0][-1] not in {"at", "from"}]
    numbers = numbers if wild or len(safe) < count else safe
    assume(len(numbers) >= count)
    places = draw(st.permutations(range(len(numbers))))
    chosen = [numbers[at] for at in places[:count]]
    made = {}
    for route, found in chosen:
        tail = found.text.lstrip("+-0123456789./ ")
        made[route] = f"{draw(st.integers(1, 200))} {tail}".strip()
    return made


def scenario_of(changes: dict[Route, str], name: str = "edited") -> Scenario:
    """Return a scenario with these edits."""
    return Scenario(name, edits=tuple(Edit(route, value, BY) for route, value in changes.items()))


@FEW
@given(scenarios())
def test_a_plan_against_itself_changes_nothing(drawn: Drawn) -> None:
    base = based(drawn)
    nothing, itself = run(base, [Scenario("nothing"), Scenario("itself", plan=base.document)])
    for outcome in (nothing, itself):
        assert outcome.comparison is not None
        assert outcome.comparison.cost.change == 0
        assert outcome.comparison.ordered == ()
        assert not any(one.change for one in outcome.comparison.lines.values())


@FEW
@given(scenarios(), st.data())
def test_an_edit_pays_what_the_edited_plan_pays(drawn: Drawn, data: st.DataObject) -> None:
    base = based(drawn)
    changes = data.draw(edits(base.document, wild=data.draw(st.booleans())))
    (outcome,) = run(base, [scenario_of(changes)])
    edited = base.document.edited(changes, BY)
    reading = read(edited)
    fresh = None
    if reading.plan is not None:
        stage = base.stages[0]
        fresh = once(Plans(reading.plan, reading.roles), stage.tables, stage.period).results
    assert (fresh is None) == (outcome.comparison is None)
    if fresh is not None and outcome.comparison is not None:
        assert values(outcome.comparison.after[None]) == values(fresh)


@FEW
@given(scenarios(), st.data())
def test_what_is_computed_again_is_what_is_computed_at_once(drawn: Drawn, data: st.DataObject) -> None:
    base = based(drawn)
    edited = base.document.edited(data.draw(edits(base.document)), BY)
    reading = read(edited)
    assume(reading.plan is not None)
    assert reading.plan is not None
    results = base.results[None]
    programs = programs_of(Plans(reading.plan, reading.roles), results.facts)
    expected = values(evaluate(programs, results.facts))
    assert values(rerun(results, programs, results.facts)[0]) == expected
    problems = []
    for few in (0, 1000):
        with patch.object(module, "FEW", few):
            earlier = Earlier(results, ColumnFacts.of(results.facts))
            found, told = rerun(results, programs, results.facts, earlier)
        assert values(found) == expected
        problems.append(set(told))
    assert problems[0] == problems[1]


@FEW
@given(scenarios(), st.data())
def test_one_way_is_the_opposite_of_the_other(drawn: Drawn, data: st.DataObject) -> None:
    base = based(drawn)
    (outcome,) = run(base, [scenario_of(data.draw(edits(base.document)))])
    assume(outcome.comparison is not None)
    assert outcome.comparison is not None
    there = outcome.comparison
    back = compare(there.after, there.before)
    assert there.cost.change == -back.cost.change
    assert {one.id: one.change for one in there.people} == {one.id: -one.change for one in back.people}
    assert [one.rank for one in there.people] == [one.rank[::-1] for one in back.people]
    assert {one.id for one in there.gainers} == {one.id for one in back.losers}


@FEW
@given(scenarios(), st.data())
def test_changes_add_up(drawn: Drawn, data: st.DataObject) -> None:
    base = based(drawn)
    (outcome,) = run(base, [scenario_of(data.draw(edits(base.document)))])
    assume(outcome.comparison is not None)
    assert outcome.comparison is not None
    found = outcome.comparison
    assert found.counts == (len(found.gainers), len(found.losers), len(found.unchanged))
    assert sum(one.change for one in found.people) == found.cash.change
    assert sum(one.change for one in found.lines.values()) == found.cash.change
    assert sum(one.change for one in found.teams.values()) == found.cash.change
    assert sum(one.rewards.change for one in found.people) == found.rewards.change
    for one in found.people:
        assert sum(line.before for line in one.lines.values()) == one.cash.before
        assert sum(line.after for line in one.lines.values()) == one.cash.after
        assert (one.cause is None) or one.cause.change == max(
            (line.change for line in one.lines.values()), key=abs
        )


def spread_of(pairs: Sequence[tuple[Fraction, Fraction]]) -> Spread:
    """The distribution of totals beside target incentives, one by one."""
    paid = [(total, target) for total, target in pairs if total]
    told = [(total > target) - (total < target) for total, target in paid if target]
    totals = sorted(total for total, _ in pairs)
    quartiles = []
    for at in range(5):
        low, more = divmod(at * (len(totals) - 1), 4)
        quartiles.append(totals[low] + (totals[min(low + 1, len(totals) - 1)] - totals[low]) * more / 4)
    return Spread(
        len(pairs) - len(paid),
        told.count(-1),
        told.count(0),
        told.count(1),
        len(paid) - len(told),
        tuple(map(Fraction, quartiles)),
    )


def paid_by_role(found: Comparison) -> dict[str | None, Amounts]:
    """What people are paid by the role of their last row, person by person."""
    roles: dict[str | None, Amounts] = {}
    for side, results in (("before", found.before), ("after", found.after)):
        for one in results.values():
            for person, total in zip(one.facts.people, one.people["total"], strict=True):
                role = one.facts.roles[person.rows[-1]]
                roles[role] = roles.get(role, Amounts()) + Amounts(**{side: total or Fraction(0)})
    return roles


@FEW
@given(scenarios(), st.data(), st.sampled_from([0, 1_000]))
def test_what_everybody_comes_to_is_what_each_comes_to(drawn: Drawn, data: st.DataObject, few: int) -> None:
    """Of runs on whole columns and in whole numbers, and of one scenario after the other."""
    base = based(drawn)
    asked = [scenario_of(data.draw(edits(base.document))) for _ in range(2)]
    with patch.object(module, "FEW", few):
        outcomes = run(base, asked)
    for found in (one.comparison for one in outcomes if one.comparison is not None):
        lines: dict[str, Amounts] = {}
        teams: dict[str | None, Amounts] = {}
        for one in found.people:
            for step, amounts in one.lines.items():
                lines[step] = lines.get(step, Amounts()) + amounts
            teams[one.team] = teams.get(one.team, Amounts()) + one.cash
        assert found.incentive == sum((one.incentive for one in found.people), Amounts())
        assert found.lines == {step: one for step, one in lines.items() if one.before or one.after}
        assert found.teams == teams
        assert found.roles == paid_by_role(found)
        assert list(found.by_period.values()) == [found.cash]
        assert found.spread == (
            spread_of([(one.cash.before, one.incentive.before) for one in found.people]),
            spread_of([(one.cash.after, one.incentive.after) for one in found.people]),
        )


@FEW
@given(scenarios(), st.data())
def test_two_edits_are_one_merged_edit(drawn: Drawn, data: st.DataObject) -> None:
    base = based(drawn)
    first, second = data.draw(edits(base.document)), data.draw(edits(base.document))
    one_after_the_other = scenario_of(first).beside(scenario_of(second), "both")
    at_once = scenario_of({route: str(value) for route, value in merged(first, second).items()})
    left, right = run(base, [one_after_the_other, at_once])
    assert (left.comparison is None) == (right.comparison is None)
    if left.comparison is not None and right.comparison is not None:
        assert left.document is not None
        assert right.document is not None
        assert left.document.plain() == right.document.plain()
        assert values(left.comparison.after[None]) == values(right.comparison.after[None])


def moved(facts: Facts, rows: Sequence[int], by: Fraction) -> Facts:
    """Return facts with every measured figure of some rows changed."""
    columns = {
        name: [
            value * by if at in rows and value is not None and name.endswith(".actual") else value
            for at, value in enumerate(column)
        ]
        for name, column in facts.columns.items()
    }
    return replace(facts, columns=columns)


@FEW
@given(scenarios(), st.lists(st.fractions(Fraction(1, 2), 2, max_denominator=8), min_size=2, max_size=4))
def test_other_figures_pay_what_they_pay_at_once(drawn: Drawn, factors: list[Fraction]) -> None:
    base = based(drawn)
    results = base.results[None]
    every = range(len(results.facts.roles))
    earlier = Earlier(results, ColumnFacts.of(results.facts))
    for few, factor in zip((0, 1000, 0, 1000), factors, strict=False):
        facts = moved(results.facts, every, factor)
        with patch.object(module, "FEW", few):
            found, _ = rerun(results, results.programs, facts, earlier)
            assert values(found) == values(evaluate(results.programs, facts))


@FEW
@given(scenarios(), st.data())
def test_one_persons_facts_change_nobody_else(drawn: Drawn, data: st.DataObject) -> None:
    base = based(drawn)
    results = base.results[None]
    across = any(
        isinstance(step.formula, ACROSS) for program in results.programs.values() for step in program.steps
    )
    assume(not across)
    at = data.draw(st.integers(0, len(results.facts.people) - 1))
    facts = moved(results.facts, results.facts.people[at].rows, Fraction(9, 10))
    found, _ = rerun(results, results.programs, facts)
    for other in range(len(results.facts.people)):
        if other != at:
            assert found.people["total"][other] == results.people["total"][other]


PLAN = """\
csvariable: 1   # the version
name: T
currency: EUR
period: quarter
target_incentive: 1000
x-line: &line {of: actual, linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
kpis:
  nrr: {weight: 100 %, unit: percent, curve: *line}
pool:
  pot: {amount: 300, scope: team, by: nrr}
bonuses:
  first: {rank: {by: nrr, top: 1, within: team}, pays: [100]}
"""
KPIS = b"participant,team,nrr\nana,a,95 %\nben,a,94 %\ncid,b,93 %\ndan,b,92 %\n"


def test_pools_and_ranks_stay_inside_their_run_and_their_team() -> None:
    document, _ = parse(PLAN, "plan.yaml")
    kpis = table(KPIS, "kpis.csv")
    assert document is not None
    assert kpis is not None
    base, problems = prepare(document, [Stage(None, Tables([kpis]))])
    assert base is not None, problems
    change = FactChange("nrr", "+2 points", FilePlace(""))
    only = {"participant": frozenset({"ben"})}
    one, all_ = run(
        base,
        [
            Scenario("ben", fact_changes=(change,), only=only),
            Scenario("everybody", fact_changes=(change,)),
        ],
    )
    assert one.comparison is not None
    assert all_.comparison is not None
    people = {person.id: person for person in one.comparison.people}
    assert people["ben"].lines["bonuses.first"].change == 100
    assert people["ana"].lines["bonuses.first"].change == -100
    assert people["ana"].lines["pool.pot"].change < 0
    assert people["cid"].change == people["dan"].change == 0
    assert all(person.lines["bonuses.first"].change == 0 for person in all_.comparison.people)
    assert sum(person.lines["pool.pot"].change for person in all_.comparison.people) == 0
