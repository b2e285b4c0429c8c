"""What measures ask of the columns of a source: what makes two rows alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from csvariable.kernel.message import Message, msg
from csvariable.measures.opened import OpenSource
from csvariable.plan.measure_of_rows import NpsRows, Rows, ShareRows
from csvariable.plan.row_read import columns_of, read_key
from csvariable.plan.rows import CellTest, RowCondition
from csvariable.plan.source_column import FactorColumn

OneTest: TypeAlias = tuple[str, "str | tuple[str, ...] | CellTest"]
"""The name of a column and what its cell must be."""


@dataclass(slots=True)
class AskedColumns:
    """What is asked of the columns of a source, by header."""

    raw: set[str] = field(default_factory=set)
    """Whose text itself decides: owners, clients."""
    tests: dict[str, list[OneTest]] = field(default_factory=dict)
    values: dict[str, set[str]] = field(default_factory=dict)
    """The names of the columns that are read as values."""
    exact: set[str] = field(default_factory=set)
    """The names of those whose value itself decides, and not only their sum."""
    halves: set[str] = field(default_factory=set)
    """The names of those of which an NPS asks whether they count for or against."""
    sums: dict[tuple[str, ...], None] = field(default_factory=dict)
    """What is summed up: a column, or a word and two columns."""

    @property
    def headers(self) -> list[str]:
        """Every header that something is asked of, but for dates and keys."""
        return sorted({*self.raw, *self.tests, *self.values})


def asked_of(rows: OpenSource, measures: Sequence[Rows]) -> AskedColumns | Message:
    """Return what is asked of a source, or why its rows cannot be condensed."""
    source = rows.source
    if source.keep is not None or any(one.distinct or one.cap_per for one in measures):
        return msg("which of several rows counts is asked (`keep`, `distinct`, `cap_per`)")
    if source.opening is not None:
        return msg("it has a second snapshot (`opening`)")
    if source.ends is not None or source.header is not None:
        return msg("its table has a frame (`header`, `ends`)")
    asked = AskedColumns()
    asked.raw.update(_owners(rows))
    for condition in (source.where, *(one.where for one in measures), *_shares(measures)):
        for name, test in _tests(condition):
            asked.tests.setdefault(rows.header(name), []).append((name, test))
            _add_value(asked, rows, name)
    for one in measures:
        _add_reads(asked, rows, one)
    columns = [source.column(name) for names in asked.values.values() for name in names]
    if any(one is not None and (one.currency or isinstance(one.times, FactorColumn)) for one in columns):
        return msg("a column of another cell converts a value (`currency`, `times`)")
    return asked


def _owners(rows: OpenSource) -> list[str]:
    """Return the headers by which the owner of a row is found."""
    source = rows.source
    if source.assign is not None:
        return [rows.header(source.account or "")]
    if source.owner_from is not None:
        return [rows.header(source.owner_from.by)]
    return (
        [] if source.owner_columns is None else [rows.header(name) for name in source.owner_columns.columns]
    )


def _add_reads(asked: AskedColumns, rows: OpenSource, measure: Rows) -> None:
    """Add what a measure reads of a row."""
    for _, read in measure.reads:
        names = [name.partition(".")[2] for name in columns_of(read)]
        for name in names:
            _add_value(asked, rows, name)
        if measure.by_value:
            asked.exact.update(names)
        elif isinstance(measure, NpsRows):
            asked.halves.update(names)
        else:
            asked.sums[read_key(read)] = None


def _shares(measures: Sequence[Rows]) -> Iterator[RowCondition]:
    return (one.that for one in measures if isinstance(one, ShareRows))


def _tests(condition: RowCondition | None) -> Iterator[OneTest]:
    if condition is None:
        return
    yield from condition.tests.items()
    for one in condition.any or ():
        yield from _tests(one)


def _add_value(asked: AskedColumns, rows: OpenSource, name: str) -> None:
    column = rows.source.column(name)
    if column is not None and column.unit is not None:
        asked.values.setdefault(rows.header(name), set()).add(name)
    else:
        asked.tests.setdefault(rows.header(name), [])
