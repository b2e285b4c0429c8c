"""Faults that were found by use, each with the smallest input that showed it, and what is right.

A file of `runs` is one fault: `files` by name, then `runs`, each a command line with its exit
code, what the standard output (`out`) and the standard error (`err`) must hold, and what neither may
(`never`). No file that was there may be changed, but for those under `writes`.
"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from csvariable.cli import run

HERE = Path(__file__).parent / "runs"
FAULTS = sorted(HERE.glob("*.yaml"))


def _texts(found: object) -> list[str]:
    return [found] if isinstance(found, str) else list(found or [])  # type: ignore[call-overload]


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        place = folder / name
        if name.endswith("/"):
            place.mkdir()
        else:
            place.parent.mkdir(exist_ok=True)
            place.write_text(text, "utf-8")


def _wrong(asked: dict[str, Any], out: str, err: str) -> list[str]:
    """What is lacking, or there and should not be."""
    lacking = [text for text in _texts(asked.get("out")) if text not in out]
    lacking += [text for text in _texts(asked.get("err")) if text not in err]
    return lacking + [text for text in _texts(asked.get("never")) if text in out + err]


@pytest.mark.parametrize("path", FAULTS, ids=[path.stem for path in FAULTS])
def test_a_fault_stays_mended(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fault: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    for name in ("CI", "CSVARIABLE_LANG", "LANG", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    files: dict[str, str] = fault["files"]
    _write(tmp_path, files)
    for one in fault["runs"]:
        for name, value in one.get("environ", {}).items():
            monkeypatch.setenv(name, value)
        code = run(shlex.split(one["command"]))
        shown = capsys.readouterr()
        assert (code, _wrong(one, shown.out, shown.err)) == (one["code"], []), (one["command"], shown)
    written = set(fault.get("writes", ()))
    for name, text in files.items():
        if name not in written and not name.endswith("/"):
            assert (tmp_path / name).read_text("utf-8") == text, name
