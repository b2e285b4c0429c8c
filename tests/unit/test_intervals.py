"""Intervals beside values on few answers: Wilson for shares, adjusted Wald for NPS."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from fractions import Fraction as F
from pathlib import Path

import pytest
from shared_plans import PAID

from csvariable.cli import run
from csvariable.measures.model import Measured
from csvariable.measures.owner import Owner
from csvariable.odds.intervals import adjusted_wald, interval_of, normal_point, root, student_point, wilson

Z = normal_point(F(95, 100))


def test_the_points_of_the_normal_distribution() -> None:
    assert abs(Z - F("1.959964")) < F(1, 10**5)
    assert abs(normal_point(F(9, 10)) - F("1.644854")) < F(1, 10**5)
    assert root(F(2)) == F("1.414213562373")
    # 0.59584997: a point found to six decimals came to 0.5959
    assert round(wilson(F(9, 10), F(10), Z).low, 4) == F("0.5958")


@pytest.mark.parametrize(("n", "low", "high"), [(10, 60, 98), (30, 74, 97), (100, 83, 94)])
def test_ninety_percent_on_few_answers(n: int, low: int, high: int) -> None:
    found = wilson(F(9, 10), F(n), Z)
    assert (round(100 * found.low), round(100 * found.high)) == (low, high)


@pytest.mark.parametrize(
    ("n", "half"), [(5, 52), (10, 41), (20, 30), (30, 25), (50, 20), (100, 14), (200, 10), (400, 7)]
)
def test_half_the_width_of_an_nps(n: int, half: int) -> None:
    low, high = adjusted_wald((F(55 * n, 100), F(15 * n, 100)), F(n), Z)
    assert round((high - low) / 2) == half


def value(word: str, n: int, top: int, bottom: int, halves: tuple[F, F] | None = None) -> Measured:
    return Measured("k", Owner("person", "ana"), "rows", top, bottom, F(n), {}, [], word, (), halves)


def test_ends_stay_on_the_scale_and_other_kinds_have_none() -> None:
    everybody = interval_of(value("share", 5, 5, 5), F(95, 100))
    assert everybody is not None
    assert (everybody.high, F(1, 2) < everybody.low < F(3, 5)) == (F(1), True)
    nps = interval_of(value("nps", 1, 100, 1, (F(1), F(0))), F(99, 100))
    assert nps is not None
    assert nps.high == 100
    assert interval_of(value("mean", 3, 4, 3), F(95, 100)) is None
    assert interval_of(value("share", 0, 0, 0), F(95, 100)) is None
    assert interval_of(value("nps", 3, 0, 3), F(95, 100)) is None


@pytest.mark.parametrize(
    ("freedom", "point"),
    [
        (1, "12.706205"),
        (2, "4.302653"),
        (3, "3.182446"),
        (10, "2.228139"),
        (29, "2.045230"),
        (100, "1.983972"),
    ],
)
def test_the_points_of_the_distribution_of_student(freedom: int, point: str) -> None:
    assert abs(student_point(F(95, 100), freedom) - F(point)) < F(2, 10**6)


def test_a_mean_has_the_interval_of_student() -> None:
    # 1, 2, 3, 4, 5: mean 3, variance 2.5, standard error 0.707106, t of 4 degrees 2.776445.
    known = replace(value("mean", 5, 15, 5), squares=F(55))
    found = interval_of(known, F(95, 100))
    assert found is not None
    assert abs(found.high - 3 - F("1.963243")) < F(1, 10**5)
    assert found.high - 3 == 3 - found.low
    assert interval_of(replace(value("mean", 1, 3, 1), squares=F(9)), F(95, 100)) is None
    assert student_point(F(95, 100), 20_000) == Z


PLAN = (
    PAID
    + """\
sources:
  rows:
    file: r.csv
    participant: Who
    columns: {score: {column: Score, unit: score, range: [1, 5]}}
kpis:
  k:
    weight: 100 %
    unit: percent
    measure: {share: rows, that: {score: {from: 4}}}
    sample: {interval: 95 %}
    curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
"""
)


def test_an_explanation_shows_it_and_pay_does_not_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("COLUMNS", "120")
    Path("plan.yaml").write_text(PLAN, "utf-8")
    Path("people.csv").write_text("participant\nana\n", "utf-8")
    Path("r.csv").write_text("Who,Score\n" + "ana,5\n" * 9 + "ana,1\n", "utf-8")
    asked = ["explain", "plan.yaml", "--people", "people.csv", "--csm", "ana"]
    assert run(asked) == 0
    shown = capsys.readouterr().out.replace("\u00a0", " ")
    assert "between 59.6 % and 98.2 %, 95 % certain" in shown
    assert "900" in shown
    plan = PLAN.replace("share: rows, that: {score: {from: 4}}", "median: rows.score")
    plan = plan.replace("unit: percent", "unit: score\n    range: [1, 5]")
    plan = re.sub("linear: .*]", "lookup: [{from: 1, pays: 100 %}]", plan)
    Path("plan.yaml").write_text(plan, "utf-8")
    assert run(asked) == 0
    assert "no interval is known" in capsys.readouterr().out


def test_long_counts_are_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    bare = PLAN.replace("    measure: {share: rows, that: {score: {from: 4}}}\n", "")
    Path("plan.yaml").write_text(bare.replace("    sample: {interval: 95 %}\n", ""), "utf-8")
    Path("k.csv").write_text(
        "participant,kpi,numerator,denominator\nana,k,123456789012345678,246913578024691356\n", "utf-8"
    )
    assert run(["compute", "plan.yaml", "k.csv", "-o", "pay.csv"]) == 0
    assert "500.00" in Path("pay.csv").read_text("utf-8")


def test_a_mean_shows_it_on_the_explanation_and_in_the_data_and_few_answers_are_advised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "C")
    plan = PLAN.replace("share: rows, that: {score: {from: 4}}", "mean: rows.score")
    plan = plan.replace("unit: percent", "unit: score\n    range: [1, 5]")
    plan = re.sub("linear: .*]", "lookup: [{from: 1, pays: 100 %}]", plan)
    Path("plan.yaml").write_text(plan, "utf-8")
    Path("people.csv").write_text("participant\nana\n", "utf-8")
    Path("r.csv").write_text("Who,Score\n" + "".join(f"ana,{at}\n" for at in range(1, 6)), "utf-8")
    asked = ["plan.yaml", "--people", "people.csv"]
    assert run(["explain", *asked, "--csm", "ana"]) == 0
    assert "between 1.04 and 4.96, 95\u00a0% certain" in capsys.readouterr().out
    assert run(["compute", *asked, "-o", "r.json"]) == 0
    (measure,) = json.loads(Path("r.json").read_text("utf-8"))["measures"]
    assert measure["interval"] == {"level": "0.95", "low": "1.036757", "high": "4.963243"}
    assert "few-answers" not in capsys.readouterr().err
    Path("plan.yaml").write_text(plan.replace("    sample: {interval: 95 %}\n", ""), "utf-8")
    assert run(["compute", *asked, "-o", "s.json"]) == 0
    told = json.loads(Path("s.json").read_text("utf-8"))["diagnostics"]
    (advice,) = (one for one in told if one["rule"] == "few-answers")
    assert advice["severity"] == "advice"
    assert advice["message"] == "1 value of `k` stands on fewer than 30 answers; that of `ana` on 5"


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A plan with an interval, ten answers of Ana and none of Bo; what `compute` is asked."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "C")
    Path("plan.yaml").write_text(PLAN.replace("weight: 100 %", "weight: 100 %\n    missing: zero"), "utf-8")
    Path("people.csv").write_text("participant\nana\nbo\n", "utf-8")
    Path("r.csv").write_text("Who,Score\n" + "ana,5\n" * 9 + "ana,1\n", "utf-8")
    return ["compute", "plan.yaml", "--people", "people.csv"]


def test_the_table_shows_it_below_each_person(two: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    said = "k: 9 of 10 rows; true value: between 59.6 % and 98.2 %, 95 % certain"
    assert run([*two, "--no-details"]) == 0
    lines = capsys.readouterr().out.replace("\u00a0", " ").splitlines()
    at = lines.index(f"   {said}")
    assert (lines[at - 1].split()[0], lines[at + 1].split()[0]) == ("ana", "bo")
    assert lines[at + 2] == "   k: 0 of 0 rows; true value: unknown, on so few rows"
    assert run([*two, "--format", "markdown"]) == 0
    assert f"ana: {said}" in capsys.readouterr().out.replace("\u00a0", " ")
    assert run([*two, "--details"]) == 0
    shown = capsys.readouterr().out.replace("\u00a0", " ")
    assert shown.count(said.removeprefix("k: ")) == 1  # with the person's KPIs, and not above as well
    assert "\n     9 of 10 rows; true value: " in shown


@pytest.mark.parametrize("width", [24, 30, 44, 60])
@pytest.mark.parametrize("details", ["--details", "--no-details"])
def test_a_narrow_screen_cuts_no_amount_and_no_interval(
    two: list[str],
    width: int,
    details: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert run([*two, details]) == 0
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= max(width, 26)
    assert "€900.00" in shown
    assert "59.6\u00a0%" in shown
    assert "98.2\u00a0%" in shown


def test_answers_of_a_kpi_file_are_shown(two: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.yaml").write_text(
        PLAN.replace("    measure: {share: rows, that: {score: {from: 4}}}\n", ""), "utf-8"
    )
    Path("k.csv").write_text("participant,kpi,value,n\nana,k,90 %,10\nbo,k,50 %,45/92\n", "utf-8")
    assert run([*two[:2], "k.csv", "--no-details"]) == 0
    shown = capsys.readouterr().out
    assert "k: n = 10" in shown
    assert "k: n = 0.49" in shown
