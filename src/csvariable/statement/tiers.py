"""On which tier somebody stands: the curve of a KPI as a run used it, and where its value lies on it."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from csvariable.engine.results import Results
from csvariable.kernel.formula import Curve, walk
from csvariable.statement.used import Tier, ValueReader, as_used, tier_of

FULL: Final = Fraction(1)
"""What a curve pays at least where the target of its KPI is reached."""


def tier_in(results: Results, row: int, kpi: str) -> Tier | None:
    """Return where a row stands on the curve of a KPI; None for a matrix, or without a value."""
    reader = ValueReader(results, row, person=False)
    step = results.program_of(row).curves.get(kpi)
    if step is None:
        return None
    curve = next((node for node in walk(as_used(step.formula, reader)) if isinstance(node, Curve)), None)
    value = None if curve is None else reader.value(curve.of)
    return None if curve is None or value is None else tier_of(curve, value)
