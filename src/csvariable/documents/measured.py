"""What a value was measured on, in words: how many rows it stands on, and how far the true value may lie.

Few plans measure on rows: what says it is imported where something was measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from csvariable.documents.view import View
from csvariable.kernel.message import Amount
from csvariable.kernel.unit import Unit, rounded
from csvariable.speech.saying import in_language

if TYPE_CHECKING:
    from csvariable.measures.model import Measured

SHOWN: Final = {Unit.PERCENT: 3, Unit.POINTS: 1}
"""Decimals of the ends of an interval: tenths of a percent and of a point, hundredths of other units."""

KNOWN: Final = frozenset({"share", "nps", "mean"})
"""Kinds of measures that an interval is known for, where they stand on rows enough."""


def measured_of(view: View, row: int, kpi: str) -> Measured | None:
    """Return what a KPI of a row was measured on; None where its value was given."""
    spec = view.plans.of(view.results.facts.roles[row]).kpis[kpi]
    return view.results.facts.measured_of(row, kpi, spec.scope)


def measured_words(view: View, row: int, kpi: str, measured: Measured) -> Iterator[tuple[str, str]]:
    """Yield the rows, and where the plan asks for it an interval, each with its label."""
    from csvariable.speech.measured import measured_on

    yield view.word("rows"), in_language(measured_on(measured), view.language)
    said = _true_value(view, row, kpi, measured)
    if said is not None:
        yield view.word("true-value"), said


def measured_briefly(view: View, row: int, kpi: str) -> str | None:
    """Return what a value stands on in a line, `NPS of 15 answers, true value between ...`.

    None where it was given without the number of its answers.
    """
    measured = measured_of(view, row, kpi)
    if measured is None:
        answers = view.results.facts.columns.get(f"{kpi}.n")
        n = None if answers is None else answers[row]
        return None if n is None else view.word("answers", n=view.voice(row).short(n, Unit.NUMBER))
    from csvariable.speech.measured import counted_rows

    rows = in_language(counted_rows(measured), view.language)
    said = _true_value(view, row, kpi, measured)
    return rows if said is None else view.word("rows-and", rows=rows, said=said)


def briefly(view: View, at: int) -> Iterator[str]:
    """Yield a line for each KPI of a person whose plan says what holds for few answers."""
    told: set[str] = set()
    for row in view.results.facts.people[at].rows:
        voice = view.voice(row)
        for kpi, spec in voice.plan.kpis.items():
            said = None if spec.sample is None else measured_briefly(view, row, kpi)
            line = None if said is None else view.word("of-person", person=voice.kpi(kpi), remark=said)
            if line is not None and line not in told:
                told.add(line)
                yield line


def _true_value(view: View, row: int, kpi: str, measured: Measured) -> str | None:
    """Return where the true value of a KPI may lie; None where the plan asks for no interval."""
    spec = view.plans.of(view.results.facts.roles[row]).kpis[kpi]
    level = spec.sample.interval if spec.sample is not None else None
    if level is None:
        return None
    from csvariable.odds.intervals import interval_of

    ends = interval_of(measured, level)
    if ends is None:
        return view.word("too-few" if measured.word in KNOWN and measured.n <= 1 else "no-interval")
    low, high = (
        Amount(rounded(end, Fraction(1, 10 ** SHOWN.get(spec.measured_in, 2))), spec.measured_in)
        for end in ends
    )
    return view.word("interval", low=low, high=high, level=Amount(level, Unit.RATE))


__all__ = ["briefly", "measured_briefly", "measured_of", "measured_words"]
