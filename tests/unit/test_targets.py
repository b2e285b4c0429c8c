"""What scales a target: the share of time, part-time work, a ramp, the periods of the year, several rows."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

import pytest
from small import DAYS, LINE, PAID, ran, steps


def of_rows(plan: str, kpis: str, people: str) -> list[str]:
    """The target of each row of the people."""
    done = ran(plan, kpis, people, "2026-Q3")
    assert done.results is not None, [str(one.message) for one in done.diagnostics]
    return [str(value) for value in done.results.rows["sales.target"]]


HALF = "participant,entry,fte\nana,2026-08-16,50 %\n"
ALL = "proration: {amount: calendar-days, targets: additive}\n"


def sales(more: str) -> str:
    """A KPI in money, with a target of 900 for a quarter."""
    return f"  sales: {{weight: 100 %, unit: money, target: 900, {more} curve: {{{LINE}}}}}\n"


def target(rules: str, more: str = "", people: str = HALF, period: str = "2026-Q3") -> str:
    """The target of somebody who comes in the middle of a quarter for half of the week."""
    plan = f"{PAID}{rules}kpis:\n{sales(more)}"
    kpis = (
        "participant,already_paid,sales\nana,0,90\n"
        if "accumulate" in rules
        else "participant,sales\nana,90\n"
    )
    return steps(plan, kpis, people, period)["sales.target"]


@pytest.mark.parametrize(
    ("rules", "more", "found"),
    [
        (DAYS, "", "900.00"),
        (ALL, "", "225.00"),
        ("proration: {amount: none, targets: additive}\n", "", "225.00"),
        ("proration: none\n", "", "900.00"),
        (ALL, "additive: false,", "900.00"),
    ],
)
def test_time_and_part_time_scale_the_targets_that_grow_with_time(rules: str, more: str, found: str) -> None:
    assert target(rules, more) == found


@pytest.mark.parametrize(
    ("ramp", "found"),
    [
        ("ramp: [50 %, 50 %, 50 %, 50 %]\n", "112.50"),
        ("ramp: {sales: [90, 90, 90, 90]}\n", "22.50"),
        ("ramp: {sales: [90]}\n", "88.532608695652"),  # 31 days at 90 and 15 at 900, of 92, by half
    ],
)
def test_a_ramp_stands_for_the_target_of_the_first_months(ramp: str, found: str) -> None:
    assert target(ALL + ramp) == found


@pytest.mark.parametrize(("rule", "found"), [("elapsed", "1800.00"), ("whole", "3600.00")])
def test_a_target_grows_with_the_periods_of_the_year(rule: str, found: str) -> None:
    rules = f"accumulate: {{since: year, target: {rule}, below_zero: zero}}\n"
    assert target(rules, people="participant\nana\n", period="2026-Q2") == found
    assert target(rules, "additive: false,", people="participant\nana\n", period="2026-Q2") == "900.00"


@pytest.mark.parametrize(
    ("rules", "more", "rows", "found"),
    [
        (DAYS, "", "ana,2026-07-01,2026-08-15\nana,2026-08-16,\n", "900"),
        (ALL, "", "ana,2026-07-01,2026-08-15\nana,2026-08-16,\n", "900"),
        (ALL, "", "ana,2026-07-01,2026-07-23\nana,2026-08-16,\n", "675"),
        (ALL, "additive: false,", "ana,2026-07-01,2026-08-15\nana,2026-08-16,\n", "900"),
    ],
)
def test_the_target_of_a_person_of_two_rows_counts_the_days_of_both(
    rules: str, more: str, rows: str, found: str
) -> None:
    plan = f"{PAID}{rules}kpis:\n{sales(more)}"
    assert of_rows(plan, "participant,sales\nana,90\n", f"participant,entry,exit\n{rows}") == [found, found]


@pytest.mark.parametrize("rules", [DAYS, ALL])
def test_a_target_of_a_team_is_not_scaled_and_counts_a_member_of_two_rows_once(rules: str) -> None:
    plan = (
        f"{PAID}{rules}kpis:\n{sales('')}"
        "roles: {lead: {kpis.sales.scope: team, kpis.sales.target: members}, second: {kpis.sales.scope: team, kpis.sales.target: 900}}\n"
    )
    people = (
        "participant,role,team,entry,exit\nana,,North,2026-07-01,2026-08-15\nana,,North,2026-08-16,\n"
        "ben,,North,,\nlea,lead,North,2026-08-16,\nluc,second,North,2026-08-16,\n"
    )
    kpis = "participant,team,sales\nana,,90\nben,,90\n,North,180\n"
    assert of_rows(plan, kpis, people) == ["900", "900", "900", "1800", "900"]
