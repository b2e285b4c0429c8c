"""Where a formula changes its line: the values of facts at which a box is worth cutting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TypeAlias

from csvariable.bounds.reading import BoundReading
from csvariable.bounds.trail import BoxColumn
from csvariable.kernel.formula import (
    ACROSS,
    Choose,
    Curve,
    Formula,
    Greatest,
    Grid,
    Holds,
    Least,
    OfParts,
    Product,
    Quotient,
    Ref,
    Rounded,
    Sum,
    walk,
)

CutPlace: TypeAlias = tuple[int, str]
"""A column of the reading of this owner."""


def cuts_of(reading: BoundReading) -> dict[BoxColumn, list[Fraction]]:
    """Return, for each free column, the values at which some formula of a person changes its line."""
    found: dict[BoxColumn, set[Fraction]] = {}
    rows = reading.rows or ()
    places = {row.owner: at for at, row in enumerate(rows)}
    for one in (*rows, reading):
        for (owner, column), value in _cuts(one):
            if owner in places:
                found.setdefault((places[owner], column), set()).add(value)
    return {column: sorted(values) for column, values in found.items()}


def _cuts(reading: BoundReading) -> Iterator[tuple[CutPlace, Fraction]]:
    for formula in reading.steps.values():
        for node in walk(formula):
            for of, level in _levels(reading, node):
                yield from solved(reading, of, level)


def _levels(reading: BoundReading, node: Formula) -> Iterator[tuple[Formula, Fraction]]:
    """Yield what a node reads and where its value changes its line."""
    match node:
        case Curve(of=of, segments=segments, cap=cap):
            for one in segments:
                yield of, one.start
                if one.slope and cap is not None:
                    yield of, one.start + (cap - one.base) / one.slope
        case Grid(row=row, column=column, rows=rows, columns=columns):
            for of, axis in ((row, rows), (column, columns)):
                for start in axis:
                    yield of, start.value
        case Holds(left=left, right=right):
            level = reading.linear(right)
            if not level.parts and not level.empty:
                yield left, level.constant
        case _:
            pass


def _of_quotient(
    reading: BoundReading, top: Formula, bottom: Formula, level: Fraction
) -> Iterator[tuple[CutPlace, Fraction]]:
    """Yield where a quotient reaches a level, its top or its bottom being fixed."""
    whole, under = reading.linear(top), reading.linear(bottom)
    if not whole.parts and not whole.empty and level:
        yield from solved(reading, bottom, whole.constant / level)
    elif not under.parts and not under.empty:
        yield from solved(reading, top, level * under.constant)


def _of_sum(
    reading: BoundReading, terms: Sequence[Formula], level: Fraction
) -> Iterator[tuple[CutPlace, Fraction]]:
    """Yield where a sum of which one term is free reaches a level."""
    forms = [reading.linear(one) for one in terms]
    open_ = [at for at, one in enumerate(forms) if one.parts]
    rest = [one for one in forms if not one.parts]
    if len(open_) == 1 and not any(one.empty for one in rest):
        fixed = sum((one.constant for one in rest), Fraction(0))
        yield from solved(reading, terms[open_[0]], level - fixed)


def _of_product(
    reading: BoundReading, factors: Sequence[Formula], level: Fraction
) -> Iterator[tuple[CutPlace, Fraction]]:
    """Yield where a product of which one factor is free reaches a level."""
    fixed = Fraction(1)
    loose: list[Formula] = []
    for one in factors:
        own = reading.linear(one)
        if own.parts:
            loose.append(one)
        else:
            fixed *= own.constant
    if len(loose) == 1 and fixed:
        yield from solved(reading, loose[0], level / fixed)


def solved(  # noqa: C901, PLR0912 - one case a node
    reading: BoundReading, formula: Formula, level: Fraction
) -> Iterator[tuple[CutPlace, Fraction]]:
    """Yield the facts, and their values, at which a formula reaches a level; others' are not followed."""
    if isinstance(formula, ACROSS):
        return
    form = reading.linear(formula)
    if len(form.parts) == 1:
        [(key, (factor, _))] = form.parts.items()
        if isinstance(key, tuple) and len(key) == 3 and key[1] == "fact":
            yield (key[0], key[2]), (level - form.constant) / factor
            return
    match formula:
        case Ref(step=name) if name in reading.steps:
            yield from solved(reading, reading.steps[name], level)
        case OfParts(step=name) if reading.rows is not None:
            for row in reading.rows:
                if name in row.steps:
                    yield from solved(row, row.steps[name], level)
        case Rounded(of=of, unit=unit):
            for near in (level, level + unit / 2, level - unit / 2):
                yield from solved(reading, of, near)
        case Least(of=several) | Greatest(of=several):
            for each in several:
                yield from solved(reading, each, level)
        case Choose(then=then, otherwise=otherwise):
            yield from solved(reading, then, level)
            yield from solved(reading, otherwise, level)
        case Quotient(top=top, bottom=bottom):
            yield from _of_quotient(reading, top, bottom, level)
        case Curve(of=of, segments=segments):
            for segment in segments:
                if segment.slope:
                    yield from solved(reading, of, segment.start + (level - segment.base) / segment.slope)
        case Sum(terms=terms):
            yield from _of_sum(reading, terms, level)
        case Product(factors=factors):
            yield from _of_product(reading, factors, level)
        case _:
            pass
