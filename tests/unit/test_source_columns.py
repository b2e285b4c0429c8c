"""Files as tools write them: units, words, factors, currencies, dates, frames (language, section 16)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from fractions import Fraction as F
from pathlib import Path

import pytest
from engine import plans_of
from measuring import measured
from shared_plans import PAID

from csvariable.cli import run
from csvariable.measures.dates import Moment, WrittenTime, moment, read_time
from csvariable.tables.framed import Frame, framed, read_framed
from csvariable.tables.numerals import CellError
from csvariable.tables.written import HowWritten

PLAN = (
    PAID
    + """\
rates: {USD: 0.92, JPY: 0.006}
sources:
  rows:
    file: r.csv
    participant: Who
    columns: {value: {column: Value, UNIT}}
kpis:
  k:
    weight: 100 %
    KPI
    missing: zero
    measure: {sum: rows.value}
    curve: {of: actual, lookup: [{from: ZERO, pays: 100 %}]}
"""
)
WEEK = "`week` under `More` has no factor"
ZEROS = {"minutes": "0 min", "hours": "0 h", "days": "0 d", "percent": "0 %"}


def plan_of(unit: str, **more: str) -> str:
    name = unit.partition("unit: ")[2].partition(",")[0]
    kpi = f"unit: {name}"
    text = PLAN.replace("UNIT", unit).replace("KPI", kpi).replace("ZERO", ZEROS.get(name, "0"))
    for old, new in more.items():
        text = text.replace(old, new)
    return text


def value(unit: str, *cells: str, header: str = "Who,Value,More") -> F | list[str] | None:
    rows = "\n".join([header, *(f"ana,{cell}" for cell in cells), ""])
    found = measured(plan_of(unit), {"rows": [rows]}, period=None)
    return found.errors or found.of("k", "ana").value


@pytest.mark.parametrize(
    ("unit", "cells", "said"),
    [
        ("unit: minutes, in: s", ["310,", "86465,"], F(86775, 60)),
        ("unit: hours, in: ms", ["9310000,"], F(9310, 3600)),
        ("unit: minutes, in: min", ["12.5,"], F(25, 2)),
        ("unit: minutes, in: h", ["1.5,"], F(90)),
        ("unit: days, in: d", ["3,"], F(3)),
        ("unit: minutes, in: 'h:mm:ss'", ["107:15:00,", "00:00:30,", ","], F(107 * 60 + 15) + F(1, 2)),
        ("unit: hours, in: 'h:mm'", ["2:35,"], F(155, 60)),
        ("unit: minutes, in: 'h:mm:ss'", ["2:35,"], ["`2:35` is not written as `h:mm:ss`"]),
        ("unit: minutes, in: s", ["x,"], ["`x` is not a number"]),
        ('unit: number, values: {"Good, I\'m": 1, Bad: 0}', ['"Good, I\'m",', "Bad,", ","], F(1)),
        ("unit: number, values: {Good: 1, Bad: 0}", ["Godo,"], ["`Godo` is none of the words of its column"]),
        ("unit: money, times: 12", ["2000.50,"], F(24006)),
        ("unit: money, times: {column: More, by: {month: 12, year: 1}}", ["10,month", "7,year"], F(127)),
        (
            "unit: money, times: {column: More, by: {month: 12}}",
            ["10,week"],
            ["`week` under `More` has no factor"],
        ),
        ("unit: money, times: {column: More, by: {month: 12}}", ["10,month", "3,"], F(120)),
        ("unit: money, currency: More", ["10,eur", "10,USD", "1000,jpy"], F(10) + F(92, 10) + 6),
        ("unit: money, currency: More", ["10,GBP"], ["nothing says what `GBP` is worth in EUR"]),
        ("unit: money, currency: More", ["10,"], ["nothing says what `` is worth in EUR"]),
        ("unit: money, currency: More", ["10.5,JPY"], ["`10.5` has 1 decimals, JPY has 0"]),
        ("unit: money, negative: parentheses", ['"(1 234.50)",'], F(-123450, 100)),
        ("unit: number, guard: strip", ["'-3,", "'+5,"], F(2)),
        ("unit: percent", ["95 %,"], F(95, 100)),
    ],
)
def test_a_cell_is_read_as_its_tool_writes_it(unit: str, cells: list[str], said: F | list[str]) -> None:
    found = value(unit, *cells)
    if isinstance(said, list) and isinstance(found, list):
        assert [one.partition(":")[0] for one in found] == [one.partition(":")[0] for one in said]
    else:
        assert found == said


def test_a_pattern_fits_one_header() -> None:
    long = 'Who,"{{f}}, how likely are you?",More'
    plan = plan_of("unit: number").replace("column: Value", 'like: "*how likely*"')
    assert measured(plan, {"rows": [long + "\nana,7,\n"]}, period=None).of("k", "ana").value == 7
    for header, said in (
        ("Who,Value,More", "0 headers fit `*how likely*`"),
        ("Who,how likely,so how likely", "2 headers fit `*how likely*`"),
    ):
        assert measured(plan, {"rows": [header + "\nana,7,1\n"]}, period=None).errors == [said]


def test_one_of_the_texts_of_a_cell_is_asked_for() -> None:
    plan = plan_of("unit: number").replace("}}\nkpis", ', split: ";"}}\n    where: {value: {has: x}}\nkpis')
    plan = plan.replace("column: Value, unit: number", "column: Value")
    plan = plan.replace("sum: rows.value", "count: rows")
    rows = "Who,Value\nana,x;y\nana,y; x\nana,xy\nana,\n"
    assert measured(plan, {"rows": [rows]}, period=None).of("k", "ana").value == 2


KEYED = "key: id\n    keep: first\n    date: D\n    columns: {id: {column: Id, id: salesforce}, "


def test_ids_of_two_lengths_are_one() -> None:
    plan = plan_of("unit: number").replace(
        "columns: {",
        "key: id\n    keep: first\n    date: D\n    columns: {id: {column: Id, id: salesforce}, ",
    )
    rows = (
        "Who,Value,Id,D\nana,1,0065g00000AbCdEAAV,2026-08-02\nana,2,0065g00000AbCdE,2026-08-01\n"
        "ana,4,0065g00000AbCde,2026-08-03\n"
    )
    assert measured(plan, {"rows": [rows]}).of("k", "ana").value == 6


ENDS = "participant: Who\n    ends: {column: Who, is: [TOTAL, SUM]}"


def test_rows_end_at_a_total() -> None:
    plan = plan_of("unit: number").replace("participant: Who", ENDS)
    rows = "Who,Value\nana,1\nTOTAL,1\nnote,x\n"
    found = measured(plan, {"rows": [rows, "Who,Value\nana,2\n"]}, period=None)
    assert found.of("k", "ana").value == 3
    assert found.of("k", "ana").left == {"footer": 2}


# ----------------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("text", "format_", "said"),
    [
        ("3/28/2025", "MM/DD/YYYY", (date(2025, 3, 28), None)),
        ("28.03.2025 07:05", "DD.MM.YYYY hh:mm", (date(2025, 3, 28), "07:05:00")),
        ("02/01/2025 12:00:12 AM", "DD/MM/YYYY hh:mm:ss AM", (date(2025, 1, 2), "00:00:12")),
        ("02/01/2025 12:30:00 p.m.", "DD/MM/YYYY hh:mm:ss AM", (date(2025, 1, 2), "12:30:00")),
        ("01-Apr-2025 09:00", "DD-MMM-YYYY hh:mm", (date(2025, 4, 1), "09:00:00")),
        ("1 f\u00e9vr. 2025", "DD MMM YYYY", (date(2025, 2, 1), None)),
        ("2025-03-01 09:00:00 +0100", "YYYY-MM-DD hh:mm:ss Z", (date(2025, 3, 1), "09:00:00")),
        ("2025-03", "iso", (date(2025, 3, 1), None)),
        ("2025-03-01 9:05 PM", None, (date(2025, 3, 1), "21:05:00")),
        ("2025-03-01 1:05 AM", None, (date(2025, 3, 1), "01:05:00")),
        ("2025-03-01 12:05 pm", None, (date(2025, 3, 1), "12:05:00")),
        ("2025-03-01 13:05 PM", None, None),
        ("2025-03-01 0:05 AM", None, None),
        ("01/03/2025 9 PM", "DD/MM/YYYY hh AM", (date(2025, 3, 1), "21:00:00")),
        ("01/03/2025 09:00:00,25", "DD/MM/YYYY hh:mm:ss", (date(2025, 3, 1), "09:00:00.250000")),
        ("2025-03-01T09:00:00.1234567", None, (date(2025, 3, 1), "09:00:00.123456")),
        ("03/2025", "MM/YYYY", (date(2025, 3, 1), None)),
        ("le 3.4.2025.", "le DD.MM.YYYY.", (date(2025, 4, 3), None)),
        ("1 Foo 2025", "DD MMM YYYY", None),
        ("30/02/2025", "DD/MM/YYYY", None),
        ("2025-03-01", "DD/MM/YYYY", None),
        ("03/04/2025", None, None),
    ],
)
def test_dates_are_read_in_their_format(
    text: str, format_: str | None, said: tuple[date, str | None] | None
) -> None:
    found = read_time(text, format_)
    if said is None:
        assert isinstance(found, CellError)
    else:
        assert isinstance(found, WrittenTime)
        assert (found.day, None if found.time is None else found.time.isoformat()) == said


@pytest.mark.parametrize(
    "format_",
    [
        *("DD/MM", "YYYY", "hh:mm", "DD/MM/YYYY DD", "MM MMM YYYY", "dd/mm/yyyy", "nothing"),
        *("DD/MM/YYYY mm", "DD/MM/YYYY hh:ss", "DD/MM/YYYY AM", "YYYY-MM-DDZ"),
    ],
)
def test_a_format_has_a_year_a_month_and_each_sign_once(format_: str) -> None:
    found, problems = plans_of(
        plan_of(
            "unit: number",
            **{"participant: Who": f"participant: Who\n    date: {{column: D, format: {format_}}}"},
        )
    )
    assert found is None
    (problem,) = [one for one in problems if one.rule == "wrong-date"]
    told = "is no format of dates: it has a year, a month, and each of its signs once"
    assert str(problem.message) == f"`{format_}` {told}, such as `DD/MM/YYYY hh:mm`"


def test_an_order_is_of_the_column() -> None:
    assert read_time("03/04/2025 10:00", None, "dmy") == WrittenTime(date(2025, 4, 3), time(10))
    assert read_time("03/04/2025", None, "mdy") == WrittenTime(date(2025, 3, 4))


def test_the_first_day_of_the_calendar_has_no_instant_before_it() -> None:
    found = moment(WrittenTime(date(1, 1, 1)), None, "Europe/Paris")
    assert found == Moment(date(1, 1, 1), datetime(1, 1, 1, tzinfo=UTC))


# ---------------------------------------------------------------------------------------- frames


@pytest.mark.parametrize(
    ("text", "frame", "said"),
    [
        ("T\nx\na,b\n1,2\n", Frame(2), "\n\na,b\n1,2\n"),
        ("a,,c\n,B,C\n1,2,3\n", Frame(0, 2), "a,B,c C\n\n1,2,3\n"),
        ("a,b\r\n1,2\r\n\r\nTotal\r\n", Frame(0, 1, ends_blank=True), "a,b\r\n1,2\r\n\r\n\r\n"),
        ('a,b\n"x\n\ny",2\n;;;\nTotal\n', Frame(0, 1, ends_blank=True), 'a,b\n"x\n\ny",2\n\n\n'),
        ("a,b\n1,2\n\nTotal,3\n\nTotal of all\n", Frame(ends_blank=True), "a,b\n1,2\n\n\n\n\n"),
        ("a,b\n1,2", Frame(0, 1, ends_blank=True), "a,b\n1,2"),
        ('a,b\n"x\n\ny', Frame(0, 1, ends_blank=True), 'a,b\n"x\n\ny'),
        ("T\n", Frame(3, 2), "\n"),
    ],
)
def test_what_is_no_table_is_emptied_in_place(text: str, frame: Frame, said: str) -> None:
    assert framed(text, frame) == (said, text.count("Total"))


def test_a_framed_table_keeps_its_lines() -> None:
    data = "Titre \u00e9\nCSM;NPS\nana;5\n;\nMoyenne;5;9\n".encode("cp1252")
    table, problems = read_framed(data, "x.csv", HowWritten(), Frame(1, 1, ends_blank=True))
    assert table is not None
    assert ([*table.rows], [*table.lines], table.dialect.encoding, table.data) == (
        [["ana", "5"]],
        [3],
        "cp1252",
        data,
    )
    assert [one.rule for one in problems] == ["cp1252"] or problems
    nothing, problems = read_framed(b"\xff\xfe\x00", "x.csv", HowWritten(), Frame(1))
    assert nothing is None
    assert problems
    nothing, problems = read_framed(b"t\n", "x.csv", HowWritten(), Frame(1))
    assert nothing is None
    assert problems


FRAMED = 'participant: Who\n    header: {skip: 1, rows: 2}\n    ends: blank\n    decimal: ","'


def test_frames_and_decimals_of_sources_are_read_by_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "C")
    plan = plan_of("unit: number").replace(
        "participant: Who",
        'participant: Who\n    header: {skip: 1, rows: 2}\n    ends: blank\n    decimal: ","',
    )
    Path("plan.yaml").write_text(plan, "utf-8")
    Path("people.csv").write_text("participant\nana\n", "utf-8")
    Path("r.csv").write_text('Title\nWho,\n,Value\nana,"1,5"\n\nTotal\n', "utf-8")
    assert run(["kpis", "plan.yaml", "--people", "people.csv"]) == 0
    assert "ana,,k,1.5,3,2,1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "column: Value",
            "column: Value, like: V*",
            "a column has a header (`column`) or a pattern of one (`like`)",
        ),
        (
            "unit: number}",
            "unit: number, in: s}",
            "`in` is the unit of a time: write `unit: minutes`, `hours` or `days`",
        ),
        ("unit: number}", "unit: days, in: h}", "days are never converted: `in: d` goes with `unit: days`"),
        ("unit: number}", "unit: number, currency: More}", "`currency` is of amounts: write `unit: money`"),
        ("USD: 0.92", "USD: 0", "`0` is not above 0"),
        ("USD: 0.92", "USD: 0,92", "decimals take a point in a plan"),
        ("Who\n", "Who\n    where: {value: {has: x}}\n", "nothing says what parts the texts of `value`"),
    ],
)
def test_a_column_that_says_too_much_or_too_little_is_refused(old: str, new: str, said: str) -> None:
    found, problems = plans_of(plan_of("unit: number").replace(old, new))
    assert found is None
    assert any(said in str(one.message) for one in problems), [str(one.message) for one in problems]
