"""What one more point of a KPI is: one step of its actual in the better direction, inside its range.

A point of a percentage or of points, one of a number or a score, an hour, a minute or a day in
the unit of the KPI; of money, 1 % of the target in minor units. Where the whole step would leave
the range, a tenth of it, or a hundredth.
"""

from __future__ import annotations

from fractions import Fraction

from csvariable.facts.model import Value
from csvariable.facts.typed import range_of
from csvariable.kernel.unit import Unit, minor_unit, minor_units, rounded
from csvariable.plan.kpi import Kpi

SIZES = (Fraction(1), Fraction(1, 10), Fraction(1, 100))
"""The parts of a step that are tried, the largest that stays in the range being taken."""
HUNDREDTH = Fraction(1, 100)


def whole_point(kpi: Kpi, currency: str, target: Value) -> Fraction | None:
    """Return a whole step, negative where lower is better; None for money without a target."""
    match kpi.measured_in:
        case Unit.PERCENT:
            size = HUNDREDTH
        case Unit.MONEY:
            minor = minor_unit(currency)
            size = Fraction(0) if target is None else rounded(abs(target) * HUNDREDTH, minor)
        case _:
            size = Fraction(1)
    return (-size if kpi.lower_is_better else size) if size else None


def point_of(kpi: Kpi, currency: str, actual: Fraction, target: Value) -> Fraction | None:
    """Return the step from an actual that its range allows; None where it allows none."""
    whole = whole_point(kpi, currency, target)
    if whole is None:
        return None
    return next((whole * size for size in SIZES if within(kpi, currency, actual + whole * size)), None)


def within(kpi: Kpi, currency: str, actual: Fraction) -> bool:
    """Whether the range of a KPI holds a value, and a file could: money has its minor units."""
    low, high = range_of(kpi, currency)
    if kpi.measured_in is Unit.MONEY and (actual * 10 ** minor_units(currency)).denominator != 1:
        return False
    return (low is None or actual >= low) and (high is None or actual <= high)
