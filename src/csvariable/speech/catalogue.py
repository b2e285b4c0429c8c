"""The catalogues: a gettext file for each language but English, in which messages are written.

`locale/<language>/LC_MESSAGES/csvariable.po` is what translators edit; it is compiled beside
itself. A language can be spoken as soon as its catalogue is there.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

from csvariable.kernel.message import Message
from csvariable.speech.language import Language

DOMAIN: Final = "csvariable"
SOURCE: Final[Language] = "en"
SCHEMA: Final = "schema"
"""The context of what editors show: its titles are labels elsewhere, with other words in other languages."""
HELP: Final = "help"
"""The context of what the command line says of itself."""
RULE: Final = "rule"
"""The context of the pages of rules."""
CATALOG: Final = "catalog"
"""The context of the KPI catalogue."""
TEMPLATE: Final = "template"
"""The context of what templates of plans say."""
_KEYBOARD: Final = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2019": "'", "\u2212": "-"})
_FOLDERS: list[Path] = [Path(__file__).with_name("locale")]


@contextmanager
def with_folder(folder: Path) -> Iterator[None]:
    """Look for catalogues in this folder too, laid out as ours: `<language>/LC_MESSAGES/csvariable.mo`."""
    _FOLDERS.append(folder)
    _catalogue.cache_clear()
    try:
        yield
    finally:
        _FOLDERS.remove(folder)
        _catalogue.cache_clear()


def languages() -> tuple[Language, ...]:
    """Return the languages that can be spoken: English and those that have a catalogue."""
    found = (
        file.parents[1].name for folder in _FOLDERS for file in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    )
    return (SOURCE, *sorted(set(found) - {SOURCE}))


def language_of(given: Language | None, environ: Mapping[str, str]) -> Language:
    """Choose the language: the option, then CSVARIABLE_LANG, then the locale; English if none is known."""
    if given is not None:
        return given
    for name in ("CSVARIABLE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            code = environ[name].lower().replace("-", "_")
            return next((one for one in (code.partition(".")[0], code[:2]) if one in languages()), "en")
    return "en"


def translated(message: Message, language: Language, number: int | None = None) -> str:
    """Return the sentence of a message in a language, its gaps open; `number` chooses among its plurals."""
    catalogue = _catalogue(language)
    if message.plural is not None and number is not None:
        return catalogue.ngettext(message.text, message.plural, number)
    if message.context is not None:
        return catalogue.pgettext(message.context, message.text)
    return catalogue.gettext(message.text) if message.text else ""


def in_schema(text: str, language: Language) -> str:
    """Return a title or a description of a schema in a language."""
    return _catalogue(language).pgettext(SCHEMA, text)


def in_help(text: str, language: Language) -> str:
    """Return a text about a command, an option or an argument in a language."""
    return _catalogue(language).pgettext(HELP, text) if text else ""


def in_rule(text: str, language: Language) -> str:
    """Return a paragraph of a rule's page in a language."""
    return _catalogue(language).pgettext(RULE, text)


def in_catalog(text: str, language: Language) -> str:
    """Return a text of the KPI catalogue in a language."""
    return _catalogue(language).pgettext(CATALOG, text)


def formula_in_catalog(text: str, language: Language) -> str:
    """Return a formula of the KPI catalogue in a language, with the signs of print: `×` and `−`."""
    return in_catalog(text, language).replace(" x ", " × ").replace(" - ", " − ")


def title_of_template(text: str, language: Language) -> str:
    """Return the title or the description of a template as a screen shows it."""
    return _catalogue(language).pgettext(TEMPLATE, text)


def in_template(text: str, language: Language) -> str:
    """Return a text of a template in a language as its files hold it: with the signs that a keyboard has."""
    return title_of_template(text, language).translate(_KEYBOARD)


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    for folder in _FOLDERS:
        file = folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
        if file.exists():
            with file.open("rb") as stream:
                return gettext.GNUTranslations(stream)
    return gettext.NullTranslations()


__all__ = [
    "CATALOG",
    "HELP",
    "RULE",
    "SCHEMA",
    "SOURCE",
    "TEMPLATE",
    "formula_in_catalog",
    "in_catalog",
    "in_help",
    "in_rule",
    "in_schema",
    "in_template",
    "language_of",
    "languages",
    "title_of_template",
    "translated",
    "with_folder",
]
