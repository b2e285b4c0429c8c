"""The files of data in this package: what a definition holds, and the one way in which all are read.

A definition is a mapping of texts, lists and mappings. `Shelf` reads those of a folder as a dataclass whose
fields say what each key holds, so that a kind of definition is its fields and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Generic, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

from csvariable.kernel.diagnostic import has_errors
from csvariable.text import Scalar, parse

Tree: TypeAlias = "str | Sequence[Tree] | Mapping[str, Tree]"
"""What a definition holds: texts as they are written."""


T = TypeVar("T")
_CALLED: Final = frozenset({"id", "name"})


@dataclass(frozen=True, slots=True)
class Shelf(Generic[T]):
    """The definitions of a folder, each a `kind`."""

    folder: str
    kind: type[T]

    def ids(self) -> list[str]:
        """Return the ids of the definitions, in order."""
        return _ids(self.folder)

    def definition(self, name: str) -> T:
        """Return a definition.

        Raises:
            KeyError: there is none of this id.
        """
        found: T = _definition(self, name)
        return found


@cache
def _ids(folder: str) -> list[str]:
    found = (one.name for one in files(__package__).joinpath(folder).iterdir())
    return sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml"))


@cache
def _definition(shelf: Shelf[T], name: str) -> T:
    if name not in shelf.ids():
        raise KeyError(name)
    content = files(__package__).joinpath(shelf.folder, f"{name}.yaml").read_text("utf-8")
    document, problems = parse(content, name)
    if document is None or has_errors(problems):  # pragma: no cover - the package holds what was tested
        raise ValueError(name, problems)
    found: T = as_kind(shelf.kind, _tree(document.plain()), name)
    return found


def written_as(key: str) -> Any:
    """Return a field whose key in the file is another word than its name."""
    return field(metadata={"key": key})


def as_kind(kind: Any, tree: Tree, name: str = "") -> Any:
    """Return what a tree holds as a kind: a text, a number, a list, a mapping or a dataclass.

    The first field of a dataclass, if it is `id` or `name`, is what it is called where it stands, unless it
    is written. A list of dataclasses may stand as a mapping from what they are called.

    Raises:
        TypeError: a definition lacks a field that has no default.
    """
    if is_dataclass(kind):
        hints, found, held = get_type_hints(kind), mapping(tree), fields(kind)
        keys = {one.name: one.metadata.get("key", one.name) for one in held}
        made = {one: as_kind(hints[one], found[key]) for one, key in keys.items() if key in found}
        if held[0].name in _CALLED:
            made.setdefault(held[0].name, name)
        build: Any = kind
        return build(**made)
    parts = get_args(kind)
    if get_origin(kind) is Mapping:
        if parts[1] is not str and not is_dataclass(parts[1]):
            return tree
        return {key: as_kind(parts[1], child) for key, child in mapping(tree).items()}
    if get_origin(kind) is Sequence:
        items = tree.items() if isinstance(tree, Mapping) else (("", child) for child in listed(tree))
        return [as_kind(parts[0], child, key) for key, child in items]
    return int(text(tree)) if int in (kind, *parts) else text(tree)


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
