"""Cutting money into parts that add up: largest remainder (language, section 11)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def apportion(
    whole: Fraction, weights: Sequence[Fraction], names: Sequence[object], unit: Fraction
) -> list[Fraction]:
    """Cut `whole`, a multiple of `unit`, in proportion to the weights, in multiples of `unit`.

    The units left over go to the largest remainders, ties to the smallest name. Weights that
    are all 0 share equally. A negative whole is cut as its opposite.
    """
    if not weights:
        return []
    if whole < 0:
        return [-part for part in apportion(-whole, weights, names, unit)]
    if not any(weights):
        weights = [Fraction(1)] * len(weights)
    count, share = whole / unit, whole / unit / sum(weights)
    exact = [share * weight for weight in weights]
    floors = [part.numerator // part.denominator for part in exact]
    left = count.numerator // count.denominator - sum(floors)
    order = sorted(range(len(weights)), key=lambda at: (floors[at] - exact[at], names[at]))
    for at in order[:left]:
        floors[at] += 1
    return [unit * part for part in floors]
