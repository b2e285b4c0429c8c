"""How pay is spread over people: quartiles, and how many are below, at and above their target."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from csvariable.engine.columns.totals import Spread


def spread_of(pairs: Sequence[tuple[Fraction, Fraction]]) -> Spread:
    """Return the spread of pay and of pay over target, from pairs of the two."""
    totals = sorted(total for total, _ in pairs)
    paid = [(total, target) for total, target in pairs if total]
    told = [(total, target) for total, target in paid if target]
    return Spread(
        nothing=len(pairs) - len(paid),
        below=sum(total < target for total, target in told),
        at=sum(total == target for total, target in told),
        above=sum(total > target for total, target in told),
        untold=len(paid) - len(told),
        quartiles=tuple(_quantile(totals, Fraction(at, 4)) for at in range(5)) if totals else (),
    )


def _quantile(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """Return the value at a share of the way from the least to the most, between two in proportion."""
    place = share * (len(ordered) - 1)
    low = place.numerator // place.denominator
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
