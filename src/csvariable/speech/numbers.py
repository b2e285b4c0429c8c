"""Numbers as people read them, in English and in French.

The law of this module: a printed number never contradicts the branch that was taken. It is
rounded for reading, but never onto or across one of the bounds it was compared with; and
where decimals are left out, they were zeros: `90 %` is exact, `90.00 %` is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Final, assert_never

from csvariable.kernel.quantity import Unit, fixed_text, minor_units
from csvariable.speech.language import Language

NO_BREAK: Final = "\u00a0"
NARROW: Final = "\u202f"
MINUS: Final = "\u2212"

_GROUP: Final = {"en": ",", "fr": NARROW}
_POINT: Final = {"en": ".", "fr": ","}
_SYMBOLS: Final[dict[Language, dict[str, str]]] = {
    "en": {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "CAD": "CA$", "AUD": "A$"},
    "fr": {"EUR": "€", "USD": "$US", "GBP": "£GB", "CAD": "$CA", "AUD": "$AU", "INR": "₹"},
}
_MONTHS: Final[dict[Language, tuple[str, ...]]] = {
    "en": tuple(
        "January February March April May June July August September October November December".split()
    ),
    "fr": tuple(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
    ),
}
DAY: Final = {"en": "d", "fr": "j"}
_FLAG: Final = {"en": ("no", "yes"), "fr": ("non", "oui")}
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
    digits = localized(_faithful(abs(value), _mirrored(value, against), places), language)
    symbol = _SYMBOLS[language].get(currency, currency)
    if language == "fr":
        amount = digits + NO_BREAK + symbol
    else:
        amount = symbol + (NO_BREAK if symbol == currency else "") + digits
    return _signed(value, amount, plus=signed)


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
    return number_text(value, language=language, against=against) + NO_BREAK + DAY[language]


def date_text(day: date, *, language: Language = "en") -> str:
    """Return a date in words: `1 July 2026`, `1 juillet 2026`."""
    return NO_BREAK.join((str(day.day), _MONTHS[language][day.month - 1], str(day.year)))


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
            return _FLAG[language][bool(value)]
        case Unit.NUMBER | Unit.POINTS | Unit.SCORE:
            return number_text(value, language=language, against=against)
        case _:
            assert_never(unit)


def _mirrored(value: Fraction, against: Iterable[Fraction]) -> tuple[Fraction, ...]:
    """The bounds on the side of zero where the digits of `value` are written."""
    return tuple(-bound if value < 0 else bound for bound in against)


def _digits(value: Fraction, against: Iterable[Fraction], places: int) -> str:
    """Decimal digits that are faithful to the bounds, without zeros when they are exact."""
    digits = _faithful(value, against, places)
    if Fraction(digits) == value and "." in digits:
        return digits.rstrip("0").rstrip(".")
    return digits


def _faithful(value: Fraction, against: Iterable[Fraction], places: int) -> str:
    """Decimal digits on the same side of every bound as the value; a bound it equals asks for nothing."""
    bounds = [bound for bound in against if bound != value]
    while True:
        digits = fixed_text(value, places)
        shown = Fraction(digits)
        if all(min(shown, value) > bound or max(shown, value) < bound for bound in bounds):
            return digits
        places += 1


def _money_places(value: Fraction, currency: str) -> int:
    least = minor_units(currency)
    exact = (places for places in range(least, MONEY_DECIMALS + 1) if (value * 10**places).denominator == 1)
    return next(exact, least)


def localized(digits: str, language: Language) -> str:
    """Return decimal digits with the separators of the language."""
    whole, point, decimals = digits.partition(".")
    return f"{int(whole):,}".replace(",", _GROUP[language]) + (_POINT[language] + decimals if point else "")


def _signed(value: Fraction, text: str, *, plus: bool = False) -> str:
    if value < 0 and any(digit in text for digit in "123456789"):
        return MINUS + text
    return "+" + text if plus and value > 0 else text
