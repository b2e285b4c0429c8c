"""Conditions of a plan as they are written, before anybody's values: `NRR ≥ 105 % and CSAT ≥ 80 %`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from csvariable.kernel.formula import (
    Choose,
    Fact,
    Formula,
    Given,
    Greatest,
    Holds,
    Known,
    OfParts,
    Product,
    Ref,
)
from csvariable.kernel.segment import BoundWord
from csvariable.kernel.unit import Unit
from csvariable.speech.naming import Voice
from csvariable.speech.numbers import NO_BREAK
from csvariable.speech.sentences import sentence

SIGNS: Final[dict[BoundWord, str]] = {"from": "≥", "above": ">", "up_to": "≤", "below": "<"}


@dataclass(frozen=True, slots=True)
class Exactly:
    """Two tests that together ask for one value."""

    test: Holds
    other: Holds


def one_word(parts: Sequence[Formula]) -> tuple[Formula | Exactly, ...]:
    """Return the tests of a condition; two that ask for a value and more, and for it and less, as one."""
    found: list[Formula | Exactly] = []
    for part in parts:
        last = found[-1] if found else None
        if (
            isinstance(part, Holds)
            and part.word == "up_to"
            and isinstance(last, Holds)
            and last == Holds(part.left, "from", part.right)
        ):
            found[-1] = Exactly(last, part)
        else:
            found.append(part)
    return tuple(found)


def is_end(unit: Unit, word: BoundWord, right: Formula) -> bool:
    """Whether a bound leaves one word alone: the best from it on, or the worst up to it."""
    ends = {"from": len(unit.words) - 1, "up_to": 0}
    return bool(unit.words) and isinstance(right, Given) and right.value == ends.get(word)


def condition_words(voice: Voice, formula: Formula | Exactly) -> str:
    """Return what a condition asks for; nothing where it asks for nothing."""
    match formula:
        case Holds(left=left, word=word, right=right):
            unit = voice.unit(left) or voice.unit(right) or Unit.NUMBER
            sides = [_side(voice, one, unit) for one in (left, right)]
            if unit is Unit.YES_NO or is_end(unit, word, right):
                return f"{sides[0]} ={NO_BREAK}{sides[1]}"
            return f"{sides[0]} {SIGNS[word]}{NO_BREAK}{sides[1]}"
        case Product(factors=parts):
            return _joined(voice, "and", one_word(parts))
        case Exactly(test=test):
            unit = voice.unit(test.left) or Unit.NUMBER
            return f"{_side(voice, test.left, unit)} ={NO_BREAK}{_side(voice, test.right, unit)}"
        case Greatest(of=parts):
            return _joined(voice, "or", parts)
        case Choose(then=Given(), otherwise=other) | Choose(then=other):
            return condition_words(voice, other)
        case Known(of=of):
            name = _side(voice, of, Unit.NUMBER)
            return sentence(voice.language, "has-value", name=name)
        case Ref() | OfParts() | Fact():
            return sentence(voice.language, "is-true", name=_side(voice, formula, Unit.FLAG))
        case _:
            return ""


def _joined(voice: Voice, word: str, parts: tuple[Formula | Exactly, ...]) -> str:
    said = dict.fromkeys(filter(None, (condition_words(voice, one) for one in parts)))
    return sentence(voice.language, word).join(said)


def _side(voice: Voice, formula: Formula, unit: Unit) -> str:
    """Return the name of what is compared, or the value that is written."""
    match formula:
        case Ref(step=step) | OfParts(step=step):
            return voice.name(step)
        case Fact(column=column):
            return voice.column(column)
        case Given(value=value):
            return voice.short(value, unit)
        case _:
            return sentence(voice.language, "no-value")


__all__ = ["condition_words"]
