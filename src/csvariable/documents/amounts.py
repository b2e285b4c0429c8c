"""Values as digits that programs read back exactly."""

from __future__ import annotations

from fractions import Fraction

from csvariable.kernel.unit import Unit, decimal_text, fixed_text, minor_units


def amount_text(value: Fraction, currency: str) -> str:
    """Return money with the currency's decimals, or with up to 12 where it is no amount of it."""
    places = minor_units(currency)
    return fixed_text(value, places) if (value * 10**places).denominator == 1 else decimal_text(value)


def value_text(value: Fraction, unit: Unit, currency: str) -> str:
    """Return a step's value as an exact decimal string: 85 % is 0.85, money has its decimals."""
    return amount_text(value, currency) if unit is Unit.MONEY else decimal_text(value)
