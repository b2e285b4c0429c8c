"""Problems in the language of the reader.

A rule says its sentence once, in English, where the rule is. For a French reader the sentence
is found again in the catalogue `words.french` and filled in with what stood in its gaps. What
has no French is shown in English: a problem is never lost for want of a translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Final, NamedTuple

from csvariable.kernel.message import Message
from csvariable.speech import saying
from csvariable.speech.language import Language
from csvariable.speech.numbers import NO_BREAK

_FLOORS: Final = ("phrases", "shapes", "meaning", "sense", "texts", "tables", "cells", "people", "runs")
_DEPTH: Final = 6
_LONGEST: Final = 20_000
"""Sentences hold sentences, but never so many, nor are they so long: what is pasted into a file could be."""

_LIST: Final = re.compile(r"(?<=`) (or|and) (?=`)")
_JOINED: Final = {"or": " ou ", "and": " et "}
_SPACED: Final = re.compile(r" (?=[:;?!»](?!\w))|(?<=«) ")


_GAPS: Final = {
    "": r"[^\s:;`]+(?:[ \u00a0](?:%|h|min|d|[0-9.]+|[A-Z]{3}))*",
    "code": r"[^`]*|`",
    "free": r".*?",
    "said": r".*?",
    "word": r"[^:;]*?",
}
"""What may stand in a gap: a number or a date; code; anything; a sentence in English, or a word of it."""

_ENGLISH: Final = {"said", "word"}


class PatternPart(NamedTuple):
    """Words of a sentence, and the gap behind them."""

    words: str
    gap: str | None = None
    kind: str = ""
    in_code: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sentence with gaps, and what of it is looked for before any pattern is made."""

    french: str
    parts: tuple[PatternPart, ...]
    anchor: str
    """The longest of the words: a text without it cannot be this sentence."""
    weight: int
    """How many characters are words: of two sentences that fit, the fuller one is meant."""


def in_language(text: Message | str, language: Language) -> str:
    """Return a message, a help or a label in a language; English where French is not known."""
    if isinstance(text, Message):
        return saying.in_language(text, language)
    return text if language != "fr" else french(text) or text


def french(text: str, depth: int = 0) -> str | None:
    """Return a sentence of a problem in French, or None where the catalogue does not hold it."""
    whole, gapped = _catalogue()
    if text in whole:
        return _typeset(whole[text])
    if depth > _DEPTH or len(text) > _LONGEST:
        return None
    fitting = (one for one in gapped if one.anchor in text)
    return next((said for one in fitting if (said := _filled(one, text, depth)) is not None), None)


def _filled(one: Pattern, text: str, depth: int) -> str | None:
    """Return the French of a text with what stands in its gaps, or None where it is another sentence."""
    found = _pattern(one).fullmatch(text)
    if found is None:
        return None
    values: dict[str, str] = {}
    for part in one.parts:
        if part.gap is not None:
            said = _in_gap(part, found[part.gap], depth)
            if said is None:
                return None
            values[part.gap] = said
    return _typeset(one.french).format(**values)


def _in_gap(part: PatternPart, text: str, depth: int) -> str | None:
    if part.kind not in _ENGLISH:
        return text
    if not part.in_code:
        return _said(text, depth)
    joined = _said(f"`{text}`", depth)
    return None if joined is None else joined[1:-1]


def _said(text: str, depth: int) -> str | None:
    """Return what stands in a gap in French; code and numbers are the same in all languages."""
    if _is_code(text):
        return _LIST.sub(lambda found: _JOINED[found[1]], text)
    known = french(text, depth + 1)
    if known is not None or ", " not in text:
        return known
    told: list[str] = []
    for item in text.split(", "):
        said = _said(item, depth)
        if said is None:
            return None
        told.append(said)
    return ", ".join(told)


def _is_code(text: str) -> bool:
    """Whether nothing but code, numbers and the words of a list are in a text."""
    return not any(char.isalpha() for char in _LIST.sub("", re.sub("`[^`]*`", "``", text)))


@cache
def _pattern(one: Pattern) -> re.Pattern[str]:
    """Return the pattern of a sentence, made when a text may be one."""
    return re.compile("".join(map(_piece, one.parts)), re.DOTALL)


def _piece(part: PatternPart) -> str:
    words = re.escape(part.words)
    kind = part.kind or ("code" if part.in_code else "")
    return words if part.gap is None else f"{words}(?P<{part.gap}>{_GAPS[kind]})"


@cache
def _catalogue() -> tuple[dict[str, str], tuple[Pattern, ...]]:
    """Return the sentences without gaps, and those with gaps, the fullest first."""
    whole: dict[str, str] = {}
    gapped: list[Pattern] = []
    for english, told in pairs():
        parts = tuple(_parts(english))
        words = [part.words for part in parts]
        if all(part.gap is None for part in parts):
            whole[words[0]] = told.format()
        else:
            gapped.append(Pattern(told, parts, max(words, key=len), sum(map(len, words))))
    return whole, tuple(sorted(gapped, key=lambda one: -one.weight))


def pairs() -> Iterator[tuple[str, str]]:
    """Yield each English sentence of the catalogue with its French."""
    from importlib import import_module

    for floor in _FLOORS:
        yield from import_module(f"csvariable.speech.french.{floor}").PAIRS


def _parts(english: str) -> Iterator[PatternPart]:
    words, in_code = "", False
    for literal, name, kind, _ in Formatter().parse(english):
        words += literal
        in_code = in_code != (literal.count("`") % 2 == 1)
        if name is not None:
            yield PatternPart(words, name, kind or "", in_code)
            words = ""
    yield PatternPart(words)


def _typeset(text: str) -> str:
    """Return a French sentence with no-break spaces where French has them, outside of code."""
    pieces = text.split("`")
    pieces[::2] = [_SPACED.sub(NO_BREAK, piece).replace("'", "\u2019") for piece in pieces[::2]]
    return "`".join(pieces)
