"""Both ways to draw a history, each against every draw that there can be, counted by hand."""
# ruff: noqa: E501 - plans stand on one line

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction as F
from itertools import product

import pytest
from engine import plans_of

from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.odds import (
    History,
    Outcomes,
    Way,
    choices,
    dealt,
    drawn_from_history,
    percentile_of,
    read_history,
    run_of_cards,
    shares,
    stream,
)
from csvariable.odds.hands import Card, Hand
from csvariable.odds.owners import COMPANY, DrawnOwner, Owners
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\n"
LINE = "linear: [{at: 0 %, pays: 0 %}, {at: 200 %, pays: 200 %}]"
"""Pays what it reads."""
COUNT = 600
BOTH = ("2026-Q1", "2026-Q2")
Pay = Callable[[Mapping[str, str], Mapping[DrawnOwner, str]], F]
"""What all cost, by the period of each person and of each group."""


def table(text: str) -> Table:
    found, problems = read_table(text.encode(), "kpis.csv")
    assert found is not None, problems
    return found


class Past:
    """A plan and its history."""

    def __init__(self, plan: str, kpis: str, people: str | None = None) -> None:
        plans, problems = plans_of(HEAD + plan)
        assert plans is not None, [str(problem.message) for problem in problems]
        self.plans: Plans = plans
        history, found = read_history(plans, Tables([table(kpis)], None if people is None else table(people)))
        assert history is not None, [str(problem.message) for problem in found]
        self.history: History = history

    def drawn(self, way: Way, count: int = COUNT, seed: int = 1) -> Outcomes:
        return drawn_from_history(self.plans, self.history, count, seed, way=way)


def luck(names: list[tuple[str, ...]], count: int = COUNT, seed: int = 1) -> list[tuple[str, ...]]:
    """The period of each draw of each of some streams."""
    picks = [choices(stream(seed, count, "history", *name), 2) for name in names]
    return [tuple(BOTH[pick] for pick in draw) for draw in zip(*picks, strict=True)]


PEOPLE = ("ana", "ben", "eva")
TEAM, NORTH = DrawnOwner("team", "South"), DrawnOwner("team", "North")


def by_periods(pay: Pay, count: int = COUNT) -> list[F]:
    """Every draw: one period for everybody."""
    return [
        pay(dict.fromkeys(PEOPLE, period), dict.fromkeys((TEAM, NORTH, COMPANY), period))
        for (period,) in luck([()], count)
    ]


def by_people(pay: Pay, groups: tuple[DrawnOwner, ...], count: int = COUNT) -> list[F]:
    """Every draw: a period for each person and for each group."""
    names: list[tuple[str, ...]] = [(person,) for person in PEOPLE]
    return [
        pay(dict(zip(PEOPLE, draw[:3], strict=True)), dict(zip(groups, draw[3:], strict=True)))
        for draw in luck([*names, *groups], count)
    ]


def every(pay: Pay, groups: tuple[DrawnOwner, ...]) -> Counter[F]:
    """How often each cost comes when every draw by people comes once."""
    return Counter(
        pay(dict(zip(PEOPLE, draw[:3], strict=True)), dict(zip(groups, draw[3:], strict=True)))
        for draw in product(BOTH, repeat=3 + len(groups))
    )


# ------------------------------------------------------------------------------- people alone

OWN = "kpis: {x: {weight: 100 %, unit: percent, curve: {of: actual, " + LINE + "}}}\n"
RESULTS = {"ana": (40, 60), "ben": (10, 90), "eva": (75, 25)}
FILE = "participant,period,x\n" + "".join(
    f"{who},{period},{value} %\n"
    for who, own in RESULTS.items()
    for period, value in zip(BOTH, own, strict=True)
)


def own_pay(mine: Mapping[str, str], _: Mapping[DrawnOwner, str]) -> F:
    return F(sum(10 * RESULTS[who][BOTH.index(period)] for who, period in mine.items()))


def test_people_by_themselves_have_every_mix_and_periods_the_two_that_were() -> None:
    past = Past(OWN, FILE)
    people, periods = past.drawn("people"), past.drawn("periods")
    assert list(people.costs) == by_people(own_pay, ())
    assert list(periods.costs) == by_periods(own_pay)
    assert set(people.costs) == set(every(own_pay, ()))
    assert set(periods.costs) == {F(1250), F(1750)}
    assert (people.way, periods.way) == ("people", "periods")


def test_the_chances_are_those_of_the_mixes() -> None:
    """Of eight mixes each comes once in eight draws, but for what 20,000 draws are off."""
    found = Counter(Past(OWN, FILE).drawn("people", 20_000).costs)
    chances = every(own_pay, ())
    assert sum(chances.values()) == 8
    for cost, times in chances.items():
        assert abs(F(found[cost], 20_000) - F(times, 8)) < F(1, 100)


# ---------------------------------------------------------------------------- teams and company

ALL = (
    "kpis:\n"
    f"  x: {{weight: 50 %, unit: percent, curve: {{of: actual, {LINE}}}}}\n"
    f"  t: {{weight: 30 %, unit: percent, scope: team, curve: {{of: actual, {LINE}}}}}\n"
    f"  c: {{weight: 20 %, unit: percent, scope: company, curve: {{of: actual, {LINE}}}}}\n"
)
STAFF = "participant,team\nana,North\nben,North\neva,South\n"
TEAMS = {NORTH: (20, 80), TEAM: (50, 100), COMPANY: (30, 110)}
TEAM_OF = {"ana": NORTH, "ben": NORTH, "eva": TEAM}
ROWS = "participant,team,period,x,t,c\n"
ALL_FILE = (
    ROWS
    + "".join(f"{who},,{period},{value} %,,\n" for who, own in RESULTS.items() for period, value in zip(BOTH, own, strict=True))
    + "".join(f",{team.name},{period},,{value} %,\n" for team, own in TEAMS.items() if team.name for period, value in zip(BOTH, own, strict=True))
    + "".join(f"*,,{period},,,{value} %\n" for period, value in zip(BOTH, TEAMS[COMPANY], strict=True))
)  # fmt: skip


def all_pay(mine: Mapping[str, str], groups: Mapping[DrawnOwner, str]) -> F:
    """Half of the own result, three tenths of the team's, a fifth of the company's, of 1,000."""
    total = F(0)
    for who, period in mine.items():
        team = TEAM_OF[who]
        total += 5 * RESULTS[who][BOTH.index(period)]
        total += 3 * TEAMS[team][BOTH.index(groups[team])]
        total += 2 * TEAMS[COMPANY][BOTH.index(groups[COMPANY])]
    return total


def test_a_result_of_a_group_is_one_draw_for_all_whom_it_touches() -> None:
    past, groups = Past(ALL, ALL_FILE, STAFF), (NORTH, TEAM, COMPANY)
    people, periods = past.drawn("people"), past.drawn("periods")
    assert list(people.costs) == by_people(all_pay, groups)
    assert set(people.costs) == set(every(all_pay, groups))
    assert list(periods.costs) == by_periods(all_pay)
    assert len(set(periods.costs)) == 2


def test_the_cards_of_a_person_are_their_period_with_those_of_their_groups() -> None:
    past = Past(ALL, ALL_FILE, STAFF)
    ana, _, eva = dealt(past.plans, past.history, "people", COUNT, 1)
    assert ana.person == "ana"
    assert set(ana.cards) == {
        Card(period, 0, tuple(others))
        for period, other in zip(BOTH, BOTH[::-1], strict=True)
        for others in ([], [(COMPANY, other)], [(NORTH, other)], [(COMPANY, other), (NORTH, other)])
    }
    assert {owner for card in eva.cards for owner, _ in card.others} == {COMPANY, TEAM}
    # The same company result is drawn for both, whatever their own periods are.
    for one, other in zip(ana.picks, eva.picks, strict=True):
        assert company(ana.cards[one]) == company(eva.cards[other])


def company(card: Card) -> str:
    return dict(card.others).get(COMPANY, card.period)


def test_a_team_that_is_all_there_is_has_one_draw() -> None:
    """Twenty people of one team are paid 1,000 each or nothing: together, in half of the draws."""
    plan = "kpis: {nrr: {weight: 100 %, unit: percent, scope: team, curve: {of: actual, lookup: [{from: 50 %, pays: 100 %}]}}}\n"
    people = "participant,team\n" + "".join(f"p{at:02d},A\n" for at in range(20))
    text = "participant,team,period,nrr\n" + "".join(
        f",A,2025-Q{at},{40 + 20 * (at % 2 == 0)} %\n" for at in range(1, 5)
    )
    past = Past(plan, text, people)
    ways: tuple[Way, ...] = ("periods", "people")
    for way in ways:
        found = past.drawn(way, 2000)
        assert set(found.costs) == {F(0), F(20_000)}
        assert F(2, 5) < found.within(F(15_000)) < F(3, 5)


def test_a_team_with_the_row_of_everybody_has_the_companys_draw() -> None:
    """North has a row of its own; South and West have the one of all."""
    plan = f"kpis: {{t: {{weight: 100 %, unit: percent, scope: team, curve: {{of: actual, {LINE}}}}}}}\n"
    staff = "participant,team\nana,North\nben,South\neva,West\n"
    text = "participant,team,period,t\n" + "".join(
        f",North,{period},{own} %\n*,,{period},{all_} %\n" for period, own, all_ in (("2026-Q1", 10, 20), ("2026-Q2", 50, 70))
    )  # fmt: skip
    past = Past(plan, text, staff)
    owners = Owners(past.plans, past.history.runs["2026-Q1"].facts)
    assert [owners.of(row, "t") for row in range(3)] == [NORTH, COMPANY, COMPANY]
    north, both = {"2026-Q1": 100, "2026-Q2": 500}, {"2026-Q1": 400, "2026-Q2": 1400}
    draws = luck([NORTH, COMPANY])
    assert list(past.drawn("people").costs) == [F(north[one] + both[two]) for one, two in draws]


def test_one_team_with_the_row_of_everybody_has_the_draw_of_a_colleague_of_the_company() -> None:
    """Ben's KPI is his team's, which has no row; eva's is the company's: both have the row of all."""
    plan = (
        f"kpis: {{t: {{weight: 100 %, unit: percent, scope: team, curve: {{of: actual, {LINE}}}}}}}\n"
        "roles: {boss: {kpis.t.scope: company}}\n"
    )
    text = "participant,team,period,t\n*,,2026-Q1,20 %\n*,,2026-Q2,70 %\n"
    past = Past(plan, text, "participant,team,role\nben,South,\neva,South,boss\n")
    assert set(past.drawn("people").costs) == {F(400), F(1400)}


def test_a_target_belongs_to_the_result_of_its_team() -> None:
    """50 of 100, then 200 of 200: half or all of it, and never 200 of 100."""
    plan = f"kpis: {{t: {{weight: 100 %, unit: money, scope: team, curve: {{of: attainment, {LINE}}}}}}}\n"
    text = "participant,team,period,t,t.target\n,North,2026-Q1,50,100\n,North,2026-Q2,200,200\n"
    past = Past(plan, text, "participant,team\nana,North\n")
    assert set(past.drawn("people").costs) == {F(500), F(1000)}


def test_the_value_of_a_group_beside_the_own_is_drawn_with_the_group() -> None:
    """A bonus of 50 for the team's own result, which is good in the second quarter alone."""
    plan = OWN + "bonuses: {club: {scope: team, when: {x: {from: 90 %}}, pays: 50}}\n"
    text = "participant,team,period,x\n" + "".join(
        f"ana,,{period},{own} %\nben,,{period},{own} %\n,North,{period},{team} %\n"
        for period, own, team in (("2026-Q1", 40, 80), ("2026-Q2", 60, 95))
    )
    past = Past(plan, text, "participant,team\nana,North\nben,North\n")
    own = {"2026-Q1": 400, "2026-Q2": 600}
    draws = luck([("ana",), ("ben",), NORTH])
    assert list(past.drawn("people").costs) == [
        F(own[one] + own[two] + 100 * (team == "2026-Q2")) for one, two, team in draws
    ]


# ------------------------------------------------------------------------------ who was not there


def test_who_was_not_there_in_a_period_has_one_of_their_own() -> None:
    text = FILE.replace("eva,2026-Q1,75 %\n", "")
    past = Past(OWN, text)
    found = past.drawn("periods")
    paid = {"2026-Q1": F(400 + 100 + 250), "2026-Q2": F(600 + 900 + 250)}
    assert list(found.costs) == [paid[period] for (period,) in luck([()])]
    assert [one.kinds for one in found.people] == [2, 2, 1]


def test_who_was_there_in_some_periods_takes_one_of_those() -> None:
    text = FILE.replace("eva,2026-Q1,75 %\n", "") + "ana,2026-Q3,20 %\nben,2026-Q3,30 %\neva,2026-Q3,50 %\n"
    past = Past(OWN, text)
    hands = {hand.person: hand for hand in dealt(past.plans, past.history, "periods", COUNT, 1)}
    whole = choices(stream(1, COUNT, "history"), 3)
    own = choices(stream(1, COUNT, "history", "eva"), 2)
    assert list(hands["ana"].picks) == whole
    assert list(hands["eva"].picks) == [
        {1: 0, 2: 1}.get(period, pick) for period, pick in zip(whole, own, strict=True)
    ]


# ------------------------------------------------------------------------------- shared money

POOL = ALL + "pool: {pot: {amount: 300, by: x, scope: company}}\n"


def pool_pay(mine: Mapping[str, str], groups: Mapping[DrawnOwner, str]) -> F:
    return all_pay(mine, groups) + 300


@pytest.mark.parametrize("way", ["people", "periods"])
def test_money_that_is_all_given_needs_no_draw_paid_whole(way: Way) -> None:
    past = Past(POOL, ALL_FILE, STAFF)
    groups = (NORTH, TEAM, COMPANY)
    found = past.drawn(way)
    assert list(found.costs) == (by_people(pool_pay, groups) if way == "people" else by_periods(pool_pay))
    assert shares(past.history)


@pytest.mark.parametrize(("way", "different"), [("people", 64), ("periods", 2)])
def test_money_that_is_shared_is_paid_in_each_draw_that_differs(way: Way, different: int) -> None:
    past = Past(POOL + "rounding: {total: 0.01}\n", ALL_FILE, STAFF)
    told: list[tuple[int, int]] = []
    found = drawn_from_history(
        past.plans, past.history, COUNT, 1, lambda done, of: told.append((done, of)), way
    )
    groups = (NORTH, TEAM, COMPANY)
    assert list(found.costs) == (by_people(pool_pay, groups) if way == "people" else by_periods(pool_pay))
    assert told == [(different, different)]
    assert shares(past.history)


# ------------------------------------------------------------------------------------- spreads


def outcomes(way: Way, *costs: int) -> Outcomes:
    return Outcomes(tuple(map(F, costs)), (), "history", 1, way=way)


@pytest.mark.parametrize(
    ("mine", "other", "differs"),
    [
        ((0, 100), (0, 89), True),
        ((0, 100), (0, 90), False),
        ((0, 90), (0, 100), False),
        ((0, 89), (0, 100), True),
        ((50, 150), (0, 100), False),
        ((7, 7), (9, 9), False),
        ((7, 7), (9, 10), True),
    ],
)
def test_spreads_differ_by_more_than_a_tenth_of_the_wider(
    mine: tuple[int, int], other: tuple[int, int], differs: bool
) -> None:
    found = Outcomes(tuple(map(F, mine)), (), "history", 1, way="people", other=outcomes("periods", *other))
    assert found.spread == tuple(map(F, mine))
    assert found.differs is differs
    assert outcomes("people", *mine).differs is False


# ------------------------------------------------------------------------------- cards as a run


@pytest.mark.parametrize("way", ["people", "periods"])
def test_a_percentile_of_cards_is_that_of_the_draws(way: Way) -> None:
    past = Past(ALL, ALL_FILE, STAFF)
    hands = dealt(past.plans, past.history, way, COUNT, 1)
    _, facts, costs = run_of_cards(past.plans, past.history, hands)
    assert len(facts.people) == len(costs) == sum(len(hand.cards) for hand in hands)
    found = past.drawn(way)
    for percent in (10, 50, 90):
        assert percentile_of(hands, costs, percent) == found.percentile(percent)
    assert percentile_of([Hand("a", hands[0].cards, [0, 1])], [F(1, 3), F(1, 2)], 90) == F(1, 2)


def test_a_card_that_cannot_be_paid_costs_nothing_and_is_counted() -> None:
    """North's first result is lost: who is drawn it in their second quarter cannot be paid."""
    past = Past(ALL, ALL_FILE, STAFF)
    run = past.history.runs["2026-Q1"]
    lost = [None, None, F(1, 2)]
    columns = {**run.facts.columns, "t.actual": lost}
    first = replace(run, facts=replace(run.facts, columns=columns))
    history = replace(past.history, runs={**past.history.runs, "2026-Q1": first})
    found = drawn_from_history(past.plans, history, COUNT, 1, way="people")
    groups = (NORTH, TEAM, COMPANY)
    draws = luck([*((one,) for one in PEOPLE), *groups])
    unpaid = 0
    for draw, cost in zip(draws, found.costs, strict=True):
        mine, ours = dict(zip(PEOPLE, draw[:3], strict=True)), dict(zip(groups, draw[3:], strict=True))
        # In their first quarter they were paid then; with another company result they are paid anew.
        gone = [
            who
            for who in ("ana", "ben")
            if ours[NORTH] == "2026-Q1" and not (mine[who] == ours[COMPANY] == "2026-Q1")
        ]
        unpaid += bool(gone)
        paid = sum((all_pay({who: mine[who]}, ours) for who in PEOPLE if who not in gone), F(0))
        assert cost == paid
    assert found.unpaid == unpaid > 0


def test_what_nobody_had_in_a_period_is_as_it_was_in_the_own_one() -> None:
    """In the second quarter nobody was head, and the team had no result of u."""
    plan = (
        f"kpis: {{t: {{weight: 100 %, unit: percent, scope: team, curve: {{of: actual, {LINE}}}}}}}\n"
        "roles:\n  head:\n    kpis.t.weight: 50 %\n"
        f"    kpis.u: {{weight: 50 %, unit: percent, scope: team, curve: {{of: actual, {LINE}}}}}\n"
    )
    text = (
        "participant,role,team,period,t,u\nana,head,North,2026-Q1,,\n,,North,2026-Q1,20 %,60 %\n"
        "ana,,North,2026-Q2,,\n,,North,2026-Q2,80 %,\n"
    )
    past = Past(plan, text)
    # 20 and 60 as head; with the team's second quarter 80 and 60; and 20 or 80 without a role.
    costs = {
        ("2026-Q1", "2026-Q1"): 400,
        ("2026-Q1", "2026-Q2"): 700,
        ("2026-Q2", "2026-Q1"): 200,
        ("2026-Q2", "2026-Q2"): 800,
    }
    assert list(past.drawn("people").costs) == [F(costs[one, two]) for one, two in luck([("ana",), NORTH])]
