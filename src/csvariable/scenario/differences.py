"""Two plans side by side: the routes whose values differ, and where their payout curves do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from csvariable.engine.exact.curves import on_curve
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import Curve, Ref
from csvariable.kernel.quantity import Kind as Amount, NotAQuantity, read_quantity
from csvariable.kernel.step import Program
from csvariable.kernel.unit import Unit
from csvariable.program.compilation import compile_plan
from csvariable.text import Document, Scalar, parse_route

What: TypeAlias = Literal["changed", "added", "removed"]

_SILENT = frozenset(
    "name why owner source verified_by statement serves description communicated_on review_by languages "
    "nature consultation disputes backlog allow examples objective priority origin commitment horizon "
    "quality controllability leading".split()
)
"""Keys that pay nothing: texts, tags, governance, examples."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A route whose value is not the same in two plans."""

    route: Route
    before: str | None
    after: str | None
    pays: bool
    """Whether a payout can rest on it; texts and tags never."""
    role: str | None = None

    @property
    def what(self) -> What:
        """Whether it changed, came or went."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


@dataclass(frozen=True, slots=True)
class DifferingStretch:
    """A stretch of a measure in which two curves differ; None is without end."""

    start: Fraction | None
    end: Fraction | None


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

    @property
    def window(self) -> tuple[Fraction, Fraction]:
        """The part of the measure worth drawing: all starts of both curves and some room."""
        starts = [one.start for curve in (self.before, self.after) for one in curve.segments]
        low, high = min(starts), max(starts)
        room = (high - low) / 6 or abs(low) / 10 or Fraction(1)
        return low - room, high + room


def differences(old: Document, new: Document) -> tuple[Difference, ...]:
    """Return the routes whose values differ in meaning, in the order of the new plan, then the old.

    `85 %` and `85%` are the same value; the order of keys is none.
    """
    before = {route: value for route, value in old.routes() if not _hidden(route)}
    after = {route: value for route, value in new.routes() if not _hidden(route)}
    routes = dict.fromkeys((*after, *before))
    found = []
    for route in routes:
        one, other = before.get(route), after.get(route)
        if one is not None and other is not None and _same(one, other):
            continue
        found.append(
            Difference(
                route,
                one.text if one is not None else None,
                other.text if other is not None else None,
                pays=not _SILENT.intersection(str(key) for key in _inner(route)),
                role=str(route[1]) if route[0] == "roles" and len(route) > 1 else None,
            )
        )
    return tuple(found)


def _hidden(route: Route) -> bool:
    return str(route[0]).startswith("x-")


def _inner(route: Route) -> Route:
    """Return the keys of a route that are no ids, for a line of a role those of the route that it sets."""
    if route[0] == "roles" and len(route) > 2:
        try:
            return _inner((*parse_route(str(route[2])), *route[3:]))
        except ValueError:
            return route
    # An id may be called as a tag is; no tag is the second key of a route.
    return (route[0], *route[2:])


def _same(one: Scalar, other: Scalar) -> bool:
    if one.text == other.text:
        return True
    if one.quoted or other.quoted:
        return False
    try:
        first, second = read_quantity(one.text), read_quantity(other.text)
    except NotAQuantity:
        return False
    # An amount without its currency is of that of the plan.
    money = {first.kind, second.kind} == {Amount.MONEY, Amount.NUMBER}
    alike = money or (first.kind, first.currency) == (second.kind, second.currency)
    return alike and first.value == second.value


# --------------------------------------------------------------------------------------- curves


def curve_changes(old: Plans, new: Plans) -> tuple[CurveChange, ...]:
    """Return the KPI curves that differ, for the base plan and for roles that have their own."""
    found: list[CurveChange] = []
    for role in (None, *(role for role in new.roles if role in old.roles)):
        for change in _changes_of(old, new, role):
            of_base = any(
                one.kpi == change.kpi and one.before == change.before and one.after == change.after
                for one in found
            )
            if not of_base:
                found.append(change)
    return tuple(found)


def _changes_of(old: Plans, new: Plans, role: str | None) -> Iterator[CurveChange]:
    before, after = (_curves(compile_plan(plans.of(role), role)) for plans in (old, new))
    for kpi, (curve, unit, reads) in after.items():
        if kpi not in before:
            continue
        other, _, read_before = before[kpi]
        stretches = differing(other, curve) if reads == read_before else (DifferingStretch(None, None),)
        if stretches and other.segments and curve.segments:
            yield CurveChange(kpi, role, unit, reads, other, curve, stretches)


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
    cuts = sorted({point for curve in (one, other) for point in _cuts(curve)})
    crossings = {cross for piece in _pieces(cuts) for cross in _crossing(one, other, piece)}
    cuts = sorted({*cuts, *crossings})
    found: list[DifferingStretch] = []
    for piece in _pieces(cuts):
        low, high = piece.start, piece.end
        if _differs(one, other, piece.inside):
            if found and low is not None and found[-1].end == low and _differs(one, other, low):
                found[-1] = DifferingStretch(found[-1].start, high)
            else:
                found.append(DifferingStretch(low, high))
    for point in cuts:
        inside = any(_holds(stretch, point) for stretch in found)
        if _differs(one, other, point) and not inside:
            found.append(DifferingStretch(point, point))
    return tuple(sorted(found, key=lambda stretch: (stretch.start is not None, stretch.start or 0)))


def _holds(stretch: DifferingStretch, point: Fraction) -> bool:
    return (stretch.start is None or stretch.start <= point) and (stretch.end is None or point <= stretch.end)


def _differs(one: Curve, other: Curve, point: Fraction) -> bool:
    return on_curve(one, point) != on_curve(other, point)


def _cuts(curve: Curve) -> Iterator[Fraction]:
    """Yield where a curve may turn or jump: its starts, and where its lines meet 0 or its cap.

    A line may meet them outside its own segment: a cut too many parts no stretch that differs.
    """
    limits = [Fraction(0), *([curve.cap] if curve.cap is not None else [])]
    for segment in curve.segments:
        yield segment.start
        for limit in limits if segment.slope else ():
            yield segment.start + (limit - segment.base) / segment.slope


class _Piece(NamedTuple):
    """An open stretch between two cuts, and two points inside it."""

    start: Fraction | None
    end: Fraction | None
    inside: Fraction
    other: Fraction


def _pieces(cuts: list[Fraction]) -> Iterator[_Piece]:
    """Yield the open stretches between cuts, the two without end included."""
    if not cuts:
        return
    first, last = cuts[0], cuts[-1]
    yield _Piece(None, first, first - 1, first - 2)
    for low, high in pairwise(cuts):
        middle = (low + high) / 2
        yield _Piece(low, high, middle, (low + middle) / 2)
    yield _Piece(last, None, last + 1, last + 2)


def _crossing(one: Curve, other: Curve, piece: _Piece) -> Iterator[Fraction]:
    """Yield where the lines of two straight pieces cross, inside the stretch or not, if they do."""
    here, there = piece.inside, piece.other
    gap, later = (on_curve(one, at) - on_curve(other, at) for at in (here, there))
    if gap != later:
        yield here + gap * (there - here) / (gap - later)
