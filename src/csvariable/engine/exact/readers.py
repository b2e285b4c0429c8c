"""Formulas as functions in exact fractions: from a row, or a person, to a value or to nothing.

Nothing (None) is contagious: a formula that rests on a missing value has none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias, assert_never

from csvariable.engine.exact.curves import ONE, ZERO, compare, on_curve, on_grid
from csvariable.facts.model import Facts, Value
from csvariable.kernel.apportion import apportion
from csvariable.kernel.formula import (
    BoundWord,
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
from csvariable.kernel.unit import rounded

Columns: TypeAlias = dict[str, list[Value]]
RowReader: TypeAlias = Callable[[int], Value]


def reader(  # noqa: C901, PLR0912 - one case a node
    formula: Formula,
    columns: Mapping[str, Sequence[Value]],
    table: Columns,
    parts: tuple[Facts, Columns] | None,
) -> RowReader:
    """Return a function from a row (or a person, where `parts` is given) to the value."""

    def make(one: Formula) -> RowReader:
        return reader(one, columns, table, parts)

    match formula:
        case Given(value=value):
            return lambda _: value
        case Fact(column=column):
            return _fact(column, columns, parts)
        case Ref(step=name):
            found = table[name]
            return lambda row: found[row]
        case OfParts():
            return _of_parts(formula, parts)
        case Sum(terms=terms):
            return _fold([make(term) for term in terms], sum_of)
        case Product(factors=factors):
            return _fold([make(factor) for factor in factors], product_of)
        case Least(of=of):
            return _fold([make(one) for one in of], min)
        case Greatest(of=of):
            return _fold([make(one) for one in of], max)
        case Quotient(top=top, bottom=bottom):
            return _quotient(make(top), make(bottom))
        case Curve():
            return _curve(formula, make(formula.of))
        case Grid():
            return _grid(formula, make(formula.row), make(formula.column))
        case Holds(left=left, word=word, right=right):
            return _holds(make(left), word, make(right))
        case Known(of=one):
            known = make(one)
            return lambda row: ZERO if known(row) is None else ONE
        case Choose(when=when, then=then, otherwise=otherwise):
            return _choose(make(when), make(then), make(otherwise))
        case Rounded(of=one, unit=unit, mode=mode):
            inner = make(one)
            return lambda row: None if (value := inner(row)) is None else rounded(value, unit, mode)
        case Part():
            return _part(formula, make(formula.total), [make(weight) for weight in formula.weights])
        case Over() | Shared() | Placed():
            message = f"{type(formula).__name__} stands alone as the formula of a step"
            raise TypeError(message)
        case _:
            assert_never(formula)


def _fact(
    column: str, columns: Mapping[str, Sequence[Value]], parts: tuple[Facts, Columns] | None
) -> RowReader:
    values = columns.get(column)
    if values is None:
        return lambda _: None
    if parts is None:
        return lambda row: values[row]
    people = parts[0].people
    return lambda at: values[people[at].rows[-1]]


def _of_parts(formula: OfParts, parts: tuple[Facts, Columns] | None) -> RowReader:
    if parts is None:
        message = "a row has no parts"
        raise TypeError(message)
    facts, table = parts
    values = table.get(formula.step)
    if values is None:
        return lambda _: None
    if formula.fold == "last":
        return lambda at: values[facts.people[at].rows[-1]]

    def add(at: int) -> Value:
        found = [values[row] for row in facts.people[at].rows]
        return found[0] if len(found) == 1 else sum((value for value in found if value is not None), ZERO)

    return add


def sum_of(values: list[Fraction]) -> Fraction:
    """Return the sum of fractions, 0 of none."""
    result = values[0] if values else ZERO
    for value in values[1:]:
        result += value
    return result


def product_of(values: list[Fraction]) -> Fraction:
    """Return the product of fractions."""
    result = values[0]
    for value in values[1:]:
        result *= value
    return result


def _fold(readers: list[RowReader], fold: Callable[[list[Fraction]], Fraction]) -> RowReader:
    def read(row: int) -> Value:
        values: list[Fraction] = []
        for one in readers:
            value = one(row)
            if value is None:
                return None
            values.append(value)
        return fold(values)

    return read


def _quotient(top: RowReader, bottom: RowReader) -> RowReader:
    def read(row: int) -> Value:
        over_, under = top(row), bottom(row)
        return None if over_ is None or not under else over_ / under

    return read


def _choose(when: RowReader, then: RowReader, otherwise: RowReader) -> RowReader:
    def read(row: int) -> Value:
        flag = when(row)
        if flag is None:
            return None
        return then(row) if flag else otherwise(row)

    return read


def _holds(left: RowReader, word: BoundWord, right: RowReader) -> RowReader:
    def read(row: int) -> Value:
        one, other = left(row), right(row)
        if one is None or other is None:
            return None
        return ONE if compare(one, word, other) else ZERO

    return read


def _curve(curve: Curve, of: RowReader) -> RowReader:
    return lambda row: None if (value := of(row)) is None else on_curve(curve, value)


def _grid(grid: Grid, row: RowReader, column: RowReader) -> RowReader:
    def read(at: int) -> Value:
        one, other = row(at), column(at)
        return None if one is None or other is None else on_grid(grid, one, other)

    return read


def _part(part: Part, whole: RowReader, weights: list[RowReader]) -> RowReader:
    index = part.names.index(part.name)
    # Many people have the same amount and weights; whole numbers are found sooner than fractions.
    cut: dict[tuple[tuple[int, int], ...], Fraction] = {}

    def read(row: int) -> Value:
        amount = whole(row)
        found = [weight(row) for weight in weights]
        known = [weight for weight in found if weight is not None]
        if amount is None or len(known) < len(found):
            return None
        key = (amount.as_integer_ratio(), *[weight.as_integer_ratio() for weight in known])
        if key not in cut:
            cut[key] = apportion(amount, known, part.names, part.unit)[index]
        return cut[key]

    return read
