"""Texts that no spreadsheet takes for a formula, and that drive no terminal."""

from __future__ import annotations

import re
from typing import Final

from csvariable.documents.clean import clean

ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")

DRIVING: Final = "[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"


def guarded(text: str) -> str:
    """Return a text cell that no spreadsheet takes for a formula: a leading `'` where it could.

    What would drive a terminal or turn what is read is shown as an escape. Numbers are never
    touched: a negative amount stays a number.
    """
    safe = re.sub(DRIVING, lambda found: clean(found[0]), text)
    return f"'{safe}" if text.startswith(ACTIVE) else safe
