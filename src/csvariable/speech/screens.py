"""The words of the screens of `compute` and `explain`: headings, counts, notices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csvariable.speech.language import Language

SCREENS: Final[Mapping[str, Mapping[Language, str]]] = {
    "person": {"en": "Person", "fr": "Personne"},
    "people-one": {"en": "1 person", "fr": "1 personne"},
    "people": {"en": "{count} people", "fr": "{count} personnes"},
    "team": {"en": "Team", "fr": "Équipe"},
    "attainment": {"en": "Attainment", "fr": "Atteinte"},
    "payout-rate": {"en": "Payout rate", "fr": "Taux versé"},
    "payout": {"en": "Payout", "fr": "Versement"},
    "incentive": {"en": "Target", "fr": "Cible"},
    "share": {"en": "Of target", "fr": "De la cible"},
    "rewards": {"en": "Rewards", "fr": "Récompenses"},
    "total": {"en": "Total", "fr": "Total"},
    "kpi": {"en": "KPI", "fr": "Indicateur"},
    "actual": {"en": "Actual", "fr": "Réalisé"},
    "target": {"en": "Target", "fr": "Cible"},
    "weight": {"en": "Weight", "fr": "Poids"},
    "pays": {"en": "Pays", "fr": "Taux"},
    "none": {"en": "no value", "fr": "sans valeur"},
    "cost": {"en": "Cost", "fr": "Coût"},
    "cost-is": {
        "en": "cash {cash} + rewards {rewards} = {total}",
        "fr": "numéraire {cash} + récompenses {rewards} = {total}",
    },
    "of-target": {"en": "{share} of {target}", "fr": "{share} de {target}"},
    "tier-first-from": {"en": "first tier from {start}", "fr": "premier palier à partir de {start}"},
    "tier-between": {"en": "tier {start} → {end}", "fr": "palier {start} → {end}"},
    "tier-last": {"en": "last tier {start}", "fr": "dernier palier {start}"},
    "attained": {"en": "{attainment} of target", "fr": "{attainment} de la cible"},
    "more": {"en": "ahead", "fr": "en vue"},
    "ahead": {"en": "{how}: {worth}", "fr": "{how} : {worth}"},
    "step-more": {"en": "{size} more ({reached})", "fr": "{size} de plus ({reached})"},
    "step-less": {"en": "{size} less ({reached})", "fr": "{size} de moins ({reached})"},
    "of-the-target": {"en": "{share} of the target", "fr": "{share} de la cible"},
    "at": {"en": "at {value}", "fr": "à {value}"},
    "above": {"en": "above {value}", "fr": "au-dessus de {value}"},
    "below": {"en": "below {value}", "fr": "en dessous de {value}"},
    "nothing-more": {"en": "nothing more ({line})", "fr": "rien de plus ({line})"},
    "gate-opens": {"en": "with {how}, {line} opens: {worth}", "fr": "avec {how}, {line} remplie : {worth}"},
    "bonus-due": {"en": "with {how}, {line} is due: {worth}", "fr": "avec {how}, {line} dû : {worth}"},
    "modifier-rises": {
        "en": "with {how}, {line} is {value}: {worth}",
        "fr": "avec {how}, {line} à {value} : {worth}",
    },
    "part-of": {"en": "Part {number} of {count}", "fr": "Partie {number} sur {count}"},
    "worth": {"en": "worth {value}", "fr": "d'une valeur de {value}"},
    "file-read": {"en": "{file}: {dialect}", "fr": "{file} : {dialect}"},
    "default": {"en": "default", "fr": "par défaut"},
    "gate-closed": {"en": "gate {id} closed: {why}", "fr": "condition {id} non remplie : {why}"},
}
"""Words and sentences of the screens, by name."""

DIALECTS: Final[Mapping[str, Mapping[Language, str]]] = {
    "cells separated by": {"en": "cells separated by", "fr": "cellules séparées par"},
    "semicolons": {"en": "semicolons", "fr": "des points-virgules"},
    "commas": {"en": "commas", "fr": "des virgules"},
    "tabs": {"en": "tabs", "fr": "des tabulations"},
    "vertical bars": {"en": "vertical bars", "fr": "des barres verticales"},
    "(its `sep=` line)": {"en": "(its `sep=` line)", "fr": "(sa ligne `sep=`)"},
    "decimal comma": {"en": "decimal comma", "fr": "virgule décimale"},
    "decimal point": {"en": "decimal point", "fr": "point décimal"},
    "no decimal mark seen": {"en": "no decimal mark seen", "fr": "pas de décimale rencontrée"},
    "with a byte-order mark": {"en": "with a byte-order mark", "fr": "avec marque d'ordre"},
}
"""The parts of the sentence that says how a file was read."""


def screen(language: Language, name: str, /, **values: object) -> str:
    """Return the words of a screen with their gaps filled."""
    return SCREENS[name][language].format(**values)


def dialect(sentence: str, language: Language) -> str:
    """Return in a language the sentence that says how a file was read."""
    for phrase, said in DIALECTS.items():
        sentence = sentence.replace(phrase, said[language])
    return sentence
