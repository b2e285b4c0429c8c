"""A KPI of the catalogue, and the measure that it becomes when its gaps are filled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from csvariable.catalog.definition import Shelf, Tree, mapping, written_as

_GAP = re.compile(r"\{([a-z-]+)\}")


@dataclass(frozen=True, slots=True)
class Gap:
    """What a definition leaves to the plan."""

    name: str
    asks: str
    kind: str = written_as("is")
    """`source`, `column`, `value` or `choice`."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """The words of a choice, each with what it means; empty for other kinds."""
    adds: Mapping[str, Tree] = field(default_factory=dict)
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
    direction: str
    gaps: Sequence[Gap]
    measure: Mapping[str, Tree]
    traps: Sequence[str]
    example: WorkedExample
    range: Sequence[str] = ()
    answers: int | None = None
    """How many answers a person's value should rest on before it is paid."""

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
            measure |= mapping(gap.adds.get(fill[gap.name], {}))
        return {key: _replaced(value, fill) for key, value in measure.items()}


def ids() -> list[str]:
    """Return the ids of the catalogue, in order."""
    return _KPIS.ids()


def entry(name: str) -> CatalogKpi:
    """Return a KPI of the catalogue.

    Raises:
        KeyError: there is none of this id.
    """
    return _KPIS.definition(name)


_KPIS: Final = Shelf("kpis", CatalogKpi)


def _replaced(tree: Tree, fill: Mapping[str, str]) -> Tree:
    def closed(written: str) -> str:
        return _GAP.sub(lambda found: fill[found[1]], written)

    if isinstance(tree, str):
        return closed(tree)
    if isinstance(tree, Mapping):
        return {closed(key): _replaced(value, fill) for key, value in tree.items()}
    return [_replaced(one, fill) for one in tree]
