"""What was found wrong with fixes, differences, explanations and simulations, with its smallest input."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from csvariable.cli import run

ROWS: list[dict[str, Any]] = [
    row
    for path in sorted(Path(__file__).parent.glob("changes*.yaml"))
    for row in yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
]


class Case(NamedTuple):
    """A run of one command on some files."""

    files: dict[str, str]
    run: str
    exit: int = 0
    says: tuple[str, ...] = ()
    """Lines that are printed, or parts of them."""
    never: tuple[str, ...] = ()
    """What is not printed."""
    once: tuple[str, ...] = ()
    """What is printed one time."""
    changes: tuple[tuple[str, str, str], ...] = ()
    """Texts of files that are replaced by others; all the rest stays."""


def cases() -> list[Any]:
    """The rows, as parameters: a row with several runs gives several."""
    found = []
    for row in ROWS:
        runs = row.get("runs", [row])
        for at, one in enumerate(runs):
            case = Case(
                {**row.get("files", {}), **one.get("files", {})},
                one["run"],
                one.get("exit", 0),
                tuple(one.get("says", ())),
                tuple(one.get("never", ())),
                tuple(one.get("once", ())),
                tuple(tuple(change) for change in one.get("changes", ())),
            )
            found.append(pytest.param(case, id=f"{row['id']}{f'-{at}' if len(runs) > 1 else ''}"))
    return found


def flat(text: str) -> str:
    """A text without its breaks of lines, and without what typography puts between words."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


@pytest.mark.parametrize("case", cases())
def test_a_fault_is_gone(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "300")
    for name in ("CSVARIABLE_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "FORCE_COLOR", "CI"):
        monkeypatch.delenv(name, raising=False)
    for name, text in case.files.items():
        Path(name).write_text(text, "utf-8")
    code = run(shlex.split(case.run))
    out, err = capsys.readouterr()
    told = flat(out + err)
    for part in case.says:
        assert flat(part) in told, f"{part!r} is not said in {out}{err}"
    for part in case.never:
        assert flat(part) not in told, f"{part!r} is said in {out}{err}"
    for part in case.once:
        assert told.count(flat(part)) == 1, f"{part!r} is not said once in {out}{err}"
    assert code == case.exit, out + err
    wanted = dict(case.files)
    for name, old, new in case.changes:
        assert old in wanted[name]
        wanted[name] = wanted[name].replace(old, new)
    assert {name: Path(name).read_text("utf-8") for name in wanted} == wanted
