"""The odds of threshold, target and top from history: counted, with an interval, and called by practice."""

from __future__ import annotations

import json
from fractions import Fraction as F
from pathlib import Path

import pytest
from oracle.feasible import feasible as oracle
from strategies.writing import to_csv

from csvariable.cli import run
from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.odds.feasible import Feasibility, MarkOdds, feasibility, too_short
from csvariable.odds.past import past_of
from csvariable.reading import read
from csvariable.statement.tiers import tier_in
from csvariable.tables.reading import read_table
from csvariable.text import parse

PLAN = """csvariable: 1
name: Team
currency: EUR
period: quarter
target_incentive: 1000
kpis:
  upsell:
    weight: 40 %
    unit: money
    target: 100
    curve: {lookup: [{from: 80 %, pays: 50 %}, {from: 100 %, pays: 100 %}, {from: 120 %, pays: 150 %}]}
  churn:
    weight: 30 %
    unit: percent
    direction: lower
    curve: {of: actual, linear: [{at: 10 %, pays: 0 %}, {at: 5 %, pays: 100 %}], beyond: continue, cap: 200 %}
  mood:
    weight: 20 %
    unit: points
    scope: team
    curve: {of: actual, linear: [{at: 0, pays: 20 %}, {at: 50, pays: 80 %}]}
  seats:
    weight: 10 %
    unit: number
    curve: {of: actual, linear: [{at: 0, pays: 0 %}, {at: 10, pays: 100 %}], beyond: continue}
roles:
  head: {kpis.upsell.target: 200}
"""
PERIODS = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
UPSELL = {"ana": (80, 100, 120, 90), "ben": (79, 99, 130, 140), "eva": (200, 150, 250, 400)}
FILE = "participant,team,period,upsell,churn,mood,seats\n" + "".join(
    f"{who},north,{period},{UPSELL[who][at]},{4 + 2 * at} %,{20 * at},{at * 4}\n"
    for who in UPSELL
    for at, period in enumerate(PERIODS)
)
PEOPLE = "participant,role,team\nana,,north\nben,,north\neva,head,north\n"


def plans_of(text: str = PLAN) -> Plans:
    """The plans of a text."""
    document, problems = parse(text.encode(), "plan.yaml")
    assert document is not None, problems
    reading = read(document)
    assert reading.plan is not None, reading.diagnostics
    return Plans(reading.plan, reading.roles)


def found(plan: str = PLAN, people: str = PEOPLE) -> dict[tuple[str, str | None], Feasibility]:
    """The odds of the files."""
    kpis, staff = read_table(FILE.encode(), "kpis.csv")[0], read_table(people.encode(), "people.csv")[0]
    assert kpis is not None
    past = past_of(plans_of(plan), Tables([kpis], staff))
    assert (list(past.runs), too_short(past)) == (list(PERIODS), [])
    assert tier_in(past.runs["2025-Q1"], 0, "no curve") is None
    return {(one.kpi, one.role): one for one in feasibility(plans_of(plan), past.runs)}


def counts(one: Feasibility) -> dict[str, tuple[int, int]]:
    """How many of how many reached each mark."""
    return {odds.mark: (odds.reached, odds.n) for odds in one.odds}


def test_each_result_is_counted_once_under_the_targets_of_its_role() -> None:
    odds = found()
    assert counts(odds["upsell", None]) == {"threshold": (7, 8), "target": (4, 8), "top": (3, 8)}
    assert counts(odds["upsell", "head"]) == {"threshold": (3, 4), "target": (3, 4), "top": (2, 4)}
    assert (odds["upsell", None].n, odds["upsell", None].periods) == (8, 4)
    assert list(odds)[:3] == [("upsell", None), ("upsell", "head"), ("churn", None)]


def test_somebody_whose_rows_all_begin_later_has_results_by_each_of_them() -> None:
    people = (
        "participant,role,team,entry,exit\nana,,north,2026-01-01,2026-01-31\nana,head,north,2026-02-01,\n"
    )
    odds = found(f"{PLAN}proration: calendar-days\n", f"{people}ben,,north,,\neva,head,north,,\n")
    assert counts(odds["upsell", None]) == {"threshold": (7, 8), "target": (4, 8), "top": (3, 8)}
    # her 80, 100, 120 and 90 of 200 reach nothing
    assert counts(odds["upsell", "head"]) == {"threshold": (3, 8), "target": (3, 8), "top": (2, 8)}


def test_a_curve_that_falls_or_goes_on_has_the_marks_that_it_has() -> None:
    odds = found()
    # 4, 6, 8 and 10 %: the last pays nothing, the first the whole weight, none the cap at 0 %
    assert counts(odds["churn", None]) == {"threshold": (6, 8), "target": (2, 8), "top": (0, 8)}
    assert "top" not in counts(odds["seats", None])
    # always 20 % at least and 80 % at most; one result of the team for its three people
    assert counts(odds["mood", None]) == {"threshold": (4, 4), "top": (1, 4)}


def test_the_top_of_a_line_that_falls_back_is_where_it_comes_near_to() -> None:
    steps = "{at: 10, pays: 110 %}, {at: 105, pays: 165 %, before: 250 %}"
    kpi = f"{{weight: 100 %, unit: number, curve: {{of: actual, linear: [{steps}]}}}}"
    plans = plans_of(f"{HEAD}  a: {kpi}\n")
    rows = "".join(
        f"ana,{period},{value}\n" for period, value in zip(PERIODS, (9, 104, 105, 200), strict=True)
    )
    table, _ = read_table(f"participant,period,a\n{rows}".encode(), "kpis.csv")
    assert table is not None
    (found,) = feasibility(plans, past_of(plans, Tables([table])).runs)
    # 104 is paid 248.53 %, more than the 165 % from 105 on; nothing is paid 250 %
    assert [(one.mark, one.reached, one.n) for one in found.odds] == [
        ("threshold", 3, 4),
        ("target", 3, 4),
        ("top", 0, 4),
    ]
    one = plans_of(f"{HEAD}  a: {kpi.replace(steps, '{at: 10, pays: 130 %}')}\n")
    (alone,) = feasibility(one, past_of(one, Tables([table])).runs)
    assert [(odds.mark, odds.reached) for odds in alone.odds] == [("threshold", 3), ("target", 3), ("top", 3)]


@pytest.mark.parametrize(
    ("line", "marks"),
    [
        # the line comes near to 100 % and falls back: nobody is ever paid it, and it is no target
        ("linear: [{at: 10, pays: 50 %}, {at: 20, pays: 60 %, before: 100 %}]", {"threshold", "top"}),
        ("linear: [{at: 10, pays: 50 %}, {at: 20, pays: 100 %}]", {"threshold", "target"}),
        ("linear: [{at: 10, pays: 50 %}, {above: 20, pays: 60 %, before: 100 %}]", {"threshold", "target"}),
        ("linear: [{at: 10, pays: 50 %}, {above: 20, pays: 100 %, before: 60 %}]", {"threshold", "target"}),
        (
            "linear: [{at: 10, pays: 50 %}, {at: 20, pays: 60 %, before: 101 %}]",
            {"threshold", "target", "top"},
        ),
        (
            "linear: [{at: 10, pays: 50 %}, {at: 20, pays: 110 %}], beyond: continue, cap: 100 %",
            {"threshold", "target"},
        ),
    ],
)
def test_a_target_is_there_only_where_it_is_paid(line: str, marks: set[str]) -> None:
    plan = f"{HEAD}  a: {{weight: 100 %, unit: number, curve: {{of: actual, {line}}}}}\n"
    rows: list[dict[str, str]] = [
        {"participant": "ana", "period": period, "a": str(value)}
        for period, value in zip(PERIODS, (9, 12, 20, 21), strict=True)
    ]
    table, _ = read_table(to_csv(rows), "kpis.csv")
    assert table is not None
    (found,) = feasibility(plans_of(plan), past_of(plans_of(plan), Tables([table])).runs)
    assert {one.mark for one in found.odds} == marks == set(oracle(plan, rows, None)["a", ""])


HEAD = """csvariable: 1
name: Team
currency: EUR
period: quarter
target_incentive: 1000
kpis:
"""


def test_the_interval_is_that_of_wilson() -> None:
    odds = MarkOdds("target", 4, 8)
    assert [round(end, 3) for end in odds.ends] == [F("0.215"), F("0.785")]


@pytest.mark.parametrize(
    ("mark", "reached", "n", "call", "sure"),
    [
        ("target", 3, 7, None, False),
        ("target", 3, 8, "too-hard", False),
        ("target", 1, 20, "too-hard", True),
        ("target", 9, 20, None, False),
        ("target", 17, 20, None, False),
        ("target", 18, 20, "too-easy", False),
        ("target", 40, 40, "too-easy", True),
        ("threshold", 13, 20, "rare", False),
        ("threshold", 20, 20, None, False),
        ("top", 0, 20, "rare", False),
        ("top", 7, 20, "common", False),
        ("top", 18, 20, "common", True),
    ],
)
def test_what_lies_outside_of_practice_is_called_so(
    mark: str,
    reached: int,
    n: int,
    call: str | None,
    sure: bool,
) -> None:
    odds = MarkOdds(mark, reached, n)  # type: ignore[arg-type]
    assert (odds.call, odds.call is not None and odds.is_sure) == (call, sure)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The plan and its files, as a command takes them."""
    for name, text in (("plan.yaml", PLAN), ("kpis.csv", FILE), ("people.csv", PEOPLE)):
        (tmp_path / name).write_text(text, "utf-8")
    paths = [str(tmp_path / name) for name in ("plan.yaml", "kpis.csv", "people.csv")]
    return [*paths[:2], "--people", paths[2]]


def test_the_page_names_what_is_hard_and_how_it_is_meant(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["feasible", *files, "-f", "markdown"]) == 0
    text = capsys.readouterr().out.replace("\u00a0", " ")
    assert (
        "| upsell | no role | 88 % (53 % to 98 %) | 50 % (22 % to 78 %) | 38 % (14 % to 69 %) | 8 |" in text
    )
    assert "| perhaps top reached too often |" in text
    assert "| too few results to say |" in text
    assert "perhaps target too hard" in text
    assert "too hard where under 45 % of results reach it, too easy where over 85 % do" in text
    assert run(["feasible", *files, "--lang", "fr", "--width", "140"]) == 0
    assert "peut-être cible trop dure" in capsys.readouterr().out
    assert run(["feasible", *files, "-f", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["interval"] == {"kind": "wilson", "level": "0.95"}
    assert data["kpis"][0]["odds"][1] == {
        "mark": "target",
        "reached": 4,
        "n": 8,
        "share": "0.5",
        "low": "0.2152",
        "high": "0.7848",
        "call": None,
        "sure": False,
    }
    assert run(["feasible", *files, "-f", "html"]) == 0


def test_fewer_than_four_periods_are_refused(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    kpis = Path(files[1])
    kpis.write_text("\n".join(line for line in FILE.splitlines() if "2025-Q1" not in line), "utf-8")
    assert run(["feasible", *files]) == 1
    said = capsys.readouterr().err
    assert "this plan can be paid on 3 of those in the files" in said
    assert "a column `period`" in said
    kpis.write_text(FILE.replace("2025-Q1,79", "2025-Q1,"), "utf-8")
    assert run(["feasible", *files]) == 1
    said = capsys.readouterr().err
    assert "kpis.csv:6" in said
    assert "history-too-short" not in said  # with that period there are four
    short = FILE.replace("2025-Q1,79", "2025-Q1,").splitlines()
    kpis.write_text("\n".join(line for line in short if "2025-Q4" not in line), "utf-8")
    assert run(["feasible", *files]) == 1
    said = capsys.readouterr().err
    assert "left out, because this plan cannot be paid on its files: 2025-Q1" in said
    assert "kpis.csv:5" in said
    extra = "\n".join(f"ana,north,2024-Q4,80,4 %,20,{n}" for n in (1,))
    kpis.write_text(FILE.replace("2025-Q1,79", "2025-Q1,") + extra, "utf-8")
    assert run(["feasible", *files, "-f", "markdown"]) == 0
    assert "2025-Q1 is left out" in capsys.readouterr().out


def test_a_plan_or_a_file_that_is_wrong_is_told(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["feasible", files[0]]) == 1
    assert "a KPI file is due" in capsys.readouterr().err
    Path(files[0]).write_text("csvariable: 1\n", "utf-8")
    assert run(["feasible", *files]) == 1
    assert "missing" in capsys.readouterr().err
    assert run(["feasible", files[0], "nowhere.csv"]) == 2
