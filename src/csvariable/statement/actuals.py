"""Actuals of a KPI: those at which a formula of somebody changes its line, and as they can be read."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from csvariable.bounds import Interval, PersonBounds, exactly
from csvariable.bounds.cuts import cuts_of, solved
from csvariable.bounds.reading import BoundReading
from csvariable.facts.model import Value
from csvariable.kernel.figure import told
from csvariable.kernel.formula import ACROSS, Fact, Rounded
from csvariable.kernel.step import Purpose
from csvariable.kernel.unit import Unit, minor_units
from csvariable.plan.kpi import Kpi
from csvariable.statement.otherwise import Otherwise, Programs, with_actual


def spec_of(pay: Otherwise, row: int, kpi: str) -> Kpi:
    """Return what the plan of a row says of a KPI."""
    return pay.plans.of(pay.base.facts.roles[row]).kpis[kpi]


def actual_of(pay: Otherwise, row: int, kpi: str) -> Value:
    """Return the actual as the files have it; as it was computed where it is."""
    name = Purpose.ACTUAL.named(kpi)
    values = pay.base.facts.columns.get(name) or pay.base.rows.get(name)
    return None if values is None else values[row]


def changes(pay: Otherwise, row: int, kpi: str, now: Fraction) -> list[Fraction]:
    """Return the actual there is and better ones at which a formula changes its line, nearest first."""
    programs = pay.programs(kpi)
    if programs is None:
        return []
    lower = spec_of(pay, row, kpi).lower_is_better
    reading = _reading(pay, row, kpi, programs, Interval(None, now) if lower else Interval(now, None))
    found = {value for values in cuts_of(reading).values() for value in values}
    better = {value for value in found if (value <= now if lower else value >= now)}
    return sorted(better, key=lambda value: abs(value - now))


def actual_for(pay: Otherwise, row: int, kpi: str, reads: str, wanted: Fraction) -> Fraction | None:
    """Return the actual at which a step has a value, declared roundings left aside; None where none does."""
    name = Purpose.ACTUAL.named(kpi)
    if reads == name:
        return wanted
    programs = pay.programs(kpi)
    if programs is None or reads != Purpose.ATTAINMENT.named(kpi):
        return None
    plain = with_actual(programs, kpi, lambda _: Fact(name))
    whole = _reading(pay, row, kpi, plain, Interval(None, None))
    reading = (whole.rows or ())[pay.rows.index(row)]
    formula = reading.steps[reads]
    formula = formula.of if isinstance(formula, Rounded) else formula
    found = (value for (_, column), value in solved(reading, formula, wanted) if column == name)
    return next(found, None)


def _reading(pay: Otherwise, row: int, kpi: str, programs: Programs, free: Interval) -> BoundReading:
    """Return the steps of the person with every fact as it is but for one actual."""
    rows = pay.moved(kpi, row)
    facts = pay.facts(kpi, rows)
    domains = []
    for own in pay.rows:
        domain = {name: exactly(values[own]) for name, values in facts.columns.items()}
        for step in pay.base.program_of(own).row_steps:
            if isinstance(step.formula, ACROSS):
                domain[told(step.name)] = exactly(pay.base.rows[step.name][own])
        if own in rows:
            domain[Purpose.ACTUAL.named(kpi)] = free
        domains.append(domain)
    mine = [programs[facts.roles[own]] for own in pay.rows]
    others = {
        told(step.name): exactly(pay.base.people[step.name][pay.at])
        for step in mine[-1].person_steps
        if isinstance(step.formula, ACROSS)
    }
    return PersonBounds(mine, domains, others).reading()


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
            minor = Fraction(1, 10 ** minor_units(currency))
            return minor, minor
        case _:
            return hundredth, hundredth


def multiple(value: Fraction, unit: Fraction, *, down: bool, past: bool = False) -> Fraction:
    """Return the first multiple of a unit from a value on, upwards or downwards; `past` leaves it out."""
    count = floor(value / unit) if down else ceil(value / unit)
    if past and count * unit == value:
        count += -1 if down else 1
    return count * unit
