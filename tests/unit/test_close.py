"""`close` and `verify` as they are called: what is written, what is refused, what is found."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from ledgers import every_file, forged
from readers import DEMO

from csvariable.cli import run
from csvariable.commands import close, ledger_files

FILES = ("plan.yaml", "kpis.csv", "--people", "people.csv")
Text = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(DEMO, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def closed(period: str, *more: str, first: bool = False) -> int:
    begun = ("--first",) if first else ()
    return run(["close", *FILES, "--period", period, "--ledger", "pay", *begun, *more])


def refused(text: Text, rule: str) -> str:
    said = "".join(text.readouterr())
    assert f"error[{rule}]" in said
    assert said.count("error[") == 1
    return " ".join(said.split())


# ------------------------------------------------------------------------------- closing


def test_a_period_is_closed_with_all_that_it_came_from(here: Path, capsys: Text) -> None:
    assert closed("2024-Q1", first=True) == 0
    assert "2024-Q1 is closed: 6 people, €18,385.38" in capsys.readouterr().out
    files = every_file(here / "pay")
    people = ("ana", "ben", "chloe", "david", "emma", "frank")
    assert sorted(files) == sorted(
        f"2024-Q1/{name}"
        for name in (
            "manifest.json",
            "manifest.sha256",
            "result.json",
            "state.json",
            "plan.yaml",
            "inputs/kpis-1.csv",
            "inputs/people.csv",
            *(f"payslips/{one}.json" for one in people),
        )
    )
    assert files["2024-Q1/plan.yaml"] == (here / "plan.yaml").read_bytes()
    assert files["2024-Q1/inputs/kpis-1.csv"] == (here / "kpis.csv").read_bytes()
    run(["compute", *FILES, "--period", "2024-Q1", "--format", "json", "-o", "r.json"])
    assert files["2024-Q1/result.json"] == (here / "r.json").read_bytes()
    payslip = json.loads(files["2024-Q1/payslips/ana.json"])
    assert (payslip["person"]["id"], payslip["person"]["total"]) == ("ana", "3456.88")


def test_the_same_files_closed_twice_give_the_same_bytes(here: Path) -> None:
    closed("2024-Q1", first=True)
    one = every_file(here / "pay")
    shutil.rmtree(here / "pay")
    closed("2024-Q1", first=True)
    assert every_file(here / "pay") == one


def test_the_digest_is_one_that_sha256sum_reads(here: Path) -> None:
    closed("2024-Q1", first=True)
    done = subprocess.run(
        ["sha256sum", "-c", "manifest.sha256"],
        cwd=here / "pay" / "2024-Q1",
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0


def test_inputs_can_be_left_out_and_verify_says_so(here: Path, capsys: Text) -> None:
    assert closed("2024-Q1", "--without-inputs", first=True) == 0
    assert not (here / "pay" / "2024-Q1" / "inputs").exists()
    manifest = json.loads(every_file(here / "pay")["2024-Q1/manifest.json"])
    assert (manifest["ledger_version"], manifest["language_version"]) == (1, 1)
    assert [(one["path"], one["file"]) for one in manifest["inputs"]] == [
        ("kpis.csv", None),
        ("people.csv", None),
    ]
    capsys.readouterr()
    assert run(["verify", "pay"]) == 0
    assert "bytes alone: the files of the run were not kept" in capsys.readouterr().out


def test_a_dry_run_shows_and_writes_nothing(here: Path, capsys: Text) -> None:
    assert closed("2024-Q1", "--dry-run", first=True) == 0
    said = capsys.readouterr().out
    assert "€18,385.38" in said
    assert "Nothing is written" in said
    assert not (here / "pay").exists()


@pytest.mark.parametrize(("answer", "code"), [("y\n", True), ("oui\n", True), ("n\n", False), ("", False)])
def test_a_person_at_a_terminal_is_asked(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Text, answer: str, code: bool
) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return answer

    monkeypatch.setattr(sys, "stdin", Terminal())
    assert closed("2024-Q1", first=True) == 0
    assert "Close 2024-Q1? [y/N]" in capsys.readouterr().err
    assert (here / "pay" / "2024-Q1").exists() is code
    assert closed("2024-Q1", "--yes", first=True) == (1 if code else 0)


def test_far_from_the_last_pay_is_listed(here: Path, capsys: Text) -> None:
    closed("2024-Q1", first=True)
    text = (here / "kpis.csv").read_text("utf-8").replace("emma,", "eva,").replace("92.4 %", "40 %")
    (here / "kpis.csv").write_text(text, "utf-8")
    people = (here / "people.csv").read_text("utf-8").replace("emma,", "eva,")
    (here / "people.csv").write_text(people, "utf-8")
    capsys.readouterr()
    assert closed("2024-Q2", "--review", "30%") == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "1 person of 2024-Q1 is not paid now: emma" in said
    assert "1 person was not paid in 2024-Q1: eva" in said
    assert "`ana` is paid €" in said
    assert "more than 30 % apart" in said
    assert "`ben`" not in said


@pytest.mark.parametrize("text", ["30", "-5%", "much", "3 EUR"])
def test_a_review_is_a_rate(text: str) -> None:
    assert closed("2024-Q1", "--review", text, first=True) == 2


# ------------------------------------------------------------------------------- refusals


def test_periods_are_closed_in_order(here: Path, capsys: Text) -> None:
    assert closed("2024-Q1") == 1
    assert "--first" in refused(capsys, "not-begun")
    assert not (here / "pay").exists()
    assert closed("2024-Q1", first=True) == 0
    before = every_file(here / "pay")
    for period, more, rule in (
        ("2024-Q1", (), "closed-already"),
        ("2024-Q3", (), "not-the-next"),
        ("2023-Q4", (), "not-the-next"),
        ("2024-Q2", ("--first",), "begun-already"),
        ("2024-H1", (), "wrong-period"),
        ("soon", (), "wrong-period"),
    ):
        capsys.readouterr()
        assert closed(period, *more) == 1
        refused(capsys, rule)
    assert every_file(here / "pay") == before
    assert closed("2024-Q2") == 0


def test_a_period_is_over_before_it_is_closed(
    here: Path, capsys: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(close, "today", lambda: date(2024, 3, 31))
    assert closed("2024-Q1", first=True) == 1
    assert "today is" in refused(capsys, "period-not-over")
    assert not (here / "pay").exists()
    monkeypatch.setattr(close, "today", lambda: date(2024, 4, 1))
    assert closed("2024-Q1", first=True) == 0


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("en: CSM variable pay", "en: Another plan", "name"),
        ("currency: EUR", "currency: USD", "currency"),
        ("period: quarter", "period: quarter\nyear_starts: 04-01", "year_starts"),
    ],
)
def test_a_ledger_is_of_one_family(here: Path, capsys: Text, old: str, new: str, key: str) -> None:
    closed("2024-Q1", first=True)
    capsys.readouterr()
    plan = here / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace(old, new), "utf-8")
    assert closed("2024-Q2") == 1
    said = refused(capsys, "another-family")
    assert f"`{key}`" in said
    assert ("was renamed on purpose" in said) == (key == "name")
    assert closed("2024-Q2", "--renamed") == (0 if key == "name" else 1)


def test_a_closing_needs_a_period(here: Path, capsys: Text) -> None:
    assert run(["close", *FILES, "--ledger", "pay", "--first"]) == 2
    assert "--period" in capsys.readouterr().err
    assert not (here / "pay").exists()


def test_what_stops_a_run_stops_a_closing(here: Path, capsys: Text) -> None:
    (here / "kpis.csv").write_text("participant,nrr\nana,oops\n", "utf-8")
    assert closed("2024-Q1", first=True) == 1
    assert not (here / "pay").exists()
    (here / "plan.yaml").write_text("csvariable: 1\n", "utf-8")
    assert closed("2024-Q1", first=True) == 1
    (here / "plan.yaml").write_text("{", "utf-8")
    assert closed("2024-Q1", first=True) == 1
    assert not (here / "pay").exists()
    assert "Traceback" not in capsys.readouterr().err


def test_a_link_or_a_file_is_no_ledger(here: Path, capsys: Text) -> None:
    (here / "pay").write_text("", "utf-8")
    assert closed("2024-Q1", first=True) == 2
    assert run(["verify", "pay"]) == 2
    (here / "pay").unlink()
    (here / "elsewhere").mkdir()
    (here / "pay").symlink_to("elsewhere")
    assert closed("2024-Q1", first=True) == 2
    assert "link" in capsys.readouterr().err
    assert list((here / "elsewhere").iterdir()) in ([], [here / "elsewhere" / ".lock"])


# ---------------------------------------------------------------------------- what is found


def test_closing_and_verifying_at_once_is_silent(capsys: Text) -> None:
    closed("2024-Q1", first=True)
    closed("2024-Q2")
    capsys.readouterr()
    assert run(["verify", "pay"]) == 0
    said = capsys.readouterr()
    assert not said.err
    assert "2 closed periods hold: every byte, and every amount" in said.out


def test_any_changed_byte_is_found(here: Path, capsys: Text) -> None:
    closed("2024-Q1", first=True)
    closed("2024-Q2")
    for name, data in every_file(here / "pay").items():
        for at in {0, len(data) // 2, len(data) - 1}:
            for change in (1, 32):
                (here / "pay" / name).write_bytes(data[:at] + bytes([data[at] ^ change]) + data[at + 1 :])
                assert run(["verify", "pay"]) == 1, (name, at)
        (here / "pay" / name).write_bytes(data + b"\n")
        assert run(["verify", "pay"]) == 1, name
        (here / "pay" / name).unlink()
        assert run(["verify", "pay"]) == 1, name
        (here / "pay" / name).write_bytes(data)
    (here / "pay" / "2024-Q1" / "notes.txt").write_text("hi", "utf-8")
    assert run(["verify", "pay"]) == 1
    (here / "pay" / "2024-Q1" / "notes.txt").unlink()
    (here / "pay" / "README.md").write_text("hi", "utf-8")
    capsys.readouterr()
    assert run(["verify", "pay"]) == 0


def test_a_period_that_is_taken_out_is_missed(here: Path, capsys: Text) -> None:
    closed("2024-Q1", first=True)
    closed("2024-Q2")
    closed("2024-Q3")
    shutil.move(here / "pay" / "2024-Q2", here / "aside")
    capsys.readouterr()
    assert run(["verify", "pay"]) == 1
    assert "`2024-Q2` is not here, and `2024-Q3` came after it" in refused(capsys, "broken-ledger")
    shutil.move(here / "pay" / "2024-Q1", here / "aside-1")
    shutil.move(here / "aside", here / "pay" / "2024-Q2")
    assert run(["verify", "pay"]) == 1
    assert "`2024-Q1` is not here" in refused(capsys, "broken-ledger")


def test_a_last_period_that_is_taken_out_or_closed_anew_is_missed_by_its_hash(
    here: Path, capsys: Text
) -> None:
    assert closed("2024-Q1", first=True) == 0
    assert closed("2024-Q2") == 0
    capsys.readouterr()
    assert run(["verify", "pay", "--format", "json"]) == 0
    kept = [one["manifest"] for one in json.loads(capsys.readouterr().out)["entries"]]
    expected = [word for one in (kept[0], kept[1].upper()[:12]) for word in ("--expect", one)]
    assert run(["verify", "pay", *expected]) == 0
    shutil.rmtree(here / "pay" / "2024-Q2")
    assert run(["verify", "pay"]) == 0  # a folder cannot tell
    capsys.readouterr()
    assert run(["verify", "pay", *expected]) == 1
    said = capsys.readouterr().out
    assert f"no period and no correction has the manifest `{kept[1][:12]}`" in said
    assert kept[0][:12] not in said
    (here / "kpis.csv").write_text((here / "kpis.csv").read_text("utf-8").replace("1", "2"), "utf-8")
    assert closed("2024-Q2") == 0
    assert run(["verify", "pay", *expected]) == 1
    for text in ("", "abc", "g" * 12, "a" * 65):
        assert run(["verify", "pay", "--expect", text]) == 2


def test_a_period_put_in_the_place_of_another_is_found(here: Path, capsys: Text) -> None:
    closed("2024-Q1", first=True)
    closed("2024-Q2")
    shutil.rmtree(here / "pay" / "2024-Q1")
    shutil.copytree(here / "pay" / "2024-Q2", here / "pay" / "2024-Q1")
    capsys.readouterr()
    assert run(["verify", "pay"]) == 1
    assert "the manifest is of `2024-Q2`" in capsys.readouterr().out


def test_a_period_closed_anew_from_other_files_breaks_the_chain(here: Path, capsys: Text) -> None:
    closed("2024-Q1", first=True)
    closed("2024-Q2")
    shutil.move(here / "pay" / "2024-Q2", here / "aside")
    shutil.rmtree(here / "pay" / "2024-Q1")
    text = (here / "kpis.csv").read_text("utf-8")
    (here / "kpis.csv").write_text(text.replace("92.4 %", "40 %"), "utf-8")
    closed("2024-Q1", first=True)
    shutil.move(here / "aside", here / "pay" / "2024-Q2")
    capsys.readouterr()
    assert run(["verify", "pay"]) == 1
    assert "came after another manifest of `2024-Q1`" in refused(capsys, "broken-ledger")


def by_a_cent(text: str) -> str:
    at = text.index('"id": "ben"')
    return text[:at] + text[at:].replace("1250.00", "1250.01", 1)


def test_an_amount_that_the_files_do_not_give_is_told_with_its_step(here: Path, capsys: Text) -> None:
    closed("2024-Q1", first=True)
    forged(here / "pay" / "2024-Q1", "result.json", by_a_cent)
    capsys.readouterr()
    assert run(["verify", "pay"]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "`ben`, `nrr.part`: 1250.01 was closed with csvariable" in said
    assert "and 1250.00 is computed now" in said
    assert "--csm ben --why nrr.part" in said


def test_what_verify_finds_is_written_for_others(here: Path, capsys: Text) -> None:
    closed("2024-Q1", first=True)
    capsys.readouterr()
    assert run(["verify", "pay", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["holds"], found["problems"], found["entries"][0]["recomputed"]) == (True, [], True)
    assert run(["verify", "pay", "--format", "github"]) == 0
    assert not capsys.readouterr().out
    assert run(["verify", "pay", "--format", "junit"]) == 0
    assert 'tests="2" failures="0"' in capsys.readouterr().out
    forged(here / "pay" / "2024-Q1", "result.json", by_a_cent)
    assert run(["verify", "pay", "--format", "github"]) == 1
    assert "::error title=csvariable (pays-otherwise),file=pay/2024-Q1/result.json" in capsys.readouterr().out
    assert run(["verify", "pay", "--format", "junit"]) == 1
    assert 'tests="2" failures="1"' in capsys.readouterr().out
    (here / "pay" / "2024-Q1" / "plan.yaml").write_text("x", "utf-8")
    assert run(["verify", "pay", "--format", "junit"]) == 1
    assert "broken-ledger" in capsys.readouterr().out


def test_a_folder_without_periods_is_no_ledger(here: Path, capsys: Text) -> None:
    for folder in ("nowhere", "."):
        assert run(["verify", folder]) == 1
        assert "[not-a-ledger]" in capsys.readouterr().out
    closed("2024-Q1", first=True)
    capsys.readouterr()
    assert run(["verify", "pay", "--period", "2024-Q2"]) == 1
    assert "[not-closed]" in capsys.readouterr().out
    assert run(["verify", "pay", "--period", "2024-Q1"]) == 0
    assert not (here / "nowhere").exists()


def test_a_newer_version_is_not_read(here: Path, capsys: Text) -> None:
    closed("2024-Q1", first=True)
    folder = here / "pay" / "2024-Q1"
    forged(folder, "result.json", lambda text: text.replace('"schema_version": 1', '"schema_version": 2'))
    assert run(["verify", "pay"]) == 1
    assert "[newer-ledger]" in capsys.readouterr().out
    from csvariable.ledger.manifest import digest, digest_file

    manifest = folder / "manifest.json"
    manifest.write_text(
        manifest.read_text("utf-8").replace('"ledger_version": 1', '"ledger_version": 2'), "utf-8"
    )
    (folder / "manifest.sha256").write_bytes(digest_file(digest(manifest.read_bytes())))
    assert closed("2024-Q2") == 1
    assert "[newer-ledger]" in capsys.readouterr().err


# -------------------------------------------------------------------- whatever ends a closing


def test_two_closings_at_once_are_one(here: Path, capsys: Text) -> None:
    with ledger_files.locked(here / "pay"):
        assert closed("2024-Q1", first=True) == 2
    assert "another run is writing" in capsys.readouterr().err
    assert closed("2024-Q1", first=True) == 0


def test_what_a_stopped_run_left_is_swept_and_never_read(here: Path) -> None:
    left = here / "pay" / f"{ledger_files.BESIDE}x" / "2024-Q1"
    left.mkdir(parents=True)
    (left / "manifest.json").write_text("half", "utf-8")
    assert closed("2024-Q1", first=True) == 0
    assert not left.exists()
    assert run(["verify", "pay"]) == 0


@pytest.mark.parametrize("nth", range(0, 40, 3))
def test_a_full_disk_leaves_nothing(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Text, nth: int
) -> None:
    closed("2024-Q1", first=True)
    before = every_file(here / "pay")
    count, flush = iter(range(1000)), os.fsync

    def full(handle: int) -> None:
        if next(count) == nth:
            raise OSError(28, "No space left on device")
        flush(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        code = closed("2024-Q2")
    whole = (here / "pay" / "2024-Q2").exists()
    assert code == (0 if next(count) <= nth else 2)
    if code == 0:
        assert whole
    elif not whole:
        assert every_file(here / "pay") == before
        assert "No space left" in capsys.readouterr().err
    assert run(["verify", "pay"]) == 0
    assert not list((here / "pay").glob(f"{ledger_files.BESIDE}*"))


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_told(here: Path, capsys: Text) -> None:
    (here / "pay").mkdir(mode=0o500)
    assert closed("2024-Q1", first=True) == 2
    assert "cannot write" in capsys.readouterr().err


def test_what_a_bonus_pays_later_is_told(here: Path, capsys: Text) -> None:
    plan = (
        "csvariable: 1\nname: Fees\ncurrency: EUR\nperiod: quarter\n"
        "kpis: {sales: {unit: money}}\n"
        "bonuses: {fee: {of: sales, marginal: [{from: 0, rate: 10 %}], "
        "paid: [{share: 60 %}, {share: 40 %, after: {periods: 1}}]}}\n"
    )
    (here / "plan.yaml").write_text(plan, "utf-8")
    (here / "kpis.csv").write_text("participant,sales\nana,1000\n", "utf-8")
    assert run(["close", "plan.yaml", "kpis.csv", "--period", "2024-Q1", "--ledger", "pay", "--first"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "`ana`: 2024-Q1, bonus `fee`: €40.00 is paid with 2024-Q2" in said
    assert "ana €60.00" in said
