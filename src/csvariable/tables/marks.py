"""What a header says of the unit of its column: `Satisfaction (%)`, `First reply time (min)`, `in hrs`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, TypeAlias

HeaderUnit: TypeAlias = Literal["ms", "s", "min", "h", "d"]
"""A unit of time, as a source writes it under `in`."""

_UNITS: Final[dict[HeaderUnit, str]] = {
    "ms": r"\((?:in )?ms\)|milliseconds",
    "s": r"\((?:in )?s(?:ec(?:onds?|s)?)?\)|in seconds|\((?:en )?secondes?\)",
    "min": r"\((?:in )?min(?:utes?|s)?\)|in minutes|\((?:en )?mn\)",
    "h": r"\((?:in )?h(?:ours?|rs?)?\)|in hours|\((?:en )?heures?\)",
    "d": r"\((?:in )?d(?:ays?)?\)|\((?:en )?j(?:ours?)?\)|in days",
}
_PER_CENT: Final = re.compile(r"[(\[]\s*%\s*[)\]]|%\s*$|^\s*%")


@lru_cache(maxsize=256)
def unit_of_header(header: str) -> HeaderUnit | None:
    """Return the unit of time that a header names."""
    return next((unit for unit, words in _UNITS.items() if re.search(words, header, re.IGNORECASE)), None)


def says_percent(header: str) -> bool:
    """Whether a header carries a % sign: its bare numbers are percentages."""
    return _PER_CENT.search(header) is not None
