"""What a paper shows of the curve of a line: its picture and its words, and where a person stands."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from csvariable.documents.paper.drawing import picture
from csvariable.documents.paper.model import Board, Picture
from csvariable.engine.exact.curves import heights_of
from csvariable.kernel.formula import Curve, Grid, Start
from csvariable.kernel.message import Message, msg
from csvariable.kernel.unit import Unit
from csvariable.speech.curves import CurveWords
from csvariable.speech.language import Language
from csvariable.speech.naming import Voice
from csvariable.speech.saying import in_language
from csvariable.speech.slopes import curve_sentence
from csvariable.statement import Line, Tier

MOST_STARS: Final = 10
"""Tiers up to which they are drawn as stars."""


def shown_curve(voice: Voice, line: Line, name: str) -> Picture | Board:
    """Return the picture of the curve that a line reads; a table of its words where it reads words."""
    curve = line.step.curve
    measured = voice.unit(curve.of) if isinstance(curve, Curve) else None
    if not isinstance(curve, Curve) or measured is None or not measured.words:
        return picture_of(voice, line, name)
    heads = ((name, False), (_said(msg("Payout rate"), voice.language), True))
    places = [Fraction(at) for at in range(len(measured.words))]
    rows = tuple(
        (voice.short(at, measured), voice.short(height, line.step.unit))
        for at, height in zip(places, heights_of(curve, places), strict=True)
    )
    at = None if line.tier is None else int(line.tier.at)
    return Board(_said(msg("Payout curve of {name}", name=name), voice.language), heads, rows, marked=at)


def picture_of(voice: Voice, line: Line, name: str) -> Picture:
    """Return the picture of the curve that a line reads, with the person's point."""
    curve = line.step.curve
    if not isinstance(curve, Curve):
        raise TypeError(curve)
    measured, unit = voice.unit(curve.of) or Unit.RATE, line.step.unit
    words = CurveWords(voice.language, voice.currency, measured, unit).sentences(curve)
    at = None if line.tier is None else line.tier.at
    here = () if at is None else (curve_sentence(voice, curve, unit),)
    return picture(
        curve,
        title=_said(msg("Payout curve of {name}", name=name), voice.language),
        alternative=" ".join(map(as_sentence, (*words, *here))),
        across=lambda value: voice.short(value, measured),
        up=lambda value: voice.short(value, unit),
        person=at,
        label="" if at is None else voice.short(at, measured, *(one.start for one in curve.segments)),
    )


def board_of(voice: Voice, grid: Grid, name: str, unit: Unit = Unit.RATE) -> Board:
    """Return a matrix as a table; the sentence of a line says where it was read."""
    down, along = voice.unit(grid.row) or Unit.RATE, voice.unit(grid.column) or Unit.RATE
    heads = (("", False), *((_start(voice, one, along), True) for one in grid.columns))
    rows = tuple(
        (_start(voice, start, down), *(voice.short(value, unit) for value in pays))
        for start, pays in zip(grid.rows, grid.pays, strict=True)
    )
    title = msg("Payout rates of {name}") if unit is Unit.RATE else msg("Amounts of {name}")
    return Board(_said(title.given(name=name), voice.language), heads, rows)


def _start(voice: Voice, start: Start, unit: Unit) -> str:
    sign = {"from": "≥", "above": ">", "up_to": "≤", "below": "<"}[start.word]
    return f"{sign}\u00a0{voice.short(start.value, unit)}"


def stars(tier: Tier, language: Language) -> str:
    """Return how many tiers are reached, of those that a curve has; nothing for a curve of lines."""
    segments = tier.curve.segments
    if any(one.slope for one in segments):
        return ""
    reached = tier.reached
    said = _said(msg("{reached} of {count}", reached=reached, count=len(segments)), language)
    if len(segments) > MOST_STARS:
        return said
    return f"{'★' * reached}{'☆' * (len(segments) - reached)} {said}"


def as_sentence(text: str) -> str:
    """Return words as a sentence of their own."""
    return f"{text[:1].upper()}{text[1:]}."


def _said(message: Message, language: Language) -> str:
    return in_language(message, language)


__all__ = ["as_sentence", "board_of", "picture_of", "stars"]
