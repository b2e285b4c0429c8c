"""`correct`: what a closed period should have paid otherwise, and when it is paid."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path

import pytest
from ledgers import DRAW, PLAN, YEAR, closed, every_file, forged, wrote

from csvariable.cli import run

Text = pytest.CaptureFixture[str]
RECOVER = "corrections: {recover: 20 %}\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def corrected(period: str, *rows: str, reason: str = "swapped", more: tuple[str, ...] = ()) -> int:
    Path("new.csv").write_text("\n".join(("participant,nrr", *rows)) + "\n", "utf-8")
    return run(["correct", "pay", "new.csv", "--period", period, "--reason", reason, *more])


def lines(number: str = "0001") -> list[tuple[str, str, str, str]]:
    with Path(f"pay/corrections/{number}/lines.csv").open(encoding="utf-8", newline="") as file:
        return [
            (one["participant"], one["amount"], one["period"], one["step"]) for one in csv.DictReader(file)
        ]


def steps(name: str) -> dict[str, dict[str, str]]:
    found = json.loads(Path(f"pay/{name}/result.json").read_text("utf-8"))
    return {one["id"]: one["steps"] for one in found["people"]}


def test_a_correction_is_paid_with_the_next_period_and_once(capsys: Text) -> None:
    closed(wrote(PLAN, "ana,50 %", "ben,120 %"), "2024-Q1")
    before = every_file(Path("pay/2024-Q1"))
    assert corrected("2024-Q1", "ana,60 %", "ben,120 %") == 0
    assert lines() == [("ana", "100.00", "2024-Q1", "nrr.payout")]
    assert every_file(Path("pay/2024-Q1")) == before
    closed(wrote(PLAN, "ana,90 %", "ben,90 %"), "2024-Q2")
    assert steps("2024-Q2")["ana"]["corrections"] == "100.00"
    assert steps("2024-Q2")["ana"]["corrections.carried"] == "0.00"
    assert steps("2024-Q2")["ana"]["total"] == "1000.00"
    assert "corrections" not in steps("2024-Q2")["ben"]
    closed(wrote(PLAN, "ana,90 %", "ben,90 %"), "2024-Q3")
    assert "corrections" not in steps("2024-Q3")["ana"]
    named = [
        json.loads(Path(f"pay/2024-Q{at}/manifest.json").read_text("utf-8"))["corrections"]
        for at in (1, 2, 3)
    ]
    assert [[one["correction"] for one in some] for some in named] == [[], ["0001"], []]
    capsys.readouterr()
    assert run(["verify", "pay"]) == 0


def test_each_correction_is_told_with_its_reason(capsys: Text) -> None:
    closed(wrote(PLAN, "ana,50 %"), "2024-Q1")
    corrected("2024-Q1", "ana,60 %", reason="  late   invoice ")
    corrected("2024-Q1", "ana,55 %", reason="of another customer")
    files = wrote(PLAN, "ana,90 %")
    capsys.readouterr()
    assert run(["compute", *files, "--ledger", "pay", "--format", "json"]) == 0
    person = json.loads(capsys.readouterr().out)["people"][0]
    assert person["corrections"] == [
        {"amount": "100.00", "reason": "late invoice", "period": "2024-Q1", "step": "nrr.payout"},
        {"amount": "-50.00", "reason": "of another customer", "period": "2024-Q1", "step": "nrr.payout"},
    ]
    assert (person["steps"]["corrections"], person["total"]) == ("50.00", "950.00")
    assert run(["explain", *files, "--ledger", "pay", "--csm", "ana", "--lang", "fr"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "(2024-Q1, nrr.payout : late invoice)" in said.replace("\u00a0", " ").replace("\u202f", " ")
    assert "corrections de périodes closes" in said


def test_what_is_taken_back_is_limited_and_the_rest_is_carried(capsys: Text) -> None:
    plan = PLAN + RECOVER
    closed(wrote(plan, "ana,100 %"), "2024-Q1")
    assert corrected("2024-Q1", "ana,50 %") == 0
    for period, owed, carried, total in (
        ("2024-Q2", "-500.00", "300.00", "800.00"),
        ("2024-Q3", "-300.00", "100.00", "800.00"),
        ("2024-Q4", "-100.00", "0.00", "900.00"),
    ):
        closed(wrote(plan, "ana,100 %"), period)
        found = steps(period)["ana"]
        assert (found["corrections"], found["corrections.carried"], found["total"]) == (owed, carried, total)
        (ana,) = json.loads(Path(f"pay/{period}/result.json").read_text("utf-8"))["people"]
        why = "swapped" if period == "2024-Q2" else "what an earlier pay could not bear"
        assert [(one["amount"], one["reason"]) for one in ana["corrections"]] == [(owed, why)]
    closed(wrote(plan, "ana,100 %"), "2025-Q1")
    assert "corrections" not in steps("2025-Q1")["ana"]
    capsys.readouterr()
    assert run(["verify", "pay"]) == 0


def test_without_a_limit_pay_is_never_below_zero(capsys: Text) -> None:
    closed(wrote(PLAN, "ana,100 %"), "2024-Q1")
    corrected("2024-Q1", "ana,0 %")
    closed(wrote(PLAN, "ana,30 %"), "2024-Q2")
    assert steps("2024-Q2")["ana"]["total"] == "0.00"
    assert steps("2024-Q2")["ana"]["corrections.carried"] == "700.00"
    closed(wrote(PLAN, "ana,100 %"), "2024-Q3")
    assert steps("2024-Q3")["ana"]["total"] == "300.00"


def test_a_period_is_corrected_from_its_own_files_whatever_was_corrected_after_it() -> None:
    closed(wrote(PLAN, "ana,50 %"), "2024-Q1")
    closed(wrote(PLAN.replace("1000", "2000"), "ana,50 %"), "2024-Q2")
    Path("other.yaml").write_text(PLAN.replace("1000", "3000"), "utf-8")
    assert corrected("2024-Q2", "ana,50 %", more=("--plan", "other.yaml")) == 0
    assert corrected("2024-Q1", "ana,60 %") == 0
    assert corrected("2024-Q2", "ana,60 %") == 0
    assert [lines(number) for number in ("0001", "0002", "0003")] == [
        [("ana", "500.00", "2024-Q2", "nrr.payout")],
        [("ana", "100.00", "2024-Q1", "nrr.payout")],
        [("ana", "300.00", "2024-Q2", "nrr.payout")],
    ]


def test_what_was_known_when_a_period_was_closed_or_corrected_is_verified(capsys: Text) -> None:
    """Each entry is computed again from those before it, none that came after."""
    plan = PLAN + DRAW
    closed(wrote(plan, "ana,50 %"), "2024-Q1")
    assert corrected("2024-Q1", "ana,60 %") == 0
    closed(wrote(plan, "ana,90 %"), "2024-Q2")
    closed(wrote(plan, "ana,70 %"), "2024-Q3")
    assert corrected("2024-Q1", "ana,55 %") == 0
    closed(wrote(plan, "ana,90 %"), "2024-Q4")
    capsys.readouterr()
    assert run(["verify", "pay"]) == 0


def test_a_correction_reads_files_as_the_period_did_unless_it_says_otherwise() -> None:
    files = wrote(PLAN, 'ana,"50,125 %"')
    assert run(["close", *files, "--period", "2024-Q1", "--ledger", "pay", "--first", "--decimal", ","]) == 0
    assert corrected("2024-Q1", 'ana,"60,125 %"') == 0
    assert lines() == [("ana", "100.00", "2024-Q1", "nrr.payout")]
    assert corrected("2024-Q1", "ana,70.125 %", more=("--decimal", ".")) == 0
    assert lines("0002") == [("ana", "100.00", "2024-Q1", "nrr.payout")]


def test_corrections_stand_after_the_rounding_of_the_total() -> None:
    plan = PLAN + "rounding: {total: 10}\n"
    closed(wrote(plan, "ana,50.4 %"), "2024-Q1")  # 504 is 500
    corrected("2024-Q1", "ana,55.6 %")  # 556 is 560
    assert lines() == [
        ("ana", "52.00", "2024-Q1", "nrr.payout"),
        ("ana", "8.00", "2024-Q1", "rounding"),
    ]
    closed(wrote(plan, "ana,50.4 %"), "2024-Q2")
    assert steps("2024-Q2")["ana"]["total"] == "560.00"


def test_a_correction_reaches_the_balance_of_a_draw_in_later_periods(capsys: Text) -> None:
    closed(wrote(PLAN + DRAW, "ana,50 %", "ben,120 %"), "2024-Q1")
    closed(wrote(PLAN + DRAW, "ana,150 %", "ben,120 %"), "2024-Q2")
    corrected("2024-Q1", "ana,60 %", "ben,120 %")
    assert lines() == [
        ("ana", "100.00", "2024-Q1", "nrr.payout"),
        ("ana", "-100.00", "2024-Q1", "draw.advance"),
        ("ana", "100.00", "2024-Q2", "draw.repaid"),
    ]
    assert Path("pay/corrections/0001/2024-Q2/result.json").exists()
    capsys.readouterr()
    assert run(["verify", "pay"]) == 0


def test_a_correction_of_a_year_to_date_is_paid_once() -> None:
    plan = PLAN + YEAR
    closed(wrote(plan, "ana,50 %"), "2024-Q1")  # 500
    corrected("2024-Q1", "ana,60 %")  # 600
    closed(wrote(plan, "ana,80 %"), "2024-Q2")  # 80 % of 2000, less 600, and the 100
    assert steps("2024-Q2")["ana"]["already_paid"] == "-600.00"
    assert steps("2024-Q2")["ana"]["corrections"] == "100.00"
    assert steps("2024-Q2")["ana"]["total"] == "1100.00"


def test_a_correction_knows_what_was_paid_since_the_year_began_in_april() -> None:
    plan = PLAN + YEAR + "year_starts: 04-01\n"
    closed(wrote(plan, "ana,50 %"), "2024-Q3")  # of three quarters, 1500
    closed(wrote(plan, "ana,80 %"), "2024-Q4")  # January to March: 3200, less 1500
    closed(wrote(plan, "ana,100 %"), "2025-Q1")  # a year of its own
    assert corrected("2024-Q4", "ana,90 %") == 0
    assert lines() == [("ana", "400.00", "2024-Q4", "nrr.payout")]
    assert corrected("2024-Q3", "ana,60 %") == 0
    assert lines("0002") == [
        ("ana", "300.00", "2024-Q3", "nrr.payout"),
        ("ana", "-300.00", "2024-Q4", "already_paid"),
    ]


def test_a_later_correction_of_one_period_leaves_that_of_another() -> None:
    closed(wrote(PLAN, "ana,50 %"), "2024-Q1")
    closed(wrote(PLAN, "ana,50 %"), "2024-Q2")
    corrected("2024-Q2", "ana,70 %")
    corrected("2024-Q1", "ana,60 %")
    assert lines("0002") == [("ana", "100.00", "2024-Q1", "nrr.payout")]
    closed(wrote(PLAN, "ana,50 %"), "2024-Q3")
    assert steps("2024-Q3")["ana"]["corrections"] == "300.00"


def test_people_plan_and_adjustments_can_be_corrected(capsys: Text) -> None:
    Path("people.csv").write_text("participant,name\nana,Ana\nben,Ben\n", "utf-8")
    files = [*wrote(PLAN, "ana,50 %", "ben,50 %"), "--people", "people.csv"]
    closed(files, "2024-Q1")
    Path("people.csv").write_text("participant,name\nana,Ana\n", "utf-8")
    Path("kpis.csv").write_text("participant,nrr\nana,50 %\n", "utf-8")
    assert (
        run(["correct", "pay", "kpis.csv", "--people", "people.csv", "--period", "2024-Q1", "--reason", "r"])
        == 0
    )
    assert lines() == [("ben", "-500.00", "2024-Q1", "nrr.payout")]
    Path("plan.yaml").write_text(PLAN.replace("1000", "2000"), "utf-8")
    assert run(["correct", "pay", "--plan", "plan.yaml", "--period", "2024-Q1", "--reason", "r"]) == 0
    assert lines("0002") == [("ana", "500.00", "2024-Q1", "nrr.payout")]
    Path("more.csv").write_text("participant,amount,reason\nana,-30,deal 4711 churned\n", "utf-8")
    assert (
        run(["correct", "pay", "--adjustments", "more.csv", "--period", "2024-Q1", "--reason", "deal"]) == 0
    )
    assert lines("0003") == [("ana", "-30.00", "2024-Q1", "adjustments")]
    capsys.readouterr()
    files = wrote(PLAN, "ana,50 %")
    assert run(["compute", *files, "--ledger", "pay"]) == 0
    shown = capsys.readouterr()
    assert "corrections of 1 person wait, who is not paid in this run: ben" in shown.err
    assert run(["verify", "pay"]) == 0


def test_a_dry_run_and_what_is_shown_can_be_data(capsys: Text) -> None:
    closed(wrote(PLAN, "ana,50 %"), "2024-Q1")
    before = every_file(Path("pay"))
    capsys.readouterr()
    assert corrected("2024-Q1", "ana,60 %", more=("--dry-run", "--format", "json")) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "participant": "ana",
            "amount": "100.00",
            "reason": "swapped",
            "period": "2024-Q1",
            "step": "nrr.payout",
        }
    ]
    assert corrected("2024-Q1", "ana,60 %", more=("--dry-run", "--format", "csv")) == 0
    assert "ana,100.00,swapped,2024-Q1,nrr.payout" in capsys.readouterr().out
    assert every_file(Path("pay")) == before


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["pay", "--period", "2024-Q1", "--reason", "r"], 2, "name the files"),
        (["pay", "new.csv", "--period", "2024-Q1", "--reason", " "], 2, "write why"),
        (["pay", "new.csv", "--period", "2024-Q2", "--reason", "r"], 1, "[not-closed]"),
        (["pay", "kpis.csv", "--period", "2024-Q1", "--reason", "r"], 1, "[nothing-corrected]"),
        (["nowhere", "new.csv", "--period", "2024-Q1", "--reason", "r"], 1, "[not-a-ledger]"),
        (["pay", "missing.csv", "--period", "2024-Q1", "--reason", "r"], 2, "no file"),
        (["pay", "wrong.csv", "--period", "2024-Q1", "--reason", "r"], 1, "error["),
        (["pay", "--plan", "other.yaml", "--period", "2024-Q1", "--reason", "r"], 1, "[another-family]"),
        (["pay", "--plan", "broken.yaml", "--period", "2024-Q1", "--reason", "r"], 1, "error["),
    ],
)
def test_what_cannot_be_corrected(capsys: Text, arguments: list[str], code: int, said: str) -> None:
    closed(wrote(PLAN, "ana,50 %"), "2024-Q1")
    Path("new.csv").write_text("participant,nrr\nana,60 %\n", "utf-8")
    Path("wrong.csv").write_text("participant,nrr\nana,oops\n", "utf-8")
    Path("other.yaml").write_text(PLAN.replace("Team", "Other"), "utf-8")
    Path("broken.yaml").write_text("csvariable: 1\n", "utf-8")
    before = every_file(Path("pay"))
    capsys.readouterr()
    assert run(["correct", *arguments]) == code
    assert said in capsys.readouterr().err
    assert every_file(Path("pay")) == before
    assert not Path("nowhere").exists()


def test_a_period_closed_without_its_files_is_corrected_with_all_of_them(capsys: Text) -> None:
    Path("people.csv").write_text("participant\nana\n", "utf-8")
    files = [*wrote(PLAN + DRAW, "ana,50 %"), "--people", "people.csv", "--without-inputs"]
    closed(files, "2024-Q1")
    closed(files, "2024-Q2")
    capsys.readouterr()
    assert corrected("2024-Q1", "ana,60 %") == 1
    assert "closed without its files: people" in capsys.readouterr().err
    assert corrected("2024-Q1", "ana,60 %", more=("--people", "people.csv")) == 1
    assert "what 2024-Q2 began with changes, and its files were not kept" in capsys.readouterr().err
    assert corrected("2024-Q2", "ana,60 %", more=("--people", "people.csv")) == 0
    assert not Path("pay/corrections/0001/inputs").exists()
    assert run(["verify", "pay"]) == 0


def test_any_changed_byte_of_a_correction_is_found(capsys: Text) -> None:
    closed(wrote(PLAN, "ana,50 %"), "2024-Q1")
    corrected("2024-Q1", "ana,60 %")
    corrected("2024-Q1", "ana,70 %")
    for name, data in every_file(Path("pay/corrections")).items():
        path = Path("pay/corrections") / name
        for at in {0, len(data) // 2, len(data) - 1}:
            path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
            assert run(["verify", "pay"]) == 1, (name, at)
        path.unlink()
        assert run(["verify", "pay"]) == 1, name
        path.write_bytes(data)
    Path("pay/corrections/0003").mkdir()
    Path("pay/corrections/0003/notes.txt").write_text("hi", "utf-8")
    assert run(["verify", "pay"]) == 1
    Path("pay/corrections/0003/notes.txt").unlink()
    forged(Path("pay/corrections/0002"), "2024-Q1/result.json", lambda text: text.replace("700.00", "701.00"))
    capsys.readouterr()
    assert run(["verify", "pay"]) == 1
    assert "pays-otherwise" in capsys.readouterr().out


def test_a_correction_that_is_taken_out_is_missed(capsys: Text) -> None:
    import shutil

    closed(wrote(PLAN, "ana,50 %"), "2024-Q1")
    corrected("2024-Q1", "ana,60 %")
    corrected("2024-Q1", "ana,70 %")
    closed(wrote(PLAN, "ana,50 %"), "2024-Q2")
    for name in ("0002", "0001"):
        shutil.move(f"pay/corrections/{name}", "aside")
        capsys.readouterr()
        assert run(["verify", "pay"]) == 1
        assert f"corrections/{name}" in capsys.readouterr().out
        shutil.move("aside", f"pay/corrections/{name}")
    assert run(["verify", "pay"]) == 0


def test_the_lines_of_a_correction_add_up_to_what_it_changes() -> None:
    closed(wrote(PLAN + DRAW, "ana,50 %", "ben,120 %"), "2024-Q1")
    closed(wrote(PLAN + DRAW, "ana,150 %", "ben,120 %"), "2024-Q2")
    corrected("2024-Q1", "ana,99.99 %", "ben,3 %")
    closed(wrote(PLAN + DRAW, "ana,150 %", "ben,120 %"), "2024-Q3")
    for person in ("ana", "ben"):
        due = sum(Fraction(amount) for who, amount, _, _ in lines() if who == person)
        assert Fraction(steps("2024-Q3")[person]["corrections"]) == due


def test_a_part_of_a_pay_is_at_most_all_of_it(capsys: Text) -> None:
    files = wrote(PLAN + "corrections: {recover: 120 %}\n", "ana,50 %")
    assert run(["compute", *files]) == 1
    assert "100 % at most" in capsys.readouterr().err


def test_a_budget_knows_what_closed_periods_left(capsys: Text) -> None:
    plan = PLAN.replace("beyond: continue", "cap: 150 %") + DRAW
    closed(wrote(plan, "ana,90 %"), "2024-Q1")
    assert corrected("2024-Q1", "ana,100 %") == 0
    files = wrote(plan, "ana,90 %")
    capsys.readouterr()
    assert run(["budget", *files, "--ledger", "pay", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert '"1100.00"' in json.dumps(found)  # 1,000 at most, and the 100 that wait
    rounded = wrote(plan + "rounding: {total: 10}\n", "ana,90 %")
    assert run(["budget", *rounded, "--ledger", "pay", "--format", "json"]) == 0
    assert '"1100.00"' in capsys.readouterr().out
    wrote(plan, "ana,90 %")
    assert run(["simulate", *files, "--ledger", "pay", "--set", "draw.amount=950", "--format", "json"]) == 0
    assert '"50.00"' in capsys.readouterr().out  # 900 becomes 950; what waits stays
