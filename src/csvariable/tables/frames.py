"""A table of typed values, as the texts that a CSV file would hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Context, Decimal
from typing import Final

from csvariable.kernel.diagnostic import CellPlace, Diagnostic, error
from csvariable.kernel.message import Message, msg
from csvariable.tables.clock import clock_text
from csvariable.tables.dialect import Dialect
from csvariable.tables.flaws import unguarded
from csvariable.tables.reading import checked
from csvariable.tables.table import Table

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


def texts_of_lines(lines: Iterable[Sequence[object]], mark: str) -> list[list[str]]:
    """Return rows of values as the texts that a table of them has."""
    return [[unguarded(text_of(value, mark)) for value in line] for line in lines]


def table_of_lines(
    header: Table, labels: Sequence[str], lines: Sequence[Sequence[object]], mark: str
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Return a table of which the header was known, with rows of values; lists and bytes are problems."""
    inner = {at for line in lines for at, value in enumerate(line) if isinstance(value, _NESTED)}
    if inner:
        return None, tuple(nested(header.name, at, labels[at]) for at in sorted(inner))
    rows = texts_of_lines(lines, mark)
    texts = ["\t".join(row) for row in (header.header, *rows)]
    data = "\n".join(texts).encode()
    return checked(replace(header, rows=rows, lines=range(1, len(rows) + 1), data=data), ())


def nested(name: str, at: int, label: str) -> Diagnostic:
    """Refuse a column of lists or bytes, which are no values."""
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


def text_of(value: object, mark: str) -> str:
    """Return a value as text: nothing as "", a number with all its decimals."""
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
