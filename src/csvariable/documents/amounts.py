"""Values as digits that programs read back exactly."""

from __future__ import annotations

from fractions import Fraction

from csvariable.kernel.unit import Unit, amount_text, decimal_text


def value_text(value: Fraction, unit: Unit, currency: str) -> str:
    """Return a step's value as an exact decimal string: 85 % is 0.85, money has its decimals."""
    return amount_text(value, currency) if unit is Unit.MONEY else decimal_text(value)


__all__ = ["amount_text", "value_text"]
