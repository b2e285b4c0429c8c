"""The rows of a sheet that are read, as columns of text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial

import polars as pl

from csvariable.facts.columns.ids import are_plain, distinct
from csvariable.facts.people import EVERYBODY
from csvariable.facts.sheet import Sheet
from csvariable.tables.column_rows import Coded, ColumnRows, as_texts, coded
from csvariable.tables.records import Source


@dataclass(frozen=True)
class Selection:
    """Some rows of a sheet, all of them where `rows` is None."""

    sheet: Sheet
    frame: pl.DataFrame
    """Their cells, a column for each column of the sheet."""
    rows: pl.Series | None = None
    kept: ColumnRows | None = None
    """The cells of all rows of the sheet, where it is kept as columns."""

    @staticmethod
    def of(sheet: Sheet) -> Selection:
        """Return all rows of a sheet."""
        rows = sheet.table.rows
        if isinstance(rows, ColumnRows):
            return Selection(sheet, rows.frame, kept=rows)
        schema = {str(at): pl.String for at in range(len(sheet.columns))}
        return Selection(sheet, pl.DataFrame(rows, schema=schema, orient="row"))

    def __contains__(self, name: str) -> bool:
        """Whether the sheet has a column of this name."""
        return name in self.sheet

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.frame.height

    def text(self, name: str) -> pl.Series:
        """Return the texts of a column, "" where it is not there."""
        at = self.sheet.index.get(name)
        if at is None:
            return pl.Series([""], dtype=pl.String).new_from_index(0, len(self))
        return as_texts(self.frame.to_series(at))

    def coded(self, name: str) -> Coded | None:
        """Return a column by the different texts of these rows, where they are few."""
        at = self.sheet.index.get(name)
        found = None if at is None or self.kept is None else self.kept.coded(at)
        if found is None and at is not None and self.rows is not None:
            return coded(self.text(name))
        if found is None or self.rows is None:
            return found
        codes = found.codes.gather(self.rows)
        there = codes.unique()
        if len(there) == len(found.texts):
            return Coded(found.texts, codes)
        new = pl.Series([0], dtype=pl.UInt32).new_from_index(0, len(found.texts))
        new = new.scatter(there, pl.int_range(len(there), dtype=pl.UInt32, eager=True))
        return Coded(found.texts.gather(there), new.gather(codes))

    def matching(self, name: str, pattern: str) -> pl.Series:
        """Return which texts of a column have a pattern."""
        at = self.sheet.index.get(name)
        if at is None or self.kept is None or self.rows is not None or self.kept.coded(at) is not None:
            return self.text(name).str.contains(pattern)
        return self.kept.matching(at, pattern)

    def all_match(self, name: str, pattern: str) -> bool:
        """Whether all texts of a column have a pattern."""
        at = self.sheet.index.get(name)
        if at is None or self.kept is None or self.rows is not None:
            return self.text(name).str.contains(pattern).all()
        return self.kept.all_match(at, pattern)

    @cached_property
    def places(self) -> pl.Series:
        """The index of each row in its sheet."""
        return pl.int_range(len(self), dtype=pl.UInt32, eager=True) if self.rows is None else self.rows

    def only(self, mask: pl.Series) -> Selection:
        """Return the rows where a mask holds."""
        if mask.all():
            return self
        return replace(self, frame=self.frame.filter(mask), rows=self.places.filter(mask))

    @cached_property
    def of_persons(self) -> Selection:
        """The rows that name a participant."""
        who = self.text("participant")
        return self.only(who.ne("") & who.ne(EVERYBODY))

    @cached_property
    def ids(self) -> tuple[pl.Series, pl.Series | None]:
        """The different ids of the rows, and which of them each row has; None where no two are the same."""
        return distinct(self.text("participant"))

    @cached_property
    def has_plain_ids(self) -> bool:
        """Whether all ids of the rows are plain letters and digits."""
        return are_plain(self.text("participant"), partial(self.all_match, "participant"))


def small_sheet(sheet: Sheet, names: tuple[str, ...], texts: list[tuple[str, ...]]) -> Sheet:
    """Return a sheet of the same columns with a row for each tuple of texts, the other cells empty."""
    places = [sheet.index[name] for name in names]
    rows = [[""] * len(sheet.columns) for _ in texts]
    for row, cells in zip(rows, texts, strict=True):
        for at, cell in zip(places, cells, strict=True):
            row[at] = cell
    table = replace(sheet.table, rows=rows, lines=[1] * len(rows), source=Source(""))
    return replace(sheet, table=table)
