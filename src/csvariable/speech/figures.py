"""Numbers as an explanation needs them: whole, so that a reader can do the sum again.

A number that ends is written in full. One that does not end is cut after nine decimals and
says so with `…`: what is written is its beginning, never a rounding of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from csvariable.kernel.message import counted
from csvariable.kernel.unit import Unit, ends_within, fixed_text, minor_units
from csvariable.speech.language import Language
from csvariable.speech.numbers import (
    MINUS,
    MONEY_DECIMALS,
    NO_BREAK,
    day_unit,
    duration_text,
    localized,
    money_text,
    number_text,
    value_text,
)
from csvariable.speech.saying import in_language

LONGEST: Final = 12
"""Decimals up to which a number that ends is written in full."""
SHOWN: Final = 9
"""Decimals of a number that does not end."""
MORE: Final = "…"
_POINTS: Final = counted("{number}\u00a0point", "{number}\u00a0points")


def ends(value: Fraction, places: int = LONGEST) -> bool:
    """Whether a number has at most so many decimals."""
    return ends_within(value, places)


def exact_number(value: Fraction, *, language: Language, against: Iterable[Fraction] = ()) -> str:
    """Return all decimals of a number, or its first nine and `…`: `102.857142857…`."""
    if ends(value):
        return number_text(value, language=language, places=LONGEST)
    bounds = {abs(bound) for bound in against}
    places = SHOWN
    while _cut(abs(value), places) in bounds:
        places += 1
    shown = _cut(abs(value), places)
    sign = MINUS if value < 0 else ""
    return sign + localized(fixed_text(shown, places), language) + MORE


def _cut(value: Fraction, places: int) -> Fraction:
    scaled = value * 10**places
    return Fraction(scaled.numerator // scaled.denominator, 10**places)


def exact_rate(value: Fraction, *, language: Language, against: Iterable[Fraction] = ()) -> str:
    """Return a rate in percent, whole: `114.285714285… %`."""
    bounds = [bound * 100 for bound in against]
    return exact_number(value * 100, language=language, against=bounds) + NO_BREAK + "%"


def exact_value(
    value: Fraction,
    unit: Unit,
    *,
    currency: str,
    language: Language,
    against: Iterable[Fraction] = (),
) -> str:
    """Return a value of a unit, whole; hours and minutes come as numbers of that unit."""
    match unit:
        case Unit.PERCENT | Unit.RATE:
            return exact_rate(value, language=language, against=against)
        case Unit.MONEY:
            return exact_money(value, currency, language=language)
        case Unit.HOURS | Unit.MINUTES:
            minutes = value * 60 if unit is Unit.HOURS else value
            if not ends(minutes, 2):
                name = "h" if unit is Unit.HOURS else "min"
                return exact_number(value, language=language, against=against) + NO_BREAK + name
            return duration_text(minutes, language=language)
        case Unit.DAYS:
            return exact_number(value, language=language, against=against) + NO_BREAK + day_unit(language)
        case _ if unit.word(value) is not None:
            return value_text(value, unit, currency=currency, language=language)
        case _:
            return exact_number(value, language=language, against=against)


def exact_money(value: Fraction, currency: str, *, language: Language) -> str:
    """Return money; an amount that is not yet rounded keeps all its decimals, or nine and `…`."""
    if ends(value, MONEY_DECIMALS):
        return money_text(value, currency, language=language)
    # The symbol stands where it stands beside a round amount.
    places = minor_units(currency)
    zero = localized(fixed_text(Fraction(0), places), language)
    bare = money_text(Fraction(0), currency, language=language)
    text = bare.replace(zero, exact_number(abs(value), language=language))
    return (MINUS if value < 0 else "") + text


def points(value: Fraction, unit: Unit, *, currency: str, language: Language) -> str:
    """Return a distance on a measure: percentages in points (`2.5 points`), others in their unit."""
    if unit in {Unit.PERCENT, Unit.RATE}:
        number = exact_number(value * 100, language=language)
        return in_language(_POINTS.given(count=value * 100, number=number), language)
    if unit.words:
        return exact_number(value, language=language)
    return exact_value(value, unit, currency=currency, language=language)
