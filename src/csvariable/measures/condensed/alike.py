"""Rows that are alike, found block by block: how many they are, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import prod
from typing import Final, NamedTuple

import polars as pl

from csvariable.measures.model import AlikeRows

LIKE: Final = "like"
"""The column of a block that says which rows are alike."""
_ROW, _COUNT, _AT, _ONE = "row", "count", "at", "one"
_SMALL, _HELD = 2**32, 2**63
"""How many combinations of classes a whole number of 64 bits tells apart."""
_MOST_ROWS: Final = 40_000_000
"""Of so many rows, sums are kept in 64 bits; `classes` lets no number be larger than that allows."""


class Outside(NamedTuple):
    """The rows that lie in no period."""

    stretches: Sequence[int]
    """Their stretches of days, which are the last class of a combination."""
    kept: Sequence[bool]
    """Which of the other classes decide about them, too."""


@dataclass(slots=True)
class Alike:
    """The combinations of classes that were found, numbered as they come, and what their rows come to."""

    lines: list[int] = field(default_factory=list)
    """Where the first row of each stands."""
    cells: list[list[str]] = field(default_factory=list)
    """The cells of these rows, which who adds rows adds."""
    _sizes: list[int] = field(default_factory=list)
    """For how many classes of each column there is place in a number."""
    _found: list[int] = field(default_factory=list)
    """The number that stands for each combination, as numbers are made now."""
    _known: pl.DataFrame | None = None
    _times: list[int] = field(default_factory=list)
    _sums: list[dict[tuple[int, int], int]] = field(default_factory=list)
    """By the number of what is summed up and the denominator."""
    _waiting: list[pl.DataFrame] = field(default_factory=list)
    _overs: Sequence[int] = ()
    _rows: int = 0
    """How many rows are waiting to be added up."""

    def holds(self, sizes: Sequence[int]) -> bool:
        """Make place for the classes of each column; False where a number cannot tell them apart."""
        if len(sizes) == len(self._sizes) and all(
            one <= place for one, place in zip(sizes, self._sizes, strict=True)
        ):
            return True
        wider = [1 << (one - 1).bit_length() for one in sizes]
        if prod(wider) >= _HELD:
            return False
        self._found = [_number(_parted(one, self._sizes), wider) for one in self._found]
        self._sizes, self._known = wider, None
        return True

    def coded(self, codes: Sequence[pl.Series]) -> pl.Series:
        """Return the number of each row of a block, of its classes."""
        whole = codes[0].cast(self._kind)
        for code, size in zip(codes[1:], self._sizes[1:], strict=True):
            whole = whole * size + code.cast(self._kind)
        return whole

    def add(self, table: pl.DataFrame, overs: Sequence[int], line: int, outside: Outside) -> list[int]:
        """Add the rows of a block, whose first stands on a line; return which are the first of their kind.

        The columns beside the number are what is summed up, each as whole numbers over a denominator.
        """
        sums = [pl.col(name).sum() for name in table.columns[1:]]
        groups = table.group_by(LIKE).agg(pl.len().cast(pl.Int64).alias(_COUNT), *sums)
        groups = groups.rename({LIKE: _ONE}).with_columns(self._folded(outside).alias(LIKE))
        groups = groups.group_by(LIKE).agg(pl.col(_ONE).first(), pl.col(_COUNT).sum(), *sums)
        joined = self._joined(groups)
        new = joined.filter(pl.col(_AT).is_null()).select(LIKE, _ONE)
        first: list[int] = []
        if new.height:
            rows = table.select(pl.col(LIKE).alias(_ONE)).with_row_index(_ROW).join(new, on=_ONE)
            for like, row in rows.group_by(LIKE).agg(pl.col(_ROW).min()).iter_rows():
                self._found.append(like)
                self.lines.append(line + row)
                first.append(row)
            self._times += [0] * len(first)
            self._sums += [{} for _ in first]
            self._known = None
            joined = self._joined(groups)
        if list(overs) != list(self._overs) or self._rows + table.height > _MOST_ROWS:
            self._settle()
        self._overs = list(overs)
        self._rows += table.height
        self._waiting.append(joined.drop(LIKE, _ONE))
        return first

    def _folded(self, outside: Outside) -> pl.Expr:
        """Return the number of a combination; of rows outside of every period, of what decides there."""
        one = pl.col(_ONE)
        if not outside.stretches:
            return one
        kept, radix = pl.lit(0, dtype=self._kind), 1
        for size, own in zip(reversed(self._sizes), reversed([*outside.kept, True]), strict=True):
            kept = kept + one // radix % size * radix if own else kept
            radix *= size
        return (
            pl.when((one % self._sizes[-1]).is_in(outside.stretches))
            .then(kept.cast(self._kind))
            .otherwise(one)
        )

    @property
    def _kind(self) -> pl.DataType:
        return pl.UInt32() if prod(self._sizes) < _SMALL else pl.UInt64()

    def _joined(self, groups: pl.DataFrame) -> pl.DataFrame:
        """Return groups of a block with the numbers of the combinations that are known."""
        if self._known is None:
            likes = pl.Series(LIKE, self._found, dtype=self._kind)
            self._known = likes.to_frame().with_row_index(_AT)
        return groups.join(self._known, on=LIKE, how="left")

    def _settle(self) -> None:
        """Add up what is waiting."""
        if self._waiting:
            whole = pl.concat(self._waiting).group_by(_AT).agg(pl.all().sum())
            for at, times, *added in whole.iter_rows():
                self._times[at] += times
                for number, (total, over) in enumerate(zip(added, self._overs, strict=True)):
                    self._sums[at][number, over] = self._sums[at].get((number, over), 0) + total
        self._waiting, self._rows = [], 0

    def rows(self, keys: Sequence[tuple[str, ...]]) -> list[AlikeRows]:
        """Return of each combination how many rows it has, and their sums."""
        self._settle()
        found = []
        for times, sums in zip(self._times, self._sums, strict=True):
            own = dict.fromkeys(keys, Fraction(0))
            for (at, over), total in sums.items():
                own[keys[at]] += Fraction(total, over)
            found.append(AlikeRows(times, own))
        return found


def _number(classes: Sequence[int], sizes: Sequence[int]) -> int:
    """Return the number that stands for some classes."""
    found = 0
    for one, size in zip(classes, sizes, strict=True):
        found = found * size + one
    return found


def _parted(like: int, sizes: Sequence[int]) -> tuple[int, ...]:
    """Return the classes that a number stands for."""
    found = []
    for size in reversed(sizes):
        like, rest = divmod(like, size)
        found.append(rest)
    return tuple(reversed(found))
