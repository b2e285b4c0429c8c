"""`simulate`, `diff` and `budget` as pages that stand by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from readers import ROOT

from csvariable.cli import run

FOLDER = ROOT / "examples" / "back-test"
PLAN, NEXT = str(FOLDER / "plan.yaml"), str(FOLDER / "next.yaml")
FACTS = [str(FOLDER / "kpis.csv"), "--people", str(FOLDER / "people.csv")]


def page(tmp_path: Path, *asked: str) -> str:
    """What a command writes as a page."""
    out = tmp_path / "page.html"
    assert run([*asked, "-o", str(out), "--force"]) == 0
    return out.read_text("utf-8").replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """No CI, in which names would be hidden."""


def test_a_difference_is_drawn_before_and_after(tmp_path: Path) -> None:
    found = page(tmp_path, "diff", PLAN, NEXT, *FACTS)
    assert 'class="curve other"' in found
    assert 'class="curve main"' in found
    assert "Before: under 90 %: pays" in found
    assert '<rect class="more"' in found
    assert '<rect class="less"' in found
    assert "+€2,215.39" in found


def test_names_are_hidden_where_that_is_asked(tmp_path: Path) -> None:
    found = page(tmp_path, "diff", PLAN, NEXT, *FACTS, "--redact", "names")
    assert "Chloe" not in found
    assert "<rect" not in found


def test_a_simulation_shows_who_gains_and_loses(tmp_path: Path) -> None:
    found = page(tmp_path, "simulate", PLAN, *FACTS, "--set", "cap=120 %")
    assert "Who gains, who loses" in found
    assert "What a change would pay" in found
    assert found.count("<main") == 1


def test_a_simulation_draws_the_curve_that_it_moves(tmp_path: Path) -> None:
    moved = page(tmp_path, "simulate", PLAN, *FACTS, "--set", "kpis.nrr.curve.linear[1].pays=90 %")
    assert 'class="curve other"' in moved
    assert moved.count("Before: under 90 %: pays") == moved.count("<figure><svg viewBox") == 1
    assert 'class="curve' not in page(tmp_path, "simulate", PLAN, *FACTS, "--set", "cap=120 %")


def test_a_budget_is_a_page(tmp_path: Path) -> None:
    found = page(tmp_path, "budget", PLAN, *FACTS)
    assert "What the plan can cost" in found
    assert "<table" in found
    assert "<svg" not in found


def test_what_draws_cost_is_drawn_with_the_limit(tmp_path: Path) -> None:
    found = page(tmp_path, "budget", PLAN, *FACTS, "--draws", "50", "--limit", "25000")
    assert found.count('class="curve main"') == found.count('class="curve other"') == 1
    assert found.count('class="owned"') == 5
    assert "10 % of the draws cost no more than €14,070.59." in found
    assert "The dashed line is the limit, €25,000.00." in found
    assert "dashed" not in page(tmp_path, "budget", PLAN, *FACTS, "--draws", "50")


def test_what_everybody_is_paid_is_a_page_and_a_day_of_the_period_is_one_too(tmp_path: Path) -> None:
    demo = ROOT / "examples" / "demo"
    files = [str(demo / "plan.yaml"), str(demo / "kpis.csv"), "--people", str(demo / "people.csv")]
    found = page(tmp_path, "compute", *files, "--details")
    assert "What each person is paid" in found
    assert "€18,385.38" in found
    assert "bonuses.team-retention" in found
    day = ("--period", "2026-Q3", "--as-of", "2026-08-15")
    ahead = page(tmp_path, "compute", *files, *day, "--lang", "fr")
    assert "Totaux projetés, et non paie" in ahead
    assert "2 400,00 €" in ahead.replace("\u202f", " ")


def test_the_same_page_is_a_pdf(tmp_path: Path) -> None:
    out = tmp_path / "page.pdf"
    assert run(["diff", PLAN, NEXT, *FACTS, "-o", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")
