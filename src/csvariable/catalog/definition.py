"""The files of data in this package: what a definition holds, as texts in lists and mappings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import TypeAlias

from csvariable.kernel.diagnostic import has_errors
from csvariable.text import Scalar, parse

Tree: TypeAlias = "str | Sequence[Tree] | Mapping[str, Tree]"
"""What a definition holds: texts as they are written."""


def names(folder: str) -> list[str]:
    """Return the ids of the definitions of a folder, in order."""
    found = (one.name for one in files(__package__).joinpath(folder).iterdir())
    return sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml"))


def definition(folder: str, name: str) -> Mapping[str, Tree]:
    """Return what a definition holds.

    Raises:
        KeyError: there is none of this id.
    """
    if name not in names(folder):
        raise KeyError(name)
    content = files(__package__).joinpath(folder, f"{name}.yaml").read_text("utf-8")
    document, problems = parse(content, name)
    if document is None or has_errors(problems):  # pragma: no cover - the package holds what was tested
        raise ValueError(name, problems)
    return mapping(_tree(document.plain()))


def _tree(value: object) -> Tree:
    if isinstance(value, Mapping):
        return {str(key): _tree(child) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [_tree(child) for child in value]
    if isinstance(value, Scalar):
        return value.text
    raise TypeError(value)  # pragma: no cover - a document holds nothing else


def scalars(tree: Tree) -> object:
    """Return a definition as the reader of plans takes it."""
    if isinstance(tree, str):
        return Scalar(tree, quoted=True)
    if isinstance(tree, Mapping):
        return {key: scalars(child) for key, child in tree.items()}
    return [scalars(child) for child in tree]


def mapping(tree: Tree) -> Mapping[str, Tree]:
    """Return a mapping of a definition."""
    if not isinstance(tree, Mapping):  # pragma: no cover - the package holds what was tested
        raise TypeError(tree)
    return tree


def listed(tree: Tree) -> Sequence[Tree]:
    """Return a list of a definition."""
    if isinstance(tree, str | Mapping):  # pragma: no cover - the package holds what was tested
        raise TypeError(tree)
    return tree


def text(tree: Tree) -> str:
    """Return a text of a definition."""
    if not isinstance(tree, str):  # pragma: no cover - the package holds what was tested
        raise TypeError(tree)
    return tree
