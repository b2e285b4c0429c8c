"""The words of `budget`: bounds, odds, the value that fits a limit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csvariable.kernel.message import Filling, Message, counted, msg
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language

WORDS: Final[Mapping[str, Message]] = {
    "bounds": msg("What it can cost, over every result that the ranges of the KPIs allow"),
    "each-role": msg("What one person can cost, over every result that the ranges of the KPIs allow"),
    "as-planned": msg(
        "For a person who is there for the whole period, with the amounts, weights and targets of the plan."
    ),
    "person": msg("Person"),
    "role": msg("Role"),
    "no-role": msg("no role"),
    "least": msg("Least"),
    "threshold": msg("At threshold"),
    "target": msg("At target"),
    "most": msg("Most"),
    "total": msg("Total"),
    "more": counted("{count} more", "{count} more"),
    "no-limit": msg("no limit"),
    "unknown": msg("depends"),
    "loose": msg("≤ and ≥: never passed, though perhaps never reached either."),
    "on-facts": msg("On these facts: {cost}"),
    "on-facts-of": msg("On the facts of {period}: {cost}"),
    "limit-most": msg("The limit of {limit} is never passed."),
    "limit-passed": msg("The limit of {limit} can be passed, by {excess} at most."),
    "limit-perhaps": msg(
        "The limit of {limit} may be passed, by {excess} at most; no result is known that does."
    ),
    "limit-open": msg("The limit of {limit} can be passed, and nothing limits by how much."),
    "limit-open-perhaps": msg(
        "Nothing keeps the limit of {limit} from being passed; no result is known that does."
    ),
    "caps": msg("Caps"),
    "binds": msg("{route} binds"),
    "never-cuts": msg("{route} never cuts"),
    "may-cut": msg("{route} may cut: neither that it does nor that it never does is proved"),
    "for-role": msg("{line} ({role})"),
    "open": msg("What leaves it open"),
    "open-curve": msg("{route}: the curve goes on without an end; `cap` would close it"),
    "open-bonus": msg("{route}: the bonus grows without an end; `cap` would close it"),
    "open-pool": msg("{route}: the pool has no end; a `range` on what feeds it would give one"),
    "open-column": msg("the column {column}: any amount; give the facts to bound it"),
    "odds": counted("What it is likely to cost: {count} draw", "What it is likely to cost: {count} draws"),
    "from-history": msg("from {count} periods, {first} to {last}; seed {seed}"),
    "way-periods": msg(
        "Each draw is one whole past period for everybody: what went together stays together."
    ),
    "way-people": msg(
        "Each draw is a past period of each person by themselves; a team, or the company, has one for all."
    ),
    "not-always-there": counted(
        "{count} person was not there in every period; in the others they take one of their own.",
        "{count} people were not there in every period; in the others they take one of their own.",
    ),
    "beside-people": msg(
        "Eight draws in ten cost {low} to {high}; with `--draw people`, {other_low} to {other_high}."
    ),
    "beside-periods": msg(
        "Eight draws in ten cost {low} to {high}; with `--draw periods`, {other_low} to {other_high}."
    ),
    "in-the-past": msg("In the past"),
    "from-model": msg("from the stated model; seed {seed}"),
    "chance": msg("Chance not to pass"),
    "cost": msg("Cost"),
    "mean": msg("mean"),
    "within": msg("Within the limit of {limit}: {chance} of the draws."),
    "truly-refused": counted(
        "Truly on target is not told of {count} person: the plan cannot pay some of those results.",
        "Truly on target is not told of {count} people: the plan cannot pay some of those results.",
    ),
    "unpaid": counted(
        "{count} draw has a result that cannot be paid; it counts 0 for that person.",
        "{count} draws have results that cannot be paid; they count 0 for that person.",
    ),
    "expected": msg("What each person gets on average"),
    "incentive": msg("Target"),
    "drawn": msg("As drawn"),
    "on-target": msg("Truly on target"),
    "of-target": msg("Of target"),
    "results": msg("Results"),
    "truly": msg("Truly on target: the mean of the results is the target; single results vary as they do."),
    "one-period": counted(
        "{count} person has one period only: their results never vary.",
        "{count} people have one period only: their results never vary.",
    ),
    "solve": msg("The value that fits"),
    "largest": msg("largest"),
    "smallest": msg("smallest"),
    "largest-end": msg("however large"),
    "smallest-end": msg("however small"),
    "solve-found": msg("{route}: {value} is the {goal} value within {limit}; it costs {cost}."),
    "solve-found-tried": counted(
        "{route}: of {count} value tried, {value} is the {goal} within {limit}; it costs {cost}. "
        "Of the others nothing is proved.",
        "{route}: of {count} values tried, {value} is the {goal} within {limit}; it costs {cost}. "
        "Of the others nothing is proved.",
    ),
    "solve-onward": msg(
        "{route}: every value from {value} on, {far}, stays within {limit}; {value} costs {cost}."
    ),
    "solve-every": msg("{route}: every value that the plan takes stays within {limit}."),
    "solve-every-tried": counted(
        "{route}: the {count} value tried stays within {limit}. Of the others nothing is proved.",
        "{route}: each of {count} values tried stays within {limit}. Of the others nothing is proved.",
    ),
    "solve-none": msg("{route}: no value that the plan takes stays within {limit}."),
    "solve-none-tried": counted(
        "{route}: the {count} value tried does not stay within {limit}. Of the others nothing is proved.",
        "{route}: none of {count} values tried stays within {limit}. Of the others nothing is proved.",
    ),
    "solve-takes-none": msg("{route}: the plan, or its facts, take no value of this grain."),
    "solve-takes-none-tried": counted(
        "{route}: the plan, or its facts, do not take the {count} value tried.",
        "{route}: the plan, or its facts, take none of {count} values tried.",
    ),
    "solve-further": msg("One grain further, {value}, costs {cost}."),
    "solve-edge": msg("One grain further, {value}, is refused by the plan or its facts."),
    "solve-before": msg("One grain before, {value}, costs {cost}."),
    "solve-before-edge": msg("One grain before, {value}, is refused by the plan or its facts."),
    "solve-now": msg("As written, {value} costs {cost}."),
    "solve-refused": msg("As written, {value} is refused."),
    "solve-p90": msg("Costs are the 90th percentile of the draws."),
    "solve-unsteady": msg(
        "The cost does not only rise or only fall with this value: others may fit as well."
    ),
    "names-hidden": msg("Names and what few people are paid are hidden."),
    "working": msg("{what}: {share} %"),
    "working-bounds": msg("bounds"),
    "working-odds": msg("draws"),
    "working-solve": msg("values tried: {count}"),
}
"""Words and sentences, by name."""


def word(language: Language, name: str, /, **values: Filling) -> str:
    """Return the words of a page with their gaps filled."""
    return in_language(WORDS[name].given(**values), language)
