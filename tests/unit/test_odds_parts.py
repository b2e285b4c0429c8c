"""Draws of the rarer plans: shared money with news of it, KPIs without a target, people without one."""
# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

from engine import plans_of

from csvariable.facts.load import Tables, load
from csvariable.facts.plans import Plans
from csvariable.odds import OddsModel, drawn_from_history, drawn_from_model, on_target, read_history, world_of
from csvariable.tables.reading import read_table

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\n"
STEPS = "curve: {of: actual, lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}]}"
PLAN = (
    HEAD + "target_incentive: 1000\nkpis:\n"
    f"  nrr: {{weight: 60 %, unit: percent, target: 90 %, missing: zero, {STEPS}}}\n"
    f"  csat: {{weight: 40 %, unit: percent, {STEPS}}}\n"
)
HISTORY = "participant,team,period,nrr,csat\nana,n,2026-Q1,95 %,92 %\nben,n,2026-Q1,,85 %\nana,n,2026-Q2,85 %,88 %\nben,n,2026-Q2,,91 %\n"


def plans(text: str = PLAN) -> Plans:
    found, problems = plans_of(text)
    assert found is not None, [str(problem.message) for problem in problems]
    return found


def tables(text: str = HISTORY) -> Tables:
    found, problems = read_table(text.encode(), "kpis.csv")
    assert found is not None, problems
    return Tables([found])


def test_draws_of_shared_money_say_how_far_they_are() -> None:
    pool = "pool: {pot: {amount: 600, by: uniform, scope: company}}\nrounding: {total: 0.01}\n"
    mine = plans(PLAN + pool)
    history, _ = read_history(mine, tables())
    assert history is not None
    told: list[tuple[int, int]] = []
    drawn_from_history(mine, history, 20, 1, lambda done, count: told.append((done, count)))
    assert told[-1] == (4, 4)  # two people of two periods: four draws that differ
    assert told == sorted(told)


def test_only_what_has_a_value_is_moved() -> None:
    """Ana's NRR of 95 and 85 % is on target, her CSAT where the curve pays all; Ben's CSAT goes up by 2."""
    mine = plans()
    history, _ = read_history(mine, tables())
    assert history is not None
    found = on_target(mine, history, drawn_from_history(mine, history, 10, 1))
    ana, ben = found.people
    assert ana.on_target == F(600 + 400 + 300 + 200, 2)
    assert ben.on_target == F(200 + 400, 2)


def test_people_without_a_target_incentive_are_paid_and_drawn() -> None:
    mine = plans(HEAD + "kpis: {calls: {unit: number}}\nbonuses: {each: {per: calls, pays: 2, cap: 100}}\n")
    text = "participant,period,calls\nana,2026-Q1,10\nana,2026-Q2,20\n"
    history, problems = read_history(mine, tables(text))
    assert history is not None, problems
    found = drawn_from_history(mine, history, 10, 1)
    assert found.people[0].incentive is None
    assert set(found.costs) == {F(20), F(40)}
    assert found.people[0].drawn == 30


def test_a_model_of_a_kpi_without_a_target_aims_at_where_its_curve_pays_all() -> None:
    """One answer that is good with 90 %: 600 and 400 of them."""
    mine = plans()
    facts, problems = load(tables("participant,nrr,csat\nana,95 %,92 %\nben,90 %,85 %\n"), mine)
    assert facts is not None, problems
    model = OddsModel("share", F(1, 2), count=1)
    found = drawn_from_model(world_of(mine, facts, {"csat": model}, 50, 3))
    aimed = drawn_from_model(world_of(mine, facts, {"csat": model.around(F(9, 10))}, 50, 3))
    assert [one.on_target for one in found.people] == [one.drawn for one in aimed.people]
    assert set(found.costs) == {F(1200), F(1600), F(2000)}


def test_draws_of_a_model_say_how_far_they_are() -> None:
    mine = plans()
    facts, _ = load(tables("participant,nrr,csat\nana,95 %,92 %\n"), mine)
    assert facts is not None
    told: list[tuple[int, int]] = []
    world = world_of(mine, facts, {"csat": OddsModel("share", F(1, 2), count=1)}, 10, 3)
    drawn_from_model(world, lambda done, count: told.append((done, count)))
    assert told == [(10, 10)]


def test_a_role_without_the_kpi_has_no_luck_with_it() -> None:
    mine = plans(PLAN + "roles: {head: {kpis.csat: null, kpis.nrr.weight: 100 %}}\n")
    facts, problems = load(tables("participant,role,nrr,csat\nana,,95 %,92 %\nlea,head,95 %,\n"), mine)
    assert facts is not None, problems
    found = drawn_from_model(world_of(mine, facts, {"csat": OddsModel("share", F(1, 2), count=1)}, 40, 3))
    assert [one.kinds for one in found.people] == [2, 1]
    assert set(found.costs) == {F(1600), F(2000)}


def test_a_result_that_is_missing_counts_as_the_plan_says() -> None:
    """`missing: zero` pays nothing for NRR, whatever the luck with CSAT."""
    mine = plans(PLAN)
    facts, _ = load(tables("participant,nrr,csat\nana,95 %,92 %\n"), mine)
    assert facts is not None
    world = world_of(mine, facts, {"csat": OddsModel("share", F(1, 2), count=1)}, 40, 3)
    gone = replace(world, facts=replace(facts, columns={**facts.columns, "nrr.actual": [None]}))
    found = drawn_from_model(gone)
    assert set(found.costs) == {F(0), F(400)}
