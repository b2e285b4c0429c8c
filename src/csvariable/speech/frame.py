"""The words around a problem: its title, its help, the count at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csvariable.kernel.message import Filling, Message, in_context, msg
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language

FRAME: Final[Mapping[str, Message]] = {
    "error": msg("error"),
    "errors": msg("errors"),
    "warning": msg("warning"),
    "warnings": msg("warnings"),
    "advice": msg("advice"),
    "advices": in_context("several", "advice"),
    "help": msg("help"),
    "note": msg("note"),
    "colon": msg(": "),
    "command-line": msg("command line"),
    "column": msg("column `{name}`"),
    "in-file": msg(" in 1 file"),
    "in-files": msg(" in {n} files"),
    "fixable": msg(" {n} fixable with --fix."),
}


def frame(language: Language, name: str, /, **values: Filling) -> str:
    """Return the words `name` with their gaps filled."""
    return in_language(FRAME[name].given(**values), language)
