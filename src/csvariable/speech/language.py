"""The language of a run: chosen once, at the edge, then passed on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["en", "fr"]


def language_of(given: Language | None, environ: Mapping[str, str]) -> Language:
    """Choose the language: the option, then CSVARIABLE_LANG, then the locale; English if none is French."""
    if given is not None:
        return given
    for name in ("CSVARIABLE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "fr" if environ[name].lower().startswith("fr") else "en"
    return "en"
