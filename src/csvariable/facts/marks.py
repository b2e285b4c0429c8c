"""Signs of a unit in headers, `nrr (%)` or `frt (min)`: refused where the column holds something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from csvariable.facts.headers import Column
from csvariable.facts.likeness import Vocabulary
from csvariable.kernel.diagnostic import Diagnostic, error
from csvariable.kernel.message import msg
from csvariable.kernel.unit import DURATIONS, Unit
from csvariable.plan.levels import WRITE
from csvariable.tables.table import Table

_RATES: Final = frozenset({"weight", "cap"})
_SHARES: Final = frozenset({Unit.PERCENT, Unit.RATE})
_MONEY: Final = frozenset({Unit.MONEY})
_PAY: Final = frozenset(
    {"target_incentive", "salary", "annual_salary", "ote", "draw_balance", "already_paid", "amount"}
)
"""Columns of amounts."""
_NOTHING: Final[frozenset[Unit]] = frozenset()


def other_units(table: Table, columns: Sequence[Column | None], words: Vocabulary) -> Iterator[Diagnostic]:
    """Yield the headers that say a unit which what they hold is not in: no cell is read by either."""
    for at, column in enumerate(columns):
        if column is None or (column.reading is None and column.unit is None and column.currency is None):
            continue
        if column.currency is not None and column.name in _PAY:
            continue
        if column.kpi is not None and column.kpi not in words.units:
            continue
        fitting = _fitting(column)
        held = _held(table, columns, column, words)
        other = [unit for unit in sorted(held, key=str) if unit not in fitting]
        if held and not other:
            continue
        header = table.header[at]
        message = msg(
            "the header `{header}` says a unit that `{name}` is not in", header=header, name=column.name
        )
        help_ = msg("call the column `{name}`", name=column.name)
        if len(held) > 1:
            help_ = msg("call the column `{name}`, and write the unit in its cells", name=column.name)
        elif other and other[0] in WRITE:
            help_ = msg(
                "call the column `{name}`, and write {wanted} in its cells",
                name=column.name,
                wanted=WRITE[other[0]],
            )
        yield error("other-unit", message, table.place(-1, at), help=help_)


def _fitting(column: Column) -> frozenset[Unit]:
    """Return the units that the sign of a header can be of."""
    if column.currency is not None:
        return _MONEY
    return _SHARES if column.reading == "percent" else DURATIONS


def _held(
    table: Table, columns: Sequence[Column | None], column: Column, words: Vocabulary
) -> frozenset[Unit]:
    """Return the units of what a column holds; nothing for dates, words and amounts of pay."""
    if column.kpi is not None:
        if column.field in _RATES:
            return _SHARES
        return (
            words.units.get(column.kpi, _NOTHING)
            if column.field in {None, "target", "baseline"}
            else _NOTHING
        )
    if column.name in words.units:
        return words.units[column.name]
    if column.name in {"value", "target"}:
        return _of_rows(table, columns, words)
    return _SHARES if column.name == "fte" else _NOTHING


def _of_rows(table: Table, columns: Sequence[Column | None], words: Vocabulary) -> frozenset[Unit]:
    """Return the units of the KPIs that the rows of a long file name."""
    named = next((at for at, one in enumerate(columns) if one is not None and one.name == "kpi"), None)
    texts = [] if named is None else table.distinct(named)
    known = [words.units[text] for text in texts if text in words.units]
    return frozenset().union(*known)
