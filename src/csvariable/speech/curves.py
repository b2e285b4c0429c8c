"""A payout curve in sentences, stretch by stretch: where it starts, what it pays, what a point adds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from csvariable.kernel.formula import Curve
from csvariable.kernel.message import Filling, Message, msg
from csvariable.kernel.segment import Segment
from csvariable.kernel.unit import Unit
from csvariable.speech.figures import exact_value, points
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language

_RATES: Final = frozenset({Unit.RATE, Unit.PERCENT})
_HUNDREDTH: Final = Fraction(1, 100)
_READABLE: Final = Fraction(1, 10_000)
"""What a step of the measure must at least add for a reader to see it."""


@dataclass(frozen=True, slots=True)
class CurveWords:
    """Says curves that read a measure and pay in a unit; `worth` is the money that 100 % stands for."""

    language: Language
    currency: str
    measured: Unit
    unit: Unit = Unit.RATE
    worth: Fraction | None = None
    factor: bool = False
    """Whether it gives a factor, and pays nothing by itself."""

    def sentences(self, curve: Curve) -> tuple[str, ...]:
        """Return a sentence for each stretch, from what is worst to what is best, then the cap."""
        return tuple(in_language(one, self.language) for one in self._stretches(curve))

    def _stretches(self, curve: Curve) -> Iterator[Message]:
        segments, before = curve.segments, curve.before
        if self.measured.words:
            yield from self._of_words(curve)
            return
        if len(segments) > 1 and segments[0].base == before and not segments[0].slope:
            segments = segments[1:]  # what is there before the first bound goes on after it
        last = segments[-1]
        yield msg("{where}: {pays}", where=self._before(curve, segments[0]), pays=self._pays(before))
        for one, following in pairwise(segments):
            where = self._between(one, following, falling=curve.falling)
            yield msg("{where}: {pays}", where=where, pays=self._climb(one, following, falling=curve.falling))
        where = self._from(last, falling=curve.falling)
        yield msg("{where}: {pays}", where=where, pays=self._climb(last, None, falling=curve.falling))
        if curve.cap is not None:
            yield msg("never more than {cap}", cap=self._worth(curve.cap))

    def _of_words(self, curve: Curve) -> Iterator[Message]:
        """Yield what each word pays, the worst first."""
        for place in range(len(self.measured.words)):
            at = Fraction(place)
            reached = [one for one in curve.segments if one.start <= at]
            pays = reached[-1].base if reached else curve.before
            pays = pays if curve.cap is None else min(pays, curve.cap)
            yield msg("{where}: {pays}", where=self._at(at), pays=self._pays(pays))

    # ------------------------------------------------------------------ where

    def _at(self, value: Fraction) -> str:
        return exact_value(value, self.measured, currency=self.currency, language=self.language)

    def _before(self, curve: Curve, first: Segment) -> Message:
        start = self._at(first.start)
        if curve.falling:
            return (
                msg("over {start}", start=start) if first.owns_start else msg("from {start} on", start=start)
            )
        return msg("under {start}", start=start) if first.owns_start else msg("up to {start}", start=start)

    def _from(self, last: Segment, *, falling: bool) -> Message:
        start = self._at(last.start)
        if falling:
            return msg("up to {start}", start=start) if last.owns_start else msg("under {start}", start=start)
        return msg("from {start} on", start=start) if last.owns_start else msg("over {start}", start=start)

    def _between(self, one: Segment, following: Segment, *, falling: bool) -> Message:
        """Return from where to where a stretch goes, the better end last, and whether the ends belong."""
        ends: dict[str, Filling] = {"start": self._at(one.start), "end": self._at(following.start)}
        if one.slope:  # a slope arrives where the next stretch begins: the ends need no words
            return msg("from {start} to {end}").given(**ends)
        match falling, one.owns_start, following.owns_start:
            case False, True, True:
                return msg("from {start} to under {end}").given(**ends)
            case False, True, False:
                return msg("from {start} to {end} included").given(**ends)
            case False, False, True:
                return msg("over {start} and under {end}").given(**ends)
            case False, False, False:
                return msg("over {start} to {end} included").given(**ends)
            case True, True, True:
                return msg("from {start} down to over {end}").given(**ends)
            case True, True, False:
                return msg("from {start} down to {end} included").given(**ends)
            case True, False, True:
                return msg("under {start} and over {end}").given(**ends)
            case _:
                return msg("under {start} down to {end} included").given(**ends)

    # ------------------------------------------------------------------- what

    def _said(self, value: Fraction) -> str:
        return exact_value(value, self.unit, currency=self.currency, language=self.language)

    def _worth(self, value: Fraction) -> Filling:
        """Return what is paid, and how much money that is."""
        if self.worth is None:
            return self._said(value)
        money = exact_value(value * self.worth, Unit.MONEY, currency=self.currency, language=self.language)
        return msg("{rate} ({money})", rate=self._said(value), money=money)

    def _pays(self, value: Fraction) -> Message:
        if self.factor:
            return msg("the factor is {rate}", rate=self._said(value))
        return msg("pays {rate}", rate=self._worth(value))

    def _climb(self, one: Segment, following: Segment | None, *, falling: bool) -> Message:
        """Return what a stretch pays: the same throughout, or more for each step of the measure."""
        if one.on_all:
            share = self._said(one.slope)
            return msg("pays {rate} of all that was reached", rate=share)
        if not one.slope:
            return self._pays(one.base)
        slope = -one.slope if falling else one.slope
        size, step = self._step(abs(slope))
        adds = self._worth(abs(slope) * size)
        each: dict[str, Filling] = {"adds": adds, "step": step}
        if following is None:
            start = self._worth(one.base)
            if slope > 0:
                return msg("pays {start}, and {adds} more for each {step}").given(start=start, **each)
            return msg("pays {start}, and {adds} less for each {step}").given(start=start, **each)
        end = one.base + (following.start - one.start) * one.slope
        both: dict[str, Filling] = {"start": self._said(one.base), "end": self._said(end)}
        if slope > 0:
            return msg("rises from {start} to {end}, {adds} for each {step}").given(**both, **each)
        return msg("falls from {start} to {end}, {adds} for each {step}").given(**both, **each)

    def _step(self, slope: Fraction) -> tuple[Fraction, Filling]:
        """Return the step of the measure that is spoken of: a point, or one, ten, a hundred of its unit."""
        if self.measured in _RATES:
            return _HUNDREDTH, msg("point")
        size = Fraction(1)
        while self.measured in {Unit.MONEY, Unit.NUMBER} and slope * size < _READABLE:
            size *= 10
        return size, points(size, self.measured, currency=self.currency, language=self.language)


__all__ = ["CurveWords"]
