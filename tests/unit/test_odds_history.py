"""Draws from history: which past is drawn, to the cent, and what it comes to truly on target."""
# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction as F
from itertools import product

import pytest
from engine import plans_of
from findings import plain

from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.run import programs_of
from csvariable.facts.load import Tables, load
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import FilePlace
from csvariable.odds import (
    History,
    Outcomes,
    aiming,
    choices,
    drawing,
    drawn_from_history,
    on_target,
    periods_in,
    read_history,
    stream,
    tables_of_period,
)
from csvariable.odds.history import costs_of
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\n"
CURVE = "curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 200 %, pays: 200 %}]}"
PLAN = HEAD + f"kpis:\n  nrr: {{weight: 100 %, unit: percent, {CURVE}}}\n"
SHIRT = "bonuses: {shirt: {when: {nrr: {from: 95 %}}, gives: {item: Shirt, value: 25}}}\n"
BEST = "bonuses: {best: {rank: {by: nrr, top: 1}, pays: [100]}}\n"
TO_THE_CENT = "rounding: {total: 0.01}\n"
"""Rounds nothing here, and has each draw in which people look at each other paid whole."""
PAST = """participant,period,nrr
ana,2026-Q2,90.25 %
ben,2026-Q2,100 %
chloe,2026-Q2,33.33 %
ana,2026-Q1,95.55 %
ben,2026-Q1,80 %
dan,2026-Q1,70 %
,,
"""


def plans(text: str = PLAN) -> Plans:
    found, problems = plans_of(text)
    assert found is not None, [str(problem.message) for problem in problems]
    return found


def table(text: str, name: str = "kpis.csv") -> Table:
    found, problems = read_table(text.encode(), name)
    assert found is not None, problems
    return found


def files(*kpis: str, people: str | None = None, adjustments: str | None = None) -> Tables:
    extra = [
        None if text is None else table(text, f"{name}.csv")
        for name, text in (("people", people), ("adjustments", adjustments))
    ]
    return Tables([table(text, f"kpis{at}.csv") for at, text in enumerate(kpis)], *extra)


def history(mine: Plans, tables: Tables) -> History:
    found, problems = read_history(mine, tables)
    assert found is not None, [str(problem.message) for problem in problems]
    return found


def sums(past: Mapping[str, Sequence[str]], count: int, seed: int) -> list[F]:
    """What each draw costs, by hand: one amount of the past of each person, by their own luck."""
    picks = {
        person: choices(stream(seed, count, "history", person), len(own)) for person, own in past.items()
    }
    return [sum((F(own[picks[person][draw]]) for person, own in past.items()), F(0)) for draw in range(count)]


# -------------------------------------------------------------------------------- which past there is


def test_every_period_is_paid_in_order_and_the_people_are_those_of_the_last() -> None:
    found = history(plans(), files(PAST))
    assert list(found.runs) == ["2026-Q1", "2026-Q2"]
    assert found.people == ("ana", "ben", "chloe")
    assert found.periods_of("ana") == [("2026-Q1", 0), ("2026-Q2", 0)]
    assert found.periods_of("chloe") == [("2026-Q2", 2)]
    assert found.periods_of("dan") == [("2026-Q1", 2)]
    assert found.periods_of("eve") == []


def test_periods_of_all_files_are_told_once() -> None:
    more = "participant,period,nrr\nana,2025-Q4,1 %\nben,2026-Q1,1 %\n"
    assert periods_in(files(PAST, more), plans()) == ["2025-Q4", "2026-Q1", "2026-Q2"]
    assert periods_in(files("participant,nrr\nana,95 %\n"), plans()) == []


def test_facts_without_periods_are_no_history_and_no_problem() -> None:
    assert read_history(plans(), files("participant,nrr\nana,95 %\n")) == (None, ())


def test_one_period_that_is_refused_refuses_all() -> None:
    found, problems = read_history(plans(), files(PAST.replace("80 %", "")))
    assert found is None
    assert [str(problem.message) for problem in problems] == ["`ben`: `nrr` has no value"]


def test_a_plan_that_accumulates_is_refused_whatever_the_files_say() -> None:
    mine = plans(PLAN + "accumulate: {since: year, target: elapsed, below_zero: zero}\n")
    found, problems = read_history(mine, files(PAST))
    assert found is None
    (problem,) = problems
    assert (problem.rule, problem.at) == ("odds-accumulate", FilePlace(""))
    assert plain(problem.help) == "state a model: `odds`"


STAFF = "participant,team\nana,n\nben,n\nchloe,s\ndan,s\neve,s\n"


def kept(tables: Tables, period: str) -> tuple[list[str], list[int]]:
    """The people of the people file who are left in a period, and their lines."""
    found = tables_of_period(plans(), tables, period)
    assert found.kpis == tables.kpis
    assert found.adjustments is None
    assert found.people is not None
    return [row[0] for row in found.people.rows], list(found.people.lines)


def test_who_has_results_but_none_in_a_period_was_not_there() -> None:
    """Eve never has results of her own: she is paid for those of others, in each period."""
    tables = files(PAST, people=STAFF, adjustments="participant,amount,reason\nana,5,late\n")
    assert kept(tables, "2026-Q1") == (["ana", "ben", "dan", "eve"], [2, 3, 5, 6])
    assert kept(tables, "2026-Q2") == (["ana", "ben", "chloe", "eve"], [2, 3, 4, 6])


def test_a_file_without_periods_is_of_all_of_them() -> None:
    tables = files(PAST, "participant,csat\nchloe,90 %\n", people=STAFF)
    assert kept(tables, "2026-Q1") == (["ana", "ben", "chloe", "dan", "eve"], [2, 3, 4, 5, 6])


def test_adjustments_are_of_one_period_and_never_drawn() -> None:
    tables = files(PAST, adjustments="participant,amount,reason\nana,5,late\n")
    assert tables_of_period(plans(), tables, "2026-Q1") == files(PAST)
    assert set(drawn_from_history(plans(), history(plans(), tables), 9, 1).costs) <= set(
        drawn_from_history(plans(), history(plans(), files(PAST)), 99, 1).costs
    )


# ------------------------------------------------------------------------------------------- drawing


def test_each_draw_adds_one_period_of_each_person_with_what_rewards_are_worth() -> None:
    mine = plans(PLAN + SHIRT)
    past = history(mine, files(PAST))
    assert [costs_of(run) for run in past.runs.values()] == [
        [F("980.50"), F(800), F(700)],
        [F("902.50"), F(1025), F("333.30")],
    ]
    found = drawn_from_history(mine, past, 40, 3)
    assert list(found.costs) == sums(
        {"ana": ["980.50", "902.50"], "ben": ["800", "1025"], "chloe": ["333.30"]}, 40, 3
    )
    assert (found.source, found.seed, found.periods, found.unpaid) == (
        "history",
        3,
        ("2026-Q1", "2026-Q2"),
        0,
    )
    assert [(one.id, one.incentive, one.drawn, one.on_target, one.kinds) for one in found.people] == [
        ("ana", F(1000), F("941.50"), None, 2),
        ("ben", F(1000), F("912.50"), None, 2),
        ("chloe", F(1000), F("333.30"), None, 1),
    ]


@pytest.mark.parametrize(
    ("chunk", "told"),
    [(100_000, [4]), (9, [3, 4]), (11, [3, 4]), (1, [1, 2, 3, 4])],
)
def test_shared_money_is_paid_anew_in_each_draw_however_many_are_paid_at_once(
    chunk: int, told: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is best gets the 100; of the twenty draws four differ, and each is paid once."""
    monkeypatch.setattr(drawing, "CHUNK", chunk)
    mine = plans(PLAN + BEST + TO_THE_CENT)
    heard: list[tuple[int, int]] = []
    found = drawn_from_history(
        mine, history(mine, files(PAST)), 20, 3, lambda done, count: heard.append((done, count))
    )
    by_hand = sums({"ana": ["955.50", "902.50"], "ben": ["800", "1000"], "chloe": ["333.30"]}, 20, 3)
    assert list(found.costs) == [cost + 100 for cost in by_hand]
    assert found.unpaid == 0
    assert heard == [(done, 4) for done in told]


@pytest.mark.parametrize("scope", ["company", "team"])
def test_draws_with_shared_money_cost_what_their_periods_cost_in_a_file(scope: str) -> None:
    """Of two periods of two people: every choice of one for each, as a file of its own."""
    pot = f"pool: {{pot: {{amount: 600, by: nrr, scope: {scope}}}}}\n"
    mine = plans(PLAN + BEST.replace("top: 1}, pays: [100]", "top: 2, ties: share}, pays: [50, 25]") + pot)
    past = {"ana": [f"n,{nrr} %" for nrr in (95, 99)], "ben": [f"n,{nrr} %" for nrr in (100, 90)]}
    past["chloe"] = ["s,91 %", "s,104 %"]
    expected = set()
    for chosen in product(*past.values()):
        rows = "".join(f"{who},{one}\n" for who, one in zip(past, chosen, strict=True))
        facts, _ = load(files(f"participant,team,nrr\n{rows}"), mine)
        assert facts is not None
        expected.add(sum(costs_of(evaluate(programs_of(mine, facts), facts)), F(0)))
    rows = "".join(f"{who},2026-Q{at},{one}\n" for who, own in past.items() for at, one in enumerate(own, 1))
    found = history(mine, files(f"participant,period,team,nrr\n{rows}"))
    assert set(drawn_from_history(mine, found, 300, 1).costs) == expected


def test_nobody_who_listens_changes_nothing() -> None:
    mine = plans(PLAN + BEST + TO_THE_CENT)
    past = history(mine, files(PAST))
    assert drawn_from_history(mine, past, 5, 1) == drawn_from_history(mine, past, 5, 1, lambda _a, _b: None)


def test_money_shared_in_one_past_period_is_shared_in_every_draw() -> None:
    """Only heads have a podium, and ana was head in the second quarter alone."""
    mine = plans(PLAN + "roles: {head: {bonuses.best: {rank: {by: nrr, top: 1}, pays: [100]}}}\n")
    text = "participant,role,period,nrr\nana,,2026-Q1,50 %\nben,,2026-Q1,10 %\nana,head,2026-Q2,60 %\nben,head,2026-Q2,90 %\n"
    found = drawn_from_history(mine, history(mine, files(text)), 64, 5)
    picks = [choices(stream(5, 64, "history", one), 2) for one in ("ana", "ben")]
    # Ana, then ben: their own pay, and 100 for the best head where one stands in the draw.
    costs = {(0, 0): F(600), (1, 0): F(800), (0, 1): F(1500), (1, 1): F(1600)}
    assert list(found.costs) == [costs[both] for both in zip(*picks, strict=True)]


def test_a_draw_in_which_somebody_cannot_be_paid_costs_what_the_others_do() -> None:
    """Ana's first quarter has lost its result: she is neither paid for it nor the best."""
    mine = plans(PLAN + BEST)
    past = history(mine, files(PAST))
    run = past.runs["2026-Q1"]
    lost = replace(run, facts=replace(run.facts, columns={"nrr.actual": [None, F(8, 10), F(7, 10)]}))
    found = drawn_from_history(mine, replace(past, runs={**past.runs, "2026-Q1": lost}), 30, 3)
    picks = choices(stream(3, 30, "history", "ana"), 2)
    assert found.unpaid == picks.count(0) > 1
    by_hand = sums({"ana": ["0", "902.50"], "ben": ["800", "1000"], "chloe": ["333.30"]}, 30, 3)
    assert list(found.costs) == [cost + 100 for cost in by_hand]


def test_a_target_of_all_members_is_drawn_as_it_was() -> None:
    """Her team reached 100 of 200, then 300 of 400: lea has that of its own draw, with its target."""
    curve = "curve: {of: attainment, linear: [{at: 0 %, pays: 0 %}, {at: 200 %, pays: 200 %}]}"
    mine = plans(
        HEAD
        + f"kpis:\n  sales: {{weight: 100 %, unit: money, {curve}}}\n"
        + "bonuses: {best: {rank: {by: sales, top: 1, within: role}, pays: [100]}}\n"
        + "roles: {lead: {kpis.sales.scope: team, kpis.sales.target: members, target_incentive: 2000}}\n"
    )
    people = "participant,role,team\nlea,lead,n\nana,,n\nben,,n\n"
    text = (
        "participant,team,period,sales,sales.target\n"
        "ana,n,2026-Q1,60,100\nben,n,2026-Q1,40,100\n,n,2026-Q1,100,\n"
        "ana,n,2026-Q2,210,300\nben,n,2026-Q2,90,100\n,n,2026-Q2,300,\n"
    )
    past = history(mine, files(text, people=people))
    assert [costs_of(run) for run in past.runs.values()] == [[1100, 700, 400], [1600, 800, 900]]
    found = drawn_from_history(mine, past, 64, 2)
    members = sums({"ana": ["600", "700"], "ben": ["400", "900"]}, 64, 2)
    team = choices(stream(2, 64, "history", "team", "n"), 2)
    lea = [(F(1000), F(1500))[pick] for pick in team]
    assert list(found.costs) == [cost + own + 200 for cost, own in zip(members, lea, strict=True)]


def test_people_without_a_target_incentive_are_drawn() -> None:
    mine = plans(
        HEAD.replace("target_incentive: 1000\n", "")
        + "kpis: {calls: {unit: number}}\nbonuses: {each: {per: calls, pays: 2, cap: 100}}\n"
    )
    past = history(mine, files("participant,period,calls\nana,2026-Q1,10\nana,2026-Q2,20\n"))
    found = drawn_from_history(mine, past, 10, 1)
    assert (found.people[0].incentive, found.people[0].drawn) == (None, F(30))
    assert set(found.costs) == {F(20), F(40)}


# ------------------------------------------------------------------------------- two roles in a period

TWICE = (
    HEAD
    + "proration: {amount: calendar-days}\nroles: {head: {target_incentive: 2000}}\n"
    + f"kpis:\n  nrr: {{weight: 100 %, unit: percent, target: 60 %, {CURVE}}}\n"
)
STINTS = "participant,role,entry,exit\nana,,,2026-02-14\nana,head,2026-02-15,\nben,,,\n"
RESULTS = "participant,period,nrr\nana,2026-Q1,50 %\nben,2026-Q1,80 %\n"


@pytest.mark.parametrize("more", ["", BEST])
def test_somebody_of_two_roles_is_drawn_with_both(more: str) -> None:
    """45 days of 90 at 1000, 45 at 2000: the target is 1500, and 750 is paid at 50 %."""
    mine = plans(TWICE + more)
    past = history(mine, files(RESULTS, people=STINTS))
    found = drawn_from_history(mine, past, 4, 1)
    extra = 100 if more else 0
    assert set(found.costs) == {F(750 + 800 + extra)}
    assert [(one.id, one.incentive) for one in found.people] == [("ana", F(1500)), ("ben", F(1000))]
    aimed = on_target(mine, past, found)
    # At 60 %: 900 to ana, in both roles, and 600 to ben.
    assert sum((one.on_target or F(0) for one in aimed.people), F(0)) == 900 + 600 + extra


# ------------------------------------------------------------------------------------ truly on target


def aimed(plan: str, *kpis: str, told: list[tuple[int, int]] | None = None) -> dict[str, F | None]:
    """What each person gets on average where the mean of their past is the target."""
    mine = plans(plan)
    past = history(mine, files(*kpis))
    before = drawn_from_history(mine, past, 3, 1)
    heard = None if told is None else lambda done, count: told.append((done, count))
    found: Outcomes = on_target(mine, past, before, heard)
    assert (found.costs, found.seed) == (before.costs, before.seed)
    return {one.id: one.on_target for one in found.people}


def test_of_whom_the_plan_refuses_a_shifted_result_nothing_is_told() -> None:
    """1 and 19 have a mean of 10: 5 less each, and below 0 there is no inverse attainment."""
    lower = "direction: lower, attainment: inverse, target: 5"
    curve = "curve: {lookup: [{from: 50 %, pays: 50 %}, {from: 100 %, pays: 100 %}]}"
    plan = HEAD + f"kpis:\n  open: {{weight: 100 %, unit: number, {lower}, {curve}}}\n"
    text = "participant,period,open\n" + "".join(
        f"{who},2026-Q{at},{value}\n"
        for at, both in ((1, (1, 4)), (2, (19, 6)))
        for who, value in zip(("ana", "ben"), both, strict=True)
    )
    assert aimed(plan, text) == {"ana": None, "ben": F(1000 + 500, 2)}
    mine = plans(plan)
    past = history(mine, files(text))
    assert [one.is_refused for one in on_target(mine, past, drawn_from_history(mine, past, 3, 1)).people] == [
        True,
        False,
    ]


FROM_20_TO_90 = "curve: {of: actual, linear: [{at: 20 %, pays: 20 %}, {at: 90 %, pays: 90 %}]}"
AIMED = (
    HEAD
    + f"kpis:\n  nrr: {{weight: 100 %, unit: percent, target: 60 %, range: [20 %, 90 %], {FROM_20_TO_90}}}\n"
)


@pytest.mark.parametrize(
    ("target", "first", "second", "mean"),
    [
        (60, "40 %", "50 %", 600),  # 55 and 65 %
        (60, "90 %", "90 %", 600),
        (60, "20 %", "20 %", 600),
        (60, "20 %", "88 %", 580),  # 26 and 94 %, which is 90 % at most
        (40, "20 %", "88 %", 470),  # 6 and 74 %: 20 % at least
    ],
)
def test_the_past_is_moved_so_that_its_mean_is_the_target(
    target: int, first: str, second: str, mean: int
) -> None:
    text = f"participant,period,nrr\nana,2026-Q1,{first}\nana,2026-Q2,{second}\n"
    assert aimed(AIMED.replace("60 %", f"{target} %"), text) == {"ana": F(mean)}


def test_what_has_no_bound_is_moved_as_far_as_it_takes() -> None:
    """Percent starts at 0: -20 and 140 %, of which 0 and 140 are paid. Money may be below nothing."""
    percent = PLAN.replace("percent,", "percent, target: 60 %,")
    assert aimed(percent, "participant,period,nrr\nana,2026-Q1,0 %\nana,2026-Q2,160 %\n") == {"ana": 700}
    curve = "curve: {of: actual, lookup: [{from: -150, pays: 10 %}, {from: -100, pays: 20 %}, {from: 350, pays: 50 %}]}"
    money = HEAD + f"kpis:\n  arr: {{weight: 100 %, unit: money, target: 100, {curve}}}\n"
    assert aimed(money, "participant,period,arr\nana,2026-Q1,-100\nana,2026-Q2,400\n") == {"ana": 300}


def test_each_person_is_moved_by_their_own_miss_of_their_own_target() -> None:
    told: list[tuple[int, int]] = []
    text = (
        "participant,period,nrr,nrr.target\n"
        "ana,2026-Q1,40 %,50 %\nana,2026-Q2,30 %,40 %\nben,2026-Q2,30 %,\nchloe,2026-Q1,80 %,90 %\n"
    )
    # Ana reaches 50 and 40 %, Ben the 60 % of the plan; Chloe has left.
    assert aimed(AIMED, text, told=told) == {"ana": 450, "ben": 600}
    assert told == [(1, 2), (2, 2)]


def test_a_result_that_is_missing_is_not_moved() -> None:
    """Ben's nrr counts as zero in both quarters; his csat goes up by 2 points, to 87 and 93 %."""
    steps = "curve: {of: actual, lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}]}"
    plan = HEAD + (
        f"kpis:\n  nrr: {{weight: 60 %, unit: percent, target: 90 %, missing: zero, {steps}}}\n"
        f"  csat: {{weight: 40 %, unit: percent, {steps}}}\n"
    )
    text = "participant,period,nrr,csat\nana,2026-Q1,95 %,92 %\nben,2026-Q1,,85 %\nana,2026-Q2,85 %,88 %\nben,2026-Q2,,91 %\n"
    assert aimed(plan, text) == {"ana": F(600 + 400 + 300 + 200, 2), "ben": F(200 + 400, 2)}


def test_every_weighted_kpi_is_moved_and_results_of_results_follow() -> None:
    """The team's CSAT goes from 50 to 90 %, NRR from 40 to 60 %; their mean is then 75 %."""
    plan = HEAD + (
        f"kpis:\n  csat: {{weight: 25 %, unit: percent, scope: team, target: 90 %, {CURVE}}}\n"
        f"  both: {{weight: 25 %, unit: percent, target: 10 %, measure: {{sum: {{nrr: 50 %, csat: 50 %}}}}, {CURVE}}}\n"
        f"  nrr: {{weight: 50 %, unit: percent, target: 60 %, {CURVE}}}\n"
    )
    text = "participant,team,period,nrr,csat\nana,n,2026-Q1,40 %,50 %\n"
    assert aimed(plan, text) == {"ana": F(225) + F("187.5") + 300}


@pytest.mark.parametrize("measure", ["{sum: {a: 100 %, b: 100 %}}", "{least: [a, b]}", "{greatest: [a, b]}"])
def test_what_is_computed_is_moved_itself_where_nothing_below_it_is(measure: str) -> None:
    """Whatever comes out of a and b, its mean is 80 %, and half of it in each of two periods."""
    plan = HEAD + (
        "kpis:\n  a: {unit: percent}\n  b: {unit: percent}\n  c: {unit: percent, measure: {least: [a, b]}}\n"
        f"  both: {{weight: 100 %, unit: percent, target: 80 %, measure: {measure}, {CURVE}}}\n"
    )
    text = "participant,period,a,b\nana,2026-Q1,20 %,30 %\nana,2026-Q2,50 %,60 %\n"
    assert aimed(plan, text) == {"ana": F(800)}
    follows = plan.replace("b: {unit", "b: {weight: 0 %, target: 90 %, unit")
    assert aimed(follows, text) != {"ana": F(800)}


def test_without_a_target_a_kpi_is_moved_to_where_its_curve_pays_all() -> None:
    """95 % pays 100 %; a KPI that only a gate reads stays where it is."""
    curve = "curve: {of: actual, lookup: [{from: 80 %, pays: 50 %}, {from: 95 %, pays: 100 %}]}"
    plan = HEAD + (
        f"kpis:\n  nrr: {{weight: 100 %, unit: percent, {curve}}}\n  csat: {{unit: percent}}\n"
        "gates: {g: {when: {csat: {from: 90 %}}, otherwise: {of: plan, times: 50 %}}}\n"
    )
    text = "participant,period,nrr,csat\nana,2026-Q1,70 %,50 %\nana,2026-Q2,80 %,95 %\n"
    # 90 and 100 %: half of 500 behind the gate, then 1,000.
    assert aimed(plan, text) == {"ana": F(250 + 1000, 2)}


def test_the_measures_of_a_weighted_matrix_are_moved() -> None:
    """Both at the first cell that pays all of it: 90 % and 50."""
    plan = HEAD + (
        "kpis:\n  x: {unit: percent}\n  y: {unit: points}\n"
        "  m:\n    weight: 100 %\n    unit: percent\n    matrix:\n"
        "      rows: {of: x, from: [80 %, 90 %]}\n      columns: {of: y, from: [30, 50]}\n"
        "      pays: [[10 %, 20 %], [40 %, 100 %]]\n"
    )
    assert aimed(plan, "participant,period,x,y\nana,2026-Q1,10 %,-5\n") == {"ana": 1000}


def test_a_kpi_of_the_first_of_two_roles_is_moved_too() -> None:
    """Half of the quarter 60 % of NRR and 40 % of CSAT, then NRR alone: 100 % of it, and CSAT at 90 %."""
    plan = (
        HEAD + "proration: {amount: calendar-days}\nkpis:\n"
        f"  nrr: {{weight: 60 %, unit: percent, {CURVE}}}\n"
        f"  csat: {{weight: 40 %, unit: percent, target: 90 %, {CURVE}}}\n"
        "roles: {head: {kpis.csat: null, kpis.nrr.weight: 100 %}}\n"
    )
    people = "participant,role,entry,exit\nana,,,2026-02-14\nana,head,2026-02-15,\n"
    mine = plans(plan)
    past = history(mine, files("participant,period,nrr,csat\nana,2026-Q1,80 %,50 %\n", people=people))
    (one,) = on_target(mine, past, drawn_from_history(mine, past, 3, 1)).people
    assert (one.drawn, one.on_target) == (F(240 + 100 + 400), F(300 + 180 + 500))


@pytest.mark.parametrize("plan", [PLAN, PLAN + SHIRT, PLAN + BEST], ids=["alone", "a thing", "a podium"])
def test_many_people_on_target_are_paid_as_few(plan: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = plans(plan.replace("unit: percent", "unit: percent, target: 95 %"))
    past = history(mine, files(PAST))
    drawn = drawn_from_history(mine, past, 5, 1)
    few = on_target(mine, past, drawn)
    monkeypatch.setattr(aiming, "MANY", 0)
    assert on_target(mine, past, drawn) == few
    assert few != drawn
