"""Which caps cut pay: some result is shown that a cap cuts, or it is proved that it cuts none.

A cap has a gap: what there is without it, less the cap. The most that the gap can be, over all
results that the ranges allow, decides: shown above 0 at a point, or proved never to be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from csvariable.bounds import Interval, PersonBounds
from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import (
    Choose,
    Curve,
    Formula,
    Given,
    Least,
    Product,
    Sum,
    operands,
    walk,
)

CAPS = frozenset({"cap", "cap_total"})
MINUS = Given(Fraction(-1))


@dataclass(frozen=True, slots=True)
class Cap:
    """A limit of the plan, and whether there is a result that it cuts; None where neither is proved."""

    route: Route
    binds: bool | None


def caps_of(person: PersonBounds, known: Collection[Route] = ()) -> list[Cap]:
    """Return the caps of a person's plan in the order of the pipeline, each with what it does.

    A cap that is known to cut somebody else's pay is not looked at again.
    """
    found: list[Cap] = []
    whole = person.reading()
    for at, (program, reading) in enumerate(zip(person.programs, whole.rows or (), strict=True)):
        for step in program.row_steps:
            for route, gap in gaps(step.formula):
                if route not in known:
                    found += _judged(person, reading.interval(gap), gap, route, row=at)
    for step in person.programs[-1].person_steps:
        for route, gap in gaps(step.formula):
            if route not in known:
                found += _judged(person, whole.interval(gap), gap, route)
    return joined(found)


def joined(caps: Iterable[Cap]) -> list[Cap]:
    """Return each cap once: it cuts where it cuts anywhere, never where it never does anywhere."""
    found: dict[Route, bool | None] = {}
    for cap in caps:
        before = found.get(cap.route, False)
        found[cap.route] = True if cap.binds or before else before if cap.binds is False else None
    return [Cap(route, binds) for route, binds in found.items()]


def _judged(
    person: PersonBounds, found: Interval, gap: Formula, route: Route, row: int | None = None
) -> Iterator[Cap]:
    """Yield what a cap of the person, or of one of the rows, does; nothing where it never has a value."""
    if found.empty:
        return
    if found.high is not None and found.high <= 0:
        yield Cap(route, binds=False)
        return
    most = person.extreme(gap, most=True, above=Fraction(0), row=row)
    if most.paid is not None and most.paid > 0:
        yield Cap(route, binds=True)
    else:
        yield Cap(route, None if most.bound is None or most.bound > 0 else False)


# -------------------------------------------------------------------------------------- the gaps


def gaps(formula: Formula) -> Iterator[tuple[Route, Formula]]:
    """Yield each cap of a formula with its gap, which is below 0 where another branch is taken."""
    yield from _own(formula)
    if isinstance(formula, Choose):
        yield from gaps(formula.when)
        for route, gap in gaps(formula.then):
            yield route, Choose(formula.when, gap, MINUS)
        for route, gap in gaps(formula.otherwise):
            yield route, Choose(formula.when, MINUS, gap)
        return
    for one in operands(formula):
        yield from gaps(one)


def _own(formula: Formula) -> Iterator[tuple[Route, Formula]]:
    if isinstance(formula, Curve) and formula.cap is not None:
        yield (*formula.route, "cap"), _over(replace(formula, cap=None), Given(formula.cap))
    if isinstance(formula, Least):
        limits = {at: route for at, one in enumerate(formula.of) if (route := _cap_in(one)) is not None}
        rest = tuple(one for at, one in enumerate(formula.of) if at not in limits)
        for at, route in limits.items():
            if rest:
                yield route, _over(Least(rest) if len(rest) > 1 else rest[0], formula.of[at])


def _over(value: Formula, limit: Formula) -> Formula:
    return Sum((value, Product((MINUS, limit))))


def _cap_in(formula: Formula) -> Route | None:
    """Return the route of a limit, whether it is an amount, a rate or a share."""
    for node in walk(formula):
        if isinstance(node, Given) and node.route is not None:
            for at, key in enumerate(node.route):
                if key in CAPS:  # and its number, where there is a list
                    return (
                        *node.route[: at + 1],
                        *(one for one in node.route[at + 1 :] if isinstance(one, int)),
                    )
    return None
