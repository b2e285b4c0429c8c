"""The id that a misspelled one was meant to be, found without comparing it with everybody."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator


class Nearest:
    """Ids that one letter added, left out, changed or put before its neighbour leads to.

    Letters that differ in case or accent alone are the same. What is searched is what a name could
    have been meant for, so many unknown names among many known ones cost the length of each, not
    the number of the others.
    """

    def __init__(self, known: Collection[str]) -> None:
        """Take the known ids; nothing is done until the first is asked for."""
        self._known = known
        self._folded: dict[str, str] = {}
        self._letters: list[str] = []

    def to(self, name: str) -> str | None:
        """Return the known id nearest to a name, or None where none is near."""
        if not self._folded:
            for one in self._known:
                self._folded.setdefault(_plain(one), one)
            self._letters = sorted({letter for one in self._folded for letter in one})
        plain = _plain(name)
        return next((self._folded[one] for one in self._around(plain) if one in self._folded), None)

    def _around(self, name: str) -> Iterator[str]:
        yield name
        cuts = [(name[:at], name[at:]) for at in range(len(name) + 1)]
        for head, tail in cuts[:-1]:
            yield head + tail[1:]
        for head, tail in cuts[:-2]:
            yield head + tail[1] + tail[0] + tail[2:]
        for head, tail in cuts:
            for letter in self._letters:
                yield head + letter + tail
                yield head + letter + tail[1:]


def _plain(text: str) -> str:
    """Return a text without case and accents; of a long one only what a message would quote."""
    parts = unicodedata.normalize("NFKD", text[:80].casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
