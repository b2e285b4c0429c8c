"""The words of the screens of `compute` and `explain`: headings, counts, notices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csvariable.words.language import Language

SCREENS: Final[Mapping[str, Mapping[Language, str]]] = {
    "person": {"en": "Person", "fr": "Personne"},
    "people-one": {"en": "1 person", "fr": "1 personne"},
    "people": {"en": "{count} people", "fr": "{count} personnes"},
    "team": {"en": "Team", "fr": "Équipe"},
    "role": {"en": "Role", "fr": "Rôle"},
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
    "no-target": {"en": "no target incentive", "fr": "sans prime cible"},
    "tier-none": {"en": "under the first tier", "fr": "sous le premier palier"},
    "tier-first-from": {"en": "first tier from {start}", "fr": "premier palier à partir de {start}"},
    "tier-from": {"en": "tier {start}", "fr": "palier {start}"},
    "tier-between": {"en": "tier {start} → {end}", "fr": "palier {start} → {end}"},
    "tier-last": {"en": "last tier {start}", "fr": "dernier palier {start}"},
    "attained": {"en": "{attainment} of target", "fr": "{attainment} de la cible"},
    "next": {"en": "at {needed}: {adds}", "fr": "à {needed} : {adds}"},
    "next-above": {"en": "above {needed}: {adds}", "fr": "au-dessus de {needed} : {adds}"},
    "next-below": {"en": "below {needed}: {adds}", "fr": "en dessous de {needed} : {adds}"},
    "keeps": {
        "en": "{keeps} after the rules of the plan",
        "fr": "{keeps} après les règles du plan",
    },
    "point-worth": {"en": "one more point: {worth}", "fr": "un point de plus : {worth}"},
    "unit-worth": {"en": "{step} better: {worth}", "fr": "{step} de mieux : {worth}"},
    "part-of": {"en": "Part {number} of {count}", "fr": "Partie {number} sur {count}"},
    "lines": {"en": "{count} lines", "fr": "{count} lignes"},
    "cash": {"en": "Cash", "fr": "Numéraire"},
    "worth": {"en": "worth {value}", "fr": "d'une valeur de {value}"},
    "file-read": {"en": "{file}: {dialect}", "fr": "{file} : {dialect}"},
    "why": {"en": "Why?", "fr": "Pourquoi ?"},
    "rests-on": {"en": "what {step} rests on", "fr": "ce sur quoi repose {step}"},
    "default": {"en": "default", "fr": "par défaut"},
    "no-such-person": {
        "en": "nobody paid has the id {id}{suggestion}",
        "fr": "personne n'a l'identifiant {id} dans ce calcul{suggestion}",
    },
    "no-such-step": {
        "en": "the statement of {id} has no step {step}{suggestion}",
        "fr": "le décompte de {id} n'a pas d'étape {step}{suggestion}",
    },
    "did-you-mean": {"en": "; did you mean {name}?", "fr": " ; vouliez-vous dire {name} ?"},
    "there-are": {"en": "; there are: {names}", "fr": " ; il y a : {names}"},
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
