"""Lines on a screen of any width: columns that line up, sentences that wrap, amounts that never do.

A pipe has no width: nothing wraps there, and pages are laid out as on a screen of 100 cells.
What a stream cannot encode is replaced before anything is measured, so that columns still
line up in plain ASCII.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from csvariable.documents.clean import clean
from csvariable.documents.console import UNLIMITED, Console, encoding_of
from csvariable.documents.nearest import SIGNS, fitted

PAGE: Final = 100
"""Cells of a page that is written into a pipe."""
WIDEST: Final = 120
"""Cells of a page on the widest screen: an amount stays within sight of its label."""


_HELD: Final = "\ue000"
"""Stands for the blank before a French colon, and before the sign of a rate, where no line ends."""
_BLANK: Final = "\x01"
"""Stands for a blank in the place of one that a stream lacks, or behind the code of a currency: no
line ends inside of an amount. No text that was cleaned holds it, and every encoding carries it."""


_TOGETHER: Final = re.compile(f"[\u00a0\u202f]|[{''.join(sorted(SIGNS))}](?=\\d)")
"""What holds an amount together: blanks at which no line ends, a sign before its digits."""


class Piece(NamedTuple):
    """A stretch of a line and its style."""

    text: str
    style: str = ""


class ScreenColumn(NamedTuple):
    """A column of a table: its header, and whether it holds numbers."""

    header: str
    number: bool = False


class Screen:
    """A console with a width, that shows lines."""

    def __init__(self, console: Console) -> None:
        """Measure the console once."""
        self.console = console
        self.wraps = console.width < UNLIMITED
        self.width = min(console.width, WIDEST) if self.wraps else PAGE
        self.encoding = encoding_of(console)

    def fit(self, text: str) -> str:
        """Return any text as it will be shown: cleaned, and in characters the stream knows."""
        return fitted(clean(text), self.encoding)

    def _holding(self, text: str) -> str:
        """Return the same, with a mark in the place of each blank where no line may end."""
        return fitted(_TOGETHER.sub(self._held, clean(text)), self.encoding)

    def _held(self, found: re.Match[str]) -> str:
        plain = fitted(f"{found[0]}0", self.encoding)[:-1]
        return found[0] if plain == found[0] else plain.replace(" ", _BLANK)

    def line(self, *pieces: Piece | str) -> None:
        """Show one line as it is, however long."""
        text = Text()
        for piece in pieces:
            one = Piece(piece) if isinstance(piece, str) else piece
            text.append(self.fit(one.text), style=one.style)
        self.console.print(text, soft_wrap=True)

    def rule(self, width: int, indent: int = 0) -> None:
        """Show a line across."""
        self.line(" " * indent, Piece("─" * max(1, width - indent), "dim"))

    def ends(self, left: Sequence[Piece], right: Piece, indent: int = 0, width: int | None = None) -> None:
        """Show words on the left and an amount at the right end, below where both do not fit."""
        width = width or self.width
        used = indent + sum(cell_len(self.fit(piece.text)) for piece in left)
        free = width - used - cell_len(self.fit(right.text))
        if not right.text and free >= 0:
            self.line(" " * indent, *left)
            return
        if free >= 2 or not left or not self.wraps:
            self.line(" " * indent, *left, " " * max(2 if left else 0, free), right)
            return
        for piece in left:
            if piece.text.strip():
                self.paragraph(Piece(piece.text.removeprefix(" · "), piece.style), indent)
        if not right.text:
            return
        self.line(" " * max(indent, width - cell_len(self.fit(right.text))), right)

    def paragraph(self, piece: Piece, indent: int = 0, hanging: int = 2) -> None:
        """Show a sentence, wrapped where the screen ends; numbers hold together."""
        for number, text in enumerate(self.wrap(piece.text, self.width - indent, hanging)):
            self.line(" " * (indent + (hanging if number else 0)), Piece(text, piece.style))

    def wrap(self, text: str, width: int, hanging: int = 0) -> list[str]:
        """Return the lines of a sentence in a width; one line for a pipe."""
        if not self.wraps:
            return [self.fit(text)]
        shown = self._holding(text)
        lines = wrapped(shown, max(8, width))
        if len(lines) > 1 and hanging:
            rest = " ".join(lines[1:])
            lines = [lines[0], *wrapped(rest, max(8, width - hanging))]
        return [line.replace(_BLANK, " ") for line in lines]


def packed(items: Sequence[str], width: int) -> str:
    """Join items with points; each stays on one line where it fits there."""
    kept = [item.replace(" ", "\u00a0") if cell_len(item) <= width else item for item in items]
    return "\u00a0· ".join(kept)


def padded(text: str, size: int) -> str:
    """Return words with blanks up to so many cells."""
    return text + " " * (size - cell_len(text))


def wrapped(text: str, width: int) -> list[str]:
    """Return lines of at most so many cells; what holds together is longer rather than cut."""
    held = re.sub(r" (?=[:;])|(?<=\d) (?=%)", _HELD, text)
    lines = textwrap.wrap(held, width, break_long_words=False, break_on_hyphens=False) or [""]
    return [line.replace(_HELD, " ") for line in lines]


def widths(screen: Screen, columns: Sequence[ScreenColumn], rows: Iterable[Sequence[str]]) -> list[int]:
    """Return the cells that each column needs."""
    found = [cell_len(screen.fit(column.header)) for column in columns]
    for row in rows:
        found = [max(size, cell_len(screen.fit(cell))) for size, cell in zip(found, row, strict=True)]
    return found


GAP: Final = "  "


def across(sizes: Sequence[int]) -> int:
    """Return the cells of a whole row."""
    return sum(sizes) + len(GAP) * (len(sizes) - 1)


def cells(
    screen: Screen,
    columns: Sequence[ScreenColumn],
    sizes: Sequence[int],
    row: Sequence[str],
    styles: Sequence[str] | str = "",
) -> list[Piece]:
    """Return a row of a table as pieces of a line: numbers on the right, words on the left."""
    pieces: list[Piece] = []
    for at, (column, size, cell) in enumerate(zip(columns, sizes, row, strict=True)):
        free = " " * (size - cell_len(screen.fit(cell)))
        last = at == len(sizes) - 1
        style = styles if isinstance(styles, str) else styles[at]
        text = free + cell if column.number else cell if last else cell + free
        pieces.append(Piece((GAP if at else "") + text, style))
    return pieces
