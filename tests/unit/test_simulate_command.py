"""`simulate` and `routes` as they are called: exit codes, formats, limits, names."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from csvariable.cli import run
from csvariable.commands.completion import routes_of_plan

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DEMO = ("plan.yaml", "kpis.csv", "--people", "people.csv")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(EXAMPLES / "demo", tmp_path, dirs_exist_ok=True)
    shutil.copytree(EXAMPLES / "back-test", tmp_path / "back")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def test_nothing_is_written_to_a_plan(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in here.rglob("*") if path.is_file()}
    assert run(["simulate", *DEMO, "--set", "target_incentive=2600"]) == 0
    assert "€18,878.15" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in here.rglob("*") if path.is_file()} == before


def test_json_has_exact_texts(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["simulate", *DEMO, "--set", "target_incentive=2600", "--format", "json"]
    assert run([*asked, "--details"]) == 0
    found = json.loads(capsys.readouterr().out)
    (scenario,) = found["scenarios"]
    assert scenario["changes"] == {"target_incentive": "2600"}
    assert scenario["cash"] == {
        "before": "18385.38",
        "after": "18878.15",
        "change": "492.77",
        "share": "0.026802274416",
    }
    assert scenario["people"][0]["because"] == "nrr.payout"
    assert found["points"][""][0]["people"]["ana"] == "187.50"
    assert run(asked) == 0
    (short,) = json.loads(capsys.readouterr().out)["scenarios"]
    assert short == {name: value for name, value in scenario.items() if name != "people"}


@pytest.mark.parametrize(
    ("limit", "code"), [("cost > +5%", 0), ("cost > +2%", 1), ("losers > 0", 0), ("any gain > 3%", 1)]
)
def test_a_limit_is_an_exit_code(limit: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["simulate", *DEMO, "--set", "target_incentive=2600", "--fail-if", limit]) == code
    shown = capsys.readouterr()
    assert "€18,878.15" in shown.out
    assert ("limit crossed" in shown.err) == bool(code)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--set", "cap"], 2),
        (["--sweep", "cap=1..2"], 2),
        (["--fail-if", "price > 1"], 2),
        (["--scenario", "none.yaml"], 2),
        (["--set", "kpis.nrr.traget=1 %"], 1),
        (["--set", "kpis.nrr.weight=60 %"], 1),
        (["--period", "2026"], 1),
    ],
)
def test_what_cannot_be_run_prints_no_table(
    options: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["simulate", *DEMO, *options]) == code
    shown = capsys.readouterr()
    assert not shown.out
    assert shown.err


def test_an_impossible_scenario_does_not_hide_the_others(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "scenarios: {good: {changes: {cap: 140 %}}, bad: {changes: {kpis.nrr.weight: 60 %}}}\n"
    (here / "w.yaml").write_text(text, "utf-8")
    assert run(["simulate", *DEMO, "--scenario", "w.yaml"]) == 1
    shown = capsys.readouterr()
    assert "good" in shown.out
    assert "could not be run" in shown.out
    assert "w.yaml:1:" in shown.err


def test_names_are_hidden_where_they_would_be_published(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["simulate", *DEMO, "--set", "target_incentive=2600", "--details", "--format", "markdown"]
    assert run(arguments) == 0
    assert "Ana Costa" in capsys.readouterr().out
    monkeypatch.setenv("CI", "true")
    assert run(arguments) == 0
    hidden = capsys.readouterr().out
    assert "Names and what few people are paid are hidden" in hidden
    assert "Person |" not in hidden
    assert not any(name in hidden for name in ("Ana", "ana |", "Ben", "David"))
    assert run([*arguments, "--redact", "none"]) == 0
    assert "Ana Costa" in capsys.readouterr().out


def test_a_back_test_runs_every_period(capsys: pytest.CaptureFixture[str]) -> None:
    facts = ["back/plan.yaml", "back/kpis.csv", "--people", "back/people.csv", "--against", "back/next.yaml"]
    assert run(["simulate", *facts, "--format", "csv"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 1 + 8 * 6
    assert run(["simulate", *facts, "--period", "2024-Q1", "--period", "2024-Q2", "--format", "json"]) == 0
    (scenario,) = json.loads(capsys.readouterr().out)["scenarios"]
    assert list(scenario["periods"]) == ["2024-Q1", "2024-Q2"]


def test_what_a_role_says_of_a_removed_gate_is_removed_by_the_route_that_is_told(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = here / "plan.yaml"
    text = plan.read_text("utf-8")
    plan.write_text(
        text.replace(
            "    bonuses.team-retention: null\n",
            "    gates.quality-first: null\n    bonuses.team-retention: null\n",
        ),
        "utf-8",
    )
    assert run(["simulate", *DEMO, "--set", "gates=null"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    more = 'roles.head."gates.quality-first"=null'
    assert f"take this line out of the role; in a scenario, `{more}` does" in told.err
    assert run(["simulate", *DEMO, "--set", "gates=null", "--set", more]) == 1
    assert "take it out of the example; in a scenario, `examples=null` leaves them all out" in " ".join(
        capsys.readouterr().err.split()
    )
    assert run(["simulate", *DEMO, "--set", "gates=null", "--set", more, "--set", "examples=null"]) == 0
    assert "gate quality-first is gone" in capsys.readouterr().out


def test_an_output_is_written_whole_and_not_twice(here: Path) -> None:
    arguments = ["simulate", *DEMO, "--set", "cap=140 %", "--output", "out.md"]
    assert run(arguments) == 0
    assert (here / "out.md").read_text("utf-8").startswith("**Plan changes**")
    assert run(arguments) == 2
    assert run([*arguments, "--force"]) == 0
    assert run(["simulate", *DEMO, "--output", "out.txt"]) == 0
    assert "Cost" in (here / "out.txt").read_text("utf-8")


def test_routes_are_listed_and_completed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["routes", "plan.yaml"]) == 0
    assert "kpis.nrr.curve.linear[2].pays" in capsys.readouterr().out
    assert run(["routes", "plan.yaml", "--format", "json"]) == 0
    routes = {one["route"]: one for one in json.loads(capsys.readouterr().out)["routes"]}
    assert routes["target_incentive"] == {"route": "target_incentive", "value": "2500", "line": 12}

    class Context:
        params = {"plan": "plan.yaml"}  # noqa: RUF012 - stands for the context of the shell

    assert routes_of_plan(Context(), "kpis.nrr.ta") == ["kpis.nrr.target="]  # type: ignore[arg-type]
    assert routes_of_plan(Context(), "kpis.nrr.target=1") == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "form"),
    [
        (["simulate", *DEMO, "--set", "target_incentive=2600"], "json"),
        (["simulate", *DEMO, "--set", "target_incentive=2600"], "csv"),
        (["simulate", *DEMO, "--set", "target_incentive=2600"], "parquet"),
        (["budget", *DEMO], "json"),
        (["diff", "plan.yaml", "plan.yaml", *DEMO[1:]], "json"),
    ],
)
def test_data_name_everybody_so_names_are_not_hidden_in_them(
    asked: list[str], form: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run([*asked, "-f", form, "--redact", "names"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert f"{form} is data that names everybody; write a page" in shown.err
    # in continuous integration pages hide names, and data is what it is
    monkeypatch.setenv("CI", "1")
    if form == "json":
        assert run([*asked, "-f", form]) == 0
