"""Bad input: one clear problem with its place, the exit code, an empty stdout, nothing left behind."""
# ruff: noqa: E501 - a tier stands on one line, as it is written

from __future__ import annotations

import csv
import io
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from readers import DEMO
from sentences import half_english

from csvariable.cli import run

Shown: TypeAlias = pytest.CaptureFixture[str]
ARGUMENTS = ("plan.yaml", "kpis.csv", "--people", "people.csv")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(DEMO, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def change(name: str, old: str, new: str) -> None:
    """Change a file of the demonstration."""
    text = Path(name).read_text("utf-8")
    assert old in text
    Path(name).write_text(text.replace(old, new, 1), "utf-8")


def refused(shown: Shown, *arguments: str) -> tuple[int, str]:
    """Run a command that must refuse: the exit code and what stderr says; nothing else has happened."""
    before = {path: (path.is_file() and path.read_bytes()) for path in Path().rglob("*")}
    code = run(list(arguments))
    said = shown.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert "internal error" not in said.err
    assert {path: (path.is_file() and path.read_bytes()) for path in Path().rglob("*")} == before
    if "--lang" not in arguments:
        assert run([*arguments, "--lang", "fr"]) == code
        assert half_english(shown.readouterr().err) == []
    return code, said.err


def errors(text: str) -> list[tuple[str, str]]:
    """The errors of a report: rule and place."""
    return re.findall(r"^error\[([\w-]+)\].*\n *--> (.+)$", text, re.MULTILINE)


# ------------------------------------------------------------------ files that are no plan, no table


@pytest.mark.parametrize("at", range(3), ids=["the plan", "a KPI file", "the people file"])
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda _: None, "error: there is no file odd.file\n"),
        (lambda path: path.mkdir(), "error: odd.file is a folder, a file is expected\n"),
    ],
    ids=["missing", "a folder"],
)
def test_a_file_that_is_no_file(at: int, make: Callable[[Path], None], words: str, capsys: Shown) -> None:
    make(Path("odd.file"))
    names = ["plan.yaml", "kpis.csv", "people.csv"]
    names[at] = "odd.file"
    files = (names[0], names[1], "--people", names[2])
    assert refused(capsys, "compute", *files, "-o", "pay.csv") == (2, words)
    assert refused(capsys, "explain", *files, "--csm", "ana") == (2, words)


BINARY = bytes(range(256)) * 8
CONTENTS = [
    (b"", ("empty-file", "odd:1:1"), ("empty-file", "odd")),
    (b"\n \n\n", ("empty-file", "odd:1:1"), ("empty-file", "odd")),
    (BINARY, ("not-utf8", "odd:3:115"), ("encoding", "odd:3:115")),
    (b"\x1f\x8b\x08\x00" + BINARY, ("not-utf8", "odd:1:2"), ("not-text", "odd")),
    (b"PK\x03\x04" + BINARY, ("not-utf8", "odd:3:115"), ("not-a-workbook", "odd")),
    ("csvariable: 1\nname: Zoé\n".encode("cp1252"), ("not-utf8", "odd:2:9"), None),
    ("csm;nrr\nZoé;1\n".encode("utf-16"), ("not-utf8", "odd:1:1"), ("wrong-cell", "odd:2:5")),
]


@pytest.mark.parametrize(
    ("data", "as_plan", "as_table"), CONTENTS, ids=[f"{len(one[0])} bytes" for one in CONTENTS]
)
def test_what_is_in_a_file_that_is_no_plan_or_no_table(
    data: bytes, as_plan: tuple[str, str] | None, as_table: tuple[str, str] | None, capsys: Shown
) -> None:
    Path("odd").write_bytes(data)
    if as_plan is not None:
        for verb in (["compute", "odd", "kpis.csv"], ["explain", "odd", "kpis.csv", "--csm", "ana"]):
            code, said = refused(capsys, *verb)
            assert (code, errors(said)) == (1, [as_plan])
    if as_table is not None:
        code, said = refused(capsys, "compute", "plan.yaml", "odd", "-o", "pay.json")
        assert code == 1
        assert as_table in errors(said)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read(capsys: Shown) -> None:
    Path("kpis.csv").chmod(0)
    code = run(["compute", *ARGUMENTS])
    assert (code, capsys.readouterr().err) == (2, "error: cannot read kpis.csv: Permission denied\n")


# --------------------------------------------------------------------------------- plan and facts

ON_ACTUAL = """target: 105 %
    # A straight line from 95 % to 105 %, then a steeper one: the accelerator.
    curve:
      of: actual"""
IN_FILES = [
    ("an unknown role", "people.csv", ",head,", ",haed,", "unknown-role", "people.csv:7:19"),
    ("99.99 %", "plan.yaml", "weight: 50 %", "weight: 49.99 %", "weights-do-not-sum", "plan.yaml:29:1"),
    (
        "a target of zero",
        "plan.yaml",
        ON_ACTUAL,
        "target: 0 %\n    curve:\n      of: attainment",
        "target-not-positive",
        "plan.yaml:36:13",
    ),
    (
        "a person twice",
        "people.csv",
        "frank,",
        "ana,Ana Costa,,North\nfrank,",
        "duplicate-person",
        "people.csv:7:1",
    ),
    (
        "a person twice in KPIs",
        "kpis.csv",
        "emma,",
        "ana,North,1 %,2 %,3 %,\nemma,",
        "duplicate-row",
        "kpis.csv:6:11",
    ),
    ("a KPI nobody measured", "kpis.csv", "adoption", "usage", "missing-value", "plan.yaml:41:3"),
    ("a KPI one lacks", "kpis.csv", ",66 %,", ",,", "missing-value", "kpis.csv:6:19"),
    ("a word for a number", "kpis.csv", ",66 %,", ",many,", "wrong-cell", "kpis.csv:6:19"),
    ("a person nobody knows", "kpis.csv", "emma,", "ema,", "unknown-participant", "kpis.csv:6:1"),
    ("beyond 100 %", "kpis.csv", ",66 %,", ",660 %,", "outside-range", "kpis.csv:6:19"),
    ("a short row", "kpis.csv", "86.5 %,", "86.5 %", "short-row", "kpis.csv:6:30"),
    ("a misspelt key", "plan.yaml", "cap: 150 %", "capp: 150 %", "unknown-key", "plan.yaml:15:1"),
]


@pytest.mark.parametrize(
    ("name", "old", "new", "rule", "place"), [one[1:] for one in IN_FILES], ids=[one[0] for one in IN_FILES]
)
def test_what_is_wrong_in_a_file_is_one_problem_at_its_place(  # noqa: PLR0917
    name: str, old: str, new: str, rule: str, place: str, capsys: Shown
) -> None:
    change(name, old, new)
    for more in ([], ["-o", "pay.json"], ["-f", "csv"], ["-f", "parquet", "-o", "pay"]):
        code, said = refused(capsys, "compute", *ARGUMENTS, *more)
        assert (code, errors(said)) == (1, [(rule, place)])
    code, said = refused(capsys, "explain", *ARGUMENTS, "--csm", "ana")
    assert (code, errors(said)) == (1, [(rule, place)])


def test_a_target_of_zero_in_the_facts(capsys: Shown) -> None:
    change("plan.yaml", "target: 105 %", "target: 105 %\n    attainment: ratio")
    change("plan.yaml", "of: actual\n      linear: [{at: 95", "linear: [{at: 95")
    text = (
        Path("kpis.csv")
        .read_text("utf-8")
        .replace("participant,team,nrr,", "participant,team,nrr,nrr.target,")
    )
    text = re.sub(r"^(\w*|\*),(\w*),([\d. %]*),", r"\1,\2,\3,,", text, flags=re.MULTILINE)
    Path("kpis.csv").write_text(text.replace("96.3 %,,", "96.3 %,0 %,"), "utf-8")
    code, said = refused(capsys, "compute", *ARGUMENTS)
    assert code == 1
    assert errors(said) == [("target-not-positive", "kpis.csv:6:19")]


# ------------------------------------------------------------------------------------ the command

COMMANDS = [
    (["compute", *ARGUMENTS, "--dance"], "there is no option `--dance`"),
    (["payroll", "--ledger", "pay"], "there is no option `--ledger`: `LEDGER` is written without one"),
    (["init", "--template=demo"], "there is no option `--template`: `TEMPLATE` is written without one"),
    (
        ["compute", *ARGUMENTS, "--peple", "x"],
        "there is no option `--peple`; did you mean `--help`, `--people` or `--prefer`?",
    ),
    (["compute", "plan.yaml"], "a KPI file is due"),
    (["compute", *ARGUMENTS, "--people"], "--people"),
    (["complte", *ARGUMENTS], "did you mean `compute` or `compare`?"),
    (["compute", *ARGUMENTS, "--csm", "anna"], "nobody paid has the id anna; known: ana"),
    (["compute", *ARGUMENTS, "--csm", "ana", "--csm", "zzz"], "known: ana, ben, chloe, david, emma, frank"),
    (["explain", *ARGUMENTS, "--csm", "anna"], "known: ana"),
    (["explain", *ARGUMENTS, "--csm", "ana", "--why", "nrr.payot"], "known: nrr.payout"),
    (["explain", *ARGUMENTS], "--csm"),
    (
        ["compute", *ARGUMENTS, "--format", "jsn"],
        "--format cannot be jsn; known: `text`, `csv`, `html`, `json`, `jsonl`",
    ),
    (["compute", *ARGUMENTS, "--output", "pay.odd"], "no format is known for pay.odd; say --format"),
    (["compute", *ARGUMENTS, "--output", "nowhere/pay.csv"], "there is no folder nowhere"),
    (["compute", *ARGUMENTS, "--output", "old.csv"], "old.csv exists already; --force replaces it"),
    (["compute", *ARGUMENTS, "--output", "link.csv"], "link.csv is a symbolic link"),
    (["compute", *ARGUMENTS, "--output", "link.csv", "--force"], "nothing is written through links"),
    (["compute", *ARGUMENTS, "--output", "folder.csv", "--force"], "folder.csv is a folder"),
    (
        ["compute", *ARGUMENTS, "--period", "2026-Q5"],
        "`2026-Q5` is not a period: write one such as `--period 2026-Q3`",
    ),
    (
        ["compute", *ARGUMENTS, "--period", "2026-07"],
        "`2026-07` is a month, and the plan is paid by the quarter",
    ),
    (["compute", *ARGUMENTS, "--encoding", "klingon"], "--encoding cannot be klingon; known: utf-8"),
    (["compute", *ARGUMENTS, "--delimiter", "xx"], "--delimiter cannot be xx; known: ; , | tab"),
    (["compute", *ARGUMENTS, "--decimal", "x"], "--decimal cannot be x; known: , ."),
    (["compute", *ARGUMENTS, "--lang", "de"], "--lang cannot be de; known: `en` or `fr`"),
    (
        ["compute", *ARGUMENTS, "--color", "pink"],
        "--color cannot be pink; known: `auto`, `always` or `never`",
    ),
    (["compute", *ARGUMENTS, "--width", "3"], "--width cannot be 3: a whole number from 40 to 1,000 is due"),
    (
        ["compute", *ARGUMENTS, "--width", "wide"],
        "--width cannot be wide: a whole number from 40 to 1,000 is due",
    ),
    (["validate", "nowhere.yaml"], "there is no file nowhere.yaml"),
    (["validate", "plan.yaml", "--format", "xml"], "--format cannot be xml; known: `text`"),
    (["validate", "plan.yaml", "--select", "no-such-rule"], "there is no rule `no-such-rule`"),
    (["test", "nowhere.yaml"], "there is no file nowhere.yaml"),
    (["init", "csm-sass", "new"], "there is no template csm-sass"),
    (["rule", "clif"], "clif"),
    (["schema", "plam"], "plam"),
]


@pytest.mark.parametrize(("arguments", "words"), COMMANDS, ids=[" ".join(one[0][-2:]) for one in COMMANDS])
def test_what_is_wrong_in_a_command_is_one_sentence(arguments: list[str], words: str, capsys: Shown) -> None:
    Path("old.csv").write_text("old\n", "utf-8")
    Path("link.csv").symlink_to("old.csv")
    Path("folder.csv").mkdir()
    code, said = refused(capsys, *arguments)
    assert code == 2
    assert words in said
    assert len(re.findall(r"^error|^Error", said, re.MULTILINE)) == 1


def test_a_period_that_no_row_has_is_at_its_column(capsys: Shown) -> None:
    change("kpis.csv", "participant,", "participant,period,")
    text = re.sub(
        r"^(\w*|\*),(North|South|,)",
        r"\1,2026-Q3,\2",
        Path("kpis.csv").read_text("utf-8"),
        flags=re.MULTILINE,
    )
    Path("kpis.csv").write_text(text, "utf-8")
    assert run(["compute", *ARGUMENTS, "--period", "2026-Q3"]) == 0
    capsys.readouterr()
    code, said = refused(capsys, "compute", *ARGUMENTS, "--period", "2026-Q2")
    assert (code, errors(said)) == (1, [("period-not-found", "kpis.csv:2:5")])


def test_beside_a_wrong_plan_only_the_rows_of_the_period_paid_are_looked_at(capsys: Shown) -> None:
    change("plan.yaml", "cap: 150 %", "capp: 150 %")
    head, *rows = Path("kpis.csv").read_text("utf-8").splitlines()
    both = [f"{quarter},{row}" for quarter in ("2026-Q2", "2026-Q3") for row in rows]
    text = "\n".join([f"period,{head}", *both, ""])
    Path("kpis.csv").write_text(text.replace(",66 %,", ",many,", 1), "utf-8")
    plan = ("unknown-key", "plan.yaml:15:1")
    code, said = refused(capsys, "compute", *ARGUMENTS, "--period", "2026-Q3")
    assert (code, errors(said)) == (1, [plan])
    code, said = refused(capsys, "compute", *ARGUMENTS, "--period", "2026-Q2")
    assert (code, errors(said)) == (1, [("wrong-cell", "kpis.csv:6:27"), plan])


# ---------------------------------------------------------------------- what other tools let through

DEFECTS = """\
csvariable: 1
name: What other tools let through
currency: EUR
period: month
target_incentive: 1000
kpis:
  hole: {weight: 5 %, unit: percent, curve: {of: actual, lookup: [{from: 85 %, to: 90 %, pays: 50 %}, {from: 91 %, pays: 80 %}]}}
  overlap: {weight: 10 %, unit: percent, curve: {of: actual, lookup: [{from: 85 %, below: 92 %, pays: 50 %}, {from: 90 %, pays: 80 %}]}}
  first-match: {weight: 10 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 80 %}, {from: 85 %, pays: 50 %}]}}
  no-number: {weight: 10 %, unit: percent, curve: {of: actual, lookup: [{from: , pays: 50 %}]}}
  twice: {weight: 10 %, unit: percent, curve: {of: actual, lookup: [{from: 85 %, pays: 50 %}, {from: 85 %, pays: 80 %}]}}
  unordered: {weight: 5 %, unit: percent, curve: {of: actual, linear: [{at: 85 %, pays: 50 %}, {at: 70 %, pays: 20 %}, {at: 95 %, pays: 100 %}]}}
  touching: {weight: 10 %, unit: percent, curve: {of: actual, lookup: [{from: 0 %, up_to: 85 %, pays: 0 %}, {from: 85 %, pays: 80 %}]}}
  small-hole: {weight: 10 %, unit: percent, curve: {of: actual, lookup: [{from: 0 %, max: 84.99 %, pays: 0 %}, {from: 85 %, pays: 80 %}]}}
  policy: {weight: 10 %, unit: percent, missing: ignore, curve: {of: actual, lookup: [{from: 85 %, pays: 50 %}]}}
  last-band: {weight: 5 %, unit: percent, curve: {of: actual, marginal: [{from: 70 %, rate: 50 %}, {from: 85 %, to: 95 %, rate: 100 %}]}}
  formula: {weight: 5 %, unit: percent, curve: {of: actual, formula: ">284 and <707"}}
  upper-bound: {weight: 5 %, unit: percent, curve: {of: actual, lookup: [{up_to: 85 %, pays: 50 %}]}}
  misspelt: {weight: 5 %, unit: percent, curve: {of: actual, treshold: 80 %, lookup: [{from: 85 %, pays: 50 %}]}}
  misspelt: {weight: 5 %, unit: percent}
roles:
  group: {kpis.twice.curve.lookup: [{from: 85 %, pays: 50 %}, {from: 80 %, pays: 60 %}]}
"""

CELLS = """\
participant,hole,overlap,first-match
ana,90.5 %,91 %,97 %
ben,abc,91 %,97 %
zoe,90 %,,97 %
max,90 %,91 %,null
"""

SIXTEEN = [
    ("a hole between two tiers", "unknown-key", "defects.yaml:7:80"),
    ("tiers that overlap", "one-bound", "defects.yaml:8:71"),
    ("tiers in the wrong order", "points-not-in-order", "defects.yaml:9:108"),
    ("a bound without a number", "missing-value", "defects.yaml:10:74"),
    ("a text for a value", "wrong-cell", "cells.csv:3:5"),
    ("no value", "missing-value", "cells.csv:4:10"),
    ("a null for a value", "missing-value", "cells.csv:5:15"),
    ("a bound twice", "equal-bounds", "defects.yaml:11:102"),
    ("points out of order", "points-not-in-order", "defects.yaml:12:101"),
    ("closed tiers that touch", "one-bound", "defects.yaml:13:72"),
    ("a hole of 0.01", "unknown-key", "defects.yaml:14:86"),
    ("no policy for what is missing", "wrong-word", "defects.yaml:15:50"),
    ("a closed last band", "unknown-key", "defects.yaml:16:113"),
    ("a formula written by hand", "unknown-key", "defects.yaml:17:61"),
    ("a bound from above", "wrong-bound-word", "defects.yaml:18:75"),
    ("a misspelt key", "unknown-key", "defects.yaml:19:62"),
    ("a key twice", "duplicate-key", "defects.yaml:20:3"),
    ("bounds out of order for one group", "points-not-in-order", "defects.yaml:22:70"),
]
"""The sixteen defects; a value that is missing is told for a text, an empty cell and a null."""


def test_what_other_tools_let_through_is_refused_in_one_run(capsys: Shown) -> None:
    Path("defects.yaml").write_text(DEFECTS, "utf-8")
    Path("cells.csv").write_text(CELLS, "utf-8")
    code, said = refused(capsys, "compute", "defects.yaml", "cells.csv", "-o", "pay.csv")
    assert code == 1
    assert sorted(errors(said)) == sorted((rule, place) for _, rule, place in SIXTEEN)
    assert "did you mean `threshold`?" in said


def test_what_no_tier_leaves_open_is_paid(capsys: Shown) -> None:
    """Holes cannot be written: a value between or beyond the points belongs to one tier."""
    Path("tiers.yaml").write_text(
        "csvariable: 1\nname: Tiers\ncurrency: EUR\nperiod: month\ntarget_incentive: 1000\nkpis:\n"
        "  k: {weight: 100 %, unit: percent, curve: {of: actual, lookup: "
        "[{from: 70 %, pays: 50 %}, {from: 85 %, pays: 80 %}, {from: 95 %, pays: 100 %}]}}\n",
        "utf-8",
    )
    values = ["69.99", "70", "84.99", "84.995", "85", "90.5", "94.99", "95", "120"]
    Path("k.csv").write_text(
        "participant,k\n" + "".join(f"p{value},{value} %\n" for value in values), "utf-8"
    )
    assert run(["compute", "tiers.yaml", "k.csv", "-f", "csv"]) == 0
    paid = [row["total"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))]
    assert paid == ["0.00", "500.00", "500.00", "500.00", "800.00", "800.00", "800.00", "1000.00", "1000.00"]
