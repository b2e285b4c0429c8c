"""Numbers as people read them, in every language that has a catalogue.

The law of this module: a printed number never contradicts the branch that was taken. It is
rounded for reading, but never onto or across one of the bounds it was compared with; and
where decimals are left out, they were zeros: `90 %` is exact, `90.00 %` is rounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from csvariable.kernel.message import in_context, msg
from csvariable.kernel.unit import Unit, ends_within, fixed_text, minor_units
from csvariable.speech.catalogue import SOURCE, translated
from csvariable.speech.language import Language

NO_BREAK: Final = "\u00a0"
NARROW: Final = "\u202f"
MINUS: Final = "\u2212"

_DAY: Final = in_context("unit of days", "d")
_FLAG: Final = (msg("no"), msg("yes"))
_DATES: Final[dict[Language, str]] = {"en": "en_GB"}
"""Where a language writes days before months only in some countries, one of them."""
_FIRST_DAYS: Final[dict[Language, str]] = {"fr": "1er"}
"""How a language writes the first day of a month, where it is no plain number."""
MONEY_DECIMALS: Final = 6
"""Decimals up to which a price is written in full."""


def number_text(
    value: Fraction, *, language: Language = "en", against: Iterable[Fraction] = (), places: int = 2
) -> str:
    """Return a number of at most `places` decimals: `1,234.5`; more only where `against` asks for them."""
    return _signed(value, localized(_digits(abs(value), _mirrored(value, against), places), language))


def rate_text(
    value: Fraction, *, language: Language = "en", against: Iterable[Fraction] = (), places: int = 2
) -> str:
    """Return a rate in percent: `112.5 %`, and `89.996 %` when it was compared with 90 %."""
    bounds = (bound * 100 for bound in against)
    return number_text(value * 100, language=language, against=bounds, places=places) + NO_BREAK + "%"


def money_text(
    value: Fraction,
    currency: str,
    *,
    language: Language = "en",
    against: Iterable[Fraction] = (),
    signed: bool = False,
) -> str:
    """Return an amount: `€1,234.50`, `1 234,50 €`; with `signed` an effect: `+€450.00`, `−€75.00`.

    Prices finer than the minor unit of the currency keep their decimals.
    """
    places = _money_places(value, currency)
    digits = _faithful(abs(value), _mirrored(value, against), places)
    return _signed(value, _beside_symbol(digits, currency, language), plus=signed)


def effect_text(value: Fraction, currency: str, *, language: Language = "en") -> str:
    """Return what a line adds or takes away: `+€450.00`, `−€75.00`."""
    return money_text(value, currency, language=language, signed=True)


def duration_text(
    minutes: Fraction, *, language: Language = "en", against: Iterable[Fraction] = (), places: int = 2
) -> str:
    """Return a duration: `3 h 20 min`, `45 min`, `4 h`."""
    digits = _digits(abs(minutes), _mirrored(minutes, against), places)
    hours, rest = divmod(Fraction(digits), 60)
    decimals = len(digits.partition(".")[2])
    parts = []
    if hours:
        parts.append(f"{localized(str(hours), language)}{NO_BREAK}h")
    if rest or decimals or not hours:
        parts.append(f"{localized(fixed_text(rest, decimals), language)}{NO_BREAK}min")
    return _signed(minutes, NO_BREAK.join(parts))


def days_text(value: Fraction, *, language: Language = "en", against: Iterable[Fraction] = ()) -> str:
    """Return a number of days: `2.5 d`, `2,5 j`."""
    return number_text(value, language=language, against=against) + NO_BREAK + day_unit(language)


def date_text(day: date, *, language: Language = "en") -> str:
    """Return a date in words: `1 July 2026`, `1er juillet 2026`."""
    from babel.dates import format_date

    text: str = format_date(day, "long", locale=_DATES.get(language, language))
    if day.day == 1 and language in _FIRST_DAYS:
        text = _FIRST_DAYS[language] + text.removeprefix("1")
    return text.replace(" ", NO_BREAK)


def day_of_year_text(month: int, day: int, *, language: Language = "en") -> str:
    """Return a day of every year in words: `1 April`, `1er avril`."""
    from babel.dates import format_skeleton

    text: str = format_skeleton("MMMMd", date(2000, month, day), locale=_DATES.get(language, language))
    if day == 1 and language in _FIRST_DAYS:
        text = _FIRST_DAYS[language] + text.removeprefix("1")
    return text.replace(" ", NO_BREAK)


def value_text(
    value: Fraction,
    unit: Unit,
    *,
    currency: str,
    language: Language = "en",
    against: Iterable[Fraction] = (),
) -> str:
    """Return a value of a unit as people read it; hours and minutes come as numbers of that unit."""
    match unit:
        case Unit.PERCENT | Unit.RATE:
            return rate_text(value, language=language, against=against)
        case Unit.MONEY:
            return money_text(value, currency, language=language, against=against)
        case Unit.HOURS:
            return duration_text(value * 60, language=language, against=[bound * 60 for bound in against])
        case Unit.MINUTES:
            return duration_text(value, language=language, against=against)
        case Unit.DAYS:
            return days_text(value, language=language, against=against)
        case Unit.FLAG:
            return translated(_FLAG[bool(value)], language)
        case Unit.YES_NO if value in {0, 1}:
            return translated(_FLAG[bool(value)], language)
        case _:
            word = unit.word(value)
            return (
                number_text(value, language=language, against=against)
                if word is None
                else word.name(language)
            )


def _mirrored(value: Fraction, against: Iterable[Fraction]) -> tuple[Fraction, ...]:
    """The bounds on the side of zero where the digits of `value` are written."""
    return tuple(-bound if value < 0 else bound for bound in against)


def _digits(value: Fraction, against: Iterable[Fraction], places: int) -> str:
    """Decimal digits that are faithful to the bounds, without zeros when they are exact."""
    digits = _faithful(value, against, places)
    if "." in digits and ends_within(value, len(digits.partition(".")[2])):
        return digits.rstrip("0").rstrip(".")
    return digits


def _faithful(value: Fraction, against: Iterable[Fraction], places: int) -> str:
    """Decimal digits on the same side of every bound as the value; a bound it equals asks for nothing."""
    bounds = [bound for bound in against if bound != value]
    while True:
        digits = fixed_text(value, places)
        if not bounds:
            return digits
        shown = Fraction(digits)
        if all(min(shown, value) > bound or max(shown, value) < bound for bound in bounds):
            return digits
        places += 1


def _money_places(value: Fraction, currency: str) -> int:
    least = minor_units(currency)
    exact = (places for places in range(least, MONEY_DECIMALS + 1) if ends_within(value, places))
    return next(exact, least)


def day_unit(language: Language) -> str:
    """Return the sign of days behind a number: `d`, `j`."""
    return translated(_DAY, language)


@lru_cache(maxsize=2**12)
def localized(digits: str, language: Language) -> str:
    """Return decimal digits with the separators of the language."""
    if language == SOURCE and len(digits) < 4 and digits.isdecimal():
        return digits  # most numbers in messages; nothing has to be loaded for them
    from babel.numbers import format_decimal

    zeros = len(digits.partition(".")[2])
    pattern = "#,##0" + ("." + "0" * zeros if zeros else "")
    return str(format_decimal(Decimal(digits), format=pattern, locale=language))


@lru_cache(maxsize=2**12)
def _beside_symbol(digits: str, currency: str, language: Language) -> str:
    """Return the digits of an amount with the currency where the language writes it."""
    from babel.core import Locale
    from babel.numbers import format_currency

    zeros = len(digits.partition(".")[2])
    written = Locale.parse(language).currency_formats["standard"].pattern
    pattern = written.replace("0.00", "0" + ("." + "0" * zeros if zeros else ""))
    text: str = format_currency(
        Decimal(digits), currency, format=pattern, locale=language, currency_digits=False
    )
    # A symbol of letters stands apart from the digits, as CLDR asks; Babel leaves that to its caller.
    return re.sub(r"^([A-Z]{3})(?=\d)", rf"\1{NO_BREAK}", text)


def plural_sample(count: object, language: Language) -> int:
    """Return a whole number that takes the same plural as `count`, which need not be whole."""
    number = Fraction(count) if isinstance(count, int | Fraction) else Fraction(0)
    if number.denominator == 1:
        return abs(int(number))
    from babel.core import Locale

    plural = Locale.parse(language).plural_form
    wanted = plural(Decimal(fixed_text(abs(number), 6)))
    return next((one for one in range(200) if plural(one) == wanted), 2)


def _signed(value: Fraction, text: str, *, plus: bool = False) -> str:
    if value < 0 and any(digit in text for digit in "123456789"):
        return MINUS + text
    return "+" + text if plus and value > 0 else text
