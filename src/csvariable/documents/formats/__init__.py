"""How what a command found is written: one module for each format.

A format says what it is called, which endings of file names ask for it, what it needs of what
is written (a picture, data, records...) and how it writes that. A command offers the formats
that what it found can be written in, so that a new format is a new module here and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, TextIO, runtime_checkable

from csvariable.documents.color import Color

if TYPE_CHECKING:
    from csvariable.documents.paper.model import Paper
    from csvariable.documents.paper.workings import Workings
    from csvariable.documents.placed import Found
    from csvariable.documents.row_set import RowSet
    from csvariable.tables.csv_writing import DialectName


@dataclass(frozen=True)
class Look:
    """How something is shown to people: colours, cells of a line, what the surroundings ask for."""

    color: Color = "never"
    width: int | None = None
    environ: Mapping[str, str] = field(default_factory=dict)
    since: int = 0
    """When it is written, in seconds of the epoch, for formats that have a date in them."""
    dialect: DialectName = "plain"
    """How CSV is written."""


class Lacking(Exception):  # noqa: N818 - what is not there, rather than a fault
    """Something that a format needs is not there; `name` is a sentence of the edge."""

    def __init__(self, name: str, **values: str) -> None:
        """Keep the name of the sentence and what stands in its gaps."""
        super().__init__(name)
        self.name, self.values = name, values


# --------------------------------------------------------------- what a format can need


@runtime_checkable
class Shown(Protocol):
    """What can be shown to people."""

    def show(self, stream: TextIO, look: Look) -> None:
        """Write it to a terminal, or to a text that looks like one."""


@runtime_checkable
class Structured(Protocol):
    """What has a whole of neutral data."""

    def data(self) -> object:
        """Return objects, lists and texts, as JSON has them."""


@runtime_checkable
class Listed(Protocol):
    """What has an object for each person."""

    def items(self) -> Iterable[object]:
        """Yield the objects one after the other."""


@runtime_checkable
class Tabular(Protocol):
    """What is a table of values."""

    def records(self) -> RowSet:
        """Return columns and rows."""


@runtime_checkable
class Paged(Protocol):
    """What can stand in a page of Markdown."""

    def markdown(self) -> str:
        """Return the text of the page."""


@runtime_checkable
class Printed(Protocol):
    """What can be written as a paper that people keep."""

    def paper(self) -> Paper:
        """Return the paper."""


@runtime_checkable
class Reckoned(Protocol):
    """What can be computed again in a spreadsheet."""

    def paper(self) -> Paper:
        """Return the paper."""

    def workings(self) -> Workings:
        """Return its steps and facts."""


@runtime_checkable
class Diagnosed(Protocol):
    """What is a list of problems."""

    def problems(self) -> Sequence[Found]:
        """Return the problems with their places, in the order of the sources; in English."""

    def lines(self) -> Iterable[str]:
        """Yield a line for each, in the language of the reader."""


@runtime_checkable
class Examined(Protocol):
    """What was examined part by part, as a test is run case by case."""

    def examined(self) -> Iterable[tuple[str, Sequence[Found]]]:
        """Yield the name of each part with what is wrong with it; in English."""


# ------------------------------------------------------------------------- the formats


@dataclass(frozen=True)
class Format:
    """A way to write what a command found."""

    name: str
    needs: type
    """One of the classes above."""
    write: Callable[[Any, BinaryIO, Look], None]
    """Writes something of that class."""
    endings: tuple[str, ...] = ()
    """Endings of file names that ask for it, the usual one first."""
    also: tuple[str, ...] = ()
    """Other names that are understood."""


@cache
def formats() -> Mapping[str, Format]:
    """Return all formats by name: text first, the others in the order of their names."""
    modules = (import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__))
    found: list[Format] = sorted(
        (one.FORMAT for one in modules), key=lambda one: (one.name != "text", one.name)
    )
    return {one.name: one for one in found}


def offered(needs: Sequence[type]) -> tuple[Format, ...]:
    """Return the formats in which something can be written that meets these needs."""
    return tuple(one for one in formats().values() if one.needs in needs)


def named(name: str, needs: Sequence[type]) -> Format | None:
    """Return the format of a name, if it is offered."""
    return next((one for one in offered(needs) if name in {one.name, *one.also}), None)


def asked_by(ending: str, needs: Sequence[type]) -> Format | None:
    """Return the format that an ending such as `.json` asks for, if it is offered."""
    return next((one for one in offered(needs) if ending.lower() in one.endings), None)


def endings(needs: Sequence[type]) -> list[str]:
    """Return the endings that ask for a format that is offered."""
    return [ending for one in offered(needs) for ending in one.endings]
