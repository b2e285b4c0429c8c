"""Bonuses that measure their KPIs over some days of the period, and what is refused of them."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from pathlib import Path

import pytest
from engine import Ran, plans_of
from measuring import tables_of
from small import HEAD

from csvariable.cli import run as run_command
from csvariable.engine.run import run
from csvariable.facts.load import Tables
from csvariable.tables.reading import read_table

SOURCES = """zone: Europe/Paris
sources:
  answers: {file: a.csv, participant: Agent, date: {column: Day}, columns: {stars: {column: Stars, unit: score, range: [1, 5]}, spent: {column: Spent, unit: money}}}
  undated: {file: b.csv, participant: Agent, columns: {stars: {column: Stars, unit: score, range: [1, 5]}}}
kpis:
  csat: {name: Satisfaction, unit: percent, measure: {share: answers, that: {stars: {from: 4}}}, missing: zero}
  sales: {unit: money, additive: false, measure: {sum: answers.spent}}
  rise: {unit: percent, range: [-100 %, 9000 %], measure: {growth: {sum: answers.spent}}, missing: zero}
  many: {unit: number, measure: {count: undated}}
  given: {unit: percent}
"""
JULY = "window: {from: 2026-07-01, to: 2026-07-14}"
PEOPLE = "participant,team\nana,North\nben,South\ncleo,South\n"
ROWS = """Agent,Day,Stars,Spent
ana,2026-06-20,1,40
ana,2026-07-01,5,10
ana,2026-07-14,4,20
ana,2026-07-15,1,1000
ben,2026-07-02,5,50
ben,2026-07-03,2,0
ben,2026-08-01,5,7
cleo,2026-09-30,5,1
"""


def plan_of(bonus: str, more: str = "") -> str:
    """A plan with a bonus of the first two weeks of July."""
    return f"{HEAD}{more}{SOURCES}bonuses:\n  sprint: {{{JULY}, {bonus}}}\n"


def paid(plan: str, rows: str = ROWS, period: str = "2026-Q3") -> Ran:
    """Pay a plan on raw rows."""
    plans, problems = plans_of(plan)
    assert plans is not None, [str(one.message) for one in problems]
    staff, _ = read_table(PEOPLE.encode(), "people.csv")
    done = run(
        plans,
        Tables([], staff, sources=tables_of({"answers": [rows], "undated": ["Agent,Stars\nana,5\n"]})),
        period,
    )
    return Ran(done.results, (*problems, *done.diagnostics))


def amounts(plan: str, rows: str = ROWS) -> list[str]:
    """What each person is paid."""
    done = paid(plan, rows)
    assert done.results is not None, [str(one.message) for one in done.diagnostics]
    return [done.steps(one.id)["total"] for one in done.results.facts.people]


def test_both_days_of_a_window_count_and_no_other() -> None:
    assert amounts(plan_of("per: sales, pays: 1")) == ["30.00", "50.00", "0.00"]
    assert amounts(plan_of("of: sales, marginal: [{from: 0, rate: 10 %}]")) == ["3.00", "5.00", "0.00"]


def test_a_share_of_a_measure_is_of_its_days_and_a_share_of_an_amount_stays_one() -> None:
    assert amounts(plan_of("pays: {share: 10 %, of: sales}")) == ["3.00", "5.00", "0.00"]
    some = "when: {sales: {from: 50}}, pays: {share: 10 %, of: target_incentive}"
    assert amounts(plan_of(some, "target_incentive: 1000\n")) == ["0.00", "100.00", "0.00"]


def test_the_rest_of_the_plan_reads_the_whole_period() -> None:
    more = plan_of("per: sales, pays: 1") + "  whole: {per: sales, pays: 1}\n"
    assert amounts(more) == ["1060.00", "107.00", "1.00"]


def test_a_contest_of_two_weeks() -> None:
    rows = ROWS + "cleo,2026-07-05,4,0\ncleo,2026-07-06,4,0\ncleo,2026-07-07,2,0\n"
    assert amounts(plan_of("rank: {by: csat, top: 2}, pays: [300, 200]"), rows) == [
        "300.00",
        "0.00",
        "200.00",
    ]


def test_a_contest_of_teams_pools_the_rows_of_two_weeks() -> None:
    plan = plan_of("rank: {of: team, by: csat, top: 1}, pays: [101]")
    assert amounts(plan) == ["101.00", "0.00", "0.00"]
    south = ROWS.replace("ana,2026-07-01,5", "ana,2026-07-01,1").replace(
        "ben,2026-07-03,2", "ben,2026-07-03,5"
    )
    assert amounts(plan, south) == ["0.00", "50.50", "50.50"]


def test_conditions_stars_and_matrices_read_the_window() -> None:
    when = "when: {any: [{csat: {from: 100 %}}, {all: [{csat: {from: 50 %}}, {sales: {from: 50}}]}]}, pays: 9"
    assert amounts(plan_of(when)) == ["9.00", "9.00", "0.00"]
    board = "matrix: {rows: {of: csat, from: [0 %, 100 %]}, columns: {of: sales, from: [0, 50]}, pays: [[0, 1], [2, 3]]}"
    assert amounts(plan_of(board)) == ["2.00", "1.00", "0.00"]
    done = paid(plan_of("badge: {by: sales, lookup: [{from: 30, gives: 1}, {from: 50, gives: 2}]}"))
    assert done.results is not None
    assert [done.results.people["bonuses.sprint.given"][at] for at in range(3)] == [1, 2, 0]


def test_growth_compares_with_as_many_days_before() -> None:
    assert amounts(plan_of("when: {rise: {up_to: -25 %}}, pays: 5")) == ["5.00", "0.00", "0.00"]
    edges = ROWS.replace(
        "ana,2026-06-20,1,40\n", "ana,2026-06-30,1,10\nana,2026-06-17,1,30\nana,2026-06-16,1,1000\n"
    )
    plan = plan_of("when: {rise: {from: -25 %, up_to: -25 %}}, pays: 5")
    assert amounts(plan, edges) == ["5.00", "0.00", "0.00"]


def test_the_days_are_told_with_the_kpi() -> None:
    done = paid(plan_of("per: sales, pays: 1"))
    assert done.results is not None
    assert done.results.facts.columns["sales~sprint.actual"][0] == 30
    plans, _ = plans_of(plan_of("per: csat, pays: 1"))
    assert plans is not None
    assert plans.base.kpis["csat~sprint"].name == {"": "Satisfaction (2026-07-01 – 2026-07-14)"}


def test_a_period_that_the_window_is_not_inside_is_refused() -> None:
    done = paid(plan_of("per: sales, pays: 1"), period="2026-Q2")
    assert done.results is None
    found = [(one.rule, str(one.message)) for one in done.diagnostics if one.severity == "error"]
    assert found == [
        (
            "window",
            "the window of the bonus `sprint`, 2026-07-01 to 2026-07-14, is not inside the period paid, 2026-Q2",
        )
    ]


def errors(bonus: str) -> list[str]:
    """The errors of a plan."""
    _, problems = plans_of(plan_of(bonus))
    return [str(one.message) for one in problems if one.severity == "error"]


@pytest.mark.parametrize(
    ("bonus", "message"),
    [
        (
            "when: {given: {from: 90 %}}, pays: 5",
            "`given` is not measured on rows: it has one value for the period",
        ),
        ("per: many, pays: 5", "the rows of `many` have no date"),
        (
            "when: {csat.target: {from: 90 %}}, pays: 5",
            "`csat.target` is of the whole period: a window has the actual alone",
        ),
        (
            "when: {plan.payout_rate: {from: 90 %}}, pays: 5",
            "`plan.payout_rate` is of the whole period: a window has the actual alone",
        ),
        (
            "pays: {share: 10 %, of: sales.payout}",
            "`sales.payout` is of the whole period: a window has the actual alone",
        ),
        ("pays: 5", "this bonus reads no KPI: there is nothing to measure over a window"),
        (
            "pays: {share: 10 %, of: salary}",
            "this bonus reads no KPI: there is nothing to measure over a window",
        ),
        (
            "per: sales, pays: 5, accumulate: true",
            "`accumulate` is of the whole period, and `window` of some days",
        ),
    ],
)
def test_what_is_no_value_of_some_days_is_refused(bonus: str, message: str) -> None:
    assert message in errors(bonus)


def test_a_window_ends_after_it_begins() -> None:
    plan = plan_of("per: sales, pays: 1").replace("to: 2026-07-14", "to: 2026-06-30")
    _, problems = plans_of(plan)
    assert "a window ends on its first day or later" in [str(one.message) for one in problems]


def test_a_plan_without_windows_stays_as_it_is() -> None:
    plans, _ = plans_of(plan_of("per: sales, pays: 1").replace(f"{JULY}, ", ""))
    assert plans is not None
    assert list(plans.base.kpis) == ["csat", "sales", "rise", "many", "given"]


def test_a_booklet_says_what_rows_are_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(plan_of("per: sales, pays: 1, cap: 500"), "utf-8")
    assert run_command(["booklet", str(path), "--width", "120"]) == 0
    said = capsys.readouterr().out
    assert "a part of the rows of `answers`" in said
    assert "`stars` from" in said
    assert "the number of rows of `undated`" in said
    assert "sales (2026-07-01 – 2026-07-14)" in said
