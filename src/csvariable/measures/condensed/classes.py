"""The texts of a column, parted into classes that are alike in all that is asked of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Final

import polars as pl

from csvariable.kernel.message import Message, msg
from csvariable.kernel.unit import Unit
from csvariable.measures.condensed.asked import AskedColumns
from csvariable.measures.condensed.codes import Codes, WholeNumbers, whole_numbers
from csvariable.measures.conditions import cell_test
from csvariable.measures.kinds import DETRACTOR, PROMOTER
from csvariable.measures.opened import OpenSource
from csvariable.plan.source_column import SourceColumn
from csvariable.tables.later import Structure
from csvariable.tables.numerals import Ambiguous, CellError, NoValue, decimal_mark, read_number

_TEXTUAL: Final = {"h:mm", "h:mm:ss"}
MOST = 300_000
"""Different texts of a column from which rows are no longer condensed."""


def is_plain_number(column: SourceColumn) -> bool:
    """Whether a column reads a number as its value, however many zeros stand before it."""
    words = column.values is not None or column.split is not None or column.id is not None
    return not words and column.in_ not in _TEXTUAL and column.measured_in is not Unit.PERCENT


def clean(text: str) -> str:
    """Return a cell as a table holds it."""
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).strip()


@dataclass(slots=True)
class TextClasses:
    """The classes of one column, text by text."""

    header: str
    rows: OpenSource
    """The source, for its readings; its tables are not asked."""
    asked: AskedColumns
    said: str | None
    """The decimal mark that was said."""
    codes: Codes = field(default_factory=Codes)
    texts: list[str] = field(default_factory=list)
    classes: list[int] = field(default_factory=list)
    values: dict[str, list[Fraction | None]] = field(default_factory=dict)
    """By the name of a column that is summed up."""
    is_whole: bool = False
    """Whether whole numbers were all that was seen, so that the next cells are read as such."""
    _whole: WholeNumbers = field(default_factory=WholeNumbers)
    _kept: pl.Series | None = None
    _known: dict[Hashable, int] = field(default_factory=dict)
    _mark: str | None = None
    _scaled: dict[tuple[str, int], pl.Series] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many classes there are."""
        return len(self._known)

    @property
    def kind(self) -> pl.DataType:
        """As what the next cells are read."""
        return pl.Int32() if self.is_whole else self.codes.kind

    def numbers(self, column: pl.Series) -> pl.Series:
        """Return the number of the text of each cell."""
        if not column.dtype.is_integer():
            return self.codes.of(column)
        found = self._whole.codes(column, self.codes)
        if found is None:  # too far from each other: texts cost less
            self.is_whole = False
            return self.codes.of(column.cast(pl.String).cast(self.codes.kind))
        return found

    def of(self, numbers: pl.Series) -> pl.Series:
        """Return the class of each row, of the numbers of texts that were learnt."""
        if self._kept is None:
            self._kept = pl.Series(self.classes, dtype=pl.UInt32)
        return self._kept.gather(numbers)

    def learn(self) -> Message | None:
        """Take in the texts that are new, or say why they cannot be parted."""
        first = not self.texts
        new = [clean(text) for text in self.codes.texts(len(self.texts))]
        if not new:
            return None
        if len(self.texts) + len(new) > MOST:
            return msg("`{header}` has more than {most} different texts", header=self.header, most=MOST)
        if self.header in self.asked.values:
            mark = decimal_mark([*self.texts, *new], self.said)
            if isinstance(mark, Ambiguous) or (self._mark is not None and mark != self._mark):
                return msg("`{header}` has numbers that can be read in two ways", header=self.header)
            self._mark = mark
        self._kept = None
        self._scaled.clear()
        self.texts += new
        self._part(new)
        self.is_whole = (self.is_whole or first) and whole_numbers(new) and self._by_value()
        return None

    def _by_value(self) -> bool:
        """Whether nothing but its value decides about a cell, which is read as a number that it is."""
        names = self.asked.values.get(self.header, set())
        columns = [self.rows.source.column(name) for name in names]
        tests = self.asked.tests.get(self.header, ())
        if not names or self.header in self.asked.raw or any(name not in names for name, _ in tests):
            return False
        if any(isinstance(read_number(word, "."), Fraction) for word in self.rows.source.missing_words):
            return False
        return all(one is not None and is_plain_number(one) for one in columns)

    def _part(self, texts: Sequence[str]) -> None:
        """Give each text its class."""
        alone = Structure(",", (self.header,))
        table = alone.table([[text] for text in texts], range(2, len(texts) + 2), mark=self._mark)
        mini = self.rows.over([table])
        doubted: set[tuple[int, str]] = set()
        tests = [cell_test(name, test, mini, doubted) for name, test in self.asked.tests.get(self.header, ())]
        names = sorted(self.asked.values.get(self.header, ()))
        read = {name: mini.values(name, column) for name in names if (column := mini.source.column(name))}
        for row, text in enumerate(texts):
            key = (
                text if self.header in self.asked.raw else None,
                mini.is_missing(text),
                *(self._kind(read[name][row], name) for name in names),
                *(test(row) for test in tests),
            )
            self.classes.append(self._known.setdefault(key, len(self._known)))
            for name in names:
                value = read[name][row]
                self.values.setdefault(name, []).append(value if isinstance(value, Fraction) else None)

    def _kind(self, value: Fraction | CellError | NoValue, name: str) -> Hashable:
        """Return what of a value decides about its row."""
        if isinstance(value, CellError):
            return ("error", str(value.message))
        if isinstance(value, NoValue):
            return None
        if name in self.asked.exact:
            return value
        return (value >= PROMOTER, value <= DETRACTOR) if name in self.asked.halves else True

    def denominator(self, name: str) -> int:
        """Return the least denominator that all values of a column have."""
        return lcm(*(one.denominator for one in self.values.get(name, ()) if one is not None))

    def numerators(self, name: str, over: int) -> pl.Series:
        """Return the values of all texts as whole numbers over one denominator, 0 where there is none.

        Raises:
            OverflowError: a number is too large for sums of whole blocks.
        """
        found = self._scaled.get((name, over))
        if found is None:
            numbers = [0 if one is None else int(one * over) for one in self.values.get(name, ())]
            if max(map(abs, numbers), default=0) > _LARGEST:
                raise OverflowError
            found = self._scaled[name, over] = pl.Series(numbers, dtype=pl.Int64)
        return found


_LARGEST = 2**62 // 50_000_000
"""The largest number of which as many as a block has rows are summed up in 64 bits."""
