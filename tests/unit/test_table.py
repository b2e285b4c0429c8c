"""Tables: every way a CSV file can be wrong is refused at its place, every other one is read."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from findings import plain

from csvariable.kernel.diagnostic import CellPlace, Diagnostic, FilePlace, Severity
from csvariable.tables import decoding, dialect
from csvariable.tables.decoding import Decoded, decode
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table

EXPORTS = Path(__file__).parents[1] / "data" / "exports"


def read(text: str | bytes, **options: str) -> Table:
    """Read a table that must be accepted."""
    found, problems = read_table(text if isinstance(text, bytes) else text.encode(), "kpis.csv", **options)
    assert found is not None, problems
    return found


def refuse(text: str | bytes, **options: str) -> tuple[Diagnostic, ...]:
    """Read a table that must be refused."""
    found, problems = read_table(text if isinstance(text, bytes) else text.encode(), "kpis.csv", **options)
    assert found is None
    return tuple(one for one in problems if one.severity is Severity.ERROR)


def only(text: str | bytes, rule: str, **options: str) -> Diagnostic:
    """Read a table that must be refused for one reason."""
    problems = refuse(text, **options)
    assert [one.rule for one in problems] == [rule]
    return problems[0]


def at(problem: Diagnostic) -> tuple[int, int]:
    """Return line and column of a problem."""
    assert isinstance(problem.at, CellPlace)
    return problem.at.line, problem.at.column


# --------------------------------------------------------------------------- what is read


def test_a_plain_table() -> None:
    found = read("participant,nrr\nana,95 %\nbob,-\n")
    assert found.header == ("participant", "nrr")
    assert found.rows == [["ana", "95 %"], ["bob", "-"]]
    assert found.lines == range(2, 4)
    assert str(found.dialect.sentence()) == "UTF-8, cells separated by commas, no decimal mark seen"
    assert len(found.sha256) == 64


def test_the_place_of_a_cell_is_physical() -> None:
    found = read('\nparticipant;note;nrr\nana;"two\nlines; ""quoted""";95,5\n\nbob;x;\u00a080\n')
    assert found.rows == [["ana", 'two\nlines; "quoted"', "95,5"], ["bob", "x", "80"]]
    assert list(found.lines) == [3, 6]
    assert found.blank_lines == 2
    assert found.place(0, 2) == CellPlace("kpis.csv", 4, 20, "nrr", "95,5")
    assert found.place(0, 1) == CellPlace("kpis.csv", 3, 5, "note", 'two\nlines; "quoted"')
    assert found.place(1, 2) == CellPlace("kpis.csv", 6, 7, "nrr", "80")
    assert found.place(-1, 1) == CellPlace("kpis.csv", 2, 13, "note", "note")


def test_an_excerpt_has_80_characters() -> None:
    cell = read(f"a,b\n1,{'x' * 81}\n").place(0, 1).cell
    assert cell == "x" * 79 + "…"
    assert read(f"a,b\n1,{'x' * 80}\n").place(0, 1).cell == "x" * 80


def test_one_column_without_any_separator() -> None:
    assert read("participant\nana\nbob\n").rows == [["ana"], ["bob"]]
    assert read('participant\n"Dupont, Ana"\n').rows == [["Dupont, Ana"]]
    assert read("participant\nDupont, Ana\n", delimiter=";").rows == [["Dupont, Ana"]]


def test_an_empty_last_header_over_nothing_is_accepted() -> None:
    assert read("a;b;\n1;2;\n").header == ("a", "b", "")


@pytest.mark.parametrize(("option", "mark"), [("tab", "\t"), ("\\t", "\t"), (";", ";"), ("|", "|")])
def test_the_option_names_the_separator(option: str, mark: str) -> None:
    assert read(f"a{mark}b\n1{mark}2\n", delimiter=option).rows == [["1", "2"]]


def test_the_decimal_mark_of_the_file() -> None:
    assert read("a;b\n1;95,5 %\n2;1 234,50 €\n").dialect.decimal == ","
    assert read("a;b\n1;95.5\n").dialect.decimal == "."
    assert read("a;b\n1;95.5\n2;95,5\n").dialect.decimal is None
    assert read("a;b\n1;1,234\n").dialect.decimal is None
    assert read("a;b\n1;1,234\n", decimal=".").dialect.decimal == "."
    only("a;b\n1;2\n", "decimal", decimal="'")


# ------------------------------------------------------- hazards, by their number in the list


def test_c1_a_short_row_is_never_padded() -> None:
    problem = only("participant,csat,nps\nana,95\nbob,90,40\n", "short-row")
    assert str(problem.message) == "the row has 2 of 3 cells"
    assert problem.at == CellPlace("kpis.csv", 2, 7, "nps", None)


def test_c2_a_long_row_is_never_cut() -> None:
    problem = only("participant,nrr\nana,95,5\nbob,90\n", "long-row")
    assert problem.at == CellPlace("kpis.csv", 2, 8, None, "5")
    assert "decimal comma" in str(problem.help)


def test_c2_twenty_rows_are_shown_and_the_others_counted() -> None:
    problems = refuse("a,b\n" + "1\n" * 25 + "1,2,3\n" * 21 + "1,2\n")
    assert [one.rule for one in problems] == ["short-row"] * 21 + ["long-row"] * 21
    assert str(problems[20].message) == "5 more of the same in this file"
    assert problems[20].at == FilePlace("kpis.csv")


def test_c3_blank_lines_are_skipped_and_counted() -> None:
    found = read("\n;;\na;b;c\n\n1;2;3\n  \n;;\n4;5;6\n")
    assert found.rows == [["1", "2", "3"], ["4", "5", "6"]]
    assert list(found.lines) == [5, 8]
    assert found.blank_lines == 5
    assert found.header_line == 3


def test_c4_an_unterminated_quote_does_not_repeat_the_file() -> None:
    problem = only('a,b\n1,"2\n' + "secret,1\n" * 1000, "unterminated-quote")
    assert at(problem) == (2, 3)
    assert "secret" not in repr(problem)
    assert at(only('a,b\n1,"2\n' + "secret,1\n" * 100_000, "unterminated-quote")) == (2, 3)


def test_c5_a_quote_at_the_very_start() -> None:
    assert at(only('"a,b\n1,2\n3,4\n', "unterminated-quote")) == (1, 1)
    problem = only('"a,b\n1,2\n3,4\n"', "no-rows")
    assert plain(problem.help) == "does a quote at its start hold the whole table? remove it"


def test_c6_a_bare_quote() -> None:
    assert at(only('a,b\n1,x"y"\n', "bare-quote")) == (2, 4)
    problem = only('a,b\n1,"x"y\n', "bare-quote")
    assert at(problem) == (2, 6)
    assert problem.also[0].at == CellPlace("kpis.csv", 2, 3)
    only('a,b\n1, "x"\n', "bare-quote")


def test_c6_a_quote_out_of_place_in_the_header_is_told_by_the_separator_that_reads_further() -> None:
    assert at(only(',"a\n1,2\n', "unterminated-quote")) == (1, 2)
    assert at(only(';,"a\n1;2\n', "unterminated-quote")) == (1, 3)
    assert at(only(',;"a\n1;2\n', "unterminated-quote")) == (1, 3)


def test_c7_backslash_escapes() -> None:
    assert at(only('a,b\n1,"say \\"hi\\""\n', "backslash-quote")) == (2, 10)
    assert at(only('a,b\n1,5\\" screen\n', "backslash-quote")) == (2, 5)


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_c8_c9_every_line_end(end: str) -> None:
    found = read(end.join(["a,b", "1,2", "3,4"]))
    assert found.rows == [["1", "2"], ["3", "4"]]
    assert found.lines == range(2, 4)


def test_c9_mixed_line_ends() -> None:
    found = read('a,b\r\n1,2\r3,"x\r\ny"\n5,6\r\n')
    assert found.rows == [["1", "2"], ["3", "x\r\ny"], ["5", "6"]]
    assert list(found.lines) == [2, 3, 5]


def test_c10_a_byte_order_mark_inside() -> None:
    assert read(b"\xef\xbb\xbfa,b\n1,2\n").header == ("a", "b")
    assert at(only(b"\xef\xbb\xbfa,b\n1,2\n\xef\xbb\xbfa,b\n3,4\n", "bom-inside")) == (3, 1)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_c11_utf_16(encoding: str) -> None:
    found = read("nom;nps;équipe\nZoé;50;A\n".encode(encoding))
    assert found.rows == [["Zoé", "50", "A"]]
    assert found.dialect.encoding == encoding
    assert found.dialect.bom == (encoding == "utf-16")


def test_c11_windows_1252_is_told() -> None:
    data = "nom;arr\nZoé;5 €\n".encode("cp1252")
    found, problems = read_table(data, "kpis.csv")
    assert found is not None
    assert found.rows == [["Zoé", "5 €"]]
    assert not found.dialect.bom
    assert [(one.rule, one.severity) for one in problems] == [("windows-1252", Severity.WARNING)]
    assert problems[0].at == CellPlace("kpis.csv", 2, 3, cell="é")
    assert read_table(data, "kpis.csv", encoding="Windows-1252")[1] == ()


def test_c11_other_encodings_are_refused() -> None:
    assert at(only("nom;nps\nZoé;5\n".encode() + b"L\xe9a;5\n", "encoding")) == (3, 2)
    only(b"nom;nps\n\x81\xe9;5\n", "encoding")
    assert "UTF-16" in str(only("nom;nps\n".encode("utf-16") + b"x", "encoding").message)
    assert "UTF-8" in str(only("Zoé;5\n".encode("cp1252"), "encoding", encoding="utf8").message)
    only("nom;nps\nH\ufffdl;5\n", "encoding")
    assert only(b"nom;nps\n\x81\xe9;5\n", "encoding").at == CellPlace("kpis.csv", 2, 1, cell="\ufffdé")
    odd = only(b"nom;nps\n\x81\xe9;5\n", "encoding", encoding="cp1252")
    assert odd.at == CellPlace(
        "kpis.csv", 2, 1
    )  # what is no character of the encoding asked for is not shown
    assert "cp1252" in str(only("a;b\n1;2\n", "encoding", encoding="rot13").help)
    assert read("nom;nps\nZoé;5\n".encode("latin-1"), encoding="latin_1").rows == [["Zoé", "5"]]


def test_c11_a_notice_stays_beside_later_errors() -> None:
    for text in ("Zoé\n1;2\n", 'Zoé;b\n"1;2\n', "Zoé;b\n1\n"):
        found, problems = read_table(text.encode("cp1252"), "kpis.csv")
        assert found is None
        assert problems[0].rule == "windows-1252"
        assert len(problems) == 2


def test_c12_nul() -> None:
    assert at(only(b"a,b\n1,x\0y\n", "nul-character")) == (2, 4)
    only("a,b\n1,\xe9\0\n".encode("cp1252"), "nul-character")


def test_c13_a_duplicate_header_is_shown_twice() -> None:
    problem = only("nps, NPS ,nps\n1,2,3\n", "duplicate-column")
    assert at(problem) == (1, 11)
    assert problem.also[0].at == CellPlace("kpis.csv", 1, 1, "nps", "nps")


def test_c14_values_without_a_header() -> None:
    problem = only("a;;c\n1;;3\n;5;\n", "empty-header")
    assert at(problem) == (1, 3)
    assert problem.also[0].at == CellPlace("kpis.csv", 3, 2, None, "5")
    assert str(problem.message) == "column 2 has values and no header"


def test_c14_a_row_that_ends_before_a_column_has_no_value_in_it() -> None:
    problems = refuse("a;b;\n1;2\n3;4;5\n")
    assert [(one.rule, at(one)) for one in problems] == [("empty-header", (1, 5)), ("short-row", (2, 4))]
    assert problems[0].also[0].at == CellPlace("kpis.csv", 3, 5, None, "5")


def test_c15_headers_are_trimmed_and_composed() -> None:
    assert read("\u00a0Ze\u0301ro   un ,b\n1,Ze\u0301\n").header == ("Z\u00e9ro un", "b")
    assert read("a,b\n1,Ze\u0301\n").rows == [["1", "Z\u00e9"]]


def test_c16_the_wrong_separator() -> None:
    problem = only("a;b\n1;2\n", "wrong-delimiter", delimiter=",")
    assert "`--delimiter ';'`" in str(problem.help)
    assert "tab" in str(only("a\tb\n1\t2\n", "wrong-delimiter", delimiter=",").message)
    only("a;b\n1;2\n", "delimiter", delimiter="x")


def test_c16_two_separators_that_fit() -> None:
    problem = only("a;b,c\n1;2,5\n", "ambiguous-delimiter")
    assert str(problem.message) == "more than one separator fits: `;` (2 columns), `,` (2 columns)"
    assert plain(problem.help) == "say which: `--delimiter ';'` or `--delimiter ','`"
    assert read("a;b,c\n1;2,5\n", delimiter=";").rows == [["1", "2,5"]]


def test_c16_one_lost_separator_does_not_elect_the_other() -> None:
    only("a;b,c\n1;2,5\n3;4,5\n5,6\n", "ambiguous-delimiter")


def test_c16_a_rival_is_one_that_fits_half_of_the_records_below_the_header() -> None:
    """Blank lines above the header are none of them."""
    head = "\n\na;b,c\n"
    only(head + "1;2,5\n3;4,5\n5,6\n7,8\n", "ambiguous-delimiter")
    assert read(head + "1;2,5\n3,5\n5,6\n").rows == [["1;2", "5"], ["3", "5"], ["5", "6"]]


def test_c16_the_separator_that_fits_the_whole_file() -> None:
    assert read("a;b, c;d\n1;2;3\n4;5;6\n").header == ("a", "b, c", "d")
    assert {one.rule for one in refuse("a;b, c;d\n1;2;3\n4;5\n")} == {"short-row"}


def test_c17_sep_line() -> None:
    found = read("sep=;\r\na,x;b\r\n1;2\r\n")
    assert found.rows == [["1", "2"]]
    assert found.lines == range(3, 4)
    assert found.place(0, 1) == CellPlace("kpis.csv", 3, 3, "b", "2")
    assert found.dialect.sep_line
    assert "`sep=`" in str(found.dialect.sentence())
    only("sep=x\na;b\n1;2\n", "delimiter")


def test_c18_a_title_above() -> None:
    for text in ("KPI 2026\na;b\n1;2\n", "KPI 2026;\na;b\n1;2\n"):
        assert "title" in str(only(text, "no-header").help)
    assert {str(one.help) for one in refuse("KPI;2026\na;b;c\n1;2;3\n")} == {str(dialect.TITLE)}


def test_c18_a_legal_footer_below() -> None:
    problems = refuse('"a","b"\n"1","2"\n\n"Confidential"\n')
    assert [(one.rule, at(one)) for one in problems] == [("short-row", (4, 15))]
    assert "legal line" in str(problems[0].help)


LOST = "was a separator lost? write it, even for an empty cell"
FOOTER = "if it is a total or a legal line at the end of a report, delete it"


@pytest.mark.parametrize(
    ("rows", "advice"),
    [
        ("1,2", [LOST]),
        ("1", [FOOTER]),
        ("1,2,3\n4", [FOOTER]),
        ("1,2,3\n4,5", [LOST]),
        ("1,2,3\n4\n5,6,7\n8\n9,", [LOST, FOOTER, FOOTER]),
        ("1\n2,3\n4,5,6\n7,8", [LOST, LOST, LOST]),
        ("1\n2", [dialect.TITLE] * 2),
        ("1\n2,3", [FOOTER, LOST]),
        ("1\n2\n3,4,5", [LOST] * 2),
    ],
)
def test_c18_what_a_short_row_may_be(rows: str, advice: list[str]) -> None:
    """One text below the last whole row is a footer; rows that are all alike have a title above them."""
    problems = refuse(f"a,b,c\n{rows}\n", delimiter=",")
    assert [(one.rule, plain(one.help)) for one in problems] == [("short-row", plain(one)) for one in advice]


def test_c19_ids_stay_text() -> None:
    assert read("id,b\n007,1E5\n0012345678901234567890123,1e400\n").rows[0] == ["007", "1E5"]


def test_c25_a_quoted_empty_cell_is_empty() -> None:
    assert read('a,b\n1,""\n2,\n').rows == [["1", ""], ["2", ""]]


def test_c28_columns_in_another_order_are_the_same_columns() -> None:
    assert read("b,a\n2,1\n").header == ("b", "a")


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(b"a,b\n1,2\n", mtime=0),
        b"PK\x03\x04xl/",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0",
        b"\x89PNG\r\n\x1a\n\x01",
    ],
)
def test_c29_compressed_and_binary_files(data: bytes) -> None:
    assert (only(data, "not-text").help and str(only(data, "not-text").help)) is not None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<html><body><table>", "a web page (HTML)"),
        ("\ufeff\n<!DOCTYPE html>\n<p>", "a web page (HTML)"),
        ('<?xml version="1.0"?>\n<Workbook>', "an XML document"),
        ('[{"participant": "ana"}]', "a JSON document"),
        ('{\n "rows": []}', "a JSON document"),
        ("{\\rtf1\\ansi", "a text of a word processor (RTF)"),
    ],
)
def test_a_text_of_another_kind_is_no_table(text: str, kind: str) -> None:
    assert str(only(text, "not-text").message) == f"the file is {kind}, not a CSV text"


def test_a_formula_that_holds_a_text_is_told_at_its_quote() -> None:
    found = only('csm,score\n="007",9\n', "bare-quote")
    assert (at(found), str(found.help)) == (
        (2, 2),
        '`="007"` is a formula that holds a text: write the text alone, `007`',
    )


def test_c30_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert at(only(f"a,b\n1,{'x' * 65_537}\n", "cell-too-large")) == (2, 3)
    read(f"a,b\n1,{'x' * 65_536}\n")
    assert at(only(f"a,b\n1,2\n1,{'x' * 200_000}\n", "cell-too-large")) == (3, 3)
    assert at(only(f"a;b,c\n{'1;' * 100_000}\n", "cell-too-large")) == (2, 1)
    only(",".join(f"c{i}" for i in range(501)) + "\n", "too-many-columns")
    only('"\nc"' + "".join(f";c{i}" for i in range(501)), "too-many-columns", delimiter=";")
    read(",".join(f"c{i}" for i in range(500)) + "\n" + "1," * 499 + "\n")
    monkeypatch.setattr(dialect, "MAX_ROWS", 3)
    read("a,b\n1,2\n1,2\n1,2\n")
    only("a,b\n1,2\n1,2\n1,2\n1,2\n", "too-many-rows")
    monkeypatch.setattr(decoding, "MAX_BYTES", 9)
    only("a,b\n1,2\n1,2\n", "too-large")


def test_c30_a_file_has_so_many_bytes_and_none_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_BYTES", 2_000_000)
    assert isinstance(decode(b"a" * 2_000_000, "kpis.csv"), Decoded)
    assert str(only(b"a" * 2_000_001, "too-large").message) == "the file is larger than 2 MB"


def test_c30_the_place_of_a_cell_beyond_what_csv_reads_is_its_own() -> None:
    """131,072 characters can be read, and are refused for their length only where nothing is worse."""
    long, longer = "x" * 131_072, "y" * 131_073
    assert at(only(f"a,b\n1,{long}\n{longer},2\n", "cell-too-large")) == (3, 1)
    assert at(only(f'a,b\n1,"{long}"\n"{longer}",2\n', "cell-too-large")) == (3, 1)
    doubled = '""' * 65_536
    assert at(only(f'a,b\n1,"{doubled}"\n2,"{longer}"\n', "cell-too-large")) == (3, 3)
    assert at(only(f'a,b\n1,"{doubled}"""\n2,3\n', "cell-too-large")) == (2, 3)


def test_c30_many_line_breaks_in_one_cell() -> None:
    found = read('a,b\n1,"' + "\n" * 60_000 + '"\n2,3\n')
    assert found.lines[1] == 60_003


@pytest.mark.parametrize("text", ["", "\n\n", ";;;\n", " \t\n", "sep=;\n"])
def test_nothing_in_the_file(text: str) -> None:
    only(text, "empty-file")


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("a,b", "add one row for each person"),
        ("a,b\n", "add one row for each person"),
        ("a,b\n\n\n\n", "add one row for each person"),
        ('"a,b\n1,2"', "does a quote at its start hold the whole table? remove it"),
    ],
)
def test_a_header_alone(text: str, advice: str) -> None:
    problem = only(text, "no-rows")
    assert at(problem) == (1, 1)
    assert plain(problem.help) == advice


def test_guarding_apostrophes_are_removed_and_told_once() -> None:
    found, problems = read_table(b"a,b\n'+33,'-20\n'tis,O'Neill\n", "kpis.csv")
    assert found is not None
    assert found.rows == [["+33", "-20"], ["'tis", "O'Neill"]]
    assert [(one.rule, one.severity, at(one)) for one in problems] == [
        ("leading-apostrophe", Severity.WARNING, (2, 1))
    ]
    assert "2 times" in str(problems[0].message)
    assert read_table(b"a,b\n1,O'Neill\n", "kpis.csv")[1] == ()


def test_decode_is_usable_alone() -> None:
    decoded = decode(b"\xef\xbb\xbfa", "x")
    assert isinstance(decoded, Decoded)
    assert (decoded.text, decoded.encoding, decoded.bom) == ("a", "utf-8", True)


# ------------------------------------------------------------------------- the sample exports

_READ = {
    "chargebee_subscriptions.csv": (2, 9, "."),
    "churnzero_accounts.csv": (3, 12, "."),
    "delighted_responses.csv": (3, 8, None),
    "excel_fr_cp1252_semicolon.csv": (4, 11, ","),
    "excel_fr_utf8_bom_nnbsp.csv": (4, 11, ","),
    "excel_sep_line.csv": (2, 3, None),
    "freshdesk_tickets.csv": (3, 30, None),
    "front_messages.csv": (2, 19, None),
    "gainsight_nps_load_sfdc.csv": (2, 5, None),
    "gainsight_nps_responses.csv": (2, 8, None),
    "google_sheets_fr.csv": (4, 11, ","),
    "hostile_cells.csv": (12, 4, None),
    "hubspot_deals.csv": (4, 10, "."),
    "hubspot_deals_excel_resaved_utf16.txt": (2, 6, ","),
    "hubspot_survey_responses.csv": (5, 10, None),
    "hubspot_tickets.csv": (3, 10, None),
    "intercom_conversations.csv": (3, 10, None),
    "intercom_csat.csv": (3, 8, None),
    "kpis_long.csv": (5, 7, "."),
    "kpis_wide.csv": (3, 9, "."),
    "planhat_companies.csv": (3, 14, "."),
    "stripe_subscriptions.csv": (3, 20, "."),
    "typeform_nps.csv": (3, 12, None),
    "values_zoo.csv": (9, 8, None),
    "vitally_accounts.csv": (3, 8, "."),
    "zendesk_explore_agents.csv": (4, 8, "."),
    "zendesk_tickets_legacy_csv.csv": (4, 41, None),
}
_REFUSED = {
    "salesforce_report_details.csv": "short-row",
    "sheet_with_title_and_total.csv": "no-header",
    "surveymonkey_two_row_header.csv": "empty-header",
}


def test_every_sample_is_expected() -> None:
    assert {path.name for path in EXPORTS.iterdir()} == {*_READ, *_REFUSED}


@pytest.mark.parametrize("name", _READ)
def test_a_sample_that_is_read(name: str) -> None:
    found = read((EXPORTS / name).read_bytes())
    assert (len(found.rows), len(found.header), found.dialect.decimal) == _READ[name]


@pytest.mark.parametrize("name", _REFUSED)
def test_a_sample_that_is_refused(name: str) -> None:
    assert {one.rule for one in refuse((EXPORTS / name).read_bytes())} == {_REFUSED[name]}


def test_the_same_french_sheet_in_two_encodings() -> None:
    old = read((EXPORTS / "excel_fr_cp1252_semicolon.csv").read_bytes())
    new = read((EXPORTS / "excel_fr_utf8_bom_nnbsp.csv").read_bytes())
    assert old.header == new.header
    assert old.rows[0][:2] == ["007", "Zoé Martin"]
    assert [[cell.replace("\u00a0", "\u202f") for cell in row] for row in old.rows] == new.rows


def test_the_limit_of_a_cell_is_that_of_the_language() -> None:
    assert dialect.MAX_CELL == 64 * 1024
