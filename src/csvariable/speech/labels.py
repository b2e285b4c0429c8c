"""The labels of what a statement shows: kinds of steps, effects, columns, screens.

Every label stands in English and French beside each other; a test proves that each kind of
step has one and that no language is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csvariable.kernel.figure import Figure, is_counted, ramp_time, ramp_value
from csvariable.kernel.message import Message, msg
from csvariable.kernel.purpose import Purpose
from csvariable.plan.steps import is_account
from csvariable.plan.waiting import waiting_part
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language

STEPS: Final[Mapping[Purpose, Message]] = {
    Purpose.ACTUAL: msg("actual"),
    Purpose.SAMPLE_SIZE: msg("answers"),
    Purpose.MEASURED: msg("measured"),
    Purpose.TARGET: msg("target"),
    Purpose.TARGET_OF_ROW: msg("target of this part"),
    Purpose.TARGET_OF_ALL: msg("target of all parts"),
    Purpose.TARGET_OF_MEMBER: msg("target counted in the team"),
    Purpose.ATTAINMENT: msg("attainment"),
    Purpose.CURVE_RATE: msg("rate of the curve"),
    Purpose.MODIFIED_RATE: msg("rate after modifiers"),
    Purpose.FLOORED_RATE: msg("rate after the floor"),
    Purpose.GATED_RATE: msg("rate after gates"),
    Purpose.CAPPED_RATE: msg("rate after the cap"),
    Purpose.OWN_RATE: msg("own rate"),
    Purpose.PEERS_RATE: msg("mean rate of the peers"),
    Purpose.PAYOUT_RATE: msg("payout rate"),
    Purpose.WEIGHT: msg("weight"),
    Purpose.PART: msg("part"),
    Purpose.PAYOUT: msg("payout"),
    Purpose.MODIFIER: msg("modifier"),
    Purpose.GATE: msg("gate"),
    Purpose.PLAN_WEIGHT: msg("weights that count"),
    Purpose.PLAN_ATTAINMENT: msg("weighted attainment"),
    Purpose.PLAN_CURVE_RATE: msg("weighted rate of the curves"),
    Purpose.PLAN_PAYOUT_RATE: msg("weighted payout rate"),
    Purpose.TARGET_INCENTIVE: msg("target incentive"),
    Purpose.EARNED: msg("earned"),
    Purpose.MODIFIED: msg("modifiers"),
    Purpose.FLOOR: msg("floor"),
    Purpose.GATED: msg("gates"),
    Purpose.CAP: msg("cap"),
    Purpose.GUARANTEE: msg("guarantee"),
    Purpose.REACHED: msg("what the results came to"),
    Purpose.DAYS_OF_ROW: msg("days of this part"),
    Purpose.DAYS_OF_PERSON: msg("days of all parts"),
    Purpose.HELD_OF_ROW: msg("a line of this part is held"),
    Purpose.HELD_OF_PERSON: msg("parts with a line that is held"),
    Purpose.POOL: msg("pool"),
    Purpose.POOL_AMOUNT: msg("amount to share"),
    Purpose.POOL_KEY: msg("key"),
    Purpose.POOL_MEMBER: msg("member"),
    Purpose.EARNED_REPLACED: msg("earned, replaced by the pool"),
    Purpose.SETTLED: msg("so far, with the pools"),
    Purpose.ALREADY_PAID: msg("already paid"),
    Purpose.GATE_OF_BONUSES: msg("gate, for bonuses"),
    Purpose.MODIFIER_OF_BONUSES: msg("modifier, for bonuses"),
    Purpose.BONUS_RATE: msg("for the whole target, bonus"),
    Purpose.BONUS_SOURCE: msg("source of the bonus"),
    Purpose.BONUS_MODIFIED: msg("after modifiers, bonus"),
    Purpose.BONUS_FLOORED: msg("after its floor, bonus"),
    Purpose.BONUS_GATED: msg("after gates, bonus"),
    Purpose.BONUS_AMOUNT: msg("amount of the bonus"),
    Purpose.BONUS_DUE: msg("still due, bonus"),
    Purpose.BONUS: msg("bonus"),
    Purpose.BONUS_DEFERRED: msg("paid later, bonus"),
    Purpose.BONUS_UNPAID: msg("part paid later, bonus"),
    Purpose.BONUS_KEPT: msg("still waits, bonus"),
    Purpose.BONUS_RELEASED: msg("paid of earlier periods, bonus"),
    Purpose.BONUS_OWED: msg("owed after it, bonus"),
    Purpose.RANKED_BY: msg("ranked by"),
    Purpose.PLACE: msg("place in the contest"),
    Purpose.MEMBERS: msg("of the team in the contest"),
    Purpose.PRESENT_DAYS: msg("share of the team's prize"),
    Purpose.PRIZE: msg("given for a place"),
    Purpose.RANKED_SECOND: msg("then by"),
    Purpose.RANKED_THIRD: msg("then by"),
    Purpose.RANKABLE: msg("may be ranked"),
    Purpose.REWARD: msg("given"),
    Purpose.CAP_TOTAL: msg("cap of the total"),
    Purpose.ADVANCE: msg("draw, advance"),
    Purpose.REPAID: msg("draw, repaid"),
    Purpose.BALANCE: msg("draw, balance owed"),
    Purpose.ADJUSTMENTS: msg("adjustments"),
    Purpose.ROUNDING: msg("rounding"),
    Purpose.CORRECTIONS: msg("corrections of closed periods"),
    Purpose.CORRECTIONS_CARRIED: msg("carried to later pay"),
    Purpose.TOTAL: msg("total"),
}
"""What a step is called without its KPI or id, by what it is for."""

COLUMNS: Final[Mapping[str, Message]] = {
    "fte": msg("fte"),
    "salary": msg("salary"),
    "annual_salary": msg("annual salary"),
    "ote": msg("on-target earnings"),
    "target_incentive": msg("own target incentive"),
    "already_paid": msg("already paid"),
    "draw_balance": msg("balance owed"),
    "owed": msg("owed before"),
    "period": msg("period"),
    "role": msg("role"),
    "team": msg("team"),
    "entry": msg("entry"),
    "exit": msg("exit"),
}
"""Columns of the files by their name; one that a plan declares keeps its own."""

FIGURES: Final[Mapping[str, Message]] = {
    Figure.PRESENCE: msg("presence"),
    Figure.PRESENCE_SPLIT: msg("share of the year"),
    Figure.PRESENCE_DAYS: msg("days present"),
    Figure.PRESENCE_OF_PERSON: msg("presence"),
    Figure.PRESENT: msg("present"),
    Figure.PRESENT_IN_PERIOD: msg("present"),
    Figure.PERSON_PRESENT: msg("present"),
    Figure.FULL_PERIOD: msg("present throughout"),
    Figure.PERSON_FULL_PERIOD: msg("present throughout"),
    Figure.COUNTED: msg("counted"),
    Figure.PERIODS: msg("periods"),
    Figure.ALL_PERIODS: msg("periods"),
    Figure.TARGET_TIME: msg("time of the target"),
    Figure.GUARANTEED: msg("days guaranteed"),
    Figure.WITH_PEERS: msg("days at the peers' mean"),
    Figure.SALARY_OF_PERSON: msg("salary"),
    Figure.SALARY_COUNTED: msg("salary"),
    Figure.PARTS: msg("parts"),
    Figure.LAST_PART: msg("last part"),
    Figure.HAS_TEAM: msg("team"),
    Figure.ADJUSTMENTS: msg("adjustments"),
    Figure.CORRECTIONS: msg("corrections of closed periods"),
}
"""Figures of the engine."""

OF_RAMP: Final[Mapping[str, Message]] = {
    ramp_time(""): msg("ramp and time"),
    ramp_value(""): msg("ramp"),
}
"""Figures of the engine for each KPI, by what their names begin with."""

FIELDS: Final[Mapping[str, Message]] = {
    "n": msg("answers"),
    "actual": msg("actual"),
    "target": msg("target"),
    "baseline": msg("baseline"),
    "weight": msg("weight"),
    "cap": msg("cap"),
}
"""Columns of a KPI, by the last word of their name."""

NOTES: Final[Mapping[str, Message]] = {
    "held": msg("{kpi}: no value, the line is held"),
    "zero": msg("{kpi}: no value, counted as 0 %"),
    "at-target": msg("{kpi}: no value, counted as 100 %"),
    "reweighted": msg("{kpi}: no value, its weight is spread over the other KPIs"),
    "absent": msg("a row without presence in the period"),
    "taken-as-reached": msg("{rule}: {kpi} has no value, taken as reached"),
    "taken-as-not-reached": msg("{rule}: {kpi} has no value, taken as not reached"),
    "factor-of-missing": msg("{rule}: {kpi} has no value, the factor written for that counts"),
    "not-taken-back": msg("{rule}: below 0, so 0 is paid, and what is below is not taken back"),
    "paid-later": msg("{rule}: a part of it is not paid now"),
    "owed": msg("{rule}: something is owed on it, which later amounts repay"),
}
"""What must be said of a person's lines, by the kind of the note."""

ROUNDINGS: Final[Mapping[str, Message]] = {
    "half-up": msg("half up"),
    "half-even": msg("half to even"),
    "half-down": msg("half down"),
    "up": msg("up"),
    "down": msg("down"),
}
"""Rounding modes."""


def of_column(name: str, language: Language) -> str:
    """Return the label of a column or a figure; a column that a plan declares keeps its name."""
    waiting = waiting_part(name)
    if waiting is not None:
        return in_language(msg("left by {period}", period=waiting.period), language)
    found = FIGURES.get(name) or COLUMNS.get(name)
    if found is None and is_counted(name):
        found = next((label for begins, label in OF_RAMP.items() if name.startswith(begins)), None)
    elif found is None and is_account(name):
        word, _, bonus = name.partition(".")
        said = in_language(COLUMNS[word], language)
        return f"{said}, {bonus}"
    elif found is None and "." in name:
        found = FIELDS.get(name.rpartition(".")[2])
    return name if found is None else in_language(found, language)
