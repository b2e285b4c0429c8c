"""The published worked examples, and the folders of `examples/`, paid by the engine to the cent."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from engine import compute_folder

ROOT = Path(__file__).parents[1]
FOLDERS = sorted(
    path.parent for base in ("tests/cases", "examples") for path in (ROOT / base).glob("*/expected.yaml")
)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_expected_steps_are_paid(folder: Path) -> None:
    expected = yaml.load((folder / "expected.yaml").read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506
    assert expected["runs"]
    for run in expected["runs"]:
        ran = compute_folder(folder, run)
        assert ran.results is not None, [(d.rule, str(d.message), d.at) for d in ran.diagnostics]
        assert run["expect"]
        for person, steps in run["expect"].items():
            found = ran.steps(person)
            assert {name: found.get(name) for name in steps} == steps, person
