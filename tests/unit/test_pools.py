"""Who shares which pool, what it replaces, and what a pool cannot do without."""

from __future__ import annotations

import pytest
from small import DAYS, PLAN, everybody, refused, totals

SENIOR = "roles: {senior: {target_incentive: 2000}}\n"
KPIS = "participant,role,team,nrr\nana,senior,North,100 %\nben,senior,North,50 %\nchloe,,North,80 %\n"


@pytest.mark.parametrize(
    ("pot", "lines"),
    [
        ("amount: 300, by: uniform", {"pool.pot": "0.00"}),
        ("amount: earned, by: uniform", {"earned_replaced": "0.00", "pool.pot": "0.00"}),
        ("amount: 300, by: earned", {"earned_replaced": "0.00", "pool.pot": "0.00"}),
    ],
)
def test_who_is_no_member_has_the_lines_of_the_pool_at_zero(pot: str, lines: dict[str, str]) -> None:
    found = everybody(f"{PLAN}pool: {{pot: {{{pot}, for: [senior]}}}}\n{SENIOR}", KPIS)["chloe"]
    after = list(found)[list(found).index("earned") + 1 :]
    assert {name: found[name] for name in after} == {
        **lines,
        "total": "800.00",
        "target_incentive": "1000.00",
    }


@pytest.mark.parametrize("order", [("senior", "junior"), ("junior", "senior")])
def test_the_pool_of_each_role_replaces_what_its_members_earned(order: tuple[str, str]) -> None:
    pools = "".join(f"  of-{role}: {{amount: earned, by: uniform, for: [{role}]}}\n" for role in order)
    roles = "roles: {senior: {target_incentive: 2000}, junior: {target_incentive: 500}}\n"
    kpis = (
        "participant,role,team,nrr\nana,senior,North,100 %\nben,senior,North,50 %\n"
        "cyd,junior,North,100 %\ndan,junior,North,60 %\n"
    )
    assert totals(f"{PLAN}pool:\n{pools}{roles}", kpis) == {
        "ana": "1500.00",
        "ben": "1500.00",
        "cyd": "400.00",
        "dan": "400.00",
    }


@pytest.mark.parametrize(
    ("scope", "shared"), [("team", ["150.00", "150.00", "300.00"]), ("company", ["100.00"] * 3)]
)
def test_a_pool_is_shared_in_each_team_or_in_the_company(scope: str, shared: list[str]) -> None:
    plan = f"{PLAN}pool: {{pot: {{amount: 300, by: uniform, scope: {scope}}}}}\n"
    kpis = "participant,team,nrr\nana,North,0 %\nben,North,0 %\nchloe,South,0 %\n"
    assert list(totals(plan, kpis).values()) == shared


def test_a_pool_of_teams_asks_for_a_team_and_a_pool_of_the_company_does_not() -> None:
    pool = "pool: {pot: {amount: 300, by: uniform, scope: team}}\n"
    kpis = "participant,team,nrr\nana,North,0 %\nben,,0 %\n"
    assert refused(PLAN + pool, kpis) == [
        ("team-missing", "`ben`: the pool `pot` is shared in a team, and no team is given")
    ]
    assert totals(PLAN + pool.replace("team", "company"), kpis) == {"ana": "150.00", "ben": "150.00"}


def test_a_pool_by_salary_asks_each_member_for_a_salary() -> None:
    pool = "pool: {pot: {amount: 300, by: salary, scope: company}}\n"
    assert refused(PLAN + pool, "participant,salary,nrr\nana,3000,0 %\nben,,0 %\n") == [
        ("pool-key-missing", "`ben`: no value to share the pool `pot` by")
    ]


@pytest.mark.parametrize(
    ("pot", "paid"),
    [
        ("amount: 300, by: uniform", {"ana": "1150.00", "ben": "1150.00", "eva": "500.00"}),
        ("amount: earned, by: uniform", {"ana": "1000.00", "ben": "1000.00", "eva": "500.00"}),
    ],
)
def test_who_is_away_the_whole_period_is_no_member_and_keeps_the_floor(
    pot: str, paid: dict[str, str]
) -> None:
    plan = f"{PLAN}floor: 500\n{DAYS}pool: {{pot: {{{pot}, scope: company}}}}\n"
    people = "participant,entry\nana,\nben,\neva,2027-01-01\n"
    kpis = "participant,nrr\nana,100 %\nben,100 %\neva,\n"
    assert totals(plan, kpis, people, "2026-Q3") == paid
