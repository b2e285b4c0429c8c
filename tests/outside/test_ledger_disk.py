"""A ledger on disks that tests in a folder cannot have: one without case, one that is full."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from ledgers import PLAN, every_file, wrote

from csvariable.cli import run

CLOSE = ["close", "plan.yaml", "kpis.csv", "--yes", "--ledger"]
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="a disk is mounted by root, on Linux"
)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "disk").mkdir()
    yield tmp_path / "disk"
    subprocess.run(["umount", tmp_path / "disk"], check=False)


def did(*words: str | Path) -> bool:
    return subprocess.run(words, check=False, capture_output=True).returncode == 0


@pytest.mark.skipif(shutil.which("lowntfs-3g") is None, reason="needs ntfs-3g")
def test_a_ledger_on_a_path_without_case(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image = place.parent / "image"
    image.write_bytes(b"")
    os.truncate(image, 2**26)
    if not (
        did("mkfs.ntfs", "-q", "-F", "-f", image)
        and did("lowntfs-3g", "-o", "ignore_case,loop", image, place)
    ):
        pytest.skip("no such disk can be mounted here")
    monkeypatch.chdir(place)
    wrote(PLAN, "ana,80 %", "Anb,81 %", "ANC,82 %")
    assert Path("PLAN.YAML").exists()
    assert run([*CLOSE, "pay", "--period", "2024-Q1", "--first"]) == 0
    assert run([*CLOSE, "PAY", "--period", "2024-Q1"]) == 1
    assert run([*CLOSE, "Pay", "--period", "2024-Q2"]) == 0
    wrote(PLAN, "ana,90 %", "Anb,81 %", "ANC,82 %")
    assert run(["correct", "pay", "kpis.csv", "--period", "2024-Q1", "--reason", "x"]) == 0
    assert run(["verify", "PAY"]) == 0


def test_a_disk_that_is_full(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if not did("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", place):
        pytest.skip("no such disk can be mounted here")
    monkeypatch.chdir(place.parent)
    wrote(PLAN, *(f"p{number},{80 + number} %" for number in range(9)))
    ledger = str(place / "pay")
    assert run([*CLOSE, ledger, "--period", "2024-Q1", "--first"]) == 0
    before = every_file(place / "pay")
    code, period = 0, 1
    while code == 0 and period < 9:
        before, period = every_file(place / "pay"), period + 1
        code = run([*CLOSE, ledger, "--period", f"{2024 + (period - 1) // 4}-Q{(period - 1) % 4 + 1}"])
    assert code == 2
    assert "No space left" in capsys.readouterr().err
    assert every_file(place / "pay") == before
    assert run(["verify", ledger]) == 0


def test_a_disk_that_is_read_only(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if not did("mount", "-t", "tmpfs", "tmpfs", place):
        pytest.skip("no such disk can be mounted here")
    monkeypatch.chdir(place.parent)
    wrote(PLAN, "ana,80 %")
    ledger = str(place / "pay")
    assert run([*CLOSE, ledger, "--period", "2024-Q1", "--first"]) == 0
    before = every_file(place / "pay")
    assert did("mount", "-o", "remount,ro", place)
    capsys.readouterr()
    assert run([*CLOSE, ledger, "--period", "2024-Q2"]) == 2
    assert "Read-only file system" in capsys.readouterr().err
    assert every_file(place / "pay") == before
    assert run(["verify", ledger]) == 0
    assert run(["compute", "plan.yaml", "kpis.csv", "--period", "2024-Q2", "--ledger", ledger]) == 0
