"""Problems as values: what is wrong, at which address, and what to write instead.

A stage never prints and never stops at the first problem: it returns its result beside
the diagnostics it found. A place is symbolic (a route of a plan, a cell of a table) until
a renderer asks the source for lines and columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias, TypedDict

from typing_extensions import Unpack

from csvariable.kernel.excerpt import brief
from csvariable.kernel.message import Message

Key: TypeAlias = str | int
Route: TypeAlias = tuple[Key, ...]
Edits: TypeAlias = Mapping[Route, object]
"""Routes and their new values: a fix, a what-if, a role, a difference. `None` removes."""


class Severity(StrEnum):
    """How much a problem matters: an error stops, a warning and an advice do not."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """An address in a plan file: the value at `route`, or its key."""

    route: Route
    key: bool = False
    file: str | None = None
    """Name of the document; None is the plan itself."""


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A stretch of a text file: 1-based line and column, in code points."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell of a table: 1-based physical line, 1-based column of the text, header name."""

    file: str
    line: int
    column: int = 1
    header: str | None = None
    cell: str | None = None
    """An excerpt of the cell as written."""
    reference: str | None = None
    """Its name in a workbook: `Sheet1!C5`."""


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A whole file, or the command line when `file` is empty."""

    file: str


Place: TypeAlias = PlanPlace | TextPlace | CellPlace | FilePlace


@dataclass(frozen=True, slots=True)
class Label:
    """A secondary place with a few words."""

    at: Place
    text: Message

    def __post_init__(self) -> None:
        """Cut what the words quote."""
        object.__setattr__(self, "text", brief(self.text))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a sentence that stands alone, at a place, with what to do.

    What the sentence and the help quote of a file is cut to an excerpt here.
    """

    rule: str
    """Name of the rule in kebab-case; never a number."""
    severity: Severity
    message: Message
    at: Place
    also: tuple[Label, ...] = ()
    help: Message | None = None
    fix: Edits | None = field(default=None, hash=False)
    """New values that mend it, only where the mend is certain."""

    def __post_init__(self) -> None:
        """Cut what message and help quote."""
        object.__setattr__(self, "message", brief(self.message))
        if self.help is not None:
            object.__setattr__(self, "help", brief(self.help))


class _More(TypedDict, total=False):
    also: tuple[Label, ...]
    help: Message | None
    fix: Edits | None


def error(rule: str, message: Message, at: Place, **more: Unpack[_More]) -> Diagnostic:
    """Return an error: the run stops and writes nothing."""
    return Diagnostic(rule, Severity.ERROR, message, at, **more)


def warning(rule: str, message: Message, at: Place, **more: Unpack[_More]) -> Diagnostic:
    """Return a warning: the run goes on and shows it."""
    return Diagnostic(rule, Severity.WARNING, message, at, **more)


def advice(rule: str, message: Message, at: Place, **more: Unpack[_More]) -> Diagnostic:
    """Return an advice on the design of the plan."""
    return Diagnostic(rule, Severity.ADVICE, message, at, **more)


def has_errors(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic]) -> bool:
    """Whether one of them stops the run."""
    return any(d.severity is Severity.ERROR for d in diagnostics)
