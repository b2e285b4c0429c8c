"""Plans that differ in their figures alone, as one plan whose figures are facts.

Programs of the same build run in one frame: a figure that differs between them becomes a column,
one value for each run, and a curve that holds such a figure becomes the comparisons it stands
for. What differs in build, as another rounding or one tier more, is another group.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from csvariable.kernel.formula import (
    Choose,
    Curve,
    Fact,
    Formula,
    Given,
    Greatest,
    Holds,
    Least,
    Part,
    Product,
    Ref,
    Sum,
)
from csvariable.kernel.message import msg
from csvariable.kernel.rewriting import RebuiltSplits, rebuilt
from csvariable.kernel.segment import Segment
from csvariable.kernel.step import Demand, Program, Step
from csvariable.plan import Role

HOLE = "#"
"""Before the number of a figure that stands among the facts."""
ZERO = Fraction(0)

Programs = Mapping[Role, Program]


def build_of(programs: Programs) -> tuple[Hashable, list[Fraction]]:
    """Return what programs have in common whatever their figures are, and the figures in order."""
    figures: list[Fraction] = []
    splits = RebuiltSplits()

    def blank(formula: Formula) -> Formula:
        if isinstance(formula, Given):
            figures.append(formula.value)
            return Fact(HOLE)
        if isinstance(formula, Curve) and _is_liftable(formula):
            figures.extend(_figures(formula))
            segments = tuple(Segment(ZERO, one.owns_start, ZERO, ZERO, ()) for one in formula.segments)
            return replace(formula, segments=segments, before=ZERO, cap=formula.cap and ZERO)
        if isinstance(formula, Part) and (number := splits.number(formula.split)) is not None:
            return Ref(f"{HOLE}{number}.{formula.name}")  # its figures have been counted
        return rebuilt(formula, blank, splits)

    build = tuple(
        (
            role,
            tuple((step.name, blank(step.formula)) for step in program.row_steps),
            tuple((step.name, blank(step.formula)) for step in program.person_steps),
            tuple(blank(demand.holds) for demand in program.demands),
            tuple(blank(demand.holds) for demand in program.person_demands),
        )
        for role, program in programs.items()
    )
    return build, figures


def lifted(programs: Programs, differing: frozenset[int]) -> Programs:
    """Return programs whose differing figures are read from the facts.

    Their demands are named by their place among those of the role.
    """
    fill = _Filler(differing)
    return {role: _lifted(program, fill.formula) for role, program in programs.items()}


def _lifted(program: Program, change: Callable[[Formula], Formula]) -> Program:
    def steps(of: Sequence[Step]) -> tuple[Step, ...]:
        return tuple(replace(step, formula=change(step.formula)) for step in of)

    def demands(of: Sequence[Demand], after: int = 0) -> tuple[Demand, ...]:
        return tuple(
            replace(demand, holds=change(demand.holds), message=msg("{at}", at=str(at)))
            for at, demand in enumerate(of, after)
        )

    return replace(
        program,
        row_steps=steps(program.row_steps),
        person_steps=steps(program.person_steps),
        demands=demands(program.demands),
        person_demands=demands(program.person_demands, len(program.demands)),
    )


def _is_liftable(curve: Curve) -> bool:
    return bool(curve.segments) and isinstance(curve.of, Ref | Fact)


def _figures(curve: Curve) -> list[Fraction]:
    """Return the figures of a curve: before, three of each segment, its cap."""
    found = [curve.before]
    for one in curve.segments:
        found += [one.start, one.base - one.start * one.slope, one.slope]
    return found if curve.cap is None else [*found, curve.cap]


class _Filler:
    """Walks through programs as `build_of` does, and counts figures as it does."""

    def __init__(self, differing: frozenset[int]) -> None:
        self._differing = differing
        self._at = 0
        self._splits = RebuiltSplits()

    def formula(self, formula: Formula) -> Formula:
        """Return a formula with its differing figures as facts."""
        if isinstance(formula, Given):
            return self._next(formula.value)
        if isinstance(formula, Curve) and _is_liftable(formula):
            return self._curve(formula)
        return rebuilt(formula, self.formula, self._splits)

    def _next(self, value: Fraction) -> Formula:
        at = self._at
        self._at += 1
        return Fact(f"{HOLE}{at}") if at in self._differing else Given(value)

    def _curve(self, curve: Curve) -> Formula:
        start = self._at
        found = [self._next(value) for value in _figures(curve)]
        if not self._differing.intersection(range(start, self._at)):
            return curve
        rest = iter(found)
        heights = [next(rest)]
        starts: list[Formula] = []
        for _ in curve.segments:
            begins, fixed, slope = next(rest), next(rest), next(rest)
            starts.append(begins)
            flat = isinstance(slope, Given) and slope.value == 0
            heights.append(fixed if flat else Sum((fixed, Product((slope, curve.of)))))
        result = heights[-1]
        # A value stands on the stretch before the first start that it does not reach.
        for segment, begins, height in reversed(list(zip(curve.segments, starts, heights[:-1], strict=True))):
            result = Choose(_reached(curve, segment, begins), result, height)
        limits = [next(rest)] if curve.cap is not None else []
        under = Least((result, *limits)) if limits else result
        return Greatest((under, Given(ZERO)))


def _reached(curve: Curve, segment: Segment, start: Formula) -> Formula:
    if curve.falling:
        return Holds(curve.of, "up_to" if segment.owns_start else "below", start)
    return Holds(curve.of, "from" if segment.owns_start else "above", start)
