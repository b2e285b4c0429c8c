"""What more a person could earn: the next tier of a KPI, and one more point on a slope.

Nothing is estimated: the row is computed again with another actual, by the reader that paid
it, all else equal. So thresholds, modifiers, gates, caps and roundings count as they would.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from csvariable.engine.exact.curves import on_curve, reached
from csvariable.engine.exact.readers import Columns, reader
from csvariable.engine.results import Results
from csvariable.facts.model import Value
from csvariable.kernel.formula import (
    Curve,
    Formula,
    Greatest,
    Over,
    Product,
    Quotient,
    Ref,
    Rounded,
    Segment,
    Shared,
    Sum,
    walk,
)
from csvariable.kernel.quantity import Unit, rounded
from csvariable.kernel.step import Purpose, Step
from csvariable.statement.sight import Sight, as_used, tier_of

_BEYOND = Fraction(1, 10**30)
"""A step past a bound that must be exceeded: smaller than any value that a file can hold."""


@dataclass(frozen=True, slots=True)
class NextTier:
    """The next segment of a KPI's curve that pays more, and what reaching it would add."""

    kpi: str
    needed: Fraction
    """The actual that reaches it, in the KPI's unit."""
    exceeded: bool
    """Whether the actual must be passed, not only reached."""
    pays: Fraction
    """The payout rate of the curve where the segment starts."""
    adds: Fraction
    """Money added to the KPI's payout, all else equal."""
    keeps: Fraction
    """Money of it that is left after the plan's modifiers, floor, gates, cap and guarantee."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A KPI's curve for one row: the step that holds it, and the value it reads."""

    step: Step
    curve: Curve
    at: Fraction
    reads: str
    """Name of the step that the curve reads."""


def next_tier(results: Results, row: int, kpi: str) -> NextTier | None:
    """Return the next segment that pays more; None on the last one, or where nothing was measured.

    Where the curve reads an attainment, the actual is found through the target and baseline.
    """
    line = _line(results, row, kpi)
    if line is None:
        return None
    now = on_curve(line.curve, line.at)
    for segment in line.curve.segments:
        pays = _entry(line.curve, segment)
        if not reached(segment, line.at, falling=line.curve.falling) and pays > now:
            return _towards(results, row, kpi, line, segment, pays)
    return None


def worth_of_a_point(results: Results, row: int, kpi: str) -> Fraction | None:
    """Return the money that one more point adds to the payout, where the person stands on a slope.

    A point is a hundredth of what a rate reads (one point of attainment, of a percentage), one
    point or unit of other measures; None on a flat stretch and for amounts of money.
    """
    line = _line(results, row, kpi)
    if line is None:
        return None
    segment = tier_of(line.curve, line.at).segment
    unit = _unit(results, row, line.reads)
    if segment is None or not segment.slope or unit is Unit.MONEY:
        return None
    point = Fraction(1, 100) if unit in {Unit.PERCENT, Unit.RATE} else Fraction(1)
    better = line.at - point if line.curve.falling else line.at + point
    actual = _actual_for(results, row, kpi, line, better)
    if actual is None:
        return None
    paid, _ = _paid(results, row, kpi, {Purpose.ACTUAL.named(kpi): actual})
    return paid


def _line(results: Results, row: int, kpi: str) -> _Line | None:
    """Find the curve that a KPI's line used, and where the row stands on it."""
    sight = Sight(results, row, person=False)
    steps = {step.name: step for step in results.program_of(row).row_steps}
    step = next((one for one in steps.values() if one.kpi == kpi and one.curve is not None), None)
    if step is None or Purpose.PAYOUT.named(kpi) not in steps:
        return None
    curve = next((node for node in walk(as_used(step.formula, sight)) if isinstance(node, Curve)), None)
    if curve is None or not isinstance(curve.of, Ref):
        return None
    at = sight.value(curve.of)
    return None if at is None else _Line(step, curve, at, curve.of.step)


def _entry(curve: Curve, segment: Segment) -> Fraction:
    """Return the height of a curve where a segment starts, its cap included."""
    return segment.base if curve.cap is None else min(segment.base, curve.cap)


def _towards(  # noqa: PLR0913, PLR0917 - a row, a KPI, and where it should go
    results: Results, row: int, kpi: str, line: _Line, segment: Segment, pays: Fraction
) -> NextTier | None:
    """Compute the row again where the segment starts; just past its start where it excludes it."""
    step = -_BEYOND if line.curve.falling else _BEYOND
    needed = _actual_for(results, row, kpi, line, segment.start)
    further = _actual_for(results, row, kpi, line, segment.start + step)
    if needed is None or further is None:
        return None
    exceeded = not segment.owns_start
    changed = {Purpose.ACTUAL.named(kpi): needed}
    if exceeded:
        changed = {Purpose.ACTUAL.named(kpi): further, line.step.name: pays}
    if not _arrives(results, row, line, segment, changed):
        # A declared rounding keeps the value on the near side: the next round value is past it.
        needed = _round_actual(results, row, kpi, line, segment, down=further < needed)
        if needed is None:
            return None
        changed, exceeded = {Purpose.ACTUAL.named(kpi): needed}, False
    adds, keeps = _paid(results, row, kpi, changed)
    return NextTier(kpi, needed, exceeded, pays, adds, keeps)


def _arrives(results: Results, row: int, line: _Line, segment: Segment, changed: dict[str, Fraction]) -> bool:
    table = _again(results, row, changed)
    at = table[line.reads][0]
    return at is not None and reached(segment, at, falling=line.curve.falling)


def _round_actual(  # noqa: PLR0913 - a row, a KPI, where it should go and from where
    results: Results, row: int, kpi: str, line: _Line, segment: Segment, *, down: bool
) -> Fraction | None:
    """Return the first actual of a segment that the declared roundings leave as it is, and in it.

    An attainment is rounded in its own unit, then the actual that gives it in that of the
    actual; `down` where less of the actual is better.
    """
    at, past = segment.start, not segment.owns_start
    unit = _declared(results, row, line.reads)
    if unit is not None:
        at, past = _multiple(at, unit, down=line.curve.falling, past=past), False
    needed, unit = (
        _actual_for(results, row, kpi, line, at),
        _declared(results, row, Purpose.ACTUAL.named(kpi)),
    )
    if needed is None or unit is None:
        return needed
    return _multiple(needed, unit, down=down, past=past)


def _multiple(value: Fraction, unit: Fraction, *, down: bool, past: bool) -> Fraction:
    """Return the first multiple of a unit from a value on, upwards or downwards; `past` leaves it out."""
    count = floor(value / unit) if down else ceil(value / unit)
    if past and count * unit == value:
        count += -1 if down else 1
    return count * unit


def _declared(results: Results, row: int, name: str) -> Fraction | None:
    """Return the unit of the declared rounding of a step."""
    formula = next(step.formula for step in results.program_of(row).row_steps if step.name == name)
    return formula.unit if isinstance(formula, Rounded) else None


# ------------------------------------------------------------------- from attainment to actual


def _actual_for(results: Results, row: int, kpi: str, line: _Line, wanted: Fraction) -> Fraction | None:
    """Return the actual at which what the curve reads is `wanted`; None where no actual gives it."""
    if line.reads == Purpose.ACTUAL.named(kpi):
        return wanted
    if line.reads != Purpose.ATTAINMENT.named(kpi):
        return None
    sight = Sight(results, row, person=False)
    step = next(one for one in results.program_of(row).row_steps if one.name == line.reads)
    formula = as_used(step.formula, sight)
    return _solved(
        formula.of if isinstance(formula, Rounded) else formula, Purpose.ACTUAL.named(kpi), sight, wanted
    )


def _solved(formula: Formula, actual: str, sight: Sight, wanted: Fraction) -> Fraction | None:
    """Undo A / T, T / A, 2 - A / T and (A - Y) / (T - Y)."""
    match formula:
        case Ref(step=step) if step == actual:
            return wanted
        case Quotient(top=top, bottom=bottom) if _reads(top, actual):
            under = sight.value(bottom)
            return None if not under else _solved(top, actual, sight, wanted * under)
        case Quotient(top=top, bottom=bottom):
            over = sight.value(top)
            return None if over is None or not wanted else _solved(bottom, actual, sight, over / wanted)
        case Sum(terms=terms) | Greatest(of=terms):
            mine = [term for term in terms if _reads(term, actual)]
            others = [sight.value(term) for term in terms if not _reads(term, actual)]
            known = [value for value in others if value is not None]
            if len(mine) != 1 or len(known) != len(others):
                return None
            if isinstance(formula, Greatest):
                return _solved(mine[0], actual, sight, wanted)
            return _solved(mine[0], actual, sight, wanted - sum(known, Fraction(0)))
        case Product(factors=factors):
            mine = [factor for factor in factors if _reads(factor, actual)]
            whole = sight.value(Product(tuple(one for one in factors if one not in mine)))
            return None if len(mine) != 1 or not whole else _solved(mine[0], actual, sight, wanted / whole)
        case _:
            return None


def _reads(formula: Formula, step: str) -> bool:
    return Ref(step) in walk(formula)


# ------------------------------------------------------------------------------ computing again


def _paid(results: Results, row: int, kpi: str, changed: dict[str, Fraction]) -> tuple[Fraction, Fraction]:
    """Return what is added to the payout of a KPI and to what the row reaches."""
    table = _again(results, row, changed)

    def added(name: str) -> Fraction:
        before, after = results.rows[name][row], table[name][0]
        return (after or Fraction(0)) - (before or Fraction(0))

    return added(Purpose.PAYOUT.named(kpi)), added(Purpose.REACHED)


def _again(results: Results, row: int, changed: dict[str, Fraction]) -> Columns:
    """Compute the steps of one row again, some of them given; what looks beyond the row stays."""
    columns = {name: [values[row]] for name, values in results.facts.columns.items()}
    table: Columns = {}
    for step in results.program_of(row).row_steps:
        value: Value
        if step.name in changed:
            given = changed[step.name]
            value = given
            if isinstance(step.formula, Rounded):
                value = rounded(given, step.formula.unit, step.formula.mode)
        elif isinstance(step.formula, Over | Shared):
            value = results.rows[step.name][row]
        else:
            value = reader(step.formula, columns, table, None)(0)
        table[step.name] = [value]
    return table


def _unit(results: Results, row: int, name: str) -> Unit:
    return next(step.unit for step in results.program_of(row).row_steps if step.name == name)
