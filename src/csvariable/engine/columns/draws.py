"""Draws all at once: whole numbers of 64 bits, which of some things each is, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import add
from typing import Generic, TypeVar, overload

import polars as pl

from csvariable.facts.ratio import fits, narrow, whole_series

HALF = 2**32
CELL = 2**48
MANY = 2**16
"""Draws from which on their first bits are looked up."""
UNDECIDED = 2**32 - 1
Hand = tuple[Sequence[int], Sequence[int]]
"""Amounts, and which of them each draw takes."""
Number = TypeVar("Number", int, int | None)


class Wholes(Sequence[Number], Generic[Number]):
    """Whole numbers that stand in a column."""

    __slots__ = ("series",)

    def __init__(self, series: pl.Series) -> None:
        """Take the column."""
        self.series = series

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.series)

    @overload
    def __getitem__(self, at: int) -> Number: ...

    @overload
    def __getitem__(self, at: slice) -> Wholes[Number]: ...

    def __getitem__(self, at: int | slice) -> Number | Wholes[Number]:
        """Return one, or some."""
        if isinstance(at, slice):
            return Wholes(self.series[at])
        found: Number = self.series[at]
        return found

    def __iter__(self) -> Iterator[Number]:
        """Yield each."""
        return iter(self.series.to_list())

    def __eq__(self, other: object) -> bool:
        """Whether other numbers are the same, one by one."""
        return isinstance(other, Sequence) and self.series.to_list() == list(other)

    __hash__ = None  # type: ignore[assignment]


class Draws(Wholes[int]):
    """Whole numbers of 64 bits."""

    __slots__ = ()

    def __init__(self, *streams: bytes) -> None:
        """Take eight bytes for each, the greatest first; streams, all as long, stand one behind the other."""
        count = len(streams[0]) // 8
        if not count:
            super().__init__(pl.Series([], dtype=pl.UInt64))
            return
        # A stream in each row: one that is as long as all of them costs three times as much.
        whole = pl.Series(streams).bin.reinterpret(dtype=pl.Array(pl.UInt64, count), endianness="big")
        super().__init__(whole.explode().cast(pl.UInt64))


def series_of(numbers: Sequence[int], kind: type[pl.DataType] = pl.UInt32) -> pl.Series:
    """Return whole numbers as a column."""
    return numbers.series if isinstance(numbers, Wholes) else pl.Series(numbers, dtype=kind)


def chosen(draws: Sequence[int], sides: int) -> Wholes[int]:
    """Return which of some equally likely things each draw is: draw x sides / 2^64, cut."""
    numbers = series_of(draws, pl.UInt64)
    high, low = numbers // HALF, numbers % HALF
    return Wholes((high * sides + low * sides // HALF) // HALF)


def fallen(draws: Sequence[int], marks: Sequence[int]) -> Wholes[int]:
    """Return for each draw how many marks, in order, are at or below it."""
    numbers = series_of(draws, pl.UInt64)
    if not marks:
        return Wholes(pl.zeros(len(numbers), dtype=pl.UInt32, eager=True))
    own = pl.Series(marks, dtype=pl.UInt64)
    if len(numbers) < MANY:
        return Wholes(own.search_sorted(numbers, side="right"))
    found = _first(tuple(marks)).gather(numbers // CELL)
    open_ = found.eq(UNDECIDED).arg_true()
    return Wholes(found.scatter(open_, own.search_sorted(numbers.gather(open_), side="right")))


@lru_cache(maxsize=64)
def _first(marks: tuple[int, ...]) -> pl.Series:
    """Return for each start of a number, its first 16 bits, how many marks are at or below it.

    Undecided are those in whose cell a mark stands. Looked up, a draw takes half as long as searched.
    """
    own = pl.Series(marks, dtype=pl.UInt64)
    starts = pl.int_range(0, 2**64 // CELL, dtype=pl.UInt64, eager=True) * CELL
    low, high = (own.search_sorted(cells, side="right") for cells in (starts, starts + (CELL - 1)))
    decided = pl.when(pl.col("low") == pl.col("high")).then("low").otherwise(UNDECIDED)
    return pl.DataFrame({"low": low, "high": high}).select(decided.cast(pl.UInt32)).to_series()


def repeated(numbers: Sequence[int], count: int) -> Wholes[int]:
    """Return each number so many times."""
    kind = pl.UInt64 if max(numbers) >= HALF else pl.UInt32  # places of rows have 32 bits
    frame = pl.Series("one", numbers, dtype=kind).to_frame()
    return Wholes(frame.select(pl.col("one").repeat_by(count).explode()).to_series())


def in_turn(numbers: range, count: int) -> Wholes[int]:
    """Return whole numbers one after the other, so many times."""
    own = pl.int_range(numbers.start, numbers.stop, dtype=pl.UInt64, eager=True)
    return Wholes(pl.concat([own] * count))


def sum_of(one: Wholes[int], other: Wholes[int]) -> Wholes[int]:
    """Return two columns added, number by number."""
    return Wholes(one.series + other.series)


def joined(parts: Sequence[Wholes[int]]) -> Wholes[int]:
    """Return columns one behind the other, in 16 bits: places in tables, which have 20,000 at most."""
    return Wholes(pl.concat([part.series.cast(pl.UInt16) for part in parts]))


def taken(numbers: Wholes[int], places: Wholes[int]) -> Wholes[int]:
    """Return the numbers at some places."""
    return Wholes(numbers.series.gather(places.series))


class Sums:
    """What each of some draws comes to: exact, in the least width that holds it."""

    def __init__(self, count: int) -> None:
        """Start at 0 everywhere."""
        self._most = 0
        self._column: pl.Series | None = pl.zeros(count, dtype=pl.Int64, eager=True)
        self._listed: list[int] = []

    def add(self, amounts: pl.Series | Sequence[int]) -> None:
        """Add an amount to each draw; none of them is missing."""
        if isinstance(amounts, pl.Series) and self._column is not None:
            self._most += _size(amounts)
            if fits(self._most):
                wide = pl.Int64 if narrow(self._most) else pl.Int128
                self._column = self._column.cast(wide) + amounts.cast(wide)
                return
        self._listed = list(map(add, self.listed(), amounts))
        self._column = None

    def listed(self) -> list[int]:
        """Return the sums."""
        return self._listed if self._column is None else self._column.to_list()


class AmountsDrawn:
    """Amounts of people in draws, one person's draws after the other's."""

    def __init__(self, amounts: Sequence[int | None], people: int) -> None:
        """Take the amounts; of so many people, each in as many draws."""
        self.people = people
        self.draws = len(amounts) // people
        self.gaps: frozenset[int] = frozenset()
        """The draws in which somebody has no amount, which counts 0."""
        self.lacking: frozenset[int] = frozenset()
        """The people who have none in some draw."""
        self._column: pl.Series | None = None
        self._listed: list[int] = []
        if isinstance(amounts, Wholes):
            self._take(amounts.series)
        else:
            self._list(amounts)

    def _take(self, series: pl.Series) -> None:
        if series.null_count():
            self._miss(series.is_null().arg_true().to_list())
            series = series.fill_null(0)
        if narrow(_size(series) * max(self.people, self.draws)):
            self._column = series.cast(pl.Int64)
        else:
            self._listed = series.to_list()

    def _list(self, amounts: Sequence[int | None]) -> None:
        self._miss([at for at, one in enumerate(amounts) if one is None])
        self._listed = [one or 0 for one in amounts]

    def _miss(self, places: Sequence[int]) -> None:
        self.gaps = frozenset(at % self.draws for at in places)
        self.lacking = frozenset(at // self.draws for at in places)

    def by_person(self) -> list[int]:
        """Return what each person comes to in all draws."""
        if self._column is not None:
            found: list[int] = self._column.reshape((self.people, self.draws)).arr.sum().to_list()
            return found
        return [sum(self._listed[at * self.draws : (at + 1) * self.draws]) for at in range(self.people)]

    def by_draw(self) -> pl.Series | list[int]:
        """Return what each draw comes to with all people."""
        if self._column is None:
            return [sum(self._listed[at :: self.draws]) for at in range(self.draws)]
        rest, people, odd = self._column, self.people, pl.zeros(self.draws, dtype=pl.Int64, eager=True)
        while people > 1:  # the second half of the people is added to the first
            if people % 2:
                odd += rest[(people - 1) * self.draws :]
            people //= 2
            half = people * self.draws
            rest = rest[:half] + rest[half : 2 * half]
        return rest + odd


def _size(series: pl.Series) -> int:
    """Return the greatest absolute value; 0 of none."""
    return max((abs(int(one)) for one in (series.min(), series.max()) if one is not None), default=0)  # type: ignore[arg-type]


def added(hands: Iterable[Hand], count: int) -> list[int]:
    """Return what each of `count` draws comes to: from each hand the amount that it takes."""
    found = Sums(count)
    for amounts, picks in _together(hands):
        if fits(*amounts):
            found.add(whole_series(amounts).gather(series_of(picks)))
        else:
            found.add([amounts[pick] for pick in picks])
    return found.listed()


def _together(hands: Iterable[Hand]) -> Iterable[Hand]:
    """Return hands of which those that take the very same picks, as one period for everybody, are one."""
    found: dict[tuple[int, int], tuple[list[int], Sequence[int]]] = {}
    for amounts, picks in hands:
        key = (id(picks), len(amounts))
        before = found.get(key)
        whole = [*amounts] if before is None else [a + b for a, b in zip(before[0], amounts, strict=True)]
        found[key] = (whole, picks)
    return found.values()
