"""What a file holds before a plan reads it: its layout, its columns, and the source to write."""

from __future__ import annotations

import io
import json
import os
import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from transcript import ROOT

from csvariable.cli import run
from csvariable.inspection.block import block, questions, source_name
from csvariable.inspection.file import InspectedFile, inspect
from csvariable.inspection.kinds import ColumnKind, inspected
from csvariable.kernel.diagnostic import CellPlace, Diagnostic
from csvariable.tables.written import HowWritten
from csvariable.text import parse

DATA = ROOT / "tests" / "data"
FILES = sorted([*(DATA / "exports").iterdir(), *(DATA / "workbooks").iterdir()], key=lambda path: path.name)
PAGE = ROOT / "docs" / "exports.md"


def look(text: str | bytes, **said: str) -> InspectedFile | tuple[Diagnostic, ...]:
    data = text if isinstance(text, bytes) else text.encode()
    return inspect(data, "file.csv", HowWritten(**said))  # type: ignore[arg-type]


def seen(text: str, **said: str) -> InspectedFile:
    found = look(text, **said)
    assert isinstance(found, InspectedFile), found
    return found


# ------------------------------------------------------------------------------- columns


@pytest.mark.parametrize(
    ("header", "cells", "kind", "unit", "zone"),
    [
        ("Score", ["9", "10", "n/a"], "number", None, None),
        ("CSAT", ["95 %", "86,5%"], "percent", None, None),
        ("Amount", ["1 234,50 €", "12 €"], "money", None, None),
        ("Amount", ["USD 12", "7"], "money", None, None),
        ("First reply time (min)", ["12", "30"], "number", "min", None),
        ("Response time (in hrs)", ["107:15:00", "0:05:10"], "duration", "h:mm:ss", None),
        ("Delay in days", ["3", "4"], "number", "d", None),
        ("Took (ms)", ["310000"], "number", "ms", None),
        ("Submit Date (UTC)", ["2025-02-01 17:16:39"], "time", None, "UTC"),
        ("Updated at (America/New_York)", ["2025-03-03 08:12"], "time", None, "America/New_York"),
        ("Close Date", ["3/28/2025", "2/14/2025"], "date", None, None),
        ("Started", ["01-Jan-2023 09:00"], "time", None, None),
        ("Email", ["a@b.example", "c@d.example"], "email", None, None),
        ("Record ID", ["1", "2"], "id", None, None),
        ("Done", ["Oui", "non", "VRAI"], "yes-no", None, None),
        ("Stage", ["won", "lost", "won"], "words", None, None),
        ("Comment", ["so", "so long"], "text", None, None),
        ("Due", ["2026-07-01 or later"], "text", None, None),
        ("Note", ["", "-"], "empty", None, None),
        ("CSM", ["007", "012"], "id", None, None),
        ("Done (%)", ["95", "100"], "percent", None, None),
        ("Took", ["2 h 15 min", "2h15"], "duration", None, None),
        ("Closed", ["5 févr. 2026", "12 août 2026"], "date", None, None),
        ("Closed on the day", ["20260205", "20260212"], "date", None, None),
        ("Closed", ["20260205", "20260212"], "number", None, None),
        ("Closed", ["05-Feb-2026 02:05 PM"], "time", None, None),
        ("Closed", ["2026-02"], "date", None, None),
        ("Closed", ["2026-07-01 10:00", "2026-07-01 or later"], "text", None, None),
        ("Took", ["2 h 15 min", "a while"], "text", None, None),
        ("Took", ["1:15:00", "2 h"], "duration", None, None),
        ("Stage", [*map(chr, range(97, 109)), "a"], "words", None, None),
        ("Stage", [*map(chr, range(97, 110)), "a"], "text", None, None),
    ],
)
def test_a_column_is_what_all_its_cells_are(
    header: str, cells: list[str], kind: str, unit: str | None, zone: str | None
) -> None:
    found = inspected(header, cells)
    assert (found.kind, found.unit, found.zone) == (ColumnKind(kind), unit, zone)
    assert found.filled + found.empty == len(cells)


@pytest.mark.parametrize(
    ("cells", "kind", "note"),
    [
        (["03/04/2025"], "date", "days and months can be read in two orders"),
        (["1,204", "2,100"], "number", "decimal mark and groups can be read in two ways"),
        (["95 %", "87"], "percent", "some cells have a % sign and some have none"),
        (["1", "2", "none"], "text", "2 cells are numbers, and others are not: `none`"),
        (["9", "Skipped", "No response"], "text", "1 cell is a number, and others are not: `Skipped`"),
        (["1", "2", "a1", "b2"], "text", "2 cells are numbers, and others are not: `a1`"),
        (["12k", "8.5M€"], "text", "`12k` is a number cut short: all its digits are needed"),
        (["120.50-", "3"], "text", "`120.50-` has its sign at the end"),
        (["5/5", "4/5"], "text", "`5/5` is a fraction"),
    ],
)
def test_what_has_two_readings_or_does_not_fit_is_noted(cells: list[str], kind: str, note: str) -> None:
    found = inspected("x", cells)
    assert found.kind == kind
    assert any(str(one).startswith(note) for one in found.notes), found.notes


# ------------------------------------------------------------------------------- layout


def test_a_title_a_footer_and_a_total_are_found_by_the_strict_reader() -> None:
    found = seen("Team KPIs;\n;\nCSM;NPS\nana;5\nben;7\nTotal;12\n;\nPrinted on Monday;\n")
    assert (found.skip, found.blank_end, found.total) == (1, True, ("CSM", "Total"))
    assert [(one.header, one.filled) for one in found.columns] == [("CSM", 2), ("NPS", 2)]
    assert block(found, "team kpis.csv") == (
        "sources:\n  team-kpis:\n    file: team kpis.csv\n    header: {skip: 1}\n"
        "    ends: {column: CSM, is: Total}\n    participant: {column: CSM, by: id}\n"
        "    columns: {nps: {column: NPS, unit: number}}\n"
    )


def test_what_is_of_the_file_stands_beside_its_preset() -> None:
    sample = (DATA / "exports" / "hubspot_deals.csv").read_text("utf-8").strip()
    text = f"Deals of the quarter\n{sample}\n\nExported on Monday\n"
    found = seen(text)
    assert block(found, "deals.csv") == (
        "sources:\n  deals:\n    file: deals.csv\n    preset: hubspot-deals\n"
        "    header: {skip: 1}\n    ends: blank\n"
    )
    assert "`date.zone`: the time zone of the account, such as `Europe/Paris`" in map(str, questions(found))


def test_rows_that_end_at_a_blank_line_say_so() -> None:
    found = seen("CSM,Days (d),Left\nana,5,1\nben,7,2\n\nPrinted on Monday,,\n")
    assert (found.blank_end, found.rows, found.total) == (True, 2, None)
    assert "ends: blank\n" in block(found, "x.csv")
    assert "days-d: {column: Days (d), unit: days, in: d}" in block(found, "x.csv")


def test_headers_on_two_lines_are_joined() -> None:
    found = seen("Owner,Score,,When\n,Response,Group,Date\nana,9,Promoter,2026-07-01\n")
    assert (found.header_rows, found.skip) == (2, 0)
    assert found.table.header == ("Owner", "Score Response", "Group", "When Date")


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"one\n", b'"a;b\n'])
def test_what_is_no_table_is_told_by_the_reader(data: bytes) -> None:
    found = look(data)
    assert isinstance(found, tuple)
    assert found


def test_what_the_file_does_not_say_is_asked() -> None:
    found = seen(
        "Deal owner,Account manager,Closed at,Created at,Amount (USD),Amount EUR\n"
        "Ana D,Ben R,2026-07-01 10:00,2026-06-01,5,7\n"
    )
    assert [str(one) for one in questions(found)] == [
        "`participant` may also be `Account manager`",
        "`date` may also be `Created at`",
        "`Closed at` has times: write the `zone` that they are in",
    ]
    assert [str(one) for one in questions(seen("a,b\nx,y\n"))] == [
        "no header says whose a row is: write `participant`"
    ]
    assert questions(seen("CSM,Day\nana,2026-07-01\n")) == []


def test_rows_below_a_gap_are_found_also_where_another_gap_stands_above() -> None:
    found = seen("CSM,Day,NPS\nana,2026-07-01,5\n\nben,2026-07-02,7\n\nPrinted on Monday,,\n")
    assert (found.rows, found.total) == (2, ("CSM", "Printed on Monday"))
    assert "ends: {column: CSM, is: Printed on Monday}" in block(found, "x.csv")


def test_rows_of_single_cells_are_rows() -> None:
    assert seen("CSM,Note\nana,\nben,\n").rows == 2


def test_a_title_in_a_workbook_is_skipped() -> None:
    book = Workbook()
    assert book.active is not None
    for row in (("Support, July",), (), ("Agent", "Solved"), ("ana", 3), ("Total", 3), ("Confidential",)):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    found = inspect(stream.getvalue(), "x.xlsx", HowWritten())
    assert isinstance(found, InspectedFile)
    assert (found.skip, found.rows, found.total) == (2, 1, ("Agent", "Total"))


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("csm_id,kpi,value\n007,nps,50\n", "it is a KPI file: give it to `csvariable compute`"),
        (
            "ana,9,95 %\nben,7,80 %\n",
            "the headers look like values (`9` and `95 %`)",
        ),
        ("CSM,Closed at\nana,45701\n", "`date`: `Closed at` counts days as a spreadsheet does (`45701`)"),
        (
            "CSM,created_at\nana,1739430764123\n",
            "`date`: `created_at` counts seconds from 1970 (`1739430764123`)",
        ),
        ("CSM,Date\nana,2026-07-01\nben,Q3 2026\n", "`date`: `Q3 2026` under `Date` is no day that is read"),
        (
            'CSM,Took (s)\nben,310\nana,"86,465"\n',
            "`decimal`: `86,465` can be read in two ways: write `decimal: ",
        ),
    ],
)
def test_what_is_in_doubt_is_asked(text: str, question: str) -> None:
    assert any(str(one).startswith(question) for one in questions(seen(text)))


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        (["2:15", "0:40"], "hours and minutes cannot be told from minutes and seconds"),
        (["01/02/26", "13/02/26"], "its years have two digits: write them with four"),
    ],
)
def test_what_nobody_can_tell_is_noted(cells: list[str], note: str) -> None:
    (found,) = inspected("When", cells).notes
    assert str(found).startswith(note)


@pytest.mark.parametrize(
    ("cells", "form"),
    [
        (["13/02/2025 à 08:12", "31/03/2025 à 23:12"], "DD/MM/YYYY à hh:mm"),
        (["13/02/2025 8h12"], "DD/MM/YYYY hhhmm"),
        (["13 févr. 2025 à 08:12:01"], "DD MMM YYYY à hh:mm:ss"),
        (["02/2025", "12/2025"], "MM/YYYY"),
        (["Jul 3, 2026 10:12am"], "MMM DD, YYYY hh:mmAM"),
    ],
)
def test_days_as_people_write_them_in_french_have_their_format(cells: list[str], form: str) -> None:
    assert inspected("Quand", cells).form == form


def test_headers_written_twice_are_no_title() -> None:
    rows = "CS-1,Zoe,03/Jul/26 10:12 AM,x,y\nCS-2,Karim,05/Jul/26 9:00 AM,x,\n"
    found = inspect(f"Key,Assignee,Created,Labels,Labels\n{rows}".encode(), "x.csv", HowWritten())
    assert [one.rule for one in found] == ["duplicate-column"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ID,Score\n1,9\n2,7\n", "`participant`: does `ID` name people, or rows?"),
        (
            "CSM,Start time\nana,7/3/26 10:12\n",
            "`date`: `7/3/26 10:12` under `Start time` is no day that is read",
        ),
        (
            "CSM,StartDate\nana,Start Date\nben,2026-07-03\n",
            "`date`: `Start Date` under `StartDate` is no day",
        ),
    ],
)
def test_what_a_form_leaves_open_is_asked(text: str, said: str) -> None:
    assert any(str(one).startswith(said) for one in questions(seen(text)))


def test_times_that_say_their_zone_need_none() -> None:
    for when in ("2026-07-03 10:12:44 UTC", "2026/07/03 10:12:44 AM GMT+2", "2026-07-03 10:12:44.1+00"):
        found = seen(f"CSM,Timestamp\nana,{when}\n")
        assert (found.columns[1].kind, list(questions(found))) == (ColumnKind.TIME, [])


def test_numbers_of_things_are_no_ids() -> None:
    for header in ("Number of tickets", "Nombre de ID", "# of refs"):
        assert inspected(header, ["12", "9"]).kind is ColumnKind.NUMBER


@pytest.mark.parametrize("header", ["score,score", "score,"])
def test_a_row_of_values_is_no_second_line_of_headers(header: str) -> None:
    found = inspect(
        f"id,csm,date,{header}\n1,ana,2026-07-01,9,8\n2,ben,2026-07-02,7,6\n".encode(), "x.csv", HowWritten()
    )
    assert [one.rule for one in found] in (["duplicate-column"], ["empty-header"])  # type: ignore[union-attr]


def test_two_lines_of_headers_may_end_in_years() -> None:
    found = seen("Owner,NPS,NPS\n,2025,2026\nana,5,7\n")
    assert [one.header for one in found.columns] == ["Owner", "NPS 2025", "NPS 2026"]


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("amount,currency", "{column: amount, unit: money, currency: currency}"),
        ("Montant,Devise", "{column: Montant, unit: money, currency: Devise}"),
        ("ARR,ARR Currency", "{column: ARR, unit: money, currency: ARR Currency}"),
        ("score,currency", "{column: score, unit: number}"),
        ("amount,stage", "{column: amount, unit: number}"),
    ],
)
def test_an_amount_whose_currency_stands_beside_it_is_read_with_it(header: str, unit: str) -> None:
    assert unit in block(seen(f"csm,{header}\nana,100,USD\nben,200,EUR\n"), "x.csv")


def test_each_amount_has_the_currency_of_its_name() -> None:
    text = block(seen("csm,ARR,ARR Currency,Cost,Cost Currency,Price\nana,1,USD,2,EUR,3\n"), "x.csv")
    assert "arr: {column: ARR, unit: money, currency: ARR Currency}" in text
    assert "price: {column: Price, unit: number}" in text


def test_owners_have_french_headers() -> None:
    text = block(seen("id,Propriétaire,Note\n1,Zoé Martin,9\n2,Karim Benali,7\n"), "x.csv")
    assert "participant: {column: Propriétaire, by: name}" in text


def test_a_source_is_named_after_its_file() -> None:
    assert source_name("exports/Été 2026 (NPS).csv") == "ete-2026-nps"
    assert source_name("2026.csv") == "rows-2026"
    assert source_name("日本.csv") == "rows"


def test_owners_are_named_by_email_and_rows_by_their_id() -> None:
    text = block(seen("Ticket ID,Assignee\n1,a@b.example\n2,c@d.example\n"), "x.csv")
    assert text == (
        "sources:\n  x:\n    file: x.csv\n"
        "    participant: {column: Assignee, by: email}\n    key: Ticket ID\n"
    )
    assert block(seen("a,b\nx,y\n"), "x.csv") == "sources:\n  x:\n    file: x.csv\n"


def test_columns_of_one_name_get_different_ones() -> None:
    text = block(seen("CSM,Time (min),Time (h),time min\nana,1,2,3\nana,1,2,3\n"), "x.csv")
    assert "time-min: {column: Time (min), unit: minutes, in: min}" in text
    assert "time-h: {column: Time (h), unit: minutes, in: h}" in text
    assert "time-min-2: {column: time min, unit: number}" in text


def test_long_headers_that_begin_alike_get_different_names_of_forty_characters() -> None:
    long = "a" * 37
    text = block(seen(f"{long} 2,q,{long}-2,{long}_2\n1,2,3,4\n1,2,3,4\n"), "x.csv")
    assert re.findall(r"([a-z0-9-]+): \{column", text) == [
        f"{long}-2",
        "q",
        f"{long[:36]}-2",
        f"{long[:36]}-3",
    ]


# ------------------------------------------------------------------------------- the samples


def line_of(path: Path) -> str:
    """A row of the page: what the file is read as, or where it is refused."""
    found = inspect(path.read_bytes(), path.name, HowWritten())
    if not isinstance(found, InspectedFile):
        at = found[0].at
        where = f" ({at.reference or f'{at.line}:{at.column}'})" if isinstance(at, CellPlace) else ""
        return f"| `{path.name}` | refused: {found[0].message}{where} | |"
    layout = [f"{found.rows} rows"]
    layout += [f"{found.skip} lines of title"] if found.skip else []
    layout += ["headers on 2 lines"] if found.header_rows > 1 else []
    layout += ["ends at a blank line"] if found.blank_end else []
    layout += [f"total row `{found.total[1]}`"] if found.total else []
    asked = ", ".join(str(one).partition(":")[0] for one in questions(found) if str(one).startswith("`"))
    preset = f"preset `{found.presets[0]}`" if found.presets else "no preset"
    return f"| `{path.name}` | {', '.join(layout)} | {preset}{f'; asks {asked}' if asked else ''} |"


def test_the_page_says_how_each_sample_is_read() -> None:
    """Written anew by `make accept`."""
    head, _, _ = PAGE.read_text("utf-8").partition("| File |")
    rows = "\n".join(map(line_of, FILES))
    page = f"{head}| File | Read as | As a source |\n|---|---|---|\n{rows}\n"
    if os.environ.get("CSVARIABLE_ACCEPT"):
        PAGE.write_text(page, "utf-8")
    assert PAGE.read_text("utf-8") == page


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_the_block_of_a_sample_is_yaml_that_names_its_headers(path: Path) -> None:
    found = inspect(path.read_bytes(), path.name, HowWritten())
    if isinstance(found, InspectedFile):
        document, problems = parse(block(found, path.name), "sources")
        assert document is not None, problems
        assert document.node(("sources", source_name(path.name), "file")) is not None


# ------------------------------------------------------------------------------- the command


def test_the_command_shows_the_page_the_data_or_the_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("deals.csv").write_bytes((DATA / "exports" / "hubspot_deals.csv").read_bytes())
    Path("bad.csv").write_text("one\n")
    Path("notes.csv").write_text("CSM,Note\nana,1 204\nana,none\nana,3\n" + "ana," + "x" * 80 + "\n")
    assert run(["inspect", "deals.csv", "--lang", "fr"]) == 0
    said = capsys.readouterr().out
    assert "Il correspond au préréglage `hubspot-deals`" in said
    assert "preset: hubspot-deals" in said
    assert run(["inspect", "deals.csv", "notes.csv", "-f", "yaml"]) == 0
    assert capsys.readouterr().out.startswith("sources:\n  deals:\n    file: deals.csv\n")
    assert run(["inspect", "deals.csv", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["presets"] == ["hubspot-deals"]
    assert run(["inspect", "bad.csv", "notes.csv"]) == 1
    out, err = capsys.readouterr()
    assert "bad.csv" in err
    assert "notes.csv" in out
    assert run(["inspect", "bad.csv", "-f", "yaml"]) == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_sample_has_its_page(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    readable = [
        path
        for path in FILES
        if isinstance(inspect(path.read_bytes(), path.name, HowWritten()), InspectedFile)
    ]
    run(["inspect", *map(str, readable), "--lang", language])
    page = capsys.readouterr().out
    for path in readable:
        assert path.name in page


def test_the_page_says_what_the_layout_and_the_columns_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    long = "x" * 80
    Path("k.csv").write_text(
        f"Export;;;\n(all teams);;;\nWho;Took (ms);Seen (UTC);Note\nana;310;2026-07-01 10:00;{long}\n",
        "utf-8",
    )
    assert run(["inspect", "k.csv"]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[:3] == [
        "k.csv: UTF-8, cells separated by semicolons, no decimal mark seen",
        "1 row",
        "2 lines of title above the headers",
    ]
    assert [" ".join(line.split()) for line in lines[4:8]] == [
        "Who text such as `ana`",
        "Took (ms) number such as `310`, in `ms`, by its header",
        "Seen (UTC) date and time such as `2026-07-01 10:00`, times of `UTC`, by its header",
        f"Note text such as `{'x' * 37}...`",
    ]
