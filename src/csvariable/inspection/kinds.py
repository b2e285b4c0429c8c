"""What the cells of a column are: the one kind that all of them fit, or text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from csvariable.kernel.message import Message, msg
from csvariable.tables.dates import date_order
from csvariable.tables.numerals import AMBIGUOUS, Ambiguous, decimal_mark, is_missing, read_number

FEW_WORDS: Final = 12
"""Different texts up to which a column is one of words, as stages and grades are."""


class ColumnKind(StrEnum):
    """What the filled cells of a column are."""

    EMPTY = "empty"
    ID = "id"
    EMAIL = "email"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    PERCENT = "percent"
    MONEY = "money"
    NUMBER = "number"
    YES_NO = "yes-no"
    WORDS = "words"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class InspectedColumn:
    """A column: what its cells are, how many are filled, and what its header says of its unit."""

    header: str
    kind: ColumnKind
    filled: int
    empty: int
    words: Sequence[str]
    """The different texts, where they are few."""
    example: str
    unit: str | None
    """A unit of time that the header names, as a source writes it: `s`, `min`, `h`, `h:mm:ss`."""
    zone: str | None
    """A time zone that the header names."""
    notes: Sequence[Message]
    """What has two readings, or does not fit."""

    @property
    def is_number(self) -> bool:
        """Whether something can be counted with its cells."""
        return self.kind in {ColumnKind.NUMBER, ColumnKind.PERCENT, ColumnKind.MONEY, ColumnKind.DURATION}


_DAY = re.compile(
    r"\d{4}[-/.]\d{2}[-/.]\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}[ -][A-Za-zéû]{3,9}\.?[ -]\d{4}"
)
_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?")
_DURATION = re.compile(r"-?\d+:\d{2}(?::\d{2})?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_MONEY = re.compile(r".*(?:[€$£¥₹]|\b[A-Z]{3}\b).*")
_YES_NO: Final = frozenset({"yes", "no", "true", "false", "oui", "non", "vrai", "faux", "y", "n", "o"})
_IDENTITY = re.compile(r"(?:^|[^a-z])(?:id|#|ref|matricule|number|code)(?:$|[^a-z])", re.IGNORECASE)
_UNITS: Final = {
    "ms": r"\(ms\)|milliseconds",
    "s": r"\(s(?:ec(?:onds?|s)?)?\)|\(in secs?\)|in seconds|\(secondes?\)",
    "min": r"\(min(?:utes?|s)?\)|\(in mins?\)|in minutes",
    "h": r"\(h(?:ours?|rs?)?\)|\(in hrs?\)|in hours|\(heures?\)",
    "d": r"\(d(?:ays?)?\)|\(j(?:ours?)?\)|in days",
}
_ZONE = re.compile(r"\((UTC|GMT|[A-Z][A-Za-z]+/[A-Z][A-Za-z_/]+)\)")


def inspected(header: str, cells: Sequence[str]) -> InspectedColumn:
    """Return what a column is."""
    texts = [cell for cell in cells if not is_missing(cell)]
    different = list(dict.fromkeys(texts))
    kind, notes = _kind(header, texts, different)
    zone = _ZONE.search(header)
    words = different if len(different) <= FEW_WORDS and kind in {ColumnKind.WORDS, ColumnKind.YES_NO} else []
    return InspectedColumn(
        header=header,
        kind=kind,
        filled=len(texts),
        empty=len(cells) - len(texts),
        words=words,
        example=texts[0] if texts else "",
        unit=_unit(header, kind),
        zone=zone[1] if zone else None,
        notes=notes,
    )


def _kind(header: str, texts: Sequence[str], different: Sequence[str]) -> tuple[ColumnKind, list[Message]]:
    if not texts:
        return ColumnKind.EMPTY, []
    if all(_EMAIL.fullmatch(text) for text in different):
        return ColumnKind.EMAIL, []
    if all(text.casefold() in _YES_NO for text in different):
        return ColumnKind.YES_NO, []
    if all(_DAY.match(text) for text in different):
        rests = [_DAY.sub("", text, count=1) for text in different]
        if all(not rest or _CLOCK.fullmatch(rest) for rest in rests):
            return (ColumnKind.TIME if any(rests) else ColumnKind.DATE), _order(different)
    if all(_DURATION.fullmatch(text) for text in different):
        return ColumnKind.DURATION, []
    if _IDENTITY.search(header) and len(different) == len(texts):
        return ColumnKind.ID, []
    return _counted(texts, different)


def _order(texts: Sequence[str]) -> list[Message]:
    if date_order(text.split()[0] for text in texts) is AMBIGUOUS:
        return [msg("days and months can be read in two orders: say which, by `format:` or `--dates`")]
    return []


def _counted(texts: Sequence[str], different: Sequence[str]) -> tuple[ColumnKind, list[Message]]:
    """Return whether a column is counted, and what keeps it from being."""
    mark = decimal_mark(different, None)
    known = None if isinstance(mark, Ambiguous) else mark
    notes: list[Message] = []
    if mark is AMBIGUOUS:
        notes.append(msg("decimal mark and groups can be read in two ways: say which, by `decimal:`"))
    numbers = [text for text in different if mark is AMBIGUOUS or _is_number(_bare(text), known)]
    tally = Counter(texts)
    others = [text for text in different if text not in numbers]
    fits = sum(tally[text] for text in numbers)
    if numbers and not others:
        if all("%" in text for text in different):
            return ColumnKind.PERCENT, notes
        if any("%" in text for text in different):
            notes.append(msg("some cells have a % sign and some have none"))
            return ColumnKind.PERCENT, notes
        money = any(_MONEY.fullmatch(text) for text in different)
        return (ColumnKind.MONEY if money else ColumnKind.NUMBER), notes
    if numbers and fits * 2 > len(texts):
        notes.append(
            msg("{count} cells are numbers, and others are not: `{other}`", count=fits, other=others[0])
        )
    few = len(different) <= FEW_WORDS and len(different) < len(texts)
    return (ColumnKind.WORDS if few else ColumnKind.TEXT), notes


def _bare(text: str) -> str:
    """Return a number without its percent sign or currency."""
    return re.sub(r"[%€$£¥₹]|\b[A-Z]{3}\b", "", text).strip()


def _is_number(text: str, mark: str | None) -> bool:
    return isinstance(read_number(text, mark), Fraction)


def _unit(header: str, kind: ColumnKind) -> str | None:
    if kind is ColumnKind.DURATION:
        return "h:mm:ss"
    if kind is not ColumnKind.NUMBER:
        return None
    return next((unit for unit, words in _UNITS.items() if re.search(words, header, re.IGNORECASE)), None)
