"""A table of typed columns, as the texts that a CSV file would hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Context, Decimal
from typing import Final

import polars as pl

from csvariable.kernel.diagnostic import CellPlace, Diagnostic, error
from csvariable.kernel.message import Message, msg
from csvariable.tables.clock import clock_text
from csvariable.tables.dialect import Dialect
from csvariable.tables.table import Table, checked, unguarded

_NESTED: Final = (list, tuple, dict, set, bytes, bytearray, memoryview)
_WHOLE: Final = Context(prec=100)


class RowSource:
    """Where the cells of a table without text stand: in their rows and columns."""

    def field(self, line: int, delimiter: str, index: int) -> tuple[int, int]:  # noqa: ARG002
        """Return the row and the column, from 1."""
        return line, index + 1

    def reference(self, line: int, column: int) -> str | None:  # noqa: ARG002
        """Return nothing: row and column say it all."""
        return None


def table_of_frame(
    frame: pl.DataFrame, name: str, data: bytes, kind: Message, mark: str
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Return the table of a frame: each value as text; lists and bytes are problems.

    A number of decimals is exact; a binary one is the shortest decimal that stands for it. `data` is what
    the frame was read from, and `mark` the decimal mark to write.
    """
    columns: list[list[str]] = []
    problems: list[Diagnostic] = []
    for at, column in enumerate(frame.get_columns()):
        if column.dtype.is_nested() or column.dtype in {pl.Binary, pl.Object}:
            problems.append(_nested(name, at, column.name))
        else:
            columns.append(_texts(column, mark))
    if problems:
        return None, tuple(problems)
    table = Table(
        name=name,
        header=tuple(" ".join(label.split()) for label in frame.columns),
        rows=[list(row) for row in zip(*columns, strict=True)],
        lines=range(1, frame.height + 1),
        dialect=Dialect("utf-8", "\t", mark, sep_line=False, bom=False, kind=kind),
        data=data,
        blank_lines=0,
        header_line=1,
        source=RowSource(),
    )
    return checked(table, ())


def texts_of_lines(lines: Iterable[Sequence[object]], mark: str) -> list[list[str]]:
    """Return rows of values as the texts that a table of them has."""
    return [[unguarded(_text(value, mark)) for value in line] for line in lines]


def table_of_lines(
    header: Table, labels: Sequence[str], lines: Sequence[Sequence[object]], mark: str
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Return a table of which the header was known, with rows of values; lists and bytes are problems."""
    nested = {at for line in lines for at, value in enumerate(line) if isinstance(value, _NESTED)}
    if nested:
        return None, tuple(_nested(header.name, at, labels[at]) for at in sorted(nested))
    rows = texts_of_lines(lines, mark)
    texts = ["\t".join(row) for row in (header.header, *rows)]
    data = "\n".join(texts).encode()
    return checked(replace(header, rows=rows, lines=range(1, len(rows) + 1), data=data), ())


def _nested(name: str, at: int, label: str) -> Diagnostic:
    message = msg("the column `{column}` holds lists or bytes, and no values", column=label)
    return error("column-type", message, CellPlace(name, 1, at + 1, label))


def header_alone(labels: Sequence[str], name: str, kind: Message, mark: str) -> Table:
    """Return a table of which only the header is known."""
    return Table(
        name=name,
        header=tuple(" ".join(label.split()) for label in labels),
        rows=[],
        lines=(),
        dialect=Dialect("utf-8", "\t", mark, sep_line=False, bom=False, kind=kind),
        data="\t".join(labels).encode(),
        blank_lines=0,
        header_line=1,
        source=RowSource(),
    )


def _texts(column: pl.Series, mark: str) -> list[str]:
    values: Sequence[object] = column.to_list()
    return [_text(value, mark) for value in values]


def _text(value: object, mark: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            exact = Decimal(repr(value))
            return format(exact, "f").replace(".", mark) if exact.is_finite() else repr(value)
        case Decimal() if value.is_finite():
            # A type gives all its values as many decimals: nobody wrote the zeros at their end.
            return format(value.normalize(_WHOLE), "f").replace(".", mark)
        case dt.datetime():
            return value.isoformat(" ")
        case dt.timedelta():
            return clock_text(value)
        case _:
            return str(value).strip()
