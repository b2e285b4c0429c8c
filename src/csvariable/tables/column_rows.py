"""The rows of a table that is kept as columns of text, and what is asked of a column at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import polars as pl

from csvariable.tables.numerals import AROUND, LONGEST

FEW = 1_000
"""Rows that are fetched one by one, as for messages; who asks for more reads them all."""
PLAIN = r"^-?(?:0|[1-9][0-9]{0,11})(?:[.][0-9]{1,2})?$"
"""A number as most exports write it: no group, no sign around it, at most two decimals after a point."""
LETTERED = (r"^[a-hj-km-np-z]{1,2}[0-9]+$", r"^[A-HJ-KM-NP-Z]{1,2}[0-9]+$")
"""An id as many exports write it: a letter or two that no eye takes for a digit, then digits."""
_NUMBER = f"^(?:{AROUND.pattern})$"
_HEAD, _PART = 2_000, 16
"""How many texts, and then what part of them, show whether a column says the same few texts again."""
_NEAR = 8_000
"""Different texts that a processor keeps near: to find each among more takes longer than to read it."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A column that says few different texts."""

    texts: pl.Series
    """The different ones."""
    codes: pl.Series
    """Of each row the index of its text."""


class ColumnRows(Sequence[list[str]]):
    """The rows of a table that is kept as columns."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame
        self._fetched = 0
        self._listed: list[list[str]] | None = None
        self._coded: dict[int, Coded | None] = {}
        self._matching: dict[tuple[int, str], pl.Series] = {}
        self._all_match: dict[tuple[int, str], bool] = {}

    def __len__(self) -> int:
        return self.frame.height

    @overload
    def __getitem__(self, at: int) -> list[str]: ...

    @overload
    def __getitem__(self, at: slice) -> list[list[str]]: ...

    def __getitem__(self, at: int | slice) -> list[str] | list[list[str]]:
        if isinstance(at, slice) or self._listed is not None or self._fetched >= FEW:
            return self._all()[at]
        self._fetched += 1
        return list(self.frame.row(at))

    def __iter__(self) -> Iterator[list[str]]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        """Whether other rows hold the same cells, however they are kept."""
        return isinstance(other, Sequence) and self._all() == list(other)

    __hash__ = None  # type: ignore[assignment]

    def _all(self) -> list[list[str]]:
        if self._listed is None:
            self._listed = list(map(list, self.frame.iter_rows()))
        return self._listed

    # ------------------------------------------------------------------------- columns

    def coded(self, at: int) -> Coded | None:
        """Return a column by its different texts, where they are few beside its rows; found once."""
        if at not in self._coded:
            categories = _categories(self.frame.to_series(at))
            self._coded[at] = None if categories is None else _numbered(categories)
            if categories is not None:  # they take a quarter of the memory of the texts
                self.frame = self.frame.with_columns(categories)
        return self._coded[at]

    def text(self, at: int) -> pl.Series:
        """Return a column as texts."""
        return as_texts(self.frame.to_series(at))

    def different(self, at: int) -> pl.Series:
        """Return texts that are all those of a column, each as often as is cheap."""
        found = self.coded(at)
        return self.text(at) if found is None else found.texts

    def matching(self, at: int, pattern: str) -> pl.Series:
        """Return which texts of `different` have a pattern; found once."""
        if (at, pattern) not in self._matching:
            self._matching[at, pattern] = self.different(at).str.contains(pattern)
        return self._matching[at, pattern]

    def all_match(self, at: int, pattern: str) -> bool:
        """Whether all texts of a column have a pattern; found once, without numbering them."""
        if (at, pattern) not in self._all_match:
            self._all_match[at, pattern] = self._at_hand(at).str.contains(pattern).all()
        return self._all_match[at, pattern]

    def _at_hand(self, at: int) -> pl.Series:
        """Return texts that are all those of a column, as they are kept already."""
        found = self._coded.get(at)
        return self.text(at) if found is None else found.texts

    def distinct(self, at: int) -> list[str]:
        """Return the different texts of a column, in order."""
        return self._at_hand(at).unique(maintain_order=True).to_list()

    def holding(self, at: int, part: str) -> list[str]:
        """Return the different texts of a column that hold a part, in order."""
        texts = self._at_hand(at)
        return texts.filter(texts.str.contains(part, literal=True)).unique(maintain_order=True).to_list()

    def has(self, at: int, texts: Collection[str]) -> bool:
        """Whether a cell of a column is one of some texts."""
        return self._at_hand(at).is_in(list(texts)).any()

    def texts(self, at: int) -> list[str]:
        """Return the texts of a column."""
        return self.frame.to_series(at).to_list()

    def telling(self, at: int) -> list[str]:
        """Return every shape of a column's texts that could show its decimal mark."""
        return shapes(self.different(at))


def as_texts(column: pl.Series) -> pl.Series:
    """Return a column that may be kept as categories as texts."""
    return column if column.dtype == pl.String else column.cast(pl.String)


def says_few(column: pl.Series) -> bool:
    """Whether a column seems to say the same few texts again and again, as its first ones show."""
    head = column.head(_HEAD)
    if head.n_unique() * 10 > len(head) * 9:
        return False
    part = column.head(max(5 * _HEAD, len(column) // _PART))
    return part.n_unique() <= min(len(part) * 7 // 10, _NEAR)


def coded(column: pl.Series) -> Coded | None:
    """Return a column by its different texts, where they are few beside its rows."""
    categories = _categories(column)
    return None if categories is None else _numbered(categories)


def _categories(column: pl.Series) -> pl.Series | None:
    """Return a column as categories, where its different texts are few beside its rows."""
    # Categories of its own: they number the texts of this column and no others, from 0 on.
    return column.cast(pl.Categorical(pl.Categories.random())).rechunk() if says_few(column) else None


def _numbered(categories: pl.Series) -> Coded:
    """Return a column of categories by its texts."""
    texts = categories.unique(maintain_order=True)
    in_order = texts.cast(pl.String).gather(texts.to_physical().arg_sort())
    return Coded(in_order, categories.to_physical())


def shapes(column: pl.Series) -> list[str]:
    """Return the texts that look like numbers with a mark, those alike in all but digits once."""
    marked = column.filter(column.str.contains("[.,]"))
    if not len(marked):
        return []
    text = pl.col("text")
    query = (
        marked.to_frame("text")
        .lazy()
        .filter(text.str.len_chars() <= LONGEST, text.str.contains(_NUMBER))
        .select(text.str.replace_all("[2-9]", "1").unique())
    )
    return query.collect().to_series().to_list()
