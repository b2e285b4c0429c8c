"""The wheel works without the repository: `init`, `validate`, `test`, `compute` of every starting plan."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from transcript import ROOT

pytestmark = pytest.mark.slow

TEMPLATES = sorted(path.parent.name for path in ROOT.glob("plans/*/template.yaml"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of what the archive of the sources would hold."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def home(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel; what it needs is borrowed from the one that runs this."""
    folder = tmp_path_factory.mktemp("fresh")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    python = str(folder / "venv" / "bin" / "python")
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--no-index", "--no-deps", "--quiet"]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    packages = next((folder / "venv").glob("lib/*/site-packages"))
    # Its own packages come first, and a path file inside a borrowed folder is not followed:
    # so the csvariable that runs is the one of the wheel.
    borrowed = [one for one in sys.path if one.endswith("site-packages")]
    (packages / "borrowed.pth").write_text("".join(f"{one}\n" for one in borrowed), "utf-8")
    return folder


def call(home: Path, *arguments: str) -> str:
    """Run the installed command far from the repository."""
    environ = {"PATH": f"{home / 'venv' / 'bin'}:{os.environ['PATH']}", "HOME": str(home), "COLUMNS": "100"}
    done = subprocess.run(
        [str(home / "venv" / "bin" / "csvariable"), *arguments],
        cwd=home,
        env=environ | {"LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_holds_the_package_and_the_starting_plans(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert all(name.split("/")[0].startswith("csvariable") for name in names)
    for template in TEMPLATES:
        for name in ("plan.yaml", "kpis.csv", "people.csv", "template.yaml"):
            assert f"csvariable/plans/{template}/{name}" in names
    assert not [name for name in names if name.endswith((".pyc", ".orig", "~"))]


def test_the_csvariable_that_runs_is_that_of_the_wheel(home: Path) -> None:
    code = "import csvariable, sys; sys.stdout.write(csvariable.__file__)"
    python = str(home / "venv" / "bin" / "python")
    shown = subprocess.run([python, "-c", code], cwd=home, capture_output=True, text=True, check=True).stdout
    assert Path(shown).is_relative_to(home)
    assert call(home, "--version").startswith("csvariable ")


def test_the_first_five_minutes(home: Path) -> None:
    """The commands that `init` names, as it writes them."""
    said = call(home, "init", "csm-saas", "demo")
    commands = re.findall(r"^  csvariable (.*)$", said, re.MULTILINE)
    assert len(commands) == 2
    for command in commands:
        shown = call(home, *command.split())
    assert "Payout" in shown
    assert call(home, "test", "demo/plan.yaml", "--coverage").endswith("examples passed.\n")


ALL = """
import io, re, sys
from contextlib import redirect_stdout
from csvariable.cli import run
for template in sys.argv[1:]:
    with redirect_stdout(io.StringIO()) as said:
        assert run(["init", template, f"start/{template}"]) == 0
    command = re.search(r"^  csvariable (compute .*)$", said.getvalue(), re.MULTILINE)[1]
    assert run([*command.split(), "-o", f"{template}.jsonl"]) == 0, template
    assert '"total"' in open(f"{template}.jsonl").read(), template
"""


def test_every_starting_plan_computes(home: Path) -> None:
    command = [str(home / "venv" / "bin" / "python"), "-c", ALL, *TEMPLATES]
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(TEMPLATES) >= 8
