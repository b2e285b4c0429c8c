"""`compute` and `explain` as they are called: exit codes, files, formats."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from readers import DEMO

from csvariable.cli import run
from csvariable.commands import inputs
from csvariable.engine import run as engine
from csvariable.engine.cross_check import Disagreement
from csvariable.tables import reading


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(DEMO, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


ARGUMENTS = ("plan.yaml", "kpis.csv", "--people", "people.csv")


def test_compute_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compute", *ARGUMENTS]) == 0
    shown = capsys.readouterr()
    assert "€18,385.38" in shown.out
    assert "Adoption" not in shown.out  # six people: no details unless asked
    assert not shown.err
    assert run(["compute", *ARGUMENTS, "--csm", "ana", "--csm", "ben"]) == 0
    assert "Adoption" in capsys.readouterr().out


def test_compute_writes_what_the_suffix_says(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compute", *ARGUMENTS, "--output", "pay.json"]) == 0
    found = json.loads((here / "pay.json").read_text("utf-8"))
    assert found["totals"]["payout"] == "18385.38"
    assert next(one["id"] for one in found["people"]) == "ana"
    for name, start in (
        ("pay.csv", "participant"),
        ("pay.md", "# CSM"),
        ("pay.jsonl", "{"),
        ("pay.txt", " CSM"),
    ):
        assert run(["compute", *ARGUMENTS, "--output", name]) == 0
        assert (here / name).read_text("utf-8").startswith(start)
    assert not capsys.readouterr().out
    assert run(["compute", *ARGUMENTS, "-o", "pay.csv"]) == 2
    assert run(["compute", *ARGUMENTS, "-o", "pay.csv", "--force"]) == 0
    assert run(["compute", *ARGUMENTS, "-o", "pay.odd"]) == 2
    assert not (here / "pay.odd").exists()


def test_an_error_leaves_nothing_behind(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "kpis.csv").write_text("participant,nrr,adoption,csat\nana,108 %,many,90 %\n", "utf-8")
    assert run(["compute", "plan.yaml", "kpis.csv", "-o", "pay.json"]) == 1
    shown = capsys.readouterr()
    assert not shown.out
    assert "kpis.csv:2" in shown.err
    assert not (here / "pay.json").exists()


def test_a_wrong_plan_and_a_wrong_file_are_told_at_once(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (here / "plan.yaml").read_text("utf-8").replace("weight: 50 %", "weight: 55 %")
    (here / "plan.yaml").write_text(text, "utf-8")
    (here / "kpis.csv").write_text("participant,nrr\nana,1,2\n", "utf-8")
    assert run(["explain", "plan.yaml", "kpis.csv", "--csm", "ana"]) == 1
    shown = capsys.readouterr()
    assert not shown.out
    assert "weights-do-not-sum" in shown.err
    assert "long-row" in shown.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["compute", "nowhere.yaml", "kpis.csv"], "there is no file nowhere.yaml"),
        (["compute", "plan.yaml"], "a KPI file is due"),
        (["compute", *ARGUMENTS, "--csm", "anna"], "known: ana"),
        (["explain", *ARGUMENTS], "--csm"),
        (["explain", *ARGUMENTS, "--csm", "ana", "--why", "nrr.payot"], "known: nrr.payout"),
        (["compute", *ARGUMENTS, "--format", "odd"], "odd"),
    ],
)
def test_what_cannot_run_is_trouble(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    shown = capsys.readouterr()
    assert not shown.out
    assert words in shown.err


def test_explain_says_how_and_where(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", *ARGUMENTS, "--csm", "frank", "--lang", "fr"]) == 0
    shown = capsys.readouterr().out
    assert "(kpis.csv:9:4)" in shown
    assert "(plan.yaml:84)" in shown  # the head's own target incentive
    assert run(["explain", *ARGUMENTS, "--csm", "ana", "--why", "csat.payout"]) == 0
    assert capsys.readouterr().out.startswith(" csat.payout")


# ------------------------------------------------------------------------------ files read by columns

PLAN = """csvariable: 1
name: P
currency: EUR
period: quarter
target_incentive: 100
kpis:
  nps: {weight: 100 %, unit: points, curve: {of: actual, lookup: [{from: 40, pays: 50 %}]}}
"""
BY_COLUMNS = ("compute", "one.yaml", "nps.csv", "-o", "pay.csv", "--color", "always")


@pytest.fixture
def by_columns(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "one.yaml").write_text(PLAN, "utf-8")
    (here / "nps.csv").write_text("participant,nps\nana,45\n", "utf-8")
    monkeypatch.setattr(reading, "LARGE", 0)


@pytest.mark.usefixtures("by_columns")
def test_a_difference_of_the_two_evaluations_pays_nothing(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [Disagreement("nps.payout", "ana", Fraction(50), Fraction(51))]
    monkeypatch.setattr(engine, "is_ordinary", lambda *_: False)
    monkeypatch.setattr(engine, "sampled", lambda *_: found)
    assert run([*BY_COLUMNS]) == 1
    shown = capsys.readouterr()
    assert not shown.out
    assert "`ana`, `nps.payout`: 50 in fractions and 51 by columns" in shown.err
    assert "\x1b[" in shown.err  # coloured like all that is said
    assert not (here / "pay.csv").exists()


@pytest.mark.usefixtures("by_columns")
@pytest.mark.parametrize(("limit", "file"), [("PLAN_LIMIT", "one.yaml"), ("TABLE_LIMIT", "nps.csv")])
def test_files_read_by_columns_have_the_same_limits(
    limit: str, file: str, here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = here / file
    path.write_text(path.read_text("utf-8") + "\n" * 2**20, "utf-8")
    monkeypatch.setattr(inputs, limit, 1)
    assert run([*BY_COLUMNS]) == 2
    assert f"{file} is larger than 1 MiB" in capsys.readouterr().err
    assert not (here / "pay.csv").exists()
