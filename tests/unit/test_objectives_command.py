"""`csvariable objectives`: as a table, as Markdown, as data, and where a plan is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from readers import ROOT

from csvariable.cli import run

METHOD = ROOT / "examples" / "methode-articles" / "plan.yaml"


def test_it_is_data_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["objectives", str(METHOD), "-f", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [goal["serves"] for goal in found["goals"]] == [
        {"": "Entreprise : NPS de 50 en 2027"},
        {"": "Entreprise : NRR de 110 %"},
    ]
    assert found["shares"] == {"": {"nps": "0.25", "csat": "0.35", "retention": "0.4"}}
    assert found["without_objective"] == ["nrr-entreprise"]
    largest = next(one for one in found["balance"][""] if one["measure"] == "largest")
    assert largest == {"measure": "largest", "share": "0.4", "rule": "all-eggs-one-basket"}


def test_key_results_are_data_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        METHOD.read_text("utf-8").replace(
            "priority: main, origin: bottom-up}",
            "priority: main, origin: bottom-up, key_results: {r: {kpi: nps, due: 2026-01-31}}}",
        ),
        "utf-8",
    )
    assert run(["objectives", str(plan), "-f", "json", "--as-of", "2026-02-01"]) == 0
    found = json.loads(capsys.readouterr().out)
    (result,) = found["goals"][0]["objectives"][0]["key_results"]
    assert [one["letter"] for one in result["lacks"]] == ["S", "R"]
    assert [one.replace("\u00a0", " ") for one in found["past"]][-1] == "r was due on 31 January 2026."


def test_a_wrong_plan_is_not_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("csvariable: 1\nname: t\n", "utf-8")
    assert run(["objectives", str(plan)]) == 1
    assert "error[" in capsys.readouterr().err
    plan.write_text("- [", "utf-8")
    assert run(["objectives", str(plan)]) == 1


def test_who_was_asked_is_told_with_how_and_what_it_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.yaml"
    asked = "consultation: {asked_on: 2026-05-12, who: the team., how: a vote, changed: the weight of nps}\n"
    kpi = "{weight: 100 %, unit: points, curve: {of: actual, lookup: [{from: 40, pays: 100 %}]}}"
    head = "csvariable: 1\nname: T\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\n"
    plan.write_text(f"{head}kpis:\n  nps: {kpi}\n{asked}", "utf-8")
    assert run(["objectives", str(plan), "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["consultation"] == {
        "asked_on": "2026-05-12",
        "who": {"": "the team."},
        "how": {"": "a vote"},
        "changed": {"": "the weight of nps"},
    }
    assert run(["objectives", str(plan), "--width", "100"]) == 0
    text = capsys.readouterr().out
    assert "Who was asked: the team.\nHow: a vote.\nWhat it changed: the weight of nps.\n" in text
    plan.write_text(plan.read_text("utf-8").replace(asked, ""), "utf-8")
    assert run(["objectives", str(plan), "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["consultation"] is None
