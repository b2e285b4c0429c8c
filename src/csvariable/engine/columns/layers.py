"""The columns of one role on their way: what is computed, and what is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import count

import polars as pl

from csvariable.engine.columns.bounded import Whole, const, times
from csvariable.engine.columns.ratios import ColumnOperand, Pair, lowered
from csvariable.facts.model import Value
from csvariable.facts.pairs import ExactCell, cell_of, fraction
from csvariable.facts.ratio import Ratio, constant_ratio, narrow, whole_series

WHOLE_TYPES = (pl.Int64, pl.Int128)
AT_ONCE = 200
"""Columns that are computed together: those of thousands at once take as long and a third more memory."""

MANY = 50_000
"""Rows from which on parts of them that a processor keeps near go through all layers, one after the other."""


class ColumnLayers:
    """Columns, and layers of columns to add to them: each reads only layers before its own.

    Nothing is computed until `settle`, and then every layer at once: a few columns cost as
    little as one, and a million rows are read as seldom as can be. Only those that are read stand
    in the frame that is computed, so that each of thousands of columns costs what one does.
    """

    def __init__(self, height: int) -> None:
        self.height = height
        self._row = pl.int_range(height, dtype=pl.UInt32, eager=True).alias("row")
        self._columns: dict[str, pl.Series] = {}
        self._layers: list[list[pl.Expr]] = []
        self._settled = 0
        self._numbers = count()

    def _name(self) -> str:
        return f"c{next(self._numbers)}"

    def keep(self, whole: Whole) -> Whole:
        """Give numbers a column of their own, of the least width that their bounds allow."""
        if whole.expr is None or whole.name is not None:
            return whole
        if sum(map(len, self._layers)) >= AT_ONCE:
            self.settle()
        wide = not narrow(whole.low, whole.high)
        # A strict cast: bounds that were wrong would raise, never wrap.
        expr = whole.expr.cast(pl.Int64) if whole.wide and not wide else whole.typed(wide=wide)
        at = max(0, whole.layer - self._settled)
        while len(self._layers) <= at:
            self._layers.append([])
        name = self._name()
        self._layers[at].append(expr.alias(name))
        return Whole(pl.col(name), whole.low, whole.high, whole.nullable, wide, self._settled + at + 1, name)

    def settle(self) -> None:
        """Compute all that is asked for."""
        if not self._layers:
            return
        asked = [expr for layer in self._layers for expr in layer]
        lazy = self._frame(asked).lazy()
        for layer in self._layers:
            lazy = lazy.with_columns(layer)
        self._settled += len(self._layers)
        self._layers = []
        found = lazy.collect(engine="in-memory" if self.height < MANY else "streaming")
        new = [
            found.get_column(name) for name in found.columns if name != "row" and name not in self._columns
        ]
        only_whole_numbers(new)
        self._columns |= {column.name: column for column in new}

    def _frame(self, asked: Iterable[pl.Expr]) -> pl.DataFrame:
        """Return the columns that are read, and the rows."""
        read = dict.fromkeys(name for expr in asked for name in expr.meta.root_names())
        return pl.DataFrame([self._row, *(self._columns[name] for name in read if name in self._columns)])

    def add(self, ratio: Ratio) -> ColumnOperand:
        """Add a computed column, with its true bounds."""
        return self.add_all([ratio])[0]

    def add_all(self, ratios: Sequence[Ratio]) -> list[ColumnOperand]:
        """Add computed columns, with their true bounds, in 64 bits where they fit."""
        columns: list[pl.Series] = []
        places: list[tuple[str, int, str | None]] = []
        for ratio in ratios:
            top, scale, per = self._name(), 1, None
            columns.append(ratio.numerator.alias(top))
            if isinstance(ratio.denominator, int):
                scale = ratio.denominator
            else:
                per = self._name()
                columns.append(ratio.denominator.alias(per))
            places.append((top, scale, per))
        if not columns:
            return []
        only_whole_numbers(columns)
        self._columns |= {column.name: column for column in columns}
        found = self._bounds([column.name for column in columns])
        if any(per is not None and found[per].low < 1 and self.height for _, _, per in places):
            message = "a denominator is 0 or below"
            raise ValueError(message)
        slim = [name for name, one in found.items() if one.wide and narrow(one.low, one.high)]
        self._columns |= {name: self._columns[name].cast(pl.Int64) for name in slim}
        found = {name: replace(one, wide=one.wide and name not in slim) for name, one in found.items()}
        return [
            lowered(Pair(found[top], scale, None if per is None else found[per]))
            for top, scale, per in places
        ]

    def _bounds(self, names: Sequence[str]) -> dict[str, Whole]:
        row = (
            pl.DataFrame([self._columns[name] for name in names])
            .select(
                *(pl.col(name).min().alias(f"{name} low") for name in names),
                *(pl.col(name).max().alias(f"{name} high") for name in names),
                *(pl.col(name).null_count().alias(f"{name} nulls") for name in names),
            )
            .row(0, named=True)
        )
        return {
            name: Whole(
                pl.col(name),
                row[f"{name} low"] or 0,
                row[f"{name} high"] or 0,
                nullable=row[f"{name} nulls"] > 0,
                wide=self._columns[name].dtype == pl.Int128,
                layer=self._settled,
                name=name,
            )
            for name in names
        }

    def tightened(self, operand: Pair) -> Pair:
        """Return a kept column with its true bounds."""
        self.settle()
        names = [part.name for part in (operand.top, operand.per) if part is not None and part.name]
        found = self._bounds(names)
        top, per = operand.top, operand.per
        return Pair(
            found.get(top.name or "", top),
            operand.scale,
            None if per is None else found.get(per.name or "", per),
        )

    def ratio(self, operand: ColumnOperand) -> Ratio:
        """Return a kept column, computed."""
        self.settle()
        if not isinstance(operand, Pair):
            return constant_ratio(operand, self.height)
        top, per = operand.top, operand.per
        if per is None:
            return Ratio(self._series(top), operand.scale)
        return Ratio(self._series(top), self._series(times(per, operand.scale)))

    def values(self, operand: ColumnOperand, rows: pl.Series | None = None) -> list[Value]:
        """Return the values of a kept column, all or those of some rows."""
        return [fraction(cell) for cell in self.cells(operand, rows)]

    def cells(self, operand: ColumnOperand, rows: pl.Series | None = None) -> list[ExactCell]:
        """Return the values of a kept column as pairs, however long their denominators."""
        if not isinstance(operand, Pair):
            return [cell_of(operand)] * (self.height if rows is None else len(rows))
        self.settle()
        top = self._series(operand.top)
        if operand.per is None:
            return Ratio(top, operand.scale).gathered(rows).cells()
        found = Ratio(top, self._series(operand.per)).gathered(rows).cells()
        return [None if cell is None else (cell[0], cell[1] * operand.scale) for cell in found]

    def value(self, operand: ColumnOperand, row: int) -> Value:
        """Return the value of a row of a kept column."""
        if not isinstance(operand, Pair):
            return operand
        self.settle()
        top, per = self._at(operand.top, row), self._at(operand.per or const(1), row)
        return None if top is None or per is None else Fraction(top, operand.scale * per)

    def zeros(self, operand: ColumnOperand) -> list[int]:
        """Return the rows where a kept column is 0 or nothing."""
        if not isinstance(operand, Pair):
            return [] if operand else list(range(self.height))
        self.settle()
        top = self._series(operand.top)
        found: list[int] = top.eq(0).fill_null(value=True).arg_true().to_list()
        return found

    def _at(self, whole: Whole, row: int) -> int | None:
        if whole.name is None:
            return whole.constant
        found: int | None = self._columns[whole.name][row]
        return found

    def _series(self, whole: Whole) -> pl.Series:
        if whole.name is not None:
            return self._columns[whole.name]
        if whole.constant is not None:
            return whole_series([whole.constant]).new_from_index(0, self.height)
        expr = whole.typed(wide=whole.wide)
        return self._frame([expr]).select(expr).to_series()


def only_whole_numbers(columns: Iterable[pl.Series]) -> None:
    """Raise TypeError on any column that is not of whole numbers: a binary float would lie."""
    for column in columns:
        if column.dtype not in WHOLE_TYPES:
            message = f"column of {column.dtype}, not of whole numbers"
            raise TypeError(message)
