"""How a rule of a plan is told in the booklet: why it is there, and the curve that it reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from csvariable.documents.booklet.measures import drawn
from csvariable.documents.booklet.plan_voice import PlanVoice
from csvariable.documents.paper.curve_words import as_sentence, board_of
from csvariable.documents.paper.model import Items, PaperBlock, Words
from csvariable.kernel.formula import Curve, Grid
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Step
from csvariable.kernel.unit import Unit
from csvariable.plan.values import text_of


def as_begun(text: str) -> str:
    """Return a sentence with a large first letter."""
    return text[:1].upper() + text[1:]


def curve_blocks(voice: PlanVoice, step: Step, title: str) -> Iterator[PaperBlock]:
    """Yield the words and the picture of the curve that a step reads."""
    curve = step.curve
    if isinstance(curve, Curve):
        measured = voice.voice.unit(curve.of) or Unit.RATE
        unit = Unit.NUMBER if step.purpose is Purpose.REWARD else step.unit
        says = voice.curve(measured, unit)
        words = replace(says, factor=step.purpose is Purpose.MODIFIER).sentences(curve)
        yield Items(tuple(map(as_sentence, words)))
        if not measured.words:
            yield drawn(voice, curve, title, measured, unit)
    if isinstance(curve, Grid):
        yield board_of(voice.voice, curve, title, step.unit)


def why_words(voice: PlanVoice, why: dict[str, str] | None) -> tuple[Words, ...]:
    """Return why a rule is there, where the plan says it."""
    return (Words(text_of(why, voice.language, "")),) if why else ()
