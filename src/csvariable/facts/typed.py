"""Cells as values of the unit that the plan gives them (language, section 9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal

from csvariable.facts.model import Value
from csvariable.facts.sheet import Sheet
from csvariable.kernel.diagnostic import CellPlace, Diagnostic, error, warning
from csvariable.kernel.message import Amount, Message, msg
from csvariable.kernel.terms import UNITS
from csvariable.kernel.unit import Unit, decimal_text, minor_units, rounded
from csvariable.plan.kpi import Kpi
from csvariable.plan.levels import in_unit
from csvariable.tables import cells
from csvariable.tables.numerals import CellError, NoValue, is_missing

_SHOWN: Final = Fraction(1, 100)

DEFAULT_RANGES: dict[Unit, tuple[Fraction | None, Fraction | None]] = {
    Unit.PERCENT: (Fraction(0), None),
    Unit.NUMBER: (Fraction(0), None),
    Unit.HOURS: (Fraction(0), None),
    Unit.MINUTES: (Fraction(0), None),
    Unit.DAYS: (Fraction(0), None),
    Unit.POINTS: (Fraction(-100), Fraction(100)),
    Unit.MONEY: (None, None),
}
"""The range of a unit where the plan says none (language, section 3)."""


@dataclass(slots=True)
class Reader:
    """Reads cells and keeps what is wrong with them, each with its place."""

    currency: str
    problems: list[Diagnostic] = field(default_factory=list)
    asked: set[tuple[str, str]] = field(default_factory=set)
    """Files and KPIs whose counts have been asked for their meaning, so that it is asked once."""

    def refuse(self, rule: str, message: Message, at: CellPlace, advice: Message | None = None) -> None:
        """Keep an error."""
        self.problems.append(error(rule, message, at, help=advice))

    def _value(self, sheet: Sheet, row: int, name: str, found: Fraction | CellError | NoValue) -> Value:
        if isinstance(found, CellError):
            if not (found.asks and sheet.is_asked(name)):
                self.refuse("wrong-cell", found.message, sheet.place(row, name), found.help)
            return None
        return None if isinstance(found, NoValue) else found

    def money(self, sheet: Sheet, row: int, name: str, *, signed: bool = False) -> Value:
        """Read an amount of the plan's currency."""
        text = sheet.text(row, name)
        found = cells.read_money(text, sheet.mark(name), self.currency, minor_units(self.currency))
        value = self._value(sheet, row, name, found)
        if value is not None and value < 0 and not signed:
            self.refuse("negative-amount", msg("`{name}` is below 0", name=name), sheet.place(row, name))
            return None
        return value

    def rate(self, sheet: Sheet, row: int, name: str) -> Value:
        """Read a rate with its sign, of 0 or more."""
        reading = sheet.column(name).reading
        value = self._value(
            sheet, row, name, cells.read_rate(sheet.text(row, name), sheet.mark(name), reading)
        )
        if value is not None and value < 0:
            self.refuse("negative-amount", msg("`{name}` is below 0", name=name), sheet.place(row, name))
            return None
        return value

    def number(self, sheet: Sheet, row: int, name: str) -> Value:
        """Read a plain number."""
        return self._value(sheet, row, name, cells.read_number(sheet.text(row, name), sheet.mark(name)))

    def fte(self, sheet: Sheet, row: int) -> Value:
        """Read a working time: `80 %` or `0.8`."""
        return self._value(
            sheet,
            row,
            "fte",
            cells.read_fte(sheet.text(row, "fte"), sheet.mark("fte"), sheet.column("fte").reading or "ratio"),
        )

    def level(self, sheet: Sheet, row: int, name: str, kpi: Kpi) -> Value:
        """Read a cell in the unit of a KPI."""
        return self._value(
            sheet, row, name, self._parsed(sheet, name, sheet.text(row, name), kpi.measured_in, kpi)
        )

    def of_unit(self, sheet: Sheet, row: int, name: str, unit: Unit) -> Value:
        """Read a cell of a declared column."""
        return self._value(sheet, row, name, self._parsed(sheet, name, sheet.text(row, name), unit, None))

    def _parsed(
        self, sheet: Sheet, name: str, text: str, unit: Unit, kpi: Kpi | None
    ) -> Fraction | CellError | NoValue:
        mark, column = sheet.mark(name), sheet.column(name)
        match unit:
            case Unit.PERCENT:
                reading = column.reading or meant(kpi)
                return cells.read_rate(text, mark, reading, of_kpi=kpi is not None)
            case Unit.MONEY:
                return cells.read_money(text, mark, self.currency, minor_units(self.currency))
            case Unit.HOURS | Unit.MINUTES | Unit.DAYS:
                return self._duration(text, mark, unit, column.unit)
            case _ if unit.words:
                return cells.read_word(text, unit)
            case _:
                return cells.read_number(text, mark)

    @staticmethod
    def _duration(
        text: str, mark: str | None, unit: Unit, header: str | None
    ) -> Fraction | CellError | NoValue:
        if header is None or header == unit:
            return cells.read_duration(text, mark, unit.value)  # type: ignore[arg-type]
        found = cells.read_duration(text, mark, header)  # type: ignore[arg-type]
        if not isinstance(found, Fraction):
            return found
        seconds = {"hours": 3600, "minutes": 60, "seconds": 1}
        if header in seconds and unit in {Unit.HOURS, Unit.MINUTES}:
            return found * seconds[header] / seconds[unit.value]
        return CellError(
            msg(
                "the header counts in {header} and the KPI in {unit}; days are never converted",
                header=UNITS[header],
                unit=UNITS[unit],
            )
        )

    def actual(self, sheet: Sheet, row: int, kpi_id: str, kpi: Kpi) -> Value:
        """Read a KPI's value in a wide file: a value, or numerator and denominator."""
        value = self.level(sheet, row, kpi_id, kpi) if kpi_id in sheet else None
        top, bottom = (self.count(sheet, row, f"{kpi_id}.{part}") for part in ("numerator", "denominator"))
        value = self.ratio(sheet, row, (top, bottom), (kpi_id, value), kpi)
        return self.in_range(sheet, row, kpi_id if kpi_id in sheet else f"{kpi_id}.numerator", kpi, value)

    def count(self, sheet: Sheet, row: int, name: str) -> Value:
        """Read a numerator or a denominator; a column that is not there has no value either.

        Whole numbers may be long: exact sums over parts of days and rates of exchange are.
        """
        if name in sheet and re.fullmatch(r"-?[0-9]{14,36}", sheet.text(row, name)):
            return Fraction(int(sheet.text(row, name)))
        return self.number(sheet, row, name) if name in sheet else None

    def sample_size(self, sheet: Sheet, row: int, name: str, denominator: str) -> Value:
        """Read on how many answers a value stands: whole, or a fraction of parts; else the denominator."""
        text = sheet.text(row, name)
        if name in sheet and not is_missing(text):
            part = re.fullmatch(r"([0-9]{1,15})/([1-9][0-9]{0,14})", text)
            size = Fraction(int(part[1]), int(part[2])) if part else self.number(sheet, row, name)
            if size is not None and size < 0:
                self.refuse("negative-amount", msg("`{name}` is below 0", name=name), sheet.place(row, name))
                return None
            return size
        return self.count(sheet, row, denominator)

    def ratio(
        self, sheet: Sheet, row: int, parts: tuple[Value, Value], beside: tuple[str, Value], kpi: Kpi
    ) -> Value:
        """Return numerator over denominator, exact; a value beside it must agree at its decimals."""
        (top, bottom), (name, value) = parts, beside
        if top is None or bottom is None:
            if (top is None) != (bottom is None):
                self.refuse(
                    "half-ratio",
                    msg("a numerator needs its denominator, and a denominator its numerator"),
                    sheet.place(row, name if name in sheet else f"{name}.numerator"),
                )
            return value
        if kpi.measured_in.words:
            at = sheet.place(row, name if name in sheet else f"{name}.numerator")
            self.refuse("wrong-cell", msg("a word is no numerator over a denominator"), at)
            return value
        if bottom < 0:
            self.refuse("negative-denominator", msg("a denominator is below 0"), sheet.place(row, name))
            return None
        if bottom == 0:
            if value is not None:
                self.problems.append(_of_none(sheet, row, name))
            return None
        exact = self._of_counts(sheet, row, name, kpi, top / bottom)
        if exact is None:  # asked: nothing is paid, and nothing else is said of the cell
            return value if value is not None else top / bottom
        if value is not None and abs(exact - value) > self._half_a_digit(sheet, row, name, kpi, value):
            self.refuse(
                "ratio-disagrees",
                msg(
                    "`{text}` is not {top} / {bottom} = {exact}",
                    text=sheet.text(row, name),
                    top=decimal_text(top),
                    bottom=decimal_text(bottom),
                    exact=decimal_text(exact),
                ),
                sheet.place(row, name),
                msg("keep the counts, or correct the value"),
            )
        return exact

    def _of_counts(self, sheet: Sheet, row: int, name: str, kpi: Kpi, fraction: Fraction) -> Value:
        """Return what counts mean: their fraction, or 100 times it where points are said to be a share."""
        if kpi.measured_in is not Unit.POINTS or kpi.reading == "ratio" or kpi.rows is not None:
            return fraction
        if kpi.reading == "share":
            return fraction * 100
        kpi_id = sheet.text(row, "kpi") if "kpi" in sheet else name
        if (sheet.table.name, kpi_id) not in self.asked:
            self.asked.add((sheet.table.name, kpi_id))
            column = "numerator" if "kpi" in sheet else f"{name}.numerator"
            message = msg(
                "the counts of `{kpi}` have two readings: {fraction}, or {share} as a share of 100",
                kpi=kpi_id,
                fraction=Amount(rounded(fraction, _SHOWN), Unit.POINTS),
                share=Amount(rounded(fraction * 100, _SHOWN), Unit.POINTS),
            )
            advice = msg(
                "write `reading: share` (100 times the fraction) or `reading: ratio` under `{kpi}`",
                kpi=kpi_id,
            )
            self.refuse("points-of-counts", message, sheet.place(row, column), advice)
        return None

    def _half_a_digit(self, sheet: Sheet, row: int, name: str, kpi: Kpi, value: Fraction) -> Fraction:
        """Return half of what the last digit of a cell counts in: a decimal, a percent, a minute.

        The cell is read once more with a neighbour of that digit, so every unit is known to one reader.
        """
        text = sheet.text(row, name)
        at = max(at for at, letter in enumerate(text) if letter.isdigit())
        digit = int(text[at]) - 1 if text[at] != "0" else 1
        near = self._parsed(sheet, name, f"{text[:at]}{digit}{text[at + 1 :]}", kpi.measured_in, kpi)
        return abs(value - near) / 2 if isinstance(near, Fraction) else Fraction(0)

    def in_range(self, sheet: Sheet, row: int, name: str, kpi: Kpi, value: Value) -> Value:
        """Refuse a value outside the range of its KPI."""
        if value is None:
            return None
        least, most = range_of(kpi, self.currency)
        if (least is not None and value < least) or (most is not None and value > most):
            low, high = (
                Amount(bound, kpi.measured_in, self.currency) if bound is not None else msg("any")
                for bound in (least, most)
            )
            bounds = msg("{low} to {high}", low=low, high=high)
            self.refuse(
                "outside-range",
                msg(
                    "{value} is outside the range of `{name}`: {span}",
                    value=Amount(value, kpi.measured_in, self.currency),
                    name=name,
                    span=bounds,
                ),
                sheet.place(row, name),
                msg("correct the value, or write `range` in the plan"),
            )
            return None
        return value


def _of_none(sheet: Sheet, row: int, name: str) -> Diagnostic:
    message = msg("`{value}` stands beside a denominator of 0: taken as missing", value=sheet.text(row, name))
    return warning("value-of-none", message, sheet.place(row, name))


def meant(kpi: Kpi | None) -> Literal["percent", "ratio"] | None:
    """Return what the plan says that a bare number of a KPI means."""
    return None if kpi is None or kpi.reading == "share" else kpi.reading


def range_of(kpi: Kpi, currency: str) -> tuple[Fraction | None, Fraction | None]:
    """Return the least and the most value of a KPI."""
    if kpi.measured_in.words:
        return Fraction(0), Fraction(len(kpi.measured_in.words) - 1)
    if kpi.range is None:
        if kpi.rows is not None and not kpi.rows.keeps_range:
            return None, None
        return DEFAULT_RANGES.get(kpi.measured_in, (None, None))
    least, most = kpi.range
    return in_unit(least, kpi.measured_in, currency), in_unit(most, kpi.measured_in, currency)
