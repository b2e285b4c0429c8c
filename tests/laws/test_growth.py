"""Nothing grows faster than the work: twice as much of anything takes about twice as many calls."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from growth import growth
from sizes import Size, kpi_file, people_file, plan

from csvariable.cli import run

MOST = 2.2
"""The step from 2 to 4 times a size takes 2 times that from 1 to 2 where growth is linear, 4 in a square."""

GROWING = [
    ("roles", 10, "validate plan.yaml"),
]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("what", "size", "command"), GROWING, ids=[f"{row[0]}: {row[2]}" for row in GROWING])
def test_twice_as_much_takes_twice_the_calls(
    what: str, size: int, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def work(many: int) -> None:
        of = replace(Size(), **dict.fromkeys(what.split("+"), many))
        Path("plan.yaml").write_text(plan(of), "utf-8")
        Path("new.yaml").write_text(plan(of, 1100), "utf-8")
        Path("kpis.csv").write_text(kpi_file(of), "utf-8")
        Path("people.csv").write_text(people_file(of), "utf-8")
        assert run(command.split()) == 0
        capsys.readouterr()

    assert growth(work, size) < MOST
