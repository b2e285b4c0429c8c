"""How much of a text that somebody else wrote a message quotes.

A plan or a file can hold a name of a million characters. What quotes it is cut here and nowhere
else, with a sign: a problem is told in a few lines whatever its file holds.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, overload

from csvariable.kernel.message import Filling, Listing, Message

EXCERPT: Final = 80
"""The most characters that are quoted of one text: a cell, a key, a value, a name."""
LISTED: Final = 600
"""The most characters of a list of such texts."""
LONGEST: Final = 1_000
"""The most characters of a message, of its help, and of the words at a second place."""

_MORE: Final = "\u2026"
_QUOTED: Final = re.compile(rf'(`)[^`]*`|(")[^"]*"|\S{{{EXCERPT + 1},}}')


def excerpt(text: str, most: int = EXCERPT) -> str:
    """Return a text, or its beginning and a sign if it is longer than `most` characters."""
    return text if len(text) <= most else text[: most - 1] + _MORE


@overload
def brief(said: Message) -> Message: ...


@overload
def brief(said: str) -> str: ...


@overload
def brief(said: Message | str) -> Message | str: ...


def brief(said: Message | str) -> Message | str:
    """Return a message, or a finished sentence, whose quotations are excerpts.

    In a message they stand in its gaps. In a sentence they are what stands in quotes, and words
    without an end.
    """
    if isinstance(said, Message):
        return replace(said, values=tuple((gap, _value(value)) for gap, value in said.values))
    return said if len(said) <= EXCERPT else excerpt(_QUOTED.sub(_shortened, said), LONGEST)


def _value(value: Filling) -> Filling:
    match value:
        case str():
            return _quoted(value)
        case Message():
            return brief(value)
        case Listing():
            return _listed(value)
        case _:
            return value


def _quoted(text: str) -> str:
    """Return an excerpt of a text; one that stands in back-ticks keeps both."""
    mark = "`" if len(text) > 1 and text[0] == text[-1] == "`" else ""
    return f"{mark}{excerpt(text[len(mark) : len(text) - len(mark)])}{mark}"


def _listed(listing: Listing) -> Listing:
    """Return as many items as fit, then a sign that there are more."""
    kept: list[Filling] = []
    room = LISTED
    for item in map(_value, listing.items):
        room -= len(str(item)) + 2
        if room < 0:
            return replace(listing, items=(*kept, _MORE), joint=",")
        kept.append(item)
    return replace(listing, items=tuple(kept))


def _shortened(found: re.Match[str]) -> str:
    mark = found[1] or found[2] or ""
    return f"{mark}{excerpt(found[0][len(mark) : len(found[0]) - len(mark)])}{mark}"
