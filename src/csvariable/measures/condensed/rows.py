"""A large file, condensed block by block: one row for all that are alike, with exact sums."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from math import lcm

import polars as pl

from csvariable.kernel.message import Message, msg
from csvariable.measures.condensed.alike import LIKE, Alike, Outside
from csvariable.measures.condensed.asked import AskedColumns
from csvariable.measures.condensed.classes import TextClasses, clean
from csvariable.measures.condensed.days import DayClasses
from csvariable.measures.model import AlikeRows
from csvariable.measures.opened import OpenSource
from csvariable.tables.later import Cells, LaterTable, Structure
from csvariable.tables.table import Table


@dataclass(frozen=True, slots=True)
class Condensed:
    """The first rows of those that are alike, as a table, and what each stands for."""

    table: Table
    rows: Sequence[AlikeRows]


def condensed(
    later: LaterTable, structure: Structure, rows: OpenSource, asked: AskedColumns, starts: Sequence[date]
) -> Condensed | Message:
    """Return a file condensed, or why it has to be read row by row."""
    columns = [*asked.headers]
    when = rows.source.date_column
    key = None if rows.source.key is None else rows.header(rows.source.key)
    header_of_date = None if when is None else " ".join(when.column.split())
    for header in (*columns, header_of_date, key):
        if header is not None and header not in structure.header:
            return msg("it has no column `{header}`", header=header)
    return _Work(later, rows, asked, structure, starts, header_of_date, key).all()


@dataclass(slots=True)
class _Work:
    later: LaterTable
    rows: OpenSource
    asked: AskedColumns
    structure: Structure
    starts: Sequence[date]
    date: str | None
    key: str | None
    texts: dict[str, TextClasses] = field(default_factory=dict)
    days: DayClasses | None = None
    alike: Alike = field(default_factory=Alike)
    keys: list[pl.Series] = field(default_factory=list)

    def all(self) -> Condensed | Message:
        """Take in block after block."""
        if {self.date, self.key} & {*self.asked.headers} or (self.date is not None and self.date == self.key):
            return msg("one column is asked for several things")
        said = self.rows.source.decimal or self.later.written.decimal
        for header in self.asked.headers:
            self.texts[header] = TextClasses(header, self.rows, self.asked, said)
        if self.date is not None:
            self.days = DayClasses(self.rows, self.starts)
        line = 2
        for frame in self._frames():
            problem = _odd(line) if frame is None else self._block(frame, line)
            if problem is not None or frame is None:
                return problem or _odd(line)
            line += frame.height
        hashes = pl.concat(self.keys) if self.keys else None
        if hashes is not None and hashes.n_unique() < len(hashes):
            return msg("two rows may have one `{header}`", header=self.key or "")
        return self._made()

    def _frames(self) -> Iterator[pl.DataFrame | None]:
        """Yield the cells of block after block: the next one is read while one is looked at."""
        with ThreadPoolExecutor(1) as reader:
            ahead: deque[Future[pl.DataFrame | None]] = deque()
            for block in self.later.blocks():
                ahead.append(reader.submit(self._frame, block))
                if len(ahead) > 1:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()

    def _frame(self, block: bytes) -> pl.DataFrame | None:
        found = self.structure.frame(block, self._kinds())
        if found is None and any(one.is_whole for one in self.texts.values()):
            for one in self.texts.values():
                one.is_whole = False
            return self.structure.frame(block, self._kinds())
        return found

    def _kinds(self) -> Cells:
        """Return as what the cells of each column are read, by place."""
        header = self.structure.header
        return {at: self.texts[name].kind for at, name in enumerate(header) if name in self.texts}

    def _block(self, frame: pl.DataFrame, line: int) -> Message | None:
        """Add the rows of a block, of which the first stands on a line, to those that they are like."""
        header = self.structure.header
        codes: list[tuple[pl.Series, int]] = []
        numbers: dict[str, pl.Series] = {}
        for name, classes in self.texts.items():
            numbers[name] = classes.numbers(frame.to_series(header.index(name)))
            problem = classes.learn()
            if problem is not None:
                return problem
            codes.append((classes.of(numbers[name]), classes.count))
        if self.days is not None and self.date is not None:
            stretches = self.days.codes(frame.to_series(header.index(self.date)))
            if isinstance(stretches, Message):
                return stretches
            codes.append((stretches, self.days.count))
        if not codes:
            codes.append((pl.Series([0], dtype=pl.UInt32).new_from_index(0, frame.height), 1))
        if self.key is not None and not self._keys(frame.to_series(header.index(self.key))):
            return msg("its keys have blanks or letters that can be written in two ways")
        try:
            return self._group(frame, line, codes, numbers)
        except OverflowError:
            return msg("it has numbers that are too large for sums of columns")

    def _keys(self, column: pl.Series) -> bool:
        """Keep what tells keys apart; False where they would have to be cleaned first."""
        odd = column.str.contains(r"^\s|\s$|[^\x00-\x7f]").any()
        if odd or self.rows.source.column(self.rows.source.key or "") is not None:
            return False
        self.keys.append(column.drop_nulls().hash())
        return True

    def _group(
        self,
        frame: pl.DataFrame,
        line: int,
        codes: Sequence[tuple[pl.Series, int]],
        numbers: Mapping[str, pl.Series],
    ) -> Message | None:
        if not self.alike.holds([size for _, size in codes]):
            return msg("too many rows differ from each other")
        sums = {str(at): self._added(numbers, names) for at, names in enumerate(self.asked.sums)}
        table = pl.DataFrame(
            {
                LIKE: self.alike.coded([code for code, _ in codes]),
                **{name: one for name, (one, _) in sums.items()},
            }
        )
        first = self.alike.add(table, [over for _, over in sums.values()], line, self._outside())
        cells = frame[first].select(pl.all().cast(pl.String).fill_null(""))
        self.alike.cells += [[clean(text) for text in texts] for texts in cells.iter_rows()]
        return None

    def _outside(self) -> Outside:
        """Return which rows lie in no period: of these, only conditions on cells are asked."""
        if self.days is None:
            return Outside((), ())
        return Outside(self.days.outside, [bool(self.asked.tests.get(name)) for name in self.texts])

    def _added(self, numbers: Mapping[str, pl.Series], names: tuple[str, ...]) -> tuple[pl.Series, int]:
        """Return what is summed up, row by row as whole numbers over one denominator."""
        word, columns = (None, names) if len(names) == 1 else (names[0], names[1:])
        classes = [self.texts[self.rows.header(name)] for name in columns]
        over = lcm(*(one.denominator(name) for one, name in zip(classes, columns, strict=True)))
        parts = []
        for one, name in zip(classes, columns, strict=True):
            parts.append(one.numerators(name, over).gather(numbers[one.header]))
        if word is None:
            return parts[0], over
        if word == "minus":
            return parts[0] - parts[1], over
        pair = pl.DataFrame({"a": parts[0], "b": parts[1]})
        fold = pl.min_horizontal if word == "least" else pl.max_horizontal
        return pair.select(fold("a", "b")).to_series(), over

    def _made(self) -> Condensed:
        """Return the first rows, in the order of the file."""
        alike = sorted(
            zip(self.alike.lines, self.alike.cells, self.alike.rows(list(self.asked.sums)), strict=True),
            key=lambda one: one[0],
        )
        table = self.structure.table([one[1] for one in alike], [one[0] for one in alike], self.later)
        return Condensed(table, [one[2] for one in alike])


def _odd(line: int) -> Message:
    return msg("something from line {line} on has to be looked at", line=line)
