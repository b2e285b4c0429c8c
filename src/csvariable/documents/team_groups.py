"""Groups of people as others may see them: none that is so small that it tells what one of them earns."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Final

FEW: Final = 5
"""People below whom a group says too much of each of them."""


def merged(groups: Mapping[str, Sequence[int]], name: str) -> dict[str, list[int]]:
    """Return groups of which the small ones stand together under a name.

    Where they are still few together the smallest of the others joins them: nobody can take the
    others from the total and be left with a few. A group that has that name already is among them.
    """
    found = {one: list(people) for one, people in groups.items()}
    rest = found.pop(name, [])
    for one in sorted(found, key=lambda one: len(found[one])):
        if len(found[one]) < FEW or 0 < len(rest) < FEW:
            rest += found.pop(one)
    return found | ({name: rest} if rest else {})


def classes(counts: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return classes in order as first, last and how many; neighbours of small ones stand with them."""
    found: list[tuple[int, int, int]] = []
    for at, count in enumerate(counts):
        if found and found[-1][2] < FEW:
            first, _, before = found.pop()
            found.append((first, at, before + count))
        else:
            found.append((at, at, count))
    if len(found) > 1 and found[-1][2] < FEW:
        first, last, count = found.pop()
        start, _, before = found.pop()
        found.append((start, last, before + count))
    return found


class ToldClasses:
    """Whom the tables of a page can tell apart: nobody in a class of fewer than FEW people.

    Those who stand in the same rows of every table are a class: whatever is added up or taken from
    one another, sums of whole classes are all that can be found. So a further table is told only
    where each class still holds FEW people.
    """

    def __init__(self, people: Sequence[str]) -> None:
        """Begin with one class of all; somebody in two periods stands there twice, and counts once."""
        self._people = people
        self._classes: list[Hashable] = [None] * len(people)

    def split(self, rows: Sequence[Hashable]) -> bool:
        """Take a table onto the page, if it can be told: in which row of it each one stands."""
        found: list[Hashable] = list(zip(self._classes, rows, strict=True))
        if self._small(found):
            return False
        self._classes = found
        return True

    def rows(self, groups: Sequence[str], name: str) -> Mapping[str, str] | None:
        """Return which row of a table each group stands in, small ones under a name; None: it is not told."""
        people: dict[str, set[str]] = {}
        for group, who in zip(groups, self._people, strict=True):
            people.setdefault(group, set()).add(who)
        rest = people.pop(name, set())
        places = {name: name}
        for group in sorted(people, key=lambda one: len(people[one])):
            small = len(people[group]) < FEW or 0 < len(rest) < FEW
            places[group] = name if small else group
            rest |= people[group] if small else set()
        return places if self.split([places[group] for group in groups]) else None

    def lines(self, held: Sequence[frozenset[str]], wanted: Iterable[str]) -> tuple[str, ...]:
        """Return the lines of pay whose sums can be told, by the lines that each one has.

        What a total holds beside them can be found too, so that the others count as one more line.
        """
        found: tuple[str, ...] = ()
        for line in wanted:
            more = {*found, line}
            rows = [(one & more, bool(one - more)) for one in held]
            if any(line in one for one in held) and not self._small(
                [
                    (before, row) if row != (frozenset(), False) else None
                    for before, row in zip(self._classes, rows, strict=True)
                ]
            ):
                found = (*found, line)
        return found

    def _small(self, classes: Sequence[Hashable]) -> bool:
        """Whether a class holds few; None is nobody's: who has no line cannot be found by it."""
        people: dict[Hashable, set[str]] = {}
        for one, who in zip(classes, self._people, strict=True):
            if one is not None:
                people.setdefault(one, set()).add(who)
        return any(len(found) < FEW for found in people.values())


__all__ = ["FEW", "ToldClasses", "classes", "merged"]
