"""What is looked at by what while a program is read over intervals."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TypeAlias

BoxColumn: TypeAlias = tuple[int, str]
"""A column of one of the person's rows."""
KeptNode: TypeAlias = tuple[int, str | int, None]
"""What is kept of a row, or of the person at -1: a step by its name, a sum or a split by its number."""
ReadNode: TypeAlias = BoxColumn | KeptNode

PERSON = -1


@dataclass(slots=True)
class Trail:
    """What each kept thing was found to look at; what it ever looked at stays."""

    _readers: dict[ReadNode, set[KeptNode]] = field(default_factory=dict)
    _open: list[set[ReadNode]] = field(default_factory=list)
    """What was looked at so far by each thing that is being read, the innermost last."""

    def look(self, node: ReadNode) -> None:
        """Remember that what is being read looks at something."""
        if self._open:
            self._open[-1].add(node)

    def begin(self) -> None:
        """Begin to read something."""
        self._open.append(set())

    def end(self, node: KeptNode) -> Collection[ReadNode]:
        """End it and return what it looked at."""
        found = self._open.pop()
        for one in found:
            self._readers.setdefault(one, set()).add(node)
        return found

    def above(self, column: BoxColumn) -> frozenset[ReadNode]:
        """Return a column and all that looks at it, near or far."""
        found: set[ReadNode] = {column}
        todo: list[ReadNode] = [column]
        while todo:
            new = self._readers.get(todo.pop(), set()) - found
            found |= new
            todo += new
        return frozenset(found)
