"""Attainments that fall from one closed period to the next, told in the history of a person."""

from __future__ import annotations

import json
from fractions import Fraction as F
from pathlib import Path

import pytest

from csvariable.aims.engagement import attained, falls
from csvariable.cli import run

PLAN = """csvariable: 1
name: Team
currency: EUR
period: quarter
target_incentive: 1000
kpis:
  nrr: {weight: 100 %, unit: percent, target: 100 %, curve: {marginal: [{from: 0 %, rate: 100 %}]}}
"""


def test_a_fall_is_more_than_a_quarter_of_what_was_attained() -> None:
    series = [
        ("Q1", {"nrr": F(80, 100)}),
        ("Q2", {"nrr": F(60, 100)}),
        ("Q3", {"nrr": F(44, 100), "new": F(1)}),
    ]
    (one,) = falls(series)
    assert (one.kpi, one.first, one.last, one.after_target) == ("nrr", "Q2", "Q3", False)
    assert str(one.told) == "`nrr` falls from 60 % of its target in Q2 to 44 % in Q3, by more than 25 %"
    assert list(falls([("Q1", {"nrr": F(0)}), ("Q2", {"nrr": F(-1)})])) == []


def test_the_attainments_among_the_steps_are_those_of_kpis() -> None:
    steps = {"nrr.attainment": "1.1", "plan.attainment": "1.1", "nrr.payout": "900.00"}
    steps |= {"pool.attainment": "20.00", "modifiers.attainment": "1", "bonuses.attainment": "5.00"}
    assert attained(steps) == {"nrr": F(11, 10)}


def test_a_history_says_where_somebody_fell_after_the_target_was_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN, "utf-8")
    for period, value, more in (("2026-Q1", "104 %", ["--first", "-y"]), ("2026-Q2", "70 %", ["-y"])):
        Path("kpis.csv").write_text(f"participant,nrr\nana,{value}\n", "utf-8")
        assert run(["close", "plan.yaml", "kpis.csv", "--period", period, "--ledger", "ledger", *more]) == 0
    capsys.readouterr()
    assert run(["history", "ledger", "--width", "160"]) == 0
    said = capsys.readouterr().out.replace("\xa0", " ")
    assert "nrr` falls from 104 % of its target in 2026-Q1, where it was reached, to 70 % in 2026-Q2" in said
    assert run(["history", "ledger", "-f", "json"]) == 0
    (fall,) = json.loads(capsys.readouterr().out)[0]["falls"]
    assert (fall["kpi"], fall["first"], fall["last"], fall["after_target"]) == (
        "nrr",
        "2026-Q1",
        "2026-Q2",
        True,
    )
