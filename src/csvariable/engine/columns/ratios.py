"""Exact ratios of a column, not yet computed: `top / (scale * per)`.

`scale` is the part of the denominator that is the same for all rows, `per` the part that varies.
What has one value for all rows is no column at all: a Fraction, or None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import TypeAlias

from csvariable.engine.columns.bounded import (
    NOTHING,
    Keep,
    Truth,
    Whole,
    as_whole,
    chosen,
    compare,
    const,
    extreme,
    floored,
    is_known,
    is_not_zero,
    magnitude,
    minus,
    only_where,
    pick,
    plus,
    remainder,
    signs,
    times,
    within,
)
from csvariable.engine.exact.curves import compare as compare_values
from csvariable.kernel.segment import BoundWord
from csvariable.kernel.unit import Mode, rounded

ZERO, ONE = Fraction(0), Fraction(1)
FLIPPED: Mapping[BoundWord, BoundWord] = {
    "from": "up_to",
    "up_to": "from",
    "above": "below",
    "below": "above",
}
"""What `left word right` says of `right` and `left`."""


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A numerator, and a denominator in two parts, both above 0 and never null."""

    top: Whole
    scale: int = 1
    per: Whole | None = None


ColumnOperand: TypeAlias = Pair | Fraction | None


def lifted(operand: ColumnOperand) -> Pair:
    """Return any operand as a column."""
    match operand:
        case Pair():
            return operand
        case None:
            return Pair(NOTHING)
        case _:
            return Pair(const(operand.numerator), operand.denominator)


def lowered(pair: Pair) -> ColumnOperand:
    """Return a column that is one value as this value."""
    per, scale = pair.per, pair.scale
    if per is not None and per.constant is not None:
        scale *= per.constant
        per = None
    if per is None and pair.top.constant is not None:
        return Fraction(pair.top.constant, scale)
    return Pair(pair.top, scale, per)


def kept(pair: Pair, keep: Keep) -> Pair:
    """Give the parts of a pair columns of their own."""
    return Pair(keep(pair.top), pair.scale, None if pair.per is None else keep(pair.per))


def _same(a: Whole | None, b: Whole | None) -> bool:
    return a is b or (a is not None and b is not None and a.name is not None and a.name == b.name)


def _multiplied(a: Whole, b: Whole | None) -> Whole:
    return a if b is None else times(a, b)


def common(a: Pair, b: Pair) -> tuple[Whole, Whole, int, Whole | None]:
    """Bring two pairs to one denominator: both numerators, then its two parts."""
    scale = lcm(a.scale, b.scale)
    one, other = times(a.top, scale // a.scale), times(b.top, scale // b.scale)
    if _same(a.per, b.per):
        return one, other, scale, a.per
    per = b.per if a.per is None else _multiplied(a.per, b.per)
    return _multiplied(one, b.per), _multiplied(other, a.per), scale, per


def total(terms: Sequence[ColumnOperand], keep: Keep) -> ColumnOperand:
    """Add."""
    if any(term is None for term in terms):
        return None
    constant = sum((term for term in terms if isinstance(term, Fraction)), ZERO)
    pairs = [term for term in terms if isinstance(term, Pair)]
    even = [pair for pair in pairs if pair.per is None]
    scale = lcm(constant.denominator, *(pair.scale for pair in even))
    tops = [const(constant.numerator * (scale // constant.denominator))]
    tops += [times(pair.top, scale // pair.scale) for pair in even]
    result = Pair(_added(tops), scale)
    for pair in pairs:
        if pair.per is not None:
            one, other, scale, per = common(result, pair)
            result = Pair(plus(one, other), scale, None if per is None else keep(per))
    return lowered(result)


def _added(tops: Sequence[Whole]) -> Whole:
    """Add by halves: a sum of thousands is then a few sums deep."""
    if len(tops) == 1:
        return tops[0]
    half = len(tops) // 2
    return plus(_added(tops[:half]), _added(tops[half:]))


def product(factors: Sequence[ColumnOperand], keep: Keep) -> ColumnOperand:
    """Multiply."""
    if any(factor is None for factor in factors):
        return None
    constant = ONE
    result: Pair | None = None
    for factor in factors:
        if not isinstance(factor, Pair):
            constant *= factor or ZERO
        elif result is None:
            result = factor
        else:
            per = factor.per if result.per is None else _multiplied(result.per, factor.per)
            top = times(result.top, factor.top)
            result = Pair(top, result.scale * factor.scale, None if per is None else keep(per))
    return constant if result is None else scaled(result, constant)


def scaled(pair: Pair, factor: Fraction) -> ColumnOperand:
    """Multiply by one number."""
    shared = gcd(factor.numerator, pair.scale)
    top = times(pair.top, factor.numerator // shared)
    return lowered(Pair(top, pair.scale // shared * factor.denominator, pair.per))


def quotient(over: ColumnOperand, under: ColumnOperand, keep: Keep) -> ColumnOperand:
    """Divide; nothing where the divisor is 0."""
    if over is None or under is None or under == ZERO:
        return None
    if isinstance(under, Fraction):
        return over / under if isinstance(over, Fraction) else scaled(over, 1 / under)
    a, bottom = lifted(over), keep(under.top)
    shared = gcd(a.scale, under.scale)
    top, per = times(a.top, under.scale // shared), a.per
    if _same(a.per, under.per):
        per = None
    else:
        top = _multiplied(top, under.per)
    size = magnitude(bottom)
    if bottom.high <= 0:
        top = times(top, -1)
    elif bottom.low < 0:
        top = times(top, signs(bottom))
    if bottom.nullable or bottom.low <= 0 <= bottom.high:
        some = is_not_zero(bottom)
        top = only_where(some, top)
        size = pick(some, size, const(1), certain=True)
        # Where `some` is no answer the size is 1 as well, so it is never 0 and never null.
        size = Whole(size.expr, 1, max(1, size.high), wide=size.wide, layer=size.layer)
    per = keep(_multiplied(size, per))
    return lowered(Pair(top, a.scale // shared, per))


def held(left: ColumnOperand, word: BoundWord, right: ColumnOperand) -> Truth | None:
    """Compare by multiplying crosswise; None where there is nothing to compare."""
    if left is None or right is None:
        return None
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return Truth(None, compare_values(left, word, right))
    if isinstance(left, Fraction):
        return held(right, FLIPPED[word], left)
    if isinstance(right, Fraction):
        return against(left, word, right)
    one, other, _, _ = common(left, right)
    return compare(one, word, other)


def against(pair: Pair, word: BoundWord, bound: Fraction) -> Truth:
    """Compare with one number: where the denominator is one too, with a whole number."""
    at = bound * pair.scale
    if pair.per is not None:
        return compare(times(pair.top, at.denominator), word, times(pair.per, at.numerator))
    down = at.numerator // at.denominator
    up = down if at.denominator == 1 else down + 1
    edge = up if word in {"from", "below"} else down
    # A bound far outside is as good as one just outside, and fits.
    edge = min(max(edge, pair.top.low - 1), pair.top.high + 1)
    return compare(pair.top, word, const(edge))


def holds(left: ColumnOperand, word: BoundWord, right: ColumnOperand) -> ColumnOperand:
    """Return 1 where a comparison holds, 0 where not."""
    truth = held(left, word, right)
    return None if truth is None else lowered(Pair(as_whole(truth)))


def known(operand: ColumnOperand) -> ColumnOperand:
    """Return 1 where there is a value, 0 where there is none."""
    match operand:
        case None:
            return ZERO
        case Pair():
            return lowered(Pair(as_whole(is_known(operand.top))))
        case _:
            return ONE


def picked(truth: Truth, a: ColumnOperand, b: ColumnOperand) -> ColumnOperand:
    """Return `a` where a comparison holds, `b` where not; nothing where it has no answer."""
    one, other = lifted(a), lifted(b)
    scale = lcm(one.scale, other.scale)
    top = pick(truth, times(one.top, scale // one.scale), times(other.top, scale // other.scale))
    if _same(one.per, other.per):
        return lowered(Pair(top, scale, one.per))
    per = pick(truth, one.per or const(1), other.per or const(1), certain=True)
    return lowered(Pair(top, scale, per))


def choose(when: ColumnOperand, then: ColumnOperand, otherwise: ColumnOperand) -> ColumnOperand:
    """Return `then` where `when` is 1, `otherwise` where it is 0."""
    match when:
        case None:
            return None
        case Pair():
            return picked(is_not_zero(when.top), then, otherwise)
        case _:
            return then if when else otherwise


def outermost(of: Sequence[ColumnOperand], keep: Keep, *, least: bool) -> ColumnOperand:
    """Return the least or the greatest of several values."""
    if any(one is None for one in of):
        return None
    constants = [one for one in of if isinstance(one, Fraction)]
    operands: list[ColumnOperand] = [one for one in of if isinstance(one, Pair)]
    if constants:
        operands.append(min(constants) if least else max(constants))
    result = operands[0]
    for one in operands[1:]:
        a, b = lifted(result), lifted(one)
        if a.per is None and b.per is None:
            left, right, scale, _ = common(a, b)
            result = lowered(Pair(extreme(left, right, keep, least=least), scale))
        else:
            a, b = kept(a, keep), kept(b, keep)
            truth = held(a, "up_to" if least else "from", b)
            result = None if truth is None else picked(truth, a, b)
    return result


def rounded_pair(operand: ColumnOperand, unit: Fraction, mode: Mode, keep: Keep) -> ColumnOperand:
    """Round to a multiple of a unit, by whole numbers (quantity.rounded)."""
    if not isinstance(operand, Pair):
        return None if operand is None else rounded(operand, unit, mode)
    shared = gcd(unit.denominator, operand.scale * unit.numerator)
    bottom = const(operand.scale * unit.numerator // shared)
    bottom = _multiplied(bottom, operand.per)
    factor = unit.denominator // shared
    if bottom.constant == 1:
        count = times(operand.top, factor)
    else:
        top = operand.top if operand.top.low >= 0 else keep(operand.top)
        count = _counted(magnitude(top), factor, bottom, mode, keep)
        if top.low < 0:
            most = count.high
            count = within(times(count, signs(top)), -most, most)
    return lowered(Pair(times(count, unit.numerator), unit.denominator))


def _counted(size: Whole, factor: int, bottom: Whole, mode: Mode, keep: Keep) -> Whole:
    """Round `size * factor / bottom`, none below 0, to whole numbers."""
    if mode == "down":
        return floored(times(size, factor), bottom)
    if mode == "up":
        return floored(plus(times(size, factor), minus(bottom, const(1))), bottom)
    # Twice everything, so that half of an odd number is a whole one.
    twice = plus(times(size, 2 * factor), minus(bottom, const(1)) if mode == "half-down" else bottom)
    if mode != "half-even":
        return floored(twice, times(bottom, 2))
    twice = keep(twice)
    count = keep(floored(twice, times(bottom, 2)))
    rest = remainder(twice, times(bottom, 2))
    tie = compare(rest, "up_to", const(0))
    odd = is_not_zero(remainder(count, const(2)))
    return within(chosen([(tie, minus(count, as_whole(odd)))], count), 0, count.high)
