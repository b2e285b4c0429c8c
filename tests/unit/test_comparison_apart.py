"""What others read of a comparison: no single person's amount, and none that follows from the tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from readers import HEAD, ROOT

from csvariable.cli import run

LINE = "curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}"
KPI = f"{{weight: 50 %, unit: percent, {LINE}}}"
PLAN = HEAD + f"target_incentive: 1000\nmissing: reweight\nkpis:\n  a: {KPI}\n  b: {KPI}\n"
RISE = ["--set", "target_incentive=2000", "--redact", "names", "-f", "markdown"]


def told(folder: Path, capsys: pytest.CaptureFixture[str], people: str, *more: str, rows: str = "") -> str:
    """What a simulation tells others."""
    (folder / "plan.yaml").write_text(PLAN, "utf-8")
    lines = [one.split(":") for one in people.split()]
    text = "".join(f"p{at},{team},{10 + at} %,{50 + at} %\n" for at, (team, _) in enumerate(lines))
    (folder / "kpis.csv").write_text(rows or f"id,team,a,b\n{text}", "utf-8")
    assert run(["simulate", str(folder / "plan.yaml"), str(folder / "kpis.csv"), *(more or RISE)]) == 0
    return capsys.readouterr().out.replace("\u00a0", " ")


def test_teams_of_few_stand_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = told(tmp_path, capsys, "n:1 " * 6 + "s:1 " * 3 + "w:1 " * 2)
    assert "| n |" in page
    assert "| smaller teams |" in page
    assert "| s |" not in page
    assert "| Person |" not in page
    assert "Quartiles" not in page
    # Everybody gains: eleven people, and nobody else to take them from.
    assert "11 gain, 0 lose, 0 unchanged." in page


def test_of_few_people_no_amount_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = told(tmp_path, capsys, "n:1 " * 4)
    assert "Fewer than 5 people were paid: nothing is said of them to others." in page
    assert not re.search(r"€(?!1,000|2,000)\d", page)


def test_who_leaves_alone_is_not_the_change_of_the_cost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text("scenarios:\n  without:\n    people: {remove: [p0]}\n", "utf-8")
    page = told(
        tmp_path, capsys, "n:1 " * 8, "--scenario", str(scenario), "--redact", "names", "-f", "markdown"
    )
    assert "Fewer than 5 people join or leave: what they cost is not said to others." in page
    assert "Cash" not in page


def test_a_line_of_few_is_not_what_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "id,a,b\n" + "".join(f"p{at},50 %,{'60 %' if at < 2 else ''}\n" for at in range(9))
    page = told(tmp_path, capsys, "n:1", rows=rows)
    assert "| By line |" not in page
    assert "€" in page


def test_several_scenarios_count_nobody_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(
        "scenarios:\n  capped:\n    changes: {cap: 31 %}\n  doubled:\n    changes: {cap: 90 %}\n",
        "utf-8",
    )
    page = told(
        tmp_path, capsys, "n:1 " * 8, "--scenario", str(scenario), "--redact", "names", "-f", "markdown"
    )
    capped = next(line for line in page.splitlines() if line.startswith("| capped"))
    assert capped.endswith("|  |") or "| 0 |" in capped
    small = told(
        tmp_path, capsys, "n:1 " * 3, "--scenario", str(scenario), "--redact", "names", "-f", "markdown"
    )
    assert "€" not in small


BACK = ROOT / "examples" / "back-test"
FACTS = [str(BACK / "kpis.csv"), "--people", str(BACK / "people.csv")]


def test_a_comment_has_nobodys_change(capsys: pytest.CaptureFixture[str]) -> None:
    plans = [str(BACK / "plan.yaml"), str(BACK / "next.yaml")]
    assert run(["diff", *plans, *FACTS, "-f", "markdown", "--redact", "names"]) == 0
    said = capsys.readouterr().out
    assert "Changes by person" not in said
    assert "Largest" not in said
    assert "€309.81" in said


def test_a_budget_of_many_has_a_total_and_nobodys_bound(capsys: pytest.CaptureFixture[str]) -> None:
    asked = [str(BACK / "plan.yaml"), *FACTS, "--draws", "20", "-f", "markdown"]
    assert run(["budget", *asked]) == 0
    assert "Farid Benali" in capsys.readouterr().out
    assert run(["budget", *asked, "--redact", "names"]) == 0
    said = capsys.readouterr().out
    assert "| **Total** |" in said
    assert "Farid" not in said
    assert "€4,800.00" not in said  # the most of one person
