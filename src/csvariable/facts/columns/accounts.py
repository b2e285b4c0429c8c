"""Figures that a person has once, by whole columns: paid before, owed, and salaries over all rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from csvariable.facts.accounts import ONCE
from csvariable.facts.columns.declined import Declined
from csvariable.facts.columns.values import one_denominator, times
from csvariable.facts.ratio import Ratio
from csvariable.facts.views import ValueColumn
from csvariable.kernel.figure import Figure
from csvariable.plan.steps import is_account


@dataclass(frozen=True, slots=True)
class OnceColumn:
    """A figure of the person at every row that is paid."""

    ratio: Ratio
    held: pl.Series | None
    """The row that holds what a row is given; None where each holds its own."""

    @staticmethod
    def of(ratio: Ratio, person_of: pl.Series | None) -> OnceColumn:
        """Give every row of a person the value of one of them; raise Declined where two differ."""
        if person_of is None:
            return OnceColumn(ratio, None)
        top, row = pl.col("top"), pl.col("row")
        frame = pl.DataFrame([person_of.alias("person"), ratio.numerator.alias("top")]).with_row_index("row")
        if frame.select((top.min().over("person") != top.max().over("person")).any()).item():
            raise Declined
        first = row.filter(top.is_not_null()).first().over("person")
        found = frame.select(
            top=top.max().over("person"), held=pl.when(top.is_null()).then(first).otherwise(row)
        )
        return OnceColumn(Ratio(found["top"], one_denominator(ratio)), found["held"])


def once_for_each(
    amounts: Mapping[str, Ratio], person_of: pl.Series | None, reads: Callable[[str], pl.Series]
) -> dict[str, OnceColumn]:
    """Return the figures that are held, of rows that are paid.

    Raises Declined for an amount that the plan of the last row does not read, and for none where it does.
    """
    found = {}
    for name in amounts:
        if name in ONCE or is_account(name):
            found[name] = OnceColumn.of(amounts[name], person_of)
            top, is_read = found[name].ratio.numerator, reads(name)
            if person_of is not None:
                last = person_of.is_last_distinct()
                top, is_read = top.filter(last), is_read.filter(last)
            if (top.is_null() & is_read).any() or (top.ne(0).fill_null(value=False) & ~is_read).any():
                raise Declined
    return found


def salaries(
    salary: ValueColumn | None, periods: ValueColumn, person_of: pl.Series | None
) -> dict[str, ValueColumn]:
    """Return the salary of each person over all rows, of one period and of the periods counted."""
    if salary is None:
        return {}
    counted = ValueColumn(len(salary), lambda: times(salary.ratio, periods.ratio.numerator))
    if person_of is None:
        return {Figure.SALARY_OF_PERSON: salary, Figure.SALARY_COUNTED: counted}
    return {
        name: ValueColumn(len(salary), lambda column=column: summed(column.ratio, person_of))  # type: ignore[misc]
        for name, column in ((Figure.SALARY_OF_PERSON, salary), (Figure.SALARY_COUNTED, counted))
    }


def summed(ratio: Ratio, person_of: pl.Series) -> Ratio:
    """Return the sum of the rows of each person, at each of them; nothing where none has a value."""
    frame = pl.DataFrame([person_of.alias("person"), ratio.numerator.cast(pl.Int128).alias("top")])
    top = pl.col("top")
    some = top.count().over("person") > 0
    found = frame.select(pl.when(some).then(top.sum().over("person"))).to_series()
    return Ratio(found, one_denominator(ratio))
