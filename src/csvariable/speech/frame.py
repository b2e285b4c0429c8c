"""The words around a problem: its title, its help, the count at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csvariable.speech.language import Language

FRAME: Final[Mapping[str, Mapping[Language, str]]] = {
    "error": {"en": "error", "fr": "erreur"},
    "errors": {"en": "errors", "fr": "erreurs"},
    "warning": {"en": "warning", "fr": "avertissement"},
    "warnings": {"en": "warnings", "fr": "avertissements"},
    "advice": {"en": "advice", "fr": "conseil"},
    "advices": {"en": "advice", "fr": "conseils"},
    "help": {"en": "help", "fr": "aide"},
    "note": {"en": "note", "fr": "note"},
    "colon": {"en": ": ", "fr": "\u00a0: "},
    "command-line": {"en": "command line", "fr": "ligne de commande"},
    "column": {"en": "column `{name}`", "fr": "colonne `{name}`"},
    "in-file": {"en": " in 1 file", "fr": " dans 1 fichier"},
    "in-files": {"en": " in {n} files", "fr": " dans {n} fichiers"},
    "fixable": {"en": " {n} fixable with --fix.", "fr": " --fix peut en corriger {n}."},
}


def frame(language: Language, name: str, /, **values: object) -> str:
    """Return the words `name` with their gaps filled."""
    return FRAME[name][language].format(**values)
