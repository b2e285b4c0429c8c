"""How a CSV file is written for a program that reads it: separator, decimal mark, line ends, headers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class CsvDialect:
    """The signs of a CSV file."""

    separator: str = ","
    decimal: str = "."
    line_end: str = "\n"
    bom: bool = False
    """Whether the file begins with the mark by which spreadsheets know UTF-8."""
    titles: bool = False
    """Whether headers are words of the reader's language, in the place of the names of the steps."""


PLAIN: Final = CsvDialect()
"""What programs read: names of steps, a decimal point, a line feed."""

DialectName: TypeAlias = Literal["plain", "excel", "excel-fr", "rfc4180"]
DIALECTS: Final[Mapping[DialectName, CsvDialect]] = {
    "plain": PLAIN,
    "excel": CsvDialect(line_end="\r\n", bom=True, titles=True),
    "excel-fr": CsvDialect(";", ",", "\r\n", bom=True, titles=True),
    "rfc4180": CsvDialect(line_end="\r\n"),
}
"""What `--dialect` asks for, and the `dialect` of a payroll file."""
