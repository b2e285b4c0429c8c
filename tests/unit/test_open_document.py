"""Sheets of OpenDocument spreadsheets: read as those of XLSX are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from odfdo import Cell, Column, Document, Element, Row, Table

from csvariable.kernel.diagnostic import CellPlace
from csvariable.tables.files import read_file
from csvariable.tables.written import HowWritten

AS_FOUND = HowWritten()


def cell(shown: str | None = None, **attributes: str) -> Element:
    """A cell with its attributes, `office_value` for `office:value`, and the text that is shown."""
    found = Cell()
    for name, value in attributes.items():
        found.set_attribute(name.replace("__", "-").replace("_", ":", 1).replace("_", "-"), value)
    if shown is not None:
        paragraph = Element.from_tag("text:p")
        paragraph.text = shown
        found.append(paragraph)
    return found


def row(*cells: Element, **attributes: str) -> Row:
    found = Row()
    for one in cells:
        Element.append(found, one)
    for name, value in attributes.items():
        found.set_attribute(name.replace("_", ":", 1).replace("_", "-"), value)
    return found


HEAD = row(cell("participant", office_value_type="string"), cell("x", office_value_type="string"))
ANA = cell("ana", office_value_type="string")


def spreadsheet(*rows: Row, columns: tuple[Column, ...] = (), sheets: int = 1) -> bytes:
    document = Document("spreadsheet")
    document.body.clear()
    for at in range(sheets):
        table = Table(f"KPI{at or ''}")
        for one in (*columns, *rows):
            Element.append(table, one.clone)
        document.body.append(table)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def told(data: bytes, written: HowWritten = AS_FOUND) -> list[tuple[str, str | None]]:
    return [
        (one.rule, one.at.reference if isinstance(one.at, CellPlace) else None)
        for one in read_file(data, "k.ods", written)[1]
    ]


def rows_of(data: bytes, written: HowWritten = AS_FOUND) -> list[list[str]]:
    table, problems = read_file(data, "k.ods", written)
    assert table is not None, problems
    return [list(one) for one in table.rows]


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (cell("95%", office_value_type="percentage", office_value="0.95"), "95 %"),
        (cell("€", office_value_type="currency", office_value="1.5", office_currency="EUR"), "1.5 EUR"),
        (cell("12", office_value_type="currency", office_value="12"), "12"),
        (cell("0.3", office_value_type="float", office_value="0.30000000000000004"), "0.3"),
        (cell("007", office_value_type="float", office_value="7"), "007"),
        (cell("2026-07-01", office_value_type="date", office_date_value="2026-07-01"), "2026-07-01"),
        (cell("x", office_value_type="date", office_date_value="2026-07-01T13:05:00"), "2026-07-01 13:05:00"),
        (cell("26:00:00", office_value_type="time", office_time_value="PT26H00M00S"), "26:00:00"),
        (cell("10", office_value_type="time", office_time_value="PT00H00M09.999999999S"), "0:00:10"),
        (cell("9", office_value_type="time", office_time_value="PT00H00M09.5S"), "0:00:09.500"),
        (cell("-0:30", office_value_type="time", office_time_value="-PT30M"), "-0:30:00"),
        (cell("VRAI", office_value_type="boolean", office_boolean_value="true"), "true"),
        (cell("n/a", office_value_type="string"), "n/a"),
        (cell("without a type"), "without a type"),
        (cell("5 h", office_value_type="float", office_value="5"), "5 h"),
        (cell("5 pts", office_value_type="float", office_value="5"), "5"),
        (cell("2:00", office_value_type="time", office_time_value="PT2H"), "2:00:00"),
        (cell(office_value_type="date", office_date_value="2026-07-01T13:05:07.0"), "2026-07-01 13:05:07"),
        (cell("shown", office_value_type="string", office_string_value="stored"), "stored"),
        (cell("3", table_formula="of:=1+2", office_value_type="float", office_value="3"), "3"),
    ],
)  # fmt: skip
def test_a_cell_is_what_is_stored_in_the_grammar_of_a_cell(found: Element, text: str) -> None:
    assert rows_of(spreadsheet(HEAD, row(ANA.clone, found))) == [["ana", text]]


@pytest.mark.parametrize(
    ("found", "rule"),
    [
        (cell(table_formula="of:=1+1"), "formula-without-value"),
        (cell("#DIV/0!", office_value_type="string", calcext_value_type="error"), "error-cell"),
        (cell("x", office_value_type="float", office_value="12345678901234567890"), "long-number"),
        (cell("x", office_value_type="string", table_number_columns_spanned="2"), "merged-cells"),
        (cell("02:00:00", office_value_type="time", office_time_value="PT26H00M00S"), "clock-over-a-day"),
    ],
)
def test_a_cell_without_a_value_that_can_be_trusted_is_refused(found: Element, rule: str) -> None:
    assert told(spreadsheet(HEAD, row(ANA.clone, found))) == [(rule, "KPI!B2")]


@pytest.mark.parametrize(
    "found",
    [
        cell("x", office_value_type="time", office_time_value="26 hours"),
        cell("x", office_value_type="time", office_time_value="PT999999999999999H"),
        cell("x", office_value_type="float", office_value="many"),
        cell("x", office_value_type="float", office_value="NaN"),
        cell("x", office_value_type="float", office_value="1E+999999999"),
        cell("x", office_value_type="percentage", office_value="Infinity"),
        cell("x", office_value_type="currency"),
        cell("x", office_value_type="date", office_date_value="tomorrow"),
        cell("x", office_value_type="date", office_date_value="2026-07-01T13:05:00Z"),
        cell("x", office_value_type="boolean", office_boolean_value="perhaps"),
    ],
)
def test_what_the_format_does_not_allow_is_told_at_its_cell(found: Element) -> None:
    assert told(spreadsheet(HEAD, row(ANA.clone, found))) == [("damaged-cell", "KPI!B2")]


@pytest.mark.parametrize("times", ["0", "-3", "many"])
def test_what_is_repeated_no_times_is_a_damaged_file(times: str) -> None:
    found = cell("x", office_value_type="string", table_number_columns_repeated=times)
    assert told(spreadsheet(HEAD, row(ANA.clone, found))) == [("not-a-workbook", None)]


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        ('<text:a xlink:href="mailto:zoe">zoe@x.com</text:a>', "zoe@x.com"),
        ('Zo<text:span>\u00e9</text:span><text:s text:c="2"/>M', "Zo\u00e9  M"),
        ("a<text:tab/>b<text:line-break/>c<text:s/>d", "a\tb\nc d"),
        ("<office:annotation><text:p>99</text:p></office:annotation>7", "7"),
    ],
)
def test_a_cell_says_what_is_shown_without_what_stands_behind_it(paragraph: str, text: str) -> None:
    found = Element.from_tag(
        f'<table:table-cell office:value-type="string"><text:p>{paragraph}</text:p></table:table-cell>'
    )
    assert rows_of(spreadsheet(HEAD, row(ANA.clone, found))) == [["ana", text]]


def test_what_is_repeated_is_there_as_often_and_the_empty_end_is_not() -> None:
    one = cell("1", office_value_type="float", office_value="1", table_number_columns_repeated="1")
    empty = row(cell(table_number_columns_repeated="16384"), table_number_rows_repeated="2")
    last = row(cell(table_number_columns_repeated="16384"), table_number_rows_repeated="1048570")
    twice = row(ANA.clone, one, table_number_rows_repeated="2")
    data = spreadsheet(HEAD, empty, twice, last)
    table, _ = read_file(data, "k.ods", HowWritten())
    assert table is not None
    assert (table.rows, table.lines, table.blank_lines) == ([["ana", "1"], ["ana", "1"]], [4, 5], 2)


@pytest.mark.parametrize("wide", [True, False])
def test_a_cell_far_away_is_refused_before_memory_is_asked_for(wide: bool) -> None:
    gap = {"table_number_columns_repeated": "6000000"}
    one = cell("1", office_value_type="float", office_value="1")
    if wide:
        lines = [row(ANA.clone, cell(**gap), one)]
    else:
        lines = [row(cell(), table_number_rows_repeated="6000000"), row(ANA.clone, one)]
    assert told(spreadsheet(HEAD, *lines)) == [("too-many-cells", None)]


@pytest.mark.parametrize(("columns", "lines"), [("3000", "2000"), ("1000000000000", "1")])
def test_cells_are_counted_by_rows_and_columns_before_memory_is_asked_for(columns: str, lines: str) -> None:
    one = cell("1", office_value_type="float", office_value="1", table_number_columns_repeated=columns)
    data = spreadsheet(HEAD, row(one, table_number_rows_repeated=lines))
    assert told(data) == [("too-many-cells", None)]


def test_rows_and_columns_can_be_hidden_by_hand_or_by_a_filter() -> None:
    def column(visibility: str | None) -> Column:
        found = Column()
        if visibility:
            found.set_attribute("table:visibility", visibility)
        return found

    one = cell("1", office_value_type="float", office_value="1")
    data = spreadsheet(HEAD, row(ANA.clone, one), row(ANA.clone, one.clone, table_visibility="filter"))
    assert told(data) == [("hidden-cells", "KPI!A3")]
    assert rows_of(data, HowWritten(hidden="skip")) == [["ana", "1"]]
    data = spreadsheet(HEAD, row(ANA.clone, one), columns=(column(None), column("collapse")))
    assert told(data) == [("hidden-cells", "KPI!B1")]


def test_several_sheets_are_asked_for() -> None:
    data = spreadsheet(HEAD, row(ANA.clone, ANA.clone), sheets=2)
    assert told(data) == [("which-sheet", None)]
    assert rows_of(data, HowWritten(sheet="KPI1")) == [["ana", "ana"]]


def test_rows_and_columns_of_a_closed_group_are_hidden() -> None:
    lines = (
        '<table:table-row-group table:display="false"><table:table-row-group>{0}'
        "</table:table-row-group></table:table-row-group>"
    )
    data = edited(spreadsheet(HEAD, row(ANA.clone, ANA.clone)), lambda text: grouped(text, lines))
    assert told(data) == [("hidden-cells", "KPI!A2")]
    assert told(edited(data, lambda text: text.replace(b'display="false"', b'display="true"'))) == []


def grouped(text: bytes, lines: str) -> bytes:
    """The last row in a group."""
    head, row_, rest = text.rpartition(b"<table:table-row>")
    body, end, more = rest.partition(b"</table:table-row>")
    return head + lines.format((row_ + body + end).decode()).encode() + more


def edited(data: bytes, change: Callable[[bytes], bytes], entry: str = "content.xml") -> bytes:
    """The same archive with one entry changed."""
    source, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if name == entry else content)
    return stream.getvalue()


def test_a_hidden_sheet_is_read_by_its_title_alone() -> None:
    document = Document("spreadsheet")
    document.body.clear()
    hidden = (
        '<style:style style:name="gone" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    document.insert_style(hidden, automatic=True)
    for name in ("Shown", "Gone"):
        table = Table(name)
        for one in (HEAD, row(cell(name, office_value_type="string"), ANA.clone)):
            Element.append(table, one.clone)
        if name == "Gone":
            table.set_attribute("table:style-name", "gone")
        document.body.append(table)
    stream = io.BytesIO()
    document.save(stream)
    assert rows_of(stream.getvalue()) == [["Shown", "ana"]]
    assert rows_of(stream.getvalue(), HowWritten(sheet="Gone")) == [["Gone", "ana"]]


def test_a_title_above_the_headers_is_skipped_where_it_is_said() -> None:
    title = row(cell("Bonus of the quarter", office_value_type="string", table_number_columns_spanned="2"))
    data = spreadsheet(title, HEAD, row(ANA.clone, ANA.clone))
    assert rows_of(data, HowWritten(header_row=2)) == [["ana", "ana"]]
    table, _ = read_file(data, "k.ods", HowWritten(header_row=2))
    assert table is not None
    assert table.place(0, 1).reference == "KPI!B3"


GOOD = spreadsheet(HEAD, row(ANA.clone, ANA.clone))
MULTIPLYING = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>%s]>" % b"".join(
    b"<!ENTITY %c '%s'>" % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(9)
)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (GOOD[: len(GOOD) // 2], "not-a-workbook"),
        (edited(GOOD, lambda text: text[:-40]), "not-a-workbook"),
        (edited(GOOD, lambda _: b""), "not-a-workbook"),
        (edited(GOOD, lambda text: MULTIPLYING + text.replace(b">ana<", b">&j;<")), "not-a-workbook"),
        (edited(GOOD, lambda _: b"application/vnd.oasis.opendocument.text", "mimetype"), "compressed"),
        (
            edited(
                GOOD,
                lambda text: text.replace(b"/>", b"><manifest:encryption-data/></manifest:file-entry>"),
                "META-INF/manifest.xml",
            ),
            "old-workbook",
        ),
    ],
    ids=["cut", "open XML", "empty", "entities", "a text document", "a password"],
)
def test_what_is_no_spreadsheet_is_told_so(data: bytes, rule: str) -> None:
    assert told(data) == [(rule, None)]


def test_what_is_too_large_unpacked_is_not_unpacked() -> None:
    assert told(edited(GOOD, lambda text: text + bytes(200_000_001))) == [("too-many-cells", None)]


def test_an_entry_that_cannot_be_unpacked_is_damage() -> None:
    at = GOOD.index(b"mimetype") + len("mimetype")
    broken = GOOD[:at] + bytes(one ^ 255 for one in GOOD[at : at + 8]) + GOOD[at + 8 :]
    assert told(broken) == [("not-a-workbook", None)]
