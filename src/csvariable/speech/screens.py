"""The words of the screens of `compute` and `explain`: headings, counts, notices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csvariable.kernel.message import Filling, Message, counted, msg
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language

SCREENS: Final[Mapping[str, Message]] = {
    "person": msg("Person"),
    "people": counted("{count} person", "{count} people"),
    "team": msg("Team"),
    "attainment": msg("Attainment"),
    "payout-rate": msg("Payout rate"),
    "payout": msg("Payout"),
    "incentive": msg("Target"),
    "share": msg("Of target"),
    "rewards": msg("Rewards"),
    "total": msg("Total"),
    "kpi": msg("KPI"),
    "actual": msg("Actual"),
    "target": msg("Target"),
    "weight": msg("Weight"),
    "pays": msg("Pays"),
    "none": msg("no value"),
    "cost": msg("Cost: {words}"),
    "of-person": msg("{person}: {remark}"),
    "remarks": msg("Remarks"),
    "step": msg("Step"),
    "value": msg("Value"),
    "cost-is": msg("cash {cash} + rewards {rewards} = {total}"),
    "of-target": msg("{share} of {target}"),
    "tier-first-from": msg("first tier from {start}"),
    "tier-between": msg("tier {start} → {end}"),
    "tier-last": msg("last tier {start}"),
    "attained": msg("{attainment} of target"),
    "more": msg("ahead"),
    "rows": msg("measured on"),
    "true-value": msg("true value"),
    "interval": msg("between {low} and {high}, {level} certain"),
    "rows-and": msg("{rows}; true value: {said}"),
    "too-few": msg("unknown, on so few rows"),
    "answers": msg("n = {n}"),
    "no-interval": msg("no interval is known for this kind of measure"),
    "ahead": msg("{how}: {worth}"),
    "step-more": msg("{size} more ({reached})"),
    "step-less": msg("{size} less ({reached})"),
    "of-the-target": msg("{share} of the target"),
    "at": msg("at {value}"),
    "above": msg("above {value}"),
    "below": msg("below {value}"),
    "more-than": msg("more than {value}"),
    "less-than": msg("less than {value}"),
    "nothing-more": msg("nothing more ({line})"),
    "gate-opens": msg("with {how}, {line} opens: {worth}"),
    "bonus-due": msg("with {how}, {line} is due: {worth}"),
    "modifier-rises": msg("with {how}, {line} is {value}: {worth}"),
    "part-of": msg("Part {number} of {count}"),
    "worth": msg("worth {value}"),
    "file-read": msg("{file}: {dialect}"),
    "default": msg("default"),
    "column-participant": msg("Participant"),
    "column-name": msg("Name"),
    "column-role": msg("Role"),
    "column-team": msg("Team"),
    "column-target_incentive": msg("target incentive"),
    "column-total": msg("Total"),
    "column-rewards": msg("Rewards"),
    "column-notes": msg("Notes"),
    "column-period": msg("Period"),
    "column-currency": msg("Currency"),
    "column-plan_sha256": msg("Plan (SHA-256)"),
    "remark": msg("note: {what}"),
    "note": msg("note: {what}, for {people}: {names}"),
    "gate-closed": msg("gate {id} closed: {why}"),
}
"""Words and sentences of the screens, by name."""


def screen(language: Language, name: str, /, **values: Filling) -> str:
    """Return the words of a screen with their gaps filled."""
    return in_language(SCREENS[name].given(**values), language)
