"""Sums read off a page as a person would: numbers, signs and words back to fractions.

A number that ends in `…` stands for all numbers that begin so: it is an interval, and so is what
is made of it. A sum holds when what it says is inside of what its left side can be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from csvariable.kernel.unit import Mode, rounded

_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?…?)"
_UNIT = r"(?: ?(?:%|points?|h(?: \d+(?:\.\d+)? min)?|min|d)(?![\w]))?"
_TOKEN = rf"(?:{_NUMBER}{_UNIT}|[×÷+−();]|the (?:highest|lowest) of|of)"
_SUFFIX = re.compile(rf"(?:{_TOKEN} ?)+$")
_MODES: dict[str, Mode] = {
    "half up": "half-up", "half to even": "half-even", "half down": "half-down", "up": "up", "down": "down",
}  # fmt: skip
_SHARED = re.compile(
    rf"({_NUMBER}) (?:shared by|for the only member).*: ({_NUMBER}{_UNIT}) of ({_NUMBER}{_UNIT})$"
)
_LIMIT = re.compile(rf"; (?:limited|raised) to ({_NUMBER}{_UNIT})")
_MULTIPLES = re.compile(rf", in multiples of ({_NUMBER})$")
"""What a share is cut in, where that is more than the last decimal of what it comes to."""
_BEHIND = re.compile(r"; |, because ")
"""What ends a rounded amount: a limit that is laid on it, or a condition."""
_ROUNDED = re.compile(r"^(.*?), rounded (half up|half to even|half down|up|down) to (the cent|.*?): (.*)$")


@dataclass(frozen=True)
class Span:
    """All numbers from one to another."""

    low: Fraction
    high: Fraction

    def meets(self, other: Span) -> bool:
        return self.low <= other.high and other.low <= self.high

    def near(self, other: Span, room: Fraction) -> bool:
        return Span(self.low - room, self.high + room).meets(other)


def plain(text: str) -> str:
    """A text without no-break blanks and signs of currencies."""
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    return re.sub(r"(?:€|£|US\$|\$|¥|[A-Z]{3} )(?=\d)", "", text)


def bare(text: str) -> str:
    """A text without what it explains in brackets."""
    inner = re.compile(r" ?\([^()]*[A-Za-z_à-ÿ][^()]*\)")
    while (shorter := inner.sub(lambda one: one[0] if _is_sum(one[0]) else "", text)) != text:
        text = shorter
    return text


def _is_sum(text: str) -> bool:
    return re.fullmatch(rf" ?(?:{_TOKEN} ?)+", text) is not None


def number(text: str, *, point: Fraction, hour: int) -> Span:
    """A number with its unit; `point` and `hour` are what one of them counts."""
    found = re.match(_NUMBER, text)
    assert found is not None, text
    digits = found[0].replace(",", "").rstrip("…")
    low = Fraction(digits)
    step = Fraction(1, 10 ** len(digits.partition(".")[2])) if found[0].endswith("…") else Fraction(0)
    unit = text[found.end() :].strip()
    factor = Fraction(1)
    if unit == "%":
        factor = Fraction(1, 100)
    elif unit.startswith("point"):
        factor = point
    elif unit.startswith("h"):
        factor = Fraction(hour)
    extra = re.match(r"h (\S+) min", unit)
    more = Fraction(extra[1]) / 60 * hour if extra else Fraction(0)
    return Span(low * factor + more, (low + step) * factor + more)


class Sums:
    """Reads one expression."""

    def __init__(self, text: str, *, point: Fraction, hour: int) -> None:
        self.tokens: list[str] = [one.strip() for one in re.findall(_TOKEN, text)]
        self.at, self.point, self.hour = 0, point, hour

    def whole(self) -> Span:
        found = self.added()
        assert self.at == len(self.tokens), self.tokens
        return found

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def added(self) -> Span:
        found = self.times()
        while self.peek() in {"+", "−"}:
            sign, other = self.take(), self.times()
            if sign == "+":
                found = Span(found.low + other.low, found.high + other.high)
            else:
                found = Span(found.low - other.high, found.high - other.low)
        return found

    def times(self) -> Span:
        found = self.one()
        while self.peek() in {"×", "÷", "of"}:
            sign, other = self.take(), self.one()
            if sign == "÷":
                other = Span(1 / other.high, 1 / other.low)
            ends = [a * b for a, b in product((found.low, found.high), (other.low, other.high))]
            found = Span(min(ends), max(ends))
        return found

    def one(self) -> Span:
        sign = self.take()
        if sign == "(":
            found = self.added()
            assert self.take() == ")"
            return found
        if sign.startswith("the "):
            assert self.take() == "("
            listed = [self.added()]
            while self.take() == ";":
                listed.append(self.added())
            pick = max if "highest" in sign else min
            return Span(pick(one.low for one in listed), pick(one.high for one in listed))
        if sign in {"−", "+"}:
            inner = self.one()
            return Span(-inner.high, -inner.low) if sign == "−" else inner
        return number(sign, point=self.point, hour=self.hour)


def holds(how: str) -> bool | None:
    """Whether the sum of a sentence is right; None where it holds none."""
    text = plain(how)
    turn = _ROUNDED.match(text)
    inner = text if turn is None else turn[1]
    cut = "largest remainder" in inner
    left, equals, right = inner.rpartition(" = ")
    if not equals:
        return None
    said = re.match(rf"[−+]?{_NUMBER}{_UNIT}", right)
    if said is None:
        return None
    shared = _SHARED.search(left)
    found = _SUFFIX.search(bare(left).rstrip())
    if found is None:
        return None
    expression = found[0] if shared is None else f"{shared[1]} × {shared[2]} ÷ {shared[3]}"
    expression = expression.lstrip()
    if not re.search(r"[×÷+−]|of", expression):
        return None
    room = _unit_of(inner, said[0]) if cut or shared is not None else Fraction(0)
    for point, hour in product((Fraction(1, 100), Fraction(1)), (60, 1)):
        made = Sums(expression, point=point, hour=hour).whole()
        told = Sums(said[0], point=point, hour=hour).whole()
        limit = _LIMIT.search(right)
        paid = told if limit is None else Sums(limit[1], point=point, hour=hour).whole()
        if made.near(told, room) and (turn is None or _rounds(paid, turn)):
            return True
    return False


def _unit_of(text: str, said: str) -> Fraction:
    """The unit of money that shares are cut in: what the sentence says, else the last decimal of one."""
    told = _MULTIPLES.search(text)
    if told is not None:
        return Fraction(told[1].replace(",", ""))
    digits = re.search(_NUMBER, said)
    assert digits is not None
    return Fraction(1, 10 ** len(digits[0].partition(".")[2]))


def _rounds(value: Span, turn: re.Match[str]) -> bool:
    """Whether a declared rounding is the one that a value has."""
    told = _BEHIND.split(turn[4])[0]
    after = Sums(told, point=Fraction(1, 100), hour=1).whole()
    unit = Fraction(1, 100) if turn[3] == "the cent" else Sums(turn[3], point=Fraction(1), hour=1).whole().low
    mode = _MODES[turn[2]]
    return rounded(value.low, unit, mode) <= after.low <= rounded(value.high, unit, mode)
