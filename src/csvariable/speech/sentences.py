"""The sentences of an explanation, in English and French, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csvariable.kernel.message import Filling, Message, counted, msg
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language

SENTENCES: Final[Mapping[str, Message]] = {
    "is": msg("{sum} =\u00a0{value}"),
    "named": msg("{name}: {value}"),
    "rounded": msg("{sentence}, rounded {mode} {to}: {value}"),
    "to-cent": msg("to the cent"),
    "to-unit": msg("to {unit}"),
    "no-value": msg("no value"),
    "part": msg("{weight} of {whole} = {value}"),
    "part-cut": msg("{weight} of {whole} = {value}, the parts cut by largest remainder"),
    # curves
    "under": msg("{x} does not reach {start}: {pays}"),
    "not-past": msg("{x} does not pass {start}: {pays}"),
    "over": msg("{x} is over {start}: {pays}"),
    "not-below": msg("{x} is not below {start}: {pays}"),
    "within": msg("{x} is not over {start}: {pays}"),
    "below": msg("{x} is below {start}: {pays}"),
    "reaches": msg("{x} reaches {start}: {pays}"),
    "passes": msg("{x} passes {start}: {pays}"),
    "between": msg("{x} lies between {start} (pays {base}) and {end} (pays {arrives}): {pays}"),
    "stars-between": msg("{x} lies between {start} ({base}) and {end} ({arrives}): {pays}"),
    "beyond": msg("{x} lies past {start} (pays {base}): {pays}"),
    "band": msg("{x} lies in the band from {start}: {pays}"),
    "pays": msg("pays {rate}"),
    "factor-keeps": msg("keeps the first factor, {rate}"),
    "not-taken-back": msg("{sentence}; {amount} is not taken back"),
    "not-negative": msg("{sentence}; never below 0"),
    "curve-cap": msg("{sentence}; capped at {cap}"),
    "grid": msg("{row} and {column} read the matrix: {value}"),
    # limits
    "limited": msg("{sentence}; limited to {limit}"),
    "raised": msg("{sentence}; raised to {limit}"),
    "within-limit": msg("{sentence}; under the limit of {limit}"),
    "above-floor": msg("{sentence}; above the floor of {limit}"),
    "cap-cuts": msg("{before} is over the cap of {limit}"),
    "cap-open": msg("{before} is not over the cap of {limit}"),
    "floor-lifts": msg("{before} is under the floor of {limit}"),
    "floor-open": msg("{before} is not under the floor of {limit}"),
    "guarantee-lifts": msg("{before} is under the guaranteed {limit}"),
    "guarantee-open": msg("{before} is not under the guaranteed {limit}"),
    "does-not-apply": msg("does not apply"),
    "gates-open": msg("the gates are open: nothing changes"),
    # conditions
    "and": msg(" and "),
    "then": msg(", then "),
    "place": msg("place {place} of {count}, {key}"),
    "or": msg(" or "),
    "is-word": msg("{name} =\u00a0{value}"),
    "word-pays": msg("{x} pays {pays}"),
    "compare": msg("{name} {left}\u00a0{sign}\u00a0{right}"),
    "open": msg("open: {why}"),
    "closed": msg("closed: {why}"),
    "holds": msg("{sentence}, because {why}"),
    "not-given": msg("not given: {why}"),
    "given": msg("given: {why}"),
    "has-value": msg("{name} has a value"),
    "has-none": msg("{name} has no value"),
    "is-true": msg("{name}: yes"),
    "is-false": msg("{name}: no"),
    "always": msg("always"),
    "never": msg("nothing asks for it"),
    "of-group": msg("{name} of {group}"),
    "of-company": msg("{name} of the company"),
    "of-team": msg("{team}: {sentence}"),
    "lower-of": msg("the lowest of ({list})"),
    "higher-of": msg("the highest of ({list})"),
    # groups
    "sum-over": counted("sum over {count} row = {value}", "sum over {count} rows = {value}"),
    "sum-over-alone": msg("the only row = {value}"),
    "shared-alone": msg("{amount} for the only member: {key} of {keys} = {value}"),
    "mean-over": counted("{keys} ÷ {count} person = {value}", "{keys} ÷ {count} people = {value}"),
    "shared": counted(
        "{amount} shared by {count} member: {key} of {keys} = {value}",
        "{amount} shared by {count} members: {key} of {keys} = {value}",
    ),
    "in-multiples": msg("{sentence}, in multiples of {unit}"),
    "shared-equally": msg("nobody has a key above 0, so in equal parts: {shared}"),
    "shared-full": counted(
        "{amount} for {count} member, {limit} at most for each: the limit",
        "{amount} shared by {count} members, {limit} at most for each: the limit",
    ),
    "shared-below": counted(
        "{amount} − {full} × {limit} = {rest} shared by {count} member under the limit: "
        "{key} of {keys} = {value}",
        "{amount} − {full} × {limit} = {rest} shared by {count} members under the limit: "
        "{key} of {keys} = {value}",
    ),
    "no-member": msg("not a member"),
    "placed": msg("place {place} of {count}, {key}: {value}"),
    "placed-tied": msg("place {place} of {count}, shared by {tied}, {key}: {value}"),
    "not-placed": msg("not ranked"),
    "figure": msg("{value} ({name})"),
    "figure-counted": msg("{value} ({name}: {counted})"),
    "adjustment": msg("{amount} ({reason})"),
    "correction": msg("{amount} ({period}, {step}: {reason})"),
}
"""Sentences with gaps; the gaps are the same in both languages."""


def sentence(language: Language, name: str, /, **values: Filling) -> str:
    """Return a sentence with its gaps filled."""
    return in_language(SENTENCES[name].given(**values), language)
