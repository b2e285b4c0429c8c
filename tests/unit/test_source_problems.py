"""What is wrong with the cells and headers of a source: its sentence, its place, and what to do."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from engine import plans_of
from measuring import measured
from shared_plans import PAID

PLAN = (
    PAID
    + """\
rates: {JPY: 0.006}
sources:
  rows:
    file: r.csv
    participant: Who
    MORE
    columns: {value: {COLUMN}}
kpis:
  k:
    weight: 100 %
    unit: UNIT
    missing: zero
    measure: {sum: rows.value}
    curve: {of: actual, lookup: [{from: ZERO, pays: 100 %}]}
"""
)
ZEROS = {"minutes": "0 min", "hours": "0 h", "percent": "0 %"}


def plan_of(column: str, more: str = "nobody: Bot") -> str:
    """A plan that sums up one column."""
    unit = column.partition("unit: ")[2].partition(",")[0]
    text = PLAN.replace("COLUMN", column).replace("UNIT", unit).replace("ZERO", ZEROS.get(unit, "0"))
    return text.replace("MORE", more)


def said(plan: str, *files: str, period: str | None = None) -> list[tuple[str, str, str]]:
    """Each error, where it stands, and its help."""
    found = measured(plan, {"rows": files}, period=period)
    errors = [one for one in found.problems if one.severity == "error"]
    where = [f"{one.at.file}:{getattr(one.at, 'line', 0)}:{getattr(one.at, 'column', 0)}" for one in errors]
    return [(str(one.message), at, str(one.help)) for one, at in zip(errors, where, strict=True)]


def value(plan: str, *files: str) -> F | None:
    """What ana has."""
    found = measured(plan, {"rows": files}, period=None)
    assert found.errors == []
    return found.of("k", "ana").value


@pytest.mark.parametrize(
    ("column", "rows", "errors"),
    [
        (
            "column: Took (s), unit: minutes",
            ["Who,Took (s)", "ana,90", "ana,60"],
            [
                (
                    "the header says `s`, and the column is read in minutes",
                    "rows.csv:2:5",
                    "write `in: s` under the column",
                )
            ],
        ),
        (
            "column: Value, unit: number, values: {Good: 1, Bad: 0}",
            ["Who,Value", "ana,Godo", "ana,7"],
            [
                ("`Godo` is none of the words of its column", "rows.csv:2:5", "did you mean `Good`?"),
                (
                    "`7` is none of the words of its column",
                    "rows.csv:3:5",
                    "write it under `values`; there are: `Good`, `Bad`",
                ),
            ],
        ),
        (
            "column: Value, unit: money, currency: Cur",
            ["Who,Value,Cur", "ana,5,GBP", "ana,6,GBP", "ana,7,", "ana,8,JPY"],
            [
                (
                    "nothing says what `GBP` is worth in EUR",
                    "rows.csv:2:5",
                    "write `rates: {GBP: ...}` at the top of the plan",
                ),
                (
                    "nothing says what `` is worth in EUR",
                    "rows.csv:4:5",
                    "write `rates: {USD: ...}` at the top of the plan",
                ),
            ],
        ),
        (
            "column: Value, unit: money, times: {column: Per, by: {month: 12}}",
            ["Per,Value,Who", "week,5,ana"],
            [
                (
                    "`week` under `Per` has no factor",
                    "rows.csv:2:6",
                    "write it under `times`; there are: `month`",
                )
            ],
        ),
        (
            "column: Valeu, unit: number",
            ["Who,,Value,Values", "ana,,1,2"],
            [("the source `rows` has no column `Valeu`", "rows.csv:1:1", "did you mean `Value`?")],
        ),
        (
            "column: Amount, unit: number",
            ["Who,,Value", "ana,,1"],
            [("the source `rows` has no column `Amount`", "rows.csv:1:1", "the headers are `Who`, `Value`")],
        ),
        (
            'like: "V*", unit: number',
            ["Who,Other", "ana,1"],
            [("0 headers fit `V*`", "rows.csv:1:1", "None")],
        ),
        (
            "column: Value, unit: number",
            ["Who,Value", "ana,5", 'ana,"1,234"'],
            [
                (
                    "`1,234` can be read in two ways: is the mark a decimal point?",
                    "rows.csv:3:5",
                    "say which mark stands before the decimals: `--decimal ,` or `--decimal .`",
                )
            ],
        ),
    ],
)
def test_a_problem_of_a_column_has_a_place_and_a_help(
    column: str, rows: list[str], errors: list[tuple[str, str, str]]
) -> None:
    assert said(plan_of(column), "\n".join([*rows, ""])) == errors


@pytest.mark.parametrize(
    ("column", "more", "rows", "sum_"),
    [
        ("column: Took (min), unit: minutes", "nobody: Bot", ["Who,Took (min)", "ana,90"], 90),
        ("column: Took (s), unit: minutes", "nobody: Bot", ["Who,Took (s)", "ana,90 min"], 90),
        ("column: Took (s), unit: number", "nobody: Bot", ["Who,Took (s)", "ana,90"], 90),
        ("column: Rate (%), unit: percent", "nobody: Bot", ["Who,Rate (%)", "ana,95"], F(95, 100)),
        ('column: Value, unit: number, values: {"1,500": 3}', "nobody: Bot", ["Who,Value", 'ana,"1,500"'], 3),
        ("column: Value, unit: number", 'decimal: ","', ["Who,Value", 'ana,"1,234"'], F(1234, 1000)),
        ('like: "Value", unit: number', "nobody: Bot", ["Who,Value", "ana,5"], 5),
    ],
)
def test_what_a_header_or_a_plan_says_of_cells_is_heard(
    column: str, more: str, rows: list[str], sum_: F | int
) -> None:
    assert value(plan_of(column, more), "\n".join([*rows, ""])) == sum_


@pytest.mark.parametrize("pattern", ["Val*", "Value"])
def test_a_column_by_pattern_is_due_in_each_file(pattern: str) -> None:
    plan = plan_of(f'like: "{pattern}", unit: number')
    assert said(plan, "Who,Value\nana,1\n", "Who,Amount\nana,2\n") == [
        ("the source `rows` has no column `Value`", "rows1.csv:1:1", "the headers are `Who`, `Amount`")
    ]


def test_twenty_wrong_cells_are_all_told() -> None:
    rows = "Who,Value\n" + "ana,x\n" * 20
    assert [where for _, where, _ in said(plan_of("column: Value, unit: number"), rows)] == [
        f"rows.csv:{line}:5" for line in range(2, 22)
    ]


@pytest.mark.parametrize(
    ("where", "sum_"),
    [
        ("{Stage: won}", 1),
        ("{Stage: [won, lost]}", 21),
        ("{Stage: {not: lost}}", 1 + 300 + 4000),
        ("{Stage: {not: [lost, open]}}", 1 + 4000),
        ("{Stage: {known: true}}", 1 + 20 + 300),
        ("{Stage: {known: false}}", 4000),
        ("{Stage: {known: true, not: [lost]}}", 1 + 300),
        ("{Value: ['1', '20']}", 21),
        ("{value: {not: 20}}", 4301),
        ("{value: {not: [1, 20]}}", 4300),
        ("{value: {above: 20}}", 4300),
        ("{value: {below: 300}}", 21),
        ("{value: {from: 20, up_to: 300}}", 320),
        ("{any: [{Stage: won}, {value: {above: 300}}]}", 4001),
    ],
)
def test_rows_fulfil_a_condition(where: str, sum_: int) -> None:
    rows = "Who,Value,Stage\nana,1,won\nana,20,lost\nana,300,open\nana,4000,\n"
    assert value(plan_of("column: Value, unit: number", f"where: {where}"), rows) == sum_


# ---------------------------------------------------------------------------------------- keys, dates

DATED = "key: Id\n    keep: KEEP\n    date: Day"


@pytest.mark.parametrize(("keep", "sum_"), [("first", 1 + 20 + 4000), ("latest", 1 + 300 + 4000)])
def test_a_second_row_of_a_key_is_found_wherever_it_stands(keep: str, sum_: int) -> None:
    plan = plan_of("column: Value, unit: number", DATED.replace("KEEP", keep))
    rows = (
        "Id,Who,Value,Day\n1,ana,1,2026-07-01\n2,ana,20,2026-07-02\n"
        "2,ana,300,2026-07-03\n3,ana,4000,2026-07-04\n"
    )
    assert measured(plan, {"rows": [rows]}).of("k", "ana").value == sum_


def test_two_rows_of_one_key_are_told_with_each_other() -> None:
    plan = plan_of("column: Value, unit: number", "key: Id\n    date: Day")
    rows = "Id,Who,Value,Day\n1,ana,1,2026-07-01\n2,ana,20,2026-07-02\n2,ana,300,2026-07-03\n"
    found = measured(plan, {"rows": [rows]})
    (problem,) = [one for one in found.problems if one.severity == "error"]
    assert (str(problem.message), getattr(problem.at, "line", 0)) == ("the key `2` has two rows", 4)
    assert [getattr(label.at, "line", 0) for label in problem.also] == [3]


@pytest.mark.parametrize(
    ("first", "second", "third", "sum_"),
    [
        # Of 18 characters the first 15 say who it is; of any other length all of them do.
        ("0065g00000AbCdEAAV", "0065g00000AbCdE", "0065g00000AbCdF", 5),
        ("0065g00000AbCdEA", "0065g00000AbCdEB", "0065g00000AbCdEA", 3),
        ("0065g-0000AbCdEAAV", "0065g-0000AbCdEAAW", "0065g-0000AbCdEAAV", 3),
    ],
)
def test_only_ids_of_18_letters_and_digits_are_cut(first: str, second: str, third: str, sum_: int) -> None:
    more = DATED.replace("KEEP", "first").replace("key: Id", "key: id")
    plan = plan_of("column: Value, unit: number", more).replace(
        "columns: {", "columns: {id: {column: Id, id: salesforce}, "
    )
    rows = (
        f"Id,Who,Value,Day\n{first},ana,1,2026-07-01\n{second},ana,2,2026-07-02\n{third},ana,4,2026-07-03\n"
    )
    assert measured(plan, {"rows": [rows]}).of("k", "ana").value == sum_


def test_wrong_dates_are_told_where_they_stand_and_not_below_the_end() -> None:
    plan = plan_of("column: Value, unit: number", "date: Day\n    ends: {column: Who, is: TOTAL}")
    one = "Who,Value,Day\nana,1,2026-07-01\nana,2,2026-07-02\nTOTAL,3,until 2 July\n"
    other = "Who,Value,Day\nana,1,2026-07-01\nana,2,soon\nTOTAL,3,until 2 July\n"
    assert said(plan, one, period="2026-Q3") == []
    assert [(text, where) for text, where, _ in said(plan, one, other, period="2026-Q3")] == [
        ("`soon` is not a date written year first", "rows1.csv:3:7")
    ]


def test_rows_of_other_days_are_told_from_the_oldest_to_the_newest() -> None:
    plan = plan_of("column: Value, unit: number", "date: Day")
    rows = "Who,Day,Value\nana,2026-03-02,1\nana,2025-01-05,1\nana,2026-06-30,1\nana,2025-12-31,1\n"
    assert said(plan, rows, period="2026-Q3") == [
        (
            "no row of `rows` lies between 2026-07-01 and 2026-09-30: they go from 2025-01-05 to 2026-06-30",
            "rows.csv:1:5",
            "is it the export of this period, and its column of the date that counts?",
        )
    ]


@pytest.mark.parametrize(
    ("zones", "cells", "told"),
    [
        (
            ("", ""),
            "2026-07-01 10:00",
            "the dates have times, and the plan does not say where its days begin and end",
        ),
        (
            ("zone: UTC\n", ""),
            "2026-07-01 10:00",
            "the times have no offset, and nothing says in which zone they are",
        ),
    ],
)
def test_what_a_whole_column_lacks_is_asked_once(zones: tuple[str, str], cells: str, told: str) -> None:
    plan = plan_of("column: Value, unit: number", "date: Day").replace("sources:", f"{zones[0]}sources:")
    rows = f"Who,Day,Value\nana,{cells},1\nana,{cells}:30,1\n"
    found, _ = plans_of(plan)
    assert found is not None
    assert [(text, where) for text, where, _ in said(plan, rows, period="2026-Q3")] == [
        (told, "rows.csv:2:5")
    ]


# ------------------------------------------------------------------------------------------- people


@pytest.mark.parametrize(
    ("names", "sentence", "advice"),
    [
        (
            ["zoe", "yan", "bem"],
            "3 owners of rows of `rows` are nobody who is paid: `bem`, `yan`, `zoe`",
            "is `bem` meant to be `ben`?",
        ),
        (
            ["v", "w", "x", "y", "z"],
            "5 owners of rows of `rows` are nobody who is paid: `v`, `w`, `x`, `y`, `z`",
            "their rows count for no person and no team; the people paid are `ana`, `ben`, `cleo`",
        ),
        (
            ["u", "v", "w", "x", "y", "z"],
            "6 owners of rows of `rows` are nobody who is paid: `u`, `v`, `w`, `x`, `y`, ...",
            "their rows count for no person and no team; the people paid are `ana`, `ben`, `cleo`",
        ),
    ],
)
def test_owners_that_nobody_is_are_told_with_who_is_meant(
    names: list[str], sentence: str, advice: str
) -> None:
    rows = "Who,Value\nana,1\n" + "".join(f"{name},1\n" for name in names)
    found = measured(plan_of("column: Value, unit: number"), {"rows": [rows]}, period=None)
    assert [(str(one.message), str(one.help)) for one in found.problems if one.rule == "unknown-owner"] == [
        (sentence, advice)
    ]


@pytest.mark.parametrize(
    ("people", "named"),
    [("abcde", "`a`, `b`, `c`, `d`, `e`"), ("abcdef", "`a`, `b`, `c`, `d`, `e`, `...`")],
)
def test_five_of_the_people_paid_are_named(people: str, named: str) -> None:
    staff = "participant\n" + "".join(f"{one}\n" for one in people)
    rows = {"rows": ["Who,Value\na,1\nzoe,1\n"]}
    found = measured(plan_of("column: Value, unit: number"), rows, staff, period=None)
    assert [str(one.help) for one in found.problems if one.rule == "unknown-owner"] == [
        f"their rows count for no person and no team; the people paid are {named}"
    ]


def test_the_first_total_under_the_owners_is_told_once() -> None:
    rows = "Who,Value\nana,1\nTotal,1\nGrand total,1\nzoe,1\n"
    found = measured(plan_of("column: Value, unit: number"), {"rows": [rows]}, period=None)
    assert [(one.severity, str(one.message)) for one in found.problems] == [
        ("error", "`Total` under `Who` looks like a total of other rows"),
        ("warning", "1 owner of rows of `rows` is nobody who is paid: `zoe`"),
    ]
