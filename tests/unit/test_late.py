"""Lines that were held, and their values when they come with a later period."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ledgers import every_file
from shared_plans import NRR_AND_CSAT as PLAN

from csvariable.cli import run

Text = pytest.CaptureFixture[str]
FILES = ["plan.yaml", "kpis.csv"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN, "utf-8")
    return tmp_path


def close(
    period: str, *rows: str, head: str = "participant,period,nrr,csat", more: tuple[str, ...] = ()
) -> int:
    Path("kpis.csv").write_text("\n".join((head, *rows)) + "\n", "utf-8")
    first = [] if Path("pay").exists() else ["--first"]
    return run(["close", *FILES, "--period", period, "--ledger", "pay", *first, *more])


def steps(period: str) -> dict[str, dict[str, str]]:
    people = json.loads(Path(f"pay/{period}/result.json").read_text("utf-8"))["people"]
    return {one["id"]: one["steps"] for one in people}


def corrections(period: str) -> dict[str, list[dict[str, str]]]:
    people = json.loads(Path(f"pay/{period}/result.json").read_text("utf-8"))["people"]
    return {one["id"]: one["corrections"] for one in people if "corrections" in one}


def test_a_value_that_comes_with_the_next_period_is_paid_as_of_its_own(capsys: Text) -> None:
    assert close("2024-Q1", "ana,2024-Q1,100 %,", "ben,2024-Q1,100 %,85 %") == 0
    assert "`csat` is held for 1 person: ana" in capsys.readouterr().out
    assert steps("2024-Q1")["ana"]["total"] == "600.00"
    Path("plan.yaml").write_text(PLAN.replace("target_incentive: 1000", "target_incentive: 2000"), "utf-8")
    rows = ("ana,2024-Q2,90 %,95 %", "ben,2024-Q2,90 %,95 %", "ana,2024-Q1,150 %,91 %", "ben,2024-Q1,1 %,1 %")
    assert close("2024-Q2", *rows) == 0
    assert corrections("2024-Q2") == {
        "ana": [
            {
                "amount": "400.00",  # of the plan of its own period
                "reason": "csat: held then, known now",
                "period": "2024-Q1",
                "step": "csat.payout",
            }
        ]
    }
    assert Path("pay/corrections/0001/inputs/late-1.csv").read_text("utf-8").splitlines() == [
        "participant,period,csat",
        "ana,2024-Q1,91 %",
    ]
    capsys.readouterr()
    assert run(["verify", "pay"]) == 0
    assert close("2024-Q3", "ana,2024-Q3,90 %,95 %", "ana,2024-Q1,150 %,50 %") == 0
    assert not corrections("2024-Q3")
    assert not Path("pay/corrections/0002").exists()


def test_a_look_ahead_writes_nothing(capsys: Text) -> None:
    close("2024-Q1", "ana,2024-Q1,100 %,")
    Path("kpis.csv").write_text(
        "participant,period,nrr,csat\nana,2024-Q2,100 %,91 %\nana,2024-Q1,,91 %\n", "utf-8"
    )
    before = every_file(Path("pay"))
    capsys.readouterr()
    for verb in (["compute"], ["explain", "--csm", "ana"], ["simulate"], ["budget"]):
        assert run([verb[0], *FILES, *verb[1:], "--ledger", "pay"]) == 0
    assert "+€400.00" in capsys.readouterr().out
    assert close("2024-Q2", "ana,2024-Q2,100 %,91 %", "ana,2024-Q1,,91 %", more=("--dry-run",)) == 0
    assert every_file(Path("pay")) == before


def test_long_rows_and_fractions_come_late_too() -> None:
    head = "participant;kpi;value;numerator;denominator;period"
    assert close("2024-Q1", "ana;nrr;100 %;;;2024-Q1", "ana;csat;;;;2024-Q1", head=head) == 0
    rows = (
        "ana;nrr;100 %;;;2024-Q2",
        "ana;csat;;19;20;2024-Q2",
        "ana;csat;;17;20;2024-Q1",
        "ana;nrr;1 %;;;2024-Q1",
    )
    assert close("2024-Q2", *rows, head=head) == 0
    assert corrections("2024-Q2")["ana"][0]["amount"] == "200.00"


def test_a_value_of_a_team_comes_late_for_everybody() -> None:
    Path("plan.yaml").write_text(PLAN.replace("missing: hold", "missing: hold\n    scope: team"), "utf-8")
    head = "participant,team,period,nrr,csat"
    assert close("2024-Q1", "ana,A,2024-Q1,100 %,", "ben,A,2024-Q1,100 %,", head=head) == 0
    rows = ("ana,A,2024-Q2,100 %,", "ben,A,2024-Q2,100 %,", ",A,2024-Q2,,95 %", ",A,2024-Q1,,85 %")
    assert close("2024-Q2", *rows, head=head) == 0
    assert [one[0]["amount"] for one in corrections("2024-Q2").values()] == ["200.00", "200.00"]


def test_a_late_file_is_read_beside_those_of_the_period(capsys: Text) -> None:
    close("2024-Q1", "ana,2024-Q1,100 %,", "ben,2024-Q1,100 %,")
    Path("late.csv").write_text("participant,csat\nana,85 %\n", "utf-8")
    words = ["correct", "pay", "--period", "2024-Q1", "--reason", "late"]
    assert run([*words, "--late", "late.csv"]) == 0
    Path("late.csv").write_text("participant,csat\nben,95 %\n", "utf-8")
    assert run([*words, "--late", "late.csv"]) == 0
    assert close("2024-Q2", "ana,2024-Q2,100 %,95 %", "ben,2024-Q2,100 %,95 %") == 0
    found = {name: lines[0]["amount"] for name, lines in corrections("2024-Q2").items()}
    assert found == {"ana": "200.00", "ben": "400.00"}
    capsys.readouterr()
    assert run(["verify", "pay"]) == 0


def test_a_late_value_that_cannot_be_read_stops_the_run(capsys: Text) -> None:
    close("2024-Q1", "ana,2024-Q1,100 %,")
    assert close("2024-Q2", "ana,2024-Q2,100 %,91 %", "ana,2024-Q1,,oops") == 1
    assert "oops" in capsys.readouterr().err
    assert not Path("pay/2024-Q2").exists()
    assert not Path("pay/corrections").exists()


def test_rows_of_a_held_period_without_the_value_change_nothing() -> None:
    close("2024-Q1", "ana,2024-Q1,100 %,")
    assert close("2024-Q2", "ana,2024-Q2,100 %,91 %", "ana,2024-Q1,90 %,") == 0
    assert not Path("pay/corrections").exists()


@pytest.mark.parametrize(("value", "code"), [("85 %", 1), ("90 %", 0)])
def test_a_late_value_is_not_another_one_than_is_there(capsys: Text, value: str, code: int) -> None:
    close("2024-Q1", "ana,2024-Q1,100 %,90 %", "ben,2024-Q1,100 %,")
    Path("late.csv").write_text(f"participant,csat\nana,{value}\nben,95 %\n", "utf-8")
    capsys.readouterr()
    assert run(["correct", "pay", "--period", "2024-Q1", "--reason", "r", "--late", "late.csv"]) == code
    assert ("`ana` has two values of `csat`" in capsys.readouterr().err) is bool(code)
