"""Standard streams that are closed, full or left by their reader: a sentence and a code, no traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest
from shared_plans import PAID

PLAN = (
    PAID
    + """\
kpis:
  nrr: {weight: 100 %, unit: percent, missing: zero, curve: {of: actual, lookup: [{from: 80 %, pays: 100 %}]}}
"""
)
CLOSED = "error: the standard output is closed; write to a file with --output\n"
FULL = "error: the system refused: No space left on device\n"
COMPUTE = "compute plan.yaml kpis.csv -f csv"

needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    Path("plan.yaml").write_text(PLAN, "utf-8")
    Path("kpis.csv").write_text("participant,nrr\nana,90 %\nben,\n", "utf-8")


def shell(line: str) -> tuple[int, str, str]:
    """Run a line of a shell in which `csvariable` is ours."""
    ours = f'"{sys.executable}" -m csvariable'
    done = subprocess.run(  # noqa: S602
        line.replace("csvariable", ours, 1), shell=True, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
@pytest.mark.parametrize(
    ("line", "code", "err"),
    [
        (f"csvariable {COMPUTE} >&-", 2, CLOSED),
        ("csvariable compute plan.yaml kpis.csv >&-", 2, CLOSED),
        ("csvariable --version >&-", 2, ""),
        (f"csvariable {COMPUTE} >&- 2>&-", 2, ""),
        ("csvariable validate - <&-", 2, "error: cannot read -: Bad file descriptor\n"),
        pytest.param(f"csvariable {COMPUTE} >/dev/full", 2, FULL, marks=needs_full),
        (f"csvariable {COMPUTE} | true", 0, ""),
    ],
)
def test_an_output_that_cannot_be_written(line: str, code: int, err: str) -> None:
    found = shell(line)
    said = [one for one in found[2].splitlines(keepends=True) if not one.startswith("note:")]
    assert (found[0], "".join(said)) == (code, err)


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
@pytest.mark.parametrize("where", ["2>&-", pytest.param("2>/dev/full", marks=needs_full)])
def test_messages_that_nobody_can_read_change_nothing(where: str) -> None:
    code, out, _ = shell(f"csvariable {COMPUTE} {where}")
    assert code == 0
    assert [line.split(",")[0] for line in out.splitlines()] == ["participant", "ana", "ben"]
    assert shell(f"csvariable compute nope.yaml kpis.csv {where}")[:2] == (2, "")


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
@pytest.mark.parametrize(
    "command", ["compute plan.yaml kpis.csv --details", "explain plan.yaml kpis.csv --csm ana"]
)
def test_a_reader_who_has_seen_enough_is_no_failure(command: str) -> None:
    code, out, err = shell(f"{{ csvariable {command}; echo code $? >&2; }} | head -c 1")
    assert (code, len(out)) == (0, 1)
    assert err == "code 0\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
@pytest.mark.parametrize("form", ["text", "json", "concise"])
def test_what_is_wrong_stays_wrong_whoever_stops_reading(form: str) -> None:
    Path("wrong.yaml").write_text("csvariable: 1\n" + "a: 1\n" * 400, "utf-8")
    command = f"csvariable validate wrong.yaml --format {form}"
    assert shell(f"{{ {command}; echo code $? >&2; }} | head -c 1")[2].endswith("code 1\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
def test_a_file_is_written_without_a_standard_output() -> None:
    assert shell("csvariable compute plan.yaml kpis.csv -o pay.csv >&-")[0] == 0
    assert Path("pay.csv").read_text("utf-8").startswith("participant,")


def test_of_two_runs_to_one_new_file_the_second_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from csvariable.commands import files
    from csvariable.commands.usage_error import UsageError

    def write_meanwhile(out: BinaryIO) -> None:
        Path("pay.csv").write_bytes(b"the other run")
        out.write(b"this run")

    with pytest.raises(UsageError, match=r"pay\.csv exists already"):
        files.write_whole(Path("pay.csv"), write_meanwhile)
    assert Path("pay.csv").read_bytes() == b"the other run"
    assert [one.name for one in Path().iterdir() if one.name.startswith(".")] == []
    files.write_whole(Path("pay.csv"), b"asked for", force=True)
    assert Path("pay.csv").read_bytes() == b"asked for"

    def no_links(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("os.link", no_links)
    files.write_whole(Path("new.csv"), b"without links")
    assert Path("new.csv").read_bytes() == b"without links"


def test_characters_without_width_are_seen_in_csv() -> None:
    Path("kpis.csv").write_text("participant,name,nrr\nana,Zo\u200be,90 %\n", "utf-8")
    assert "ana,Zo\\u200be," in shell(f"csvariable {COMPUTE}")[1]
