"""Groups of people as others may see them: none that is so small that it tells what one of them earns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

FEW: Final = 5
"""People below whom a group says too much of each of them."""


def merged(groups: Mapping[str, Sequence[int]], name: str) -> dict[str, list[int]]:
    """Return groups of which the small ones stand together under a name.

    Where they are still few together the smallest of the others joins them: nobody can take the
    others from the total and be left with a few.
    """
    found = {one: list(people) for one, people in groups.items()}
    rest: list[int] = []
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


__all__ = ["FEW", "classes", "merged"]
