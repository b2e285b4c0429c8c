"""Curves that a change of the plan moves, drawn before and after, with the words of both."""

from __future__ import annotations

from collections.abc import Sequence

from csvariable.documents.comparison_view import ComparisonView
from csvariable.documents.differences import curve_title, word_name
from csvariable.documents.paper.drawing import both
from csvariable.documents.paper.model import Board, Chapter, Picture
from csvariable.kernel.message import listed, msg
from csvariable.kernel.unit import Unit
from csvariable.scenario.moved_curves import CurveChange
from csvariable.speech.curves import CurveWords
from csvariable.speech.numbers import rate_text, value_text
from csvariable.speech.saying import in_language


def moved(curves: Sequence[CurveChange], view: ComparisonView) -> tuple[Chapter, ...]:
    """Return a chapter for each curve."""
    return tuple(
        Chapter(curve_title(one, view), (_of_words(one, view) if one.words else before_and_after(one, view),))
        for one in curves
    )


def _of_words(one: CurveChange, view: ComparisonView) -> Board:
    """Return what each word is paid before and after, where a measure is in words."""
    heads = tuple(
        (in_language(head, view.language), right)
        for head, right in ((msg("Word"), False), (msg("Before"), True), (msg("After"), True))
    )
    rows = tuple(
        (
            word_name(change, one, view),
            *("" if paid is None else rate_text(paid, language=view.language) for paid in change[1:]),
        )
        for change in one.words
    )
    return Board("", heads, rows)


def before_and_after(one: CurveChange, view: ComparisonView) -> Picture:
    """Return a curve before and after, with the words of both."""
    words = CurveWords(view.language, view.currency, one.unit if one.scales is None else Unit.RATE)
    told = [
        in_language(
            msg("{when}: {curve}.", when=when, curve=listed(words.sentences(curve), ";")), view.language
        )
        for when, curve in ((msg("Before"), one.before), (msg("After"), one.after))
    ]
    return both(
        one.before,
        one.after,
        one.window,
        title=curve_title(one, view),
        alternative=" ".join(told),
        across=lambda at: value_text(at, one.unit, currency=view.currency, language=view.language),
        up=lambda rate: rate_text(rate, language=view.language),
        heights_at=None if one.scales is None else one.heights,
    )


__all__ = ["before_and_after", "moved"]
