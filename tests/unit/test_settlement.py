"""What is of the person, once: what was paid already, the rounding of the total; conditions in groups."""

from __future__ import annotations

import pytest
from small import DAYS, LINE, PAID, PLAN, TWO_ROWS, steps


@pytest.mark.parametrize(
    ("below_zero", "already", "total"),
    [
        ("zero", "400", "1100.00"),
        ("carry", "400", "1100.00"),
        ("zero", "1600", "0.00"),
        ("carry", "1600", "-100.00"),
    ],
)
def test_what_was_paid_already_is_taken_away(below_zero: str, already: str, total: str) -> None:
    plan = (
        f"accumulate: {{since: year, target: elapsed, below_zero: {below_zero}}}\nkpis:\n"
        f"  k: {{weight: 100 %, unit: money, scope: team, target: 500, curve: {{{LINE}}}}}\n"
    )
    kpis = f"participant,team,already_paid,k\nana,North,{already},\n,North,,750\n"
    assert steps(PAID + plan, kpis, period="2026-Q2")["total"] == total


def test_the_total_is_rounded_by_a_line_of_its_own() -> None:
    kpi = f"weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}"
    plan = f"rounding: {{total: 10}}\nkpis:\n  k: {{{kpi}}}\n"
    found = steps(PAID + plan, "participant,k\nana,87.67 %\n")
    assert [found[name] for name in ("earned", "rounding", "total")] == ["876.70", "3.30", "880.00"]


@pytest.mark.parametrize(
    ("when", "paid"),
    [
        ("{any: [{a: {from: 1}}, {b: {from: 1}}]}", ["0.00", "50.00", "50.00", "50.00"]),
        ("{all: [{a: {from: 1}}, {b: {from: 1}}]}", ["0.00", "0.00", "0.00", "50.00"]),
    ],
)
def test_a_condition_holds_where_any_or_all_of_its_tests_do(when: str, paid: list[str]) -> None:
    plan = (
        f"kpis:\n  a: {{unit: number}}\n  b: {{unit: number}}\nbonuses: {{c: {{when: {when}, pays: 50}}}}\n"
    )
    cells = ["0,0", "1,0", "0,1", "1,1"]
    assert [steps(PAID + plan, f"participant,a,b\nana,{cell}\n")["total"] for cell in cells] == paid


def test_a_pool_of_an_earlier_row_is_paid_where_the_last_role_has_none() -> None:
    plan = (
        f"{PLAN}{DAYS}"
        "roles: {senior: {pool.pot: null}}\n"
        "pool: {pot: {amount: 100, by: uniform, scope: company}}\n"
    )
    assert steps(plan, "participant,nrr\nana,0 %\n", TWO_ROWS, "2026-Q3")["total"] == "100.00"
