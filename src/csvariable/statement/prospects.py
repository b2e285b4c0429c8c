"""What more a person could earn: one more point of a KPI, and the next tier of its curve.

Nothing is estimated, and nothing is left out: the whole pay of the person is computed again with
another actual, by the engine that paid it, all else as it was. So thresholds, modifiers, gates,
caps, bonuses, pools and roundings count as they would. The law: what is promised is the
difference of two totals.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from csvariable.engine.exact.curves import on_curve, reached
from csvariable.engine.results import Results
from csvariable.kernel.formula import Curve, Ref, Rounded, walk
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.segment import Segment
from csvariable.kernel.step import Step
from csvariable.kernel.unit import Unit, minor_unit
from csvariable.plan.kpi import Kpi
from csvariable.statement.actuals import actual_for, actual_of, multiple, readable, spec_of
from csvariable.statement.lines import effect_of
from csvariable.statement.otherwise import Move, Otherwise
from csvariable.statement.points import point_of, within
from csvariable.statement.used import ValueReader, as_used

PAST = Fraction(1, 10**12)
"""A step past a bound that must be exceeded: the smallest that a file can hold."""


@dataclass(frozen=True, slots=True)
class Gain:
    """Another actual of a KPI, and what it adds to the total of the person."""

    kpi: str
    needed: Fraction
    """The actual, in the KPI's unit."""
    exceeded: bool
    """Whether it must be passed, not only reached."""
    step: Fraction
    """How far it is from the actual there is, negative where it is less."""
    adds: Fraction
    """Money added to the total, after every rule."""
    takes: Step | None
    """The line that takes most of what the KPI would add, where nothing is left."""


@dataclass(frozen=True, slots=True)
class NextTier(Gain):
    """The next segment of a KPI's curve that pays more."""

    pays: Fraction
    """The payout rate of the curve where the segment starts."""


# ------------------------------------------------------------------------------- one more point


def one_more_point(pay: Otherwise, row: int, kpi: str) -> Gain | None:
    """Return what one more point adds; None without an actual, or where the range allows no step."""
    actual = actual_of(pay, row, kpi)
    if actual is None:
        return None
    target = pay.base.rows.get(Purpose.TARGET.named(kpi))
    at_target = None if target is None else target[row]
    step = point_of(spec_of(pay, row, kpi), pay.plans.base.currency, actual, at_target)
    return None if step is None else gain_at(pay, row, kpi, actual + step)


def gain_at(pay: Otherwise, row: int, kpi: str, needed: Fraction, *, exceeded: bool = False) -> Gain | None:
    """Compute the person again at an actual, or just past it; None where no file could hold it."""
    now, spec = actual_of(pay, row, kpi), spec_of(pay, row, kpi)
    at = just_past(spec, needed) if exceeded else needed
    if now is None or not within(spec, pay.plans.base.currency, at):
        return None
    move, after = pay.move(kpi, row), pay.computed(kpi, row, at)
    if move is None or after is None:
        return None
    adds = pay.gain(after)
    return Gain(kpi, needed, exceeded, needed - now, adds, None if adds else _taker(pay, move, after))


def just_past(spec: Kpi, bound: Fraction) -> Fraction:
    """Return a value just past a bound, on its good side."""
    return bound - PAST if spec.lower_is_better else bound + PAST


def worded(pay: Otherwise, row: int, kpi: str, needed: Fraction, *, exceeded: bool) -> tuple[Fraction, bool]:
    """Return an actual as it is told: a value that reads at a glance, and whether it must be passed.

    Where a bound does not read at a glance the next value past it does; past a bound of money
    lies its next minor unit.
    """
    spec, currency = spec_of(pay, row, kpi), pay.plans.base.currency
    told = readable(spec, currency, needed)
    if told != needed or not exceeded:
        return told, False
    if spec.measured_in is Unit.MONEY:
        minor = minor_unit(currency)
        return (needed - minor if spec.lower_is_better else needed + minor), False
    return needed, True


def _taker(pay: Otherwise, move: Move, after: Results) -> Step | None:
    """Return the line that takes most of what another actual would add."""
    lost: list[tuple[Fraction, Step]] = []
    base = pay.base
    levels = [
        (step, base.rows, after.rows, row)
        for row in pay.rows
        for step in move.affected.steps(base.program_of(row), person=False)
    ]
    last = move.affected.steps(base.program_of(pay.rows[-1]), person=True)
    levels += [(step, base.people, after.people, pay.at) for step in last]
    for step, before, now, at in levels:
        was, is_ = effect_of(step, before[step.name][at]), effect_of(step, now[step.name][at])
        if was is not None and is_ is not None and is_ < was:
            lost.append((is_ - was, step))
    return min(lost, key=lambda one: one[0])[1] if lost else None


# --------------------------------------------------------------------------------- the next tier


@dataclass(frozen=True, slots=True)
class _Line:
    """A KPI's curve for one row, where the row stands on it, and the step that it reads."""

    curve: Curve
    at: Fraction
    reads: str


def next_tier(pay: Otherwise, row: int, kpi: str) -> NextTier | None:
    """Return the next segment that pays more; None on the last one, or where nothing was measured.

    Where the curve reads an attainment, the actual is found through the target and baseline.
    """
    line = _line(pay.base, row, kpi)
    if line is None:
        return None
    now = on_curve(line.curve, line.at)
    for segment in line.curve.segments:
        if not reached(segment, line.at, falling=line.curve.falling) and _entry(line.curve, segment) > now:
            return _towards(pay, row, kpi, line, segment)
    return None


def _line(results: Results, row: int, kpi: str) -> _Line | None:
    """Find the curve that a KPI's line used, and where the row stands on it."""
    reader = ValueReader(results, row, person=False)
    program = results.program_of(row)
    step = program.curves.get(kpi)
    if step is None or Purpose.PAYOUT.named(kpi) not in program.places(person=False):
        return None
    curve = next((node for node in walk(as_used(step.formula, reader)) if isinstance(node, Curve)), None)
    if curve is None or not isinstance(curve.of, Ref):
        return None
    at = reader.value(curve.of)
    return None if at is None else _Line(curve, at, curve.of.step)


def _entry(curve: Curve, segment: Segment) -> Fraction:
    """Return the height of a curve where a segment starts, its cap included."""
    return segment.base if curve.cap is None else min(segment.base, curve.cap)


def _towards(pay: Otherwise, row: int, kpi: str, line: _Line, segment: Segment) -> NextTier | None:
    """Compute the person again where the segment starts; just past its start where it excludes it."""
    needed = actual_for(pay, row, kpi, line.reads, segment.start)
    where = None if needed is None else worded(pay, row, kpi, needed, exceeded=not segment.owns_start)
    if where is not None and not _arrives(pay, row, kpi, line, segment, *where):
        # A declared rounding keeps the value on the near side: the next round value is past it.
        needed = _round_actual(pay, row, kpi, line, segment)
        where = None if needed is None else worded(pay, row, kpi, needed, exceeded=False)
    found = None if where is None else gain_at(pay, row, kpi, where[0], exceeded=where[1])
    if found is None:
        return None
    pays = _entry(line.curve, segment)
    return NextTier(kpi, found.needed, found.exceeded, found.step, found.adds, found.takes, pays)


def _arrives(  # noqa: PLR0913, PLR0917 - a row, a KPI, and where it should go
    pay: Otherwise,
    row: int,
    kpi: str,
    line: _Line,
    segment: Segment,
    needed: Fraction,
    exceeded: bool,  # noqa: FBT001
) -> bool:
    after = pay.computed(kpi, row, just_past(spec_of(pay, row, kpi), needed) if exceeded else needed)
    at = None if after is None else after.rows[line.reads][row]
    return at is not None and reached(segment, at, falling=line.curve.falling)


def _round_actual(pay: Otherwise, row: int, kpi: str, line: _Line, segment: Segment) -> Fraction | None:
    """Return the first actual of a segment that the declared roundings leave as it is, and in it.

    An attainment is rounded in its own unit, then the actual that gives it in that of the actual.
    """
    at, past = segment.start, not segment.owns_start
    unit = _declared(pay.base, row, line.reads)
    if unit is not None:
        at, past = multiple(at, unit, down=line.curve.falling, past=past), False
    needed, unit = (
        actual_for(pay, row, kpi, line.reads, at),
        _declared(pay.base, row, Purpose.ACTUAL.named(kpi)),
    )
    if needed is None or unit is None:
        return needed
    return multiple(needed, unit, down=spec_of(pay, row, kpi).lower_is_better, past=past)


def _declared(results: Results, row: int, name: str) -> Fraction | None:
    """Return the unit of the declared rounding of a step."""
    formula = results.program_of(row).by_name[name].formula
    return formula.unit if isinstance(formula, Rounded) else None
