"""Facts of a large run as the rest of the program reads them: sequences over whole columns.

Nothing is made before it is asked for. Who asks for a few values gets them one by one; who asks
for many has the whole column listed, once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Generic, TypeVar, overload

import polars as pl

from csvariable.facts.model import Adjustment, Participant, Value
from csvariable.facts.pairs import ExactCell
from csvariable.facts.ratio import Ratio, RatioPairs, constant_ratio

FEW = 1_000
"""Values that are made one by one."""

Item = TypeVar("Item")


class LazySequence(Sequence[Item], ABC, Generic[Item]):
    """A sequence whose items are made when they are asked for."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._asked = 0
        self._listed: list[Item] | None = None

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Item: ...

    @overload
    def __getitem__(self, at: slice) -> list[Item]: ...

    def __getitem__(self, at: int | slice) -> Item | list[Item]:
        if isinstance(at, slice) or self._listed is not None or self._asked >= FEW:
            return self._all()[at]
        if not -self._count <= at < self._count:
            raise IndexError(at)
        self._asked += 1
        return self.item(at % self._count)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        """Whether another sequence, of whatever kind, holds the same items."""
        return isinstance(other, Sequence) and self._all() == list(other)

    __hash__ = None  # type: ignore[assignment]

    def _all(self) -> list[Item]:
        if self._listed is None:
            self._listed = self.items()
        return self._listed

    @abstractmethod
    def item(self, at: int) -> Item:
        """Make one item."""

    def items(self) -> list[Item]:
        """Make all items."""
        return [self.item(at) for at in range(self._count)]


class ValueColumn(RatioPairs):
    """A column of exact values."""

    def __init__(self, count: int, make: Callable[[], Ratio]) -> None:
        super().__init__(count, make, self._listed)
        self._asked = 0

    def _listed(self) -> list[ExactCell]:
        return self.ratio.cells()

    @overload
    def __getitem__(self, at: int) -> Value: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Value]: ...

    def __getitem__(self, at: int | slice) -> Value | Sequence[Value]:
        """Return a value, or some; the first few are made without the others."""
        if isinstance(at, slice) or self._asked >= FEW or not 0 <= at < len(self):
            return super().__getitem__(at)
        self._asked += 1
        return self.ratio.value(at)


class ConstantColumn(ValueColumn):
    """A column of one value."""

    def __init__(self, count: int, value: Value) -> None:
        super().__init__(count, lambda: constant_ratio(value, count))
        self.value = value

    @overload
    def __getitem__(self, at: int) -> Value: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Value]: ...

    def __getitem__(self, at: int | slice) -> Value | Sequence[Value]:
        """Return a value, or some; no column is made for it."""
        rows = range(len(self))[at]
        return self.value if isinstance(rows, int) else [self.value] * len(rows)


class TextColumn(LazySequence[str | None]):
    """A column of texts."""

    def __init__(self, series: pl.Series) -> None:
        super().__init__(len(series))
        self.series = series

    def item(self, at: int) -> str | None:
        """Make one item."""
        found: str | None = self.series[at]
        return found

    def items(self) -> list[str | None]:
        """Make all items."""
        return self.series.to_list()


class RoleColumn(LazySequence[str | None]):
    """A column of a few words: roles."""

    def __init__(self, count: int, words: tuple[str | None, ...], codes: pl.Series | None) -> None:
        super().__init__(count)
        self.words = words
        self.codes = codes

    def different(self) -> list[str | None]:
        """Return the words that some row has, in order of first appearance."""
        if self.codes is None:
            return [self.words[0]] if len(self) else []
        return [self.words[code] for code in self.codes.unique(maintain_order=True)]

    def item(self, at: int) -> str | None:
        """Make one item."""
        return self.words[0 if self.codes is None else self.codes[at]]

    def items(self) -> list[str | None]:
        """Make all items."""
        if self.codes is None:
            return [self.words[0]] * len(self)
        return [self.words[code] for code in self.codes]


class FlagColumn(LazySequence[bool]):
    """A column of flags; all of them hold where there is no series."""

    def __init__(self, count: int, series: pl.Series | None) -> None:
        super().__init__(count)
        self.series = series

    def item(self, at: int) -> bool:
        """Make one item."""
        return True if self.series is None else bool(self.series[at])

    def items(self) -> list[bool]:
        """Make all items."""
        return [True] * len(self) if self.series is None else self.series.to_list()


class MadeSequence(LazySequence[Item]):
    """A sequence made by a function."""

    def __init__(self, count: int, make: Callable[[int], Item]) -> None:
        super().__init__(count)
        self._make = make

    def item(self, at: int) -> Item:
        """Make one item."""
        return self._make(at)


class PeopleView(LazySequence[Participant]):
    """The people of a run, whose rows follow each other."""

    def __init__(
        self,
        ids: pl.Series,
        names: pl.Series | None,
        person_of: pl.Series | None,
        adjustments: dict[str, list[Adjustment]],
        *,
        has_plain_ids: bool = False,
    ) -> None:
        super().__init__(len(ids))
        self.ids = ids
        self.names = names
        self.person_of = person_of
        """The person of each row, rising; None where each has one row."""
        self._adjustments = adjustments
        self.has_plain_ids = has_plain_ids
        """Whether all ids are known to be plain letters and digits."""

    @cached_property
    def starts(self) -> pl.Series:
        """The first row of each person."""
        rows = pl.int_range(len(self), dtype=pl.UInt32, eager=True)
        return rows if self.person_of is None else self.person_of.is_first_distinct().arg_true()

    @cached_property
    def last(self) -> pl.Series | None:
        """The last row of each person; None where each has one."""
        return None if self.person_of is None else self.person_of.is_last_distinct().arg_true()

    def _ends(self) -> pl.Series:
        return self.starts if self.last is None else self.last

    def item(self, at: int) -> Participant:
        """Make one item."""
        name = None if self.names is None else self.names[at]
        return self._made(self.ids[at], name, self.starts[at], self._ends()[at])

    def items(self) -> list[Participant]:
        """Make all items."""
        names = [None] * len(self) if self.names is None else self.names.to_list()
        ends = self._ends().to_list()
        return list(map(self._made, self.ids.to_list(), names, self.starts.to_list(), ends))

    def _made(self, who: str, name: str | None, first: int, last: int) -> Participant:
        rows = tuple(range(first, last + 1))
        return Participant(who, name, rows, tuple(self._adjustments.get(who, ())))
