"""The labels of what a statement shows: kinds of steps, effects, columns, screens.

Every label stands in English and French beside each other; a test proves that each kind of
step has one and that no language is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from csvariable.kernel.step import Kind
from csvariable.speech.language import Language

Both: TypeAlias = Mapping[Language, str]


def _both(en: str, fr: str) -> Both:
    return {"en": en, "fr": fr}


KINDS: Final[Mapping[Kind, Both]] = {
    Kind.ACTUAL: _both("actual", "réalisé"),
    Kind.TARGET: _both("target", "cible"),
    Kind.ATTAINMENT: _both("attainment", "atteinte"),
    Kind.CURVE_RATE: _both("rate of the curve", "taux de la courbe"),
    Kind.RATE: _both("rate", "taux"),
    Kind.PAYOUT_RATE: _both("payout rate", "taux de versement"),
    Kind.WEIGHT: _both("weight", "poids"),
    Kind.PLAN_ATTAINMENT: _both("weighted attainment", "atteinte pondérée"),
    Kind.PLAN_PAYOUT_RATE: _both("weighted payout rate", "taux de versement pondéré"),
    Kind.TARGET_INCENTIVE: _both("target incentive", "prime cible"),
    Kind.PART: _both("part", "part"),
    Kind.PAYOUT: _both("payout", "versement"),
    Kind.EARNED: _both("earned", "acquis"),
    Kind.MODIFIER: _both("modifier", "modulateur"),
    Kind.GATE: _both("gate", "condition"),
    Kind.EFFECT: _both("effect", "effet"),
    Kind.POOL: _both("pool", "enveloppe"),
    Kind.BONUS: _both("bonus", "bonus"),
    Kind.REWARD: _both("reward", "récompense"),
    Kind.ADVANCE: _both("advance", "avance"),
    Kind.REPAID: _both("repaid", "remboursé"),
    Kind.BALANCE: _both("balance owed", "solde dû"),
    Kind.TOTAL: _both("total", "total"),
    Kind.INTERNAL: _both("step", "étape"),
}
"""What a step is, by its kind."""

STEPS: Final[Mapping[str, Both]] = {
    "modified": _both("modifiers", "modulateurs"),
    "floor": _both("floor", "plancher"),
    "gated": _both("gates", "conditions"),
    "cap": _both("cap", "plafond"),
    "guarantee": _both("guarantee", "garantie"),
    "already_paid": _both("already paid", "déjà versé"),
    "earned_replaced": _both("earned, replaced by the pool", "acquis, remplacé par l'enveloppe"),
    "cap_total": _both("cap of the total", "plafond du total"),
    "rounding": _both("rounding", "arrondi"),
    "adjustments": _both("adjustments", "régularisations"),
    "reached": _both("so far", "à ce stade"),
    "draw.advance": _both("draw, advance", "avance sur prime"),
    "draw.repaid": _both("draw, repaid", "avance remboursée"),
    "draw.balance": _both("draw, balance owed", "avance, solde dû"),
    "plan.weight": _both("weights that count", "poids retenus"),
    "plan.curve_rate": _both("weighted rate of the curves", "taux pondéré des courbes"),
}
"""Steps that the plan has once, by their name."""

STAGES: Final[Mapping[str, Both]] = {
    "modified_rate": _both("rate after modifiers", "taux après modulateurs"),
    "floored_rate": _both("rate after the floor", "taux après plancher"),
    "gated_rate": _both("rate after gates", "taux après conditions"),
    "capped_rate": _both("rate after the cap", "taux après plafond"),
    "own_rate": _both("own rate", "taux propre"),
    "peers_rate": _both("mean rate of the peers", "taux moyen des pairs"),
    "target_of_row": _both("target of this part", "cible de cette partie"),
    "target_of_member": _both("target counted in the team", "cible comptée dans l'équipe"),
    "amount": _both("amount to share", "montant à partager"),
    "key": _both("key", "clé"),
    "member": _both("member", "membre"),
    "by": _both("ranked by", "classé par"),
    "eligible": _both("may be ranked", "classable"),
    "given": _both("given", "attribué"),
}
"""Steps between two others, by the last word of their name."""

COLUMNS: Final[Mapping[str, Both]] = {
    "presence": _both("presence", "présence"),
    "presence.split": _both("share of the year", "part de l'année"),
    "presence.days": _both("days present", "jours de présence"),
    "fte": _both("fte", "ETP"),
    "salary": _both("salary", "salaire"),
    "salary.person": _both("salary", "salaire"),
    "annual_salary": _both("annual salary", "salaire annuel"),
    "ote": _both("on-target earnings", "rémunération à objectifs atteints"),
    "target_incentive": _both("own target incentive", "prime cible individuelle"),
    "periods": _both("periods", "périodes"),
    "time.targets": _both("time of the target", "durée de la cible"),
    "time": _both("ramp and time", "montée en charge et durée"),
    "ramp": _both("ramp", "montée en charge"),
    "guarantee.share": _both("days guaranteed", "jours garantis"),
    "absent.peer": _both("days at the peers' mean", "jours à la moyenne des pairs"),
    "already_paid": _both("already paid", "déjà versé"),
    "draw_balance": _both("balance owed", "solde dû"),
    "adjustments": _both("adjustments", "régularisations"),
    "team": _both("team", "équipe"),
    "present": _both("present", "présence"),
    "present.period": _both("present", "présence"),
    "present.person": _both("present", "présence"),
    "full_period": _both("present throughout", "présence complète"),
    "full_period.person": _both("present throughout", "présence complète"),
    "parts": _both("parts", "parties"),
    "actual": _both("actual", "réalisé"),
    "target": _both("target", "cible"),
    "baseline": _both("baseline", "base"),
    "weight": _both("weight", "poids"),
    "cap": _both("cap", "plafond"),
}
"""Columns of the files and figures of the calendar, by their name or the last word of it."""

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


def of_step(name: str, kind: Kind, language: Language) -> str:
    """Return the label of a step without its KPI or id: `attainment`, `cap`, `rate after gates`."""
    last = name.rpartition(".")[2]
    found = STEPS.get(name) or (STAGES.get(last) if kind in _STAGED else None) or KINDS[kind]
    return found[language]


_STAGED = frozenset({Kind.RATE, Kind.INTERNAL, Kind.REWARD})


def of_column(name: str, language: Language) -> str:
    """Return the label of a column; a column that a plan declares keeps its name."""
    found = COLUMNS.get(name) or COLUMNS.get(name.partition(".")[0]) or COLUMNS.get(name.rpartition(".")[2])
    return name if found is None else found[language]
