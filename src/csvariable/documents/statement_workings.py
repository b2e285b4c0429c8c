"""The steps of a statement with their formulas and facts, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from csvariable.documents.paper.workings import KnownFact, Working, Workings
from csvariable.documents.view import View
from csvariable.kernel.formula import Fact, Given, Part, facts_of
from csvariable.kernel.unit import rounded
from csvariable.speech.naming import Voice
from csvariable.statement import (
    Line,
    Statement,
)

NOTHING = Given(Fraction(0))
"""What stands in the place of a step that is not the person's to read: nothing of theirs counts it."""


def workings_of(view: View, at: int, read: Statement) -> Workings:
    """Return every step with its formula, and every fact, for a spreadsheet."""
    steps: list[Working] = []
    facts: dict[tuple[str, int | None], KnownFact] = {}
    parts: list[tuple[int | None, Voice, Sequence[Line]]] = [
        (number, view.voice(part.row), part.lines) for number, part in enumerate(read.parts, start=1)
    ]
    parts.append((None, view.person_voice(at), read.lines))
    for number, voice, lines in parts:
        for line in lines:
            step = line.step
            more = _correction(voice, line)
            label = voice.name(step.name)
            own = (step.formula, line.value) if line.told else (NOTHING, None)
            steps.append(Working(step.name, number, step.unit, *own, label, more))
            for column in facts_of(step.formula):
                known = KnownFact(column, number, voice.reader.value(Fact(column)))
                facts.setdefault((column, number), known)
    return Workings(steps, list(facts.values()), len(read.parts), view.currency)


def _correction(voice: Voice, line: Line) -> Fraction:
    """Return what the largest remainder added to a part that was cut, beside its rounding."""
    part = line.step.formula
    if not isinstance(part, Part) or line.value is None:
        return Fraction(0)
    whole, weight = (voice.reader.value(one) or Fraction(0) for one in (part.split.total, part.weight))
    return line.value - rounded(whole * weight, part.split.unit)
