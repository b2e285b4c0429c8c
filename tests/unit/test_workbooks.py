"""Sheets of workbooks: what a spreadsheet stores becomes the text of a CSV file, or a problem."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from csvariable.kernel.diagnostic import CellPlace
from csvariable.measures.source_file import read_source
from csvariable.plan.source import SourceOfRows
from csvariable.tables.clock import clock_text
from csvariable.tables.files import read_file
from csvariable.tables.framed import Frame
from csvariable.tables.table import Table
from csvariable.tables.workbooks.choice import chosen
from csvariable.tables.workbooks.stored import (
    Flaw,
    StoredCell,
    StoredSheet,
    WorkbookSheet,
    coordinates,
    day_text,
    number_text,
)
from csvariable.tables.written import HowWritten
from csvariable.text import Scalar

Fill = Callable[[Worksheet], object]


def workbook(*fills: Fill, compute: bool = False) -> bytes:
    """A workbook of a sheet for each `fill`; `compute` asks to be computed when it is opened."""
    book = Workbook()
    for at, fill in enumerate(fills):
        fill(book.active if at == 0 else book.create_sheet(f"Sheet{at + 1}"))  # type: ignore[arg-type]
    book.calculation.fullCalcOnLoad = compute
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rows(*lines: tuple[object, ...]) -> Fill:
    def fill(sheet: Worksheet) -> None:
        for line in lines:
            sheet.append(line)  # type: ignore[arg-type]

    return fill


def formatted(value: object, number_format: str) -> Fill:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("participant", "x"))
        sheet["A2"], sheet["B2"] = "ana", value  # type: ignore[assignment]
        sheet["B2"].number_format = number_format

    return fill


def read(data: bytes, **options: object) -> tuple[Table | None, list[tuple[str, str | None, str]]]:
    """The table, and each problem with its cell."""
    table, found = read_file(data, "k.xlsx", HowWritten(**options))  # type: ignore[arg-type]
    told = [
        (one.rule, one.at.reference if isinstance(one.at, CellPlace) else None, str(one.message))
        for one in found
    ]
    return table, told


def cell(value: object, number_format: str = "General") -> str:
    table, told = read(workbook(formatted(value, number_format)))
    assert table is not None, told
    return table.rows[0][1]


# ------------------------------------------------------------------------------- what is stored


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.95, "0%", "95 %"),
        (0.865, "0.0%", "86.5 %"),
        (1, "0%", "100 %"),
        (0.1 + 0.2, "General", "0.3"),
        (1.1, "0.00", "1.1"),
        (1234.5678, "#,##0.00", "1234.5678"),
        (1e21 / 1e10, "General", "100000000000"),
        (1e-7, "General", "0.0000001"),
        (-20, "General", "-20"),
        (0, "General", "0"),
        (7, "000", "007"),
        (1234, "000", "1234"),
        (0, "000", "000"),
        (-7, "000", "-7"),
        (999999999999999, "0", "999999999999999"),
        (1234.5, '#,##0.00 "€"', "1234.5 €"),
        (1234.5, "[$£-809]#,##0.00", "1234.5 £"),
        (1234.5, "#,##0.00\\ [$USD]", "1234.5 USD"),
        (99, "$#,##0", "99 $"),
        (0.5, '0.0"%"', "0.5"),
        (5, '0" h"', "5 h"),
        (7.5, '0.0 "min"', "7.5 min"),
        (5, '0 "pts"', "5"),
        (5, "[<1]0%;0", "5"),
        (0.5, "[<1]0%;0", "50 %"),
        (5, "[>=9]0%;[=1]0%", "500 %"),
        (True, "General", "true"),
        (dt.datetime(2026, 7, 1), "yyyy-mm-dd", "2026-07-01"),  # noqa: DTZ001 - spreadsheets know no zones
        (dt.datetime(2026, 7, 1, 13, 5), "yyyy-mm-dd hh:mm", "2026-07-01 13:05:00"),  # noqa: DTZ001
        (dt.timedelta(hours=26), "[h]:mm:ss", "26:00:00"),
        (dt.time(2, 35, 10), "hh:mm:ss", "2:35:10"),
        ("86,5%", "0%", "86,5%"),
        ("n/a", "General", "n/a"),
        ("007", "General", "007"),
    ],
)
def test_a_cell_is_what_the_sheet_shows_with_every_digit_it_stores(
    value: object, number_format: str, text: str
) -> None:
    assert cell(value, number_format) == text


def test_the_decimal_mark_asked_for_is_the_one_of_typed_numbers_too() -> None:
    table, _ = read(workbook(rows(("participant", "x", "y"), ("ana", 1.5, "2,5"))), decimal=",")
    assert table is not None
    assert table.rows == [["ana", "1,5", "2,5"]]
    assert table.dialect.decimal == ","


def test_digits_beyond_the_fifteenth_are_noise() -> None:
    assert number_text(Decimal("0.30000000000000004"), "General", ".") == StoredCell("0.3")
    assert number_text(Decimal(123456789012345), "General", ".") == StoredCell("123456789012345")
    assert number_text(Decimal(1234567890123456), "General", ".").flaw is Flaw.LONG
    assert number_text(Decimal("1E-20"), "General", ".").text == "0.00000000000000000001"


def test_lengths_of_time_and_days() -> None:
    assert clock_text(-dt.timedelta(minutes=90)) == "-1:30:00"
    assert clock_text(dt.timedelta(seconds=9, milliseconds=500)) == "0:00:09.500"
    assert clock_text(dt.timedelta(seconds=9, microseconds=999_999)) == "0:00:10"
    assert day_text(dt.date(2026, 7, 1)) == "2026-07-01"
    assert [coordinates(1, at) for at in (1, 26, 27, 702, 703)] == ["A1", "Z1", "AA1", "ZZ1", "AAA1"]


def test_days_counted_from_1904_are_the_same_days() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    rows(("participant", "since"), ("ana", dt.datetime(2026, 7, 1)))(book.active)  # noqa: DTZ001
    book.calculation.fullCalcOnLoad = False
    stream = io.BytesIO()
    book.save(stream)
    table, _ = read(stream.getvalue())
    assert table is not None
    assert table.rows == [["ana", "2026-07-01"]]


# ------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize("compute", [True, False])
def test_a_formula_whose_result_was_not_stored_is_refused(compute: bool) -> None:
    data = workbook(rows(("participant", "x"), ("ana", "=1+1")), compute=compute)
    assert read(data)[1] == [("formula-without-value", "Sheet!B2", "the formula `=1+1` has no stored result")]


def test_a_result_of_a_program_that_computes_nothing_is_no_result() -> None:
    """Some writers store 0 under every formula and ask the spreadsheet to compute on opening."""
    data = stored(workbook(rows(("participant", "x"), ("ana", "=1+1")), compute=True), "0")
    assert [rule for rule, _, _ in read(data)[1]] == ["formula-without-value"]
    table, told = read(stored(workbook(rows(("participant", "x"), ("ana", "=1+1"))), "2"))
    assert (table and table.rows, told) == ([["ana", "2"]], [])


def test_a_cell_that_shows_an_error_is_refused() -> None:
    data = workbook(rows(("participant", "x"), ("ana", "#DIV/0!")))
    assert read(data)[1] == [("error-cell", "Sheet!B2", "the cell shows `#DIV/0!`: its formula failed")]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"<v>1</v>", b"<v>1e999</v>", [("damaged-cell", "Sheet!B2")]),
        (b'<row r="2"', b'<row r="2" ht="0" customHeight="1"', [("hidden-cells", "Sheet!A2")]),
        (
            b"<sheetData>",
            b'<cols><col min="2" max="2" width="0" customWidth="1"/></cols><sheetData>',
            [("hidden-cells", "Sheet!B1")],
        ),
    ],
    ids=["not finite", "no height", "no width"],
)
def test_what_no_cell_shows_is_told(old: bytes, new: bytes, told: list[tuple[str, str | None]]) -> None:
    data = changed(workbook(rows(("participant", "x"), ("ana", 1))), lambda text: text.replace(old, new))
    assert [(rule, at) for rule, at, _ in read(data)[1]] == told


def test_a_library_that_warns_says_nothing_by_itself(recwarn: pytest.WarningsRecorder) -> None:
    assert read(workbook(formatted(1e10, "yyyy-mm-dd")))[1][0][:2] == ("error-cell", "Sheet!B2")
    assert list(recwarn) == []


def changed(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The same workbook with its first sheet changed."""
    source, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for entry in source.namelist():
            content = source.read(entry)
            target.writestr(entry, change(content) if entry.endswith("sheet1.xml") else content)
    return stream.getvalue()


def stored(data: bytes, result: str) -> bytes:
    """The same workbook with a result under its formula."""
    value = f"<v>{result}</v>".encode()
    return changed(data, lambda text: text.replace(b"<v></v>", value).replace(b"<v />", value))


@pytest.mark.parametrize("number", [12345678901234567890, 10**15])
def test_an_id_that_lost_its_digits_is_refused(number: int) -> None:
    data = workbook(rows(("participant", "x"), (number, 1)))
    assert [(rule, at) for rule, at, _ in read(data)[1]] == [("long-number", "Sheet!A2")]


def test_a_length_over_a_day_under_a_clock_is_refused() -> None:
    data = workbook(formatted(dt.timedelta(hours=26), "hh:mm:ss"))
    assert [(rule, at) for rule, at, _ in read(data)[1]] == [("clock-over-a-day", "Sheet!B2")]


def hide_row(sheet: Worksheet) -> None:
    rows(("participant", "x"), ("ana", 1), ("ben", 2))(sheet)
    sheet.row_dimensions[2].hidden = True


def hide_column(sheet: Worksheet) -> None:
    rows(("participant", "x", "y"), ("ana", 1, 3))(sheet)
    sheet.column_dimensions["B"].hidden = True


@pytest.mark.parametrize(
    ("fill", "what", "at", "read_all", "skipped"),
    [
        (hide_row, "row 2", "Sheet!A2", [["ana", "1"], ["ben", "2"]], [["ben", "2"]]),
        (hide_column, "column B", "Sheet!B1", [["ana", "1", "3"]], [["ana", "3"]]),
    ],
)  # fmt: skip
def test_what_is_hidden_is_read_or_skipped_when_the_user_says_so(
    fill: Fill, what: str, at: str, read_all: list[list[str]], skipped: list[list[str]]
) -> None:
    data = workbook(fill)
    assert read(data)[1] == [("hidden-cells", at, f"{what} is hidden, and it holds values")]
    for hidden, expected in (("read", read_all), ("skip", skipped)):
        table, told = read(data, hidden=hidden)
        assert (table and table.rows, told) == (expected, [])


def test_hidden_rows_without_values_hide_nothing() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(("participant", "x"), ("ana", 1))(sheet)
        sheet.row_dimensions[9].hidden = True
        sheet.column_dimensions["F"].hidden = True

    assert read(workbook(fill))[1] == []


def test_merged_cells_are_refused_below_the_header_alone() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(("Team sheet",), ("participant", "x"), ("ana", 1), ("ben", None))(sheet)
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("D8:E9")
        sheet.merge_cells("B3:B4")

    assert read(workbook(fill), header_row=2)[1] == [
        ("merged-cells", "Sheet!B3", "the cells B3 to B4 are merged: only the first has a value")
    ]


@pytest.mark.parametrize(
    ("lines", "hide", "told"),
    [
        # A row or a column holds values where one of its cells does, the headers too, and nothing above them.
        ([("t",), ("participant", "x"), ("ana", 1), ("ben", None)], [4], ["Sheet!A4"]),
        ([("t",), ("participant", "x"), ("ana", 1)], [1], []),
        ([("t",), ("participant", "x"), ("ana", 1)], [2], ["Sheet!A2"]),
        ([("t",), ("participant", "x"), ("ana", 1), (None, None), ("ben", 2)], [4], []),
        ([("t",), ("participant", "x"), ("ana", None), ("ben", 1)], ["B"], ["Sheet!B2"]),
        ([("t", "q"), ("participant", None, "x"), ("ana", None, 1)], ["B"], []),
        # What is merged ends in the row of the headers, or has nothing in it though a cell above has.
        ([("t", "x"), ("participant", None), ("ana", 1)], ["B1:B2"], ["Sheet!B1"]),
        ([("t",), ("participant", "x"), ("ana", 1), ("ben", None), ("eva", None)], ["B4:B5"], []),
        ([("t",), ("participant", "x"), ("ana", None), ("ben", None)], ["B3:B4", "A3:B3"], ["Sheet!A3"]),
    ],
)
def test_what_is_in_the_way_is_what_holds_values_from_the_headers_on(
    lines: list[tuple[object, ...]], hide: list[int | str], told: list[str]
) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(*lines)(sheet)
        for one in hide:
            if isinstance(one, int):
                sheet.row_dimensions[one].hidden = True
            elif ":" in one:
                sheet.merge_cells(one)
            else:
                sheet.column_dimensions[one].hidden = True

    found = read(workbook(fill), header_row=2)[1]
    assert [at for rule, at, _ in found if rule in {"hidden-cells", "merged-cells"}] == told


def test_a_problem_in_the_last_cell_shows_what_stands_there() -> None:
    _, found = read_file(workbook(rows(("participant", "x"), ("ana", "=1+1"))), "k.xlsx", HowWritten())
    assert [one.at for one in found] == [CellPlace("k.xlsx", 2, 2, None, "=1+1", "Sheet!B2")]


@pytest.mark.parametrize(
    ("fills", "sheet"),
    [
        ([rows(("a", "b"), (1, 2)), rows(("c", "d"), (3, 4))], "Sheet"),
        ([rows(), rows(("a", "b"), (1, 2)), rows(("c", "d"), (3, 4))], "Sheet2"),
        ([rows(), rows()], "Sheet"),
    ],
)
def test_the_first_sheet_with_cells_is_the_one_that_the_help_names(fills: list[Fill], sheet: str) -> None:
    _, found = read_file(workbook(*fills), "k.xlsx", HowWritten())
    assert [str(one.help) for one in found] == [f'write `--sheet "{sheet}"`']


def test_places_are_cells_of_the_sheet_though_columns_are_left_out() -> None:
    table, _ = read(workbook(hide_column), hidden="skip")
    assert table is not None
    assert [table.place(0, at).reference for at in range(3)] == ["Sheet!A2", "Sheet!C2", "Sheet!D2"]
    assert table.place(0, 1) == CellPlace("k.xlsx", 2, 3, "y", "3", "Sheet!C2")
    assert table.place(-1, 0).reference == "Sheet!A1"


def test_many_problems_of_one_kind_are_counted() -> None:
    lines = [("participant", "x"), *((f"p{at}", "=1+1") for at in range(25))]
    told = read(workbook(rows(*lines)))[1]
    assert len(told) == 21
    assert told[-1] == ("formula-without-value", None, "5 more of the same in this file")


# ------------------------------------------------------------------------------- which sheet


def test_the_only_visible_sheet_with_cells_is_the_table() -> None:
    def notes(sheet: Worksheet) -> None:
        rows(("x",))(sheet)
        sheet.sheet_state = "hidden"

    table_rows = rows(("participant", "x"), ("ana", 1))
    assert read(workbook(table_rows, notes))[1] == []
    assert read(workbook(table_rows, rows()))[1] == []


def test_several_sheets_are_asked_for_by_title() -> None:
    data = workbook(rows(("participant", "x"), ("ana", 1)), rows(("participant", "x"), ("ben", 2)))
    message = "the workbook has several sheets, and nothing says which one is the table: `Sheet` and `Sheet2`"
    assert read(data)[1] == [("which-sheet", None, message)]
    table, _ = read(data, sheet="Sheet2")
    assert table is not None
    assert table.rows == [["ben", "2"]]
    assert read(data, sheet="Q3")[1] == [("no-such-sheet", None, "the workbook has no sheet `Q3`")]
    empty = workbook(rows(), rows())
    assert [rule for rule, _, _ in read(empty)[1]] == ["which-sheet"]


@pytest.mark.parametrize(("row", "said"), [(None, 1), (2, 2), (9, 9)])
def test_a_header_row_without_cells_is_refused(row: int | None, said: int) -> None:
    lines = rows() if row is None else rows(("participant",), (), ("ana",))
    told = read(workbook(lines), header_row=row)[1]
    assert told == [("no-header", None, f"row {said} of the sheet `Sheet` is empty")]


def test_a_header_row_is_found_below_blank_rows_or_said() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A3"], sheet["B3"], sheet["A5"], sheet["B5"] = "participant", "NRR  rate", "ana", "'+33"

    table, told = read(workbook(fill))
    assert table is not None
    assert (table.header, table.rows, table.lines, table.blank_lines) == (
        ("participant", "NRR rate"), [["ana", "+33"]], [5], 3,
    )  # fmt: skip
    assert [rule for rule, _, _ in told] == ["leading-apostrophe"]


# ------------------------------------------------------------------------------- hostile files


def test_a_cell_far_away_is_refused_before_memory_is_asked_for() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(("participant", "x"), ("ana", 1))(sheet)
        sheet["XFD1048576"] = 1

    assert [rule for rule, _, _ in read(workbook(fill))[1]] == ["too-many-cells"]


def test_too_many_columns_are_refused() -> None:
    assert [rule for rule, _, _ in read(workbook(rows(tuple(range(501)), tuple(range(501)))))[1]] == [
        "too-many-cells"
    ]


def archive(**entries: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in entries.items():
            target.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


BILLION = b"""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]><workbook>&z;</workbook>""" % b"".join(
    b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(25)
)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"PK\x03\x04 and nothing more", "not-a-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-workbook"),
        (archive(notes=b"x"), "compressed"),
        (archive(xl__workbook_xml=b"<workbook/>"), "not-a-workbook"),
        (archive(content_xml=b"<x/>"), "not-a-workbook"),
        (archive(xl__workbook_xml=BILLION), "not-a-workbook"),
    ],
)
def test_what_is_no_workbook_is_told_so(data: bytes, rule: str) -> None:
    table, told = read(data)
    assert (table, [(one, at) for one, at, _ in told]) == (None, [(rule, None)])


def test_what_is_too_large_unpacked_is_not_unpacked() -> None:
    table, told = read(archive(xl__workbook_xml=b"<workbook/>", bomb=bytes(200_000_001)))
    assert (table, [(one, at) for one, at, _ in told]) == (None, [("too-many-cells", None)])


def test_a_source_names_its_sheet_and_the_row_of_its_headers() -> None:
    data = workbook(rows(("x",), ("1",)), rows(("Export of June",), ("Owner", "Amount"), ("ana", "5")))
    read_of_plan = {"file": Scalar("a.xlsx"), "sheet": Scalar("Sheet2"), "header": {"skip": Scalar("1")}}
    source = SourceOfRows.model_validate(read_of_plan)
    for said in (None, 1):  # what the plan says of a source comes before what is said of all files
        table, problems = read_source(data, "a.xlsx", source, HowWritten(header_row=said))
        assert problems == ()
        assert table is not None
        assert (table.header, table.rows) == (("Owner", "Amount"), [["ana", "5"]])


def test_a_sheet_has_a_frame_as_a_text_has_one() -> None:
    fill = rows(
        ("Support, July",),
        ("Agent", "First reply", ""),
        ("", "in min", "Solved"),
        ("ana", 12, 3),
        ("ben", 5, 4),
        (),
        ("Total", 17, 7),
        (),
        ("Confidential",),
    )
    data = workbook(fill)
    table, found = read_file(data, "k.xlsx", HowWritten(), Frame(1, 2, ends_blank=True))
    assert table is not None, found
    assert table.header == ("Agent", "First reply in min", "Solved")
    assert (table.rows, table.lines, table.below) == ([["ana", "12", "3"], ["ben", "5", "4"]], [4, 5], 2)
    assert table.blank_lines == 1
    table, _ = read_file(data, "k.xlsx", HowWritten(), Frame(1, 2))
    assert table is not None
    assert ([row[0] for row in table.rows], table.below) == (["ana", "ben", "Total", "Confidential"], 0)


def test_sheets_are_laid_out_once() -> None:
    laid: list[str] = []

    def sheet(title: str, *cells: str) -> WorkbookSheet:
        def grid() -> StoredSheet:
            laid.append(title)
            return StoredSheet(title, [[StoredCell(cell) for cell in cells]] if cells else [])

        return WorkbookSheet(title, True, grid)

    found = chosen([sheet("a"), sheet("b", "x")], "k.xlsx", HowWritten())
    assert isinstance(found, StoredSheet)
    assert (found.title, laid) == ("b", ["a", "b"])
