"""Formulas rebuilt with other operands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import assert_never

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


@dataclass(slots=True)
class RebuiltSplits:
    """Splits that were rebuilt: all parts of one have the same one again, which is made once for them."""

    _made: dict[int, tuple[Split, Split, int]] = field(default_factory=dict)
    """By the identity of a split, which is kept so that no other takes it, with its number."""

    def of(self, split: Split, change: Callable[[Formula], Formula]) -> Split:
        """Return a split in which the total and each weight is what `change` makes of it."""
        if id(split) not in self._made:
            weights = tuple(change(weight) for weight in split.weights)
            made = replace(split, total=change(split.total), weights=weights)
            self._made[id(split)] = split, made, len(self._made)
        return self._made[id(split)][1]

    def number(self, split: Split) -> int | None:
        """Return the how many-th of those that were made it is; None where it has not been made."""
        return self._made[id(split)][2] if id(split) in self._made else None


def rebuilt(  # noqa: C901 - one case a node
    formula: Formula, change: Callable[[Formula], Formula], splits: RebuiltSplits | None = None
) -> Formula:
    """Return a formula in which each operand is what `change` makes of it.

    Where several formulas are rebuilt, `splits` keeps those that they have in common.
    """

    def each(of: tuple[Formula, ...]) -> tuple[Formula, ...]:
        return tuple(change(one) for one in of)

    match formula:
        case Given() | Fact() | Ref() | OfParts() | Over() | Shared() | Placed():
            return formula
        case Sum(of) | Product(of) | Least(of) | Greatest(of):
            return type(formula)(each(of))
        case Known(of=one):
            return Known(change(one))
        case Curve(of=one) | Rounded(of=one):
            return replace(formula, of=change(one))
        case Quotient(top, bottom):
            return Quotient(change(top), change(bottom))
        case Grid(row=row, column=column):
            return replace(formula, row=change(row), column=change(column))
        case Holds(left, word, right):
            return Holds(change(left), word, change(right))
        case Choose(when, then, otherwise):
            return Choose(change(when), change(then), change(otherwise))
        case Part(split=split):
            return replace(formula, split=(splits or RebuiltSplits()).of(split, change))
        case _:
            assert_never(formula)
