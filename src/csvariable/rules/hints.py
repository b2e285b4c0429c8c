"""Words of other tools and of French plans, and the word of this language for each.

What is found here is a hint, never a fix: a word that means the same elsewhere comes first, a near
spelling after it. Only `respelt` is certain.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from csvariable.kernel.message import Message, msg
from csvariable.plan.curve import KINDS

_THRESHOLD = msg("a threshold is where pay starts; an accelerator is a steeper slope")

KEYS: dict[str, str] = {
    "name": "nom title label titre intitule libelle",
    "why": "pourquoi raison reason rationale",
    "currency": "devise monnaie ccy",
    "period": "periode periodicite frequency frequence cycle cadence",
    "effective": "validity valid valable en_vigueur application",
    "from": "min minimum start debut de des at gte ge reached a_partir_de depuis",
    "to": "end fin until jusqu_au au",
    "year_starts": "fiscal_year exercice debut_exercice debut_d_annee annee_commence",
    "communicated_on": "communication communique_le date_de_communication communicated",
    "review_by": "review revision revoir_avant date_de_revision a_revoir",
    "target_incentive": "target_bonus variable prime_cible ote on_target tic bonus_target variable_cible",
    "objectives": "objectifs goals okrs",
    "objective": "objectif_lie okr",
    "kpis": "kpi metrics measures indicateurs components indicators criteres",
    "weight": "poids ponderation share wt weighting",
    "unit": "unite type format",
    "range": "plage intervalle bornes etendue",
    "direction": "sens better polarity",
    "target": "quota goal objectif cible budget",
    "baseline": "reference base depart point_de_depart",
    "attainment": "atteinte realisation achievement taux_d_atteinte",
    "scope": "portee perimetre niveau",
    "curve": " ".join(
        ("scale payout_curve bareme formula grid courbe tiers bands echelle grille", *KINDS)
    ),
    "matrix": "matrice tableau",
    "rows": "lignes",
    "columns": "colonnes",
    "threshold": "seuil trigger hurdle declenchement minimum min",
    "cap": "plafond maximum max ceiling limit limite",
    "cap_total": "plafond_total total_cap",
    "floor": "plancher minimum min",
    "guarantee": "garantie garanti guaranteed",
    "beyond": "after extrapolate au_dela apres",
    "at": "from min a x",
    "before": "avant",
    "above": "over gt more_than exceeds au_dessus au_dessus_de plus_de superieur",
    "up_to": "max maximum until lte le jusqu_a jusqua",
    "below": "under lt less_than au_dessous au_dessous_de moins_de inferieur",
    "pays": "pay payout paie rate amount montant value paye verse verser taux_de_versement prime",
    "rate": "pays pay taux percent commission",
    "missing": "manquant absent si_absent valeur_absente",
    "rounding": "arrondi arrondis round",
    "additive": "additif cumulable",
    "measure": "mesure calcul",
    "gates": "gate conditions portes triggers verrous conditions_d_acces declencheurs",
    "when": "if condition si unless quand lorsque",
    "otherwise": "else effect sinon then",
    "of": "de sur applies_to",
    "times": "multiply factor multiplier fois by coefficient facteur",
    "modifiers": "modifier multiplier multipliers multiplicateurs coefficients modulateurs",
    "by": "par selon",
    "bonuses": "bonus primes prime rewards commissions spiffs recompenses",
    "gives": "reward gift cadeau donne offre",
    "item": "objet article",
    "leave_days": "conges jours_de_conge",
    "voucher": "cheque bon bon_d_achat",
    "per": "each by_unit unit_price par chaque a_l_unite",
    "rank": "rang classement ranking",
    "top": "premiers",
    "ties": "ex_aequo egalite",
    "badge": "insigne etoiles",
    "roles": "role postes fonctions",
    "proration": "prorata pro_rata prorate proratisation",
    "absences": "absence conges_maladie",
    "ramp": "montee montee_en_charge rampe ramp_up",
    "accumulate": "cumul cumuler ytd year_to_date",
    "since": "depuis",
    "draw": "avance avances advance",
    "recover": "recuperation recuperer",
    "pool": "pools pot cagnotte enveloppe",
    "share": "part",
    "annual": "annuel yearly",
    "split": "repartition decoupage",
    "allow": "ignore pardon lint suppress tolerer autoriser",
    "examples": "exemples example tests cases",
    "given": "donnees donne avec etant_donne",
    "expect": "attendu attendus expected resultat",
    "sources": "source fichiers",
    "owner": "responsable",
    "languages": "langues langue language",
}  # fmt: skip
"""Keys of the language, and what they are called elsewhere and on our own French screens."""

_WORDS = KEYS | {kind.word: " ".join(kind.known_as) for kind in KINDS.values()}

VALUES: dict[str, str] = {
    "percent": "% pct percentage pourcent pourcentage rate taux",
    "money": "eur euro euros dollar dollars currency amount argent montant monnaie",
    "number": "count integer nombre float int quantite",
    "score": "note",
    "points": "point pts",
    "hours": "heure heures h hr hrs",
    "minutes": "min mn mins",
    "days": "jour jours j d",
    "higher": "up asc max haut hausse plus croissant",
    "lower": "down desc min bas baisse moins decroissant",
    "month": "monthly mois mensuel mensuelle",
    "quarter": "quarterly trimestre trimestriel trimestrielle",
    "half": "semester semestre semestriel half_year half_yearly",
    "year": "yearly annual annee annuel annuelle an",
    "person": "individual personne individuel individu collaborateur",
    "team": "equipe",
    "company": "global entreprise societe",
    "error": "erreur",
    "hold": "retenir suspendre",
    "attainment": "atteinte realisation achievement",
    "actual": "reel realise resultat",
    "salary": "salaire",
    "annual_salary": "salaire_annuel",
    "target_incentive": "prime_cible",
    "calendar-days": "jours_calendaires days",
    "months": "mois",
    "none": "aucun aucune no",
}
"""Words of closed lists, and what they are called elsewhere."""

_BANDS = msg("a `lookup` pays the amount of the last point reached")
_ONE_BOUND = msg("there is no second bound to write: the next point says where this one ends")

_NOTES = {
    "seuil": _THRESHOLD,
    "accelerator": msg("{note}; write one more point", note=_THRESHOLD),
    "accelerateur": msg("{note}; write one more point", note=_THRESHOLD),
    "accelerators": msg("{note}; write one more point", note=_THRESHOLD),
    "decelerator": msg("a slower slope is one more point"),
    "palier": _BANDS,
    "step": _BANDS,
    "steps": _BANDS,
    "tiers": _BANDS,
    "tranches": msg("`marginal` pays each band at its own rate, `whole` pays everything at the rate reached"),
    "cumulative": msg("`whole` pays everything at the rate reached, `marginal` each band at its own rate"),
    "max": _ONE_BOUND,
    "to": _ONE_BOUND,
    "until": _ONE_BOUND,
    "min": msg("a bound is `from` (reached) or `above` (exceeded)"),
    "<<": msg("merge keys are not part of the language; repeat the keys or use an alias of the whole value"),
    "formula": msg("there are no formulas: a curve says what is paid, a `measure` how a KPI is computed"),
}

_LIKENESS = 0.6
_LIKENESS_OF_LACKING = 0.5


def called(word: str, candidates: Iterable[str]) -> str | None:
    """Return the key that a word of another tool or of a French plan means."""
    return _called(word, tuple(candidates), _WORDS)


def key_suggestion(
    word: str, candidates: Iterable[str], taken: Iterable[str] = (), lacking: Iterable[str] = ()
) -> str | None:
    """Return the key that somebody may mean: a word of another tool first, then a near spelling.

    A word that has a meaning of its own in this language is not taken for another one, and a key
    that is lacking (`lacking`) is meant sooner than one that could stand here as well.
    """
    free = [*lacking, *(name for name in candidates if name not in set(taken))]
    meant = _called(word, free, _WORDS)
    if meant is not None or word in _WORDS:
        return meant
    if (needed := word_suggestion(word, lacking, _LIKENESS_OF_LACKING)) is not None:
        return needed
    near = get_close_matches(word.lower(), free, n=1, cutoff=_LIKENESS)
    return near[0] if near else None


def value_suggestion(word: str, candidates: Iterable[str]) -> str | None:
    """Return the word of a closed list that somebody may mean, by its meaning, then by its spelling."""
    free = tuple(candidates)
    return _called(word, free, VALUES) or word_suggestion(word, free)


def word_suggestion(word: str, candidates: Iterable[str], likeness: float = _LIKENESS) -> str | None:
    """Return the nearest of some words, if one is near."""
    words = {name.lower(): name for name in candidates}
    near = get_close_matches(word.lower(), words, cutoff=likeness)
    return words[near[0]] if near else None


def respelt(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that a word is, but for capitals and the sign between its parts.

    This alone is certain: a word that only looks like another may mean something else.
    """
    same = [name for name in candidates if _folded(name) == _folded(word)]
    return same[0] if len(same) == 1 else None


def in_capitals(word: str, ids: Iterable[str]) -> str | None:
    """Return the id that a word is in capitals: an id has none, so no other can be meant."""
    return next((name for name in ids if name == word.lower()), None)


def key_note(word: str) -> Message | None:
    """Return a sentence on a word that other tools use and this language does not."""
    return _NOTES.get(_folded(word))


def _called(word: str, candidates: Iterable[str], words: Mapping[str, str]) -> str | None:
    plain = _folded(word)
    found = (name for name in candidates if plain in words.get(name, "").split())
    return respelt(word, candidates) or next(found, None)


def _folded(word: str) -> str:
    """Return a word without capitals and accents, its parts joined by one sign."""
    letters = unicodedata.normalize("NFD", word.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "".join("_" if letter in "- '\u2019" else letter for letter in bare)
