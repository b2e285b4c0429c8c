"""Workbooks of spreadsheets (XLSX, ODS): one sheet becomes a table of located cells."""

from __future__ import annotations

from typing import Final

ARCHIVE: Final = b"PK\x03\x04"
OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Excel before 2007, and those that are locked with a password, begin."""


def is_workbook(data: bytes) -> bool:
    """Whether a file begins as a workbook does, of whatever kind."""
    return data.startswith((ARCHIVE, OLD))
