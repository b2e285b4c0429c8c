"""Pools, gates and bonuses that are called as the step of a KPI ends are told as what they are."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from ledgers import PLAN, closed

from csvariable.cli import run
from csvariable.kernel.purpose import Purpose
from csvariable.ledger.lines import lines_of
from csvariable.plan.ids import RESERVED_IDS

NAMED = """proration: calendar-days
gates:
  payout: {when: {nrr: {from: 50 %}}, otherwise: {times: 0 %, of: plan}}
pool:
  payout: {amount: 100, by: uniform, scope: company}
bonuses:
  payout: {pays: 50}
  attainment: {pays: 5}
"""
PEOPLE = """participant,team,entry,exit
ana,north,2026-01-01,2026-01-31
ana,south,2026-02-01,
ben,south,2026-01-01,
"""


@pytest.fixture(autouse=True)
def _ledger(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN + NAMED, "utf-8")
    Path("kpis.csv").write_text("participant,nrr\nana,100 %\nben,80 %\n", "utf-8")
    Path("people.csv").write_text(PEOPLE, "utf-8")
    closed(["plan.yaml", "kpis.csv", "--people", "people.csv"], "2026-Q1")


def test_the_lines_of_a_closed_period_add_up_whatever_its_parts_are_called() -> None:
    result = json.loads(Path("pay/2026-Q1/result.json").read_text("utf-8"))
    assert [sum(lines_of(person).values(), Fraction(0)) for person in result["people"]] == [1105, 905]
    assert lines_of(result["people"][0])["pool.payout"] == 50


def test_the_history_tells_only_kpis_as_kpis(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["history", "pay", "--csm", "ben", "-f", "markdown"]) == 0
    text = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| 2026-Q1")]
    assert [[cell.strip() for cell in row[2:-1]] for row in rows] == [
        ["nrr", "80 %", "80 %", "€800.00"],
        ["pool.payout", "", "", "+€50.00"],
        ["bonuses.payout", "", "", "+€50.00"],
        ["bonuses.attainment", "", "", "+€5.00"],
    ]


@pytest.mark.parametrize(
    "step", ["pool.payout", "gates.payout", "bonuses.payout", "payout", "nrr.payout.owed"]
)
def test_a_step_of_something_else_is_the_payout_of_no_kpi(step: str) -> None:
    assert Purpose.PAYOUT.kpi_of(step) is None


def test_a_payout_is_that_of_its_kpi() -> None:
    assert Purpose.PAYOUT.kpi_of("nrr.payout") == "nrr"
    assert Purpose.PAYOUT.kpi_of("nrr.payout_rate") is None


def test_a_kpi_may_be_called_as_a_step_that_has_one_word() -> None:
    """`reached` and `rounding` are steps, and ids that a plan may give to its KPIs."""
    words = {one.value for one in Purpose if "." not in one.value} - RESERVED_IDS
    assert {"reached", "rounding"} <= words
    assert {word: Purpose.PAYOUT.kpi_of(f"{word}.payout") for word in words} == {word: word for word in words}
    dotted = {one.value.partition(".")[0] for one in Purpose if "." in one.value} - {"{}"}
    assert dotted <= RESERVED_IDS
    assert {Purpose.PAYOUT.kpi_of(f"{head}.payout") for head in dotted} == {None}
