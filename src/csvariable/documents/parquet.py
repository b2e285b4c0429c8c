"""Results as Parquet: one row a person, money and rates as exact decimal columns."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import polars as pl

from csvariable.documents.csv_ import IDENTITY, columns_of, person_values
from csvariable.engine.results import Results
from csvariable.kernel.unit import JSON_PLACES, Unit, fixed_text, minor_units


def as_parquet(results: Results, chosen: Sequence[int], currency: str, *, details: bool = False) -> bytes:
    """Return the chosen people as a Parquet file: a decimal column a step, null where there is no value.

    Money has the decimals of its currency, or 12 where a step (a prorated target) is no amount
    of it; every other step has 12, rounded half away from zero.
    """
    names = columns_of(results, details=details)
    units = {step.name: step.unit for program in results.programs.values() for step in program.steps}
    rows = [person_values(results, at) for at in chosen]
    texts = {name: [row.texts[at] or None for row in rows] for at, name in enumerate(IDENTITY[:-1])}
    columns = [pl.Series(name, values, dtype=pl.String) for name, values in texts.items()]
    for name in (IDENTITY[-1], *names):
        values = [row.values.get(name) for row in rows]
        columns.append(_decimals(name, values, units.get(name, Unit.MONEY), currency))
    out = io.BytesIO()
    pl.DataFrame(columns).write_parquet(out)
    return out.getvalue()


def _decimals(name: str, values: Sequence[Fraction | None], unit: Unit, currency: str) -> pl.Series:
    places = minor_units(currency) if unit is Unit.MONEY else JSON_PLACES
    if any(value is not None and (value * 10**places).denominator != 1 for value in values):
        places = JSON_PLACES
    numbers = [None if value is None else Decimal(fixed_text(value, places)) for value in values]
    return pl.Series(name, numbers, dtype=pl.Decimal(38, places))
