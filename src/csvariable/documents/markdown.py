"""Foreign text in Markdown."""

from __future__ import annotations

from csvariable.documents.clean import clean

_SPECIAL = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>#|~&"})


def escaped(text: str) -> str:
    """Return foreign text that Markdown shows as it is written."""
    return clean(text).translate(_SPECIAL).replace("\n", " ")
