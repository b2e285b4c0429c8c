"""Actuals of a KPI: those at which a formula of somebody changes its line, and as they can be read."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from csvariable.bounds import Interval, exactly
from csvariable.bounds.cuts import cuts_of, solved
from csvariable.bounds.reading import BoundReading
from csvariable.facts.model import Value
from csvariable.facts.pairs import added_up
from csvariable.kernel.figure import told
from csvariable.kernel.formula import ACROSS, Fact, Formula, Given, OfParts, Ref, Rounded, Sum
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.rewriting import RebuiltSplits, rebuilt
from csvariable.kernel.step import Step
from csvariable.kernel.unit import Unit, minor_unit
from csvariable.plan.kpi import Kpi
from csvariable.statement.otherwise import Move, Otherwise
from csvariable.statement.used import ValueReader


def spec_of(pay: Otherwise, row: int, kpi: str) -> Kpi:
    """Return what the plan of a row says of a KPI."""
    return pay.plans.of(pay.base.facts.roles[row]).kpis[kpi]


def actual_of(pay: Otherwise, row: int, kpi: str) -> Value:
    """Return the actual as the files have it; as it was computed where it is."""
    name = Purpose.ACTUAL.named(kpi)
    values = pay.base.facts.columns.get(name) or pay.base.rows.get(name)
    return None if values is None else values[row]


def changes(pay: Otherwise, row: int, kpi: str, move: Move, now: Fraction) -> list[Fraction]:
    """Return the actual there is and better ones at which a formula changes its line, nearest first."""
    lower = spec_of(pay, row, kpi).lower_is_better
    reading = _reading(pay, move, Interval(None, now) if lower else Interval(now, None))
    found = {value for values in cuts_of(reading).values() for value in values}
    better = {value for value in found if (value <= now if lower else value >= now)}
    return sorted(better, key=lambda value: abs(value - now))


def actual_for(pay: Otherwise, row: int, kpi: str, reads: str, wanted: Fraction) -> Fraction | None:
    """Return the actual at which a step has a value, declared roundings left aside; None where none does."""
    name = Purpose.ACTUAL.named(kpi)
    if reads == name:
        return wanted
    move = pay.move(kpi, row)
    if move is None or reads != Purpose.ATTAINMENT.named(kpi):
        return None
    whole = _reading(pay, move, Interval(None, None), plain=True)
    reading = (whole.rows or ())[pay.rows.index(row)]
    formula = reading.steps[reads]
    formula = formula.of if isinstance(formula, Rounded) else formula
    found = (value for (_, column), value in solved(reading, formula, wanted) if column == name)
    return next(found, None)


def _reading(pay: Otherwise, move: Move, free: Interval, *, plain: bool = False) -> BoundReading:
    """Return the steps of the person that rest on an actual; all else is what it was.

    With `plain` the actual is the fact itself, without a declared rounding.
    """
    rows = []
    for own in pay.rows:
        resting = _Resting(move, ValueReader(pay.base, own, person=False))
        formulas = resting.formulas()
        if plain and move.name in formulas:
            formulas[move.name] = Fact(move.name)
        domains = resting.beyond()
        rows.append(BoundReading(formulas, {**domains, move.name: free} if own in move.rows else domains))
    resting = _Resting(move, ValueReader(pay.base, pay.at, person=True))
    return BoundReading(resting.formulas(), resting.beyond(), tuple(rows))


class _Resting:
    """What rests on an actual, of a row or of the person; in its formulas all else is a value."""

    def __init__(self, move: Move, reader: ValueReader) -> None:
        self._move, self._reader, self._splits = move, reader, RebuiltSplits()
        self._names = move.affected.rows | move.affected.people
        self._program = move.programs[reader.results.facts.roles[reader.row]]
        self._steps = move.affected.steps(self._program, person=reader.person)

    def formulas(self) -> dict[str, Formula]:
        """Return the formulas of the steps."""
        return {step.name: self._whole(step) for step in self._steps}

    def beyond(self) -> dict[str, Interval]:
        """Return what steps that look beyond their row came to; what they look at is not followed."""
        table, at = self._reader.table, self._reader.at
        beyond = (step.name for step in self._steps if isinstance(step.formula, ACROSS))
        return {told(name): exactly(table[name][at]) for name in beyond}

    def _whole(self, step: Step) -> Formula:
        """Return the formula of a step; of a sum only the terms that rest, and what the others came to."""
        formula, person = step.formula, self._reader.person
        if isinstance(formula, Sum):
            terms = self._program.reads(person=person).terms(self._program.places(person=person)[step.name])
            moved = self._move.affected
            places = terms.of(facts=moved.columns, steps=moved.names(person=person), parts=moved.rows)
            resting = [formula.terms[at] for at in places]
            value, known = self._reader.value(formula), [self._reader.value(term) for term in resting]
            if value is not None and None not in known:
                others = Given(value - added_up(known))
                return Sum((*(self._of(term) for term in resting), others))
        return self._of(formula)

    def _of(self, formula: Formula) -> Formula:
        if isinstance(formula, Fact | Ref | OfParts):
            name = formula.column if isinstance(formula, Fact) else formula.step
            rests = name == self._move.name if isinstance(formula, Fact) else name in self._names
            value = None if rests else self._reader.value(formula)
            return formula if value is None else Given(value)
        return rebuilt(formula, self._of, self._splits)


# ---------------------------------------------------------------------------- as it can be read


def readable(spec: Kpi, currency: str, value: Fraction) -> Fraction:
    """Return a value that is read at a glance: itself where it is short, else the next one past it.

    Hundredths of a point, whole minutes where hundredths of one do not do, minor units of money.
    """
    fine, coarse = _grids(spec.measured_in, currency)
    if (value / fine).denominator == 1:
        return value
    return multiple(value, coarse, down=spec.lower_is_better)


def _grids(unit: Unit, currency: str) -> tuple[Fraction, Fraction]:
    hundredth = Fraction(1, 100)
    match unit:
        case Unit.PERCENT:
            return hundredth / 100, hundredth / 100
        case Unit.HOURS:
            return hundredth / 60, Fraction(1, 60)
        case Unit.MINUTES:
            return hundredth, Fraction(1)
        case Unit.MONEY:
            minor = minor_unit(currency)
            return minor, minor
        case _:
            return hundredth, hundredth


def multiple(value: Fraction, unit: Fraction, *, down: bool, past: bool = False) -> Fraction:
    """Return the first multiple of a unit from a value on, upwards or downwards; `past` leaves it out."""
    count = floor(value / unit) if down else ceil(value / unit)
    if past and count * unit == value:
        count += -1 if down else 1
    return count * unit
