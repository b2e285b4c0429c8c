"""Lines of a text, counted as editors do, and the characters that no text may hold.

YAML 1.1 also breaks lines at U+0085, U+2028 and U+2029. Editors do not, so a comment would
end where its reader sees no end: here they never break a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol, cast

_BREAK = re.compile(r"\r\n|\n|\r")

SPACES = "\u00a0\u2007\u202f\u3000\u2002\u2003\u2009\u200b"
"""Spaces that look like a space and are not one, as word processors write them."""

_HIDDEN = "[^\t\n\r\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_LAYOUT = str.maketrans("", "", "\t\n\r")


def hidden(text: str) -> Iterator[re.Match[str]]:
    """Find control characters, marks of byte order and halves of characters."""
    # Compiling this pattern takes longer than reading a plan, and hardly a plan needs it.
    return iter(()) if text.translate(_LAYOUT).isprintable() else re.finditer(_HIDDEN, text)


def line_starts(text: str) -> tuple[int, ...]:
    """Return the offset of the beginning of every line."""
    return (0, *(found.end() for found in _BREAK.finditer(text)))


def one_line(text: str) -> bool:
    """Whether a text stays on its line."""
    return _BREAK.search(text) is None


def first_line(text: str) -> str:
    """Return a text up to its first line break."""
    found = _BREAK.search(text)
    return text[: found.start()] if found else text


def line_around(text: str, index: int) -> tuple[int, int]:
    """Return the offsets of the line that holds an offset, without its break."""
    start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    found = _BREAK.search(text, index)
    return start, found.start() if found else len(text)


class _Mark(Protocol):
    """A place that a parser names, the one in C or the one in Python."""

    @property
    def index(self) -> int:
        """The offset in code points."""


def offset(mark: object) -> int:
    """Return the offset of a mark; the events and the errors of a parser always have one."""
    return cast("_Mark", mark).index
