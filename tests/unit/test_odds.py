"""Draws: the same everywhere, and right where everything can be counted."""

from __future__ import annotations

import itertools
from collections import Counter
from fractions import Fraction as F

import pytest
from engine import plans_of
from shared_plans import PAID

from csvariable.facts.load import Tables, load
from csvariable.facts.plans import Plans
from csvariable.odds import (
    OddsModel,
    choices,
    drawn_from_history,
    drawn_from_model,
    on_target,
    percentile,
    periods_in,
    read_history,
    read_models,
    stream,
    table,
    world_of,
)
from csvariable.odds.history import costs_of
from csvariable.odds.model import normal_chance
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table
from csvariable.text import parse

PLAN = (
    PAID
    + """\
kpis:
  nrr:
    weight: 60 %
    unit: percent
    target: 100 %
    curve: {linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
  csat:
    weight: 40 %
    unit: percent
    target: 90 %
    curve: {of: actual, lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}]}
"""
)
POOL = "pool: {pot: {amount: 600, by: nrr, scope: company}}\n"
TEAM_POOL = "pool: {pot: {amount: 600, by: nrr, scope: team}}\n"
PODIUM = "bonuses: {podium: {rank: {by: nrr, top: 2, ties: share}, pays: [50, 25]}}\n"
HISTORY = """participant,team,period,nrr,csat
ana,n,2026-Q1,95 %,92 %
ben,n,2026-Q1,100 %,85 %
chloe,s,2026-Q1,91 %,79 %
ana,n,2026-Q2,99 %,88 %
ben,n,2026-Q2,90 %,91 %
chloe,s,2026-Q2,104 %,95 %
"""


def plans(text: str = PLAN) -> Plans:
    found, problems = plans_of(text)
    assert isinstance(found, Plans), [str(problem.message) for problem in problems]
    return found


def tables(text: str = HISTORY) -> Tables:
    found, problems = read_table(text.encode(), "kpis.csv")
    assert found is not None, problems
    return Tables([found])


# ------------------------------------------------------------------------------ generator


def test_a_stream_is_the_same_on_every_machine() -> None:
    assert stream(1, 3, "history", "ana") == (
        9838235314427472447,
        648728630108628107,
        10456850624221168285,
    )
    assert stream(1, 5, "a")[:3] == stream(1, 3, "a")
    assert stream(1, 3, "a", "b") != stream(1, 3, "ab")
    assert stream(1, 3, "a") != stream(2, 3, "a")


def test_choices_are_even() -> None:
    found = Counter(choices(stream(7, 30_000, "x"), 3))
    assert set(found) == {0, 1, 2}
    assert all(9_700 < count < 10_300 for count in found.values())


def test_a_table_gives_each_value_its_chance() -> None:
    found = table([F(1), F(2), F(3)], [F(1, 4), F(3, 4), F(1)])
    assert found.chances == (F(1, 4), F(1, 2), F(1, 4))
    assert found.drawn([0, 2**62 - 1, 2**62, 2**64 - 1]) == [0, 0, 1, 2]


def test_a_share_has_the_binomial_chances_exactly() -> None:
    found = OddsModel("share", F(1, 2), count=4).table(F(0), None)
    assert found.values == (F(0), F(1, 4), F(1, 2), F(3, 4), F(1))
    assert found.chances == (F(1, 16), F(4, 16), F(6, 16), F(4, 16), F(1, 16))


def test_a_normal_has_the_chances_of_the_tables() -> None:
    assert normal_chance(F(0)) == F(1, 2)
    assert round(normal_chance(F(196, 100)), 10) == round(F("0.9750021048517795"), 10)
    assert normal_chance(F(-1)) + normal_chance(F(1)) == 1
    found = OddsModel("normal", F(103, 100), F(6, 100), F(1, 1000)).table(F(0), None)
    mean = sum((value * chance for value, chance in zip(found.values, found.chances, strict=True)), F(0))
    spread = sum(
        ((value - mean) ** 2 * chance for value, chance in zip(found.values, found.chances, strict=True)),
        F(0),
    )
    assert abs(mean - F(103, 100)) < F(1, 10**9)
    assert abs(spread - F(36, 10_000)) < F(1, 10**6)


def test_what_lies_outside_the_range_is_at_its_ends() -> None:
    found = OddsModel("normal", F(1), F(1, 10), F(1, 100)).table(F(0), F(1))
    assert found.values[-1] == 1
    assert found.chances[-1] > F(1, 2)


def test_percentiles_are_values_that_occur() -> None:
    values = [F(value) for value in (1, 2, 3, 4)]
    assert [percentile(values, one) for one in (5, 25, 50, 51, 95)] == [1, 1, 2, 3, 4]


# -------------------------------------------------------------------------------- history


def _every(history_plans: Plans) -> Counter[F]:
    """The cost of every combination of one past period for each person, none by lot."""
    history, _ = read_history(history_plans, tables())
    assert history is not None
    paid = [
        [costs_of(history.runs[period])[at] for period, at in history.periods_of(person)]
        for person in history.people
    ]
    return Counter(sum(chosen, F(0)) for chosen in itertools.product(*paid))


def test_draws_from_history_agree_with_every_combination_counted() -> None:
    mine = plans()
    every = _every(mine)
    assert sum(every.values()) == 8
    history, _ = read_history(mine, tables())
    assert history is not None
    found = drawn_from_history(mine, history, 16_000, 1)
    drawn = Counter(found.costs)
    assert set(drawn) == set(every)
    for cost, count in every.items():
        assert abs(F(drawn[cost], 16_000) - F(count, 8)) < F(1, 60)
    mean = sum((cost * count for cost, count in every.items()), F(0)) / 8
    assert abs(found.mean - mean) < 5
    assert sum((one.drawn for one in found.people), F(0)) == mean


@pytest.mark.parametrize("more", [POOL, TEAM_POOL, PODIUM, POOL + PODIUM, TEAM_POOL + PODIUM])
def test_draws_with_shared_money_are_paid_whole(more: str) -> None:
    """Every combination of periods as a file of its own gives the costs that are drawn."""
    mine = plans(PLAN + more)
    rows = [line.split(",") for line in HISTORY.splitlines()[1:]]
    past: dict[str, list[list[str]]] = {}
    for row in rows:
        past.setdefault(row[0], []).append(row)
    expected: set[F] = set()
    for chosen in itertools.product(*past.values()):
        text = "participant,team,nrr,csat\n" + "\n".join(",".join([r[0], r[1], r[3], r[4]]) for r in chosen)
        facts, _ = load(tables(text), mine)
        assert facts is not None
        from csvariable.engine.exact.evaluation import evaluate
        from csvariable.engine.run import programs_of

        expected.add(sum(costs_of(evaluate(programs_of(mine, facts), facts)), F(0)))
    history, _ = read_history(mine, tables())
    assert history is not None
    assert set(drawn_from_history(mine, history, 300, 1).costs) == expected


def test_the_same_seed_draws_the_same() -> None:
    mine = plans()
    history, _ = read_history(mine, tables())
    assert history is not None
    one, other, third = (drawn_from_history(mine, history, 200, seed) for seed in (1, 1, 2))
    assert one == other
    assert one.costs != third.costs
    assert drawn_from_history(mine, history, 100, 1).costs == one.costs[:100]


def test_who_is_there_does_not_change_the_luck_of_others() -> None:
    mine = plans()
    history, _ = read_history(mine, tables())
    alone, _ = read_history(mine, tables("\n".join(HISTORY.splitlines()[i] for i in (0, 1, 4))))
    assert history is not None
    assert alone is not None
    both = drawn_from_history(mine, history, 50, 1)
    only = drawn_from_history(mine, alone, 50, 1)
    ana = [costs_of(history.runs[period])[at] for period, at in history.periods_of("ana")]
    rest = {
        whole - own for whole, own in zip(both.costs, only.costs, strict=True)
    }  # what Ben and Chloe were paid beside the same results of Ana
    assert set(only.costs) <= set(ana)
    assert len(rest) <= 4


def test_truly_on_target_shifts_the_past_so_that_its_mean_is_the_target() -> None:
    """Ana: NRR 95 and 99 % become 98 and 102 %, CSAT 92 and 88 % stay around 90 %."""
    mine = plans()
    history, _ = read_history(mine, tables())
    assert history is not None
    found = on_target(mine, history, drawn_from_history(mine, history, 10, 1))
    ana = found.people[0]
    # First quarter: 600 x 80 % + 400 x 100 %; second: 600 x 100 % + 400 x 50 %.
    assert ana.on_target == F(480 + 400 + 600 + 200, 2)
    assert ana.share == ana.on_target / 1000


def test_people_who_came_later_are_drawn_from_their_own_periods() -> None:
    mine = plans()
    rows = [line for line in HISTORY.splitlines() if not line.startswith("chloe,s,2026-Q1")]
    staff: Table | None = read_table(b"participant,team\nana,n\nben,n\nchloe,s\n", "people.csv")[0]
    history, problems = read_history(mine, Tables([*tables("\n".join(rows)).kpis], staff))
    assert history is not None, problems
    found = drawn_from_history(mine, history, 20, 1)
    assert [one.kinds for one in found.people] == [2, 2, 1]
    assert periods_in(tables(), mine) == ["2026-Q1", "2026-Q2"]


def test_a_plan_that_accumulates_has_no_history_to_draw_from() -> None:
    mine = plans(PLAN + "accumulate: {since: year, target: elapsed, below_zero: zero}\n")
    history, problems = read_history(mine, tables())
    assert history is None
    assert [problem.rule for problem in problems] == ["odds-accumulate"]


# ---------------------------------------------------------------------------------- model


def test_draws_from_a_model_agree_with_every_result_counted() -> None:
    mine = plans()
    facts, _ = load(tables("participant,nrr,csat\nana,95 %,92 %\nben,100 %,85 %\n"), mine)
    assert facts is not None
    model = {"csat": OddsModel("share", F(1, 2), count=2)}  # 0, 50 or 100 %: nothing, nothing, 400
    found = drawn_from_model(world_of(mine, facts, model, 8_000, 3))
    drawn = Counter(found.costs)
    # Ana 300 and Ben 600 from NRR; each 400 more with a chance of one in four.
    expected = {F(900): F(9, 16), F(1300): F(6, 16), F(1700): F(1, 16)}
    assert set(drawn) == set(expected)
    for cost, chance in expected.items():
        assert abs(F(drawn[cost], 8_000) - chance) < F(1, 50)


def test_a_team_result_is_one_draw_for_the_team() -> None:
    mine = plans(PLAN.replace("    weight: 40 %", "    scope: team\n    weight: 40 %"))
    kpis = "participant,team,nrr,csat\nana,n,95 %,92 %\nben,n,95 %,92 %\n"
    facts, _ = load(tables(kpis), mine)
    assert facts is not None
    found = drawn_from_model(world_of(mine, facts, {"csat": OddsModel("share", F(1, 2), count=1)}, 200, 3))
    assert set(found.costs) == {F(600), F(1400)}


@pytest.mark.parametrize("more", [POOL, PODIUM])
def test_a_model_with_shared_money_pays_every_draw_whole(more: str) -> None:
    mine = plans(PLAN + more)
    facts, _ = load(tables("participant,nrr,csat\nana,95 %,92 %\nben,100 %,85 %\n"), mine)
    assert facts is not None
    model = {"csat": OddsModel("share", F(1, 2), count=2)}
    found = drawn_from_model(world_of(mine, facts, model, 400, 3))
    extra = 600 if more == POOL else 75
    assert {cost - extra for cost in found.costs} == {900, 1300, 1700}


def test_models_are_read_from_a_document() -> None:
    text = PLAN + "odds:\n  nrr: {normal: {mean: 103 %, sd: 6 %}}\n  csat: {share: {p: 88 %, n: 40}}\n"
    document, _ = parse(text, "plan.yaml")
    assert document is not None
    models, problems = read_models(document, plans(text))
    assert problems == ()
    assert models == {
        "nrr": OddsModel("normal", F("1.03"), F("0.06"), F("0.001")),
        "csat": OddsModel("share", F("0.88"), count=40),
    }


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("nps: {normal: {mean: 1, sd: 1}}", "`nps` is not a KPI of the plan"),
        ("nrr: {normal: {mean: 103, sd: 6 %}}", "`103` stands where"),
        ("nrr: {normal: {mean: 103 %}}", "`sd` is missing"),
        ("nrr: {share: {p: 120 %, n: 40}}", "is not between 0 % and 100 %"),
        ("nrr: {share: {p: 20 %, n: 0}}", "is not a whole number"),
        ("nrr: {uniform: {}}", "a model is `normal` or `share`"),
        ("nrr: {normal: {mean: 103 %, sd: 6 %, grain: 0.0001 %}}", "makes more than"),
        ("nrr: {normal: {mean: 103 %, sd: 6 %, skew: 1}}", "`skew` is not known here"),
    ],
)
def test_a_model_that_cannot_be_read_says_why(model: str, said: str) -> None:
    document, _ = parse(f"odds: {{{model}}}\n", "odds.yaml")
    assert document is not None
    models, problems = read_models(document, plans())
    assert models == {}
    assert said in str(problems[0].message)
