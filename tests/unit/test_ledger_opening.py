"""What a period takes over from the closed ones: balances, year to date; a column that says otherwise."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from ledgers import DRAW, PLAN, YEAR, closed, forged, wrote

from csvariable.cli import run

Text = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def paid(files: Sequence[str], capsys: Text, *more: str) -> dict[str, dict[str, str]]:
    capsys.readouterr()
    assert run(["compute", *files, "--ledger", "pay", "--format", "json", *more]) == 0
    found = json.loads(capsys.readouterr().out)
    return {one["id"]: one["steps"] for one in found["people"]}


def test_a_draw_is_repaid_from_the_balance_of_the_ledger(capsys: Text) -> None:
    closed(wrote(PLAN + DRAW, "ana,50 %", "ben,120 %"), "2024-Q1")
    found = paid(wrote(PLAN + DRAW, "ana,150 %", "ben,120 %", "eva,90 %"), capsys)
    assert (found["ana"]["draw.repaid"], found["ana"]["draw.balance"]) == ("300.00", "0.00")
    assert (found["ana"]["total"], found["ben"]["total"], found["eva"]["total"]) == (
        "1200.00",
        "1200.00",
        "900.00",
    )


def test_the_balance_of_somebody_who_was_away_is_kept(capsys: Text) -> None:
    closed(wrote(PLAN + DRAW, "ana,50 %", "ben,120 %"), "2024-Q1")
    closed(wrote(PLAN + DRAW, "ben,120 %"), "2024-Q2")
    found = paid(wrote(PLAN + DRAW, "ana,150 %", "ben,120 %"), capsys)
    assert found["ana"]["draw.repaid"] == "300.00"


def test_a_year_to_date_takes_off_what_was_paid_and_begins_anew(capsys: Text) -> None:
    plan = PLAN + YEAR
    closed(wrote(plan, "ana,50 %"), "2024-Q1")
    found = paid(wrote(plan, "ana,80 %"), capsys)
    assert (found["ana"]["already_paid"], found["ana"]["total"]) == ("-500.00", "1100.00")
    closed(wrote(plan, "ana,80 %"), "2024-Q2")
    closed(wrote(plan, "ana,40 %"), "2024-Q3")  # 1200 due, 1600 paid: nothing, and nothing is taken back
    found = paid(wrote(plan, "ana,60 %"), capsys)
    assert (found["ana"]["already_paid"], found["ana"]["total"]) == ("-1600.00", "800.00")
    closed(wrote(plan, "ana,60 %"), "2024-Q4")
    found = paid(wrote(plan, "ana,60 %"), capsys)
    assert (found["ana"]["already_paid"], found["ana"]["total"]) == ("0.00", "600.00")


def test_a_year_that_begins_inside_counts_from_there(capsys: Text) -> None:
    plan = PLAN + YEAR + "year_starts: 04-01\n"
    closed(wrote(plan, "ana,50 %"), "2024-Q4")  # January to March 2025
    found = paid(wrote(plan, "ana,80 %"), capsys)
    assert found["ana"]["total"] == "800.00"


def test_months_are_carried_too(capsys: Text) -> None:
    plan = PLAN.replace("quarter", "month") + YEAR
    closed(wrote(plan, "ana,50 %"), "2024-11")
    assert paid(wrote(plan, "ana,80 %"), capsys)["ana"]["already_paid"] == "-5500.00"
    closed(wrote(plan, "ana,80 %"), "2024-12")
    assert paid(wrote(plan, "ana,80 %"), capsys)["ana"]["already_paid"] == "0.00"


def test_the_first_period_of_a_ledger_may_bring_balances(capsys: Text) -> None:
    files = wrote(PLAN + YEAR, "ana,50 %,300", head="participant,nrr,already_paid")
    closed(files, "2024-Q2")
    state = json.loads(Path("pay/2024-Q2/state.json").read_text("utf-8"))
    assert state == {
        "opening": {"ana": {"already_paid": "300.00"}},
        "closing": {"ana": {"already_paid": "1000.00"}},
    }
    assert paid(wrote(PLAN + YEAR, "ana,50 %"), capsys)["ana"]["already_paid"] == "-1000.00"


@pytest.mark.parametrize(("cell", "code"), [("300", 0), ("300.00", 0), ("", 0), ("20", 1), ("0", 1)])
def test_a_column_that_says_otherwise_shows_both(capsys: Text, cell: str, code: int) -> None:
    closed(wrote(PLAN + DRAW, "ana,50 %"), "2024-Q1")
    files = wrote(PLAN + DRAW, f"ana,150 %,{cell}", head="participant,nrr,draw_balance")
    capsys.readouterr()
    assert run(["compute", *files, "--ledger", "pay"]) == code
    if code:
        said = capsys.readouterr().err
        assert "error[other-than-ledger]" in said
        assert f"`draw_balance` is €{cell}.00 here and €300.00 in the ledger `pay`" in said
        assert "kpis.csv:2:11" in said
        assert run(["close", *files, "--ledger", "pay", "--period", "2024-Q2"]) == 1
        assert not Path("pay/2024-Q2").exists()


def test_somebody_new_may_bring_a_balance(capsys: Text) -> None:
    closed(wrote(PLAN + DRAW, "ana,50 %"), "2024-Q1")
    files = wrote(PLAN + DRAW, "ana,150 %,", "eva,150 %,100", head="participant,nrr,draw_balance")
    found = paid(files, capsys)
    assert (found["ana"]["draw.repaid"], found["eva"]["draw.repaid"]) == ("300.00", "100.00")


def test_the_other_commands_go_on_from_a_ledger_too(capsys: Text) -> None:
    closed(wrote(PLAN + DRAW, "ana,50 %"), "2024-Q1")
    files = wrote(PLAN + DRAW, "ana,150 %")
    capsys.readouterr()
    assert run(["explain", *files, "--csm", "ana", "--ledger", "pay"]) == 0
    assert "€300.00 (balance owed); under the limit of €350.00  (pay)" in capsys.readouterr().out
    assert run(["simulate", *files, "--ledger", "pay", "--format", "json"]) == 0
    assert '"1200.00"' in capsys.readouterr().out
    assert run(["simulate", *files, "--ledger", "pay", "--period", "2024-Q2", "--period", "2024-Q3"]) == 2
    assert run(["budget", *files, "--ledger", "pay", "--format", "json"]) == 0
    assert run(["budget", *files, "--ledger", "elsewhere"]) == 1
    assert run(["simulate", *files, "--ledger", "elsewhere"]) == 1
    for verb in (["simulate"], ["budget"], ["explain", "--csm", "ana"], ["compute"]):
        Path("plan.yaml").write_text("csvariable: 1\n", "utf-8")
        assert run([verb[0], *files, *verb[1:], "--ledger", "pay"]) == 1
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("period", "rule"),
    [
        ("2024-Q3", "not-the-next"),
        ("2023-Q4", "not-the-next"),
        ("2024-H1", "wrong-period"),
        ("x", "wrong-period"),
    ],
)
def test_a_run_with_a_ledger_is_of_the_next_period(capsys: Text, period: str, rule: str) -> None:
    closed(wrote(PLAN, "ana,50 %"), "2024-Q1")
    capsys.readouterr()
    assert run(["compute", *wrote(PLAN, "ana,60 %"), "--ledger", "pay", "--period", period]) == 1
    assert f"error[{rule}]" in capsys.readouterr().err


def test_a_closed_period_is_computed_with_what_it_had(capsys: Text) -> None:
    closed(wrote(PLAN + DRAW, "ana,50 %"), "2024-Q1")
    closed(wrote(PLAN + DRAW, "ana,150 %"), "2024-Q2")
    found = paid(wrote(PLAN + DRAW, "ana,150 %"), capsys, "--period", "2024-Q2")
    assert found["ana"]["draw.repaid"] == "300.00"
    assert paid(wrote(PLAN + DRAW, "ana,150 %"), capsys)["ana"]["draw.repaid"] == "0.00"
    found = paid(wrote(PLAN + DRAW, "ana,50 %"), capsys, "--period", "2024-Q1")
    assert found["ana"]["draw.balance"] == "300.00"


def test_a_ledger_of_another_plan_or_none_is_refused(capsys: Text) -> None:
    closed(wrote(PLAN, "ana,50 %"), "2024-Q1")
    files = wrote(PLAN.replace("EUR", "USD"), "ana,50 %")
    capsys.readouterr()
    assert run(["compute", *files, "--ledger", "pay"]) == 1
    assert "error[another-family]" in capsys.readouterr().err
    assert run(["compute", *files, "--ledger", "nowhere"]) == 1
    assert "error[not-a-ledger]" in capsys.readouterr().err
    (Path("pay") / "2024-Q1" / "state.json").write_text("{}", "utf-8")
    assert run(["compute", *wrote(PLAN, "ana,50 %"), "--ledger", "pay"]) == 1
    assert "error[broken-ledger]" in capsys.readouterr().err


def test_verify_finds_an_opening_that_does_not_follow(capsys: Text) -> None:
    closed(wrote(PLAN + DRAW, "ana,50 %"), "2024-Q1")
    closed(wrote(PLAN + DRAW, "ana,150 %"), "2024-Q2")
    forged(Path("pay/2024-Q2"), "state.json", lambda text: text.replace("300.00", "200.00"))
    capsys.readouterr()
    assert run(["verify", "pay"]) == 1
    assert "pays-otherwise" in capsys.readouterr().out
