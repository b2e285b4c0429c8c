"""One name, one thing: no two classes or types share a name, and what is private stays where it is."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from readers import ROOT

SOURCE = ROOT / "src" / "csvariable"


@cache
def parsed(text: str) -> ast.Module:
    """Return the tree of a module; all tests look at the same modules."""
    return ast.parse(text)


def names(text: str) -> Iterator[str]:
    """Yield the classes and type aliases of a module, wherever they stand in it."""
    for node in ast.walk(parsed(text)):
        if isinstance(node, ast.ClassDef):
            name = node.name
        elif isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
            name = ast.unparse(node.target)
        else:
            continue
        yield name


def test_no_two_modules_have_a_class_of_one_name() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(SOURCE.rglob("*.py")):
        for name in set(names(path.read_text("utf-8"))):
            found[name].append(path.relative_to(SOURCE).as_posix())
    assert {name: where for name, where in found.items() if len(where) > 1} == {}
    assert len(found) > 250


def test_names_are_those_of_classes_and_of_types() -> None:
    text = "class A: ...\nclass _B: ...\nC: TypeAlias = int\nd: int = 3\nE = 4\n"
    assert list(names(text)) == ["A", "_B", "C"]


def private_of_others(text: str) -> Iterator[str]:
    """Yield the names with an underscore that a module takes from a module of the product."""
    tree = parsed(text)
    modules = {
        (one.asname or one.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("csvariable")
        for one in node.names
        if one.name.islower()
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("csvariable"):
            yield from (one.name for one in node.names if _is_private(one.name))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield from (name for name in [f"{node.value.id}.{node.attr}"] if _is_private(node.attr))


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def test_what_a_module_keeps_to_itself_nobody_else_takes() -> None:
    files = [*sorted(SOURCE.rglob("*.py")), *sorted((ROOT / "tests").rglob("*.py"))]
    taken = {
        path.name: found for path in files if (found := list(private_of_others(path.read_text("utf-8"))))
    }
    assert taken == {}
    text = "from csvariable.a import _b, c, d as e\ne._f()\nC._g\nc.__name__\nself._h\n"
    assert list(private_of_others(text)) == ["_b", "e._f"]
