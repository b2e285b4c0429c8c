"""A large run as CSV: the same columns as `csv_`, written by whole columns."""

from __future__ import annotations

import io
from decimal import Decimal

import polars as pl

from csvariable.evaluate.large import Large
from csvariable.formula import Program
from csvariable.quantity import Unit, minor_units
from csvariable.report.csv_ import ACTIVE, IDENTITY, money_columns

EMPTY = pl.lit(None, dtype=pl.String)


def as_large_csv(large: Large, currency: str) -> memoryview | None:
    """Return payouts of everybody as CSV, or None where a step is no amount of the currency."""
    program: Program = large.programs[None]
    names = [*money_columns([program])]
    units = {step.name: step.unit for step in program.steps}
    of_rows, of_people = large.results.rows, large.results.people  # a step is made when it is read
    columns = [_identity(large.wide.frame, name) for name in IDENTITY[:-1]]
    written: list[tuple[pl.Series, pl.Series]] = []
    places = minor_units(currency)
    for name in (IDENTITY[-1], *names):
        steps = of_rows if name in of_rows else of_people
        if name not in steps:
            columns.append(EMPTY.alias(name))
            continue
        ratio = steps[name]
        if (
            units[name] is not Unit.MONEY
            or not isinstance(ratio.denominator, int)
            or 10**places % ratio.denominator
        ):
            return None
        cents = ratio.numerator * (10**places // ratio.denominator)
        # A column that says the same as another (earned and total, often) is made once.
        same = next((made for other, made in written if other.equals(cents)), None)
        made = _amounts(cents, places) if same is None else same
        written.append((cents, made))
        columns.append(pl.lit(made).alias(name))
    out = io.BytesIO()
    large.wide.frame.select(columns).write_csv(out)
    return out.getbuffer()


def _identity(frame: pl.DataFrame, name: str) -> pl.Expr:
    if name not in frame.columns:
        return EMPTY.alias(name)
    text = pl.col(name)
    active = pl.any_horizontal(text.str.starts_with(sign) for sign in ACTIVE)
    return pl.when(active).then(pl.lit("'") + text).otherwise(text).alias(name)


def _amounts(cents: pl.Series, places: int) -> pl.Series:
    """Exact: whole minor units times the minor unit, a product that its own scale holds."""
    if not places:
        return cents
    low, high = cents.min(), cents.max()
    if low == high and cents.null_count() == 0:
        return _typed(cents.head(1), places).new_from_index(0, cents.len())
    return _typed(cents, places)


def _typed(cents: pl.Series, places: int) -> pl.Series:
    typed: pl.Series = cents.cast(pl.Decimal(38, 0)) * Decimal(1).scaleb(-places)
    return typed
