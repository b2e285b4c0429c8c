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
from csvariable.kernel.unit import decimal_text

MAX_INTEGER_DIGITS = 13
MAX_PLAN_DECIMALS = 6


class Kind(StrEnum):
    """What a written quantity is, before the unit of its KPI is known."""

    RATE = "rate"
    MONEY = "money"
    NUMBER = "number"
    DURATION = "duration"
    DAYS = "days"
    WORD = "word"
    """A word of a unit that is counted in words; its value tells nothing."""


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

    def __init__(self, message: Message, *readings: str) -> None:
        """Keep the sentence and the texts it can be read as: one is certain, several are asked."""
        super().__init__(message)
        self.readings = readings


_BLANK = " \u00a0\u202f\u2009"
_NUMBER = re.compile(r"[+-]?(?:\d+)(?:\.\d+)?", re.ASCII)
_RATIO = r"([+-]?\d+)\s*/\s*(\d+)"  # compiled where one may stand


def exact_number(text: str, decimals: int = MAX_PLAN_DECIMALS, sign: str = "") -> Fraction:
    """Read plain decimal text; raise NotAQuantity, saying what to write, on anything else.

    `sign` stands behind the number in the text, and so in what is to be written instead.
    """
    if not _NUMBER.fullmatch(text):
        raise _not_a_number(text, sign)
    integer, _, fraction = text.lstrip("+-").partition(".")
    if len(integer) > 1 and integer[0] == "0":
        raise _with_a_zero(text, integer, fraction, sign)
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


def _with_a_zero(text: str, integer: str, fraction: str, sign: str) -> NotAQuantity:
    """Say that a number starts with a zero; to some readers `010` is eight."""
    plain = integer.lstrip("0") or "0"
    bare = text.replace(integer, plain, 1) + sign
    if not fraction and set(integer) <= set("01234567") and int(integer, 8) != int(integer):
        octal = text.replace(integer, str(int(integer, 8)), 1) + sign
        return _asked(text, bare, octal)
    return NotAQuantity(msg("`{text}` starts with a zero; write `{bare}`", text=text, bare=bare), bare)


def _not_a_number(text: str, sign: str) -> NotAQuantity:
    if re.fullmatch(r"[+-]?[1-9]\d*,\d{3}", text, re.ASCII):
        return _asked(text, text.replace(",", "") + sign, text.replace(",", ".") + sign)
    if re.fullmatch(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?", text, re.ASCII):
        plain = text.replace(",", "") + sign
        return NotAQuantity(
            msg("`{text}` has a thousands separator; write `{plain}`", text=text, plain=plain), plain
        )
    if re.fullmatch(r"[+-]?\d+,\d+", text, re.ASCII):
        plain = text.replace(",", ".") + sign
        return NotAQuantity(msg("decimals take a point in a plan; write `{plain}`", plain=plain), plain)
    if re.fullmatch(r"[+-]?\d+(_\d+)+(\.\d+)?", text, re.ASCII):
        plain = text.replace("_", "") + sign
        return NotAQuantity(msg("`{text}` has an underscore; write `{plain}`", text=text, plain=plain), plain)
    if re.fullmatch(r"[+-]?\d+(\.\d*)?[eE][+-]?\d+", text, re.ASCII):
        return NotAQuantity(msg("`{text}` has an exponent; write the number in full", text=text))
    if words := re.fullmatch(rf"([+-]?\d[\d.,_]*)[{_BLANK}]*(%|[^\W\d]+)", text):
        return _with_a_word(text, *words.groups())
    return NotAQuantity(msg("`{text}` is not a number", text=text + sign))


def _asked(text: str, one: str, other: str) -> NotAQuantity:
    said = msg("`{text}` can be read as `{one}` and as `{other}`", text=text, one=one, other=other)
    return NotAQuantity(said, one, other)


_SIGNS = {
    "%": "%", "percent": "%", "pct": "%", "pourcent": "%",
    "d": "d", "day": "d", "days": "d", "j": "d", "jour": "d", "jours": "d",
    "h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "heure": "h", "heures": "h",
    "min": "min", "mins": "min", "mn": "min", "minute": "min", "minutes": "min",
}  # fmt: skip
"""Words that mean a sign of the language and nothing else."""


def _with_a_word(text: str, number: str, word: str) -> NotAQuantity:
    """Read a number and the word behind it each for itself: `30 days`, `60,5 %`."""
    sign = _SIGNS.get(word.lower(), word if re.fullmatch("[A-Z]{3}", word) else None)
    if sign is None:
        return NotAQuantity(msg("`{text}` is not a number", text=text))
    try:
        exact_number(number, sign=f" {sign}")
    except NotAQuantity as problem:
        return problem
    plain = f"{number} {sign}"
    return NotAQuantity(
        msg("`{text}` is not written as in a plan; write `{plain}`", text=text, plain=plain), plain
    )


CERTAIN = 10
"""From here on a bare number is a percentage: as a multiple of the whole it would be 1,000 %."""


_MOST = Fraction(300)
"""Percent above which a bare number is rather an amount than a rate without its sign."""


def as_rates(number: Fraction, text: str) -> tuple[str, ...]:
    """Return the rates that a bare number can be read as: `4` is 4 % or 400 %, `40` is 40 %, `500` none."""
    same = f"{text} %"
    if abs(number) > _MOST:
        return ()
    if not number or abs(number) >= CERTAIN:
        return (same,)
    return same, f"{decimal_text(number * 100)} %"


@lru_cache(maxsize=2**14)  # a plan is read a thousand times with one value changed
def read_quantity(text: str) -> Quantity:
    """Read a rate, money, duration, days or plain number; raise NotAQuantity otherwise."""
    stripped = text.strip()
    if "/" in stripped and (ratio := re.fullmatch(_RATIO, stripped, re.ASCII)):
        top, bottom = _whole(stripped, ratio[1], ratio[2])
        if not bottom:
            raise NotAQuantity(msg("`{text}` divides by zero", text=text))
        return Quantity(top / bottom, Kind.RATE, stripped)
    if (rate := _before(stripped, "%")) is not None:
        return Quantity(exact_number(rate, sign=" %") / 100, Kind.RATE, stripped)
    currency = stripped[-3:]
    if _is_currency(currency) and (money := _before(stripped, currency)) is not None:
        return Quantity(exact_number(money, sign=f" {currency}"), Kind.MONEY, stripped, currency)
    if (days := _before(stripped, "d")) is not None and days[0] != "+":
        return Quantity(exact_number(days, sign=" d"), Kind.DAYS, stripped)
    if (duration := _duration(stripped)) is not None:
        return Quantity(duration, Kind.DURATION, stripped)
    return Quantity(exact_number(stripped), Kind.NUMBER, stripped)


def _before(text: str, sign: str) -> str | None:
    """Return the number in front of a sign that ends a text; None where there is no such thing."""
    number = text.removesuffix(sign).rstrip(_BLANK)
    return number if text.endswith(sign) and _NUMBER.fullmatch(number) else None


def _is_currency(text: str) -> bool:
    return len(text) == 3 and text.isascii() and text.isalpha() and text.isupper()


def _duration(text: str) -> Fraction | None:
    """Return the minutes that hours, minutes, or both of them come to; None where neither is written."""
    hours, sign, minutes = text.rpartition("h")
    after = minutes.strip(_BLANK)
    one = _before(hours + sign, "h") if sign else ""
    other = _before(after, "min") if after else ""
    if one is None or other is None or not one + other or {one[:1], other[:1]} & {"+", "-"}:
        return None
    if one and other:
        whole, rest = _whole(text, one, other)
        return whole * 60 + rest
    return exact_number(one, sign=" h") * 60 if one else exact_number(other, sign=" min")


def _whole(text: str, one: str, other: str) -> tuple[Fraction, Fraction]:
    """Read the two numbers of a text; what is wrong with one of them is no reading of the text."""
    try:
        return exact_number(one), exact_number(other)
    except NotAQuantity as problem:
        raise NotAQuantity(
            problem.said if not problem.readings else msg("`{text}` is not a number", text=text)
        ) from None
