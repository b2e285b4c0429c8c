"""One name, one thing: no public class or type of the product shares its name with another one."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

from readers import ROOT

SOURCE = ROOT / "src" / "csvariable"


def names(text: str) -> Iterator[str]:
    """Yield the public classes and type aliases of a module."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef):
            name = node.name
        elif isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
            name = ast.unparse(node.target)
        else:
            continue
        if not name.startswith("_"):
            yield name


def test_no_two_modules_have_a_class_of_one_name() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(SOURCE.rglob("*.py")):
        for name in names(path.read_text("utf-8")):
            found[name].append(path.relative_to(SOURCE).as_posix())
    assert {name: where for name, where in found.items() if len(where) > 1} == {}
    assert len(found) > 250


def test_names_are_those_of_classes_and_of_types() -> None:
    text = "class A: ...\nclass _B: ...\nC: TypeAlias = int\nd: int = 3\nE = 4\n"
    assert list(names(text)) == ["A", "C"]
