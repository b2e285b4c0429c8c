"""Words of other tools and of French plans, and the word of this language for each."""

from collections.abc import Iterable
from difflib import get_close_matches

from csvariable.kernel.message import Message, msg
from csvariable.plan.curve import KINDS

_THRESHOLD = msg("a threshold is where pay starts; an accelerator is a steeper slope")

_WORDS: dict[str, tuple[str, ...]] = {kind.word: kind.known_as for kind in KINDS.values()} | {
    "threshold": ("seuil", "trigger", "hurdle", "declenchement", "minimum", "min"),
    "target": ("quota", "goal", "objectif", "cible", "budget"),
    "weight": ("poids", "ponderation", "share", "wt"),
    "cap": ("plafond", "maximum", "max", "ceiling", "limit"),
    "floor": ("plancher", "minimum", "min"),
    "pays": ("pay", "payout", "paie", "gives", "rate", "amount", "montant", "value", "paye"),
    "rate": ("pays", "pay", "taux", "percent", "commission"),
    "from": ("min", "minimum", "start", "threshold", "de", "at", "gte", "ge", "reached"),
    "at": ("from", "min", "x", "above"),
    "above": ("over", "gt", "more_than", "exceeds"),
    "up_to": ("max", "maximum", "until", "lte", "le", "jusqua"),
    "below": ("under", "lt", "less_than"),
    "bonuses": ("bonus", "primes", "prime", "rewards", "commissions", "spiffs"),
    "gates": ("gate", "conditions", "portes", "triggers"),
    "modifiers": ("modifier", "multiplier", "multipliers", "multiplicateurs", "coefficients"),
    "kpis": ("kpi", "metrics", "measures", "indicateurs", "components"),
    "target_incentive": (
        "target_bonus",
        "variable",
        "prime_cible",
        "ote",
        "on_target",
        "tic",
        "bonus_target",
    ),
    "otherwise": ("else", "effect", "sinon", "then"),
    "when": ("if", "condition", "si", "unless"),
    "times": ("multiply", "factor", "multiplier", "fois", "by"),
    "currency": ("devise", "ccy"),
    "period": ("periode", "frequency", "cycle", "cadence"),
    "direction": ("sens", "better", "polarity"),
    "unit": ("unite", "type", "format"),
    "proration": ("prorata", "pro_rata", "prorate"),
    "name": ("nom", "title", "label", "titre"),
    "curve": (
        "scale",
        "payout_curve",
        "bareme",
        "formula",
        "grid",
        *KINDS,
        "tiers",
    ),
    "beyond": ("after", "extrapolate", "au_dela"),
    "pool": ("pools", "pot", "cagnotte"),
    "allow": ("ignore", "pardon", "lint", "suppress"),
    "gives": ("reward", "gift", "cadeau"),
    "per": ("each", "by_unit", "unit_price", "par"),
}

_NOTES = {
    "seuil": _THRESHOLD,
    "accelerator": msg("{note}; write one more point", note=_THRESHOLD),
    "accelerateur": msg("{note}; write one more point", note=_THRESHOLD),
    "accelerators": msg("{note}; write one more point", note=_THRESHOLD),
    "decelerator": msg("a slower slope is one more point"),
    "palier": msg("a `lookup` pays the amount of the last point reached"),
    "step": msg("a `lookup` pays the amount of the last point reached"),
    "steps": msg("a `lookup` pays the amount of the last point reached"),
    "tiers": msg("a `lookup` pays the amount of the last point reached"),
    "tranches": msg("`marginal` pays each band at its own rate, `whole` pays everything at the rate reached"),
    "cumulative": msg("`whole` pays everything at the rate reached, `marginal` each band at its own rate"),
    "max": msg("there is no second bound to write: the next point says where this one ends"),
    "to": msg("there is no second bound to write: the next point says where this one ends"),
    "until": msg("there is no second bound to write: the next point says where this one ends"),
    "min": msg("a bound is `from` (reached) or `above` (exceeded)"),
    "<<": msg("merge keys are not part of the language; repeat the keys or use an alias of the whole value"),
    "formula": msg("there are no formulas: a curve says what is paid, a `measure` how a KPI is computed"),
}

_LIKENESS = 0.6


def key_suggestion(word: str, candidates: Iterable[str], taken: Iterable[str] = ()) -> str | None:
    """Return the key that somebody meant: a near spelling first, then a word of another tool."""
    free = [name for name in candidates if name not in set(taken)]
    near = get_close_matches(word.lower(), free, cutoff=_LIKENESS)
    plain = word.lower().replace("-", "_").replace("é", "e").replace("è", "e")
    meant = next((name for name in free if plain in _WORDS.get(name, ())), None)
    if near and (meant is None or get_close_matches(word.lower(), near, cutoff=0.8)):
        return near[0]
    return meant


def key_note(word: str) -> Message | None:
    """Return a sentence on a word that other tools use and this language does not."""
    return _NOTES.get(word.lower().replace("é", "e"))


def word_suggestion(word: str, candidates: Iterable[str], likeness: float = _LIKENESS) -> str | None:
    """Return the nearest of some words, if one is near."""
    words = {name.lower(): name for name in candidates}
    near = get_close_matches(word.lower(), words, cutoff=likeness)
    return words[near[0]] if near else None
