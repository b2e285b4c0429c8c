"""How much more work a larger input takes, counted in calls, so that no clock and no other work has a say."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import FrameType
from typing import overload

from csvariable.engine.results import Results
from csvariable.facts.model import Value


def calls_of(work: Callable[[], object]) -> int:
    """Return how often functions are called, and generators resumed, while something is done."""
    count = 0

    def counted(_frame: FrameType, event: str, _about: object) -> None:
        nonlocal count
        if event in {"call", "c_call"}:
            count += 1

    before, collects = sys.getprofile(), gc.isenabled()
    gc.disable()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
        if collects:
            gc.enable()
    return count


def growth(work: Callable[[int], object], size: int) -> float:
    """Return how many times more calls the step from 2 to 4 times a size costs than that from 1 to 2 times.

    What grows with the size gives 2, what grows with its square 4.
    """
    work(size)  # what is imported or remembered once is no part of the growth
    one, two, four = (calls_of(partial(work, times * size)) for times in (1, 2, 4))
    return (four - two) / (two - one)


class Cells(Sequence[Value]):
    """A column that counts how many of its values are read: a copy reads them all in one call."""

    def __init__(self, values: Sequence[Value], read: list[int]) -> None:
        """Take the values, and where the count stands."""
        self._values, self._read = values, read

    @overload
    def __getitem__(self, at: int) -> Value: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Value]: ...
    def __getitem__(self, at: int | slice) -> Value | Sequence[Value]:
        """Read one value, or some."""
        found = self._values[at]
        self._read[0] += len(found) if isinstance(found, Sequence) else 1
        return found

    def __iter__(self) -> Iterator[Value]:
        """Read them all."""
        self._read[0] += len(self._values)
        return iter(self._values)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._values)


def reads_of(results: Results, work: Callable[[Results], object]) -> int:
    """Return how many values of a run are read while something is done with its results."""
    read = [0]

    def counted(columns: Mapping[str, Sequence[Value]]) -> Mapping[str, Sequence[Value]]:
        return {name: Cells(values, read) for name, values in columns.items()}

    facts = replace(results.facts, columns=counted(results.facts.columns))
    work(replace(results, facts=facts, rows=counted(results.rows), people=counted(results.people)))
    return read[0]
