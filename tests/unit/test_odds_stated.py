"""Draws from a stated model, against the same draws made and paid by hand: every cost, every mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import pytest
from engine import plans_of

from csvariable.engine.drawn import Paid, copied
from csvariable.facts.load import Tables, load
from csvariable.facts.plans import Plans
from csvariable.odds import OddsModel, drawn_from_model, passes, stream, world_of
from csvariable.odds.world import World
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\n"
CURVE = "curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 200 %, pays: 200 %}]}"
PLAN = (
    HEAD + "kpis:\n"
    f"  nrr: {{weight: 60 %, unit: percent, target: 50 %, {CURVE}}}\n"
    f"  csat: {{weight: 30 %, unit: percent, scope: team, {CURVE}}}\n"
    f"  nps: {{weight: 10 %, unit: percent, scope: company, {CURVE}}}\n"
)
BEST = "bonuses: {best: {rank: {by: nrr, top: 1}, pays: [100]}}\n"
KPIS = (
    "participant,team,nrr,csat,nps\nana,n,90.25 %,,\nben,n,80 %,,\nchloe,s,33.33 %,,\n"
    ",n,,10.01 %,\n,s,,20 %,\n*,,,,50 %\n"
)
SHARE = OddsModel("share", F(1, 4), count=3)


def plans(text: str = PLAN) -> Plans:
    found, problems = plans_of(text)
    assert isinstance(found, Plans), [str(problem.message) for problem in problems]
    return found


def table(text: str, name: str) -> Table:
    found, problems = read_table(text.encode(), name)
    assert found is not None, problems
    return found


def world(
    models: Mapping[str, OddsModel],
    plan: str = PLAN,
    kpis: str = KPIS,
    people: str | None = None,
    *,
    count: int = 20,
    period: str | None = None,
) -> World:
    """The world of some facts, drawn with the seed 3."""
    mine = plans(plan)
    staff = None if people is None else table(people, "people.csv")
    facts, problems = load(Tables([table(kpis, "kpis.csv")], staff), mine, period)
    assert facts is not None, problems
    return world_of(mine, facts, models, count, 3)


def values(model: OddsModel, owner: str, kpi: str, count: int = 20) -> list[F]:
    """The result of each draw: the luck of an owner with a KPI."""
    made = model.table(F(0), None)
    return [made.values[at] for at in made.drawn(stream(3, count, "model", owner, kpi))]


def cents(value: F) -> F:
    """Half away from zero, as pay is rounded."""
    return F((value * 200).__floor__() + 1 >> 1, 100)


OWN = {"ana": F("0.9025"), "ben": F("0.8"), "chloe": F("0.3333")}
TEAMS = {"ana": "n", "ben": "n", "chloe": "s"}
OF_TEAM = {"n": F("0.1001"), "s": F("0.2")}


def by_hand(models: Mapping[str, OddsModel], count: int = 20) -> dict[str, list[F]]:
    """What each person is paid in each draw."""
    found: dict[str, list[F]] = {}
    for who, team in TEAMS.items():
        drawn = {
            "nrr": (f"person {who}", OWN[who], 600),
            "csat": (f"team {team}", OF_TEAM[team], 300),
            "nps": ("company", F(1, 2), 100),
        }
        parts = [
            [cents(part * value) for value in values(models[kpi], owner, kpi, count)]
            if kpi in models
            else [cents(part * as_it_is)] * count
            for kpi, (owner, as_it_is, part) in drawn.items()
        ]
        found[who] = [sum(draw, F(0)) for draw in zip(*parts, strict=True)]
    return found


def summed(paid: Mapping[str, list[F]]) -> list[F]:
    """What everybody together is paid in each draw."""
    return [sum(draw, F(0)) for draw in zip(*paid.values(), strict=True)]


MODELS: list[dict[str, OddsModel]] = [
    {"nrr": SHARE},
    {"csat": SHARE},
    {"nps": SHARE},
    {
        "nrr": SHARE,
        "csat": OddsModel("share", F(1, 2), count=1),
        "nps": OddsModel("normal", F(1), F(1, 3), F(1, 9)),
    },
]


@pytest.mark.parametrize("chunk", [100_000, 45, 20, 7, 1])
@pytest.mark.parametrize("models", MODELS, ids=["own", "team", "company", "all"])
def test_each_draw_is_paid_for_its_own_luck_however_many_are_paid_at_once(
    models: dict[str, OddsModel], chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passes, "CHUNK", chunk)
    found = drawn_from_model(world(models), aimed=False)
    expected = by_hand(models)
    assert list(found.costs) == summed(expected)
    assert [one.drawn for one in found.people] == [sum(own, F(0)) / 20 for own in expected.values()]
    assert (found.source, found.seed, found.periods, found.unpaid) == ("model", 3, (), 0)
    assert [(one.id, one.incentive, one.on_target) for one in found.people] == [
        (who, F(1000), None) for who in expected
    ]


@pytest.mark.parametrize("chunk", [100_000, 7, 6, 1])
def test_shared_money_is_paid_anew_in_each_draw(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The best share 100 in each draw; the least of ids takes the cent that three cannot part."""
    monkeypatch.setattr(passes, "CHUNK", chunk)
    models = {"nrr": SHARE, "csat": OddsModel("share", F(1, 2), count=1)}
    found = drawn_from_model(world(models, PLAN + BEST.replace("top: 1", "top: 1, ties: share")), aimed=False)
    expected = by_hand(models)
    assert list(found.costs) == [cost + 100 for cost in summed(expected)]
    results = {who: values(SHARE, f"person {who}", "nrr") for who in TEAMS}
    prizes = {who: F(0) for who in TEAMS}
    for draw in range(20):
        best = [who for who in TEAMS if results[who][draw] == max(own[draw] for own in results.values())]
        for at, who in enumerate(best):
            prizes[who] += F(100, len(best)) if len(best) < 3 else F("33.34") if at == 0 else F("33.33")
    assert [one.drawn for one in found.people] == [
        (sum(expected[who], F(0)) + prizes[who]) / 20 for who in TEAMS
    ]


def test_how_many_results_a_person_can_have() -> None:
    models = {"nrr": SHARE, "csat": OddsModel("share", F(1, 2), count=1)}
    plan = PLAN + "roles: {head: {kpis.csat: null, kpis.nrr.weight: 90 %}}\n"
    people = "participant,role,team\nana,,n\nben,head,n\nchloe,,s\n"
    found = drawn_from_model(world(models, plan, people=people), aimed=False)
    assert [one.kinds for one in found.people] == [8, 4, 8]
    assert [one.kinds for one in drawn_from_model(world({}), aimed=False).people] == [1, 1, 1]


# ----------------------------------------------------------------------------------- truly on target


def test_truly_on_target_the_same_luck_falls_around_the_target() -> None:
    """A half of three answers instead of a quarter; csat has no target, and pays 100 % where all are good."""
    models = {"nrr": SHARE, "csat": SHARE}
    found = drawn_from_model(world(models))
    assert list(found.costs) == summed(by_hand(models))
    expected = by_hand({"nrr": SHARE.around(F(1, 2)), "csat": SHARE.around(F(1))})
    assert [one.on_target for one in found.people] == [sum(own, F(0)) / 20 for own in expected.values()]


def test_each_person_is_on_their_own_target() -> None:
    """Ana's target of 120 % is no share of answers: she is not on target, and is drawn as she is."""
    kpis = KPIS.replace("nrr,", "nrr,nrr.target,").replace("90.25 %,", "90.25 %,120 %,")
    kpis = kpis.replace("80 %,", "80 %,,").replace("33.33 %,", "33.33 %,75 %,").replace(",n,,", ",n,,,")
    kpis = kpis.replace(",s,,", ",s,,,").replace("*,,", "*,,,")
    found = drawn_from_model(world({"nrr": SHARE}, kpis=kpis))
    means = [
        sum(by_hand({"nrr": SHARE.around(target)})[who], F(0)) / 20
        for who, target in (("ben", F(1, 2)), ("chloe", F(3, 4)))
    ]
    assert [one.on_target for one in found.people] == [None, *means]


@pytest.mark.parametrize(("target", "there"), [("0 %", True), ("100 %", True), ("100.01 %", False)])
def test_a_share_of_answers_can_be_around_a_target_up_to_all_of_them(target: str, *, there: bool) -> None:
    found = drawn_from_model(world({"nrr": SHARE}, PLAN.replace("50 %,", f"{target},")))
    assert [one.on_target is not None for one in found.people] == [there] * 3


def test_a_normal_can_be_around_any_target() -> None:
    normal = OddsModel("normal", F(1), F(1, 3), F(1, 9))
    found = drawn_from_model(world({"nrr": normal}, PLAN.replace("50 %,", "130 %,")))
    expected = by_hand({"nrr": normal.around(F(13, 10))})
    assert [one.on_target for one in found.people] == [sum(own, F(0)) / 20 for own in expected.values()]


@pytest.mark.parametrize("aimed", [True, False])
def test_how_far_draws_are_is_told_with_and_without_targets(*, aimed: bool) -> None:
    told: list[tuple[int, int]] = []
    heard = drawn_from_model(world({"nrr": SHARE}), lambda done, of: told.append((done, of)), aimed=aimed)
    assert told == [(60, 60)]
    assert heard == drawn_from_model(world({"nrr": SHARE}), aimed=aimed)


# ---------------------------------------------------------------------------------- rows and gaps


def test_draws_that_somebody_cannot_be_paid_for_are_counted_once() -> None:
    mine = world({"csat": SHARE})
    for lost in ([None, F(8, 10), F("0.3333")], [None, None, F("0.3333")]):
        gone = replace(mine, facts=replace(mine.facts, columns={**mine.facts.columns, "nrr.actual": lost}))
        found = drawn_from_model(gone)
        assert found.unpaid == 20
        paid = by_hand({"csat": SHARE})
        left = {who: own for (who, own), one in zip(paid.items(), lost, strict=True) if one is not None}
        assert list(found.costs) == summed(left)
        assert [one.drawn == 0 for one in found.people] == [one is None for one in lost]


def test_of_whom_the_plan_refuses_a_draw_around_the_target_nothing_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first draw of Ana around her target cannot be paid; as drawn all can."""
    calls: list[int] = []

    def lossy(*asked: Any) -> Paid:
        whole = copied(*asked)
        calls.append(len(calls))
        return whole if len(calls) == 1 else Paid([None, *whole.tops[1:]], whole.bottom)

    monkeypatch.setattr(passes, "copied", lossy)
    found = drawn_from_model(world({"nrr": SHARE}))
    assert (found.unpaid, len(calls)) == (0, 2)
    assert [one.on_target is None for one in found.people] == [True, False, False]
    assert [one.is_refused for one in found.people] == [True, False, False]


def test_only_the_draws_that_somebody_cannot_be_paid_for_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ana's pay is lost in the third draw, Ben's in the third and in the last."""

    def lossy(*asked: Any) -> Paid:
        whole = copied(*asked)
        return Paid([None if at in {2, 22, 39} else top for at, top in enumerate(whole.tops)], whole.bottom)

    monkeypatch.setattr(passes, "copied", lossy)
    found = drawn_from_model(world({"nrr": SHARE}), aimed=False)
    paid = by_hand({"nrr": SHARE})
    paid["ana"][2] = paid["ben"][2] = paid["ben"][19] = F(0)
    assert found.unpaid == 2
    assert list(found.costs) == summed(paid)
    assert [one.drawn for one in found.people] == [sum(own, F(0)) / 20 for own in paid.values()]


def test_somebody_of_two_roles_has_one_result_for_both() -> None:
    """Half of the days at 1000, half at 2000: a result pays 1500 times as much."""
    plan = (
        HEAD + "proration: {amount: calendar-days}\nroles: {head: {target_incentive: 2000}}\n"
        f"kpis:\n  nrr: {{weight: 100 %, unit: percent, target: 50 %, {CURVE}}}\n"
    )
    people = "participant,role,entry,exit\nana,,,2026-02-14\nana,head,2026-02-15,\n"
    half = OddsModel("share", F(1, 2), count=2)
    mine = world({"nrr": half}, plan, "participant,nrr\nana,50 %\n", people, period="2026-Q1")
    found = drawn_from_model(mine)
    assert list(found.costs) == [1500 * value for value in values(half, "person ana", "nrr")]
    assert [(one.incentive, one.on_target, one.kinds) for one in found.people] == [(F(1500), found.mean, 3)]


def test_a_person_without_a_target_incentive_has_none() -> None:
    plan = (
        HEAD.replace("target_incentive: 1000\n", "")
        + "kpis: {calls: {unit: number}}\nbonuses: {each: {per: calls, pays: 2, cap: 100}}\n"
    )
    ten = OddsModel("normal", F(10), F(0), F(1))
    (one,) = drawn_from_model(world({"calls": ten}, plan, "participant,calls\nana,3\n")).people
    assert (one.incentive, one.drawn, one.on_target, one.kinds) == (None, F(20), None, 1)


def test_a_target_of_all_members_stays_as_it_was() -> None:
    """Whatever luck the members have, Lea's team sold 120 of 200."""
    curve = "curve: {of: attainment, linear: [{at: 0 %, pays: 0 %}, {at: 200 %, pays: 200 %}]}"
    plan = (
        HEAD
        + f"kpis:\n  sales: {{weight: 100 %, unit: money, target: 100, {curve}}}\n"
        + "roles: {lead: {kpis.sales.scope: team, kpis.sales.target: members}}\n"
    )
    people = "participant,role,team\nlea,lead,n\nana,,n\nben,,n\n"
    kpis = "participant,team,sales\nana,n,60\nben,n,60\n,n,120\n"
    fifty = OddsModel("normal", F(50), F(0), F(1))
    found = drawn_from_model(world({"sales": fifty}, plan, kpis, people))
    # Lea's own draw is the team's: 50 of 200. Ana and Ben sell 50 of 100 each.
    assert set(found.costs) == {F(250 + 500 + 500)}
    assert [one.on_target for one in found.people] == [F(1000)] * 3


def test_a_role_without_a_target_incentive_stands_beside_one_that_has_it() -> None:
    plan = (
        HEAD.replace("target_incentive: 1000\n", "")
        + "kpis: {calls: {unit: number}}\nbonuses: {each: {per: calls, pays: 2, cap: 100}}\n"
        + "roles: {head: {target_incentive: 2000}}\n"
    )
    kpis = "participant,role,calls\nana,,3\nlea,head,3\n"
    found = drawn_from_model(world({"calls": OddsModel("normal", F(10), F(0), F(1))}, plan, kpis))
    assert [(one.incentive, one.drawn) for one in found.people] == [(None, F(20)), (F(2000), F(20))]


# ------------------------------------------------------------------------------ KPIs of some roles

TO_100 = "curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}"

ROLES = (
    HEAD + "kpis:\n"
    f"  nrr: {{weight: 60 %, unit: percent, {CURVE}}}\n  csat: {{weight: 40 %, unit: percent, {CURVE}}}\n"
    "roles: {head: {kpis.csat: null, kpis.nrr.weight: 100 %}}\n"
)
COIN = OddsModel("share", F(1, 2), count=1)


@pytest.mark.parametrize(
    ("more", "extra"),
    [("", 0), (BEST, 100), (BEST + "pool: {pot: {amount: 600, by: uniform, scope: team}}\n", 700)],
    ids=["alone", "a podium", "a podium and a pool of the team"],
)
def test_who_does_not_have_a_kpi_has_no_luck_with_it(more: str, extra: int) -> None:
    """Ben is head: 800 of NRR alone; ana has 600 * 50 % and 400 where she is lucky."""
    people = "participant,role,team\nben,head,n\nana,,n\nlea,head,n\n"
    kpis = "participant,nrr,csat\nana,50 %,80 %\nben,80 %,\nlea,10 %,\n"
    found = drawn_from_model(world({"csat": COIN}, ROLES + more, kpis, people))
    own = [300 + 400 * value for value in values(COIN, "person ana", "csat")]
    assert list(found.costs) == [800 + 100 + extra + cost for cost in own]


@pytest.mark.parametrize("more", ["", BEST])
@pytest.mark.parametrize(("first", "second"), [("", "head"), ("head", "")])
def test_a_kpi_of_one_of_two_roles_is_drawn_for_the_days_of_that_role(
    first: str, second: str, more: str
) -> None:
    """Half of the quarter as head: 250; in the other half 150, and 200 where luck has it."""
    plan = ROLES + "proration: {amount: calendar-days}\n" + more
    people = f"participant,role,entry,exit\nana,{first},,2026-02-14\nana,{second},2026-02-15,\n"
    mine = world({"csat": COIN}, plan, "participant,nrr,csat\nana,50 %,80 %\n", people, period="2026-Q1")
    found = drawn_from_model(mine)
    extra = 100 if more else 0
    luck = values(COIN, "person ana", "csat")
    assert list(found.costs) == [250 + 150 + extra + 200 * value for value in luck]
    assert [one.kinds for one in found.people] == [2]


def test_around_one_target_each_role_keeps_its_own_range() -> None:
    """A normal around 100 %: nothing above it for ana, everything for the head."""
    plan = HEAD + (
        f"kpis:\n  nrr: {{weight: 100 %, unit: percent, target: 100 %, range: [0 %, 100 %], {TO_100}}}\n"
        "roles: {head: {kpis.nrr.range: [0 %, 200 %], "
        '"kpis.nrr.curve.linear[1]": {at: 200 %, pays: 200 %}}}\n'
    )
    normal = OddsModel("normal", F(1, 2), F(1, 10), F(1, 10))
    kpis = "participant,role,nrr\nana,,50 %\nlea,head,50 %\n"
    found = drawn_from_model(world({"nrr": normal}, plan, kpis))
    expected = []
    for who, high in (("ana", F(1)), ("lea", F(2))):
        made = normal.around(F(1)).table(F(0), high)
        picks = made.drawn(stream(3, 20, "model", f"person {who}", "nrr"))
        expected.append(sum((1000 * made.values[at] for at in picks), F(0)) / 20)
    assert [one.on_target for one in found.people] == expected
    assert expected[0] < 1000


def test_the_draws_of_teams_are_the_same_whether_kept_or_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = world({"csat": SHARE, "nps": SHARE})
    found = drawn_from_model(mine)
    monkeypatch.setattr(passes, "KEPT", 0)
    assert drawn_from_model(mine) == found


# ------------------------------------------------------------------ money shared at home and by all


@pytest.mark.parametrize("chunk", [100_000, 3])
def test_draws_of_whole_money_and_draws_of_cents_add_up(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool of each team and a podium of all; few draws have cents, and Ana's result is lost in each."""
    monkeypatch.setattr(passes, "CHUNK", chunk)
    seldom = OddsModel("share", F(1, 30), count=7)
    plan = PLAN.replace("percent, target: 50 %,", "percent,") + BEST.replace("100", "99")
    plan += "pool: {pot: {amount: 600, by: uniform, scope: team}}\n"
    mine = world({"nrr": seldom}, plan, KPIS.replace("10.01 %", "10 %"), count=30)
    results = {who: values(seldom, f"person {who}", "nrr", 30) for who in TEAMS}
    sides = {"ana": F(30 + 50), "ben": F(30 + 50), "chloe": F(60 + 50)}
    costs = [
        sum((cents(600 * own[draw]) + sides[who] for who, own in results.items()), F(0)) for draw in range(30)
    ]
    assert {cost.denominator for cost in costs} >= {1, 100}
    found = drawn_from_model(mine)
    assert list(found.costs) == [cost + 1200 + 99 for cost in costs]
    assert found.unpaid == 0
    lost = [None, F(1, 10), F(1, 5)]
    gone = replace(mine, facts=replace(mine.facts, columns={**mine.facts.columns, "csat.actual": lost}))
    found = drawn_from_model(gone)
    assert found.unpaid == 30
    assert found.people[0].drawn == 0
    assert [one.drawn for one in found.people][2] > 600
