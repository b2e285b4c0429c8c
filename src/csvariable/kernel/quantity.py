"""Exact quantities: what a number in a plan means, how it is rounded, how it is printed.

The law of this module: every number is a `Fraction` made from the text its author wrote.
No binary float exists here, and nothing is rounded unless `rounded` is called with a
declared unit and mode (language, section 11).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from csvariable.kernel.message import Message, Told, msg

MAX_INTEGER_DIGITS = 13
MAX_PLAN_DECIMALS = 6


class Kind(StrEnum):
    """What a written quantity is, before the unit of its KPI is known."""

    RATE = "rate"
    MONEY = "money"
    NUMBER = "number"
    DURATION = "duration"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written in a plan, with what its text says of its unit.

    `value` is a ratio for a rate (85 % is 17/20), minutes for a duration, days for days,
    and the number itself otherwise.
    """

    value: Fraction
    kind: Kind
    text: str
    currency: str | None = None

    @property
    def decimals(self) -> int:
        """Number of decimals written."""
        found = re.search(r"\.(\d+)", self.text)
        return len(found[1]) if found else 0

    @property
    def grain(self) -> Fraction:
        """One of the last decimal written, in the terms of the value: `3.5 h` is written to six minutes."""
        last = Fraction(1, 10**self.decimals)
        if self.kind is Kind.RATE:
            return last / 100
        return last * 60 if self.kind is Kind.DURATION and self.text.endswith("h") else last


class NotAQuantity(Told):
    """A text that is no number of the plan language; says what to write."""

    def __init__(self, message: Message, suggestion: str | None = None) -> None:
        """Keep the sentence and, where it is certain, the text to write instead."""
        super().__init__(message)
        self.suggestion = suggestion


_BLANK = " \u00a0\u202f\u2009"
_NUMBER = re.compile(r"[+-]?(?:\d+)(?:\.\d+)?", re.ASCII)
_RATE = re.compile(rf"([+-]?\d+(?:\.\d+)?)[{_BLANK}]*%", re.ASCII)
_RATIO = re.compile(r"([+-]?\d+)\s*/\s*(\d+)", re.ASCII)
_MONEY = re.compile(rf"([+-]?\d+(?:\.\d+)?)[{_BLANK}]*([A-Z]{{3}})", re.ASCII)
_DURATION = re.compile(
    rf"(?:(\d+(?:\.\d+)?)[{_BLANK}]*h)?[{_BLANK}]*(?:(\d+(?:\.\d+)?)[{_BLANK}]*min)?", re.ASCII
)
_DAYS = re.compile(rf"(-?\d+(?:\.\d+)?)[{_BLANK}]*d", re.ASCII)


def exact_number(text: str, decimals: int = MAX_PLAN_DECIMALS) -> Fraction:
    """Read plain decimal text; raise NotAQuantity, saying what to write, on anything else."""
    if not _NUMBER.fullmatch(text):
        raise _not_a_number(text)
    integer, _, fraction = text.lstrip("+-").partition(".")
    if len(integer) > 1 and integer[0] == "0":
        bare = text.replace(integer, integer.lstrip("0") or "0", 1)
        raise NotAQuantity(msg("`{text}` starts with a zero; write `{bare}`", text=text, bare=bare), bare)
    if len(integer) > MAX_INTEGER_DIGITS:
        raise NotAQuantity(
            msg("`{text}` has more than {most} integer digits", text=text, most=MAX_INTEGER_DIGITS)
        )
    if len(fraction) > decimals:
        raise NotAQuantity(
            msg(
                "`{text}` has more than {most} decimals; nothing is rounded on reading",
                text=text,
                most=decimals,
            )
        )
    return Fraction(text)


def _not_a_number(text: str) -> NotAQuantity:
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text, re.ASCII):
        plain = text.replace(",", "")
        return NotAQuantity(
            msg("`{text}` has a thousands separator; write `{plain}`", text=text, plain=plain), plain
        )
    if re.fullmatch(r"[+-]?\d+,\d+", text, re.ASCII):
        plain = text.replace(",", ".")
        return NotAQuantity(msg("decimals take a point in a plan; write `{plain}`", plain=plain), plain)
    if re.fullmatch(r"[+-]?[\d_]+(\.[\d_]+)?", text, re.ASCII) and "_" in text:
        plain = text.replace("_", "")
        return NotAQuantity(msg("`{text}` has an underscore; write `{plain}`", text=text, plain=plain), plain)
    if re.fullmatch(r"[+-]?\d+(\.\d*)?[eE][+-]?\d+", text, re.ASCII):
        return NotAQuantity(msg("`{text}` has an exponent; write the number in full", text=text))
    return NotAQuantity(msg("`{text}` is not a number", text=text))


@lru_cache(maxsize=2**14)  # a plan is read a thousand times with one value changed
def read_quantity(text: str) -> Quantity:
    """Read a rate, money, duration, days or plain number; raise NotAQuantity otherwise."""
    stripped = text.strip()
    if ratio := _RATIO.fullmatch(stripped):
        top, bottom = exact_number(ratio[1]), exact_number(ratio[2])
        if not bottom:
            raise NotAQuantity(msg("`{text}` divides by zero", text=text))
        return Quantity(top / bottom, Kind.RATE, stripped)
    if rate := _RATE.fullmatch(stripped):
        return Quantity(exact_number(rate[1]) / 100, Kind.RATE, stripped)
    if money := _MONEY.fullmatch(stripped):
        return Quantity(exact_number(money[1]), Kind.MONEY, stripped, money[2])
    if days := _DAYS.fullmatch(stripped):
        return Quantity(exact_number(days[1]), Kind.DAYS, stripped)
    if (duration := _DURATION.fullmatch(stripped)) and (duration[1] or duration[2]):
        hours, minutes = (exact_number(part) if part else Fraction(0) for part in duration.groups())
        return Quantity(hours * 60 + minutes, Kind.DURATION, stripped)
    return Quantity(exact_number(stripped), Kind.NUMBER, stripped)
