"""Rows of totals: what programs and people write beside the sum of the rows above."""

from __future__ import annotations

from typing import Final

from csvariable.kernel.diagnostic import CellPlace, Diagnostic, error
from csvariable.kernel.message import msg
from csvariable.tables.folding import fold

TOTALS: Final = frozenset(
    "total totals totaux sum somme subtotal average avg mean moyenne median mediane".split()
)
_BEFORE_A_TOTAL: Final = frozenset("grand sous sub general generale overall de des the".split())


def is_total(participant: str) -> bool:
    """Whether an id is what a program writes beside a total: `TOTAL`, `Sous-total EMEA`, `Moyenne`."""
    all_ = fold(participant).rstrip(" :").split()
    words = [word for word in all_ if word not in _BEFORE_A_TOTAL]
    partial = all_[:1] == ["subtotal"] or (all_[1:2] == ["total"] and all_[0] in {"sous", "sub", "grand"})
    return partial or (len(words) == 1 and words[0] in TOTALS)


def begins_as_total(participant: str) -> bool:
    """Whether an id may be a total of something: `Total EMEA`. A person may be called so."""
    return fold(participant).startswith("total ")


def total_in_rows(header: str, cell: str, at: CellPlace) -> Diagnostic:
    """Refuse a row among those of a source that sums up the others: the company would count them twice."""
    message = msg("`{cell}` under `{header}` looks like a total of other rows", cell=cell, header=header)
    help_ = msg(
        "if it is the end, write `ends: {ends}`; else leave it out by `where: {where}`",
        ends=f"{{column: {header}, is: {cell}}}",
        where=f"{{{header}: {{not: {cell}}}}}",
    )
    return error("total-row", message, at, help=help_)
