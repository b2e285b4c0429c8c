"""Cells of a source as exact values of the unit that the plan gives their column."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from csvariable.kernel.message import Amount, msg, quoted
from csvariable.kernel.quantity import read_quantity
from csvariable.kernel.unit import DURATIONS, TIME_SIGNS, Unit, minor_units
from csvariable.plan.levels import in_unit
from csvariable.plan.source_column import SourceColumn
from csvariable.tables import cells
from csvariable.tables.marks import HeaderUnit, says_percent, unit_of_header
from csvariable.tables.numerals import MISSING, CellError, NoValue, Number, read_number

_SECONDS: Final = {"ms": Fraction(1, 1000), "s": Fraction(1), "min": Fraction(60), "h": Fraction(3600)}
_UNIT_SECONDS: Final = {Unit.MINUTES: 60, Unit.HOURS: 3600}
_CLOCKS: Final = {
    "h:mm:ss": (re.compile(r"(\d+):([0-5]\d):([0-5]\d)", re.ASCII), (3600, 60, 1)),
    "h:mm": (re.compile(r"(\d+):([0-5]\d)", re.ASCII), (3600, 60)),
}


def other_unit(header: str, unit: Unit | None) -> HeaderUnit | None:
    """Return the unit of time that a header names, where a column is read in another one."""
    if unit is None or unit not in TIME_SIGNS:
        return None
    own = unit_of_header(header)
    return None if own == TIME_SIGNS[unit] else own


@dataclass(frozen=True, slots=True)
class SourceCellReader:
    """Reads the cells of one column: its unit, its own units and words, the plan's currency and rates."""

    column: SourceColumn
    header: str
    """What stands above the cells: it may name a unit."""
    mark: str | None
    currency: str
    rates: Mapping[str, Fraction]

    def read(self, text: str, currency: str | None = None, times: str | None = None) -> Number:
        """Read a cell; `currency` and `times` are the cells of the row that say how it counts."""
        column, unit = self.column, self.column.measured_in or Unit.NUMBER
        found = self._value(text, unit, currency)
        if not isinstance(found, Fraction):
            return found
        factor = self._factor(times)
        if not isinstance(factor, Fraction):
            return factor
        found *= factor
        if column.range is None:
            return found
        low, high = (in_unit(level, unit, self.currency) for level in column.range)
        if low <= found <= high:
            return found
        return CellError(
            msg(
                "{value} is outside the range of its column, {low} to {high}",
                value=Amount(found, unit, self.currency),
                low=Amount(low, unit, self.currency),
                high=Amount(high, unit, self.currency),
            ),
            msg("correct the cell, leave the row out (`where`), or correct the `range`"),
        )

    def _value(self, text: str, unit: Unit, currency: str | None) -> Number:
        words = self.column.values
        if words is not None:
            if text in words:
                return in_unit(read_quantity(words[text]), unit, self.currency)
            close = difflib.get_close_matches(text, words)
            return CellError(
                msg("`{text}` is none of the words of its column", text=text),
                msg("did you mean `{meant}`?", meant=close[0])
                if close
                else msg("write it under `values`; there are: {words}", words=quoted(words)),
            )
        if self.column.in_ is not None:
            return self._own_unit(text, unit, self.column.in_)
        if unit is Unit.PERCENT:
            return cells.read_rate(text, self.mark, "percent" if says_percent(self.header) else None)
        if unit is Unit.MONEY:
            return self._money(text, currency)
        if unit in DURATIONS:
            return self._duration(text, unit)
        return read_number(text, self.mark)

    def _duration(self, text: str, unit: Unit) -> Number:
        """Read a time; a bare number under a header that names another unit is not guessed."""
        own = other_unit(self.header, unit)
        if own is not None and isinstance(read_number(text, self.mark), Fraction):
            return CellError(
                msg("the header says `{own}`, and the column is read in {unit}", own=own, unit=unit.value),
                msg("write `in: {own}` under the column", own=own),
                asks=True,
            )
        return cells.read_duration(text, self.mark, unit.value)  # type: ignore[arg-type]

    def _own_unit(self, text: str, unit: Unit, own: str) -> Number:
        """Read a time in the file's own unit, exactly."""
        if own == "d":
            return read_number(text, self.mark)
        if own in _CLOCKS:
            pattern, sizes = _CLOCKS[own]
            match = pattern.fullmatch(text.strip())
            if match is None:
                return CellError(msg("`{text}` is not written as `{format}`", text=text, format=own))
            seconds = sum(
                (Fraction(int(part) * size) for part, size in zip(match.groups(), sizes, strict=True)),
                Fraction(0),
            )
            return seconds / _UNIT_SECONDS[unit]
        found = read_number(text, self.mark)
        return found * _SECONDS[own] / _UNIT_SECONDS[unit] if isinstance(found, Fraction) else found

    def _money(self, text: str, currency: str | None) -> Number:
        if self.column.currency is None:
            return cells.read_money(text, self.mark, self.currency, minor_units(self.currency))
        code = (currency or "").strip().upper()
        rate = Fraction(1) if code == self.currency else self.rates.get(code)
        if rate is None:
            return CellError(
                msg("nothing says what `{code}` is worth in {currency}", code=code, currency=self.currency),
                msg("write `rates: {{{code}: ...}}` at the top of the plan", code=code or "USD"),
                asks=True,
            )
        found = cells.read_money(text, self.mark, code, minor_units(code))
        return found * rate if isinstance(found, Fraction) else found

    def _factor(self, times: str | None) -> Fraction | CellError | NoValue:
        """Return the factor of a row: a number, or what a word of another column means."""
        written = self.column.times
        if written is None:
            return Fraction(1)
        if isinstance(written, Fraction):
            return written
        text = (times or "").strip()
        if text in written.by:
            return written.by[text]
        if not text:
            return MISSING
        return CellError(
            msg("`{text}` under `{header}` has no factor", text=text, header=written.column),
            msg("write it under `times`; there are: {words}", words=quoted(written.by)),
        )
