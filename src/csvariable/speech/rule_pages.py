"""The manual pages of rules in a language: prose from the catalogue, plans as they are written."""

from __future__ import annotations

from textwrap import fill, indent
from typing import Final

from csvariable.kernel.message import msg
from csvariable.rules.manual import PageExample, parts
from csvariable.speech.catalogue import in_rule
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language

_FAILS: Final = msg("Fails:")
_PASSES: Final = msg("Passes:")
_WIDTH: Final = 100


def first_sentence(page: str, language: Language) -> str:
    """Return what a rule asks for, in one line."""
    return next((in_rule(part, language) for part in parts(page) if isinstance(part, str)), "")


def page_text(name: str, page: str, language: Language) -> str:
    """Return a page for a terminal: its plans indented under what they show."""
    said = [f"{name}\n{'=' * len(name)}"]
    for part in parts(page):
        if isinstance(part, PageExample):
            said.append(in_language(_FAILS if part.fails else _PASSES, language))
            said.append(indent(part.text.rstrip(), "    "))
        else:
            said.append(fill(in_rule(part, language), _WIDTH, break_on_hyphens=False, break_long_words=False))
    return "\n\n".join(said) + "\n"
