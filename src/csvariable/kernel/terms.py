"""Words of the language that stand inside sentences: units, scopes, lengths of periods, sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csvariable.kernel.message import Message, msg
from csvariable.kernel.unit import Unit

UNITS: Final[Mapping[str, Message]] = {
    Unit.PERCENT.value: msg("percent"),
    Unit.POINTS.value: msg("points"),
    Unit.NUMBER.value: msg("number"),
    Unit.SCORE.value: msg("score"),
    Unit.MONEY.value: msg("money"),
    Unit.HOURS.value: msg("hours"),
    Unit.MINUTES.value: msg("minutes"),
    Unit.DAYS.value: msg("days"),
    Unit.RATE.value: msg("rate"),
    Unit.FLAG.value: msg("yes or no"),
    Unit.YES_NO.value: msg("yes or no"),
    Unit.LEVEL.value: msg("levels"),
}
"""What is counted, as in «in hours»."""

SCOPES: Final[Mapping[str, Message]] = {
    "person": msg("person"),
    "team": msg("team"),
    "company": msg("company"),
}
"""Whose value a KPI is."""

PERIODS: Final[Mapping[str, Message]] = {
    "month": msg("month"),
    "quarter": msg("quarter"),
    "half": msg("half-year"),
    "year": msg("year"),
}
"""How long a period is."""

LOWER: Final = msg("lower")
HIGHER: Final = msg("higher")
"""Which way of a KPI is better."""

__all__ = ["HIGHER", "LOWER", "PERIODS", "SCOPES", "UNITS"]
