"""What a user says about how a file is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Hidden: TypeAlias = Literal["read", "skip"]
"""What is done with rows and columns that a sheet hides: read like others, or left out."""


@dataclass(frozen=True, slots=True)
class Written:
    """What is not said is found; where two readings fit, an error asks for it."""

    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    header_row: int | None = None
    """The line or row, from 1, of the headers; what stands above is a title."""
    sheet: str | None = None
    """The title of the sheet of a workbook."""
    hidden: Hidden | None = None
