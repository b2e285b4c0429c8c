"""Messages said in a language, with numbers, dates and lists as its readers write them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import reduce
from typing import Final, assert_never

from csvariable.kernel.message import Amount, Filling, Listing, Message
from csvariable.speech.catalogue import translated
from csvariable.speech.language import Language
from csvariable.speech.numbers import date_text, number_text, plural_sample, value_text


def in_language(message: Message | str, language: Language) -> str:
    """Return a message as text in a language; a text that is no message is returned as it is."""
    if isinstance(message, str):
        return message
    values = dict(message.values)
    number = None if message.plural is None else plural_sample(values["count"], language)
    text = translated(message, language, number)
    return text.format_map({name: value_said(value, language) for name, value in values.items()})


def value_said(value: Filling, language: Language) -> str:
    """Return what stands in a gap as text in a language."""
    match value:
        case str():
            return value
        case Message():
            return in_language(value, language)
        case int() | Fraction():
            return number_text(Fraction(value), language=language, places=12)
        case Amount(value=number, unit=unit, currency=currency, against=bounds):
            return value_text(number, unit, currency=currency, language=language, against=bounds)
        case Listing():
            return _listed(value, language)
        case date():
            return date_text(value, language=language)
        case _:
            assert_never(value)


_JOINTS: Final = {
    "and": Message("{first} and {last}"),
    "or": Message("{first} or {last}"),
    ";": Message("{first}; {last}"),
}


def _listed(listing: Listing, language: Language) -> str:
    said = [value_said(item, language) for item in listing.items]
    if listing.joint == "," or len(said) < 2:
        return ", ".join(said)
    if listing.joint == ";":
        return reduce(
            lambda one, other: in_language(_JOINTS[";"].given(first=one, last=other), language), said
        )
    joined = _JOINTS[listing.joint].given(first=", ".join(said[:-1]), last=said[-1])
    return in_language(joined, language)


__all__ = ["in_language", "value_said"]
