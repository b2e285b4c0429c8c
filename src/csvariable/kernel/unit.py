"""Units, and the digits of exact values: how a number is rounded and written as a plain decimal.

The law of this module: nothing is rounded unless `rounded` is called with a declared unit and
mode (language, section 11), and no binary float exists.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Literal

JSON_PLACES = 12


class Unit(StrEnum):
    """The unit of a KPI, or of a step."""

    PERCENT = "percent"
    POINTS = "points"
    NUMBER = "number"
    SCORE = "score"
    MONEY = "money"
    HOURS = "hours"
    MINUTES = "minutes"
    DAYS = "days"
    RATE = "rate"
    """A ratio made by the program: attainment, payout rate, factor."""
    FLAG = "flag"
    """1 or 0."""


DURATIONS = frozenset({Unit.HOURS, Unit.MINUTES, Unit.DAYS})

Mode = Literal["half-up", "half-even", "half-down", "up", "down"]

_MINOR_UNITS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}


def minor_units(currency: str) -> int:
    """Return the number of decimals of a currency (ISO 4217)."""
    return _MINOR_UNITS.get(currency, 2)


def rounded(value: Fraction, unit: Fraction, mode: Mode = "half-up") -> Fraction:
    """Return the multiple of `unit` that `value` is rounded to.

    `half-up` sends ties away from zero, `half-down` towards zero, `up` is away from zero
    and `down` towards zero, for negative values too (language, section 11).
    """
    return unit * multiples(value.numerator * unit.denominator, value.denominator * unit.numerator, mode)


def multiples(top: int, bottom: int, mode: Mode) -> int:
    """Return the whole number that `top / bottom` is rounded to; the bottom is above 0."""
    whole, rest = divmod(abs(top), bottom)
    twice = 2 * rest
    if mode == "up":
        grows = rest > 0
    elif mode == "down":
        grows = False
    elif twice == bottom:
        grows = mode == "half-up" or (mode == "half-even" and whole % 2 == 1)
    else:
        grows = twice > bottom
    count = whole + grows
    return count if top >= 0 else -count


def decimal_text(value: Fraction, places: int = JSON_PLACES) -> str:
    """Return the shortest decimal text of at most `places` decimals, half away from zero."""
    text = fixed_text(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def fixed_text(value: Fraction, places: int) -> str:
    """Return the decimal text of `value` with exactly `places` decimals, half away from zero."""
    scaled = multiples(value.numerator * 10**places, value.denominator, "half-up")
    digits = str(abs(scaled)).rjust(places + 1, "0")
    sign = "-" if scaled < 0 else ""
    if not places:
        return sign + digits
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def amount_text(value: Fraction, currency: str) -> str:
    """Return money with the currency's decimals, or with up to 12 where it is no amount of it."""
    places = minor_units(currency)
    return fixed_text(value, places) if ends_within(value, places) else decimal_text(value)


def ends_within(value: Fraction, places: int) -> bool:
    """Whether a number has at most so many decimals."""
    power: int = 10**places
    return power % value.denominator == 0
