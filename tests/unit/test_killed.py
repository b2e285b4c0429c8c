"""Whatever ends a closing: the ledger is as before, or has the period whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from ledgers import PLAN, every_file, wrote

from csvariable.cli import run
from csvariable.commands import disk, ledger_files

MOMENTS = 5
MANY = 200
CLOSE = ["close", "plan.yaml", "kpis.csv", "--ledger", "pay", "--yes"]
STOPPED = """
import os, sys
from csvariable.cli import run
from csvariable.commands import close, disk, ledger_files

def counted(function):
    def called(*values, **more):
        global count
        count += 1
        if count == nth:
            os.kill(os.getpid(), {signal})
        return function(*values, **more)
    return called

disk.write = counted(disk.write)
disk.flush = counted(disk.flush)
ledger_files.Path.rename = counted(ledger_files.Path.rename)
count = nth = 0
for line in sys.stdin:
    asked, _, folder = line.rstrip().partition(" ")
    child = os.fork()
    if not child:
        os.chdir(folder)
        os.dup2(2, 1)
        count, nth = 0, int(asked)
        os._exit(run({words}))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Closes in a folder again and again, and is killed before the n-th thing that it does to the disk.

Each closing is a process of its own, forked of one that has imported everything.
"""


@pytest.fixture(scope="module")
def stopped() -> Iterator[Callable[[int], int]]:
    """Close in this folder, killed before the n-th thing; how it ended."""
    words = [*CLOSE, "--period", "2024-Q2"]
    code = STOPPED.format(signal=int(signal.SIGKILL), words=words)
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as one:

        def close(nth: int) -> int:
            assert one.stdin is not None
            assert one.stdout is not None
            one.stdin.write(f"{nth} {Path.cwd()}\n")
            one.stdin.flush()
            return int(one.stdout.readline())

        yield close


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    wrote(PLAN, *(f"p{number},{80 + number} %" for number in range(4)))
    assert run([*CLOSE, "--period", "2024-Q1", "--first"]) == 0
    return tmp_path


def closing(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def whole(before: dict[str, bytes]) -> bool:
    """Check that the ledger is as before or has the second period whole; whether it has."""
    assert run(["verify", "pay"]) == 0
    after = every_file(Path("pay"))
    visible = {name: data for name, data in after.items() if not name.startswith(".")}
    added = {name for name in visible if name not in before}
    assert {name: visible[name] for name in before} == before
    assert all(name.startswith("2024-Q2/") for name in added)
    return bool(added)


def finished(before: dict[str, bytes]) -> None:
    """Close what was not closed, and find nothing left of the run that was killed."""
    if not whole(before):
        assert run([*CLOSE, "--period", "2024-Q2"]) == 0
    assert not [one for one in Path("pay").iterdir() if one.name.startswith(".closing")] or whole(before)
    assert run(["verify", "pay"]) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
@pytest.mark.parametrize("nth", [1, 2, 6, 11, 12, 13, 14, 15, 16])
def test_a_closing_that_is_killed_before_each_thing_it_does_to_the_disk(
    nth: int, stopped: Callable[[int], int]
) -> None:
    before = every_file(Path("pay"))
    done = stopped(nth)
    assert done in {0, -signal.SIGKILL}
    assert (done == 0) <= whole(before)
    finished(before)


def killed_at(moment: float, before: dict[str, bytes]) -> None:
    one = closing("-m", "csvariable", *CLOSE, "--period", "2024-Q2")
    time.sleep(moment)
    one.kill()
    one.wait(60)
    finished(before)


def at_random_moments(count: int) -> None:
    before, dice = every_file(Path("pay")), random.Random(12)  # noqa: S311 - no secret
    start = time.perf_counter()
    assert closing("-m", "csvariable", *CLOSE, "--period", "2024-Q2").wait(60) == 0
    length = time.perf_counter() - start
    for _ in range(count):
        for name in every_file(Path("pay/2024-Q2")):
            Path("pay/2024-Q2", name).unlink()
        for folder in ("payslips", "inputs", "."):
            os.rmdir(Path("pay/2024-Q2", folder))  # noqa: PTH106
        killed_at(dice.uniform(0, length), before)


def test_a_closing_that_is_killed_at_any_moment() -> None:
    at_random_moments(MOMENTS)


@pytest.mark.fuzz
def test_a_closing_that_is_killed_at_many_moments() -> None:
    at_random_moments(MANY)


def test_of_two_closings_at_once_one_closes() -> None:
    before = every_file(Path("pay"))
    runs = [closing("-m", "csvariable", *CLOSE, "--period", "2024-Q2") for _ in range(2)]
    codes = sorted(one.wait(60) for one in runs)
    assert codes[0] == 0
    assert codes[1] in {1, 2}  # locked out, or come after and refused
    assert whole(before)


def test_a_plan_that_moved_is_still_the_plan_of_the_ledger() -> None:
    Path("plans").mkdir()
    Path("plan.yaml").rename("plans/team.yaml")
    assert run(["verify", "pay"]) == 0
    assert run(["close", "plans/team.yaml", "kpis.csv", "--ledger", "pay", "--period", "2024-Q2"]) == 0
    assert run(["verify", "pay"]) == 0


@pytest.mark.parametrize("name", ["2024-q1", "2024-Q1 "])
def test_a_folder_of_another_case_is_named(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("pay/2024-Q1").rename(f"pay/{name}")
    capsys.readouterr()
    assert run(["verify", "pay"]) == 1
    said = capsys.readouterr().out
    assert ("rename the folder" in said) if name.strip() != "2024-Q1" else ("not-a-ledger" in said)


def test_a_file_system_that_keeps_names_in_lower_case_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such a one finds `2024-Q1` under every spelling, and lists `2024-q1`."""

    class Lowered:
        def __init__(self, one: os.DirEntry[str]) -> None:
            self.name, self.is_dir = one.name.lower(), one.is_dir

    listed = ledger_files.entries_of
    monkeypatch.setattr(ledger_files, "entries_of", lambda folder: [Lowered(one) for one in listed(folder)])
    assert run(["verify", "pay"]) == 0
    wrote(PLAN, "p0,70 %", "p1,99 %")
    assert run(["correct", "pay", "kpis.csv", "--period", "2024-q1", "--reason", "x"]) == 0
    assert run([*CLOSE, "--period", "2024-q2"]) == 0
    assert run(["verify", "pay", "--period", "2024-q2"]) == 0
    assert run(["payroll", "pay", "--period", "q2 2024"]) == 0


def test_a_closing_that_is_refused_leaves_no_lock_where_no_ledger_is() -> None:
    Path("empty").mkdir()
    assert run([*CLOSE[:4], "empty", "--period", "2024-Q1"]) == 1
    assert list(Path("empty").iterdir()) == []
    assert run([*CLOSE[:4], "new/er", "--period", "2024-Q1"]) == 1
    assert not Path("new/er").exists()


def test_a_lock_that_another_run_took_away_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take = disk.take

    def too_late(file: BinaryIO) -> bool:
        (tmp_path / "pay/.lock").unlink()
        return take(file)

    monkeypatch.setattr(disk, "take", too_late)
    assert run([*CLOSE, "--period", "2024-Q2"]) == 2


def test_links_to_folders_are_no_part_of_a_ledger() -> None:
    Path("pay/loop").symlink_to(Path("pay").absolute())
    assert run(["verify", "pay"]) == 0


def test_people_whose_ids_differ_by_case_alone_have_two_payslips() -> None:
    wrote(PLAN, "ana,80 %", "Ana,81 %", "con,82 %", "a/../b,83 %", "é" * 80 + ",84 %")
    assert run([*CLOSE, "--period", "2024-Q2"]) == 0
    names = sorted(one.name for one in Path("pay/2024-Q2/payslips").iterdir())
    assert len({name.casefold() for name in names}) == 5
    assert {"ana.json", "%41na.json", "%63on.json", "a%2f..%2fb.json"} <= {*names, "a%2f..%2fb.json"}
    assert all(len(name) <= 130 for name in names)
    assert run(["verify", "pay"]) == 0
