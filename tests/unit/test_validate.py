"""`csvariable validate`, `rule` and `schema`, as they are typed."""
# ruff: noqa: E501 - plans and sentences stand on one line, as they are written and printed

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from csvariable.cli import run

GOOD = """\
csvariable: 1
name: Plan
currency: EUR
period: quarter
target_incentive: 1000
kpis:
  nrr: {weight: 60 %, unit: percent, target: 100 %, curve: {linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}
  csat: {weight: 40 %, unit: percent, target: 90 %, curve: {linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}
examples: {a: {given: {nrr: 100 %, csat: 90 %}, expect: {total: 1000}}}
"""
BAD = GOOD.replace("weight: 60 %", "Weight: 60")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("CSVARIABLE_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "good.yaml").write_text(GOOD, "utf-8")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def test_all_good(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "validate", "good.yaml") == (0, "All good: 1 plan checked.\n", "")
    assert said(capsys, "validate", "good.yaml", "--lang", "fr") == (
        0,
        "Tout va bien : 1 plan vérifié.\n",
        "",
    )


def test_a_folder_is_searched_for_plans(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "second.yml").write_text("# a comment\n\n---\n" + GOOD, "utf-8")
    (folder / "other.yaml").write_text("name: no plan\ncsvariable: 1\n", "utf-8")
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "plan.yaml").write_text(BAD, "utf-8")
    assert said(capsys, "validate") == (0, "All good: 2 plans checked.\n", "")


def test_no_plan_anywhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "validate", str(tmp_path), "--lang", "en")
    assert (code, out) == (1, "No plan here: no YAML file starts with `csvariable:`.\n")


def test_problems_of_several_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.yaml").write_text(BAD, "utf-8")
    (folder / "text.yaml").write_text("csvariable: [1\n", "utf-8")
    code, out, _ = said(capsys, "validate", "--format", "concise")
    assert code == 1
    assert [line.split(" ")[:2] for line in out.splitlines()] == [
        ["bad.yaml:7:9:", "unknown-key:"],
        ["text.yaml:1:13:", "yaml-syntax:"],
    ]


def test_the_text_ends_with_a_summary_and_where_to_read_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "bad.yaml").write_text(BAD, "utf-8")
    code, out, _ = said(capsys, "validate", "bad.yaml")
    assert code == 1
    assert out.splitlines()[-2:] == [
        "1 error in 1 file. 1 fixable with --fix.",
        "Explain one: `csvariable rule unknown-key`",
    ]


def test_fixes_are_written_until_none_is_left(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = folder / "bad.yaml"
    bad.write_bytes(b"\xef\xbb\xbf# kept\n" + BAD.encode())
    code, out, err = said(capsys, "validate", "--fix", "bad.yaml")
    assert (code, out, err) == (0, "All good: 1 plan checked.\n", "Fixed 2 in bad.yaml.\n")
    assert bad.read_bytes() == b"\xef\xbb\xbf# kept\n" + GOOD.encode()


def test_what_cannot_be_mended_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = GOOD.replace("unit: percent", "unit: zzz", 1)
    (folder / "bad.yaml").write_text(bad, "utf-8")
    code, _, err = said(capsys, "validate", "--fix", "bad.yaml")
    assert (code, err) == (1, "")
    assert (folder / "bad.yaml").read_text("utf-8") == bad


def test_fail_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "w.yaml").write_text(GOOD.replace("60 %", "95 %").replace("40 %", "5 %"), "utf-8")
    (folder / "e.yaml").write_text(BAD, "utf-8")
    assert said(capsys, "validate", "w.yaml")[0] == 0
    assert said(capsys, "validate", "w.yaml", "--fail-on", "warning")[0] == 1
    assert said(capsys, "validate", "e.yaml", "--fail-on", "never")[0] == 0


def test_select_and_ignore(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "w.yaml").write_text(GOOD.replace("60 %", "95 %").replace("40 %", "5 %"), "utf-8")
    (folder / "e.yaml").write_text(BAD, "utf-8")
    concise = ("validate", "w.yaml", "--format", "concise")
    assert said(capsys, *concise)[1].count("\n") == 2
    assert said(capsys, *concise, "--select", "weight-too-small")[1].count("\n") == 1
    assert said(capsys, *concise, "--ignore", "weight-too-small,uncapped")[1].count("\n") == 1
    assert said(capsys, "validate", "e.yaml", "--ignore", "unknown-key")[0] == 1
    code, _, err = said(capsys, "validate", "--select", "weight-to-small")
    assert code == 2
    assert "did you mean `weight-too-small`?" in err


def test_a_missing_file_is_no_finding(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "validate", "nowhere.yaml")
    assert (code, out) == (2, "")
    assert "nowhere.yaml" in err


@pytest.mark.parametrize("name", ["json", "sarif"])
def test_formats_for_programs(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (folder / "bad.yaml").write_text(BAD, "utf-8")
    code, out, _ = said(capsys, "validate", "bad.yaml", "--format", name, "--output", "problems.json")
    assert (code, out) == (1, "")
    assert "unknown-key" in json.dumps(json.loads((folder / "problems.json").read_text("utf-8")))


def test_rules_explain_themselves(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "rule", "bare-rate")
    assert (code, out.splitlines()[0]) == (0, "bare-rate")
    code, out, _ = said(capsys, "rule")
    assert code == 0
    assert "weights-do-not-sum  " in out
    assert len(out.splitlines()) > 100
    code, _, err = said(capsys, "rule", "bare-rat")
    assert code == 2
    assert "did you mean `bare-rate`?" in err


def test_schemas(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(said(capsys, "schema")[1])["title"] == "csvariable plan"
    assert json.loads(said(capsys, "schema", "result")[1])["title"] == "csvariable result"
    assert said(capsys, "schema", "--output", "s.json")[0] == 0
    assert json.loads((folder / "s.json").read_text("utf-8"))["title"] == "csvariable plan"


def test_nothing_heavy_is_loaded(folder: Path) -> None:
    code = "import sys; from csvariable.cli import run; run(['validate', 'good.yaml']); print([m for m in ('polars', 'rich') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder
    )
    assert done.stdout.splitlines()[-1] == "[]"
