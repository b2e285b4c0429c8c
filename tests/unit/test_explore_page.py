"""The page of `explore` for a plan: how far its values move, what is compiled beforehand, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from readers import DEMO, ROOT

from csvariable.cli import run

FILES = [str(DEMO / "plan.yaml"), str(DEMO / "kpis.csv"), "--people", str(DEMO / "people.csv")]


def page(tmp_path: Path, *asked: str) -> tuple[dict[str, Any], str]:
    """What a page computes from, and its text."""
    out = tmp_path / "page.html"
    assert run(["explore", *asked, "-o", str(out), "--force"]) == 0
    text = out.read_text("utf-8")
    data: dict[str, Any] = json.loads(text.partition('id="data">')[2].partition("</script>")[0])
    return data, text.replace("\u00a0", " ")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str]:
    """The page of the demo, in French: its values are moved once for all tests."""
    return page(tmp_path_factory.mktemp("demo"), *FILES, "--plan", "--lang", "fr")


def test_a_value_goes_as_far_as_there_is_a_plan(demo: tuple[dict[str, Any], str]) -> None:
    data, text = demo
    found = {one["route"]: (one["low"], one["value"], one["high"]) for one in data["parameters"]}
    assert found["kpis.adoption.target"] == ("19/50", "3/4", "1")  # its range ends at 100 %
    assert found["kpis.nrr.weight ↔ kpis.adoption.weight"] == ("1/5", "1/2", "79/100")
    assert found["kpis.nrr.curve.linear[1].at"] == ("951/1000", "21/20", "1149/1000")  # up to its neighbours
    assert "<details" not in text  # everything moves


HOURS = """csvariable: 1
name: Plan
currency: EUR
period: quarter
target_incentive: 3000
kpis:
  frt:
    weight: 100 %
    unit: hours
    direction: lower
    attainment: inverse
    target: 24 h
    curve: {of: actual, lookup: [{up_to: 30 h, pays: 50 %}, {up_to: 24 h, pays: 100 %}]}
"""


def test_bounds_and_targets_in_hours_move_too(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(HOURS, "utf-8")
    (tmp_path / "kpis.csv").write_text("id,frt\nana,25 h\nben,20 h\n", "utf-8")
    data, _ = page(tmp_path, str(tmp_path / "plan.yaml"), str(tmp_path / "kpis.csv"), "--plan")
    found = {one["route"]: one for one in data["parameters"]}
    upper = found["kpis.frt.curve.lookup[0].up_to"]
    assert (upper["label"], upper["value"], upper["unit"]) == (
        "The tier of frt up to 30\u00a0h (its bound)",
        "1800",
        "minutes",
    )
    assert upper["sets"][0]["behind"] == " min"
    assert found["target_incentive"]["unit"] == "money"
    assert found["kpis.frt.curve.lookup[1].pays"]["label"] == "The tier of frt up to 24\u00a0h"


def test_what_has_no_room_on_the_page_is_told(tmp_path: Path) -> None:
    line = "linear: [{at: 80 %, pays: 50 %}, {at: 100 %, pays: 100 %}, {at: 120 %, pays: 150 %}]"
    kpi = f"{{weight: 10 %, unit: percent, target: 90 %, curve: {{of: attainment, {line}}}}}"
    many = "".join(f"  k{at}: {kpi}\n" for at in range(10))
    (tmp_path / "plan.yaml").write_text(HOURS.partition("  frt:")[0] + many, "utf-8")
    row = ",".join(["90 %"] * 10)
    (tmp_path / "kpis.csv").write_text(f"id,{','.join(f'k{at}' for at in range(10))}\nana,{row}\n", "utf-8")
    data, text = page(tmp_path, str(tmp_path / "plan.yaml"), str(tmp_path / "kpis.csv"), "--plan")
    # A target incentive, ten targets, sixty values of curves, and nine pairs of weights.
    assert len(data["parameters"]) == 60
    assert text.count("a page has no more than 60 sliders") == 20


def test_what_people_would_take_away_is_compiled_beforehand(demo: tuple[dict[str, Any], str]) -> None:
    data, text = demo
    assert [one["sets"] for one in data["variants"]] == [
        ["cap=null"],
        ["gates=null", "examples=null"],
        ["kpis.nrr.weight=0 %", "kpis.adoption.weight=60 %", "kpis.csat.weight=40 %"],
        ["kpis.nrr.weight=62.5 %", "kpis.adoption.weight=37.5 %", "kpis.csat.weight=0 %"],
    ]
    assert "sans le plafond du plan" in text
    without = data["variants"][0]["moves"]
    gone = [one["route"] for one, moves in zip(data["parameters"], without, strict=True) if moves is None]
    assert gone == ["cap"]


def test_what_does_not_move_says_why(tmp_path: Path) -> None:
    folder = ROOT / "plans" / "csm-saas-fr"
    files = [str(folder / "plan.yaml"), str(folder / "kpis.csv"), "--people", str(folder / "people.csv")]
    _, text = page(tmp_path, *files, "--period", "2026-Q1", "--plan", "--lang", "fr")
    refused = (
        text.partition("<details>")[2].partition("</details>")[0].replace("’", "'").replace("&#x27;", "'")
    )
    assert refused.count("<dt>") == refused.count("<dd>") == 4
    for reason in ("ce qu'il fait n'est pas une ligne droite", "il ne bouge pas sans les autres"):
        assert reason in refused, refused


def test_the_plan_is_moved_for_all_and_not_for_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "page.html"
    assert run(["explore", *FILES, "--plan", "--csm", "ana", "-o", str(out)]) == 2
    assert "leave out `--csm`" in capsys.readouterr().err
    assert not out.exists()


PEERS = """csvariable: 1
name: P
currency: EUR
period: month
target_incentive: 1000
proration: none
absences: {parental: peer-average}
kpis:
  k: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 0 %, pays: 50 %}]}}
"""


def test_a_page_of_one_person_tells_no_mean_of_few_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.yaml").write_text(PEERS, "utf-8")
    files = [str(tmp_path / name) for name in ("plan.yaml", "kpis.csv", "people.csv")]
    asked = [*files[:2], "--people", files[2], "--period", "2026-04"]

    def of(others: int) -> None:
        ids = [f"p{at}" for at in range(others)]
        kpis = "".join(f"{one},5{at} %\n" for at, one in enumerate(ids))
        (tmp_path / "kpis.csv").write_text(f"id,k\nana,90 %\n{kpis}", "utf-8")
        people = "".join(f"{one},\n" for one in ids)
        (tmp_path / "people.csv").write_text(f"id,absence_days.parental\nana,10\n{people}", "utf-8")

    of(4)
    assert run(["explore", *asked, "--csm", "ana"]) == 2
    assert "paid the mean rate of fewer than 5 others" in capsys.readouterr().err
    # who was there all along is paid by no mean, and is not told it
    data, _ = page(tmp_path, *asked, "--csm", "p1")
    assert data["columns"]["@step.k.peers_rate"] == [None]
    of(5)
    data, _ = page(tmp_path, *asked, "--csm", "ana")
    assert data["columns"]["@step.k.peers_rate"] != [None]
