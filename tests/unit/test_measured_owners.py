"""Portfolios, doubles and caps: what counts, and what is asked where it cannot be known."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from engine import plans_of
from measuring import by_oracle, measured
from shared_plans import PAID

HEAD = (
    PAID
    + """\
proration: none
"""
)
PLAN = (
    HEAD
    + """\
sources:
  rows: {file: r.csv, account: Client, assign: held, columns: {arr: {column: ARR, unit: money}}}
  held: {file: h.csv}
kpis:
  arr:
    weight: 100 %
    unit: money
    measure: {sum: rows.arr}
    curve: {of: actual, lookup: [{from: 0, pays: 100 %}]}
"""
)
ROWS = "Client,ARR\nA,92\nB,10\n"
HELD = "account,participant,from,to,share\nA,ana,,2026-08-15,\nA,ben,2026-08-16,,\nB,cleo,,,\n"


def sums(plan: str, held: str = HELD, rows: str = ROWS) -> dict[str, F | None]:
    found = measured(plan, {"rows": [rows], "held": [held]})
    assert found.errors == []
    return {owner.name: one.value for (_, owner), one in found.values.items()}


def errors(plan: str, held: str = HELD, rows: str = ROWS) -> list[str]:
    return measured(plan, {"rows": [rows], "held": [held]}).errors


def test_a_handover_in_the_period_has_four_readings() -> None:
    assert sums(PLAN) == {"ana": 0, "ben": 92, "cleo": 10}
    start, days, share = (
        PLAN.replace("assign: held", f"assign: held, owner: {how}") for how in ("at-start", "days", "share")
    )
    assert sums(start) == {"ana": 92, "ben": 0, "cleo": 10}
    assert sums(days) == {"ana": 46, "ben": 46, "cleo": 10}
    both = HELD.replace(",2026-08-15,", ",,60 %").replace("2026-08-16,,", ",,40 %")
    assert sums(share, both) == {"ana": F(276, 5), "ben": F(184, 5), "cleo": 10}


def test_parts_of_rows_add_up_in_counts() -> None:
    plan = PLAN.replace("assign: held", "assign: held, owner: days").replace(
        "unit: money\n    m", "unit: number\n    m"
    )
    plan = plan.replace("sum: rows.arr", "count: rows").replace("from: 0,", "from: 0,")
    found = measured(plan, {"rows": [ROWS], "held": [HELD]})
    ana = found.of("arr", "ana")
    assert (ana.n, ana.top, ana.bottom) == (F(46, 92), 1, 2)


@pytest.mark.parametrize(
    ("how", "held", "said"),
    [
        (
            "at-date",
            HELD.replace("2026-08-16", "2026-08-15"),
            "two people have the account `A` on 2026-08-15",
        ),
        (
            "at-date",
            HELD.replace("2026-08-16,", "2026-08-16,2026-09-29"),
            "nobody has the account `A` on 2026-09-30",
        ),
        (
            "at-start",
            HELD.replace("A,ana,,", "A,ana,2026-07-02,"),
            "nobody has the account `A` on 2026-07-01",
        ),
        ("days", HELD.replace("2026-08-16", "2026-08-18"), "nobody has the account `A` on 2026-08-16"),
        ("days", HELD.replace("B,", "C,"), "nobody has the account `B` on 2026-07-01"),
        ("share", HELD, "nobody"),
        (
            "share",
            HELD.replace("2026-08-16,,", ",,30 %").replace(",2026-08-15,", ",,60 %"),
            "the shares of the account `A` add up to 90 %, not 100 %",
        ),
        (
            "at-date",
            HELD.replace(",2026-08-15,", ",15 August 2026,"),
            "`15 August 2026` is not a date written year first",
        ),
        (
            "at-date",
            HELD.replace(",2026-08-15,", ",03/08/2026,"),
            "`03/08/2026` can be 2026-08-03 or 2026-03-08",
        ),
        (
            "at-date",
            HELD.replace(",2026-08-15,", ",,").replace("2026-08-16,,", ",,"),
            "two people have the account `A` from the beginning",
        ),
        (
            "at-date",
            HELD.replace(",2026-08-15,", ",2026-08-15 10:00,"),
            "`2026-08-15 10:00` is more than a date",
        ),
        (
            "at-date",
            HELD.replace("ana,,2026-08-15", "ana,2026-08-15,2026-08-01"),
            "the account is left on 2026-08-01, before it is taken on 2026-08-15",
        ),
        ("share", HELD.replace("cleo,,,", "cleo,,,150 %"), "`150 %` is not a part of 0 % to 100 %"),
        ("share", HELD.replace("cleo,,,", "cleo,,,half"), "`half` is not a number"),
        ("at-date", "client,participant\nA,ana\n", "the source `held` has no column `account`"),
    ],
)
def test_what_a_portfolio_leaves_open_is_told(how: str, held: str, said: str) -> None:
    found = errors(PLAN.replace("assign: held", f"assign: held, owner: {how}"), held)
    assert found == ([] if said == "nobody" else [said])


def test_days_of_a_portfolio_are_read_where_they_have_one_reading() -> None:
    plan = PLAN.replace("assign: held", "assign: held, owner: at-date")
    held = HELD.replace("2026-08-15", "15/08/2026").replace("2026-08-16", "16.08.2026")
    found = [measured(plan, {"rows": [ROWS], "held": [text]}).of("arr", "ana").value for text in (HELD, held)]
    assert found[0] == found[1]


def test_accounts_of_nobody_can_be_the_companys() -> None:
    plan = PLAN.replace("assign: held", "assign: held, unowned: company")
    held = HELD.replace("B,", "C,").replace("A,ben", "A,zoe")
    found = measured(plan, {"rows": [ROWS], "held": [held]})
    assert {reason.value: count for reason, count in found.of("arr", "ana").left.items()} == {
        "no-owner": 1,
        "unknown-owner": 1,
    }
    whole = plan.replace("unit: money\n    m", "unit: money\n    scope: company\n    m")
    assert measured(whole, {"rows": [ROWS], "held": [held]}).of("arr", "*").value == 102


def test_an_owner_may_stand_in_another_source() -> None:
    plan = PLAN.replace("account: Client, assign: held", "owner_from: {source: held, by: Client}")
    plan = plan.replace("{file: h.csv}", "{file: h.csv, participant: {column: Who, by: name}}")
    held = "Client,Who\nA,Ana Diaz\nB,Cleo Ma\nB,Cleo Ma\n,x\n"
    assert sums(plan, held, ROWS + "C,5\n") == {"ana": 92, "ben": 0, "cleo": 10}
    other = by_oracle(plan, {"rows": [ROWS + "C,5\n"], "held": [held]})
    assert {owner: one.value for (_, _, owner), one in other.items()} == {"ana": 92, "ben": 0, "cleo": 10}
    assert errors(plan, held + "B,Ben Roy\n") == ["`B` has two owners: `Cleo Ma` and `Ben Roy`"]


def test_co_owners_share_and_an_empty_ones_part_goes_to_the_other() -> None:
    plan = PLAN.replace(
        "account: Client, assign: held",
        "participant: {columns: [One, Two], shares: [60 %, 40 %]}, nobody: Bot",
    )
    rows = "One,Two,ARR\nana,ben,100\nana,,10\nBot,ben,1\nana,ana,1000\n,,7\n"
    assert sums(plan, rows=rows) == {"ana": 1070, "ben": 41, "cleo": 0}
    found = measured(
        plan.replace("sum: rows.arr", "mean: rows.arr").replace(
            "unit: money\n", "unit: money\n    missing: zero\n"
        ),
        {"rows": [rows], "held": [HELD]},
    )
    assert found.of("arr", "ben").value == F(41) / F(7, 5)
    assert found.of("arr", "ben").squares is None  # parts of rows have no spread of their own


# ---------------------------------------------------------------------------- one row of several

YEAR = "accumulate: {since: year, target: elapsed}\n"
ANSWERS = (
    HEAD
    + """\
sources:
  rows:
    file: r.csv
    participant: Agent
    date: Day
    columns: {score: {column: Score, unit: score, range: [1, 5]}}
kpis:
  score:
    weight: 100 %
    unit: score
    range: [1, 5]
    missing: zero
    measure: {mean: rows.score, MORE}
    curve: {of: actual, lookup: [{from: 1, pays: 100 %}]}
"""
)
TWICE = """\
Id,Agent,Day,Score,Who
1,ana,2026-07-01,5,x
2,ana,2026-07-02,1,x
3,ana,2026-07-02,4,y
4,ana,2026-08-01,2,
"""


@pytest.mark.parametrize(
    ("more", "value", "left"),
    [
        ("where: {Who: {known: true}}", F(10, 3), {"filtered": 1}),
        ("distinct: Who, keep: latest", F(7, 3), {"duplicate": 1}),
        ("distinct: Who, keep: first", F(11, 3), {"duplicate": 1}),
        ("cap_per: {by: Who, most: 1}", F(7, 3), {"over-cap": 1}),
        ("distinct: Who, keep: first, cap_per: {by: Agent, most: 2}", F(3), {"duplicate": 1, "over-cap": 1}),
    ],
)
def test_one_row_of_several_counts(more: str, value: F, left: dict[str, int]) -> None:
    found = measured(ANSWERS.replace("MORE", more), {"rows": [TWICE]})
    assert found.errors == []
    ana = found.of("score", "ana")
    assert ana.value == value
    assert {reason.value: count for reason, count in ana.left.items()} == left


SAME_TIME = "two rows happened at the same time and differ: nothing says which counts"


@pytest.mark.parametrize(
    ("more", "rows", "said"),
    [
        ("distinct: Who", TWICE, ["`x` has two rows that differ in what is measured"]),
        ("distinct: Who", TWICE.replace(",1,x", ",5,x"), []),
        ("distinct: Who, keep: latest", TWICE.replace("07-01", "07-02"), [SAME_TIME]),
        ("cap_per: {by: Who, most: 1}", TWICE.replace("07-01", "07-02"), [SAME_TIME]),
        ("cap_per: {by: Agent, most: 2}", TWICE, [SAME_TIME]),
        ("cap_per: {by: Agent, most: 1}", TWICE, []),
    ],
)
def test_which_row_counts_is_asked_where_nothing_says_it(more: str, rows: str, said: list[str]) -> None:
    assert measured(ANSWERS.replace("MORE", more), {"rows": [rows]}).errors == said
    keyed = ANSWERS.replace("MORE", more).replace("    date: Day", "    key: Id\n    date: Day")
    assert measured(keyed, {"rows": [rows]}).errors == [one for one in said if one != SAME_TIME]


def test_a_key_is_of_one_row() -> None:
    plan = ANSWERS.replace("MORE", "where: {Who: {not: q}}").replace(
        "    date: Day", "    key: Id\n    date: Day"
    )
    rows = TWICE.replace("2,ana", "1,ana").replace("4,ana", ",ana") + ",ana,2026-08-02,2,\n"
    assert measured(plan, {"rows": [rows]}).errors == ["the key `1` has two rows"]
    for keep, value in (("latest", F(9, 4)), ("first", F(13, 4))):
        found = measured(plan.replace("key: Id", f"key: Id\n    keep: {keep}"), {"rows": [rows]})
        assert found.of("score", "ana").value == value
        assert {reason.value: count for reason, count in found.of("score", "ana").left.items()} == {
            "duplicate-key": 1
        }
    at_once = rows.replace("07-01", "07-02")
    assert measured(plan.replace("key: Id", "key: Id\n    keep: first"), {"rows": [at_once]}).errors == [
        SAME_TIME
    ]


def test_a_value_made_elsewhere_stands_once() -> None:
    plan = ANSWERS.replace("mean: rows.score, MORE", "only: rows.score")
    twice = measured(plan, {"rows": [TWICE]})
    assert twice.errors == ["`ana` has 4 rows of `score`, which has one"]
    assert [getattr(one.at, "line", 0) for one in twice.problems if one.severity == "error"] == [3]
    both = "".join(TWICE.splitlines(keepends=True)[:3])
    assert measured(plan, {"rows": [both]}).errors == ["`ana` has 2 rows of `score`, which has one"]
    one = "Id,Agent,Day,Score,Who\n1,ana,2026-07-01,5,x\n2,ben,2026-07-01,,x\n"
    found = measured(plan, {"rows": [one]})
    assert (found.of("score", "ana").value, found.of("score", "ben").value) == (F(5), None)


def test_values_of_the_year_so_far_begin_with_the_entry() -> None:
    plan = ANSWERS.replace("mean: rows.score, MORE", "mean: rows.score") + YEAR
    rows = (
        "Id,Agent,Day,Score\n1,ana,2026-01-01,5\n2,ben,2026-02-01,1\n3,ben,2026-07-01,3\n4,ana,2025-12-31,1\n"
        "5,ben,2026-02-02,4\n"
    )
    people = "participant,team,entry,already_paid\nana,n,,0\nben,n,2026-02-02,0\n"
    found = measured(plan, {"rows": [rows]}, people)
    assert (found.of("score", "ana").value, found.of("score", "ben").value) == (F(5), F(7, 2))
    assert found.of("score", "ana").left == {"outside": 2}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("assign: held", "assign: hold", "there is no source `hold`; did you mean `held`?"),
        ("account: Client, ", "", "`assign` finds the owner by the client: which column of `rows` is it?"),
        ("account: Client, assign: held", "owner_from: {source: x, by: y}", "there is no source `x`"),
        ("sum: rows.arr", "growth: {sum: rows.arr}", "`growth` needs the date of a row, and `rows` has none"),
        (
            "sum: rows.arr",
            "sum: rows.arr, keep: latest",
            "`keep` needs the date of a row, and `rows` has none",
        ),
        ("assign: held", "assign: held, keep: first", "`keep` needs the date of a row, and `rows` has none"),
        ("sum: rows.arr", "percentile: {of: rows.arr, at: 0 %}", "a percentile is above 0 % and up to 100 %"),
        ("sum: rows.arr", "growth: {}", "growth is of one of `count`, `sum`, `mean` or `ratio`"),
        (
            "account: Client, assign: held",
            "participant: {columns: [A, B], shares: [50 %, 40 %]}",
            "each of the columns has one share, and they add up to 100 %",
        ),
        (
            "kpis:",
            f"{YEAR}kpis:\n  g: {{unit: percent, measure: {{growth: {{sum: rows.arr}}}}}}",
            "values of the year so far have no period before that is as long",
        ),
    ],
)
def test_a_plan_that_leaves_it_open_is_refused(old: str, new: str, said: str) -> None:
    found, problems = plans_of(PLAN.replace(old, new))
    assert found is None
    assert said in [str(one.message) for one in problems]
