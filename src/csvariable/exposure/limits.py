"""What leaves a plan without a limit: curves, bonuses, pools and columns that have no end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from csvariable.bounds import BoxColumn, Interval, PersonBounds
from csvariable.bounds.reading import BoundReading
from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import Curve, Formula, OfParts, facts_of, refs, walk
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.quantity import MAX_INTEGER_DIGITS
from csvariable.kernel.step import Program

BEYOND = Fraction(10**MAX_INTEGER_DIGITS)
"""More than any number that a plan can write."""
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
    for column, interval in free.items():
        reading = person.reading({**closed, column: interval})
        if not bounded(reading):
            found |= dict.fromkeys(_causes(person, reading, column))
    if not found:  # several that have no limit together: each would close it
        for column in free:
            if bounded(person.reading({column: closed[column]})):
                found |= dict.fromkeys(_causes(person, whole, column))
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


def _causes(person: PersonBounds, reading: BoundReading, column: BoxColumn) -> Iterator[Open]:
    _, name = column
    found = list(_curves(reading, name))
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


def _curves(reading: BoundReading, column: str) -> Iterator[Open]:
    for one in _readings(reading):
        for formula in one.steps.values():
            for node in walk(formula):
                if not isinstance(node, Curve) or one.interval(node).high is not None:
                    continue
                if column in columns_under(one, node.of):
                    yield Open("curve", node.segments[-1].route)


def columns_under(reading: BoundReading, formula: Formula) -> set[str]:
    """Return the columns that a formula rests on, through the steps of its row."""
    found, todo = set(facts_of(formula)), {*refs(formula), *_parts(formula)}
    seen: set[str] = set()
    tables = [reading.steps, *(row.steps for row in reading.rows or ())]
    while rest := todo - seen:
        seen |= rest
        for below in (steps[name] for steps in tables for name in rest if name in steps):
            found |= set(facts_of(below))
            todo |= {*refs(below), *_parts(below)}
    return found


def _parts(formula: Formula) -> Iterable[str]:
    return [node.step for node in walk(formula) if isinstance(node, OfParts)]


def _pools(programs: Iterable[Program]) -> Iterator[Open]:
    for program in programs:
        yield from (Open("pool", step.route) for step in program.steps if step.purpose is Purpose.POOL)
