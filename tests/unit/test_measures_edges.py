"""Corners of measures: conditions on values, durations, formats, rules on what a plan leaves open."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction as F

import pytest
from engine import compute, plans_of
from measuring import PEOPLE, measured, tables_of

from csvariable.facts.load import Tables, load
from csvariable.facts.measured_periods import measured_over, periods_of_rows
from csvariable.kernel.diagnostic import CellPlace
from csvariable.measures.dates import WrittenTime, moment
from csvariable.tables.numerals import CellError
from csvariable.tables.reading import read_table

PLAN = """\
csvariable: 1
name: P
currency: EUR
period: quarter
zone: Europe/Paris
target_incentive: 1000
sources:
  rows:
    file: r.csv
    participant: Who
    date: {column: Day, zone: UTC, format: DD/MM/YYYY}
    columns:
      score: {column: Score, unit: score, range: [0, 10]}
      spent: {column: Spent, unit: minutes}
      text: Text
    where: WHERE
kpis:
  k:
    weight: 100 %
    unit: UNIT
    RANGE
    missing: zero
    measure: {MEASURE}
    curve: {of: actual, lookup: [{from: ZERO, pays: 100 %}]}
"""
ROWS = (
    "Who,Day,Score,Spent,Text\nana,01/07/2026,10,1:30:00,a\nana,02/07/2026,4,30 min,b\nben,03/07/2026,,x,a\n"
)


def plan_of(measure: str, unit: str = "points", where: str = "{Text: [a, b]}") -> str:
    zero = {"minutes": "0 min", "percent": "0 %"}.get(unit, "0")
    span = "range: [0, 10]" if unit == "score" else "why: x"
    text = PLAN.replace("UNIT", unit).replace("RANGE", span).replace("WHERE", where)
    return text.replace("MEASURE", measure).replace("ZERO", zero)


def values(
    measure: str, unit: str = "points", where: str = "{Text: [a, b]}"
) -> dict[str, F | None] | list[str]:
    found = measured(plan_of(measure, unit, where), {"rows": [ROWS]})
    return found.errors or {owner.name: one.value for (_, owner), one in found.values.items()}


@pytest.mark.parametrize(
    ("measure", "unit", "where", "said"),
    [
        ("nps: rows.score", "points", "{Text: [a, b]}", {"ana": 0, "ben": None, "cleo": None}),
        ("sum: rows.spent", "minutes", "{score: {known: true}}", {"ana": 120, "ben": 0, "cleo": 0}),
        ("count: rows", "number", "{score: {up_to: 4}}", {"ana": 1, "ben": 0, "cleo": 0}),
        ("count: rows", "number", "{score: {not: [4, 5]}}", {"ana": 1, "ben": 1, "cleo": 0}),
        ("count: rows", "number", "{score: {known: false}}", {"ana": 0, "ben": 1, "cleo": 0}),
        (
            "share: rows, that: {text: a}",
            "percent",
            "{Text: [a, b]}",
            {"ana": F(1, 2), "ben": 1, "cleo": None},
        ),
        ("count: rows", "number", "{spent: {from: 1 min}}", ["`x` is not a duration"]),
        ("sum: rows.spent", "minutes", "{Text: a}", ["`x` is not a duration"]),
    ],
)
def test_values_are_tested_and_read(
    measure: str, unit: str, where: str, said: dict[str, F | None] | list[str]
) -> None:
    assert values(measure, unit, where) == said


def test_one_cell_that_two_kpis_read_is_told_once() -> None:
    plan = plan_of("sum: rows.spent", "minutes") + "  other: {unit: minutes, measure: {mean: rows.spent}}\n"
    assert measured(plan, {"rows": [ROWS]}).errors == ["`x` is not a duration"]


def test_a_missing_value_stands_where_its_rows_do() -> None:
    plan = plan_of("nps: rows.score").replace("missing: zero", "missing: error")
    plans, _ = plans_of(plan)
    assert plans is not None
    staff, _ = read_table(PEOPLE.encode(), "people.csv")
    facts, _ = load(Tables([], staff, sources=tables_of({"rows": [ROWS]})), plans, "2026-Q3")
    assert facts is not None
    assert facts.place(1, "k.actual") == CellPlace("rows.csv", 1, 1, "Who", "Who")


def test_an_account_without_dates_and_without_a_period_has_its_last_owner() -> None:
    plan = plan_of("count: rows", "number", "{Text: [a, b]}").replace(
        "participant: Who", "account: Text\n    assign: held"
    )
    plan = plan.replace("    date: {column: Day, zone: UTC, format: DD/MM/YYYY}\n", "").replace(
        "kpis:", "  held: {participant: {column: Owner, by: name}, columns: {account: Konto}}\nkpis:"
    )
    files = {"rows": [ROWS], "held": ["Konto,Owner\na,Ana Diaz\nb,Cleo Ma\n"]}
    found = measured(plan, files, period=None)
    assert {owner.name: one.value for (_, owner), one in found.values.items()} == {
        "ana": 2,
        "ben": 0,
        "cleo": 1,
    }
    days = plan.replace("assign: held", "assign: held\n    owner: days")
    assert measured(days, files, period=None).errors == [
        "nobody has the account `a`",
        "nobody has the account `b`",
    ]


def test_a_time_at_the_end_of_the_calendar_is_told() -> None:
    found = moment(WrittenTime(date(9999, 12, 31), time(23)), "America/New_York", "Europe/Paris")
    assert isinstance(found, CellError)


def test_rows_without_dates_have_no_periods_and_plans_without_rows_none_either() -> None:
    plan = plan_of("count: rows", "number").replace(
        "    date: {column: Day, zone: UTC, format: DD/MM/YYYY}\n", ""
    )
    plans, _ = plans_of(plan)
    assert plans is not None
    assert periods_of_rows(plans, tables_of({"rows": [ROWS]})) == []
    bare, _ = plans_of(plan.replace("    measure: {count: rows}\n", ""))
    assert bare is not None
    assert measured_over(bare, Tables([]), [None]) == (None, ())


@pytest.mark.parametrize(
    ("measure", "unit", "where", "said"),
    [
        (
            "nps: rows.spent",
            "points",
            "{Text: a}",
            "NPS is of answers from 0 to 10, and `spent` does not say so",
        ),
        ("nps: rows.text", "points", "{Text: a}", "the column `text` has no unit: it is read as text"),
        ("nps: rows.nothing", "points", "{Text: a}", "the source `rows` names no column `nothing`"),
        ("nps: nowhere.score", "points", "{Text: a}", "there is no source `nowhere`"),
        ("nps: rowz.score", "points", "{Text: a}", "there is no source `rowz`; did you mean `rows`?"),
        ("count: nowhere, keep: latest", "number", "{Text: a}", "there is no source `nowhere`"),
        (
            "sum: {minus: [rows.score, other.x]}",
            "score",
            "{Text: a}",
            "a measure reads one source: `rows` or `other`",
        ),
        (
            "sum: {minus: [rows.score, rows.spent]}",
            "score",
            "{Text: a}",
            "`rows.spent` is in minutes, and what it meets here in score: they cannot be put together",
        ),
        (
            "sum: {minus: [rows.score, rows.score], least: [rows.score, rows.score]}",
            "score",
            "{Text: a}",
            "two columns",
        ),
        ("nps: score", "points", "{Text: a}", "`score` is no column of a source"),
        ("count: rows", "number", "{score: four}", "`four` is not a number"),
        ("count: rows", "number", "{score: [4, 5 %]}", "`5 %` stands where a score such as `4.5` is due"),
        ("count: rows", "number", "{score: {not: x}}", "`x` is not a number"),
        ("count: rows", "number", "{score: {from: 1, above: 2}}", "at most one lower and one upper bound"),
        ("count: rows", "number", "{score: {}}", "this tests nothing"),
        ("count: rows", "number", "{}", "this condition tests nothing"),
        ("count: rows", "number", "5", "a mapping of keys and values"),
        ("count: rows", "number", "{Text: {from: 1}}", "`Text` is read as text: it has no bounds"),
        ("median: 5 %", "score", "{Text: a}", "`5 %` is no column of a source"),
        ("nothing: rows", "number", "{Text: a}", "a measure is one of `sum`, `least`"),
    ],
)
def test_what_a_plan_says_wrongly_of_rows_is_told(measure: str, unit: str, where: str, said: str) -> None:
    found, problems = plans_of(plan_of(measure, unit, where))
    assert found is None
    assert any(said in str(one.message) for one in problems), [str(one.message) for one in problems]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("zone: Europe/Paris", "zone: europe/paris", "there is no time zone `europe/paris`"),
        ("zone: Europe/Paris", "zone: Paris", "there is no time zone `Paris`"),
        ("zone: Europe/Paris", "zone: Nowhere/Land", "there is no time zone `Nowhere/Land`"),
        ("range: [0, 10]}", "range: [10, 0]}", "the range ends below where it begins"),
        ("range: [0, 10]}", "range: [0, 10 %]}", "`10 %` stands where a score"),
        ("  rows:\n", "  any:\n", "`any` is not an id"),
        ("measure: {nps: rows.score}", "measure: 5", "a mapping of keys and values"),
    ],
)
def test_names_zones_and_ranges_are_looked_at(old: str, new: str, said: str) -> None:
    found, problems = plans_of(plan_of("nps: rows.score").replace(old, new))
    assert found is None
    assert any(said in str(one.message) for one in problems)


def test_a_sample_of_a_team_is_pooled_with_the_company() -> None:
    plan = (
        "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 100\nkpis:\n"
        "  k: {weight: 100 %, unit: percent, scope: team, sample: {credibility: 10, towards: company},"
        " curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
    )
    rows = b"participant,team,kpi,value,n\n,north,k,80 %,10\n*,,k,40 %,90\n"
    found = compute(plan, [rows], b"participant,team\nana,north\n")
    assert found.results is not None
    assert found.results.people["total"] == [F(60)]


def test_people_without_a_name_are_nobody_by_name() -> None:
    plan = plan_of("count: rows", "number").replace(
        "participant: Who", "participant: {column: Who, by: name}"
    )
    people = "participant,name\nana,ana\nben,\n"
    found = measured(plan, {"rows": [ROWS]}, people)
    assert {owner.name: one.value for (_, owner), one in found.values.items()} == {"ana": 2, "ben": 0}


def test_growth_of_a_count_names_its_source() -> None:
    found, problems = plans_of(plan_of("growth: {count: nowhere}", "percent"))
    assert found is None
    assert "there is no source `nowhere`" in [str(one.message) for one in problems]


def test_equal_rows_at_one_instant_may_stand_at_the_edge_of_a_cap() -> None:
    rows = ROWS.replace("ana,02/07/2026,4,30 min,b", "ana,01/07/2026,10,30 min,b")
    plan = plan_of("nps: rows.score, cap_per: {by: Who, most: 1}")
    found = measured(plan, {"rows": [rows]})
    assert (found.errors, found.of("k", "ana").value, found.of("k", "ana").n) == ([], F(100), F(1))


def test_a_condition_of_a_source_that_is_not_there_is_told_once() -> None:
    found, problems = plans_of(plan_of("count: nowhere, where: {score: {from: 5}}", "number"))
    assert found is None
    assert [str(one.message) for one in problems if one.severity == "error"] == [
        "there is no source `nowhere`"
    ]
