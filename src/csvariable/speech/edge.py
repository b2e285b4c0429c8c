"""The sentences of the edge: what went wrong with a file, what `init` did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csvariable.speech.language import Language

SENTENCES: Final[Mapping[str, Mapping[Language, str]]] = {
    "no-such-file": {
        "en": "there is no file {path}",
        "fr": "le fichier {path} n'existe pas",
    },
    "is-a-folder": {
        "en": "{path} is a folder, a file is expected",
        "fr": "{path} est un dossier, un fichier est attendu",
    },
    "cannot-read": {
        "en": "cannot read {path}: {reason}",
        "fr": "impossible de lire {path} : {reason}",
    },
    "cannot-write": {
        "en": "cannot write {path}: {reason}",
        "fr": "impossible d'écrire {path} : {reason}",
    },
    "too-large": {
        "en": "{path} is larger than {limit} MiB",
        "fr": "{path} dépasse {limit} Mio",
    },
    "no-folder": {
        "en": "there is no folder {path}",
        "fr": "le dossier {path} n'existe pas",
    },
    "is-a-link": {
        "en": "{path} is a symbolic link; nothing is written through links",
        "fr": "{path} est un lien symbolique ; rien n'est écrit à travers un lien",
    },
    "exists": {
        "en": "{path} exists already; --force replaces it",
        "fr": "{path} existe déjà ; --force le remplace",
    },
    "not-a-folder": {
        "en": "{path} is not a folder",
        "fr": "{path} n'est pas un dossier",
    },
    "no-such-template": {
        "en": "there is no template {name}; there are: {names}",
        "fr": "il n'y a pas de modèle {name} ; il y a : {names}",
    },
    "no-templates": {
        "en": "the templates were not installed with csvariable; install it again",
        "fr": "les modèles n'ont pas été installés avec csvariable ; réinstallez-le",
    },
    "no-such-person": {
        "en": "nobody paid has the id {id}; known: {known}",
        "fr": "personne n'a l'identifiant {id} dans ce calcul ; connu : {known}",
    },
    "no-such-line": {
        "en": "the statement of {id} has no step {step}; known: {known}",
        "fr": "le décompte de {id} n'a pas d'étape {step} ; connu : {known}",
    },
    "unknown-suffix": {
        "en": "no format is known for {path}; say --format, or use one of {known}",
        "fr": "aucun format connu pour {path} ; précisez --format, ou l'un de {known}",
    },
    "no-git": {
        "en": "git could not be run ({reason}); name a file instead of REV:path",
        "fr": "git n'a pas pu être lancé ({reason}) ; nommez un fichier au lieu de REV:chemin",
    },
    "not-in-git": {
        "en": "there is no file {name}, and git says: {reason}",
        "fr": "il n'y a pas de fichier {name}, et git répond : {reason}",
    },
    "option-value": {
        "en": "{option} cannot be {value}; known: {known}",
        "fr": "{option} ne peut pas être {value} ; connu : {known}",
    },
    "no-history": {
        "en": "draws need results of several periods (a column `period`), "
        "or a model: `odds` in {plan} or --odds",
        "fr": "des tirages demandent des résultats de plusieurs périodes (une colonne `période`), "
        "ou un modèle : `odds` dans {plan} ou --odds",
    },
    "system": {
        "en": "the system refused: {reason}",
        "fr": "le système a refusé : {reason}",
    },
    "error": {
        "en": "error: {message}",
        "fr": "erreur : {message}",
    },
    "internal": {
        "en": "internal error, please report: {kind} at {place} (CSVARIABLE_DEBUG=1 shows the traceback)",
        "fr": "erreur interne, merci de la signaler : {kind} à {place} (CSVARIABLE_DEBUG=1 montre la trace)",
    },
    "written": {
        "en": "Wrote {files} in {folder}",
        "fr": "{files} : écrits dans {folder}",
    },
    "next": {
        "en": "Next:",
        "fr": "Ensuite :",
    },
    "start-one": {
        "en": "Start a plan from one of them:",
        "fr": "Pour partir de l'un d'eux :",
    },
    "folder": {
        "en": "FOLDER",
        "fr": "DOSSIER",
    },
}


def say(language: Language, name: str, /, **values: object) -> str:
    """Return the sentence `name` with its gaps filled."""
    return SENTENCES[name][language].format(**values)
