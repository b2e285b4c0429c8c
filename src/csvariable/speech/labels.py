"""The labels of what a statement shows: kinds of steps, effects, columns, screens.

Every label stands in English and French beside each other; a test proves that each kind of
step has one and that no language is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from csvariable.kernel.figure import Figure, is_counted, ramp_time, ramp_value
from csvariable.kernel.step import Purpose
from csvariable.speech.language import Language

Both: TypeAlias = Mapping[Language, str]


def _both(en: str, fr: str) -> Both:
    return {"en": en, "fr": fr}


STEPS: Final[Mapping[Purpose, Both]] = {
    Purpose.ACTUAL: _both("actual", "réalisé"),
    Purpose.TARGET: _both("target", "cible"),
    Purpose.TARGET_OF_ROW: _both("target of this part", "cible de cette partie"),
    Purpose.TARGET_OF_MEMBER: _both("target counted in the team", "cible comptée dans l'équipe"),
    Purpose.ATTAINMENT: _both("attainment", "atteinte"),
    Purpose.CURVE_RATE: _both("rate of the curve", "taux de la courbe"),
    Purpose.MODIFIED_RATE: _both("rate after modifiers", "taux après modulateurs"),
    Purpose.FLOORED_RATE: _both("rate after the floor", "taux après plancher"),
    Purpose.GATED_RATE: _both("rate after gates", "taux après conditions"),
    Purpose.CAPPED_RATE: _both("rate after the cap", "taux après plafond"),
    Purpose.OWN_RATE: _both("own rate", "taux propre"),
    Purpose.PEERS_RATE: _both("mean rate of the peers", "taux moyen des pairs"),
    Purpose.PAYOUT_RATE: _both("payout rate", "taux de versement"),
    Purpose.WEIGHT: _both("weight", "poids"),
    Purpose.PART: _both("part", "part"),
    Purpose.PAYOUT: _both("payout", "versement"),
    Purpose.MODIFIER: _both("modifier", "modulateur"),
    Purpose.GATE: _both("gate", "condition"),
    Purpose.PLAN_WEIGHT: _both("weights that count", "poids retenus"),
    Purpose.PLAN_ATTAINMENT: _both("weighted attainment", "atteinte pondérée"),
    Purpose.PLAN_CURVE_RATE: _both("weighted rate of the curves", "taux pondéré des courbes"),
    Purpose.PLAN_PAYOUT_RATE: _both("weighted payout rate", "taux de versement pondéré"),
    Purpose.TARGET_INCENTIVE: _both("target incentive", "prime cible"),
    Purpose.EARNED: _both("earned", "acquis"),
    Purpose.MODIFIED: _both("modifiers", "modulateurs"),
    Purpose.FLOOR: _both("floor", "plancher"),
    Purpose.GATED: _both("gates", "conditions"),
    Purpose.CAP: _both("cap", "plafond"),
    Purpose.GUARANTEE: _both("guarantee", "garantie"),
    Purpose.REACHED: _both("so far", "à ce stade"),
    Purpose.DAYS_OF_ROW: _both("days of this part", "jours de cette partie"),
    Purpose.DAYS_OF_PERSON: _both("days of all parts", "jours de toutes les parties"),
    Purpose.POOL: _both("pool", "enveloppe"),
    Purpose.POOL_AMOUNT: _both("amount to share", "montant à partager"),
    Purpose.POOL_KEY: _both("key", "clé"),
    Purpose.POOL_MEMBER: _both("member", "membre"),
    Purpose.EARNED_REPLACED: _both("earned, replaced by the pool", "acquis, remplacé par l'enveloppe"),
    Purpose.SETTLED: _both("so far, with the pools", "à ce stade, enveloppes comprises"),
    Purpose.ALREADY_PAID: _both("already paid", "déjà versé"),
    Purpose.BONUS: _both("bonus", "bonus"),
    Purpose.RANKED_BY: _both("ranked by", "classé par"),
    Purpose.RANKABLE: _both("may be ranked", "classable"),
    Purpose.REWARD: _both("given", "attribué"),
    Purpose.CAP_TOTAL: _both("cap of the total", "plafond du total"),
    Purpose.ADVANCE: _both("draw, advance", "avance sur prime"),
    Purpose.REPAID: _both("draw, repaid", "avance remboursée"),
    Purpose.BALANCE: _both("draw, balance owed", "avance, solde dû"),
    Purpose.ADJUSTMENTS: _both("adjustments", "régularisations"),
    Purpose.ROUNDING: _both("rounding", "arrondi"),
    Purpose.TOTAL: _both("total", "total"),
}
"""What a step is called without its KPI or id, by what it is for."""

COLUMNS: Final[Mapping[str, Both]] = {
    "fte": _both("fte", "ETP"),
    "salary": _both("salary", "salaire"),
    "annual_salary": _both("annual salary", "salaire annuel"),
    "ote": _both("on-target earnings", "rémunération à objectifs atteints"),
    "target_incentive": _both("own target incentive", "prime cible individuelle"),
    "already_paid": _both("already paid", "déjà versé"),
    "draw_balance": _both("balance owed", "solde dû"),
}
"""Columns of the files by their name; one that a plan declares keeps its own."""

FIGURES: Final[Mapping[str, Both]] = {
    Figure.PRESENCE: _both("presence", "présence"),
    Figure.PRESENCE_SPLIT: _both("share of the year", "part de l'année"),
    Figure.PRESENCE_DAYS: _both("days present", "jours de présence"),
    Figure.PRESENCE_OF_PERSON: _both("presence", "présence"),
    Figure.PRESENT: _both("present", "présence"),
    Figure.PRESENT_IN_PERIOD: _both("present", "présence"),
    Figure.PERSON_PRESENT: _both("present", "présence"),
    Figure.FULL_PERIOD: _both("present throughout", "présence complète"),
    Figure.PERSON_FULL_PERIOD: _both("present throughout", "présence complète"),
    Figure.COUNTED: _both("counted", "pris en compte"),
    Figure.PERIODS: _both("periods", "périodes"),
    Figure.ALL_PERIODS: _both("periods", "périodes"),
    Figure.TARGET_TIME: _both("time of the target", "durée de la cible"),
    Figure.GUARANTEED: _both("days guaranteed", "jours garantis"),
    Figure.WITH_PEERS: _both("days at the peers' mean", "jours à la moyenne des pairs"),
    Figure.SALARY_OF_PERSON: _both("salary", "salaire"),
    Figure.PARTS: _both("parts", "parties"),
    Figure.LAST_PART: _both("last part", "dernière partie"),
    Figure.HAS_TEAM: _both("team", "équipe"),
    Figure.ADJUSTMENTS: _both("adjustments", "régularisations"),
}
"""Figures of the engine."""

OF_RAMP: Final[Mapping[str, Both]] = {
    ramp_time(""): _both("ramp and time", "montée en charge et durée"),
    ramp_value(""): _both("ramp", "montée en charge"),
}
"""Figures of the engine for each KPI, by what their names begin with."""

FIELDS: Final[Mapping[str, Both]] = {
    "actual": _both("actual", "réalisé"),
    "target": _both("target", "cible"),
    "baseline": _both("baseline", "base"),
    "weight": _both("weight", "poids"),
    "cap": _both("cap", "plafond"),
}
"""Columns of a KPI, by the last word of their name."""

REWARDS: Final[Mapping[str, Both]] = {
    "item": _both("item", "cadeau"),
    "voucher": _both("voucher", "bon d'achat"),
    "leave_days": _both("leave in days", "repos en jours"),
    "badge": _both("badge", "badge"),
}
"""Kinds of rewards in kind."""

NOTES: Final[Mapping[str, Both]] = {
    "held": _both("{kpi}: no value, the line is held", "{kpi} : sans valeur, la ligne est suspendue"),
    "zero": _both("{kpi}: no value, counted as 0 %", "{kpi} : sans valeur, compté à 0 %"),
    "at-target": _both("{kpi}: no value, counted as 100 %", "{kpi} : sans valeur, compté à 100 %"),
    "reweighted": _both(
        "{kpi}: no value, its weight is spread over the other KPIs",
        "{kpi} : sans valeur, son poids est réparti sur les autres indicateurs",
    ),
    "absent": _both("no active day in the period", "aucun jour actif dans la période"),
}
"""What must be said of a person's lines, by the kind of the note."""

ROUNDINGS: Final[Mapping[str, Both]] = {
    "half-up": _both("half up", "moitiés vers le haut"),
    "half-even": _both("half to even", "moitiés vers le pair"),
    "half-down": _both("half down", "moitiés vers le bas"),
    "up": _both("up", "par excès"),
    "down": _both("down", "par défaut"),
}
"""Rounding modes."""


def of_column(name: str, language: Language) -> str:
    """Return the label of a column or a figure; a column that a plan declares keeps its name."""
    found = FIGURES.get(name) or COLUMNS.get(name)
    if found is None and is_counted(name):
        found = next((label for begins, label in OF_RAMP.items() if name.startswith(begins)), None)
    elif found is None and "." in name:
        found = FIELDS.get(name.rpartition(".")[2])
    return name if found is None else found[language]
