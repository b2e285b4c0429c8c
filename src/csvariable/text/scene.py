"""The place where a parser gave up on a text, and what is said of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from csvariable.kernel.message import Message
from csvariable.text.node import Span
from csvariable.text.texts import line_around

_END = re.compile(r"[\r\n,\]}#]")


class SyntaxFault(NamedTuple):
    """What was found: a sentence, the stretch to underline, what to do."""

    message: Message
    at: Span
    help: Message | None = None
    also: tuple[Span, Message] | None = None
    rule: str = "yaml-syntax"


@dataclass(frozen=True, slots=True)
class Scene:
    """The place where the parser gave up."""

    text: str
    at: int
    since: int
    """Where the thing began that could not be read to its end."""
    said: str
    """The words of the parser: what it was doing and what it did not find."""

    @property
    def char(self) -> str:
        """The character at which it gave up."""
        return self.text[self.at : self.at + 1]

    def line(self, index: int) -> tuple[Span, str]:
        """Return the written part of the line at an offset."""
        start, end = line_around(self.text, index)
        first = end - len(self.text[start:end].lstrip(" \t"))
        written = self.text[first:end].rstrip(" \t")
        return Span(first, first + len(written)), written

    def word(self, index: int) -> tuple[Span, str]:
        """Return the value that begins at an offset, up to a comma, a bracket or a comment."""
        end = _END.search(self.text, index)
        written = self.text[index : end.start() if end else len(self.text)].rstrip()
        return Span(index, index + max(1, len(written))), written
