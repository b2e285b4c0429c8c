"""What a header says of the unit of its column: `Satisfaction (%)`, `First reply time (min)`, `in hrs`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, TypeAlias

HeaderUnit: TypeAlias = Literal["ms", "s", "min", "h", "d"]
"""A unit of time, as a source writes it under `in`."""

_MARKS: Final[dict[HeaderUnit, str]] = {
    "ms": "ms millisecond milliseconds milliseconde millisecondes",
    "s": "s sec secs second seconds seconde secondes",
    "min": "min mins mn minute minutes",
    "h": "h hr hrs hour hours heure heures",
    "d": "d day days j jour jours",
}
"""How units are written in brackets, `in` or `en` perhaps before them."""
_UNITS: Final[dict[str, HeaderUnit]] = {
    mark: unit for unit, marks in _MARKS.items() for mark in marks.split()
}
_IN_WORDS: Final[dict[str, HeaderUnit]] = {
    "milliseconds": "ms",
    "in seconds": "s",
    "in minutes": "min",
    "in hours": "h",
    "in days": "d",
}
"""What says a unit without brackets too."""
_BRACKETED: Final = re.compile(r"[(\[]\s*([^()\[\]]+?)\s*[)\]]")
_PER_CENT: Final = re.compile(r"[(\[]\s*%\s*[)\]]|%\s*$|^\s*%")


def unit_of_mark(mark: str) -> HeaderUnit | None:
    """Return the unit of time that stands in brackets: `h`, `in hrs`, `en minutes`."""
    return _UNITS.get(re.sub(r"^(?:in|en)\s+", "", mark.strip().casefold()))


@lru_cache(maxsize=256)
def unit_of_header(header: str) -> HeaderUnit | None:
    """Return the unit of time that a header names."""
    marks = (unit_of_mark(found) for found in _BRACKETED.findall(header))
    text = header.casefold()
    said = (unit for words, unit in _IN_WORDS.items() if words in text)
    return next((unit for unit in (*marks, *said) if unit is not None), None)


def says_percent(header: str) -> bool:
    """Whether a header carries a % sign: its bare numbers are percentages."""
    return _PER_CENT.search(header) is not None
