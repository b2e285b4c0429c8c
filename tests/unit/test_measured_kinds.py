"""What rows come to, kind by kind, on one file that a reader can count (language, section 16.3)."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from measuring import by_oracle, measured
from shared_plans import PAID

from csvariable.measures.model import Reason

PLAN = (
    PAID
    + """\
sources:
  rows:
    file: r.csv
    participant: Who
    key: Id
    KEEP
    date: Day
    account: Client
    columns:
      score: {column: Score, unit: score, range: [0, 10]}
      sold: {column: Sold, unit: money}
      due: {column: Due, unit: money}
      client: Client
      kind: Kind
kpis:
  k:
    weight: 100 %
    unit: UNIT
    RANGE
    missing: zero
    measure: {MEASURE}
    curve: {of: actual, lookup: [{from: ZERO, pays: 100 %}]}
"""
)
ROWS = """\
Id,Who,Day,Score,Sold,Due,Client,Kind
1,ana,2026-07-01,8,100,200,A,x
2,ana,2026-07-02,9,300,400,A,y
3,ana,2026-08-03,6,50,100,B,x
4,ana,2026-09-30,7,50,80,B,x
5,ben,2026-07-01,7,30,60,A,y
6,ben,2026-07-01,10,20,40,B,x
7,ben,2026-07-02,5,10,0,C,x
8,ana,2026-04-01,4,200,500,A,x
9,ana,2026-06-30,6,50,0,B,y
10,ben,2026-05-01,0,0,100,A,x
11,cleo,2026-05-01,0,-5,100,A,x
12,cleo,2026-07-01,0,7,100,A,x
"""
"""Rows 1 to 7 and 12 are of the quarter that is paid, 8 to 11 of the one before."""


def plan_of(measure: str, unit: str, keep: str = "keep: first") -> str:
    """A plan with one KPI."""
    zero = {"percent": "0 %"}.get(unit, "0")
    found = PLAN.replace("UNIT", unit).replace("RANGE", "range: [0, 10]" if unit == "score" else "why: x")
    return found.replace("MEASURE", measure).replace("ZERO", zero).replace("KEEP", keep)


@pytest.mark.parametrize(
    ("measure", "unit", "ana", "ben", "counted"),
    [
        ("count: rows", "number", 4, 3, 4),
        ("sum: rows.sold", "money", 500, 60, 4),
        ("mean: rows.sold", "money", 125, 20, 4),
        ("median: rows.sold", "money", 75, 20, 4),
        ("median: rows.score", "score", F(15, 2), 7, 4),
        ("percentile: {of: rows.sold, at: 5 %}", "money", 50, 10, 4),
        ("percentile: {of: rows.sold, at: 50 %}", "money", 50, 20, 4),
        ("percentile: {of: rows.sold, at: 51 %}", "money", 100, 20, 4),
        ("percentile: {of: rows.sold, at: 100 %}", "money", 300, 30, 4),
        ("nps: rows.score", "points", 0, 0, 4),
        ("share: rows, that: {kind: x}", "percent", F(3, 4), F(2, 3), 4),
        ("share: rows.sold, that: {kind: x}", "percent", F(200, 500), F(30, 60), 4),
        ("share: rows.sold, that: {score: {above: 7}}", "percent", F(400, 500), F(20, 60), 4),
        ("share: rows.sold, that: {score: {below: 7}}", "percent", F(50, 500), F(10, 60), 4),
        ("ratio: {of: rows.sold, over: rows.due}", "percent", F(500, 780), F(60, 100), 4),
        # What was there before, 0 of it or less than 0: only the first can grow.
        ("growth: {sum: rows.sold}", "percent", 1, None, 6),
        ("growth: {mean: rows.sold}", "percent", 0, None, 6),
        ("growth: {count: rows}", "percent", 1, 2, 6),
        ("growth: {ratio: {of: rows.sold, over: rows.due}}", "percent", F(500, 780) * 2 - 1, None, 6),
        ("growth: {count: rows}, where: {kind: y}", "percent", 0, None, 2),
        ("growth: {count: rows}, where: {score: 4}", "percent", -1, None, 1),
        ("growth: {mean: rows.sold}, where: {kind: x, client: A}", "percent", F(-1, 2), None, 2),
        # The latest rows of each client.
        ("sum: rows.sold, cap_per: {by: account, most: 1}", "money", 350, 60, 2),
        ("sum: rows.sold, cap_per: {by: Client, most: 1}", "money", 350, 60, 2),
        ("sum: rows.sold, cap_per: {by: kind, most: 1}", "money", 350, 40, 2),
        ("sum: rows.sold, cap_per: {by: kind, most: 2}", "money", 400, 60, 3),
        ("sum: rows.sold, cap_per: {by: kind, most: 3}", "money", 500, 60, 4),
        # One row of each text.
        ("sum: rows.sold, distinct: kind, keep: first", "money", 400, 50, 2),
        ("sum: rows.sold, distinct: kind, keep: latest", "money", 350, 40, 2),
        ("sum: rows.sold, distinct: client, keep: first, cap_per: {by: kind, most: 1}", "money", 50, 40, 1),
        ("growth: {sum: rows.sold}, distinct: client, keep: latest", "percent", F(350, 250) - 1, None, 4),
    ],
)
def test_rows_come_to_what_a_reader_counts(
    measure: str, unit: str, ana: F | int, ben: F | int | None, counted: int
) -> None:
    plan = plan_of(measure, unit)
    found = measured(plan, {"rows": [ROWS]})
    assert found.errors == []
    assert [found.of("k", name).value for name in ("ana", "ben")] == [ana, ben]
    assert found.of("k", "ana").n == counted == len(found.of("k", "ana").rows)
    assert {(one.top, one.bottom) for one in found.values.values() if one.value is None} <= {(0, 0)}
    other = by_oracle(plan, {"rows": [ROWS]})
    assert {(kpi, *owner): (one.value, one.n) for (kpi, owner), one in found.values.items()} == {
        key: (one.value, one.n) for key, one in other.items()
    }


def test_a_row_counts_in_a_share_where_each_cell_that_is_asked_is_answered() -> None:
    plan = plan_of("share: rows, that: {score: {from: 7}, sold: {from: 50}, kind: x}", "percent")
    rows = ROWS.replace("1,ana,2026-07-01,8,", "1,ana,2026-07-01,,").replace("400,A,y", "400,A,")
    rows = rows.replace("6,50,100,B,x", "6,,100,B,x")
    found = measured(plan, {"rows": [rows]}).of("k", "ana")
    assert (found.value, found.n, found.left[Reason.NOT_ANSWERED]) == (F(1), F(1), F(3))
    assert by_oracle(plan, {"rows": [rows]})["k", "person", "ana"].value == 1
    told = measured(plan_of("share: rows, that: {score: {known: true}}", "percent"), {"rows": [rows]})
    assert (told.of("k", "ana").value, told.of("k", "ana").n) == (F(3, 4), F(4))


@pytest.mark.parametrize(
    ("more", "rows", "first", "second"),
    [
        ("cap_per: {by: kind, most: 1}", [9, 9, 1], 0, 0),
        ("cap_per: {by: kind, most: 1}", [9, 8, 1], 2, 3),
        ("cap_per: {by: kind, most: 1}", [9, 9, 8, 1], 2, 4),
        ("distinct: kind, keep: latest", [9, 9, 1], 0, 0),
        ("distinct: kind, keep: latest", [9, 8, 1], 2, 3),
        ("distinct: kind", [9, 9, 8], 2, 4),
    ],
)
def test_rows_at_one_instant_are_told_only_where_they_decide(
    more: str, rows: list[int], first: int, second: int
) -> None:
    """The last row is of the day before; the others are of one day."""
    plan = plan_of(f"mean: rows.score, {more}", "score").replace("    key: Id\n    keep: first\n", "")
    lines = [
        f"{at},ana,2026-08-{'01' if at == len(rows) - 1 and score == 1 else '02'},{score},0,0,A,x"
        for at, score in enumerate(rows)
    ]
    found = measured(plan, {"rows": ["\n".join([ROWS.partition("\n")[0], *lines, ""])]})
    told = [
        (getattr(one.also[0].at, "line", 0), getattr(one.at, "line", 0))
        for one in found.problems
        if one.severity == "error"
    ]
    assert told == ([(first, second)] if first else [])
    if not first:
        assert found.of("k", "ana").value == 9


@pytest.mark.parametrize("day", ["2026-07-01", "2026-09-30"])
def test_one_row_on_the_first_or_the_last_day_is_a_row_of_the_period(day: str) -> None:
    found = measured(
        plan_of("count: rows", "number"), {"rows": [f"{ROWS.partition(chr(10))[0]}\n1,ana,{day},1,0,0,A,x\n"]}
    )
    assert not found.errors
    assert found.of("k", "ana").value == 1
