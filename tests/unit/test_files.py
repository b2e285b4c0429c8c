"""The same table in every kind of file that is read."""

from __future__ import annotations

import builtins
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from odfdo import Cell, Document, Row, Table as OdsTable
from openpyxl import Workbook

from csvariable.tables.files import read_file
from csvariable.tables.table import Table
from csvariable.tables.written import HowWritten

HEADER = ("participant", "nrr", "replies", "since")
ROWS = (("007", Decimal("1.085"), 12, dt.date(2026, 7, 1)), ("héloïse", None, -3, None))
TEXTS = [["007", "1.085", "12", "2026-07-01"], ["héloïse", "", "-3", ""]]


def csv() -> bytes:
    return "\n".join(";".join(line) for line in [HEADER, *TEXTS]).encode()


def xlsx() -> bytes:
    book = Workbook()
    assert book.active is not None
    for line in (HEADER, *ROWS):
        book.active.append(list(line))
    book.calculation.fullCalcOnLoad = False
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods() -> bytes:
    document = Document("spreadsheet")
    document.body.clear()
    table = OdsTable("KPI")
    for line in (HEADER, *ROWS):
        found = Row()
        for value in line:
            found.append_cell(Cell(value))
        table.append_row(found)
    document.body.append(table)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def parquet(frame: pl.DataFrame | None = None) -> bytes:
    stream = io.BytesIO()
    if frame is None:
        frame = pl.DataFrame(list(ROWS), HEADER, orient="row")
    frame.write_parquet(stream)
    return stream.getvalue()


def read(data: bytes, **said: Any) -> Table:
    table, problems = read_file(data, "file", HowWritten(**said))
    assert table is not None, problems
    return table


@pytest.mark.parametrize("kind", [csv, xlsx, ods, parquet])
def test_one_table_is_read_alike_whatever_file_it_lies_in(kind: Any) -> None:
    table = read(kind())
    assert (table.header, [list(row) for row in table.rows]) == (HEADER, TEXTS)


def test_a_type_of_parquet_is_the_text_of_a_cell() -> None:
    frame = pl.DataFrame(
        {
            "exact": [Decimal("12.50"), None],
            "binary": [0.1, float("nan")],
            "on": [True, None],
            "at": [dt.datetime(2026, 7, 1, 13, 5), None],  # noqa: DTZ001 - a time without a zone
            "took": [dt.timedelta(hours=26, minutes=1), None],
            "name": [" ana ", None],
        }
    )
    table = read(parquet(frame), decimal=",")
    assert table.rows == [
        ["12,5", "0,1", "true", "2026-07-01 13:05:00", "26:01:00", "ana"],
        ["", "nan", "", "", "", ""],
    ]
    assert (table.place(1, 1).line, table.place(1, 1).column, table.place(1, 1).reference) == (2, 2, None)


def test_what_a_file_is_stands_in_its_summary() -> None:
    assert str(read(xlsx()).dialect.sentence()) == "sheet `Sheet` of a workbook, headers in row 1"
    assert str(read(parquet()).dialect.sentence()) == "Parquet"
    assert read(csv(), dates="dmy").dialect.dates == "dmy"


def test_lists_and_damage_in_parquet_are_refused() -> None:
    _, problems = read_file(parquet(pl.DataFrame({"x": [[1]], "y": [b"1"]})), "file", HowWritten())
    assert [(one.rule, one.at.column) for one in problems] == [("column-type", 1), ("column-type", 2)]  # type: ignore[union-attr]
    _, problems = read_file(b"PAR1 and nothing more", "file", HowWritten())
    assert [one.rule for one in problems] == ["not-parquet"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_title_stands_above_the_header_that_is_said(end: str) -> None:
    text = end.join(["Team sheet; Q3", "", "participant;x", "ana;1"])
    table = read(text.encode("utf-8-sig"), header_row=3)
    assert (table.header, table.rows, list(table.lines), table.header_line) == (
        ("participant", "x"), [["ana", "1"]], [4], 3,
    )  # fmt: skip
    assert (table.dialect.bom, table.data) == (True, text.encode("utf-8-sig"))
    assert read(end.join(["participant;x", "ana;1"]).encode(), header_row=1).rows == [["ana", "1"]]


def test_a_header_row_past_the_end_or_in_no_text_is_refused() -> None:
    for data in (b"participant;x\nana;1\n", b"\xff\xfe\x00"):
        table, problems = read_file(data, "file", HowWritten(header_row=9))
        assert table is None
        assert problems


def test_a_workbook_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **named: Any) -> Any:
        if name.partition(".")[0] in {"openpyxl", "odfdo"}:
            raise ImportError(name)
        return real(name, *args, **named)

    files = [xlsx(), ods()]
    monkeypatch.setattr(builtins, "__import__", without)
    for data in files:
        table, problems = read_file(data, "file", HowWritten())
        assert (table, [one.rule for one in problems]) == (None, ["missing-extra"])
        assert str(problems[0].help).startswith('write `pip install "csvariable[xlsx]"`')


def test_what_was_said_of_a_file_is_kept_as_texts() -> None:
    said = HowWritten(encoding="cp1252", header_row=3, sheet="Q3", hidden="skip")
    kept = said.texts()
    assert kept == {
        "encoding": "cp1252", "delimiter": None, "decimal": None, "header_row": "3", "sheet": "Q3",
        "hidden": "skip", "dates": None,
    }  # fmt: skip
    assert HowWritten.of(kept) == said
    assert HowWritten.of({"encoding": None, "delimiter": ";"}) == HowWritten(delimiter=";")
    for wrong in ({"separator": ";"}, {"hidden": "keep"}, {"header_row": "first"}, {"dates": "ymd"}):
        with pytest.raises(ValueError, match=r"separator|keep|first|ymd"):
            HowWritten.of(wrong)
