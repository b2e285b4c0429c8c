"""The words of `budget`: bounds, odds, the value that fits a limit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csvariable.speech.language import Language

WORDS: Final[Mapping[str, Mapping[Language, str]]] = {
    "bounds": {
        "en": "What it can cost, over every result that the ranges of the KPIs allow",
        "fr": "Ce que cela peut coûter, pour tous les résultats que permettent les plages des indicateurs",
    },
    "each-role": {
        "en": "What one person can cost, over every result that the ranges of the KPIs allow",
        "fr": "Ce qu'une personne peut coûter, pour tous les résultats que permettent les plages",
    },
    "person": {"en": "Person", "fr": "Personne"},
    "somebody": {"en": "person {number}", "fr": "personne {number}"},
    "role": {"en": "Role", "fr": "Rôle"},
    "no-role": {"en": "no role", "fr": "sans rôle"},
    "least": {"en": "Least", "fr": "Minimum"},
    "threshold": {"en": "At threshold", "fr": "Au seuil"},
    "target": {"en": "At target", "fr": "À l'objectif"},
    "most": {"en": "Most", "fr": "Maximum"},
    "total": {"en": "Total", "fr": "Total"},
    "more": {"en": "{count} more", "fr": "{count} de plus"},
    "no-limit": {"en": "no limit", "fr": "sans limite"},
    "unknown": {"en": "depends", "fr": "selon le cas"},
    "loose": {
        "en": "≤ and ≥: never passed, though perhaps never reached either.",
        "fr": "≤ et ≥ : jamais dépassé, mais peut-être jamais atteint non plus.",
    },
    "on-facts": {"en": "On these facts: {cost}", "fr": "Sur ces données : {cost}"},
    "on-facts-of": {"en": "On the facts of {period}: {cost}", "fr": "Sur les données de {period} : {cost}"},
    "limit-most": {
        "en": "The limit of {limit} is never passed.",
        "fr": "La limite de {limit} n'est jamais dépassée.",
    },
    "limit-passed": {
        "en": "The limit of {limit} can be passed, by {excess} at most.",
        "fr": "La limite de {limit} peut être dépassée, de {excess} au plus.",
    },
    "limit-open": {
        "en": "The limit of {limit} can be passed, by any amount.",
        "fr": "La limite de {limit} peut être dépassée, de n'importe quel montant.",
    },
    "caps": {"en": "Caps", "fr": "Plafonds"},
    "binds": {"en": "{route} binds", "fr": "{route} joue"},
    "never-binds": {"en": "{route} is never reached", "fr": "{route} n'est jamais atteint"},
    "for-role": {"en": "{line} ({role})", "fr": "{line} ({role})"},
    "open": {"en": "What leaves it open", "fr": "Ce qui la laisse ouverte"},
    "open-curve": {
        "en": "{route}: the curve goes on without an end; `cap` would close it",
        "fr": "{route} : la courbe continue sans fin ; `cap` la fermerait",
    },
    "open-bonus": {
        "en": "{route}: the bonus grows without an end; `cap` would close it",
        "fr": "{route} : le bonus croît sans fin ; `cap` le fermerait",
    },
    "open-pool": {
        "en": "{route}: the pool has no end; a `range` on what feeds it would give one",
        "fr": "{route} : l'enveloppe est sans fin ; une plage (`range`) sur ce qui l'alimente la bornerait",
    },
    "open-column": {
        "en": "the column {column}: any amount; give the facts to bound it",
        "fr": "la colonne {column} : tout montant ; donnez les données pour la borner",
    },
    "odds": {"en": "What it is likely to cost: {draws} draws", "fr": "Coût probable : {draws} tirages"},
    "from-history": {
        "en": "from {count} periods, {first} to {last}; seed {seed}",
        "fr": "parmi {count} périodes, de {first} à {last} ; graine {seed}",
    },
    "from-model": {
        "en": "from the stated model; seed {seed}",
        "fr": "selon le modèle énoncé ; graine {seed}",
    },
    "chance": {"en": "Chance not to pass", "fr": "Probabilité de ne pas dépasser"},
    "cost": {"en": "Cost", "fr": "Coût"},
    "mean": {"en": "mean", "fr": "moyenne"},
    "within": {
        "en": "Within the limit of {limit}: {chance} of the draws.",
        "fr": "Dans la limite de {limit} : {chance} des tirages.",
    },
    "unpaid": {
        "en": "{count} draws have results that cannot be paid; they count 0 for that person.",
        "fr": "{count} tirages ont des résultats non payables ; ils comptent 0 pour cette personne.",
    },
    "expected": {
        "en": "What each person gets on average",
        "fr": "Ce que chacun reçoit en moyenne",
    },
    "incentive": {"en": "Target", "fr": "Cible"},
    "drawn": {"en": "As drawn", "fr": "Selon les tirages"},
    "on-target": {"en": "Truly on target", "fr": "Vraiment à l'objectif"},
    "of-target": {"en": "Of target", "fr": "De la cible"},
    "results": {"en": "Results", "fr": "Résultats"},
    "truly": {
        "en": "Truly on target: the mean of the results is the target; single results vary as they do.",
        "fr": "Vraiment à l'objectif : la moyenne des résultats est l'objectif ; chacun varie de même.",
    },
    "one-period": {
        "en": "{count} people have one period only: their results never vary.",
        "fr": "{count} personnes n'ont qu'une période : leurs résultats ne varient pas.",
    },
    "solve": {"en": "The value that fits", "fr": "La valeur qui convient"},
    "largest": {"en": "largest", "fr": "plus grande"},
    "smallest": {"en": "smallest", "fr": "plus petite"},
    "solve-found": {
        "en": "{route}: {value} is the {goal} value within {limit}; it costs {cost}.",
        "fr": "{route} : {value} est la {goal} valeur dans la limite de {limit} ; elle coûte {cost}.",
    },
    "solve-further": {
        "en": "One grain further, {value}, costs {cost}.",
        "fr": "Un cran plus loin, {value}, coûte {cost}.",
    },
    "solve-edge": {
        "en": "One grain further, {value}, is refused by the plan or its facts.",
        "fr": "Un cran plus loin, {value}, est refusé par le plan ou ses données.",
    },
    "solve-free": {
        "en": "{route}: every value stays within {limit}; the furthest that was tried costs {cost}.",
        "fr": "{route} : toute valeur reste dans la limite de {limit} ; la dernière essayée coûte {cost}.",
    },
    "solve-none": {
        "en": "{route}: no value keeps the cost within {limit}.",
        "fr": "{route} : aucune valeur ne garde le coût dans la limite de {limit}.",
    },
    "solve-now": {
        "en": "As written, {value} costs {cost}.",
        "fr": "Telle qu'elle est écrite, {value} coûte {cost}.",
    },
    "solve-refused": {
        "en": "As written, {value} is refused.",
        "fr": "Telle qu'elle est écrite, {value} est refusée.",
    },
    "solve-p90": {
        "en": "Costs are the 90th percentile of the draws.",
        "fr": "Les coûts sont le 90e centile des tirages.",
    },
    "solve-unsteady": {
        "en": "The cost does not only rise or only fall with this value: others may fit as well.",
        "fr": "Le coût ne fait pas que croître ou décroître avec cette valeur : d'autres peuvent convenir.",
    },
    "names-hidden": {"en": "Names are hidden.", "fr": "Les noms sont masqués."},
    "working": {"en": "{what}: {share} %", "fr": "{what} : {share} %"},
    "working-bounds": {"en": "bounds", "fr": "bornes"},
    "working-odds": {"en": "draws", "fr": "tirages"},
    "working-solve": {"en": "values tried: {count}", "fr": "valeurs essayées : {count}"},
}
"""Words and sentences, by name."""


def word(language: Language, name: str, /, **values: object) -> str:
    """Return the words of a page with their gaps filled."""
    return WORDS[name][language].format(**values)
