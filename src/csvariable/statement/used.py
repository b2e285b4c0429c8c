"""Formulas as they were used: with one person's values, and only the branches that were taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import assert_never

from csvariable.engine.exact.curves import reached
from csvariable.engine.exact.readers import Readers
from csvariable.engine.results import Results
from csvariable.facts.model import Value
from csvariable.kernel.formula import (
    Choose,
    Curve,
    Fact,
    Formula,
    Given,
    Greatest,
    Grid,
    Holds,
    Known,
    Least,
    OfParts,
    Over,
    Part,
    Placed,
    Product,
    Quotient,
    Ref,
    Rounded,
    Shared,
    Split,
    Sum,
)
from csvariable.kernel.segment import Segment

NEUTRAL = Given(Fraction(1))
"""A factor that nobody wrote: an open gate, a plan without presence."""


NOTHING = Given(Fraction(0))
"""A term that nobody wrote."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A condition that chose a branch, and whether it held."""

    formula: Formula
    held: bool


@dataclass(frozen=True, slots=True)
class Tier:
    """Where a value stands on a curve: the segment reached, if any, and the next one, if any."""

    curve: Curve
    at: Fraction
    segment: Segment | None
    following: Segment | None

    @property
    def reached(self) -> int:
        """How many tiers of the curve are reached."""
        return 0 if self.segment is None else self.curve.segments.index(self.segment) + 1


class ValueReader:
    """Reads formulas for one row, or for one person."""

    def __init__(self, results: Results, at: int, *, person: bool) -> None:
        """Look at a row, or at a person by its index."""
        self.results, self.at, self.person = results, at, person
        rows = results.rows
        self.table = results.people if person else rows
        self._readers = Readers(results.facts.columns, self.table, (results.facts, rows) if person else None)
        self._used: dict[int, tuple[Split, Split, list[Decision]]] = {}

    @property
    def row(self) -> int:
        """The row, or the last row of the person."""
        return self.results.facts.people[self.at].rows[-1] if self.person else self.at

    def value(self, formula: Formula) -> Value:
        """Return the value of a formula; what looks beyond the row has only its step's."""
        if isinstance(formula, Over | Shared | Placed):
            return None
        return self._readers.value(formula, self.at)

    def used(self, split: Split) -> tuple[Split, list[Decision]]:
        """Return a split as it was used, the same one for all its parts, and the conditions that chose it."""
        if id(split) not in self._used:  # the split is kept, so that no other has its id
            conditions: list[Decision] = []
            total, *weights = (as_used(one, self, conditions) for one in (split.total, *split.weights))
            found = replace(split, total=total, weights=tuple(weights))
            self._used[id(split)] = (split, found, conditions)
        _, found, conditions = self._used[id(split)]
        return found, conditions


def as_used(formula: Formula, reader: ValueReader, conditions: list[Decision] | None = None) -> Formula:
    """Return a formula with only the branches that were taken; the conditions go into the list.

    Neutral factors that nobody wrote (a gate that is open) and limits that stand twice are
    left out, so that a reader sees what counted.
    """
    if isinstance(formula, Choose):
        flag = reader.value(formula.when)
        if flag is None:
            return formula
        if conditions is not None:
            conditions.append(Decision(formula.when, bool(flag)))
        return as_used(formula.then if flag else formula.otherwise, reader, conditions)
    if isinstance(formula, Part):
        split, decided = reader.used(formula.split)
        if conditions is not None:
            conditions.extend(decided)
        return replace(formula, split=split)
    if isinstance(formula, Sum):
        there = tuple(one for one in formula.terms if not _is_lacking(one, reader))
        formula = Sum(there) if there else formula
    return _rebuilt(formula, lambda one: as_used(one, reader, conditions))


def _is_lacking(term: Formula, reader: ValueReader) -> bool:
    """Whether a term counts what somebody may have, such as an adjustment, and this one has not."""
    match term:
        case Choose(when=Known(of=own), then=then, otherwise=otherwise) if own == then:
            return otherwise == NOTHING and reader.value(then) is None
        case _:
            return False


def _rebuilt(formula: Formula, follow: Callable[[Formula], Formula]) -> Formula:
    """Return the same node over the used forms of what it is made of."""
    match formula:
        case Sum(terms=terms):
            return Sum(tuple(follow(term) for term in terms))
        case Product(factors=factors):
            kept = [one for one in map(follow, factors) if one != NEUTRAL]
            return Product(tuple(kept)) if len(kept) > 1 else kept[0] if kept else NEUTRAL
        case Least(of=many) | Greatest(of=many):
            limits = tuple(dict.fromkeys(map(follow, many)))
            return type(formula)(limits) if len(limits) > 1 else limits[0]
        case Quotient(top=top, bottom=bottom):
            return Quotient(follow(top), follow(bottom))
        case Curve(of=of) | Known(of=of) | Rounded(of=of):
            return replace(formula, of=follow(of))
        case Grid(row=row, column=column):
            return replace(formula, row=follow(row), column=follow(column))
        case Holds(left=left, right=right):
            return replace(formula, left=follow(left), right=follow(right))
        case Choose() | Part() | Given() | Fact() | Ref() | OfParts() | Over() | Shared() | Placed():
            return formula
        case _:
            assert_never(formula)


def tier_of(curve: Curve, at: Fraction) -> Tier:
    """Return where a value stands on a curve."""
    index = -1
    for place, segment in enumerate(curve.segments):
        if not reached(segment, at, falling=curve.falling):
            break
        index = place
    later = curve.segments[index + 1] if index + 1 < len(curve.segments) else None
    return Tier(curve, at, curve.segments[index] if index >= 0 else None, later)
