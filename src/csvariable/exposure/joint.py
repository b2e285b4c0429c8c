"""Whether everybody can have their least, or their most, in one and the same results.

A result of a team, or of the company, is one value for all its people: what each of them can reach
alone is shown for all together only where the same value does it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from csvariable.bounds import BoxColumn, Extreme, exactly
from csvariable.exposure.costs import bounded_cost
from csvariable.exposure.domains import GROUPS, Somebody
from csvariable.facts.model import Facts, Value
from csvariable.facts.plans import Plans
from csvariable.kernel.figure import of_scope
from csvariable.kernel.purpose import Purpose

JointPoint: TypeAlias = dict[BoxColumn, Value]
JointCell: TypeAlias = tuple[int, BoxColumn]
"""A person, by place, and a column of theirs."""


def shown_together(
    extremes: Sequence[Extreme], people: Sequence[Somebody], plans: Plans, facts: Facts
) -> Value:
    """Return what all cost at results at which each has their extreme; None where none are known."""
    paid = [one.paid for one in extremes if one.paid is not None]
    if len(paid) < len(extremes):
        return None
    points = [dict(one.at) for one in extremes]
    for cells in _shared(points, people, plans, facts).values():
        values = list(dict.fromkeys(points[at][column] for at, column in cells))
        if len(values) > 1 and not _agreed(values, cells, points, people, paid):
            return None
    return sum(paid, Fraction(0))


def _agreed(
    values: Sequence[Value],
    cells: Sequence[JointCell],
    points: list[JointPoint],
    people: Sequence[Somebody],
    paid: Sequence[Fraction],
) -> bool:
    """Put everybody at one of the values, if nobody is paid otherwise there."""
    for value in values:
        moved = {at: dict(points[at]) for at, _ in cells}
        for at, column in cells:
            moved[at][column] = value
        if all(_cost(people[at], point) == paid[at] for at, point in moved.items()):
            for at, point in moved.items():
                points[at] = point
            return True
    return False


def _cost(one: Somebody, point: Mapping[BoxColumn, Value]) -> Value:
    reading = one.person.reading({column: exactly(value) for column, value in point.items()})
    return reading.interval(bounded_cost(one.person.programs[-1])).point


def _shared(
    points: Sequence[JointPoint], people: Sequence[Somebody], plans: Plans, facts: Facts
) -> dict[object, list[JointCell]]:
    """Return the columns of each result of a team or of the company."""
    found: dict[object, list[JointCell]] = {}
    for at, (one, point) in enumerate(zip(people, points, strict=True)):
        for row, scope, kpi, name in _columns(one, plans, facts):
            column = (one.rows.index(row), name)
            if column in point:
                owner = facts.teams[row] if scope == "team" else None
                found.setdefault((scope, owner, kpi), []).append((at, column))
    return found


def _columns(one: Somebody, plans: Plans, facts: Facts) -> Iterator[tuple[int, str, str, str]]:
    """Yield rows, scopes, KPIs and columns that hold a result of a group."""
    for row in one.rows:
        for kpi_id, kpi in plans.of(facts.roles[row]).kpis.items():
            name = Purpose.ACTUAL.named(kpi_id)
            if kpi.scope != "person":
                yield row, kpi.scope, kpi_id, name
            for scope in GROUPS:
                yield row, scope, kpi_id, of_scope(name, scope)
