"""Tables made in memory, for worked examples: the same reading as that of files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from csvariable.tables.dialect import Dialect
from csvariable.tables.records import Source
from csvariable.tables.table import Table


def table_of(rows: Sequence[Mapping[str, str]], name: str) -> Table:
    """Return a table of rows of text; a column that a row does not have is empty."""
    header = tuple(dict.fromkeys(column for row in rows for column in row))
    cells = [[row.get(column, "").strip() for column in header] for row in rows]
    text = "\n".join(["\t".join(header), *("\t".join(row) for row in cells)])
    return Table(
        name=name,
        header=header,
        rows=cells,
        lines=range(2, len(cells) + 2),
        dialect=Dialect("utf-8", "\t", ".", sep_line=False, bom=False),
        data=text.encode(),
        blank_lines=0,
        header_line=1,
        source=Source(text),
    )
