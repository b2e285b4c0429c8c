"""Which of several rows counts: nobody asks where no two have one key; else each comes back that counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from csvariable.kernel.message import msg
from csvariable.measures.grouped.asking import StaysHere
from csvariable.measures.grouped.columns import EngineColumns, flag
from csvariable.plan.measure_of_rows import Rows

_NOT_PLAIN: Final = "[^!-~]"
"""A sign that the definition may take off or write otherwise: a blank, a letter with an accent."""


def cells_that_decide(columns: EngineColumns, measure: Rows) -> Sequence[str]:
    """Return the headers of what decides which rows of a measure count: none where each of its rows does.

    They are the respondent or the client of a row, its date and its key.
    """
    opened, source = columns.opened, columns.source
    names: list[str] = []
    if measure.distinct is not None:
        try:
            refuse_doubles(columns, measure.distinct)
        except StaysHere:
            names.append(measure.distinct)
    if measure.cap_per is not None:
        by = measure.cap_per.by
        names.append(source.account if by == "account" and source.account is not None else by)
    if not names:
        return ()
    names += [] if source.key is None else [source.key]
    dates = [] if source.date_column is None else [" ".join(source.date_column.column.split())]
    return tuple(dict.fromkeys([*map(opened.header, names), *dates]))


def refuse_doubles(columns: EngineColumns, name: str) -> None:
    """Leave to the definition a column of which two rows may have the same text.

    Raises:
        StaysHere: where two may have, or nothing shows that they have not.
    """
    header, column = columns.opened.header(name), columns.raw(name)
    written, kind = columns.source.column(name), column.type()
    if (written is not None and written.id is not None) or not (kind.is_string() or kind.is_integer()):
        raise StaysHere(msg("two rows may have one `{header}`", header=header))
    counts = {"n": column.count().cast("string"), "different": column.nunique().cast("string")}
    if kind.is_string():
        odd = column.re_search(_NOT_PLAIN).fill_null(False)
        counts["odd"] = flag(odd).max().cast("string")
    n, different, *found = columns.engine.answer(columns.engine.rows.aggregate(**counts)).lines[0]
    if n != different or found not in ([], ["0"], [None]):
        raise StaysHere(msg("two rows may have one `{header}`", header=header))
