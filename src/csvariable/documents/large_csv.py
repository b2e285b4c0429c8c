"""A large run as CSV: the same columns as `csv_`, written by whole columns."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import BinaryIO

import polars as pl

from csvariable.documents.formats.csv_ import ACTIVE
from csvariable.documents.payments import IDENTITY
from csvariable.documents.result import money_columns
from csvariable.engine.columns.large import Large
from csvariable.facts.ratio import Ratio
from csvariable.kernel.step import Program
from csvariable.kernel.unit import Unit, minor_units

EMPTY = pl.lit(None, dtype=pl.String)


def as_large_csv(large: Large, currency: str) -> Callable[[BinaryIO], None] | None:
    """Return what writes the payouts of everybody as CSV; None where a step is no amount of the currency."""
    program: Program = large.programs[None]
    units = {step.name: step.unit for step in program.steps}
    of_rows, of_people = large.results.rows, large.results.people  # a step is made when it is read
    columns = [_identity(large.wide.frame, name) for name in IDENTITY]
    places = minor_units(currency)
    for name in ("target_incentive", *money_columns([program])):
        steps = of_rows if name in of_rows else of_people
        if name not in steps:
            columns.append(EMPTY.alias(name))
            continue
        amounts = _amounts(steps[name], places) if units[name] is Unit.MONEY else None
        if amounts is None:
            return None
        columns.append(amounts.alias(name))
    query = large.wide.frame.lazy().select(columns)
    return query.sink_csv


def _identity(frame: pl.DataFrame, name: str) -> pl.Expr:
    if name not in frame.columns:
        return EMPTY.alias(name)
    text = pl.col(name)
    if name == "participant":
        return text  # a plain file has ids that start with a letter or a digit
    active = pl.any_horizontal(text.str.starts_with(sign) for sign in ACTIVE)
    return pl.when(active).then(pl.lit("'") + text).otherwise(text).alias(name)


def _amounts(ratio: Ratio, places: int) -> pl.Expr | None:
    """Exact: whole minor units times the minor unit, a product that its own scale holds."""
    if not isinstance(ratio.denominator, int) or 10**places % ratio.denominator:
        return None
    factor, units = 10**places // ratio.denominator, pl.lit(ratio.numerator)
    whole = units if factor == 1 else units * factor
    return whole.cast(pl.Decimal(38, 0)) * Decimal(1).scaleb(-places) if places else whole
