"""The grammar of a cell: a text of a CSV file to an exact value, or why it is not one.

Every reader has three answers: a value (a `Fraction`, a date), `MISSING` for the spellings
of «nothing», or a `CellError`. A missing cell is never zero and nothing is ever rounded
(language, section 9). Numbers themselves are the matter of `numerals`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final, Literal

from csvariable.kernel.message import msg, quoted
from csvariable.kernel.unit import Unit
from csvariable.tables.numerals import (
    AMBIGUOUS,
    BLANKS,
    GROUPS,
    MISSING,
    MISSING_WORDS,
    SIGN_CLASS,
    Ambiguous,
    CellError,
    Mark,
    NoValue,
    Number,
    ambiguous_grouping,
    decimal_mark,
    is_missing,
    peel,
    places_of,
    read_digits,
    read_number,
    signed,
)

__all__ = [
    "AMBIGUOUS",
    "MISSING",
    "MISSING_WORDS",
    "Ambiguous",
    "CellError",
    "Mark",
    "NoValue",
    "Number",
    "ambiguous_grouping",
    "decimal_mark",
    "is_missing",
    "names_currency",
    "read_duration",
    "read_fte",
    "read_money",
    "read_number",
    "read_rate",
    "read_word",
]

# --------------------------------------------------------------------------------- rates

_PER_CENT = r"(?P<rest>[^%]*)(?P<name>%)"


def read_rate(
    text: str, decimal: str | None, reading: Literal["percent", "ratio"] | None, *, of_kpi: bool = False
) -> Number:
    """Read a rate as a ratio: `95 %` is 19/20. A bare number needs `reading`; a sign needs nothing.

    Of a KPI the plan can say what its bare numbers mean.
    """
    if is_missing(text):
        return MISSING
    peeled = peel(text, _PER_CENT)
    value = peeled if isinstance(peeled, CellError) else signed(peeled, decimal)
    if isinstance(peeled, CellError) or isinstance(value, CellError):
        return value
    if peeled.names or reading == "percent":
        return value / 100
    if reading == "ratio":
        return value
    return CellError(
        msg("`{text}` has no % sign: nothing shows whether 1 means 1 % or 100 %", text=text),
        msg("write the % sign, put (%) in the header, or give the KPI `reading: percent` or `reading: ratio`")
        if of_kpi
        else msg("write the % sign, or put (%) in the header"),
    )


_WHOLE_PERCENT = 10
"""From here on a bare number is a working time in percent; `1.2` is rather 120 %, which is none."""


def read_fte(text: str, decimal: str | None, reading: Literal["percent", "ratio"] = "ratio") -> Number:
    """Read a working time as a ratio from 0 to 1: `80 %`, `0.8`, or `80` where the header says %."""
    value = read_rate(text, decimal, reading)
    if not isinstance(value, Fraction) or 0 <= value <= 1:
        return value
    bare = "%" not in text and _WHOLE_PERCENT <= value <= 100
    return CellError(
        msg("`{text}` is not a working time from 0 % to 100 %", text=text),
        msg("write `{text} %`", text=text.strip()) if bare else msg("write `80 %` or `0.8`"),
    )


# --------------------------------------------------------------------------------- money

_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "ARS", "CLP", "COP"})
_SYMBOLS: Final[Mapping[str, frozenset[str]]] = {
    "\u20ac": frozenset({"EUR"}),
    "$": _DOLLARS,
    "US$": frozenset({"USD"}),
    "CA$": frozenset({"CAD"}),
    "C$": frozenset({"CAD"}),
    "A$": frozenset({"AUD"}),
    "R$": frozenset({"BRL"}),
    "\u00a3": frozenset({"GBP", "EGP"}),
    "\u00a5": frozenset({"JPY", "CNY"}),
    "\uffe5": frozenset({"JPY", "CNY"}),
    "\u20b9": frozenset({"INR"}),
    "\u20a9": frozenset({"KRW"}),
    "\u20ba": frozenset({"TRY"}),
    "\u20aa": frozenset({"ILS"}),
    "z\u0142": frozenset({"PLN"}),
    "K\u010d": frozenset({"CZK"}),
    "Ft": frozenset({"HUF"}),
    "kr": frozenset({"SEK", "NOK", "DKK", "ISK"}),
    "Fr.": frozenset({"CHF"}),
}
_NAME = "|".join([*map(re.escape, _SYMBOLS), r"[A-Za-z]{3}(?![A-Za-z])"])
_NAME_FIRST = rf"(?P<name>{_NAME})[{BLANKS}]*(?P<rest>[(0-9.,{SIGN_CLASS}].*)"
_NAME_LAST = rf"(?P<rest>.*[0-9)])[{BLANKS}]*(?P<name>{_NAME})"


def names_currency(text: str, currency: str) -> bool:
    """Whether a code or a sign names a currency: `EUR`, `eur` and `\u20ac` that of the plan in euros."""
    return text.upper() == currency or currency in _SYMBOLS.get(text, frozenset())


def read_money(text: str, decimal: str | None, currency: str, minor_units: int) -> Number:
    """Read an amount in `currency`, whose code or symbol may stand on either side.

    Another currency, and more decimals than `minor_units` (counted as written), are errors:
    nothing is converted and nothing is rounded.
    """
    if is_missing(text):
        return MISSING
    peeled = peel(text, _NAME_FIRST, _NAME_LAST)
    if isinstance(peeled, CellError):
        return peeled
    for name in peeled.names:
        if not names_currency(name, currency):
            return CellError(
                msg(
                    "`{text}` is an amount in {name}, the plan pays in {currency}",
                    text=text,
                    name=name,
                    currency=currency,
                ),
                msg("convert it to {currency} yourself: no rate of exchange is assumed", currency=currency),
            )
    if len(peeled.names) > 1:
        return CellError(msg("`{text}` names its currency twice", text=text), msg("name it once"))
    value = signed(peeled, decimal)
    places = places_of(peeled.body, decimal)
    if isinstance(value, Fraction) and places > minor_units:
        return CellError(
            msg(
                "`{text}` has {places} decimals, {currency} has {count}",
                text=text,
                places=places,
                currency=currency,
                count=minor_units,
            ),
            msg("round it yourself, as your contract says: nothing is rounded on reading"),
        )
    return value


# ------------------------------------------------------------------------------ durations

_CLOCK = r"([0-9]+):([0-9]{2}):([0-9]{2})"
_SHORT_CLOCK = r"([0-9]+):([0-9]{1,2})"
_FRENCH_CLOCK = rf"([0-9]+)[{BLANKS}]*[hH][{BLANKS}]*([0-5][0-9])"
_PART = rf"([0-9][0-9.,{GROUPS}]*?)[{BLANKS}]*([A-Za-z]+)[{BLANKS}]*"
_CLOCK_SIZES = (3600, 60, 1)
_SECONDS: Final[Mapping[str, int]] = {
    **dict.fromkeys(["h", "hr", "hrs", "hour", "hours", "heure", "heures"], 3600),
    **dict.fromkeys(["m", "mn", "min", "mins", "minute", "minutes"], 60),
    **dict.fromkeys(["s", "sec", "secs", "second", "seconds", "seconde", "secondes"], 1),
}
_FLAGS: Final = {
    **dict.fromkeys(("true", "oui", "vrai"), "yes"),
    **dict.fromkeys(("false", "non", "faux"), "no"),
}
"""What a yes and a no are called besides, in a file."""


def read_word(text: str, unit: Unit) -> Number:
    """Read a word of a unit that is counted in words, whatever its case: its place, 0 for the worst."""
    if is_missing(text):
        return MISSING
    body = text.strip(f"{BLANKS} ").casefold()
    body = _FLAGS.get(body, body) if unit is Unit.YES_NO else body
    for place, word in enumerate(unit.words):
        if body in {spelling.casefold() for spelling in word.spellings}:
            return Fraction(place)
    return CellError(
        msg("`{text}` is none of {words}", text=text, words=quoted((word.id for word in unit.words), "and")),
        msg("write one of these words"),
    )


_DAYS: Final = frozenset(["d", "day", "days", "j", "jour", "jours"])
_WRITE_A_DURATION = msg("write `2:35:00`, `2 h 35 min` or `155 min`")


def read_duration(
    text: str, decimal: str | None, unit: Literal["hours", "minutes", "seconds", "days"]
) -> Number:
    """Read a duration in `unit`: a bare number of it, `H:MM:SS`, `2 h 35 min`, `2h35`, `90 min`.

    Days are never converted: `2 d` (or `2 j`) is read where the unit is days, and only there.
    """
    if is_missing(text):
        return MISSING
    peeled = peel(text)
    if isinstance(peeled, CellError):
        return peeled
    if not re.search("[:A-Za-z]", peeled.body):
        return signed(peeled, decimal)
    body = peeled.body
    value = _days(body, decimal) if unit == "days" else _clock(body, decimal, unit)
    return -value if peeled.negative and isinstance(value, Fraction) else value


def _days(body: str, decimal: str | None) -> Fraction | CellError:
    """Read a number of days with its word."""
    match = re.fullmatch(_PART, body)
    if match and match[2].casefold() in _DAYS:
        return read_digits(match[1], decimal)
    return CellError(
        msg("`{text}` is not a number of days", text=body),
        msg("write `2` or `2 d`: hours are never made days"),
    )


def _clock(body: str, decimal: str | None, unit: str) -> Fraction | CellError:
    """Read hours, minutes and seconds, in the unit asked for."""
    if match := re.fullmatch(_SHORT_CLOCK, body):
        first, second = match[1], match[2].zfill(2)
        return CellError(
            msg("`{text}` can be hours and minutes, or minutes and seconds", text=body),
            msg(
                "write `{hours}:{minutes}:00` or `0:{first}:{second}`",
                hours=first,
                minutes=second,
                first=first.zfill(2),
                second=second,
            ),
        )
    if match := re.fullmatch(_CLOCK, body) or re.fullmatch(_FRENCH_CLOCK, body):
        parts = list(zip(match.groups(), _CLOCK_SIZES, strict=False))
    else:
        found = list(re.finditer(_PART, body))
        names = [match[2].casefold() for match in found]
        if not _DAYS.isdisjoint(names):
            return CellError(
                msg("`{text}` is in days, and a day has no fixed number of hours", text=body),
                msg("write it in hours or minutes"),
            )
        if "".join(match[0] for match in found) != body or not all(name in _SECONDS for name in names):
            return CellError(msg("`{text}` is not a duration", text=body), _WRITE_A_DURATION)
        parts = [(match[1], _SECONDS[name]) for match, name in zip(found, names, strict=True)]
    seconds = _sum(body, parts, decimal)
    return seconds if isinstance(seconds, CellError) else seconds / _SECONDS[unit]


def _sum(body: str, parts: list[tuple[str, int]], decimal: str | None) -> Fraction | CellError:
    """Add parts such as 2 hours and 35 minutes, in seconds.

    A single part may have decimals and any size (`1.5 h`, `90 min`); of several, those after
    the first go from 0 to 59, in falling order.
    """
    total = Fraction(0)
    sizes = [size for _, size in parts]
    regular = sizes == sorted(set(sizes), reverse=True)
    for place, (digits, size) in enumerate(parts):
        value = read_digits(digits, decimal)
        if isinstance(value, CellError):
            return value
        if len(parts) > 1 and (not regular or not digits.isdigit() or (place and value >= 60)):
            return CellError(
                msg("`{text}` is not a duration: hours, then minutes and seconds from 0 to 59", text=body),
                _WRITE_A_DURATION,
            )
        total += value * size
    return total
