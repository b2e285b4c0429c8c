"""The page of a team: sums that add up, small groups that stay hidden, numbers with how many they are of."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from readers import DEMO, HEAD, ROOT, Ran

from csvariable.cli import run
from csvariable.documents.paper.model import Bars, Board
from csvariable.documents.team_report import TeamReport

BACK = ROOT / "examples" / "back-test"
RUN = [str(BACK / "plan.yaml"), str(BACK / "kpis.csv"), "--people", str(BACK / "people.csv")]


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """No CI, in which names would be hidden."""
    monkeypatch.delenv("CI", raising=False)


def test_periods_teams_and_kpis_add_up(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["report", *RUN, "-f", "json"]) == 0
    data = json.loads(capsysbinary.readouterr().out)
    assert [one["period"] for one in data["periods"]][:2] == ["2024-Q1", "2024-Q2"]
    for one in data["periods"]:
        total = Fraction(one["total"]["cash"])
        assert sum(Fraction(team["cash"]) for team in one["teams"].values()) == total
        assert sum(Fraction(kpi["paid"]) for kpi in one["kpis"].values()) == total
        assert {kpi["n"] for kpi in one["kpis"].values()} == {6}


def test_the_page_says_what_it_costs_and_who_is_near_a_tier(tmp_path: Path) -> None:
    out = tmp_path / "team.html"
    assert run(["report", *RUN, "-o", str(out)]) == 0
    page = out.read_text("utf-8").replace("\u00a0", " ")
    for said in ("€14,601.35", "6 people are too few", "Nearest to a tier", "Farid Benali", "+€900.00"):
        assert said in page
    assert page.count('class="peer"') == 12


def test_what_others_read_names_nobody_and_no_small_group(tmp_path: Path) -> None:
    out = tmp_path / "team.md"
    assert run(["report", *RUN, "--redact", "names", "-o", str(out)]) == 0
    page = out.read_text("utf-8")
    assert "Benali" not in page
    assert "North" not in page
    assert "Nearest" not in page


def test_one_period_and_one_team_have_no_table_of_their_own() -> None:
    plan = HEAD + "target_incentive: 100\nkpis:\n  nrr: {weight: 100 %, unit: percent, target: 100 %, "
    plan += "curve: {of: attainment, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
    people = "".join(f"p{at},{at * 10} %\n" for at in range(1, 13))
    ran = Ran(plan, "id,nrr\n" + people)
    report = TeamReport("Plan", ran.plans, {None: ran.results}, "en")
    blocks = list(report.paper().blocks())
    assert not any(isinstance(one, Board) and len(one.rows) == 1 for one in blocks)
    spread = next(one for one in blocks if isinstance(one, Bars) and one.title.startswith("People"))
    assert [value for _, value, _ in spread.rows] == [4, 3, 2, 3, 0]


def test_an_error_is_told_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kpis = tmp_path / "kpis.csv"
    kpis.write_text("participant,nrr\nana,much\n", "utf-8")
    out = tmp_path / "team.html"
    assert run(["report", str(DEMO / "plan.yaml"), str(kpis), "-o", str(out)]) == 1
    assert "kpis.csv:2" in capsys.readouterr().err
    assert not out.exists()
