"""What one more point is worth: of which figures, to whom, and where no point can be had."""
# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from fractions import Fraction as F
from unittest.mock import Mock

import pytest
from engine import plans_of
from growth import growth

from csvariable.engine.rerun import again
from csvariable.engine.results import Results
from csvariable.engine.run import once
from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.kernel.unit import Unit
from csvariable.scenario.points import Worth, worth_of_points
from csvariable.tables.reading import read_table

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\nkpis:\n"
LINE = "curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}], beyond: continue}"
NRR = f"nrr: {{weight: 50 %, unit: percent, range: [0 %, 100 %], {LINE}}}"
TIME = "time: {weight: 50 %, unit: hours, direction: lower, range: [0 h, 10 h], curve: {of: actual, linear: [{at: 10 h, pays: 0 %}, {at: 0 h, pays: 100 %}]}}"
PLAN = f"{HEAD}  {NRR}\n  {TIME}\n"


def run(plan: str, kpis: str, people: str | None = None, period: str | None = None) -> tuple[Results, Plans]:
    plans, problems = plans_of(plan)
    assert plans is not None, [str(one.message) for one in problems]
    table, _ = read_table(kpis.encode(), "kpis.csv")
    assert table is not None
    staff = None if people is None else read_table(people.encode(), "people.csv")[0]
    done = once(plans, Tables([table], staff), period)
    assert done.results is not None, [str(one.message) for one in done.diagnostics]
    return done.results, plans


def worths(
    plan: str, kpis: str, people: str | None = None, period: str | None = None
) -> dict[str, dict[str, F | None]]:
    return {one.kpi: dict(one.people) for one in worth_of_points(*run(plan, kpis, people, period))}


def test_a_point_is_one_percent_or_one_of_the_unit_in_the_better_direction() -> None:
    found = worth_of_points(*run(PLAN, "participant,nrr,time\nana,50 %,5 h\nben,60 %,7 h\n"))
    assert [(one.kpi, one.unit, one.falling) for one in found] == [
        ("nrr", Unit.PERCENT, False),
        ("time", Unit.HOURS, True),
    ]
    assert [one.people for one in found] == [
        (("ana", F(5)), ("ben", F(5))),
        (("ana", F(50)), ("ben", F(50))),
    ]


def test_a_point_that_would_leave_the_range_is_none() -> None:
    """Up to the last value of the range there is one, past it there is none."""
    text = "participant,nrr,time\nana,99 %,1 h\nben,99.5 %,0.5 h\ncid,100 %,0 h\ndan,0 %,10 h\n"
    assert worths(PLAN, text) == {
        "nrr": {"ana": F(5), "ben": None, "cid": None, "dan": F(5)},
        "time": {"ana": F(50), "ben": None, "cid": None, "dan": F(50)},
    }


def test_a_number_without_a_range_has_no_end() -> None:
    plan = f"{HEAD}  calls: {{weight: 100 %, unit: number, target: 100, {LINE.replace('actual', 'attainment')}}}\n"
    assert worths(plan, "participant,calls\nana,100000\n") == {"calls": {"ana": F(10)}}


def test_who_has_no_figure_has_no_point_and_the_others_have_theirs() -> None:
    """Ben's value is missing, cid's role has no such KPI; who follows is not forgotten."""
    plan = (
        PLAN.replace("unit: percent,", "unit: percent, missing: zero,")
        + "roles: {head: {kpis.nrr: null, kpis.time.weight: 100 %}}\n"
    )
    text = "participant,role,nrr,time\nben,,,5 h\ncid,head,,5 h\nana,,50 %,5 h\n"
    found = {one.kpi: one for one in worth_of_points(*run(plan, text))}
    assert found["nrr"].people == (("ben", None), ("cid", None), ("ana", F(5)))
    assert found["nrr"].known == (F(5),)
    assert found["time"].people == (("ben", F(50)), ("cid", F(100)), ("ana", F(50)))
    assert found["time"].mean == F(200, 3)


def test_the_mean_is_of_those_who_can_gain() -> None:
    assert Worth("a", Unit.PERCENT, False, (("x", F(4)), ("y", None), ("z", F(0)))).mean == 2
    assert Worth("a", Unit.PERCENT, False, (("y", None),)).mean is None


SALES = f"sales: {{weight: 100 %, unit: money, target: 250, {LINE.replace('actual', 'attainment')}}}"


def test_a_point_of_money_is_one_percent_of_the_target_in_minor_units() -> None:
    """1 % of 250 is 2.50: at 50 of 250 it is worth a hundredth of 1,000; of 33.33 it is 0.33."""
    assert worths(f"{HEAD}  {SALES}\n", "participant,sales\nana,50\n") == {"sales": {"ana": F(10)}}
    own = "participant,sales,sales.target\nana,10,33.33\nben,10,0.10\n"
    assert worths(f"{HEAD}  {SALES}\n", own) == {"sales": {"ana": F("9.90"), "ben": None}}


def test_money_without_a_target_and_figures_that_nobody_can_move_have_no_point() -> None:
    free = SALES.replace("target: 250, ", "").replace("attainment", "actual").replace("100 %, p", "100, p")
    assert worths(f"{HEAD}  {free.replace('at: 0 %', 'at: 0')}\n", "participant,sales\nana,50\n") == {}
    assert worths(PLAN, "participant,nrr,time\nana,100 %,5 h\n") == {"time": {"ana": F(50)}}


def test_a_role_that_turns_the_direction_is_better_in_its_own() -> None:
    plan = PLAN.replace("direction: lower, ", "").replace(
        "{at: 10 h, pays: 0 %}, {at: 0 h, pays: 100 %}", "{at: 0 h, pays: 0 %}, {at: 10 h, pays: 100 %}"
    )
    turned = (
        "roles:\n  fast:\n    kpis.time.direction: lower\n"
        "    kpis.time.curve: {of: actual, linear: [{at: 10 h, pays: 0 %}, {at: 0 h, pays: 200 %}]}\n"
    )
    text = "participant,role,nrr,time\nana,,50 %,5 h\nben,fast,50 %,5 h\n"
    assert worths(plan + turned, text)["time"] == {"ana": F(50), "ben": F(100)}


def test_of_somebody_with_two_rows_both_move() -> None:
    plan = PLAN + "proration: calendar-days\nroles: {head: {kpis.nrr.target: 90 %}}\n"
    people = "participant,role,entry,exit\nana,,2026-07-01,2026-08-15\nana,head,2026-08-16,\nben,,,\n"
    text = "participant,period,nrr,time\nana,2026-Q3,50 %,5 h\nben,2026-Q3,50 %,5 h\n"
    assert worths(plan, text, people, "2026-Q3")["nrr"] == {"ana": F(5), "ben": F(5)}


# ----------------------------------------------------------------------------------------- together

POOL = "pool: {pot: {amount: 600, by: nrr, scope: company}}\n"
OWN = "participant,nrr,time\nana,50 %,10 h\nben,30 %,10 h\n"


def test_where_money_is_shared_each_moves_alone() -> None:
    """Of 600, ana has 375 for her 50 points of 80, and 377.78 for 51 of 81; a point pays 5 beside."""
    assert worths(PLAN + POOL, OWN)["nrr"] == {"ana": F("7.78"), "ben": 5 + F("229.63") - 225}


@pytest.mark.parametrize(
    ("scope", "rows", "gains"),
    [
        ("person", "participant,nrr\nana,50 %\nben,50 %\ncid,50 %\n", ["12.65", "12.65", "12.65"]),
        ("team", "team,nrr\nn,50 %\ns,50 %\n", ["11.32", "11.31", "12.65"]),
        ("company", "participant,nrr\n*,50 %\n", ["10", "10", "10"]),
    ],
)
def test_a_figure_of_several_moves_for_all_of_them(scope: str, rows: str, gains: list[str]) -> None:
    """A point pays 10; of the pool, who rises with everybody gets nothing more."""
    plan = f"{HEAD}  {NRR.replace('weight: 50 %', 'weight: 100 %, scope: ' + scope)}\n{POOL}"
    people = "participant,team\nana,n\nben,n\ncid,s\n"
    assert list(worths(plan, rows, people)["nrr"].values()) == [F(one) for one in gains]


def test_without_figures_there_is_nothing_to_move() -> None:
    """A value that is missing has no point."""
    results, plans = run(
        PLAN.replace("unit: percent,", "unit: percent, missing: zero,").replace(
            "unit: hours,", "unit: hours, missing: zero,"
        ),
        "participant,nrr,time\nana,,\n",
    )
    assert worth_of_points(results, plans) == ()


@pytest.mark.parametrize(("plan", "runs"), [(PLAN, 2), (PLAN + POOL, 4)])
def test_where_nobody_shares_all_move_in_one_run(
    plan: str, runs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two figures of two people: a run each figure, or a run each figure of each person."""
    ran = Mock(wraps=again)
    monkeypatch.setattr("csvariable.scenario.points.again", ran)
    worth_of_points(*run(plan, OWN))
    assert ran.call_count == runs


def test_a_point_beside_somebody_who_is_paid_as_the_peers_are_moves_that_person_too() -> None:
    """Ana is away and paid the mean of the others: the mean rests on them, and must be there."""
    plan = f"{PLAN}proration: none\nabsences: {{leave: peer-average}}\n"
    kpis = "participant,nrr,time\nana,10 %,5 h\nben,60 %,5 h\ncid,50 %,5 h\n"
    people = "participant,absence_days.leave\nana,46\nben,\ncid,\n"
    assert worths(plan, kpis, people, "2026-Q3")["nrr"] == {"ana": F("2.5"), "ben": F(5), "cid": F(5)}


SHARED_BY_ALL = POOL + "bonuses: {podium: {rank: {by: nrr, top: 2}, pays: [100, 50]}}\n"
SHARED_IN_TEAMS = POOL.replace("company", "team")


@pytest.mark.parametrize(("scope", "beside"), [("person", SHARED_BY_ALL), ("team", SHARED_IN_TEAMS)])
def test_twice_as_many_who_share_take_twice_the_calls(scope: str, beside: str) -> None:
    plan = f"{HEAD}  {NRR.replace('weight: 50 %', f'weight: 100 %, scope: {scope}')}\n{beside}"
    head, own = {"person": ("participant", "p"), "team": ("team", "t")}[scope]
    found: dict[int, tuple[Results, Plans]] = {}
    for many in (10, 20, 40):
        kpis = "".join(f"{own}{at},{40 + at * 37 % 50}.{at % 10} %\n" for at in range(many))
        people = "".join(f"p{at},t{at}\n" for at in range(many))
        found[many] = run(plan, f"{head},nrr\n{kpis}", f"participant,team\n{people}")
    assert growth(lambda many: worth_of_points(*found[many]), 10) < 2.2
