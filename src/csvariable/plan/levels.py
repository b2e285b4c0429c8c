"""Written quantities in the unit of what they measure (language, sections 1 and 3)."""

from __future__ import annotations

from difflib import get_close_matches
from fractions import Fraction

from csvariable.kernel.message import msg, quoted
from csvariable.kernel.quantity import Kind, NotAQuantity, Quantity, as_rates
from csvariable.kernel.unit import DURATIONS, TIME_SIGNS, Unit, minor_units

_MINUTES = {Unit.MINUTES: Fraction(1), Unit.HOURS: Fraction(60)}

WRITE = {
    Unit.PERCENT: msg("a percentage such as `90 %`"),
    Unit.RATE: msg("a rate such as `90 %`"),
    Unit.POINTS: msg("a number of points such as `42`"),
    Unit.NUMBER: msg("a number such as `42`"),
    Unit.SCORE: msg("a score such as `4.5`"),
    Unit.MONEY: msg("an amount such as `2500`"),
    Unit.HOURS: msg("a duration such as `4 h` or `90 min`"),
    Unit.MINUTES: msg("a duration such as `90 min` or `1 h 30 min`"),
    Unit.DAYS: msg("a number of days such as `2 d`"),
}
"""What to write for a value of each unit."""


def in_unit(level: Quantity, unit: Unit, currency: str = "EUR") -> Fraction:
    """Return a written quantity in `unit`; raise NotAQuantity, saying what to write.

    A percentage and a rate are ratios (90 % is 9/10); durations are in the unit of the KPI;
    days are never converted.
    """
    if unit.words:
        return _place(level, unit)
    if unit in {Unit.PERCENT, Unit.RATE}:
        if level.kind is Kind.RATE:
            return level.value
        readings = as_rates(level.value, level.text) if level.kind is Kind.NUMBER else ()
        raise NotAQuantity(
            msg("`{text}` stands where {wanted} is due", text=level.text, wanted=WRITE[unit]), *readings
        )
    if unit in DURATIONS:
        return _duration(level, unit)
    if unit is Unit.MONEY:
        return _money(level, currency)
    if level.kind is not Kind.NUMBER:
        raise NotAQuantity(msg("`{text}` stands where {wanted} is due", text=level.text, wanted=WRITE[unit]))
    return level.value


_ALIKE = 0.8
_FLAGS = {"true": "yes", "false": "no"}


def _place(level: Quantity, unit: Unit) -> Fraction:
    """Return the place of a word, 0 for the worst."""
    names = [word.id for word in unit.words]
    text = _FLAGS.get(level.text, level.text) if unit is Unit.YES_NO else level.text
    if text in names:
        return Fraction(names.index(text))
    folded = {name.casefold(): name for name in names}
    near = [folded[one] for one in get_close_matches(level.text.casefold(), folded, n=1, cutoff=_ALIKE)]
    raise NotAQuantity(msg("`{text}` is none of {words}", text=level.text, words=quoted(names, "and")), *near)


def _duration(level: Quantity, unit: Unit) -> Fraction:
    if level.kind is Kind.DAYS and unit is Unit.DAYS:
        return level.value
    if level.kind is Kind.DURATION and unit in _MINUTES:
        return level.value / _MINUTES[unit]
    sign = TIME_SIGNS[unit]
    signs = [sign, *({"h", "min"} - {sign} if unit in _MINUTES else ())] if level.kind is Kind.NUMBER else []
    raise NotAQuantity(
        msg("`{text}` stands where {wanted} is due", text=level.text, wanted=WRITE[unit]),
        *(f"{level.text} {one}" for one in signs),
    )


def _money(level: Quantity, currency: str) -> Fraction:
    if level.kind is Kind.MONEY and level.currency != currency:
        raise NotAQuantity(
            msg("`{text}` is not in the plan's currency, {currency}", text=level.text, currency=currency)
        )
    if level.kind not in {Kind.MONEY, Kind.NUMBER}:
        raise NotAQuantity(
            msg("`{text}` stands where {wanted} is due", text=level.text, wanted=WRITE[Unit.MONEY])
        )
    if level.decimals > minor_units(currency):
        raise NotAQuantity(
            msg(
                "`{text}` has more decimals than {currency} has ({count})",
                text=level.text,
                currency=currency,
                count=minor_units(currency),
            )
        )
    return level.value
