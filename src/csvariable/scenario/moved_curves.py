"""Where the payout curves of two plans differ: exactly, over what is reached or over the value itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from csvariable.engine.exact.curves import Heights, heights_of, on_curve
from csvariable.facts.plans import Plans
from csvariable.kernel.formula import Curve, Ref
from csvariable.kernel.quantity import Quantity
from csvariable.kernel.step import Program
from csvariable.kernel.unit import LevelWord, Unit
from csvariable.plan.kpi import Kpi
from csvariable.plan.levels import in_unit
from csvariable.program.compilation import compile_plan


@dataclass(frozen=True, slots=True)
class DifferingStretch:
    """A stretch of a measure in which two curves differ; None is without end."""

    start: Fraction | None
    end: Fraction | None


class WordChange(NamedTuple):
    """A word that one of two plans pays otherwise; None where that plan has no such word."""

    word: LevelWord
    before: Fraction | None
    after: Fraction | None


class AttainmentScale(NamedTuple):
    """How a plan makes an attainment of a value."""

    mode: str
    """`ratio`, `inverse`, `distance`, or `baseline`."""
    target: Fraction
    baseline: Fraction

    def attained(self, value: Fraction) -> Fraction:
        """Return the attainment of a value; at 0, an inverse one counts as the end of the curve."""
        if self.mode == "inverse":
            return self.target / value if value > 0 else Fraction(10**6)
        slope, fixed = self.line
        return slope * value + fixed

    def value(self, attained: Fraction) -> Fraction:
        """Return the value that has an attainment."""
        if self.mode == "inverse":
            return self.target / attained if attained > 0 else self.target * 2
        slope, fixed = self.line
        return (attained - fixed) / slope

    @property
    def line(self) -> tuple[Fraction, Fraction]:
        """Slope and height at 0 of the line from values to attainments."""
        if self.mode == "baseline":
            return 1 / (self.target - self.baseline), -self.baseline / (self.target - self.baseline)
        if self.mode == "distance":
            return -1 / self.target, Fraction(2)
        return 1 / self.target, Fraction(0)


@dataclass(frozen=True, slots=True)
class CurveChange:
    """A payout curve that two plans draw differently."""

    kpi: str
    role: str | None
    unit: Unit
    reads: str
    before: Curve
    after: Curve
    stretches: tuple[DifferingStretch, ...]
    scales: tuple[AttainmentScale, AttainmentScale] | None = None
    """How the old and the new plan make an attainment of a value, where that differs: then the curves
    are compared and drawn over the value itself."""
    words: tuple[WordChange, ...] = ()
    """Of a measure in words, those that are paid otherwise: their places are no scale."""

    def heights(self, at: Fraction) -> tuple[Fraction, Fraction]:
        """Return what the old and the new curve pay at a value of the measure."""
        if self.scales is None:
            return on_curve(self.before, at), on_curve(self.after, at)
        one, other = (scale.attained(at) for scale in self.scales)
        return on_curve(self.before, one), on_curve(self.after, other)

    @property
    def window(self) -> tuple[Fraction, Fraction]:
        """The part of the measure worth drawing: all starts of both curves and some room."""
        curves = (self.before, self.after)
        starts = [one.start for curve in curves for one in curve.segments]
        if self.scales is not None:
            pairs = zip(curves, self.scales, strict=True)
            starts = [scale.value(one.start) for curve, scale in pairs for one in curve.segments]
        low, high = min(starts), max(starts)
        room = (high - low) / 6 or abs(low) / 10 or Fraction(1)
        return low - room, high + room


def curve_changes(old: Plans, new: Plans) -> tuple[CurveChange, ...]:
    """Return the KPI curves that differ, for the base plan and for roles that have their own."""
    found: list[CurveChange] = []
    for role in (None, *(role for role in new.roles if role in old.roles)):
        for change in _changes_of(old, new, role):
            of_base = any(
                (one.kpi, one.before, one.after, one.scales)
                == (change.kpi, change.before, change.after, change.scales)
                for one in found
            )
            if not of_base:
                found.append(change)
    return tuple(found)


def _changes_of(old: Plans, new: Plans, role: str | None) -> Iterator[CurveChange]:
    before, after = (_curves(compile_plan(plans.of(role), role)) for plans in (old, new))
    for kpi, (curve, measured, reads) in after.items():
        if kpi not in before:
            continue
        other, measured_before, read_before = before[kpi]
        if measured.words and measured_before.words:
            words = _words((other, measured_before), (curve, measured))
            if words:
                yield CurveChange(kpi, role, measured, reads, other, curve, (), words=words)
            continue
        scales = _scales(old, new, role, kpi) if reads == read_before == f"{kpi}.attainment" else None
        everywhere = (DifferingStretch(None, None),)
        unit = measured
        if scales is not None:
            unit = new.of(role).kpis[kpi].measured_in
            curved = "inverse" in {scale.mode for scale in scales}
            stretches = everywhere if curved else differing(_over(other, scales[0]), _over(curve, scales[1]))
        else:
            stretches = differing(other, curve) if reads == read_before else everywhere
        if stretches and other.segments and curve.segments:
            yield CurveChange(kpi, role, unit, reads, other, curve, stretches, scales)


def _of_words(curve: Curve, unit: Unit) -> list[Fraction]:
    """Return what a curve pays at each word of a measure."""
    return heights_of(curve, map(Fraction, range(len(unit.words))))


def _words(before: tuple[Curve, Unit], after: tuple[Curve, Unit]) -> tuple[WordChange, ...]:
    """Return the words that are paid otherwise, in the order of the new plan."""
    old, new = (
        dict(zip((word.id for word in unit.words), _of_words(curve, unit), strict=True))
        for curve, unit in (before, after)
    )
    words = {word.id: word for word in after[1].words}
    words |= {word.id: word for word in before[1].words if word.id not in words}
    found = (WordChange(word, old.get(one), new.get(one)) for one, word in words.items())
    return tuple(one for one in found if one.before != one.after)


def _scales(
    old: Plans, new: Plans, role: str | None, kpi: str
) -> tuple[AttainmentScale, AttainmentScale] | None:
    """Return how both plans scale a KPI, where they do it differently and both plans say how."""
    one, other = (_scale(plans.of(role).kpis[kpi], plans.base.currency) for plans in (old, new))
    return (one, other) if one is not None and other is not None and one != other else None


def _scale(kpi: Kpi, currency: str) -> AttainmentScale | None:
    if not isinstance(kpi.target, Quantity):
        return None
    target = in_unit(kpi.target, kpi.measured_in, currency)
    if kpi.baseline is not None:
        baseline = in_unit(kpi.baseline, kpi.measured_in, currency)
        return AttainmentScale("baseline", target, baseline) if target != baseline else None
    return AttainmentScale(kpi.attainment or "ratio", target, Fraction(0)) if target > 0 else None


def _over(curve: Curve, scale: AttainmentScale) -> Curve:
    """Return a curve of the attainment as one of the value itself."""
    slope, _ = scale.line
    segments = tuple(
        replace(one, start=scale.value(one.start), slope=one.slope * slope) for one in curve.segments
    )
    return replace(curve, segments=segments, falling=curve.falling if slope > 0 else not curve.falling)


def _curves(program: Program) -> Mapping[str, tuple[Curve, Unit, str]]:
    """Return the payout curve of each KPI with the unit of what it reads."""
    units = {step.name: step.unit for step in program.row_steps}
    found: dict[str, tuple[Curve, Unit, str]] = {}
    for step in program.row_steps:
        curve = step.curve
        if step.kpi is not None and isinstance(curve, Curve) and isinstance(curve.of, Ref):
            found[step.kpi] = curve, units.get(curve.of.step, Unit.RATE), curve.of.step
    return found


def differing(one: Curve, other: Curve) -> tuple[DifferingStretch, ...]:
    """Return the stretches in which two curves pay differently, exactly, joined where they touch."""
    gap = _gap(one, other)
    cuts = sorted({point for curve in (one, other) for point in _cuts(curve)})
    crossings = {cross for piece in _pieces(cuts) for cross in _crossing(gap, piece)}
    cuts = sorted({*cuts, *crossings})
    found: list[DifferingStretch] = []
    ends: set[Fraction | None] = set()
    for piece in _pieces(cuts):
        low, high = piece.start, piece.end
        if gap(piece.inside):
            if found and low is not None and found[-1].end == low and gap(low):
                found[-1] = DifferingStretch(found[-1].start, high)
            else:
                found.append(DifferingStretch(low, high))
            ends |= {low, high}
    found += [DifferingStretch(point, point) for point in cuts if point not in ends and gap(point)]
    return tuple(sorted(found, key=lambda stretch: (stretch.start is not None, stretch.start or 0)))


def _gap(one: Curve, other: Curve) -> Callable[[Fraction], Fraction]:
    """Return how much more the first curve pays than the other, at any value."""
    first, second = Heights(one), Heights(other)

    def gap(point: Fraction) -> Fraction:
        at = point.as_integer_ratio()
        return Fraction(*first(at)) - Fraction(*second(at))

    return gap


def _cuts(curve: Curve) -> Iterator[Fraction]:
    """Yield where a curve may turn or jump: its starts, and where its lines meet 0 or its cap.

    A line may meet them outside its own segment: a cut too many parts no stretch that differs.
    """
    limits = [Fraction(0), *([curve.cap] if curve.cap is not None else [])]
    for segment in curve.segments:
        yield segment.start
        for limit in limits if segment.slope else ():
            yield segment.start + (limit - segment.base) / segment.slope


class _OpenStretch(NamedTuple):
    """An open stretch between two cuts, and two points inside it."""

    start: Fraction | None
    end: Fraction | None
    inside: Fraction
    other: Fraction


def _pieces(cuts: list[Fraction]) -> Iterator[_OpenStretch]:
    """Yield the open stretches between cuts, the two without end included."""
    if not cuts:
        return
    first, last = cuts[0], cuts[-1]
    yield _OpenStretch(None, first, first - 1, first - 2)
    for low, high in pairwise(cuts):
        middle = (low + high) / 2
        yield _OpenStretch(low, high, middle, (low + middle) / 2)
    yield _OpenStretch(last, None, last + 1, last + 2)


def _crossing(gap: Callable[[Fraction], Fraction], piece: _OpenStretch) -> Iterator[Fraction]:
    """Yield where the lines of two straight pieces cross, inside the stretch or not, if they do."""
    here, there = piece.inside, piece.other
    now, later = gap(here), gap(there)
    if now != later:
        yield here + now * (there - here) / (now - later)
