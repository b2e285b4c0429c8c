"""Formulas rebuilt with other operands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
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
    Sum,
)


def rebuilt(  # noqa: C901 - one case a node
    formula: Formula, change: Callable[[Formula], Formula]
) -> Formula:
    """Return a formula in which each operand is what `change` makes of it."""

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
            made = replace(split, total=change(split.total), weights=each(split.weights))
            return replace(formula, split=made)
        case _:
            assert_never(formula)
