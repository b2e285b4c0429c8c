"""Who has which account on which day: whatever order, files and shares a portfolio comes in."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from measuring import by_oracle, measured
from shared_plans import PAID

from csvariable.kernel.diagnostic import CellPlace

PLAN = (
    PAID
    + """\
proration: none
sources:
  rows:
    file: r.csv
    account: Client
    assign: held
    owner: HOW
    date: Day
    columns: {arr: {column: ARR, unit: money}}
  held: {file: h.csv}
kpis:
  arr:
    weight: 100 %
    unit: money
    missing: zero
    measure: {sum: rows.arr}
    curve: {of: actual, lookup: [{from: 0, pays: 100 %}]}
"""
)
UNDATED = PLAN.replace("    date: Day\n", "")
ROWS = "Client,Day,ARR\nA,2026-08-15,1\nA,2026-08-16,20\nA,2026-07-01,300\nA,2026-09-30,4000\n"
HEAD = "account,participant,from,to,share\n"
ANA, BEN = "A,ana,,2026-08-15,\n", "A,ben,2026-08-16,,\n"


def sums(plan: str, *held: str, rows: str = ROWS, period: str | None = "2026-Q3") -> dict[str, F | None]:
    """What each person has of all rows, once the oracle has said the same of a single portfolio."""
    found = measured(plan, {"rows": [rows], "held": list(held)}, period=period)
    assert found.errors == []
    if len(held) == 1 and period is not None:
        other = by_oracle(plan, {"rows": [rows], "held": list(held)}, period=period)
        assert {owner: one.value for (_, _, owner), one in other.items()} == {
            owner.name: one.value for (_, owner), one in found.values.items()
        }
    return {owner.name: one.value for (_, owner), one in found.values.items()}


@pytest.mark.parametrize("held", [(HEAD + ANA + BEN,), (HEAD + BEN + ANA,), (HEAD + BEN, HEAD + ANA)])
def test_holdings_may_come_in_any_order_and_any_number_of_files(held: tuple[str, ...]) -> None:
    assert sums(PLAN.replace("HOW", "at-date"), *held) == {"ana": 301, "ben": 4020, "cleo": 0}
    assert sums(PLAN.replace("HOW", "at-start"), *held) == {"ana": 4321, "ben": 0, "cleo": 0}
    assert sums(PLAN.replace("HOW", "days"), *held) == {"ana": F(4321, 2), "ben": F(4321, 2), "cleo": 0}


def test_what_one_file_says_of_holdings_is_due_in_the_others() -> None:
    files = {"rows": [ROWS], "held": [HEAD + ANA + BEN, "account,participant\nB,cleo\n"]}
    found = measured(PLAN.replace("HOW", "at-date"), files)
    assert found.errors == [f"the source `held` has no column `{name}`" for name in ("from", "to", "share")]


def test_a_holding_of_one_day_has_the_rows_of_that_day() -> None:
    held = HEAD + "A,ana,,2026-08-15,\nA,cleo,2026-08-16,2026-08-16,\nA,ben,2026-08-17,,\n"
    assert sums(PLAN.replace("HOW", "at-date"), held) == {"ana": 301, "ben": 4000, "cleo": 20}
    assert sums(PLAN.replace("HOW", "days"), held)["cleo"] == F(4321, 92)


@pytest.mark.parametrize("held", [HEAD + ANA + BEN, HEAD + BEN + ANA])
def test_without_days_the_last_owner_has_the_account(held: str) -> None:
    plan = UNDATED.replace("    owner: HOW\n", "").replace("2026-Q3", "")
    assert sums(plan, held, period=None) == {"ana": 0, "ben": 4321, "cleo": 0}


def test_a_share_of_all_and_one_of_nothing_are_shares() -> None:
    held = HEAD + "A,ana,,,100 %\nA,ben,,,0 %\n"
    plan = PLAN.replace("HOW", "share")
    assert sums(plan, held) == {"ana": 4321, "ben": 0, "cleo": 0}
    found = measured(plan, {"rows": [ROWS], "held": [held]})
    assert [len(found.of("arr", name).rows) for name in ("ana", "ben")] == [4, 0]


def test_owners_without_a_share_share_what_nobody_else_is_named_for() -> None:
    plan = UNDATED.replace("    assign: held\n    owner: HOW\n", "").replace("  held: {file: h.csv}\n", "")
    plan = plan.replace(
        "account: Client", "participant: {columns: [One, Two, Three], shares: [100 %, 0 %, 0 %]}"
    )
    rows = "One,Two,Three,ARR\nana,ben,cleo,1\n,ben,cleo,20\n,,cleo,300\n,,,4000\n"
    found = measured(plan, {"rows": [rows]})
    assert found.errors == []
    assert {owner.name: one.value for (_, owner), one in found.values.items()} == {
        "ana": 1,
        "ben": 10,
        "cleo": 310,
    }


@pytest.mark.parametrize(
    ("held", "rows", "said"),
    [
        (
            HEAD + ANA,
            "ARR,Client,Day\n1,A,2026-08-16\n2,A,2026-09-01\n",
            [
                (
                    "nobody has the account `A` on 2026-08-16",
                    CellPlace("rows.csv", 2, 3, "Client", "A"),
                    "add it to the portfolio, or write `unowned: company` at the source",
                )
            ],
        ),
        (
            "account,owner\nA,ana\nB,ben\n",
            ROWS,
            [
                (
                    "the source `held` has no column `participant`",
                    CellPlace("held.csv", 1, 1, "account", "account"),
                    "the headers are `account`, `owner`",
                )
            ],
        ),
        (
            "konto,participant\nA,ana\nB,ben\n",
            ROWS,
            [
                (
                    "the source `held` has no column `account`",
                    CellPlace("held.csv", 1, 1, "konto", "konto"),
                    "the headers are `konto`, `participant`",
                )
            ],
        ),
        (
            HEAD + BEN + "A,ana,,2026-08-16,\n",
            ROWS,
            [
                (
                    "two people have the account `A` on 2026-08-16",
                    CellPlace("held.csv", 2, 1, "account", "A"),
                    "end one before the other begins, or write `owner: share` and the share of each",
                )
            ],
        ),
    ],
)
def test_what_is_wrong_has_its_place_and_a_help(
    held: str, rows: str, said: list[tuple[str, CellPlace, str]]
) -> None:
    found = measured(PLAN.replace("HOW", "at-date"), {"rows": [rows], "held": [held]})
    errors = [one for one in found.problems if one.severity == "error"]
    assert [(str(one.message), one.at, str(one.help)) for one in errors] == said
