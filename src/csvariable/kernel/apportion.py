"""Cutting money into parts that add up: largest remainder (language, section 11)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import accumulate
from math import lcm


def apportion(
    whole: Fraction, weights: Sequence[Fraction], names: Sequence[object], unit: Fraction
) -> list[Fraction]:
    """Cut `whole`, a multiple of `unit`, in proportion to the weights, in multiples of `unit`.

    The units left over go to the largest remainders, ties to the smallest name. Weights that
    add up to 0 are in no proportion, and share equally. A negative whole is cut as its opposite.
    """
    if not weights:
        return []
    if whole < 0:
        return [-part for part in apportion(-whole, weights, names, unit)]
    keys = _whole_numbers(weights)
    count, under = (whole / unit).as_integer_ratio()
    bottom = under * sum(keys)
    shares = [divmod(count * key, bottom) for key in keys]
    floors, rests = [share for share, _ in shares], [rest for _, rest in shares]
    left = count // under - sum(floors)
    order = sorted(range(len(keys)), key=lambda at: (-rests[at], names[at]))
    for at in order[:left]:
        floors[at] += 1
    return [unit * part for part in floors]


def part_of_equals(whole: Fraction, many: int, number: int, unit: Fraction) -> Fraction:
    """Return one of `many` equal parts that `apportion` cuts, by its number among their sorted names."""
    if whole < 0:
        return -part_of_equals(-whole, many, number, unit)
    share, left = divmod(whole // unit, many)
    return unit * (share + (number < left))


def _whole_numbers(weights: Sequence[Fraction]) -> list[int]:
    """Return whole numbers in the same proportions, whose sum is above 0."""
    common = lcm(*{weight.denominator for weight in weights})
    found = [weight.numerator * (common // weight.denominator) for weight in weights]
    whole = sum(found)
    if not whole:
        return [1] * len(found)
    return found if whole > 0 else [-one for one in found]


def in_whole_units(most: Fraction, unit: Fraction) -> Fraction:
    """Return the largest multiple of the unit that is no more than this."""
    return unit * ((most / unit).numerator // (most / unit).denominator)


def apportion_within(  # noqa: PLR0913 - a whole, its weights and its limit
    whole: Fraction,
    weights: Sequence[Fraction],
    names: Sequence[object],
    unit: Fraction,
    most: Fraction,
    *,
    again: bool,
) -> list[Fraction]:
    """Cut `whole` in proportion to weights, none of which is below 0, so that no part is more than `most`.

    With `again` what is over goes to those under the limit, in proportion to their weights, until
    nothing is over; what nobody can take is in no part. Without, it is lost at once. The limit counts
    in whole units.
    """
    if whole <= 0:
        return apportion(whole, weights, names, unit)
    limit = in_whole_units(most, unit)
    if not again:
        return [min(part, limit) for part in apportion(whole, weights, names, unit)]
    keys = _whole_numbers(weights)
    rising = sorted(keys)
    sums = list(accumulate(rising, initial=0))

    def up_to(bound: int) -> tuple[int, int]:
        many = bisect_right(rising, bound)
        return many, sums[many]

    bound, left = under_the_limit(whole, limit, max(rising, default=0), up_to)
    free = [at for at, key in enumerate(keys) if key <= bound]
    parts = apportion(left, [weights[at] for at in free], [names[at] for at in free], unit)
    found = dict(zip(free, parts, strict=True))
    return [found.get(at, limit) for at in range(len(weights))]


def under_the_limit(
    whole: Fraction, limit: Fraction, most: int, up_to: Callable[[int], tuple[int, int]]
) -> tuple[int, Fraction]:
    """Return the largest key of those who stay under a limit, -1 for nobody, and what is left for them.

    `most` is the largest key of all, and `up_to` says how many have at most a key, and the sum of theirs.
    Round after round those are put at the limit who would have more of what is left; none of the keys is
    below 0, so these are always the largest ones.
    """
    bound, left = most, whole
    free, keys = up_to(bound)
    while free:
        if not keys:  # each counts as one
            return (-1, left - limit * free) if left > limit * free else (bound, left)
        bound = int(limit * keys / left)
        still, keys = up_to(bound)
        if still == free:
            break
        free, left = still, left - limit * (free - still)
    return bound if free else -1, left
