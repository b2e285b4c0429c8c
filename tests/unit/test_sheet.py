"""Sheets: what the columns of a table mean, which decimal mark each has, and what is said of the others."""

from __future__ import annotations

import pytest
from findings import english

from csvariable.facts.headers import Column
from csvariable.facts.likeness import Vocabulary
from csvariable.facts.sheet import Sheet, open_sheet
from csvariable.kernel.diagnostic import CellPlace, Diagnostic, Label, Severity
from csvariable.kernel.message import msg
from csvariable.tables.numerals import Mark
from csvariable.tables.reading import read_table

KPIS = ("nrr", "arr")
DECLARED = ("Region Bonus", "grade")


def opened(text: str, decimal: str | None = None) -> tuple[Sheet, list[Diagnostic]]:
    table, problems = read_table(text.encode(), "kpis.csv", delimiter=";", decimal=decimal)
    assert table is not None, problems
    return open_sheet(table, Vocabulary(KPIS, DECLARED))


def quiet(text: str) -> Sheet:
    """A sheet of which nothing is to be said."""
    sheet, problems = opened(text)
    assert problems == []
    return sheet


def test_columns_are_known_by_their_one_name() -> None:
    sheet = quiet("Matricule;NRR (%);grade;region bonus;\nana;95;;7;\nben;;;8;\n")
    assert dict(sheet.index) == {"participant": 0, "nrr": 1, "grade": 2, "Region Bonus": 3}
    assert sheet.column("nrr") == Column("nrr", "nrr", reading="percent")
    assert sheet.column("Region Bonus") == Column("Region Bonus")
    assert sheet.columns[4] is None
    assert "nrr" in sheet
    assert "arr" not in sheet
    assert list(sheet.rows()) == [0, 1]
    assert [sheet.text(1, name) for name in ("participant", "nrr", "Region Bonus", "arr")] == [
        "ben",
        "",
        "8",
        "",
    ]


def test_a_cell_has_a_place_and_what_is_not_there_that_of_its_row() -> None:
    sheet = quiet("grade;nrr\nx;95 %\ny;96 %\n")
    assert sheet.place(1, "nrr") == CellPlace("kpis.csv", 3, 3, "nrr", "96 %")
    assert sheet.place(1, "arr") == sheet.place(1) == CellPlace("kpis.csv", 3, 1, "grade", "y")


def test_two_columns_of_one_meaning_are_refused_and_the_first_is_read() -> None:
    sheet, problems = opened("id;nrr;NRR (%)\nana;95 %;96\n")
    assert english(problems) == english(
        [
            Diagnostic(
                "duplicate-column",
                Severity.ERROR,
                msg("the columns `nrr` and `NRR (%)` mean the same"),
                CellPlace("kpis.csv", 1, 8, "NRR (%)", "NRR (%)"),
                (Label(CellPlace("kpis.csv", 1, 4, "nrr", "nrr"), msg("first written here")),),
                msg("keep one of them"),
            )
        ]
    )
    assert sheet.text(0, "nrr") == "95 %"


@pytest.mark.parametrize(
    ("header", "message", "column"),
    [
        ("id;nrr;nr", "1 column is not used: `nr` (did you mean `nrr`?)", 8),
        ("id;grad;nrr", "1 column is not used: `grad` (did you mean `grade`?)", 4),
        ("id;tem;zzz", "2 columns are not used: `tem` (did you mean `team`?), `zzz`", 4),
    ],
)
def test_columns_that_look_like_some_that_count_are_warned_of(header: str, message: str, column: int) -> None:
    _, (problem,) = opened(f"{header}\nana;x;95 %\n")
    assert (problem.rule, problem.severity, str(problem.message)) == (
        "unused-column",
        Severity.WARNING,
        message,
    )
    assert isinstance(problem.at, CellPlace)
    assert (problem.at.line, problem.at.column) == (1, column)


def test_columns_that_look_like_nothing_are_named_as_information() -> None:
    _, (problem,) = opened("id;zzz;nrr;remarks\nana;x;95 %;y\n")
    assert (problem.severity, str(problem.message), problem.help) == (
        Severity.ADVICE,
        "2 columns are not used: `zzz`, `remarks`",
        None,
    )
    assert problem.at == CellPlace("kpis.csv", 1, 4, "zzz", "zzz")


def test_a_column_without_a_header_and_without_values_is_no_column() -> None:
    quiet("id;;nrr\nana;;95 %\n")


def mark(header: str, *cells: str, decimal: str | None = None) -> Mark | None:
    """The decimal mark of one column, between an id and a column that shows no mark."""
    rows = "".join(f"p{at};{cell};x\n" for at, cell in enumerate(cells))
    sheet, problems = opened(f"id;{header};grade\n{rows}", decimal)
    assert problems == []
    assert set(sheet.marks) <= {1}
    return sheet.marks.get(1)


@pytest.mark.parametrize(
    "header",
    "nrr|arr|target incentive|salary|annual_salary|ote|already paid|draw balance|amount|n|value|target"
    "|numerator|denominator|fte|nrr.target|nrr.weight".split("|"),
)
def test_columns_of_numbers_have_a_decimal_mark(header: str) -> None:
    assert mark(header, "12,5") == ","
    assert mark(header, "12.5", "1,234.5") == "."
    assert mark(header, "12", "") is None
    assert mark(header, "1,234", decimal=",") == ","


@pytest.mark.parametrize("header", ["name", "team", "entry", "reason", "Region Bonus", "period"])
def test_other_columns_have_none(header: str) -> None:
    assert mark(header, "12,5") is None


def test_a_column_that_can_be_read_in_two_ways_is_refused_at_its_first_mark() -> None:
    sheet, problems = opened("id;nrr;arr\nana;9;see J. Doe\nben;8;1,234\nchloe;7;2,345\n")
    assert english(problems) == english(
        [
            Diagnostic(
                "ambiguous-decimal",
                Severity.ERROR,
                msg("`1,234` can be read in two ways: is the mark a decimal point?"),
                CellPlace("kpis.csv", 3, 7, "arr", "1,234"),
                help=msg("say which mark stands before the decimals: `--decimal ,` or `--decimal .`"),
            )
        ]
    )
    assert sheet.marks == {1: None}
    assert sheet.mark("nrr") is None


def test_what_the_rest_of_the_file_shows_decides() -> None:
    sheet = quiet("id;nrr;arr\nana;9,5;1,234\n")
    assert sheet.marks == {1: ",", 2: ","}
