"""Keys in an engine: where no two rows have one, which of two counts is not asked."""

from __future__ import annotations

from typing import Final

from csvariable.kernel.message import msg
from csvariable.measures.grouped.asking import StaysHere
from csvariable.measures.grouped.columns import EngineColumns, flag

_NOT_PLAIN: Final = "[^!-~]"
"""A sign that the definition may take off or write otherwise: a blank, a letter with an accent."""


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
