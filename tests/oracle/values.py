"""Exact values: numbers, rates, money, durations, rounding (sections 1 and 11)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

Name = TypeVar("Name", str, tuple[str, int])
ZERO = Fraction(0)
ONE = Fraction(1)
SPACES = str.maketrans("", "", " \t\u00a0\u202f\u2009")
MISSING = {"", "-", "n/a", "null"}
MINUTES = {"minutes": Fraction(1), "hours": Fraction(60)}
DURATIONS = {"hours", "minutes", "days"}
RATE_UNIT = "percent"
NO_DECIMALS = {
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
    "VND", "VUV", "XAF", "XOF", "XPF",
}  # fmt: skip
THREE_DECIMALS = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}
FOUR_DECIMALS = {"CLF", "UYW"}


class Refused(Exception):  # noqa: N818 - the word of the specification
    """The data cannot be paid, for a reason the specification names."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


LEVEL = "level: "


def number(text: str) -> Fraction:
    """A decimal written in full; spaces may group its thousands (sections 1, 9)."""
    bare = str(text).translate(SPACES)
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", bare):
        raise ValueError(f"not a number: {text!r}")
    return Fraction(bare)


def rate(text: str) -> Fraction:
    """``85 %`` or ``1/3`` (section 1)."""
    bare = str(text).translate(SPACES)
    if bare.endswith("%"):
        return number(bare[:-1]) / 100
    above, slash, under = bare.partition("/")
    if not slash:
        raise ValueError(f"not a rate: {text!r}")
    return number(above) / number(under)


def money(text: str) -> Fraction:
    """An amount, with or without its currency code (section 1)."""
    return number(re.sub(r"[A-Z]{3}\s*$", "", str(text)))


def duration(text: str, unit: str) -> Fraction:
    """``1 h 30 min`` in the unit asked for; days are never converted (section 1)."""
    total = ZERO
    pieces = re.findall(r"(-?\d+(?:\.\d+)?)\s*(h|min|d)\b", str(text))
    if not pieces:
        raise ValueError(f"not a duration: {text!r}")
    for amount, word in pieces:
        if word == "d":
            total += number(amount)
        else:
            total += number(amount) * (60 if word == "h" else 1) / MINUTES[unit]
    return total


def day(text: str) -> date:
    """A date, year first (section 1)."""
    return date.fromisoformat(str(text).strip())


def of_unit(text: str, unit: str) -> Fraction:
    """A value of a plan read in the unit of what it is compared with."""
    if unit == "percent":
        return rate(text)
    if unit == "money":
        return money(text)
    if unit in DURATIONS:
        return duration(text, unit)
    if unit == "yes-no":
        return Fraction({"no": 0, "false": 0, "yes": 1, "true": 1}[text])
    if unit.startswith(LEVEL):
        return Fraction([names.split("/")[0] for names in unit[len(LEVEL) :].split("|")].index(text))
    return number(text)


def level_unit(levels: list[Any]) -> str:
    """The unit of a KPI of levels as one text: what each can be called, the worst first (section 18.4)."""
    names = [[one] if isinstance(one, str) else [one["id"], *one.values()] for one in levels]
    return LEVEL + "|".join("/".join(found) for found in names)


def _word(bare: str, unit: str) -> Fraction:
    """A word of a file, whatever its case (section 18.4)."""
    word = bare.casefold()
    if unit == "yes-no":
        return ONE if word in ("yes", "true", "oui", "vrai") else _no(word)
    levels = [names.casefold().split("/") for names in unit[len(LEVEL) :].split("|")]
    return Fraction(next(at for at, names in enumerate(levels) if word in names))


def _no(word: str) -> Fraction:
    if word not in ("no", "false", "non", "faux"):
        raise Refused(f"neither yes nor no: {word!r}")
    return ZERO


def is_missing(text: str | None) -> bool:
    """Empty, ``-``, ``N/A`` and ``null`` hold no value (section 9)."""
    return text is None or text.strip().lower() in MISSING


def fact(text: str, unit: str, reading: str | None) -> Fraction:
    """A cell of a file read in its KPI's unit (section 9)."""
    bare = text.strip()
    if unit == "percent":
        return _percent(bare, reading)
    if unit == "money":
        return money(bare)
    if unit == "yes-no" or unit.startswith(LEVEL):
        return _word(bare, unit)
    return _time(bare, unit) if unit in DURATIONS else number(bare)


def _percent(bare: str, reading: str | None) -> Fraction:
    """``95 %``, or a bare number whose header or ``reading`` says what it means."""
    if bare.endswith("%"):
        return rate(bare)
    if reading is None:
        raise Refused(f"bare percent {bare!r}: neither header nor reading says which")
    return number(bare) / (100 if reading == "percent" else 1)


def _time(bare: str, unit: str) -> Fraction:
    """``H:MM:SS``, a duration with its words, or a number in the unit."""
    clock = re.fullmatch(r"(\d+):(\d\d):(\d\d)", bare)
    if clock:
        hours, minutes, seconds = (Fraction(piece) for piece in clock.groups())
        return (hours * 60 + minutes + seconds / 60) / MINUTES[unit]
    return duration(bare, unit) if re.search(r"[a-z]", bare) else number(bare)


def share_of_time(text: str) -> Fraction:
    """The ``fte`` column: ``80 %`` or ``0.8`` (section 8)."""
    return rate(text) if text.strip().endswith("%") else number(text)


def minor_unit(currency: str) -> Fraction:
    """The smallest amount of a currency (ISO 4217)."""
    if currency in NO_DECIMALS:
        return ONE
    if currency in THREE_DECIMALS:
        return Fraction(1, 1000)
    if currency in FOUR_DECIMALS:
        return Fraction(1, 10000)
    return Fraction(1, 100)


def to_unit(value: Fraction, unit: Fraction, mode: str = "half-up") -> Fraction:
    """Round to a multiple of ``unit``; halves go away from zero by default (section 11)."""
    size = abs(value) / unit
    whole = size.numerator // size.denominator
    rest = size - whole
    half = Fraction(1, 2)
    more = {
        "half-up": rest >= half,
        "half-down": rest > half,
        "half-even": rest > half or (rest == half and whole % 2 == 1),
        "up": rest > 0,
        "down": False,
    }[mode]
    rounded = (whole + (1 if more else 0)) * unit
    return -rounded if value < 0 else rounded


def to_places(value: Fraction, places: str | None, mode: str) -> Fraction:
    """Round to declared decimal places, if any are declared (section 11)."""
    if places is None:
        return value
    return to_unit(value, Fraction(1, 10 ** int(places)), mode)


def largest_remainder(total: Fraction, keys: Mapping[Name, Fraction], unit: Fraction) -> dict[Name, Fraction]:
    """Share a total in whole units (sections 6 and 11).

    Odd units go to the largest remainder, ties to the smallest id; keys that are all 0 share
    uniformly.
    """
    if not keys:
        return {}
    if total < 0:
        return {k: -v for k, v in largest_remainder(-total, keys, unit).items()}
    weights = dict(keys) if sum(keys.values()) > 0 else dict.fromkeys(keys, ONE)
    whole = sum(weights.values())
    exact = {key: total / unit * weight / whole for key, weight in weights.items()}
    units = {key: value.numerator // value.denominator for key, value in exact.items()}
    odd = total / unit - sum(units.values())
    order = sorted(exact, key=lambda key: (units[key] - exact[key], key))
    for key in order[: int(odd)]:
        units[key] += 1
    return {key: count * unit for key, count in units.items()}
