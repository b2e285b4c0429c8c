"""Large files: what is condensed, what has to be read row by row, and why."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from engine import plans_of
from measuring import condensed, later, measured

from csvariable.cli import run
from csvariable.commands import source_files
from csvariable.commands.files import read_bytes
from csvariable.measures.condensed import alike, classes, days
from csvariable.measures.condensed.asked import asked_of
from csvariable.measures.opened import OpenSource
from csvariable.plan.source import SourceOfRows
from csvariable.tables.later import LaterTable
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table
from csvariable.tables.written import HowWritten

PLAN = """\
csvariable: 1
name: P
currency: EUR
period: quarter
zone: Europe/Paris
target_incentive: 1000
sources:
  rows:
    file: rows.csv
    participant: Owner
    date: {column: When, zone: UTC}
    columns: {answer: {column: Answer, unit: score, range: [0, 10]}, paid: {column: Paid, unit: money}}
kpis:
  nps:
    weight: 100 %
    unit: points
    missing: zero
    measure: {nps: rows.answer}
    curve: {of: actual, lookup: [{from: 0, pays: 100 %}]}
  paid: {unit: money, measure: {sum: rows.paid}}
"""
HEAD = "Owner,When,Answer,Paid,Id\n"
ROWS = "ana,2026-07-01 10:00:00,9,5.50,a\nana,2026-08-01 10:00:00,6,4,b\nben,2026-08-01 10:00:00,10,,c\n"


def is_condensed(plan: str, text: str, *, block: int = 60, **more: str) -> bool:
    """Whether a file comes to its values without being read whole; the values are those of its rows."""
    read: list[int] = []

    def reading(start: int, size: int) -> bytes:
        read.append(size)
        return text.encode()[start : start + size]

    file = LaterTable("rows.csv", HowWritten(), len(text.encode()), reading, block)
    found = condensed(plan, {"rows": [file]}, **more)
    small = measured(plan, {"rows": [text], **{name: [one] for name, one in more.items()}})
    assert {key: (one.value, one.n) for key, one in found.values.items()} == {
        key: (one.value, one.n) for key, one in small.values.items()
    }
    said = [str(one.message) for one in small.problems]
    assert [str(one.message) for one in found.problems if not str(one.message).endswith("once, here")] == said
    return len(text.encode()) not in read


def test_rows_that_are_alike_are_counted_and_added_up() -> None:
    found = condensed(PLAN, {"rows": [later((HEAD + ROWS).encode())]})
    assert found.of("nps", "ana").value == 0
    assert found.of("nps", "ana").n == 2
    assert found.of("paid", "ana").value == Fraction(19, 2)
    assert [one.row for one in found.of("paid", "ana").rows] == [0, 1]
    assert is_condensed(PLAN, HEAD + ROWS)


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        (PLAN.replace("    participant", "    key: Id\n    keep: first\n    participant"), HEAD + ROWS),
        (PLAN.replace("rows.paid}", "rows.paid, distinct: Id}"), HEAD + ROWS),
        (
            PLAN.replace("    participant", "    ends: {column: Owner, is: Total}\n    participant"),
            HEAD + ROWS,
        ),
        (
            PLAN.replace("unit: money}}", "unit: money, times: {column: Id, by: {a: 1, b: 2, c: 1}}}}"),
            HEAD + ROWS,
        ),
        (
            PLAN.replace("    participant", "    key: Id\n    participant"),
            HEAD + ROWS.replace(",b", ",\u00e9"),
        ),
        (PLAN.replace("    participant", "    key: Owner\n    participant"), HEAD + "ana,2026-07-01,9,5,a\n"),
        (PLAN, HEAD + ROWS.replace("5.50", "9999999999999.99")),
        (PLAN, HEAD + ROWS.replace("5.50", "1,234").replace(",9,1,234,", ',9,"1,234",')),
        (PLAN, HEAD + ROWS.replace("5.50", "5.5") + 'ana,2026-08-01 10:00:00,6,"4,5",b\n'),
        (PLAN, HEAD + ROWS + "ana,2026-08-01 10,6,4,b\n"),
        (PLAN, HEAD + ROWS + "ana,2026-08-01 10h30,6,4,b\n"),
        (PLAN, "sep=,\n" + HEAD + ROWS),
        (PLAN, HEAD.replace("Paid", "Price") + ROWS),
        (PLAN, HEAD + ROWS + 'ana,2026-08-01 10:00:00,6,4,"x\ny"\n'),
        (PLAN, HEAD + ROWS + "ana,2026-08-01x10:00:00,6,4,b\n"),
        (PLAN, HEAD + ROWS + "ana,2026-13-01 10:00:00,6,4,b\n"),
        (PLAN, HEAD + ROWS + "ana,2026-08-01 10:00.5,6,4,b\n"),
        (PLAN, "\ufeff" + HEAD + ROWS),
        (
            PLAN,
            HEAD.replace("Id", "")
            + ROWS.replace(",a\n", ",\n").replace(",b\n", ",\n").replace(",c\n", ",\n"),
        ),
        (PLAN, HEAD + ROWS + ",,,,\n"),
        (PLAN, HEAD + ROWS + "ana,2026-08-01 10:00:00,6,4,'=1\n"),
    ],
)
@pytest.mark.parametrize("by_hours", [False, True])
def test_what_is_not_proved_is_read_row_by_row(
    plan: str, text: str, by_hours: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if by_hours:
        monkeypatch.setattr(days, "_MOST_CUTS", -1)
    assert not is_condensed(plan, text)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + ROWS + "ana,2026-08-01 10:00:00,6,4,\n",
        HEAD + ROWS + '"ana",2026-08-01 10:00:00,6,4,"b, c"\n',
        HEAD + ROWS + '"ana",2026-08-01 10:00:00,6,4,"b, c"\nana,2026-08-01 10:00:00,6,4,\n',
        HEAD + ROWS + "zo\u00e9,2026-08-01 10:00:00,6,4,e\u0301\n",
        HEAD + ROWS.replace("\n", "\r\n"),
        HEAD + ROWS + "\n\n",
        HEAD + ROWS + "ana,,6,4,b\n",
        HEAD + ROWS + "ana,2026-08-01,6,4,b\n",
        HEAD + ROWS + "ana,2026-06-30 22:00:00,6,4,b\nana,2026-06-30 21:59:59,6,4,b\n",
        HEAD + ROWS.replace(":00,", ":00+05:30,"),
        HEAD + ROWS.replace(":00,", ":00+05:30,") + "ana,2026-06-30 22:00:00Z,6,4,b\n",
    ],
)
@pytest.mark.parametrize("by_hours", [False, True])
def test_what_is_proved_is_condensed(text: str, by_hours: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if by_hours:
        monkeypatch.setattr(days, "_MOST_CUTS", -1)
    assert is_condensed(PLAN, text)


def test_dates_of_several_forms_are_told_apart_by_their_order_and_not_by_their_hours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = HEAD + ROWS + '"ana, x",2026-08-01 10:00,6,4,b\n'
    leap = text + "ana,2024-02-29 10:00:00,6,4,b\nana,2026-07-31T23:59:59Z,6,4,b\n"
    assert is_condensed(PLAN, text)
    assert is_condensed(PLAN, leap)
    assert not is_condensed(PLAN, text.replace("2026-08-01 10:00,", "2026-02-29 10:00:00,"))
    assert not is_condensed(PLAN.replace("{column: When", "{column: When, format: YYYY-DD-MM hh:mm:ss"), text)
    monkeypatch.setattr(days, "_MANY", 2)
    assert not is_condensed(PLAN, HEAD + ROWS + "ana,2026-08-01 10:00,6,4,b\n" * 20, block=2_000)
    monkeypatch.setattr(days, "_MOST_CUTS", -1)
    assert not is_condensed(PLAN, text)


@pytest.mark.parametrize("form", ["{}", "{} 21:59:59", "{}T21:59:59Z", "{} 22:00", "{}T21:59Z"])
def test_dates_are_cut_where_the_days_of_the_plan_begin(form: str) -> None:
    written = ["2026-06-29", "2026-06-30", "2026-07-01", "2026-09-29", "2026-09-30", "2026-10-01"]
    lines = [f"ana,{form.format(day)},9,{at},x" for at, day in enumerate(written)]
    assert is_condensed(PLAN, "\n".join([HEAD.strip(), *lines, ""]))
    mixed = "\n".join([HEAD.strip(), f"ana,2026-08-01 00:00:00+02:00,9,5,x\n{lines[0]}", *lines, ""])
    assert is_condensed(PLAN, mixed) == (form.count(":") != 1)
    bare = PLAN.replace("zone: Europe/Paris\n", "")
    assert is_condensed(bare, "\n".join([HEAD.strip(), *lines, ""])) == (form == "{}")
    for zone in ("Asia/Kolkata", "Africa/Cairo", "Africa/Monrovia"):
        plan = PLAN.replace("zone: UTC", f"zone: {zone}")
        assert is_condensed(plan, "\n".join([HEAD.strip(), *lines, ""]))


def test_whole_numbers_are_read_as_such_until_one_is_none() -> None:
    plan = PLAN.replace(
        "  paid: {unit: money, measure: {sum: rows.paid}}",
        "  paid: {unit: score, range: [0, 10], measure: {mean: rows.answer}}",
    )
    rows = [
        f"ana,2026-08-01 10:00:00,{one},4,b"
        for one in (9, 6, "007", "+5", "", 10, " 3", "0", "00000000000000004")
    ]
    head = HEAD.strip()
    last = "Owner,When,Paid,Id,Answer"
    assert is_condensed(plan, "\n".join([head, *rows, ""]))
    for odd in ("8.5", "-", "x", "2147483648", "5.00"):
        text = "\n".join([head, *rows, f"ana,2026-08-01 10:00:00,{odd},4,b", *rows])
        assert is_condensed(plan, text) == (odd in {"8.5", "-", "5.00"})
    turned = [",".join([*(one := row.split(","))[:2], *one[3:], one[2]]) for row in rows]
    assert is_condensed(plan, "\n".join([last, *turned, ""]))
    assert is_condensed(plan, "\n".join([last, *turned[:2] * 5, ""]))
    assert is_condensed(plan, "\n".join([head, *rows[:2] * 3, *rows[4:5] * 9, *rows[:3], ""]))
    wide = (
        plan.replace("unit: score, range: [0, 10]}", "unit: number}")
        .replace("{nps: rows.answer}", "{sum: rows.answer}")
        .replace("unit: points", "unit: number")
        .replace("unit: score, range: [0, 10], m", "unit: number, m")
    )
    far = [f"ana,2026-08-01 10:00:00,{one},4,b" for one in (1, 2, 3, 4, -5, 900_000, 70, -70)]
    assert is_condensed(wide, "\n".join([head, *far, *rows]))


@pytest.mark.parametrize(
    "column",
    [
        '{column: Answer, unit: score, range: [0, 10], values: {"9": 1, "6": 2, "10": 3, "7": 4}}',
        "{column: Answer, unit: score, range: [0, 10]}\n      twin: {column: Answer}",
    ],
)
def test_a_column_whose_text_decides_is_no_column_of_whole_numbers(column: str) -> None:
    plan = PLAN.replace("{column: Answer, unit: score, range: [0, 10]}", column)
    if "twin" in column:
        plan = plan.replace("columns: {answer", "columns:\n      answer").replace(
            ", paid: {column: Paid, unit: money}}", "\n      paid: {column: Paid, unit: money}"
        )
        plan = plan.replace("{sum: rows.paid}", '{sum: rows.paid, where: {twin: ["9", "007"]}}')
    assert is_condensed(
        plan, HEAD + ROWS * 4 + ("ana,2026-08-01 10:00:00,007,4,b\n" if "twin" in column else "")
    )


def test_a_missing_word_that_is_a_number_is_one() -> None:
    plan = PLAN.replace("    participant", '    missing: ["9"]\n    participant')
    assert is_condensed(plan, HEAD + ROWS * 4 + "ana,2026-08-01 10:00:00,09,4,b\n")


def test_keys_that_differ_are_proved_by_what_tells_them_apart() -> None:
    plan = PLAN.replace("    participant", "    key: Id\n    participant")
    assert is_condensed(plan, HEAD + ROWS)
    assert not is_condensed(plan, HEAD + ROWS + "ana,2026-08-01 10:00:00,6,4,b\n")


def test_owners_of_a_portfolio_change_on_their_days() -> None:
    plan = PLAN.replace("    participant: Owner\n", "    account: Owner\n    assign: held\n").replace(
        "kpis:", "  held: {file: held.csv}\nkpis:"
    )
    held = "account,participant,from,to\nana,ana,,2026-07-31\nana,cleo,2026-08-01,\nben,ben,,\n"
    assert is_condensed(plan, HEAD + ROWS, held=held)
    found = condensed(plan, {"rows": [later((HEAD + ROWS).encode())]}, held=held)
    assert [found.of("paid", name).value for name in ("ana", "cleo")] == [Fraction(11, 2), 4]


def test_rows_that_several_people_share_are_counted_in_part_as_often_as_they_stand() -> None:
    plan = PLAN.replace("participant: Owner", "participant: {columns: [Owner, Id], shares: [60 %, 40 %]}")
    rows = "ana,2026-07-01,9,5.50,ben\n" * 3 + "ana,2026-08-01,6,4,zoe\n" * 2 + "ben,2026-08-01,10,1,\n"
    assert is_condensed(plan, HEAD + rows)
    found = condensed(plan, {"rows": [later((HEAD + rows).encode())]})
    assert (found.of("paid", "ana").value, found.of("paid", "ben").value) == (
        Fraction(147, 10),
        Fraction(76, 10),
    )
    assert (found.of("paid", "ana").n, found.of("paid", "ben").n) == (Fraction(3), Fraction(11, 5))
    assert {reason.value: count for reason, count in found.of("paid", "ana").left.items()} == {
        "unknown-owner": Fraction(4, 5)
    }


def test_an_owner_from_another_source_is_looked_up() -> None:
    plan = PLAN.replace("    participant: Owner\n", "    owner_from: {source: held, by: Id}\n").replace(
        "kpis:", "  held: {file: held.csv, participant: Who}\nkpis:"
    )
    assert is_condensed(plan, HEAD + ROWS, held="Id,Who\na,ben\nb,ben\nc,cleo\n")


def test_small_files_of_a_source_stand_beside_large_ones() -> None:
    large, small = later((HEAD + ROWS).encode()), (HEAD + "cleo,2026-08-02 10:00:00,9,1,x\n").encode()
    plan = PLAN.replace("file: rows.csv", "file: [rows.csv, more.csv]")
    found = condensed(plan, {"rows": [large, *_tables(small)]})
    assert [found.of("paid", name).value for name in ("ana", "ben", "cleo")] == [Fraction(19, 2), 0, 1]


def _tables(data: bytes) -> list[Table]:
    table, _ = read_table(data, "more.csv")
    assert table is not None
    return [table]


def test_a_file_too_large_to_be_read_whole_says_what_keeps_it_from_columns() -> None:
    text = (HEAD + ROWS + "ana,1/8/2026,6,4,b\n").encode()
    file = replace(later(text), size=100_000_001)
    found = condensed(PLAN, {"rows": [file]})
    assert found.errors == [
        (
            "the file is larger than 100 MB, and cannot be read by columns: "
            "its dates are written in several ways, or in none that is known"
        )
    ]


def test_a_wrong_cell_of_such_a_file_is_told_where_it_stands() -> None:
    text = (HEAD + ROWS + "ana,2026-08-01 10:00:00,11,4,b\n").encode()
    found = condensed(PLAN, {"rows": [replace(later(text), size=100_000_001)]})
    assert found.errors == ["11 is outside the range of its column, 0 to 10"]
    assert [str(one.at) for one in found.problems if one.severity == "error"] == [
        "CellPlace(file='rows.csv', line=5, column=25, header='Answer', cell='11', reference=None)"
    ]


def test_a_large_file_has_the_hash_of_its_bytes(tmp_path: Path) -> None:
    data = (HEAD + ROWS).encode()
    assert later(data).sha256 == hashlib.sha256(data).hexdigest()
    file, table = later(data), read_table(data, "rows.csv")[0]
    assert table is not None
    assert (file.height, str(file.dialect.sentence())) == (
        3,
        "UTF-8, cells separated by commas, read in blocks of lines",
    )
    assert file.whole() is file.whole()
    assert (file.height, file.dialect) == (table.height, table.dialect)
    path = tmp_path / "rows.csv"
    path.write_bytes(data)
    assert read_bytes(path) == data
    assert len(data) < source_files.LATER


def test_blocks_of_any_size_are_whole_lines() -> None:
    text = HEAD + ROWS + '"ana",2026-08-01 10:00:00,6,4,"b, c"\nana,2026-08-01 10:00:00,6,4,\n'
    assert all(is_condensed(PLAN, text, block=block) for block in (1, 100, 10_000))
    assert not is_condensed(PLAN, text + 'ana,2026-08-01 10:00:00,6,4,"x\ny"\n', block=10_000)


def test_sources_without_dates_or_owners_are_condensed() -> None:
    plan = PLAN.replace("    participant: Owner\n    date: {column: When, zone: UTC}\n", "")
    plan = plan.replace("unit: points", "unit: points\n    scope: company").replace(
        "unit: money, measure", "unit: money, scope: company, measure"
    )
    assert is_condensed(plan, HEAD + ROWS)
    alone = plan[: plan.index("  paid:")].replace("{nps: rows.answer}", "{count: rows}")
    assert is_condensed(alone.replace("unit: points", "unit: number"), HEAD + ROWS)


def test_an_hour_in_which_a_clock_jumps_is_looked_at_time_by_time(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = PLAN.replace("zone: UTC", "zone: Australia/Lord_Howe").replace("period: quarter", "period: month")
    monkeypatch.setattr(days, "_MOST_CUTS", -1)
    rows = "ana,2026-10-04 02:15:00,9,1,a\nana,2026-10-04 02:45:00,9,2,b\n"
    file = later((HEAD + rows).encode())
    assert condensed(plan, {"rows": [file]}, period="2026-10").of("paid", "ana").value == 3


def test_more_texts_than_are_held_are_read_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (classes, days):
        with monkeypatch.context() as patch:
            patch.setattr(place, "MOST", 2)
            patch.setattr(days, "_MOST_CUTS", -1)
            assert not is_condensed(
                PLAN, HEAD + ROWS.replace("10:00:00", "10:10:10") + ROWS.replace("00,", "59,")
            )
    with monkeypatch.context() as patch:
        patch.setattr(alike, "_HELD", 2)
        assert not is_condensed(PLAN, HEAD + ROWS)


@pytest.mark.parametrize("cell", [b'a"b', b"\xff", "\ufffd".encode(), b"\0", b"a,b", b"x" * 70_000])
def test_what_no_table_may_hold_is_told_as_ever(cell: bytes) -> None:
    data = (HEAD + ROWS * 1_000).encode() + b"ana,2026-08-01 10:00:00,6,4," + cell + b"\n" + ROWS.encode()
    found = condensed(PLAN, {"rows": [later(data, piece=10_000_000)]})
    _, problems = read_table(data, "rows.csv")
    assert {one.rule for one in problems} <= {one.rule for one in found.problems}
    assert bool(found.values) != any(one.severity == "error" for one in problems)


def test_compute_and_explain_say_of_blocks_what_they_say_of_whole_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    mean = "  wait: {unit: money, measure: {mean: rows.paid}, sample: {interval: 95 %}}\n"
    Path("rows.csv").write_text(HEAD + ROWS + "zoe,2026-08-01 10:00:00,9,1,d\n")
    Path("people.csv").write_text("participant\nana\nben\n")

    def told(command: str, *more: str) -> str:
        assert run([command, "plan.yaml", "--people", "people.csv", "--period", "2026-Q3", *more]) == 0
        said = capsys.readouterr()
        return said.out + said.err

    asked: list[tuple[str, ...]] = [
        ("compute", "--format", "json"),
        ("compute", "--format", "csv"),
        ("explain", "--csm", "ana"),
    ]
    asked += [("compute", "--details"), ("explain", "--csm", "ana", "--rows")]
    for plan in (PLAN, PLAN + mean):
        Path("plan.yaml").write_text(plan)
        whole = [told(*one) for one in asked]
        with monkeypatch.context() as patch:
            patch.setattr(source_files, "LATER", 10)
            blocks = [told(*one) for one in asked]
        assert blocks[:3] == whole[:3]
        assert blocks[4] == whole[4]
        assert ("read in blocks of lines" in blocks[3]) == (plan == PLAN)
        assert "read in blocks of lines" not in whole[3]
        assert '"rows": 4' in blocks[0]


def test_two_snapshots_are_not_condensed() -> None:
    snapshots = "    key: Id\n    opening: first.csv\n    participant"
    plans, _ = plans_of(PLAN.replace("    participant", snapshots))
    assert plans is not None
    source = plans.base.sources["rows"]
    assert isinstance(source, SourceOfRows)
    assert "second snapshot" in str(asked_of(OpenSource("rows", source, [], "EUR", None), []))
