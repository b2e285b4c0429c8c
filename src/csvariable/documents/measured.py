"""What a value was measured on, in words: how many rows it stands on, and how far the true value may lie."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from csvariable.documents.summary import View
from csvariable.kernel.message import Amount
from csvariable.kernel.unit import Unit, rounded
from csvariable.measures.model import Measured
from csvariable.odds.intervals import interval_of
from csvariable.speech.measured import measured_on
from csvariable.speech.saying import in_language

SHOWN: Final = {Unit.PERCENT: 3, Unit.POINTS: 1}
"""Decimals of the ends of an interval: tenths of a percent and of a point, hundredths of other units."""


def measured_of(view: View, row: int, kpi: str) -> Measured | None:
    """Return what a KPI of a row was measured on; None where its value was given."""
    spec = view.plans.of(view.results.facts.roles[row]).kpis[kpi]
    return view.results.facts.measured_of(row, kpi, spec.scope)


def measured_words(view: View, row: int, kpi: str, measured: Measured) -> Iterator[tuple[str, str]]:
    """Yield the rows, and where the plan asks for it an interval, each with its label."""
    yield view.word("rows"), in_language(measured_on(measured), view.language)
    spec = view.plans.of(view.results.facts.roles[row]).kpis[kpi]
    level = spec.sample.interval if spec.sample is not None else None
    if level is None:
        return
    ends = interval_of(measured, level)
    said = view.word("no-interval")
    if ends is not None:
        low, high = (
            Amount(rounded(end, Fraction(1, 10 ** SHOWN.get(spec.measured_in, 2))), spec.measured_in)
            for end in ends
        )
        said = view.word("interval", low=low, high=high, level=Amount(level, Unit.RATE))
    yield view.word("true-value"), said


__all__ = ["measured_of", "measured_words"]
