"""A KPI of the catalogue, and the measure that it becomes when its gaps are filled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, TypeAlias

from csvariable.kernel.diagnostic import has_errors
from csvariable.text import Scalar, parse

Tree: TypeAlias = "str | Sequence[Tree] | Mapping[str, Tree]"
"""What a definition holds: texts as they are written, in lists and mappings."""

_GAP = re.compile(r"\{([a-z-]+)\}")
_FOLDER: Final = "kpis"


@dataclass(frozen=True, slots=True)
class Gap:
    """What a definition leaves to the plan."""

    name: str
    kind: str
    """`source`, `column`, `value` or `choice`."""
    asks: str
    choices: Mapping[str, str]
    """The words of a choice, each with what it means; empty for other kinds."""
    adds: Mapping[str, Tree]
    """What a choice adds to the measure."""


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """Rows, the gaps filled, and the value by hand."""

    columns: Mapping[str, Tree]
    fill: Mapping[str, str]
    rows: str
    """A CSV file; `owner` names whose a row is, `date` its day."""
    value: str
    n: str


@dataclass(frozen=True, slots=True)
class CatalogKpi:
    """A KPI as the field defines it; its texts are English, the identity of their translations."""

    id: str
    name: str
    says: str
    formula: str
    unit: str
    range: Sequence[str]
    direction: str
    answers: int | None
    """How many answers a person's value should rest on before it is paid."""
    gaps: Sequence[Gap]
    measure: Mapping[str, Tree]
    traps: Sequence[str]
    example: WorkedExample

    def texts(self) -> Iterator[str]:
        """Yield the sentences and words that a catalogue of messages translates."""
        yield from (self.name, self.says, self.formula)
        for gap in self.gaps:
            yield gap.asks
            yield from gap.choices.values()
        yield from self.traps

    def open_gaps(self, fill: Mapping[str, str]) -> list[Gap]:
        """Return the gaps that a filling leaves open, or fills with a word that is no choice."""
        return [
            gap
            for gap in self.gaps
            if gap.name not in fill or (gap.choices and fill[gap.name] not in gap.choices)
        ]

    def filled(self, fill: Mapping[str, str]) -> Mapping[str, Tree]:
        """Return the measure with its gaps filled; all are, or it is a `KeyError`."""
        measure = dict(self.measure)
        for gap in self.gaps:
            measure |= _mapping(gap.adds.get(fill[gap.name], {}))
        return {key: _replaced(value, fill) for key, value in measure.items()}


def ids() -> list[str]:
    """Return the ids of the catalogue, in order."""
    names = (one.name for one in files(__package__).joinpath(_FOLDER).iterdir())
    return sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


@cache
def entry(name: str) -> CatalogKpi:
    """Return a KPI of the catalogue.

    Raises:
        KeyError: there is none of this id.
    """
    if name not in ids():
        raise KeyError(name)
    text = files(__package__).joinpath(_FOLDER, f"{name}.yaml").read_text("utf-8")
    document, problems = parse(text, name)
    if document is None or has_errors(problems):  # pragma: no cover - the package holds what was tested
        raise ValueError(name, problems)
    found = _mapping(_tree(document.plain()))
    example = _mapping(found["example"])
    answers = found.get("answers")
    return CatalogKpi(
        name,
        _text(found["name"]),
        _text(found["says"]),
        _text(found["formula"]),
        _text(found["unit"]),
        [_text(one) for one in found.get("range", ())],
        _text(found["direction"]),
        None if answers is None else int(_text(answers)),
        [_gap(key, _mapping(value)) for key, value in _mapping(found["gaps"]).items()],
        _mapping(found["measure"]),
        [_text(one) for one in found["traps"]],
        WorkedExample(
            _mapping(example["columns"]),
            {key: _text(value) for key, value in _mapping(example["fill"]).items()},
            _text(example["rows"]),
            _text(example["value"]),
            _text(example["n"]),
        ),
    )


def _gap(name: str, found: Mapping[str, Tree]) -> Gap:
    choices = {key: _text(value) for key, value in _mapping(found.get("choices", {})).items()}
    return Gap(name, _text(found["is"]), _text(found["asks"]), choices, _mapping(found.get("adds", {})))


def _tree(value: object) -> Tree:
    if isinstance(value, Mapping):
        return {str(key): _tree(child) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [_tree(child) for child in value]
    if isinstance(value, Scalar):
        return value.text
    raise TypeError(value)  # pragma: no cover - a document holds nothing else


def _mapping(tree: Tree) -> Mapping[str, Tree]:
    if not isinstance(tree, Mapping):  # pragma: no cover - the package holds what was tested
        raise TypeError(tree)
    return tree


def _text(tree: Tree) -> str:
    if not isinstance(tree, str):  # pragma: no cover - the package holds what was tested
        raise TypeError(tree)
    return tree


def _replaced(tree: Tree, fill: Mapping[str, str]) -> Tree:
    def closed(text: str) -> str:
        return _GAP.sub(lambda found: fill[found[1]], text)

    if isinstance(tree, str):
        return closed(tree)
    if isinstance(tree, Mapping):
        return {closed(key): _replaced(value, fill) for key, value in tree.items()}
    return [_replaced(one, fill) for one in tree]
