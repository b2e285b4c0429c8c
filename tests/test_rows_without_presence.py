"""A row of which the plan counts no presence owes nothing, whether it is the only one or the last."""

from __future__ import annotations

import pytest
from both import paid_by_both

HEAD = """csvariable: 1
name: P
currency: EUR
period: month
target_incentive: 1000
proration: {amount: months}
kpis:
  k:
    weight: 100 %
    unit: number
    additive: false
    baseline: 10
    curve: {of: actual, lookup: [{from: 20, pays: 100 %}]}
bonuses:
"""
ATTAINED = "{k.attainment: {from: 50 %}}"
KPIS = "participant,k\nana,25\nben,30\n"
ONE = "participant,entry,exit,k.target\nana,2026-04-28,,10\nben,,,20\n"
"""Three days of April are no month: ana has no presence, and her target is her baseline."""
TWO = "participant,entry,exit,k.target\nana,,2026-04-27,20\nana,2026-04-28,,10\nben,,,20\n"
"""April is the month of her first row."""

RACE = "  b: {rank: {by: k.attainment, top: 1}, pays: [100]}\n"
WHEN = f"  b: {{when: {ATTAINED}, pays: 100}}\n"
LINE = "  b: {of: k.attainment, linear: [{at: 0 %, pays: 0}, {at: 100 %, pays: 50}]}\n"
BANDS = "  b: {of: k, bands: target, lookup: [{from: 50 %, pays: 7}]}\n"
PAYS = "  b: {pays: 100}\n"
GATE = f"{PAYS}gates: {{g: {{when: {ATTAINED}, otherwise: {{of: [bonuses.b], times: 0 %}}}}}}\n"
TIMES = (
    f"{PAYS}modifiers:\n"
    "  m: {by: k.attainment, curve: {lookup: [{from: 0 %, pays: 50 %}]}, of: [bonuses.b]}\n"
)


@pytest.mark.parametrize(
    ("bonus", "ana", "ben"),
    [(RACE, 0, 100), (WHEN, 0, 100), (LINE, 0, 50), (BANDS, 7, 7), (GATE, 100, 100), (TIMES, 100, 50)],
)
@pytest.mark.parametrize(("people", "earned"), [(ONE, 0), (TWO, 1000)])
def test_what_a_bonus_reads_of_a_row_without_presence_is_not_there(
    bonus: str, ana: int, ben: int, people: str, earned: int
) -> None:
    paid = paid_by_both(HEAD + bonus, KPIS, people, "2026-04")
    assert {who: steps["total"] for who, steps in paid.items()} == {
        "ana": f"{earned + ana}.00",
        "ben": f"{1000 + ben}.00",
    }


@pytest.mark.parametrize(("bonus", "ana"), [(BANDS, 0), (GATE, 100), (TIMES, 100)])
def test_a_target_or_a_value_that_is_not_there_is_asked_of_nobody_without_presence(
    bonus: str, ana: int
) -> None:
    paid = paid_by_both(HEAD + bonus, KPIS, ONE.replace(",10\n", ",0\n"), "2026-04")
    assert paid["ana"]["total"] == f"{ana}.00"
    if bonus is not BANDS:
        paid = paid_by_both(HEAD + bonus, KPIS.replace(",25", ","), ONE, "2026-04")
        assert paid["ana"]["total"] == f"{ana}.00"


@pytest.mark.parametrize(("present", "gone"), [("", 100), ("present: any, ", 0)])
def test_own_money_asks_for_presence_where_the_plan_says_so(present: str, gone: int) -> None:
    people = "participant,entry,exit\nana,2026-04-28,\nben,2025-01-01,2026-03-31\n"
    plan = f"{HEAD}  b: {{{present}pays: 100}}\n".replace("    baseline: 10\n", "")
    paid = paid_by_both(plan, KPIS, people, "2026-04")
    assert {who: steps["bonuses.b"] for who, steps in paid.items()} == {"ana": "100.00", "ben": f"{gone}.00"}
