"""Draws all at once: whole numbers of 64 bits, which of some things each is, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import overload

import polars as pl

from csvariable.facts.ratio import fits, narrow

HALF = 2**32
Hand = tuple[Sequence[int], Sequence[int]]
"""Amounts, and which of them each draw takes."""


class Draws(Sequence[int]):
    """Whole numbers of 64 bits."""

    __slots__ = ("series",)

    def __init__(self, data: bytes) -> None:
        """Take eight bytes for each, the greatest first."""
        kind = pl.Array(pl.UInt64, len(data) // 8)
        whole = pl.Series([data]).bin.reinterpret(dtype=kind, endianness="big") if data else pl.Series([])
        self.series = whole.explode().cast(pl.UInt64) if data else whole.cast(pl.UInt64)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.series)

    @overload
    def __getitem__(self, at: int) -> int: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...

    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        """Return one, or some."""
        found: int | Sequence[int] = (
            tuple(self.series.to_list()[at]) if isinstance(at, slice) else self.series[at]
        )
        return found

    def __eq__(self, other: object) -> bool:
        """Whether other numbers are the same, one by one."""
        return isinstance(other, Sequence) and self.series.to_list() == list(other)

    __hash__ = None  # type: ignore[assignment]


def _series(draws: Sequence[int]) -> pl.Series:
    return draws.series if isinstance(draws, Draws) else pl.Series(draws, dtype=pl.UInt64)


def chosen(draws: Sequence[int], sides: int) -> list[int]:
    """Return which of some equally likely things each draw is: draw x sides / 2^64, cut."""
    numbers = _series(draws)
    high, low = numbers // HALF, numbers % HALF
    found: list[int] = ((high * sides + low * sides // HALF) // HALF).to_list()
    return found


def fallen(draws: Sequence[int], marks: Sequence[int]) -> list[int]:
    """Return for each draw how many marks, in order, are at or below it."""
    if not marks:
        return [0] * len(draws)
    places: list[int] = (
        pl.Series(marks, dtype=pl.UInt64).search_sorted(_series(draws), side="right").to_list()
    )
    return places


def added(hands: Iterable[Hand], count: int) -> list[int]:
    """Return what each of `count` draws comes to: from each hand the amount that it takes."""
    together = list(_together(hands))
    most = sum(max(map(abs, amounts), default=0) for amounts, _ in together)
    if not fits(most):
        return [sum(amounts[picks[at]] for amounts, picks in together) for at in range(count)]
    wide = pl.Int64 if narrow(most) else pl.Int128
    found = pl.zeros(count, dtype=wide, eager=True)
    for amounts, picks in together:
        found += pl.Series(amounts, dtype=wide).gather(pl.Series(picks, dtype=pl.UInt32))
    return found.to_list()


def _together(hands: Iterable[Hand]) -> Iterable[Hand]:
    """Return hands of which those that take the very same picks, as one period for everybody, are one."""
    found: dict[tuple[int, int], tuple[list[int], Sequence[int]]] = {}
    for amounts, picks in hands:
        key = (id(picks), len(amounts))
        before = found.get(key)
        whole = [*amounts] if before is None else [a + b for a, b in zip(before[0], amounts, strict=True)]
        found[key] = (whole, picks)
    return found.values()
