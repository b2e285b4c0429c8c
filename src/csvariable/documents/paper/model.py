"""A paper before it is written: chapters of words, tables, accounts and pictures, in one language.

The law of this module: nothing is worked out once a paper is there. Who makes it has every
number and every sentence; who writes it, as text, Markdown, HTML or anything else, lays it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from csvariable.speech.language import Language

Mood: TypeAlias = Literal["", "quiet", "strong"]


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str
    mood: Mood = ""


@dataclass(frozen=True, slots=True)
class Items:
    """Sentences in a list."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What something is called, and what it is, line by line."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A table; cells that are numbers stand on the right."""

    caption: str
    heads: tuple[tuple[str, bool], ...]
    """Header, and whether its cells are numbers."""
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...] = ()
    """The row under the line: a total."""
    marked: int | None = None
    """A row to be found at a glance."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an account: what it is called, how it comes about, what it comes to."""

    label: str
    how: str = ""
    amount: str = ""
    places: tuple[str, ...] = ()
    """Who wrote what it rests on."""
    strong: bool = False
    key: str = ""
    """The step that it shows, as data has it."""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Lines that a reader can add up again."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """A side of a picture: from where to where, and the values that are written beside it."""

    low: Fraction
    high: Fraction
    ticks: tuple[tuple[Fraction, str], ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; `style` tells several apart without colour."""

    points: tuple[tuple[Fraction, Fraction], ...]
    style: Literal["main", "other"] = "main"


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a picture: the person's, a colleague's, or the end of a stretch, which owns it or not."""

    at: tuple[Fraction, Fraction]
    kind: Literal["person", "owned", "open", "peer"]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, with the words for whoever does not see it."""

    title: str
    alternative: str
    across: Scale
    up: Scale
    strokes: tuple[Stroke, ...]
    dots: tuple[Dot, ...] = ()
    told: bool = False
    """Whether the sentences beside it say what it shows, so that no text repeats them."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar for each of several amounts, the negative ones to the left; every bar has its words."""

    title: str
    rows: tuple[tuple[str, Fraction, str], ...]
    """What it is, how much, and how much in words."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """Lines whose characters make a picture."""

    lines: tuple[str, ...]


PaperBlock: TypeAlias = Words | Items | Terms | Board | Reckoning | Picture | Bars | Sketch


@dataclass(frozen=True, slots=True)
class Chapter:
    """A title with blocks below; `amount` stands beside the title."""

    title: str
    blocks: tuple[PaperBlock, ...]
    amount: str = ""
    level: Literal[2, 3] = 2
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document."""

    language: Language
    title: str
    """What it is: the name of the person, of the plan."""
    over: str
    """The line above the title: what kind of paper it is."""
    beside: str = ""
    """What stands beside the title: the total."""
    under: str = ""
    """The line under the title."""
    chapters: tuple[Chapter, ...] = ()
    foot: tuple[str, ...] = ()
    also: tuple[Paper, ...] = ()
    """The same in other languages, that stand behind it."""

    def blocks(self) -> Iterator[PaperBlock]:
        """Yield every block in order."""
        for chapter in self.chapters:
            yield from chapter.blocks
