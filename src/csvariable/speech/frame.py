"""The words around a problem: its title, its help, the count at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csvariable.kernel.message import Filling, Message, counted, msg
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language

FRAME: Final[Mapping[str, Message]] = {
    "error": msg("error"),
    "warning": msg("warning"),
    "advice": msg("advice"),
    "several-error": counted("{count} error", "{count} errors"),
    "several-warning": counted("{count} warning", "{count} warnings"),
    "several-advice": counted("{count} advice", "{count} advice"),
    "help": msg("help"),
    "note": msg("note"),
    "colon": msg(": "),
    "command-line": msg("command line"),
    "column": msg("column `{name}`"),
    "summary": msg("{problems}."),
    "summary-of-files": counted("{problems} in {count} file.", "{problems} in {count} files."),
    "fixable": counted("{count} fixable with --fix.", "{count} fixable with --fix."),
}


def frame(language: Language, name: str, /, **values: Filling) -> str:
    """Return the words `name` with their gaps filled."""
    return in_language(FRAME[name].given(**values), language)
