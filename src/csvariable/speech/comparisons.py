"""The words of `simulate` and `diff`: headings, counts, sentences."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from csvariable.speech.language import Language
from csvariable.speech.numbers import effect_text, rate_text

WORDS: Final[Mapping[str, Mapping[Language, str]]] = {
    "scenario": {"en": "Scenario", "fr": "Scénario"},
    "plan-changes": {"en": "Plan changes", "fr": "Changements du plan"},
    "fact-changes": {"en": "Changes of the facts", "fr": "Changements des faits"},
    "cost": {"en": "Cost", "fr": "Coût"},
    "cash": {"en": "Cash", "fr": "Numéraire"},
    "rewards": {"en": "Rewards in kind", "fr": "Récompenses en nature"},
    "incentive": {"en": "Target incentives", "fr": "Primes cibles"},
    "now": {"en": "Now", "fr": "Avant"},
    "then": {"en": "Then", "fr": "Après"},
    "change": {"en": "Change", "fr": "Écart"},
    "share": {"en": "%", "fr": "%"},
    "line": {"en": "By line", "fr": "Par ligne"},
    "team": {"en": "Team", "fr": "Équipe"},
    "no-team": {"en": "no team", "fr": "sans équipe"},
    "period": {"en": "Period", "fr": "Période"},
    "person": {"en": "Person", "fr": "Personne"},
    "because": {"en": "Because of", "fr": "En raison de"},
    "rank": {"en": "Rank", "fr": "Rang"},
    "total": {"en": "Total", "fr": "Total"},
    "unchanged-one": {"en": "1 unchanged", "fr": "1 inchangée"},
    "unchanged": {"en": "{count} unchanged", "fr": "{count} inchangées"},
    "tally": {
        "en": "{gain}, {lose}, {same} unchanged.",
        "fr": "{gain}, {lose}, {same} sans changement.",
    },
    "gain-one": {"en": "1 gains", "fr": "1 gagne"},
    "gain": {"en": "{count} gain", "fr": "{count} gagnent"},
    "lose-one": {"en": "1 loses", "fr": "1 perd"},
    "lose": {"en": "{count} lose", "fr": "{count} perdent"},
    "gainers": {"en": "Gain", "fr": "Gagnent"},
    "losers": {"en": "Lose", "fr": "Perdent"},
    "not-written": {"en": "Nothing was written.", "fr": "Rien n'a été écrit."},
    "nothing": {"en": "nothing", "fr": "rien"},
    "distribution": {"en": "Distribution", "fr": "Distribution"},
    "paid-nothing": {"en": "no payout", "fr": "aucun versement"},
    "below": {"en": "below target", "fr": "sous la cible"},
    "at": {"en": "at target", "fr": "à la cible"},
    "above": {"en": "above target", "fr": "au-dessus de la cible"},
    "untold": {"en": "no target incentive", "fr": "sans prime cible"},
    "quartiles": {
        "en": "Quartiles {side}: {least} · {first} · {median} · {third} · {most}",
        "fr": "Quartiles {side} : {least} · {first} · {median} · {third} · {most}",
    },
    "side-now": {"en": "now", "fr": "avant"},
    "side-then": {"en": "then", "fr": "après"},
    "points": {"en": "One more point is worth", "fr": "Un point de plus rapporte"},
    "kpi": {"en": "KPI", "fr": "Indicateur"},
    "mean": {"en": "Mean", "fr": "Moyenne"},
    "least": {"en": "Least", "fr": "Minimum"},
    "most": {"en": "Most", "fr": "Maximum"},
    "one-less": {"en": "{unit} less", "fr": "{unit} de moins"},
    "of-the-target": {"en": "1 % of the target", "fr": "1 % de la cible"},
    "one-more": {"en": "{unit} more", "fr": "{unit} de plus"},
    "refused": {"en": "could not be run", "fr": "impossible à calculer"},
    "limit-crossed": {
        "en": "limit crossed: {limit} (scenario {scenario})",
        "fr": "limite franchie : {limit} (scénario {scenario})",
    },
    "names-hidden": {
        "en": "Names are hidden; --redact none shows them.",
        "fr": "Les noms sont masqués ; --redact none les montre.",
    },
    "somebody": {"en": "person {number}", "fr": "personne {number}"},
    "plan-line": {"en": "line {line}", "fr": "ligne {line}"},
    "curve": {"en": "{kpi}: pays differently {where}", "fr": "{kpi} : verse autrement {where}"},
    "curve-role": {
        "en": "{kpi} (role {role}): pays differently {where}",
        "fr": "{kpi} (rôle {role}) : verse autrement {where}",
    },
    "from-to": {"en": "from {start} to {end}", "fr": "de {start} à {end}"},
    "from-on": {"en": "beyond {start}", "fr": "au-delà de {start}"},
    "up-to": {"en": "up to {end}", "fr": "jusqu'à {end}"},
    "at-point": {"en": "at {start}", "fr": "à {start}"},
    "everywhere": {"en": "everywhere", "fr": "partout"},
    "old": {"en": "old", "fr": "ancien"},
    "new": {"en": "new", "fr": "nouveau"},
    "both": {"en": "both", "fr": "les deux"},
    "roles": {"en": "Roles touched: {roles}", "fr": "Rôles concernés : {roles}"},
    "base-role": {"en": "everybody without a role", "fr": "toutes les personnes sans rôle"},
    "silent": {
        "en": "{count} texts, tags or examples changed without effect on pay",
        "fr": "{count} textes, étiquettes ou exemples changés sans effet sur la rémunération",
    },
    "silent-one": {
        "en": "1 text, tag or example changed without effect on pay",
        "fr": "1 texte, étiquette ou exemple changé sans effet sur la rémunération",
    },
    "same": {"en": "The two plans pay the same.", "fr": "Les deux plans paient de la même façon."},
    "rises": {
        "en": "{plan}: pay would rise by {change} ({share})",
        "fr": "{plan} : la rémunération augmenterait de {change} ({share})",
    },
    "falls": {
        "en": "{plan}: pay would fall by {change} ({share})",
        "fr": "{plan} : la rémunération baisserait de {change} ({share})",
    },
    "stays": {"en": "{plan}: pay would not change", "fr": "{plan} : la rémunération ne changerait pas"},
    "on-people": {"en": "on {count} people", "fr": "sur {count} personnes"},
    "on-person": {"en": "on 1 person", "fr": "sur 1 personne"},
    "on-periods": {"en": "{people}, {count} periods", "fr": "{people}, {count} périodes"},
    "no-facts": {"en": "{plan}: what changes", "fr": "{plan} : ce qui change"},
    "largest": {
        "en": "Largest gain {gain}, largest loss {loss}.",
        "fr": "Plus fort gain {gain}, plus forte perte {loss}.",
    },
    "changes-of-people": {"en": "Changes by person", "fr": "Écarts par personne"},
    "updated": {
        "en": "Written by csvariable; nothing was changed in the plans.",
        "fr": "Écrit par csvariable ; rien n'a été changé dans les plans.",
    },
    "route": {"en": "Route", "fr": "Chemin"},
    "value": {"en": "Value", "fr": "Valeur"},
    "where": {"en": "Line", "fr": "Ligne"},
}
"""Words and sentences by name."""


def word(language: Language, name: str, /, **values: object) -> str:
    """Return a word or a sentence with its gaps filled."""
    return WORDS[name][language].format(**values)


def count(language: Language, name: str, number: int) -> str:
    """Return a count in the right number: `1 gains`, `3 gain`."""
    return word(language, f"{name}-one") if number == 1 else word(language, name, count=number)


def share_text(share: Fraction | None, language: Language) -> str:
    """Return a change as a share with its sign: `+1.7 %`; nothing where there was nothing before."""
    if share is None:
        return ""
    text = rate_text(share, language=language, places=1)
    return f"+{text}" if share > 0 else text


def change_text(value: Fraction, currency: str, language: Language) -> str:
    """Return a change of money with its sign; `=` where there is none."""
    return effect_text(value, currency, language=language) if value else "="
