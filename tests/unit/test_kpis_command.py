"""`csvariable kpis`, and `compute` on raw rows: files, options, and the same cents both ways."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from csvariable.cli import run
from csvariable.reading.result_schema import result_schema

PLAN = """\
csvariable: 1
name: P
currency: EUR
period: quarter
zone: Europe/Paris
target_incentive: 2499.99
sources:
  csat:
    file: exports/csat-*.csv
    participant: Agent
    date: {column: Answered, zone: UTC}
    columns:
      score: {column: "How satisfied?", unit: score, range: [1, 5]}
      nps: {column: Recommend, unit: score, range: [0, 10]}
      worth: {column: Worth, unit: money}
kpis:
  csat:
    weight: 50 %
    unit: percent
    measure: {share: csat, that: {score: {from: 4}}}
    curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
  nps:
    weight: 30 %
    unit: points
    measure: {nps: csat.nps}
    curve: {of: actual, linear: [{at: -100, pays: 0 %}, {at: 100, pays: 100 %}]}
  worth:
    weight: 20 %
    unit: money
    measure: {mean: csat.worth}
    curve: {of: actual, linear: [{at: 0, pays: 0 %}, {at: 7, pays: 100 %}]}
"""
ONE = """\
Agent,Answered,How satisfied?,Recommend,Worth
ana,2026-07-01,5,10,1.01
ana,2026-07-02,3,6,2.02
ben,2026-07-02,4,8,0.10
"""
TWO = """\
Agent,Answered,How satisfied?,Recommend,Worth
ana,2026-09-30 21:59,4,7,3
ben,2026-09-30 22:00,1,0,99
"""
PEOPLE = "participant,team\nana,north\nben,south\n"
ARGUMENTS = ("plan.yaml", "--people", "people.csv", "--period", "2026-Q3")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "exports").mkdir()
    for name, text in (
        ("plan.yaml", PLAN),
        ("people.csv", PEOPLE),
        ("exports/csat-1.csv", ONE),
        ("exports/csat-2.csv", TWO),
    ):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_the_long_file_has_values_with_their_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kpis", *ARGUMENTS]) == 0
    shown = capsys.readouterr()
    assert shown.out == (
        "participant,team,kpi,value,numerator,denominator,n\n"
        "ana,,csat,66.666666666667 %,2,3,3\n"
        "ben,,csat,100 %,1,1,1\n"
        "ana,,nps,0,0,3,3\n"
        "ben,,nps,0,0,1,1\n"
        "ana,,worth,2.01,603,300,3\n"
        "ben,,worth,0.1,1,10,1\n"
    )
    told = [line for line in shown.err.splitlines() if line.startswith(("advice", "warning", "error"))]
    assert told == [
        f"advice[few-answers]: 2 values of `{kpi}` stand on fewer than 30 answers; that of `ben` on 1"
        for kpi in ("csat", "nps")
    ]


def test_rows_and_the_file_made_of_them_pay_the_same_cents(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compute", *ARGUMENTS, "-f", "json"]) == 0
    by_rows = json.loads(capsys.readouterr().out)
    assert run(["kpis", *ARGUMENTS, "-o", "kpis.csv"]) == 0
    assert run(["compute", "plan.yaml", "kpis.csv", *ARGUMENTS[1:], "--prefer", "files", "-f", "json"]) == 0
    by_file = json.loads(capsys.readouterr().out)
    assert by_rows["people"] == by_file["people"]
    assert [one["total"] for one in by_rows["people"]] == ["1351.90", "1632.13"]
    assert [one["path"] for one in by_rows["facts"]] == [
        "people.csv",
        "exports/csat-1.csv",
        "exports/csat-2.csv",
    ]


def test_kpis_are_written_as_csv_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kpis", *ARGUMENTS, "-o", "kpis.xlsx"]) == 2
    assert "kpis.xlsx" in capsys.readouterr().err
    assert not Path("kpis.xlsx").exists()
    assert run(["kpis", *ARGUMENTS, "-o", "/dev/null"]) == 0


def test_a_value_is_explained_by_its_rows(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", *ARGUMENTS, "--csm", "ana", "--rows"]) == 0
    shown = capsys.readouterr().out
    assert "measured on            2 of 3 rows from csat-1.csv and csat-2.csv (1 row left out: 1" in shown
    assert "       csat-2.csv:2  Answered: 2026-09-30 21:59  How satisfied?: 4\n" in shown
    assert "NPS of 3 answers from csat-1.csv and csat-2.csv" in shown
    assert run(["explain", *ARGUMENTS, "--csm", "ana", "--lang", "fr"]) == 0
    shown = capsys.readouterr().out
    assert "2 sur 3 lignes de csat-1.csv et csat-2.csv (1 ligne écartée" in shown
    assert "Answered" not in shown


def test_the_result_says_what_values_stand_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compute", *ARGUMENTS, "-f", "json", "--csm", "ben"]) == 0
    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, result_schema())
    assert found["measures"][0] == {
        "kpi": "csat",
        "scope": "person",
        "owner": "ben",
        "value": "1",
        "numerator": "1",
        "denominator": "1",
        "n": "1",
        "left_out": {"outside": "1"},
    }
    assert [one["owner"] for one in found["measures"]] == ["ben", "ben", "ben"]


def test_two_values_of_a_kpi_need_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    Path("kpis.csv").write_text("participant,csat\nana,10 %\nben,20 %\n", "utf-8")
    both = ["compute", "plan.yaml", "kpis.csv", *ARGUMENTS[1:], "-f", "json"]
    assert run(both) == 1
    assert "`csat` is measured on rows, and this file gives it too" in capsys.readouterr().err
    found = []
    for word in ("files", "rows"):
        code = run([*both, "--prefer", word])
        shown = capsys.readouterr()
        found.append((code, json.loads(shown.out)["people"][0]["steps"]["csat.actual"] if shown.out else ""))
    assert found == [(0, "0.1"), (0, "0.666666666667")]


def test_files_of_the_command_line_take_the_place_of_those_of_the_plan(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "more.csv").write_text(ONE.replace("2026-07-02,3", "2026-07-02,5"), "utf-8")
    assert run(["kpis", *ARGUMENTS, "--source", "csat=more.csv", "--source", "csat=exports/csat-2.csv"]) == 0
    assert "ana,,csat,100 %,3,3,3" in capsys.readouterr().out
    for wrong, said in (
        ("csat", "--source is written NAME=FILE"),
        ("nope=more.csv", "the plan has no source `nope`; it has: csat"),
        ("csat=none.csv", "there is no file none.csv"),
    ):
        assert run(["kpis", *ARGUMENTS, "--source", wrong]) == 2
        assert said in capsys.readouterr().err


def test_a_pattern_that_fits_no_file_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = PLAN.replace("exports/csat-*.csv", "[exports/csat-1.csv, exports/nps-*.csv]")
    (here / "plan.yaml").write_text(plan, "utf-8")
    for verb in ("kpis", "compute"):
        assert run([verb, *ARGUMENTS]) == 1
        shown = capsys.readouterr()
        assert "no file fits `exports/nps-*.csv`" in shown.err
        assert not shown.out


def test_a_plan_that_measures_not_all_needs_a_kpi_file(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "plan.yaml").write_text(PLAN.replace("    measure: {nps: csat.nps}\n", ""), "utf-8")
    assert run(["compute", *ARGUMENTS]) == 2
    assert "a KPI file is due: the plan does not say how `nps` is measured" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("plan.yaml", "kpis: [", "error"),
        ("plan.yaml", PLAN.replace("csat.nps", "csat.npx"), "the source `csat` names no column `npx`"),
        ("exports/csat-1.csv", ONE.replace(",5,", ",7,"), "7 is outside the range of its column, 1 to 5"),
        ("people.csv", "", "people.csv"),
    ],
)
def test_with_an_error_nothing_is_written(
    here: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, said: str
) -> None:
    (here / name).write_text(text, "utf-8")
    assert run(["kpis", *ARGUMENTS, "-o", "kpis.csv"]) == 1
    assert said in capsys.readouterr().err
    assert not (here / "kpis.csv").exists()


def test_a_period_is_closed_on_kpi_files(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = [*ARGUMENTS[1:], "--ledger", "ledger", "--first", "--yes"]
    assert run(["kpis", *ARGUMENTS, "-o", "kpis.csv"]) == 0
    assert run(["close", "plan.yaml", "kpis.csv", *kept]) == 0
    assert "`csat` is taken from a KPI file" in capsys.readouterr().out
    (here / "exports" / "csat-1.csv").unlink()
    assert run(["verify", "ledger"]) == 0


QUARTERS = "Agent,Answered,How satisfied?,Recommend,Worth\n" + "".join(
    f"{who},2026-{month:02}-11,{score},{score * 2},{score}\n"
    for month, scores in ((2, (5, 3)), (5, (4, 4)), (8, (5, 2)))
    for who in ("ana", "ben")
    for score in scores
)


def test_a_change_is_simulated_on_rows_of_every_period(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "q.csv").write_text(QUARTERS, "utf-8")
    asked = ["simulate", "plan.yaml", "--people", "people.csv", "--source", "csat=q.csv", "-f", "json"]
    assert run([*asked, "--set", "target_incentive=5000"]) == 0
    found = json.loads(capsys.readouterr().out)
    text = json.dumps(found)
    assert all(period in text for period in ("2026-Q1", "2026-Q2", "2026-Q3"))
    for route in ("sources.csat.where.Region=UK", "kpis.nps.measure.nps=csat.nps", "zone=UTC"):
        assert run([*asked, "--set", route]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert f"error[rows-measured]: `{route.partition('=')[0]}` decides what rows come to" in said.err
        assert "--> --set:1:1" in said.err
    assert run([*asked, "--period", "2026-Q2"]) == 0
    text = capsys.readouterr().out
    assert "2026-Q1" not in text
    assert run([*asked, "--period", "2027-Q2"]) == 1
    assert "no row of `csat` lies between" in capsys.readouterr().err


def test_the_history_of_a_budget_is_that_of_the_rows(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "q.csv").write_text(QUARTERS, "utf-8")
    asked = ["budget", "plan.yaml", "--people", "people.csv", "--source", "csat=q.csv", "--draws", "50"]
    assert run(asked) == 0
    assert "from 3 periods, 2026-Q1 to 2026-Q3" in capsys.readouterr().out
    (here / "plan.yaml").write_text(PLAN.replace("    measure: {nps: csat.nps}\n", ""), "utf-8")
    assert run(asked) == 1
    assert "`nps`" in capsys.readouterr().err
    bare = re.sub(r" +measure: .*\n", "", PLAN)
    (here / "plan.yaml").write_text(bare, "utf-8")
    assert run(["simulate", *asked[1:4]]) == 1
    assert "a KPI file is due" in capsys.readouterr().err
    assert run(asked[:4]) == 0  # one person of each role
