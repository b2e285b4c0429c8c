"""A source with its tables open: its columns as texts, as values and as days, each read once."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from csvariable.kernel.diagnostic import CellPlace, Diagnostic, FilePlace, Label, error
from csvariable.kernel.message import Message, msg, quoted
from csvariable.measures.cells import read_cell
from csvariable.measures.dates import Moment, WrittenTime, moment, read_iso
from csvariable.measures.model import RowPlace
from csvariable.plan.source import SourceColumn, SourceOfRows
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
from csvariable.tables.table import MAX_LOCATED, Table

When: TypeAlias = "Moment | CellError | NoValue"


@dataclass(slots=True)
class OpenSource:
    """The rows of a source, numbered through its tables, and what is wrong with them."""

    name: str
    source: SourceOfRows
    tables: Sequence[Table]
    currency: str
    zone: str | None
    """Where the days of the plan begin and end."""
    problems: list[Diagnostic] = field(default_factory=list)
    rows: list[RowPlace] = field(init=False)
    _texts: dict[str, list[str]] = field(default_factory=dict)
    _values: dict[str, list[Number]] = field(default_factory=dict)
    _told: dict[tuple[str, str], int] = field(default_factory=dict)
    _seen: set[tuple[str, str, int | str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Number the rows."""
        self.rows = [RowPlace(table, row) for table in self.tables for row in range(len(table.rows))]

    # ------------------------------------------------------------------------------ columns

    def header(self, name: str) -> str:
        """Return the header of a column of the plan, or the name itself, which is then a header."""
        written = self.source.column(name)
        return " ".join((name if written is None else written.column).split())

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
        close = difflib.get_close_matches(header.casefold(), [one.casefold() for one in table.header], n=1)
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
        if found is None:
            header, found, start = self.header(name), [], 0
            texts = self.texts(header)
            for table in self.tables:
                part = texts[start : start + len(table.rows)]
                found += self._read(table, header, part, column)
                start += len(table.rows)
            self._values[name] = found
        return found

    def is_missing(self, text: str) -> bool:
        """Whether a text means that there is no value."""
        return is_missing(text) or text.casefold() in self.source.missing_words

    def _read(self, table: Table, header: str, texts: list[str], column: SourceColumn) -> list[Number]:
        mark = decimal_mark(texts, self.source.decimal or table.dialect.decimal)
        if isinstance(mark, Ambiguous):
            row = next(row for row, text in enumerate(texts) if marks_of(text))
            message = msg("`{text}` can be read in two ways: is the mark a decimal point?", text=texts[row])
            at = table.place(row, table.header.index(header))
            advice = msg("say which mark stands before the decimals: `--decimal ,` or `--decimal .`")
            self.problems.append(error("ambiguous-decimal", message, at, help=advice))
            return [MISSING] * len(texts)
        known = {
            text: MISSING if self.is_missing(text) else read_cell(text, mark, column, self.currency)
            for text in dict.fromkeys(texts)
        }
        return [known[text] for text in texts]

    def value(self, name: str, row: int) -> Fraction | None:
        """Return a value of a row that counts, or tell why it cannot be read."""
        column = self.source.column(name)
        found = self.values(name, column)[row] if column is not None else MISSING
        if isinstance(found, CellError):
            self.refuse("wrong-cell", found.message, row, self.header(name), found.help)
            return None
        return None if isinstance(found, NoValue) else found

    # -------------------------------------------------------------------------------- dates

    def moments(self) -> list[Moment | None]:
        """Return when each row happened; a date that cannot be read is told, whatever else the row is."""
        written = self.source.date_column
        if written is None:
            return [None] * len(self.rows)
        header = " ".join(written.column.split())
        known: dict[str, When] = {}
        found: list[Moment | None] = []
        for row, text in enumerate(self.texts(header)):
            when = known.get(text)
            if when is None:
                read = MISSING if self.is_missing(text) else read_iso(text)
                when = known[text] = self._moment(read, written.zone)
            if isinstance(when, CellError):
                self.refuse("wrong-date", when.message, row, header, when.help)
            found.append(when if isinstance(when, Moment) else None)
        return found

    def _moment(self, read: WrittenTime | CellError | NoValue, zone: str | None) -> When:
        return moment(read, zone, self.zone) if isinstance(read, WrittenTime) else read

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

    def said(self) -> list[Diagnostic]:
        """Return the problems, each cell once, and how many more there are of a kind."""
        found = list(dict.fromkeys(self.problems))
        for (rule, header), count in self._told.items():
            if count > MAX_LOCATED:
                more = msg(
                    "{count} more of the same under `{header}`", count=count - MAX_LOCATED, header=header
                )
                found.append(error(rule, more, FilePlace(self.tables[0].name)))
        return found
