"""Salaries of a year in the column of those of the period."""

from __future__ import annotations

import pytest
from small import ran

KPIS = (
    "kpis:\n  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 80 %, pays: 100 %}]}}\n"
)


def told(period: str, incentive: str, salary: str, currency: str = "EUR") -> list[str]:
    head = f"csvariable: 1\nname: P\ncurrency: {currency}\nperiod: {period}\n"
    plan = f"{head}target_incentive: {incentive}\n{KPIS}"
    done = ran(plan, "participant,nrr\nana,90 %\n", f"participant,salary\nana,{salary}\n")
    assert done.results is not None, done.diagnostics
    return [str(one.message) for one in done.diagnostics if one.rule == "yearly-salary"]


SHARE = "{share: 10 %, of: salary}"


@pytest.mark.parametrize(
    ("period", "salary", "warned"),
    [
        ("month", "12000", False),
        ("month", "12000.01", True),
        ("quarter", "36000", False),
        ("quarter", "36001", True),
        ("half", "72001", True),
        ("year", "90000", False),
    ],
)
def test_a_salary_is_large_for_its_period(period: str, salary: str, *, warned: bool) -> None:
    assert bool(told(period, SHARE, salary)) is warned


def test_only_where_a_share_of_it_is_paid_in_a_currency_whose_salaries_are_known() -> None:
    assert told("month", "1000", "90000") == []
    assert told("month", SHARE, "400000", "JPY") == []
