"""Whole columns of a plain file: what they hold is what the reading by rows finds, or they are declined."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from engine import plans_of

from csvariable.facts import wide as module
from csvariable.facts.headers import is_total
from csvariable.facts.load import Tables, load
from csvariable.facts.plans import Plans
from csvariable.facts.wide import Wide, read_wide
from csvariable.tables.table import MAX_CELL, read_table

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\nkpis:\n"
LOOKUP = "curve: {of: actual, lookup: [{from: 1, pays: 100 %}]}"
NRR = "  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 1 %, pays: 100 %}]}}\n"
PLAN = HEAD + NRR


def plans(text: str = PLAN) -> Plans:
    found, problems = plans_of(text)
    assert isinstance(found, Plans), [str(one.message) for one in problems]
    return found


def wide(kpis: str, plan: str = PLAN) -> Wide | None:
    return read_wide(kpis.encode(), "kpis.csv", plans(plan))


def both(kpis: str, plan: str = PLAN) -> dict[str, list[F | None]]:
    """What whole columns hold, once it is seen that rows say the same."""
    found = wide(kpis, plan)
    assert found is not None
    table, notices = read_table(kpis.encode(), "kpis.csv")
    assert table is not None, notices
    facts, problems = load(Tables([table]), plans(plan))
    assert facts is not None, problems
    held = {
        name: [None if top is None else F(top, found.denominators[name]) for top in column.to_list()]
        for name, column in found.numerators.items()
    }
    assert held == {name: facts.columns[name] for name in held}
    texts = found.frame
    assert texts.get_column("participant").to_list() == facts.ids()
    assert found.rows == len(facts.ids())
    if "name" in texts.columns:
        assert texts.get_column("name").to_list() == [one.name for one in facts.people]
    if "team" in texts.columns:
        assert texts.get_column("team").to_list() == list(facts.teams)
    assert list(found.notices) == [*notices, *problems]
    return held


def of_unit(unit: str, more: str = "") -> str:
    """A plan of one KPI of a unit."""
    return HEAD + f"  x: {{weight: 100 %, unit: {unit}, {more}{LOOKUP}}}\n"


HOURS = (
    HEAD + "  x: {weight: 100 %, unit: hours, direction: lower, "
    "curve: {of: actual, lookup: [{up_to: 4 h, pays: 100 %}]}}\n"
)


# -------------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("plan", "header", "cells", "values"),
    [
        (PLAN, "nrr", ["0 %", "0%", "100 %", "90.25 %", "7.5%", "-0 %", ""], "0 0 1 361/400 3/40 0 -"),
        (PLAN, "nrr (%)", ["0", "100 %", "90.25", "7.5%"], "0 1 361/400 3/40"),
        (PLAN.replace("percent,", "percent, reading: percent,"), "nrr", ["5", "5 %"], "1/20 1/20"),
        (of_unit("number"), "x", ["0", "12.5", "0.25", "9999999999999.99"], "0 25/2 1/4 999999999999999/100"),
        (of_unit("points"), "x", ["-100", "-0.5", "100"], "-100 -1/2 100"),
        (of_unit("money"), "x", ["-100.25", "0", "1234567"], "-401/4 0 1234567"),
        (of_unit("money").replace("EUR", "JPY"), "x", ["-100", "7"], "-100 7"),
        (of_unit("money").replace("EUR", "KWD"), "x", ["-100.25", "7"], "-401/4 7"),
        (HOURS, "x", ["4", "0.25"], "4 1/4"),
        (HOURS, "x (h)", ["4", "0.25"], "4 1/4"),
        (of_unit("score", "range: [0, 5], "), "x", ["0", "5", "4.99"], "0 5 499/100"),
        (PLAN, "salary", ["0", "3000.5", ""], "0 6001/2 -"),
        (PLAN, "nrr.target", ["100 %", "-5 %", ""], "1 -1/20 -"),
        (of_unit("score", "range: [0, 3], "), "x.target", ["-1", "4"], "-1 4"),
    ],
)  # fmt: skip
def test_plain_cells_are_exact_numbers(plan: str, header: str, cells: list[str], values: str) -> None:
    rows = "".join(f"p{at},{cell}\n" for at, cell in enumerate(cells))
    (found,) = both(f"participant,{header}\n{rows}", plan).values()
    assert found == [None if one == "-" else F(one) for one in values.split()]


def test_a_decimal_comma_is_read_as_one() -> None:
    found = both("participant;salary;nrr\na1;1000,5;9,5 %\nb2;7;100%\n")
    assert found == {"salary": [F(2001, 2), F(7)], "nrr.actual": [F(19, 200), F(1)]}


def test_each_column_has_the_mark_that_its_head_shows() -> None:
    assert both("participant\tsalary\tnrr\na1\t1000.5\t9 %\n") == {
        "salary": [F(2001, 2)],
        "nrr.actual": [F(9, 100)],
    }
    both("participant;salary;nrr\na1;1000,5;9.5 %\n")
    assert wide("participant;salary;nrr\na1;1000,5;9.5 %\nb2;1000.5;9.5 %\n") is None


@pytest.mark.parametrize(
    ("plan", "header", "cell"),
    [
        (PLAN, "nrr", "5"),
        (PLAN, "nrr", "0.05"),
        (PLAN, "nrr", "5  %"),
        (PLAN, "nrr", "5 % "),
        (PLAN, "nrr", " 5 %"),
        (PLAN, "nrr", "5 %%"),
        (PLAN, "nrr", "+5 %"),
        (PLAN, "nrr", "05 %"),
        (PLAN, "nrr", "5. %"),
        (PLAN, "nrr", ".5 %"),
        (PLAN, "nrr", "5.125 %"),
        (PLAN, "nrr", "5e1 %"),
        (PLAN, "nrr", "n/a"),
        (PLAN, "nrr", "-0.01 %"),
        (PLAN, "nrr", "10000000000000 %"),
        (PLAN.replace("percent,", "percent, reading: ratio,"), "nrr", "5 %"),
        (PLAN.replace("percent,", "percent, reading: ratio,"), "nrr %", "5 %"),
        (of_unit("number"), "x", "5 %"),
        (of_unit("number"), "x", "-1"),
        (of_unit("points"), "x", "100.01"),
        (of_unit("points"), "x", "-100.01"),
        (of_unit("score", "range: [0, 5], "), "x", "5.01"),
        (of_unit("money"), "x", "5 EUR"),
        (of_unit("money").replace("EUR", "JPY"), "x", "5.5"),
        (HOURS, "x (min)", "5"),
        (HOURS, "x", "0:30"),
        (PLAN, "salary", "-5"),
        (PLAN, "salary", "5.125"),
        (PLAN.replace("EUR", "JPY"), "salary", "5.5"),
        (PLAN, "nrr.weight", "5 %"),
        (PLAN, "nrr.numerator", "5"),
        (PLAN, "fte", "1"),
        (PLAN.replace("percent,", "percent, scope: team,"), "nrr", "5 %"),
        (PLAN + "columns: {extra: {unit: number}}\n", "extra", "5"),
    ],
)
def test_what_is_not_plain_is_left_to_the_rows(
    plan: str, header: str, cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the first row, in the last one, and beyond the head; beside a column that is empty."""
    good = "1 %" if header.startswith("nrr") else "1"
    head = f"participant,annual salary,{header}\n"
    assert wide(f"{head}a1,,{cell}\nb2,,{good}\n", plan) is None
    assert wide(f"{head}a1,,{good}\nb2,,{cell}\n", plan) is None
    monkeypatch.setattr(module, "HEAD", len(f"{head}a1,,{good}\n"))
    assert wide(f"{head}a1,,{good}\nb2,,{cell}\n", plan) is None


def test_columns_that_the_plan_does_not_know_are_told_and_left() -> None:
    found = wide("participant,zzz,nrr\na1,'x,5 %\n")
    assert found is not None
    assert [one.rule for one in found.notices] == ["unused-column"]
    assert list(found.numerators) == ["nrr.actual"]


def test_a_file_without_numbers_is_left_to_the_rows() -> None:
    for header, row in (("participant", "a1"), ("participant,name", "a1,Ana"), ("participant,zzz", "a1,x")):
        assert wide(f"{header}\n{row}\n") is None


# ----------------------------------------------------------------------------------------- people


def test_names_and_teams_are_trimmed() -> None:
    both("participant,name,team,nrr\na1,Ana O'Neill ,North 2  ,5 %\nb2,,,5 %\n")
    both("name,participant,nrr\n,a1,5 %\nAna,b2,5 %\n")
    both("participant\tteam\tnrr\na1\tNorth\t5 %\nb2\t\t5 %\n")


@pytest.mark.parametrize(
    "rows",
    ["name,participant\nAna,a1\n ,b2\n", "participant,name\na1, \n", "participant\tteam\na1\t \nb2\tn\n"],
)
def test_words_that_start_with_a_blank_may_be_blanks_and_are_left_to_the_rows(rows: str) -> None:
    head, *lines = rows.splitlines()
    sign = "\t" if "\t" in rows else ","
    text = "\n".join([f"{head}{sign}nrr", *(f"{line}{sign}5 %" for line in lines), ""])
    assert wide(text) is None
    both(text.replace(" \t", "x\t").replace(" ,", "x,"))


@pytest.mark.parametrize("name", ["'=1+1", "'-Ana", "'@ana", "'+33"])
def test_the_apostrophe_of_a_guarded_name_is_left_to_the_rows(name: str) -> None:
    assert wide(f"participant,name,nrr\na1,{name},5 %\n") is None
    both(f"participant,name,nrr\na1,{name.strip(chr(39))},5 %\n")


@pytest.mark.parametrize("column", ["name", "team"])
@pytest.mark.parametrize("sign", ["\x1b", "\x00", "\x1f", "\x7f", "\x0b", "\x0c"])
def test_controls_in_words_that_are_shown_are_left_to_the_rows(column: str, sign: str) -> None:
    assert wide(f"participant,{column},nrr\na1,A{sign}na,5 %\n") is None
    both(f"participant,{column},nrr\na1,A na~,5 %\n")


@pytest.mark.parametrize(
    "who", ["a b", *"a1 007 z o1x 1-1 l.l k na null A1 Ana zoe@ o 1o il B2 O7 -a .a".split()]
)
def test_ids_that_could_be_taken_for_one_another_are_left_to_the_rows(who: str) -> None:
    kpis = f"participant,nrr\n{who},5 %\nb2,5 %\n"
    if who in {"a1", "007", "z", "o1x", "1-1", "l.l", "k", "na", "null", "A1", "Ana"}:
        both(kpis)
    else:
        assert wide(kpis) is None


@pytest.mark.parametrize(
    "who",
    "total TOTAL Sous-Total sous-total sub_total grand-total_ total-general the-overall_mean somme "
    "total-karim mean.streets sum41 des sumner total-sum un-total".split(),
)
def test_who_is_a_total_for_the_rows_is_nobody_for_whole_columns(who: str) -> None:
    assert (wide(f"participant,nrr\na1,5 %\n{who},5 %\n") is None) is is_total(who)


@pytest.mark.parametrize(
    ("ids", "there"),
    [("a1 b2 c3", True), ("c3 a1 b2", True), ("a1 b2 a1", False), ("a1 a1", False), ("b2 a1 a1", False)],
)
def test_nobody_stands_twice_in_whatever_order(ids: str, *, there: bool) -> None:
    rows = "".join(f"{one},5 %\n" for one in ids.split())
    assert (wide(f"participant,nrr\n{rows}") is not None) is there


# ------------------------------------------------------------------------------------------ limits


def test_a_file_that_the_rows_refuse_for_its_size_is_left_to_them(monkeypatch: pytest.MonkeyPatch) -> None:
    kpis = "participant,nrr\na1,5 %\nb2,5 %\n"
    for name, most in (("MAX_BYTES", len(kpis)), ("MAX_ROWS", 2)):
        monkeypatch.setattr(module, name, most)
        assert wide(kpis) is not None
        monkeypatch.setattr(module, name, most - 1)
        assert wide(kpis) is None
        monkeypatch.undo()


@pytest.mark.parametrize("header", ["note", "name"])
def test_a_cell_that_is_too_large_for_the_rows_is_too_large_for_columns(header: str) -> None:
    rows = f"participant,{header},nrr\na1,,5 %\nb2,{{}},5 %\n"
    both(rows.format("x" * MAX_CELL))
    assert wide(rows.format("x" * (MAX_CELL + 1))) is None


@pytest.mark.parametrize("head", [24, 31, 100])
def test_every_row_is_held_to_what_the_head_shows(head: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The head ends with a line; one that is longer than the head is all of the file."""
    monkeypatch.setattr(module, "HEAD", head)
    both("participant,nrr\na1,5 %\nb2,6 %\nc3,7.5 %\n")
    assert wide("participant,nrr\na1,5 %\nb2,6 %\nc3,7,5 %\n") is None
    assert wide("participant,nrr\na1,5 %\nb2,6 %\nc3,7\n") is None
    both("participant,colleague of the team,nrr\na1,x,5 %\nb2,y,6 %\n")


@pytest.mark.parametrize(
    "text",
    [
        "participant,nrr\r\na1,5 %\r\nb2,5 %\r\n",
        "participant,nrr\na1,5 %\nb2,5 %",
        "participant,nrr,\na1,5 %,\n",
    ],
)
def test_plain_line_ends_are_read(text: str) -> None:
    both(text)


@pytest.mark.parametrize(
    "text",
    [
        "participant,nrr\ra1,5 %\rb2,5 %\r",
        "participant,nrr\r\na1,5 %\nb2,5 %\r\n",
        "participant,nrr\r\na1,5 %\r\nb2\r,5 %\r\n",
        "participant,nrr\n\na1,5 %\n",
        "\nparticipant,nrr\na1,5 %\n",
        "participant,nrr\na1,5 %\n\n",
        "sep=,\nparticipant,nrr\na1,5 %\n",
        'participant,nrr\n"a1",5 %\n',
        "participant,nrr\na1\nb2,5 %,x\n",
        "participant;nrr\na1;5\t%\n",
        "team,nrr\nNorth,5 %\n",
    ],
)
def test_lines_that_are_not_plain_are_left_to_the_rows(text: str) -> None:
    assert wide(text) is None
