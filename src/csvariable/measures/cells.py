"""Cells of a source as exact values of the unit that the plan gives their column."""

from __future__ import annotations

from fractions import Fraction

from csvariable.kernel.message import Amount, msg
from csvariable.kernel.unit import DURATIONS, Unit, minor_units
from csvariable.plan.levels import in_unit
from csvariable.plan.source import SourceColumn
from csvariable.tables import cells
from csvariable.tables.numerals import CellError, Number


def read_cell(text: str, mark: str | None, column: SourceColumn, currency: str) -> Number:
    """Read a cell of a column that has a unit; a value outside its range is refused."""
    unit = column.measured_in or Unit.NUMBER
    found = _read(text, mark, unit, currency)
    if not isinstance(found, Fraction) or column.range is None:
        return found
    low, high = (in_unit(level, unit, currency) for level in column.range)
    if low <= found <= high:
        return found
    return CellError(
        msg(
            "{value} is outside the range of its column, {low} to {high}",
            value=Amount(found, unit, currency),
            low=Amount(low, unit, currency),
            high=Amount(high, unit, currency),
        ),
        msg("correct the cell, leave the row out (`where`), or correct the `range`"),
    )


def _read(text: str, mark: str | None, unit: Unit, currency: str) -> Number:
    if unit is Unit.PERCENT:
        return cells.read_rate(text, mark, None)
    if unit is Unit.MONEY:
        return cells.read_money(text, mark, currency, minor_units(currency))
    if unit in DURATIONS:
        return cells.read_duration(text, mark, unit.value)  # type: ignore[arg-type]
    return cells.read_number(text, mark)
