"""Measured values as the long KPI file that `compute` reads (language, sections 9 and 16.3)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from fractions import Fraction

from csvariable.kernel.unit import JSON_PLACES, Unit, decimal_text, minor_units
from csvariable.measures.model import Measured

HEADER = ("participant", "team", "kpi", "value", "numerator", "denominator", "n")


def as_long(
    values: Iterable[tuple[str | None, Measured]], unit: Callable[[str], Unit], currency: str
) -> bytes:
    """Return the long file of values, each with its period or without; `unit` gives the unit of a KPI."""
    rows = [(period, _row(one, unit(one.kpi), currency)) for period, one in values]
    dated = any(period is not None for period, _ in rows)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*HEADER, "period") if dated else HEADER)
    writer.writerows((*row, period or "") if dated else row for period, row in rows)
    return text.getvalue().encode()


def _row(one: Measured, unit: Unit, currency: str) -> tuple[str, ...]:
    team = one.owner.kind == "team"
    who = ("", one.owner.name) if team else (one.owner.name, "")
    if one.value is None:
        return (*who, one.kpi, "", "", "", exact_text(one.n))
    return (
        *who,
        one.kpi,
        _value(one.value, unit, currency),
        str(one.top),
        str(one.bottom),
        exact_text(one.n),
    )


def _value(value: Fraction, unit: Unit, currency: str) -> str:
    """Return a value at as many decimals as a KPI file takes."""
    if unit is Unit.PERCENT:
        return f"{decimal_text(value * 100)} %"
    return decimal_text(value, minor_units(currency) if unit is Unit.MONEY else JSON_PLACES)


def exact_text(n: Fraction) -> str:
    """Return a number of rows: whole, or the fraction that parts of rows add up to."""
    return str(n)
