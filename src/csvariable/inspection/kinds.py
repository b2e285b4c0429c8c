"""What the cells of a column are: the one kind that all of them fit, or text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from csvariable.kernel.message import Message, counted, msg
from csvariable.measures.dates import WrittenTime, read_time
from csvariable.tables.cells import read_duration
from csvariable.tables.dates import date_order
from csvariable.tables.marks import says_percent, unit_of_header
from csvariable.tables.numerals import AMBIGUOUS, Ambiguous, CellError, decimal_mark, is_missing, read_number

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
    form: str | None
    """How its dates are written, where a plan has to say it: `DD MMM YYYY`."""
    notes: Sequence[Message]
    """What has two readings, or does not fit."""

    unclear: bool = False
    """Whether its decimal mark can be read in two ways."""

    @property
    def is_number(self) -> bool:
        """Whether something can be counted with its cells."""
        return self.kind in {ColumnKind.NUMBER, ColumnKind.PERCENT, ColumnKind.MONEY, ColumnKind.DURATION}


_DAY = re.compile(r"\d{4}[-/.]\d{2}[-/.]\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?:[ T].*)?")
_YEARS: Final = msg("its years have two digits: write them with four")
_DATED = re.compile(r"date|\bday\b|jour", re.IGNORECASE)
_OFFSET = r"(?:Z|(?:UTC|GMT)(?:[+-]\d{1,2}(?::\d{2})?)?|[+-]\d{2}(?::?\d{2})?)"
_CLOCK = re.compile(rf"[ T]\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?(?: ?[AP]M)?(?: ?{_OFFSET})?")
_COUNTS = re.compile(r"\b(?:number of|nombre|nb|count|total|sum|somme)\b|# of", re.IGNORECASE)
_SAYS_ZONE = re.compile(rf".*\d(?: ?[AP]M)? ?{_OFFSET}")
_CLOCKS = (" hh:mm", " hh:mm:ss", " hh:mm AM", " hh:mmAM", " hh:mm:ss AM", ", hh:mm", ", hh:mm AM")
_OF_A_ROW = re.compile(r"\d[/:.-]\d|@")
_LONG_CLOCK = re.compile(r"-?\d+:\d{2}:\d{2}")
_SHORT_CLOCK = re.compile(r"\d+:\d{2}")
_SHORT: Final = msg(
    "hours and minutes cannot be told from minutes and seconds: write `in: h:mm`, or cells as `h:mm:ss`"
)
_TWO_MARKS: Final = msg("decimal mark and groups can be read in two ways: say which, by `decimal:`")
_ZEROS = re.compile(r"0\d+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_MONEY = re.compile(r".*(?:[€$£¥₹]|\b[A-Z]{3}\b).*")
_YES_NO: Final = frozenset({"yes", "no", "true", "false", "oui", "non", "vrai", "faux", "y", "n", "o"})
_IDENTITY = re.compile(r"(?:^|[^a-z])(?:id|#|ref|matricule|number|code)(?:$|[^a-z])", re.IGNORECASE)
_SHORTENED = re.compile(
    r"[-+(]?[$\u20ac\u00a3]?[ ]?\d[\d., ]*[ ]?[kKmM](?:d|rd)?[ ]?(?:[$\u20ac\u00a3]|[A-Z]{3})?\)?"
)
_DIGITS = re.compile(r"[^A-Za-z:]*\d[^A-Za-z:]*")
_ZONE = re.compile(r"\((UTC|GMT|[A-Z][A-Za-z]+/[A-Z][A-Za-z_/]+)\)")


def inspected(header: str, cells: Sequence[str], mark: str | None = None) -> InspectedColumn:
    """Return what a column is; `mark` is the decimal mark that the whole file shows."""
    texts = [cell for cell in cells if not is_missing(cell)]
    different = list(dict.fromkeys(texts))
    kind, notes, form = _kind(header, texts, different, mark)
    zone = _ZONE.search(header)
    words = different if len(different) <= FEW_WORDS and kind in {ColumnKind.WORDS, ColumnKind.YES_NO} else []
    return InspectedColumn(
        header=header,
        kind=kind,
        filled=len(texts),
        empty=len(cells) - len(texts),
        words=words,
        example=texts[0] if texts else "",
        unit=_unit(header, kind, different),
        zone=zone[1] if zone else None,
        form=form,
        notes=notes,
        unclear=_TWO_MARKS in notes,
    )


def is_day(text: str) -> bool:
    """Whether a cell is written as a day, perhaps with a time."""
    return _DAY.match(text) is not None


def says_its_zone(text: str) -> bool:
    """Whether a cell says how far from UTC its time is."""
    return _SAYS_ZONE.fullmatch(text) is not None


def ends_like_a_value(header: str) -> bool:
    """Whether a header of two lines ends in a value, as a header does that was joined to a row of values."""
    last = header.rsplit(" ", 1)[-1]
    if _OF_A_ROW.search(header):
        return True
    return last != header and not _YEAR.fullmatch(last) and looks_like_a_value(last)


def looks_like_a_value(text: str) -> bool:
    """Whether what stands as a header is a value: a number, a date, a percentage, an amount."""
    if _YEAR.fullmatch(_bare(text)) and _bare(text) != text:
        return False  # `NPS 2026`
    mark = decimal_mark([_bare(text)], None)
    return bool(text) and (
        _DAY.match(text) is not None
        or _LONG_CLOCK.fullmatch(text) is not None
        or _is_number(_bare(text), "." if isinstance(mark, Ambiguous) else mark)
    )


def _kind(
    header: str, texts: Sequence[str], different: Sequence[str], mark: str | None
) -> tuple[ColumnKind, list[Message], str | None]:
    if not texts:
        return ColumnKind.EMPTY, [], None
    if all(_EMAIL.fullmatch(text) for text in different):
        return ColumnKind.EMAIL, [], None
    if all(text.casefold() in _YES_NO for text in different):
        return ColumnKind.YES_NO, [], None
    dated = _dated(header, different)
    if dated is not None:
        return dated
    if _IDENTITY.search(header) and not _COUNTS.search(header) and len(different) == len(texts):
        return ColumnKind.ID, [], None
    if any(_ZEROS.fullmatch(text) for text in different) and all(text.isalnum() for text in different):
        return ColumnKind.ID, [], None
    if all(re.search("[:A-Za-z]", text) for text in different) and all(map(_is_duration, different)):
        short = any(_SHORT_CLOCK.fullmatch(text) for text in different)
        return ColumnKind.DURATION, [_SHORT] if short else [], None
    return *_counted(header, texts, different, mark), None


def _is_duration(text: str) -> bool:
    return isinstance(read_duration(text, None, "minutes"), Fraction) or bool(_SHORT_CLOCK.fullmatch(text))


def _dated(header: str, different: Sequence[str]) -> tuple[ColumnKind, list[Message], str | None] | None:
    """Return what a column of dates is: its kind, what is asked of it, a format that has to be written."""
    if all(_DAY.match(text) for text in different):
        rests = [_DAY.sub("", text, count=1) for text in different]
        if all(not rest or _CLOCK.fullmatch(rest) for rest in rests):
            return (ColumnKind.TIME if any(rests) else ColumnKind.DATE), _order(different), None
    if all(_SHORT_YEAR.fullmatch(text) for text in different):
        return ColumnKind.TEXT, [_YEARS], None
    for form in _forms(header):
        read = [read_time(text, form) for text in different]
        if all(isinstance(one, WrittenTime) for one in read):
            return (ColumnKind.TIME if "hh" in form else ColumnKind.DATE), [], form
    return None


def _forms(header: str) -> Iterator[str]:
    """Yield the formats that a column is tried with."""
    for day in ("DD MMM YYYY", "DD-MMM-YYYY", "DD/MMM/YYYY", "MMM DD, YYYY", "MMM DD YYYY"):
        for clock in (
            "",
            " hh:mm",
            " hh:mm:ss",
            " hh:mm AM",
            " hh:mmAM",
            " hh:mm:ss AM",
            ", hh:mm",
            ", hh:mm AM",
        ):
            yield f"{day}{clock}"
    for clock in (" \u00e0 hh:mm", " \u00e0 hh:mm:ss", " \u00e0 hhhmm", " hhhmm"):
        yield from (f"{day}{clock}" for day in ("DD/MM/YYYY", "DD MMM YYYY"))
    yield "MM/YYYY"
    if _DATED.search(header):
        yield "YYYYMMDD"


def _order(texts: Sequence[str]) -> list[Message]:
    if date_order(text.split()[0] for text in texts) is AMBIGUOUS:
        return [msg("days and months can be read in two orders: say which, by `format:` or `--dates`")]
    return []


def _counted(
    header: str, texts: Sequence[str], different: Sequence[str], of_file: str | None
) -> tuple[ColumnKind, list[Message]]:
    """Return whether a column is counted, and what keeps it from being."""
    mark = decimal_mark(different, of_file)
    known = None if isinstance(mark, Ambiguous) else mark
    notes: list[Message] = []
    if mark is AMBIGUOUS:
        notes.append(_TWO_MARKS)
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
        if says_percent(header):
            return ColumnKind.PERCENT, notes
        money = any(_MONEY.fullmatch(text) for text in different)
        return (ColumnKind.MONEY if money else ColumnKind.NUMBER), notes
    nearly = _nearly(others, known)
    worded = len(others) <= FEW_WORDS and not any(map(re.compile(r"\d").search, others))
    if nearly:
        notes += nearly
    elif numbers and (fits * 2 >= len(texts) or worded):
        notes.append(
            counted(
                "{count} cell is a number, and others are not: `{other}`",
                "{count} cells are numbers, and others are not: `{other}`",
                fits,
                other=others[0],
            )
        )
    few = len(different) <= FEW_WORDS and len(different) < len(texts)
    return (ColumnKind.WORDS if few else ColumnKind.TEXT), notes


def _nearly(texts: Sequence[str], mark: str | None) -> list[Message]:
    """Say what keeps cells from being numbers that were meant as such."""
    if all(_SHORTENED.fullmatch(text) for text in texts):
        return [msg("`{text}` is a number cut short: all its digits are needed", text=texts[0])]
    for text in texts:
        found = read_number(_bare(text), mark)
        if not isinstance(found, CellError) or found.help is None or not _DIGITS.fullmatch(text):
            return []
    found = read_number(_bare(texts[0]), mark)
    return [found.message] if isinstance(found, CellError) else []


def _bare(text: str) -> str:
    """Return a number without its percent sign or currency."""
    return re.sub(r"[%€$£¥₹]|\b[A-Z]{3}\b", "", text).strip()


def _is_number(text: str, mark: str | None) -> bool:
    return isinstance(read_number(text, mark), Fraction)


def _unit(header: str, kind: ColumnKind, different: Sequence[str]) -> str | None:
    """Return how a source says the unit of time of a column: by its cells, else by its header."""
    if kind is ColumnKind.DURATION:
        return "h:mm:ss" if all(_LONG_CLOCK.fullmatch(text) for text in different) else None
    return unit_of_header(header) if kind is ColumnKind.NUMBER else None
