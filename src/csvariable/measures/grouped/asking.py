"""What the core asks of an engine that holds rows, and why it may not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple, Protocol

from csvariable.kernel.diagnostic import Diagnostic
from csvariable.kernel.message import Message
from csvariable.tables.table import Table


class StaysHere(Exception):  # noqa: N818 - no error: rows are fetched instead
    """Why the rows are measured here and not in their engine."""

    def __init__(self, reason: Message) -> None:
        """Keep the reason, a part of a sentence."""
        super().__init__(str(reason))
        self.reason = reason


class Answer(NamedTuple):
    """The lines that an expression comes to: as values, and as the texts that a file of them would hold."""

    lines: Sequence[tuple[object, ...]]
    texts: Sequence[Sequence[str]]


class RowEngine(Protocol):
    """A table in an engine: its header, an expression of its rows, and what expressions come to.

    Whatever cannot be answered (a server gone, a number out of bounds) is raised as `StaysHere`.
    """

    name: str
    """What people call the engine: `DuckDB`, `PostgreSQL`, `Spark`."""
    header: Table
    """The table without its rows."""
    labels: Sequence[str]
    """The names of its columns as the engine writes them, in the order of the header."""
    rows: Any
    """The table as an expression of ibis."""
    odd_numbers: bool
    """Whether its decimals may be infinite, or no numbers."""

    def answer(self, expression: Any) -> Answer:
        """Run an expression and return its lines."""

    def fetched(self) -> tuple[Table | None, tuple[Diagnostic, ...]]:
        """Return the table with all its rows."""


class GroupSums(NamedTuple):
    """One line that comes back: how many rows, and what is read of all of them together, by key."""

    rows: int
    read: Mapping[str, Fraction]
