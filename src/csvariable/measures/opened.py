"""A source with its tables open: its columns as texts, as values and as days, each read once."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import TypeAlias

from csvariable.kernel.diagnostic import CellPlace, Diagnostic, FilePlace, Label, error
from csvariable.kernel.message import Message, counted, msg, quoted
from csvariable.measures.cells import SourceCellReader
from csvariable.measures.dates import Moment, WrittenTime, moment, read_time
from csvariable.measures.model import AlikeRows, RowPlace
from csvariable.plan.rows import texts_of
from csvariable.plan.source import EndsAt, SourceOfRows
from csvariable.plan.source_column import OPENING, DateColumn, FactorColumn, SourceColumn
from csvariable.tables.dates import date_order, two_days
from csvariable.tables.flaws import MAX_LOCATED, two_marks_in
from csvariable.tables.numerals import (
    MISSING,
    Ambiguous,
    CellError,
    NoValue,
    Number,
    decimal_mark,
    is_missing,
    marks_of,
)
from csvariable.tables.table import Table
from csvariable.tables.written import DateOrder

When: TypeAlias = "Moment | CellError | NoValue"


@dataclass(frozen=True, slots=True)
class FirstDay:
    """The snapshot of the first day, as the rows of a source see it."""

    rows: OpenSource
    at: Sequence[int | None]
    """For each row of the source its row there, None for one that is new."""
    own: int
    """How many rows the source itself has; those after them are of the first day alone."""


@dataclass(slots=True)
class OpenSource:
    """The rows of a source, numbered through its tables, and what is wrong with them."""

    name: str
    source: SourceOfRows
    tables: Sequence[Table]
    currency: str
    zone: str | None
    """Where the days of the plan begin and end."""
    rates: Mapping[str, Fraction] = field(default_factory=dict)
    """What one unit of another currency is worth in the plan's."""
    alike: Sequence[AlikeRows] | None = None
    """What each row stands for, where files were condensed."""
    problems: list[Diagnostic] = field(default_factory=list)
    opening: FirstDay | None = None
    """The same list on the first day."""
    rows: list[RowPlace] = field(init=False)
    _texts: dict[str, list[str]] = field(default_factory=dict)
    _values: dict[str, list[Number]] = field(default_factory=dict)
    _told: dict[tuple[str, str], int] = field(default_factory=dict)
    _seen: set[tuple[str, str, int | str]] = field(default_factory=set)
    _fitting: dict[str, str] = field(default_factory=dict)
    _unfit: set[str] = field(default_factory=set)
    _footer: frozenset[int] | None = None

    def __post_init__(self) -> None:
        """Number the rows."""
        self.rows = [RowPlace(table, row) for table in self.tables for row in range(len(table.rows))]

    def over(self, tables: Sequence[Table], alike: Sequence[AlikeRows] | None = None) -> OpenSource:
        """Return the same source over other tables."""
        return OpenSource(self.name, self.source, tables, self.currency, self.zone, self.rates, alike)

    def times(self, row: int) -> int:
        """Return how many rows of the files a row stands for."""
        return 1 if self.alike is None else self.alike[row].times

    # ------------------------------------------------------------------------------ columns

    def header(self, name: str) -> str:
        """Return the header of a column of the plan, or the name itself, which is then a header."""
        written = self.source.column(name)
        if written is None or written.column is not None:
            return " ".join((name if written is None else written.column or "").split())
        return self._like(written.like or "")

    def _like(self, pattern: str) -> str:
        """Return the one header that a pattern fits, or the pattern itself, which is told."""
        if pattern not in self._fitting:
            headers = dict.fromkeys(one for table in self.tables for one in table.header)
            fitting = [one for one in headers if fnmatchcase(one, pattern)]
            self._fitting[pattern] = fitting[0] if len(fitting) == 1 else pattern
            if len(fitting) != 1:
                self._unfit.add(pattern)
                message = counted(
                    "{count} header fits `{pattern}`",
                    "{count} headers fit `{pattern}`",
                    len(fitting),
                    pattern=pattern,
                )
                self.problems.append(error("no-such-column", message, self.tables[0].place(-1, 0)))
        return self._fitting[pattern]

    def ids(self, name: str) -> list[str]:
        """Return the ids of a column: of Salesforce, those of 18 characters are cut to their first 15."""
        first = self._first_day(name)
        if first is not None:
            own = first.rows.ids(name.removeprefix(OPENING))
            return ["" if at is None else own[at] for at in first.at]
        written, texts = self.source.column(name), self.texts(self.header(name))
        if written is None or written.id is None:
            return texts
        return [text[:15] if len(text) == 18 and text.isalnum() else text for text in texts]

    def texts(self, header: str) -> list[str]:
        """Return the texts of a column, "" throughout a file that lacks it."""
        found = self._texts.get(header)
        if found is None:
            found = []
            for table in self.tables:
                at = self._index(table, header)
                found += [""] * len(table.rows) if at is None else table.texts(at)
            self._texts[header] = found
        return found

    def _index(self, table: Table, header: str) -> int | None:
        if header in table.header:
            return table.header.index(header)
        if header in self._unfit:
            return None  # it has been told
        close = difflib.get_close_matches(header.casefold(), [one.casefold() for one in table.header])
        meant = next((one for one in table.header if close and one.casefold() == close[0]), None)
        advice = (
            msg("did you mean `{meant}`?", meant=meant)
            if meant
            else msg("the headers are {headers}", headers=quoted(one for one in table.header if one))
        )
        message = msg("the source `{source}` has no column `{header}`", source=self.name, header=header)
        self.problems.append(error("no-such-column", message, table.place(-1, 0), help=advice))
        return None

    def values(self, name: str, column: SourceColumn) -> list[Number]:
        """Return the values of a named column; what cannot be read stands there as its error."""
        found = self._values.get(name)
        first = self._first_day(name)
        if found is None and first is not None:
            own = first.rows.values(name.removeprefix(OPENING), column)
            found = self._values[name] = [MISSING if at is None else own[at] for at in first.at]
        if found is None:
            found, start = [], 0
            for table in self.tables:
                found += self._read(table, self.header(name), column, start)
                start += len(table.rows)
            if self.opening is not None:
                found = [one if row < self.opening.own else MISSING for row, one in enumerate(found)]
            self._values[name] = found
        return found

    def is_missing(self, text: str) -> bool:
        """Whether a text means that there is no value."""
        return is_missing(text) or text.casefold() in self.source.missing_words

    def _read(self, table: Table, header: str, column: SourceColumn, start: int) -> list[Number]:
        """Return the values of one table, whose rows begin at a number."""

        def part(name: str | None) -> list[str]:
            if name is None:
                return [""] * len(table.rows)
            return self.texts(" ".join(name.split()))[start : start + len(table.rows)]

        texts = part(header)
        words = column.values is not None or column.in_ in {"h:mm", "h:mm:ss"}
        mark = decimal_mark(() if words else texts, self.source.decimal or table.dialect.decimal)
        if isinstance(mark, Ambiguous):
            row = next(row for row, text in enumerate(texts) if marks_of(text))
            message = msg("`{text}` can be read in two ways: is the mark a decimal point?", text=texts[row])
            at = table.place(row, table.header.index(header))
            advice = msg("say which mark stands before the decimals: `--decimal ,` or `--decimal .`")
            asked = error("ambiguous-decimal", message, at, help=advice)
            self.problems.append(two_marks_in(table, table.header.index(header)) or asked)
            return [MISSING] * len(texts)
        reader = SourceCellReader(column, header, mark, self.currency, self.rates)
        by = column.times.column if isinstance(column.times, FactorColumn) else None
        cells = list(zip(texts, part(column.currency), part(by), strict=True))
        known = {
            cell: MISSING if self.is_missing(cell[0]) else reader.read(*cell) for cell in dict.fromkeys(cells)
        }
        return [known[cell] for cell in cells]

    def value(self, name: str, row: int) -> Fraction | None:
        """Return a value of a row that counts, or tell why it cannot be read.

        What is not there on a day, the first one or now, was worth 0 on it.
        """
        first = self._first_day(name)
        if first is not None:
            at = first.at[row]
            return Fraction(0) if at is None else first.rows.value(name.removeprefix(OPENING), at)
        if self.opening is not None and row >= self.opening.own:
            return Fraction(0)
        column = self.source.column(name)
        found = self.values(name, column)[row] if column is not None else MISSING
        if isinstance(found, CellError):
            self.refuse_cell("wrong-cell", found, row, self.header(name))
            return None
        return None if isinstance(found, NoValue) else found

    def _first_day(self, name: str) -> FirstDay | None:
        """Return the first day where a name is that of a column of it."""
        return self.opening if name.startswith(OPENING) else None

    # -------------------------------------------------------------------------------- dates

    def moments(self) -> list[Moment | None]:
        """Return when each row happened; a date that cannot be read is told, whatever else the row is."""
        written = self.source.date_column
        if written is None:
            return [None] * len(self.rows)
        header = " ".join(written.column.split())
        found: list[Moment | None] = []
        for table in self.tables:
            texts = self.texts(header)[len(found) : len(found) + len(table.rows)]
            found += self._moments(table, header, texts, written, len(found))
        return found

    def _moments(
        self, table: Table, header: str, texts: list[str], written: DateColumn, start: int
    ) -> list[Moment | None]:
        order = self._order(table, header, texts, written)
        known: dict[str, When] = {}
        found: list[Moment | None] = []
        for row, text in enumerate(texts):
            when = known.get(text)
            if when is None:
                read = MISSING if self.is_missing(text) else read_time(text, written.format, order)
                when = moment(read, written.zone, self.zone) if isinstance(read, WrittenTime) else read
                known[text] = when
            if isinstance(when, CellError) and start + row not in self.footer:
                self.refuse_cell("wrong-date", when, start + row, header)
            found.append(when if isinstance(when, Moment) else None)
        return found

    def _order(self, table: Table, header: str, texts: list[str], written: DateColumn) -> DateOrder | None:
        """Return which of day and month stands first where the year stands last; ask where both fit."""
        if written.format is not None:
            return None
        days = [text.split()[0].rstrip(",") for text in texts if text.strip()]
        order = date_order(days, table.dialect.dates)
        if not isinstance(order, Ambiguous):
            return order
        row, (one, other) = next(
            (row, both)
            for row, text in enumerate(texts)
            if text.strip() and (both := two_days(text.split()[0].rstrip(",")))
        )
        message = msg("`{text}` can be {one} or {other}", text=texts[row], one=one, other=other)
        advice = msg("write `format: DD/MM/YYYY` or `format: MM/DD/YYYY` under `date`, or say `--dates dmy`")
        place = table.place(row, table.header.index(header))
        self.problems.append(error("ambiguous-date", message, place, help=advice))
        return "dmy"

    @property
    def footer(self) -> frozenset[int]:
        """The rows below the end of each table, where a row shows it."""
        if self._footer is None:
            self._footer = frozenset(self._below())
        return self._footer

    def _below(self) -> Iterator[int]:
        ends = self.source.ends
        if not isinstance(ends, EndsAt):
            return
        texts, shown, start = self.texts(self.header(ends.column)), texts_of(ends.is_), 0
        for table in self.tables:
            stop = start + len(table.rows)
            end = next((row for row in range(start, stop) if texts[row] in shown), stop)
            yield from range(end, stop)
            start = stop

    # ----------------------------------------------------------------------------- problems

    def place(self, row: int, header: str) -> CellPlace:
        """Return where the cell of a row stands."""
        table = self.rows[row].table
        return self.rows[row].place(table.header.index(header) if header in table.header else 0)

    def refuse(  # noqa: PLR0913, PLR0917 - what is wrong, where, and what to do
        self,
        rule: str,
        message: Message,
        row: int,
        header: str,
        advice: Message | None,
        also: tuple[Label, ...] = (),
        once: str | None = None,
    ) -> None:
        """Keep an error, with its place for the first ones of a kind; the others are counted.

        Of what is told `once` of something, the first place is enough.
        """
        if (rule, header, row if once is None else once) in self._seen:
            return
        self._seen.add((rule, header, row if once is None else once))
        count = self._told[rule, header] = self._told.get((rule, header), 0) + 1
        if count <= MAX_LOCATED:
            self.problems.append(error(rule, message, self.place(row, header), help=advice, also=also))

    def refuse_cell(self, rule: str, found: CellError, row: int, header: str) -> None:
        """Keep why a cell has no value; what asks for something of its whole column is told once."""
        once = str(found.message) if found.asks else None
        self.refuse(rule, found.message, row, header, found.help, once=once)

    def said(self) -> list[Diagnostic]:
        """Return the problems, each cell once, and how many more there are of a kind."""
        first = [] if self.opening is None else self.opening.rows.said()
        found = list(dict.fromkeys([*self.problems, *first]))
        for (rule, header), count in self._told.items():
            if count > MAX_LOCATED:
                more = msg(
                    "{count} more of the same under `{header}`", count=count - MAX_LOCATED, header=header
                )
                found.append(error(rule, more, FilePlace(self.tables[0].name)))
        return found
