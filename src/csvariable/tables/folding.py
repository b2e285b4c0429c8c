"""What of a text counts where people write it in more than one way."""

from __future__ import annotations

import re
import unicodedata


def fold(text: str) -> str:
    """Return a text without accents, case, and differences between blanks, `_`, `-` and apostrophes."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[_'\u2019\u2010\u2011-]", " ", letters).split())
