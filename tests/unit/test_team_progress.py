"""The page of the weekly ritual: who moved, what is next, contests, streaks; nobody's pay unless asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from csvariable.cli import run

PLAN = """csvariable: 1
name: Team
currency: EUR
period: quarter
target_incentive: 1000
kpis:
  csat:
    name: {en: Satisfaction, fr: Satisfaction}
    weight: 60 %
    unit: percent
    curve:
      of: actual
      lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}, {from: 95 %, pays: 150 %}]
  sold:
    weight: 40 %
    unit: money
    target: 1000
    curve: {lookup: [{from: 80 %, pays: 50 %}, {from: 100 %, pays: 100 %}]}
bonuses:
  race: {name: Quarterly race, rank: {by: sold, top: 2}, pays: [300, 100]}
"""
HEAD = "participant,name,team,period,csat,sold\n"
PAST = """ana,Ana,north,2025-Q4,91 %,1200
ben,Ben,north,2025-Q4,91 %,900
ana,Ana,north,2026-Q1,92 %,800
ben,Ben,north,2026-Q1,90 %,1000
"""
NOW = (
    PAST
    + """ana,Ana,north,2026-Q2,96 %,850
ben,Ben,north,2026-Q2,89 %,1100
eva,Eva,south,2026-Q2,70 %,850
"""
)
BEFORE = """ana,Ana,north,2026-Q2,88 %,850
ben,Ben,north,2026-Q2,91 %,500
"""


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The plan and the files of this week and of the week before, as the command takes them."""
    for name, text in (("plan.yaml", PLAN), ("kpis.csv", HEAD + NOW), ("before.csv", HEAD + BEFORE)):
        (tmp_path / name).write_text(text, "utf-8")
    plan, kpis, before = (str(tmp_path / name) for name in ("plan.yaml", "kpis.csv", "before.csv"))
    return ["progress", plan, kpis, "--period", "2026-Q2", "--previous", before]


def page(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What the command prints, with plain spaces."""
    assert run(arguments) == 0
    return capsys.readouterr().out.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def test_the_page_tells_moves_steps_contests_and_streaks(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = page([*files, "-f", "markdown"], capsys)
    assert "| Ana | Satisfaction | ★☆☆ 1 of 3 · 88 % | ↑ ★★★ 3 of 3 · 96 % |" in text
    assert "| Ben | Satisfaction | ★★☆ 2 of 3 · 91 % | ↓ ★☆☆ 1 of 3 · 89 % |" in text
    assert "| Ben | sold | ☆☆ 0 of 2 · 50 % | ↑ ★★ 2 of 2 · 110 % |" in text
    assert "## Contest: Quarterly race" in text
    assert "| 1 | Ben | €1,100.00 |\n| 2 | Ana | €850.00 |\n| 2 | Eva | €850.00 |" in text
    assert "| Ben | Satisfaction | 89 % | 90 % |" in text
    assert "| Ana | Satisfaction | 3 periods in a row |" in text
    assert "| Ben | sold | 2 periods in a row |" in text


def test_nobody_s_pay_is_told_unless_it_is_asked_for(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    text, data = page([*files, "-f", "markdown"], capsys), json.loads(page([*files, "-f", "json"], capsys))
    assert not any(word in text for word in ("Worth", "€300", "As it stands", "€900"))
    assert not any("adds" in one for one in data["next"])
    assert "as_it_stands" not in data
    paid = page([*files, "--pay", "-f", "markdown"], capsys)
    assert "| Ben | Satisfaction | 89 % | 90 % | +€300.00 |" in paid
    assert "## What would be paid if the period ended as it stands" in paid
    # 60 % x 150 % and 40 % x 50 % of 1,000, and half of the second prize, which Eva shares
    assert "| Ana | €1,150.00 |" in paid
    given = json.loads(page([*files, "--pay", "-f", "json"], capsys))
    assert given["as_it_stands"]["ana"] == "1150.00"
    assert given["next"][0] == {
        "id": "ben",
        "kpi": "csat",
        "now": "0.89",
        "needed": "0.9",
        "exceeded": False,
        "adds": "300.00",
    }


def test_as_data(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(page([*files, "-f", "json"], capsys))
    assert data["moves"][0] == {"id": "ana", "kpi": "csat", "before": 1, "now": 3, "tiers": 3, "up": True}
    assert [(one["place"], one["who"]) for one in data["contests"][0]["places"]] == [
        (1, "ben"),
        (2, "ana"),
        (2, "eva"),
    ]
    assert data["streaks"][0] == {"id": "ana", "kpi": "csat", "periods": 3}


def test_without_a_week_before_or_a_past_these_are_not_told(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path(files[2]).write_text("participant,csat,sold\nana,96 %,1500\n", "utf-8")
    text = page([*files[:3], "-f", "markdown"], capsys)
    assert "Who moved" not in text
    assert "Streaks" not in text
    assert "Nobody has a next tier." in text


def test_nothing_to_tell_is_said(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(files[2]).write_text(HEAD + "zoe,Zoe,north,2025-Q4,1 %,1\nana,Ana,north,2026-Q2,88 %,850\n", "utf-8")
    text = page([*files, "-f", "markdown"], capsys)
    assert "Nobody moved to another tier." in text
    assert "Nobody has reached a target twice in a row." in text


TEAMS = (
    PLAN.replace("rank: {by: sold, top: 2}", "rank: {of: team, by: score, top: 1}")
    .replace("pays: [300, 100]", "pays: [300]")
    .replace("bonuses:", "  score: {unit: points, scope: team}\nbonuses:")
)


def test_no_streak_goes_past_a_period_that_cannot_be_paid_and_it_is_named(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    kpis = Path(files[2])
    whole = kpis.read_text("utf-8")
    lost = "\n".join(
        line.replace(",", ",", 1) if ",2026-Q1," not in line else ",".join([*line.split(",")[:4], "", ""])
        for line in whole.splitlines()
    )
    kpis.write_text(lost, "utf-8")
    data = json.loads(page([*files, "-f", "json"], capsys))
    assert (data["streaks"], data["left_out"]) == ([], ["2026-Q1"])
    told = page([*files, "-f", "markdown"], capsys)
    assert "2026-Q1 is left out: this plan cannot be paid on its files." in told


def test_what_is_wrong_with_the_week_before_is_told_too(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path(files[-1])
    before.write_text(
        (HEAD + BEFORE).replace("sold", "sold,sold.targt").replace("850", "850,1").replace("500", "500,1")
    )
    assert run([*files, "-f", "json"]) == 0
    err = capsys.readouterr().err
    assert "before.csv" in err
    assert "sold.targt" in err
    assert run([*files, "--strict"]) == 1


def test_contests_of_teams_and_within_groups(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(files[1]).write_text(TEAMS, "utf-8")
    rows = "ana,Ana,north,96 %,850,7\nben,Ben,north,89 %,1100,7\neva,Eva,south,70 %,850,9\n"
    Path(files[2]).write_text("participant,name,team,csat,sold,score\n" + rows, "utf-8")
    text = page([*files[:3], "-f", "markdown"], capsys)
    assert "| 1 | south | 9 |\n| 2 | north | 7 |" in text
    Path(files[1]).write_text(PLAN.replace("top: 2", "top: 2, within: team"), "utf-8")
    text = page([*files[:3], "-f", "markdown"], capsys)
    assert "## Contest: Quarterly race · north" in text
    assert "## Contest: Quarterly race · south" in text


def test_each_contest_has_its_own_name_and_values(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    more = "  calm: {name: Calm race, rank: {by: csat, top: 1}, pays: [50]}\n"
    Path(files[1]).write_text(PLAN + more, "utf-8")
    text = page([*files, "-f", "markdown"], capsys)
    assert "| 1 | Ben | €1,100.00 |" in text.partition("## Contest: Quarterly race\n")[2]
    assert "| 1 | Ana | 96 % |" in text.partition("## Contest: Calm race\n")[2]


LENIENT = PLAN.replace("unit: money", "unit: money\n    missing: zero")


def test_who_may_not_take_part_or_has_no_value_has_no_place(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    plan = PLAN.replace("top: 2", "top: 2, at_least: {from: 900}").replace(
        "unit: money", "unit: money\n    missing: zero"
    )
    Path(files[1]).write_text(plan, "utf-8")
    text = page([*files[:-2], "-f", "markdown"], capsys)
    assert "| 1 | Ben | €1,100.00 |\n\n" in text
    Path(files[1]).write_text(LENIENT, "utf-8")
    Path(files[2]).write_text(
        HEAD + "ana,Ana,north,2026-Q2,96 %,\nben,Ben,north,2026-Q2,89 %,1100\n", "utf-8"
    )
    text = page([*files[:-2], "-f", "markdown"], capsys)
    assert "| 1 | Ben | €1,100.00 |\n\n" in text


def test_in_french_and_as_a_page(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = page([*files, "--lang", "fr", "-f", "markdown"], capsys)
    assert "## Qui a changé de palier" in text
    assert "3 périodes de suite" in text
    assert "<html" in page([*files, "-f", "html"], capsys)
    assert "Nearest next steps" in page([*files, "--width", "100"], capsys)


def test_a_file_before_that_cannot_be_paid_stops_it(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path(files[-1]).write_text(HEAD + "ana,Ana,north,2026-Q2,most,850\n", "utf-8")
    assert run(files) == 1
    assert "before.csv" in capsys.readouterr().err
    Path(files[-1]).write_text("", "utf-8")
    assert run(files) == 1
    assert run(["progress", files[1], "nowhere.csv"]) == 2
