"""The pages of the examples are what the commands write: drift fails, `make accept` writes them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from readers import ROOT

from csvariable.cli import run

pytestmark = pytest.mark.slow

FOLDER = ROOT / "docs" / "pages"
EXAMPLES = {
    "flowfuse-cs": ("at-98", []),
    "methode-articles": ("ana", ["--people", "people.csv"]),
    "posthog-csm": ("at-110", ["--people", "people.csv", "--period", "2026-Q1"]),
}
"""The public plans: whose statement is shown, and the options that it needs."""


def pages(name: str) -> dict[str, list[str]]:
    """The pages of an example, each with the command that writes it."""
    person, options = EXAMPLES[name]
    found = {}
    for language in ("en", "fr"):
        said = ["--lang", language]
        found[f"{name}-booklet-{language}.html"] = ["booklet", "plan.yaml", *said]
        asked = ["plan.yaml", "kpis.csv", *options]
        found[f"{name}-statement-{language}.html"] = ["statement", *asked, "--csm", person, *said]
    return found


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_pages_of_the_examples_are_those_of_today(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples" / name, tmp_path / "example")
    monkeypatch.chdir(tmp_path / "example")
    for page, command in pages(name).items():
        made = tmp_path / page
        assert run([*command, "-o", str(made)]) == 0
        if os.environ.get("CSVARIABLE_ACCEPT"):
            FOLDER.mkdir(exist_ok=True)
            (FOLDER / page).write_bytes(made.read_bytes())
        said = (FOLDER / page).read_bytes() if (FOLDER / page).is_file() else b""
        assert said == made.read_bytes(), f"{page} has changed: run `make accept` and look at it"


def test_every_page_is_linked_and_has_its_example() -> None:
    wanted = {page for name in EXAMPLES for page in pages(name)}
    assert {path.name for path in FOLDER.glob("*.html")} == wanted
    for name in ("docs/pages.md", "README.md", "README.fr.md"):
        index = (ROOT / name).read_text("utf-8")
        assert [page for page in wanted if f"pages/{page}" not in index] == [], name
