"""The sentences of an explanation, in English and French, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csvariable.speech.language import Language

SENTENCES: Final[Mapping[str, Mapping[Language, str]]] = {
    "is": {"en": "{sum} =\u00a0{value}", "fr": "{sum} =\u00a0{value}"},
    "named": {"en": "{name}: {value}", "fr": "{name} : {value}"},
    "rounded": {
        "en": "{sentence}, rounded {mode} {to}: {value}",
        "fr": "{sentence}, arrondi {to} ({mode}) : {value}",
    },
    "to-cent": {"en": "to the cent", "fr": "au centime"},
    "to-unit": {"en": "to {unit}", "fr": "à {unit}"},
    "no-value": {"en": "no value", "fr": "sans valeur"},
    "part": {"en": "{weight} of {whole} = {value}", "fr": "{weight} de {whole} = {value}"},
    "part-cut": {
        "en": "{weight} of {whole} = {value}, the parts cut by largest remainder",
        "fr": "{weight} de {whole} = {value}, parts coupées au plus fort reste",
    },
    # curves
    "under": {"en": "{x} does not reach {start}: {pays}", "fr": "{x} n'atteint pas {start} : {pays}"},
    "not-past": {"en": "{x} does not pass {start}: {pays}", "fr": "{x} ne dépasse pas {start} : {pays}"},
    "reaches": {"en": "{x} reaches {start}: {pays}", "fr": "{x} atteint {start} : {pays}"},
    "passes": {"en": "{x} passes {start}: {pays}", "fr": "{x} dépasse {start} : {pays}"},
    "between": {
        "en": "{x} lies between {start} (pays {base}) and {end} (pays {arrives}): {pays}",
        "fr": "{x} est entre {start} (verse {base}) et {end} (verse {arrives}) : {pays}",
    },
    "beyond": {
        "en": "{x} lies past {start} (pays {base}): {pays}",
        "fr": "{x} est au-delà de {start} (verse {base}) : {pays}",
    },
    "band": {
        "en": "{x} lies in the band from {start}: {pays}",
        "fr": "{x} est dans la tranche dès {start} : {pays}",
    },
    "pays": {"en": "pays {rate}", "fr": "verse {rate}"},
    "factor-keeps": {"en": "keeps the first factor, {rate}", "fr": "garde le premier facteur, {rate}"},
    "not-negative": {"en": "{sentence}; never below 0", "fr": "{sentence} ; jamais sous 0"},
    "curve-cap": {"en": "{sentence}; capped at {cap}", "fr": "{sentence} ; plafonné à {cap}"},
    "grid": {
        "en": "{row} and {column} read the matrix: {value}",
        "fr": "{row} et {column} lus dans la matrice : {value}",
    },
    # limits
    "limited": {"en": "{sentence}; limited to {limit}", "fr": "{sentence} ; limité à {limit}"},
    "raised": {"en": "{sentence}; raised to {limit}", "fr": "{sentence} ; relevé à {limit}"},
    "within-limit": {
        "en": "{sentence}; under the limit of {limit}",
        "fr": "{sentence} ; sous la limite de {limit}",
    },
    "above-floor": {
        "en": "{sentence}; above the floor of {limit}",
        "fr": "{sentence} ; au-dessus du plancher de {limit}",
    },
    "cap-cuts": {"en": "{before} is over the cap of {limit}", "fr": "{before} dépasse le plafond de {limit}"},
    "cap-open": {
        "en": "{before} is not over the cap of {limit}",
        "fr": "{before} ne dépasse pas le plafond de {limit}",
    },
    "floor-lifts": {
        "en": "{before} is under the floor of {limit}",
        "fr": "{before} est sous le plancher de {limit}",
    },
    "floor-open": {
        "en": "{before} is not under the floor of {limit}",
        "fr": "{before} n'est pas sous le plancher de {limit}",
    },
    "guarantee-lifts": {
        "en": "{before} is under the guaranteed {limit}",
        "fr": "{before} est sous la garantie de {limit}",
    },
    "guarantee-open": {
        "en": "{before} is not under the guaranteed {limit}",
        "fr": "{before} n'est pas sous la garantie de {limit}",
    },
    "does-not-apply": {"en": "does not apply", "fr": "ne s'applique pas"},
    "gates-open": {
        "en": "the gates are open: nothing changes",
        "fr": "les conditions sont remplies : rien ne change",
    },
    # conditions
    "and": {"en": " and ", "fr": " et "},
    "or": {"en": " or ", "fr": " ou "},
    "compare": {
        "en": "{name} {left}\u00a0{sign}\u00a0{right}",
        "fr": "{name} {left}\u00a0{sign}\u00a0{right}",
    },
    "open": {"en": "open: {why}", "fr": "remplie : {why}"},
    "closed": {"en": "closed: {why}", "fr": "non remplie : {why}"},
    "holds": {"en": "{sentence}, because {why}", "fr": "{sentence}, car {why}"},
    "not-given": {"en": "not given: {why}", "fr": "non attribué : {why}"},
    "given": {"en": "given: {why}", "fr": "attribué : {why}"},
    "has-value": {"en": "{name} has a value", "fr": "{name} a une valeur"},
    "has-none": {"en": "{name} has no value", "fr": "{name} n'a pas de valeur"},
    "is-true": {"en": "{name}: yes", "fr": "{name} : oui"},
    "is-false": {"en": "{name}: no", "fr": "{name} : non"},
    "always": {"en": "always", "fr": "toujours"},
    "never": {"en": "never", "fr": "jamais"},
    "lower-of": {"en": "the lowest of ({list})", "fr": "le plus bas de ({list})"},
    "higher-of": {"en": "the highest of ({list})", "fr": "le plus haut de ({list})"},
    # groups
    "sum-over": {"en": "sum over {count} rows = {value}", "fr": "somme sur {count} lignes = {value}"},
    "sum-over-one": {"en": "the only row = {value}", "fr": "la seule ligne = {value}"},
    "mean-over-one": {"en": "{keys} ÷ 1 person = {value}", "fr": "{keys} ÷ 1 personne = {value}"},
    "shared-one": {
        "en": "{amount} for the only member: {key} of {keys} = {value}",
        "fr": "{amount} pour le seul membre : {key} sur {keys} = {value}",
    },
    "mean-over": {"en": "{keys} ÷ {count} people = {value}", "fr": "{keys} ÷ {count} personnes = {value}"},
    "shared": {
        "en": "{amount} shared by {count} members: {key} of {keys} = {value}",
        "fr": "{amount} partagés entre {count} membres : {key} sur {keys} = {value}",
    },
    "no-member": {"en": "not a member", "fr": "pas membre"},
    "placed": {
        "en": "place {place} of {count}, {key}: {value}",
        "fr": "place {place} sur {count}, {key} : {value}",
    },
    "placed-tied": {
        "en": "place {place} of {count}, shared by {tied}, {key}: {value}",
        "fr": "place {place} sur {count}, partagée à {tied}, {key} : {value}",
    },
    "not-placed": {"en": "not ranked", "fr": "non classé"},
    "adjustment": {"en": "{amount} ({reason})", "fr": "{amount} ({reason})"},
}
"""Sentences with gaps; the gaps are the same in both languages."""


def sentence(language: Language, name: str, /, **values: object) -> str:
    """Return a sentence with its gaps filled."""
    return SENTENCES[name][language].format(**values)
