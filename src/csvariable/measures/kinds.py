"""What the rows of a value come to: counts and exact sums, one over the other (language, section 16.3)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from math import ceil
from typing import NamedTuple, TypeAlias

from csvariable.plan import measure_of_rows as written
from csvariable.plan.measure_of_rows import Rows


class WeighedRow(NamedTuple):
    """A row that counts, for which part of it, with what is read of it, by key."""

    row: int
    weight: Fraction
    read: Mapping[str, Fraction]


class Reduced(NamedTuple):
    """A numerator over a denominator, which is 0 where there is no value, and the rows they stand on."""

    top: Fraction
    bottom: Fraction
    n: Fraction


ZERO, ONE = Fraction(0), Fraction(1)
PROMOTER, DETRACTOR = 9, 6
"""The least answer of a promoter and the greatest of a detractor."""


def reduced(measure: Rows, rows: Sequence[WeighedRow]) -> Reduced:
    """Return what rows come to; the order they stand in changes nothing."""
    if isinstance(measure, written.PercentileRows):
        values = _counted(rows, "of")
        return _made(at_rank(values, measure.percentile.at) if rows else None, rows)
    return _REDUCERS[type(measure)](rows)


def grown(now: Reduced, before: Reduced) -> Reduced:
    """Return one value over another, less 1; nothing before, 0 or less is no value."""
    n = now.n + before.n
    if not now.bottom or not before.bottom or before.top <= 0:
        return Reduced(ZERO, ZERO, n)
    one, other = now.top / now.bottom, before.top / before.bottom
    return Reduced(one - other, other, n)


def _n(rows: Sequence[WeighedRow]) -> Fraction:
    return _added(one.weight for one in rows)


def _sum(rows: Sequence[WeighedRow], key: str) -> Fraction:
    return _added(one.read[key] if one.weight is ONE else one.weight * one.read[key] for one in rows)


def _added(values: Iterable[Fraction]) -> Fraction:
    """Return a sum: whole numbers are added by denominator, not fractions one by one."""
    tops: dict[int, int] = {}
    for value in values:
        top, bottom = value.as_integer_ratio()
        tops[bottom] = tops.get(bottom, 0) + top
    return sum((Fraction(top, bottom) for bottom, top in tops.items()), ZERO)


def _count(rows: Sequence[WeighedRow]) -> Reduced:
    return Reduced(_n(rows), ONE, _n(rows))


def _total(rows: Sequence[WeighedRow]) -> Reduced:
    return Reduced(_sum(rows, "sum"), ONE, _n(rows))


def _mean(rows: Sequence[WeighedRow]) -> Reduced:
    return Reduced(_sum(rows, "mean"), _n(rows), _n(rows))


def _share(rows: Sequence[WeighedRow]) -> Reduced:
    if rows and "share" in rows[0].read:
        inside = [one for one in rows if one.read[THAT]]
        return Reduced(_sum(inside, "share"), _sum(rows, "share"), _n(rows))
    return Reduced(_sum(rows, THAT), _n(rows), _n(rows))


def _counted(rows: Sequence[WeighedRow], key: str) -> dict[Fraction, int]:
    """Return how often each value is there: of rows that a part counts of, none is ever asked."""
    found: dict[Fraction, int] = {}
    for one in rows:
        found[one.read[key]] = found.get(one.read[key], 0) + int(one.weight)
    return found


def _at(values: Mapping[Fraction, int], rank: int) -> Fraction:
    """Return the value of a rank, from 1 for the smallest."""
    ordered = sorted(values)
    return ordered[bisect_left(list(accumulate(values[one] for one in ordered)), rank)]


def at_rank(values: Mapping[Fraction, int], part: Fraction) -> Fraction:
    """Return the smallest of some values, each so often, that at least a part of them do not exceed."""
    return _at(values, max(1, ceil(part * sum(values.values()))))


def median(values: Mapping[Fraction, int]) -> Fraction:
    """Return the value in the middle; of an even number the mean of the two there."""
    count = sum(values.values())
    return (_at(values, (count + 1) // 2) + _at(values, count // 2 + 1)) / 2


def _made(value: Fraction | None, rows: Sequence[WeighedRow]) -> Reduced:
    """Return a value that is no quotient of sums."""
    return Reduced(ZERO, ZERO, _n(rows)) if value is None else Reduced(value, ONE, _n(rows))


def _median(rows: Sequence[WeighedRow]) -> Reduced:
    return _made(median(_counted(rows, "median")) if rows else None, rows)


def _only(rows: Sequence[WeighedRow]) -> Reduced:
    return _made(rows[0].read["only"] if rows else None, rows)


def _ratio(rows: Sequence[WeighedRow]) -> Reduced:
    return Reduced(_sum(rows, "of"), _sum(rows, "over"), _n(rows))


def halves(rows: Sequence[WeighedRow]) -> tuple[Fraction, Fraction]:
    """Return how many rows count for, from 9 on, and how many against, up to 6."""
    promoters = _n([one for one in rows if one.read["nps"] >= PROMOTER])
    return promoters, _n([one for one in rows if one.read["nps"] <= DETRACTOR])


def _nps(rows: Sequence[WeighedRow]) -> Reduced:
    promoters, detractors = halves(rows)
    return Reduced(100 * (promoters - detractors), _n(rows), _n(rows))


THAT = "that"
"""The key of 1 where the condition of a share holds, 0 where it does not."""

_Reducer: TypeAlias = Callable[[Sequence[WeighedRow]], Reduced]
_REDUCERS: Mapping[type[Rows], _Reducer] = {
    written.CountRows: _count,
    written.SumRows: _total,
    written.MeanRows: _mean,
    written.ShareRows: _share,
    written.RatioRows: _ratio,
    written.MedianRows: _median,
    written.OnlyRows: _only,
    written.NpsRows: _nps,
}
