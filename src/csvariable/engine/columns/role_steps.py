"""The program of one role on its rows, or on its people: formulas to columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeAlias, assert_never

import polars as pl

from csvariable.engine.columns.curves import Cut, curve_pair, cut, grid_pair, part_of
from csvariable.engine.columns.layers import ColumnLayers
from csvariable.engine.columns.ratios import (
    ColumnOperand,
    Pair,
    choose,
    holds,
    kept,
    known,
    lowered,
    outermost,
    product,
    quotient,
    rounded_pair,
    total,
)
from csvariable.engine.exact.readers import RowReader
from csvariable.facts.model import Value
from csvariable.facts.pairs import ExactCell, cell_of
from csvariable.facts.ratio import Overflow, Ratio, ratio_of
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
    refs,
)


class Loose:
    """A column in fractions, each computed when first asked for."""

    def __init__(self, read: RowReader, rows: Sequence[int]) -> None:
        self._read = read
        self._rows = rows
        self._found: dict[int, Value] = {}

    def value(self, at: int) -> Value:
        """Return the value of a row of the role."""
        if at not in self._found:
            self._found[at] = self._read(self._rows[at])
        return self._found[at]

    def values(self) -> list[Value]:
        """Return the value of every row of the role."""
        return [self.value(at) for at in range(len(self._rows))]


LocalColumn: TypeAlias = ColumnOperand | Loose


class RoleSteps:
    """Columns of a role: the facts and the steps, by name."""

    def __init__(
        self,
        sheet: ColumnLayers,
        rows: Sequence[int],
        fact: Callable[[str], Ratio | Loose | None],
        in_fractions: Callable[[Formula], RowReader],
        of_parts: Callable[[OfParts], ColumnOperand] | None = None,
    ) -> None:
        self.sheet = sheet
        self.rows = rows
        """Which rows (or people) of all these are."""
        self.table: dict[str, LocalColumn] = {}
        self._facts: dict[str, LocalColumn] = {}
        self._fact = fact
        self._in_fractions = in_fractions
        self._of_parts = of_parts
        self._cuts: dict[Split, Cut | list[Fraction] | None] = {}

    def beside(
        self, in_fractions: Callable[[Formula], RowReader], of_parts: Callable[[OfParts], ColumnOperand]
    ) -> RoleSteps:
        """Return the people of these rows, one each: with the same sheet and facts, and their own steps."""
        people = RoleSteps(self.sheet, self.rows, self._fact, in_fractions, of_parts)
        people._facts = self._facts
        return people

    # ------------------------------------------------------------------------- columns

    def load(self, names: Sequence[str]) -> None:
        """Bring the columns of facts that any formula reads, all at once."""
        found = {name: self._fact(name) for name in names}
        ratios = {name: one for name, one in found.items() if isinstance(one, Ratio)}
        added = dict(zip(ratios, self.sheet.add_all(list(ratios.values())), strict=True))
        for name, one in found.items():
            self._facts[name] = added[name] if isinstance(one, Ratio) else one

    def add(self, name: str, ratio: Ratio) -> None:
        """Add a step that was computed across rows."""
        self.table[name] = self.sheet.add(ratio)

    def loosen(self, name: str, read: RowReader) -> None:
        """Add a step that fractions compute."""
        self.table[name] = Loose(read, self.rows)

    def operand(self, columns: dict[str, LocalColumn], name: str) -> ColumnOperand:
        """Return a column of numbers; raise Overflow where its fractions are too long for one."""
        column = columns[name]
        if isinstance(column, Loose):
            columns[name] = column = self.sheet.add(ratio_of(column.values()))
        return column

    def ratio(self, name: str) -> Ratio:
        """Return a step as it is for others; nothing where the role has none of this name."""
        return self.sheet.ratio(self.operand(self.table, name) if name in self.table else None)

    def value(self, name: str, at: int) -> Value:
        """Return the value of a step for a row of the role."""
        column = self.table.get(name)
        return column.value(at) if isinstance(column, Loose) else self.sheet.value(column, at)

    def cells(self, name: str) -> list[ExactCell]:
        """Return the values of a step for all rows of the role, as pairs."""
        column = self.table.get(name)
        if isinstance(column, Loose):
            return [cell_of(value) for value in column.values()]
        return self.sheet.cells(column)

    def picked(self, name: str, places: pl.Series) -> list[ExactCell]:
        """Return the values of a step for some rows of the role, as pairs."""
        column = self.table.get(name)
        if isinstance(column, Loose):
            return [cell_of(column.value(at)) for at in places]
        return self.sheet.cells(column, places)

    # ------------------------------------------------------------------------- formulas

    def run(self, name: str, formula: Formula) -> None:
        """Add a step of the row itself."""
        try:
            self.table[name] = self.column_of(formula)
        except Overflow:
            self.loosen(name, self._in_fractions(formula))

    def column_of(self, formula: Formula) -> ColumnOperand:
        """Return a formula as a kept column; where bounds seem too large, with the true ones."""
        try:
            return self._kept(formula)
        except Overflow:
            for name in refs(formula):
                column = self.table[name]
                if isinstance(column, Pair):
                    self.table[name] = self.sheet.tightened(column)
            return self._kept(formula)

    def _kept(self, formula: Formula) -> ColumnOperand:
        found = self._of(formula)
        return lowered(kept(found, self.sheet.keep)) if isinstance(found, Pair) else found

    def _of(self, formula: Formula) -> ColumnOperand:  # noqa: C901, PLR0912 - one case for each node
        keep = self.sheet.keep
        match formula:
            case Given(value=value):
                return value
            case Fact(column=column):
                return self.operand(self._facts, column)
            case Ref(step=step):
                return self.operand(self.table, step)
            case OfParts():
                if self._of_parts is None:
                    message = "a row has no parts"
                    raise TypeError(message)
                return self._of_parts(formula)
            case Sum(terms=terms):
                return total([self._of(term) for term in terms], keep)
            case Product(factors=factors):
                return product([self._of(factor) for factor in factors], keep)
            case Least(of=of):
                return outermost([self._of(one) for one in of], keep, least=True)
            case Greatest(of=of):
                return outermost([self._of(one) for one in of], keep, least=False)
            case Quotient(top=top, bottom=bottom):
                return quotient(self._of(top), self._of(bottom), keep)
            case Curve(of=of):
                return curve_pair(formula, self._of(of), keep)
            case Grid(row=row, column=other):
                return grid_pair(formula, self._of(row), self._of(other), keep)
            case Holds(left=left, word=word, right=right):
                return holds(self._of(left), word, self._of(right))
            case Known(of=one):
                return known(self._of(one))
            case Choose(when=when, then=then, otherwise=otherwise):
                return choose(self._of(when), self._of(then), self._of(otherwise))
            case Rounded(of=one, unit=unit, mode=mode):
                return rounded_pair(self._of(one), unit, mode, keep)
            case Part():
                return self._part(formula)
            case Over() | Shared() | Placed():
                message = f"{type(formula).__name__} stands alone as the formula of a step"
                raise TypeError(message)
            case _:
                assert_never(formula)

    def _part(self, part: Part) -> ColumnOperand:
        split = part.split
        if split not in self._cuts:
            weights = [self._of(weight) for weight in split.weights]
            self._cuts[split] = cut(split, self._of(split.total), weights, self.sheet.keep)
        found = self._cuts[split]
        if isinstance(found, list):
            return found[split.place(part.name)]
        return None if found is None else part_of(found, part)

    def failing(self, formulas: Sequence[Formula]) -> list[list[int]]:
        """Return, for each formula, the rows of the role where it is 0 or nothing."""
        found: list[ColumnOperand | list[int]] = []
        for formula in formulas:
            try:
                found.append(self.column_of(formula))
            except Overflow:
                read = self._in_fractions(formula)
                found.append([at for at, row in enumerate(self.rows) if not read(row)])
        return [one if isinstance(one, list) else self.sheet.zeros(one) for one in found]
