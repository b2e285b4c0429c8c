"""The page of a team: sums that add up, small groups that stay hidden, numbers with how many they are of."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from readers import DEMO, HEAD, ROOT, Ran

from csvariable.cli import run
from csvariable.documents.paper.html import as_html
from csvariable.documents.paper.model import Bars, Board, Picture
from csvariable.documents.team_report import TeamReport
from csvariable.engine.results import Results

BACK = ROOT / "examples" / "back-test"
RUN = [str(BACK / "plan.yaml"), str(BACK / "kpis.csv"), "--people", str(BACK / "people.csv")]


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """No CI, in which names would be hidden."""


def test_periods_teams_and_kpis_add_up(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["report", *RUN, "-f", "json"]) == 0
    data = json.loads(capsysbinary.readouterr().out)
    assert [one["period"] for one in data["periods"]][:2] == ["2024-Q1", "2024-Q2"]
    for one in data["periods"]:
        total = Fraction(one["total"]["cash"])
        assert sum(Fraction(team["cash"]) for team in one["teams"].values()) == total
        assert sum(Fraction(kpi["paid"]) for kpi in one["kpis"].values()) == total
        assert {kpi["n"] for kpi in one["kpis"].values()} == {6}


def test_adjustments_of_a_period_stand_in_what_it_cost(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    corrected = tmp_path / "adjustments.csv"
    corrected.write_text("participant,amount,reason\nana,-100,Paid twice\n", "utf-8")
    asked = ["report", *RUN, "--adjustments", str(corrected)]
    assert run([*asked, "--period", "2024-Q2", "-f", "json"]) == 0
    (one,) = json.loads(capsysbinary.readouterr().out)["periods"]
    paid = sum(Fraction(kpi["paid"]) for kpi in one["kpis"].values())
    assert (one["total"]["cash"], Fraction(one["total"]["cash"]) - paid) == ("14459.23", Fraction(-100))
    # of several periods nobody knows which is meant
    assert run(asked) == 1
    assert b"adjustments-of-periods" in capsysbinary.readouterr().err


def test_the_page_says_what_it_costs_and_who_is_near_a_tier(tmp_path: Path) -> None:
    out = tmp_path / "team.html"
    assert run(["report", *RUN, "-o", str(out)]) == 0
    page = out.read_text("utf-8").replace("\u00a0", " ")
    for said in ("€14,601.35", "6 people are too few", "Nearest to a tier", "Farid Benali", "+€900.00"):
        assert said in page
    assert page.count('<path class="peer"') == 12


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


SALES = (
    HEAD
    + """target_incentive: 1000
kpis:
  sold:
    weight: 100 %
    unit: money
    curve: {of: CURVE}
"""
)


@pytest.mark.parametrize(
    ("curve", "redacted", "said"),
    [
        (
            "attainment, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]",
            False,
            "sold: a point is €100.00, ",
        ),
        (
            "attainment, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]",
            True,
            "sold: a point is 1 % of the",
        ),
        (
            "actual, linear: [{at: 0, pays: 0 %}, {at: 90000, pays: 100 %}]",
            False,
            "sold: no points, because not",
        ),
    ],
)
def test_what_a_point_of_money_is_stands_on_the_page(curve: str, redacted: bool, said: str) -> None:
    plan = SALES.replace("CURVE", curve)
    target = ",10000" if curve.startswith("attainment") else ""
    head = "id,sold,sold.target\n" if target else "id,sold\n"
    old, new = (
        Ran(
            plan,
            f"{head}a,{value}{target}\n"
            + "".join(f"{who}{at},1000{target}\n" for at in range(6) if redacted),
        )
        for value, who in ((5000, "p"), (6000, "q"))
    )
    runs: dict[str | None, Results] = {"2026-Q1": old.results, "2026-Q2": new.results}
    report = TeamReport("Plan", new.plans, runs, "en", redacted=redacted)
    told = as_html(report.paper()).replace("\u00a0", " ")
    assert said in told
    (sold,) = report.data()["impact"]["changes"][0]["kpis"]
    if not redacted:
        assert (sold["point"], sold["points_gained"], sold["more_for_each_point"]) == (
            ("100", "10", "10.00") if target else (None, None, None)
        )


def versions(folder: Path, *dates: str) -> list[str]:
    """The plan of the example and the one of the next year, with the dates for which they hold."""
    names = []
    for name, held in zip(("plan.yaml", "next.yaml"), dates, strict=True):
        text = (BACK / name).read_text("utf-8").partition("examples:")[0]
        (folder / name).write_text(f"{text}{held}\n", "utf-8")
        names.append(str(folder / name))
    return names


def test_levels_and_pay_stand_before_and_after_a_version(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    old, new = versions(
        tmp_path, "effective: {from: 2024-01-01, to: 2024-12-31}", "effective: {from: 2025-01-01}"
    )
    asked = ["report", new, *RUN[1:], "--before", old]
    assert run([*asked, "-f", "json"]) == 0
    data = json.loads(capsysbinary.readouterr().out)
    (change,) = data["impact"]["changes"]
    assert change["change"] == f"Before and after {new}, since 2025-01-01"
    nrr, csat = change["kpis"]
    means = [
        sum((Fraction(one["kpis"]["nrr"]["paid"]) for one in some), Fraction(0)) / 4
        for some in (data["periods"][:4], data["periods"][4:])
    ]
    assert [Fraction(nrr["paid_before"]), Fraction(nrr["paid_after"])] == means
    gained = (Fraction(nrr["after"]) - Fraction(nrr["before"])) * 100
    each: Fraction = (means[1] - means[0]) / gained
    assert abs(Fraction(nrr["more_for_each_point"]) - each) < Fraction(1, 10**6)
    assert (nrr["n"], nrr["finding"], csat["more_for_each_point"]) == (6, "few", None)
    # Each period is paid by its version: those of 2024 as the old plan alone pays them.
    assert run(["report", old, *RUN[1:], "--period", "2024-Q3", "-f", "json"]) == 0
    alone = json.loads(capsysbinary.readouterr().out)
    assert alone["periods"][0]["total"] == data["periods"][2]["total"]
    assert run([*asked, "-f", "text"]) == 0
    told = capsysbinary.readouterr().out.decode()
    assert "Net revenue retention: 6 values before and after are too few to conclude" in told
    assert "6 people are too few to conclude." in told


@pytest.mark.parametrize(
    ("dates", "periods", "said"),
    [
        (("", "effective: {from: 2025-01-01}"), [], "does not say from when it holds"),
        (("effective: {from: 2025-01-01}",) * 2, [], "begin on the same day"),
        (
            ("effective: {from: 2024-01-01}", "effective: {from: 2025-01-01}"),
            ["one.csv", "two.csv"],
            "it is not known when `one` is",
        ),
    ],
)
def test_it_must_be_known_which_version_pays(
    dates: tuple[str, str],
    periods: list[str],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    old, new = versions(tmp_path, *dates)
    files = [str(tmp_path / one) for one in periods]
    for one in files:
        Path(one).write_text("participant,nrr,csat\nana,100 %,90 %\n", "utf-8")
    assert run(["report", new, *(files or RUN[1:2]), "--before", old, "--width", "200"]) == 2
    assert said in capsys.readouterr().err


def test_a_budget_says_what_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    for budget, said in (("15000", "Left of the budget"), ("14000.50", "Over the budget")):
        assert run(["report", *RUN, "--budget", budget]) == 0
        shown = capsys.readouterr().out
        assert said in shown
    assert "€600.85" in shown
    assert run(["report", *RUN, "--budget", "much"]) == 2


def many(*teams: int) -> Ran:
    """A run of teams of so many people."""
    plan = HEAD + "target_incentive: 100\nkpis:\n  nrr: {weight: 100 %, unit: percent, target: 100 %, "
    plan += "curve: {of: attainment, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
    rows = [f"p{team}-{at},t{team},{at * 9} %" for team, count in enumerate(teams) for at in range(count)]
    return Ran(plan, "id,team,nrr\n" + "\n".join(rows) + "\n")


@pytest.mark.parametrize(
    ("teams", "shown"),
    [
        ((9, 3, 2), {"t0": 9, "smaller teams": 5}),
        ((9, 7, 2), {"t0": 9, "smaller teams": 9}),
        ((6, 1), {"smaller teams": 7}),
        ((5, 6), {"t0": 5, "t1": 6}),
    ],
)
def test_no_group_that_others_read_is_small(teams: tuple[int, ...], shown: dict[str, int]) -> None:
    ran = many(*teams)
    report = TeamReport("Plan", ran.plans, {None: ran.results}, "en", redacted=True)
    assert {name: len(people) for name, people in report.costs.teams(ran.results).items()} == shown
    spread = next(one for one in report.paper().blocks() if isinstance(one, Bars) and "target" in one.title)
    assert all(value >= 5 for _, value, _ in spread.rows)
    assert sum(value for _, value, _ in spread.rows) == sum(teams)
    pictures = [one for one in report.paper().blocks() if isinstance(one, Picture)]
    assert not any(dot.kind == "peer" for one in pictures for dot in one.dots)


def test_of_four_people_nothing_is_said_to_others() -> None:
    ran = many(4)
    report = TeamReport("Plan", ran.plans, {"2026-Q1": ran.results}, "en", redacted=True)
    words = as_html(report.paper())
    assert "Fewer than 5 people were paid: nothing is said of them to others." in words
    assert "€" not in words
    assert report.data()["periods"] == []


def test_everybody_is_a_point_of_pay_against_performance() -> None:
    ran = many(12)
    report = TeamReport("Plan", ran.plans, {None: ran.results}, "en")
    drawn = next(one for one in report.paper().blocks() if isinstance(one, Picture))
    assert drawn.title == "Pay against performance"
    assert len(drawn.dots) == 12
    (whole, nrr) = report.data()["impact"]["pay_and_performance"]
    assert (whole["kpi"], whole["n"], whole["concludes"]) == (None, 12, True)
    assert whole["pairs"] == whole["agreeing"] == nrr["pairs"] == 66


def test_an_error_is_told_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kpis = tmp_path / "kpis.csv"
    kpis.write_text("participant,nrr\nana,much\n", "utf-8")
    out = tmp_path / "team.html"
    assert run(["report", str(DEMO / "plan.yaml"), str(kpis), "-o", str(out)]) == 1
    assert "kpis.csv:2" in capsys.readouterr().err
    assert not out.exists()
