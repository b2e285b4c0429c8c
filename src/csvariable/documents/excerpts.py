"""The lines of a text that a problem is about, underlined. Plain characters only.

3 | cap: 100
  | --- first given here
...
9 | cap: 500
  | ^^^
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from csvariable.documents.clean import clean
from csvariable.documents.nearest import fitted
from csvariable.kernel.password import without_passwords
from csvariable.text.texts import line_starts

_TAB = "    "
_CUT = "..."
_LEAST = 24
"""The narrowest excerpt that still shows something, in cells."""

_RESET = "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Style:
    """How a stream shows a text: in the colour of a role, in the characters that it has."""

    colors: Mapping[str, str]
    """The escape of `error`, `warning`, `advice`, `frame`, `note` and `mark`; empty without colours."""
    encoding: str = "utf-8"

    def __call__(self, text: str, role: str) -> str:
        """Return a text in the colour of a role."""
        return f"{self.colors[role]}{text}{_RESET}" if self.colors else text

    def fit(self, text: str) -> str:
        """Return what is seen of a stretch of a line."""
        return fitted(clean(text.replace("\t", _TAB)), self.encoding)


@dataclass(frozen=True, slots=True)
class Underline:
    """A stretch of one line; `end` is the column after it, None for the rest of the line."""

    line: int
    start: int
    end: int | None
    text: str
    role: str
    main: bool


class SourceLines:
    """The lines of a text, cut out when asked for."""

    def __init__(self, text: str) -> None:
        """Find where they start."""
        self._text = text
        self._starts = line_starts(text)

    def __getitem__(self, number: int) -> str | None:
        """Return a line by its number from 1, None where there is none."""
        if not 1 <= number <= len(self._starts):
            return None
        end = self._starts[number] if number < len(self._starts) else len(self._text)
        return self._text[self._starts[number - 1] : end].rstrip("\r\n")


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def excerpt(
    lines: SourceLines | dict[int, str], underlines: list[Underline], style: Style, room: int, gutter: int
) -> list[str]:
    """Return the underlined lines in order, with `...` where lines are left out.

    Args:
        lines: the text, or the lines of it that are known.
        underlines: what to point at; lines that do not exist are passed over.
        style: colours.
        room: cells of a line, the gutter included.
        gutter: digits of the largest line number.
    """
    blank = " " * gutter + " " + style("|", "frame")
    result: list[str] = []
    last: int | None = None
    for number in sorted({mark.line for mark in underlines}):
        line = lines[number] if isinstance(lines, SourceLines) else lines.get(number)
        if line is None:
            continue
        line = without_passwords(line)
        if last is None:
            result.append(blank)
        elif number > last + 1:
            result.append(_CUT)
        marks = sorted((mark for mark in underlines if mark.line == number), key=lambda mark: not mark.main)
        shift, visible = _window(line, marks[0].start - 1, max(_LEAST, room - gutter - 3), style)
        tail = _CUT if shift + len(visible) < len(line) else ""
        shown = f"{_CUT if shift else ''}{style.fit(visible)}{tail}"
        result.append(f"{style(f'{number:>{gutter}} |', 'frame')} {shown}".rstrip())
        result.extend(f"{blank} {_pointer(visible, shift, mark, style)}" for mark in marks)
        last = number
    return result


def _window(line: str, focus: int, room: int, style: Style) -> tuple[int, str]:
    """Return the part of a line that is shown around an offset, and where it begins."""
    if len(line) <= room and cells(style.fit(line)) <= room:
        return 0, line
    shift = max(0, focus - room // 3) if focus > room // 2 else 0
    room -= 2 * len(_CUT)
    end, used = shift, 0
    while end < len(line) and (used := used + cells(style.fit(line[end : end + 1]))) <= room:
        end += 1
    return shift, line[shift:end]


def _pointer(visible: str, shift: int, mark: Underline, style: Style) -> str:
    """Return the carets under a stretch, with their words."""
    start = min(max(0, mark.start - 1 - shift), len(visible))
    end = len(visible) if mark.end is None else min(max(start, mark.end - 1 - shift), len(visible))
    upto = style.fit(visible[: start + 1])  # a sign stands apart from the digit after it, if that is there
    before = cells(upto) - cells(style.fit(visible[start : start + 1])) + (len(_CUT) if shift else 0)
    width = max(1, cells(style.fit(visible[start:end])))
    pointer = ("^" if mark.main else "-") * width
    words = f" {clean(mark.text)}" if mark.text else ""
    return " " * before + style(pointer + words, mark.role)
