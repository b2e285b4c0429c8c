"""The lists of mutants that live name modules that there are, and functions in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENTRY = re.compile(r"^- `(?P<module>[a-z_/]+)`, `(?P<function>[\w.]+)`: ", re.MULTILINE)


def entries() -> Iterator[tuple[str, str, str]]:
    """Each mutant that lives: the list, its module, its function."""
    for path in sorted((ROOT / "tests" / "survivors").glob("*.md")):
        for found in ENTRY.finditer(path.read_text("utf-8")):
            yield path.name, found["module"], found["function"]


def test_every_entry_is_of_a_function_that_there_is() -> None:
    gone = []
    for name, module, function in entries():
        path = ROOT / "src" / "csvariable" / f"{module}.py"
        path = path if path.is_file() else path.with_suffix("") / "__init__.py"
        known = path.read_text("utf-8") if path.is_file() else ""
        own = function.rpartition(".")[2]
        if not known or (own != "module" and not re.search(rf"\bdef {own}\(|class {own}\b", known)):
            gone.append((name, module, function))
    assert gone == []


def test_there_are_entries() -> None:
    assert len(list(entries())) > 50
