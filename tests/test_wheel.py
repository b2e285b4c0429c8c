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
    packages = next((folder / "venv").glob("[Ll]ib/**/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # Borrowed packages come last: the editable install among them would come first otherwise.
    (packages / "borrowed.pth").write_text("".join(f"{one}\n" for one in borrowed()), "utf-8")
    return folder


def borrowed() -> list[str]:
    """The folders of installed packages, without any folder of this repository but those."""
    return [one for one in sys.path if one.endswith("site-packages")]
