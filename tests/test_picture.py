"""The picture of the README is the real screen: it fails here when the screen has changed."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from readers import DEMO
from rich.console import Console
from rich.text import Text
from transcript import ROOT

from csvariable.cli import run

pytestmark = pytest.mark.slow

PICTURE = ROOT / "docs" / "screen.svg"
ARGUMENTS = ("plan.yaml", "kpis.csv", "--people", "people.csv")
COMMANDS = [("compute", *ARGUMENTS), ("compute", *ARGUMENTS, "--csm", "ana")]
WIDTH = 92
FONT = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"


def screen(capsys: pytest.CaptureFixture[str]) -> str:
    """What a terminal with colours shows of the commands, line by line."""
    shown = []
    for command in COMMANDS:
        assert run([*command, "--color", "always", "--width", str(WIDTH - 2), "--lang", "en"]) == 0
        printed = capsys.readouterr()
        assert not printed.err
        shown.append(f"\x1b[1m$ csvariable {' '.join(command)}\x1b[0m\n{printed.out}")
    return "\n".join(shown)


def picture(shown: str) -> str:
    """The screen as SVG: no font is fetched, and the same screen gives the same bytes."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    console.print(Text.from_ansi(shown.rstrip()), soft_wrap=False, highlight=False, markup=False)
    svg = console.export_svg(title="csvariable", unique_id="screen")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: (?:Fira Code|arial)[^;]*;", f"font-family: {FONT};", svg)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


def test_the_picture_of_the_readme_is_the_real_screen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(DEMO)
    made = picture(screen(capsys))
    if os.environ.get("CSVARIABLE_ACCEPT"):
        PICTURE.write_text(made, "utf-8")
    said = PICTURE.read_text("utf-8") if PICTURE.is_file() else ""
    assert said == made, "the screen has changed: run `make accept` and look at docs/screen.svg"


def test_the_picture_is_an_image_that_fetches_nothing() -> None:
    text = PICTURE.read_text("utf-8")
    root = ET.fromstring(text)  # noqa: S314 - our own file
    assert root.tag.endswith("svg")
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    shown = "".join(root.itertext()).replace("\u00a0", " ")
    assert "€18,385.38" in shown
    assert Path(PICTURE).stat().st_size < 100_000
