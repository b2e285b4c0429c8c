"""What leaves a plan without a limit: curves, bonuses, pools and columns that have no end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from csvariable.bounds import BoxColumn, Interval, PersonBounds
from csvariable.bounds.columns import columns_under
from csvariable.bounds.reading import BoundReading
from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import Curve, Formula, walk
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.quantity import MAX_INTEGER_DIGITS
from csvariable.kernel.step import Program

BEYOND = Fraction(10**MAX_INTEGER_DIGITS)
"""More than any number that a plan can write."""
Curves: TypeAlias = Mapping[str, Sequence[tuple[int, Curve]]]
"""The curves that rest on each column, with the number of the reading that they stand in."""
Cause: TypeAlias = Literal["curve", "bonus", "column", "pool"]


@dataclass(frozen=True, slots=True)
class Open:
    """What leaves the pay without a limit: a curve, a bonus, or a column of the people."""

    what: Cause
    route: Route
    column: str = ""


def open_ends(person: PersonBounds, cost: Formula) -> list[Open]:
    """Return what leaves the cost of a person without a limit."""

    def bounded(reading: BoundReading) -> bool:
        return reading.interval(cost).high is not None

    whole = person.reading()
    if bounded(whole):
        return []
    free = person.box()
    closed = {column: _closed(one) for column, one in free.items()}
    pools = list(dict.fromkeys(_pools(person.programs)))
    if pools and not bounded(person.reading(closed)):  # not their own results alone
        return pools
    found: dict[Open, None] = {}
    curves, shut = _curves_of(whole), person.reading(closed)
    bounded(shut)
    for column, interval in free.items():
        reading = shut.elsewhere(column, interval)
        if not bounded(reading):
            found |= dict.fromkeys(_causes(person, reading, column, curves))
    if not found:  # several that have no limit together: each would close it
        for column in free:
            if bounded(whole.elsewhere(column, closed[column])):
                found |= dict.fromkeys(_causes(person, whole, column, curves))
    return list(found)


def _readings(reading: BoundReading) -> tuple[BoundReading, ...]:
    return (*(reading.rows or ()), reading)


def _closed(interval: Interval) -> Interval:
    """Return an interval with ends, beyond all that a plan can write: what the others do is seen."""
    return replace(
        interval,
        low=-BEYOND if interval.low is None else interval.low,
        high=BEYOND if interval.high is None else interval.high,
    )


def _causes(person: PersonBounds, reading: BoundReading, column: BoxColumn, curves: Curves) -> Iterator[Open]:
    _, name = column
    readings = _readings(reading)
    found = [
        Open("curve", curve.segments[-1].route)
        for at, curve in curves.get(name, ())
        if readings[at].interval(curve).high is None
    ]
    program = person.programs[-1]
    curved = {step.of for step in program.person_steps if step.curve is not None}
    for step in program.person_steps:
        flat = step.purpose is Purpose.BONUS and step.of not in curved
        if flat and reading.step(step.name).interval.high is None:
            found.append(Open("bonus", step.route))
    for own, row in zip(person.programs, reading.rows or (), strict=True):
        pools = [step for step in own.row_steps if step.purpose is Purpose.POOL]
        found += [Open("pool", step.route) for step in pools if row.step(step.name).interval.high is None]
    yield from found or [Open("column", (), name)]


def _curves_of(reading: BoundReading) -> Curves:
    """Return the curves that rest on each column."""
    found: dict[str, list[tuple[int, Curve]]] = {}
    for at, one in enumerate(_readings(reading)):
        for formula in one.steps.values():
            for node in walk(formula):
                if isinstance(node, Curve):
                    for column in columns_under(one, node.of):
                        found.setdefault(column, []).append((at, node))
    return found


def _pools(programs: Iterable[Program]) -> Iterator[Open]:
    for program in programs:
        yield from (Open("pool", step.route) for step in program.steps if step.purpose is Purpose.POOL)
