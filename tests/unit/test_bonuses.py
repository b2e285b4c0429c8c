"""Bonuses, podiums, badges and gifts: what they read, for whom they hold, what they need."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from findings import plain
from small import DAYS, NRR, PAID, PLAN, everybody, ran, refused, totals

from csvariable.engine.notes import notes

HOURS = "  h: {unit: hours, direction: lower, target: 4 h, attainment: inverse}\n"
YEARS = "columns: {years: {unit: number}}\n"


def paid(
    bonus: str,
    kpis: str,
    *,
    more: str = "",
    head: str = "",
    people: str | None = None,
    period: str | None = None,
) -> list[str]:
    """What each person has of a bonus beside the plan."""
    plan = f"{PAID}{head}kpis:\n{NRR}{more}bonuses: {{b: {{{bonus}}}}}\n"
    return [found["bonuses.b"] for found in everybody(plan, kpis, people, period).values()]


def given(
    bonus: str,
    kpis: str,
    *,
    more: str = "",
    head: str = "",
    people: str | None = None,
    period: str | None = None,
) -> list[F | None]:
    """How many times each person is given what a bonus gives."""
    done = ran(f"{PAID}{head}kpis:\n{NRR}{more}bonuses: {{b: {{{bonus}}}}}\n", kpis, people, period)
    assert done.results is not None, [str(one.message) for one in done.diagnostics]
    return list(done.results.people["bonuses.b.given"])


# ----------------------------------------------------------------------------------------- amounts


def test_a_price_for_each_unit_of_a_percentage_is_one_for_each_point() -> None:
    assert paid("per: nrr, pays: 3", "participant,nrr\nana,80 %\n") == ["240.00"]
    calls = "  calls: {unit: number}\n"
    assert paid("per: calls, pays: 3", "participant,nrr,calls\nana,80 %,7\n", more=calls) == ["21.00"]


@pytest.mark.parametrize(
    "bonus",
    [
        "per: calls, pays: 3",
        "of: calls, lookup: [{from: 0, pays: 30}]",
        "when: {calls: {from: 1}}, pays: 30",
    ],
)
def test_a_bonus_that_reads_nothing_is_nothing_where_the_policy_allows_it(bonus: str) -> None:
    calls = "  calls: {unit: number, missing: zero}\n"
    assert paid(bonus, "participant,nrr,calls\nana,80 %,\nben,80 %,10\n", more=calls) == ["0.00", "30.00"]


@pytest.mark.parametrize("column", ["salary", "annual_salary"])
def test_a_share_of_pay_asks_for_the_pay_of_those_who_have_the_bonus(column: str) -> None:
    bonus = f"pays: {{share: 10 %, of: {column}}}"
    kpis = f"participant,{column},nrr\nana,,80 %\nben,500,90 %\n"
    asked = [("column-missing", f"`ana`: no `{column}`, and the bonus `b` is a share of it")]
    assert refused(f"{PLAN}bonuses: {{b: {{{bonus}}}}}\n", kpis) == asked
    assert refused(f"{PLAN}bonuses: {{b: {{when: {{nrr: {{from: 80 %}}}}, {bonus}}}}}\n", kpis) == asked
    assert paid(f"when: {{nrr: {{from: 90 %}}}}, {bonus}", kpis) == ["0.00", "50.00"]


def test_a_share_of_the_incentive_asks_for_no_column() -> None:
    assert paid("pays: {share: 10 %, of: target_incentive}", "participant,nrr\nana,80 %\n") == ["100.00"]


@pytest.mark.parametrize(
    ("source", "amounts"),
    [
        ("of: h, lookup: [{up_to: 8 h, pays: 10}, {up_to: 4 h, pays: 20}]", ["0.00", "10.00", "20.00"]),
        (
            "of: h.attainment, lookup: [{from: 50 %, pays: 10}, {from: 100 %, pays: 20}]",
            ["0.00", "10.00", "20.00"],
        ),
        ("of: years, lookup: [{from: 1, pays: 10}, {from: 2, pays: 20}]", ["10.00", "20.00", "20.00"]),
        ("rank: {by: h, top: 2}, pays: [20, 10]", ["0.00", "10.00", "20.00"]),
        ("rank: {by: h.attainment, top: 2}, pays: [20, 10]", ["0.00", "10.00", "20.00"]),
        ("rank: {by: years, top: 2}, pays: [20, 10]", ["0.00", "10.00", "20.00"]),
        ("rank: {by: h, top: 3, at_least: {up_to: 8 h}}, pays: [20, 10, 5]", ["0.00", "10.00", "20.00"]),
    ],
)
def test_a_bonus_follows_the_direction_of_what_it_reads(source: str, amounts: list[str]) -> None:
    kpis = "participant,years,nrr,h\nana,1,80 %,10\nben,2,80 %,5\nchloe,3,80 %,4\n"
    assert paid(source, kpis, more=HOURS, head=YEARS) == amounts


# ---------------------------------------------------------------------------------------- presence

PEOPLE = "participant,team,entry,exit\nana,North,,\nben,North,2026-08-01,\neva,North,2027-01-01,\n"
THERE = "participant,team,nrr\nana,,100 %\nben,,100 %\neva,,\n"


@pytest.mark.parametrize(
    ("bonus", "counts"),
    [
        ("gives: {item: Shirt}", [1, 1, 0]),
        ("present: full-period, gives: {item: Shirt}", [1, 0, 0]),
        ("scope: company, gives: {item: Shirt}", [1, 1, 0]),
        ("badge: {by: nrr, lookup: [{from: 0 %, gives: 1}]}", [1, 1, 0]),
    ],
)
def test_a_gift_is_for_those_who_were_there(bonus: str, counts: list[int]) -> None:
    assert given(bonus, THERE, head=DAYS, people=PEOPLE, period="2026-Q3") == counts


@pytest.mark.parametrize(
    ("bonus", "amounts"),
    [
        ("pays: 30", ["30.00", "30.00", "30.00"]),
        ("present: any, pays: 30", ["30.00", "30.00", "0.00"]),
        ("present: full-period, pays: 30", ["30.00", "0.00", "0.00"]),
        ("scope: company, pays: 30", ["30.00", "30.00", "0.00"]),
        ("rank: {by: years, top: 2}, pays: [30, 20]", ["20.00", "30.00", "0.00"]),
    ],
)
def test_money_of_a_group_is_for_those_who_were_there(bonus: str, amounts: list[str]) -> None:
    people = PEOPLE.replace("\nana", ",years\nana", 1)
    for who, years in {"ana": 1, "ben": 2, "eva": 3}.items():
        people = "\n".join(f"{line},{years}" if line.startswith(who) else line for line in people.split("\n"))
    assert paid(bonus, THERE, head=DAYS + YEARS, people=people, period="2026-Q3") == amounts


# ------------------------------------------------------------------------------------------ groups


@pytest.mark.parametrize(("scope", "whose"), [("team", "the team"), ("company", "the company")])
def test_a_bonus_of_a_group_asks_for_the_value_of_the_group(scope: str, whose: str) -> None:
    bonus = f"bonuses: {{b: {{scope: {scope}, when: {{csat: {{from: 90 %}}}}, pays: 30}}}}\n"
    csat = "  csat: {unit: percent}\n"
    kpis = "participant,team,nrr,csat\nana,North,80 %,95 %\nben,North,80 %,95 %\n"
    done = ran(PLAN + csat + bonus, kpis)
    (one,) = [found for found in done.diagnostics if found.severity == "error"]
    group = {"team": "the team `North`", "company": "the company"}[scope]
    assert str(one.message) == f"{group}: the bonus `b` reads `csat` of {whose}, which has no value"
    assert plain(one.help) == f"add the row of {whose} to the KPI file"
    assert totals(PLAN + csat.replace("}", ", missing: zero}") + bonus, kpis) == {
        "ana": "800.00",
        "ben": "800.00",
    }
    kpis += {"team": ",North,,95 %\n", "company": "*,,,95 %\n"}[scope]
    assert totals(PLAN + csat + bonus, kpis) == {"ana": "830.00", "ben": "830.00"}


def test_a_bonus_of_a_person_asks_for_no_value_of_a_group() -> None:
    csat = "  csat: {unit: percent}\n"
    assert paid(
        "when: {csat: {from: 90 %}}, pays: 30", "participant,nrr,csat\nana,80 %,95 %\n", more=csat
    ) == ["30.00"]


# ------------------------------------------------------------------------------------------ in kind


@pytest.mark.parametrize(
    ("by", "points", "counts"),
    [
        ("nrr", "{from: 50 %, gives: 1}, {from: 70 %, gives: 3}", [1, 3, 3]),
        ("h", "{up_to: 8 h, gives: 1}, {up_to: 4 h, gives: 3}", [0, 1, 3]),
        ("h.attainment", "{from: 50 %, gives: 1}, {from: 100 %, gives: 3}", [0, 1, 3]),
        ("years", "{from: 1, gives: 1}, {above: 2, gives: 3}", [1, 1, 3]),
    ],
)
def test_a_badge_is_given_as_often_as_the_last_point_reached_says(
    by: str, points: str, counts: list[int]
) -> None:
    kpis = "participant,years,nrr,h\nana,1,60 %,10\nben,2,80 %,5\nchloe,3,80 %,4\n"
    assert given(f"badge: {{by: {by}, lookup: [{points}]}}", kpis, more=HOURS, head=YEARS) == counts


@pytest.mark.parametrize(
    ("gift", "rewards"),
    [
        ("item: Shirt, value: 25", [("item", F(1), F(25))]),
        ("item: Shirt", [("item", F(1), F(0))]),
        ("voucher: 40", [("voucher", F(1), F(40))]),
        ("leave_days: 0.5, value: 90", [("leave_days", F(1, 2), F(90))]),
        ("leave_days: 0.5", [("leave_days", F(1, 2), F(0))]),
        ("item: Shirt, value: 25, leave_days: 1", [("item", F(1), F(25)), ("leave_days", F(1), F(0))]),
        ("badge: Club", [("badge", F(1), F(0))]),
    ],
)
def test_a_gift_has_the_value_that_is_written(gift: str, rewards: list[tuple[str, F, F]]) -> None:
    done = ran(f"{PLAN}bonuses: {{b: {{gives: {{{gift}}}}}}}\n", "participant,nrr\nana,80 %\n")
    assert done.results is not None
    assert [(one.kind, one.quantity, one.value) for one in done.results.programs[None].rewards] == rewards


def test_a_cap_and_a_floor_of_a_bonus_hold_where_its_condition_does() -> None:
    kpis = "participant,nrr\nana,10 %\nben,50 %\nchloe,90 %\n"
    assert paid("when: {nrr: {from: 50 %}}, per: nrr, pays: 1, floor: 60, cap: 80", kpis) == [
        "0.00",
        "60.00",
        "80.00",
    ]


def test_a_gate_on_a_kpi_and_a_bonus_says_once_that_it_has_no_value() -> None:
    plan = (
        f"{PLAN}  csat: {{unit: percent}}\n"
        "gates: {g: {when: {csat: {from: 70 %}}, missing: fails, "
        "otherwise: {of: [nrr, bonuses.club], times: 50 %}}}\n"
        "bonuses: {club: {when: {nrr: {from: 50 %}}, pays: 60}}\n"
    )
    found = ran(plan, "participant,nrr,csat\nana,80 %,\nben,80 %,75 %\n")
    assert found.results is not None
    said = {at: [one.kind for one in some] for at, some in notes(found.results).items()}
    assert said == {0: ["taken-as-not-reached"]}
    assert [found.steps(who)["total"] for who in ("ana", "ben")] == ["430.00", "860.00"]
