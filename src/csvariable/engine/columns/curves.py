"""Curves, matrices and parts of money, by whole columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple

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
    pick,
    plus,
    signs,
    times,
    within,
)
from csvariable.engine.columns.ratios import (
    ZERO,
    ColumnOperand,
    Pair,
    against,
    kept,
    lifted,
    lowered,
)
from csvariable.engine.exact.curves import on_curve, on_grid
from csvariable.facts.ratio import Overflow
from csvariable.kernel.apportion import apportion
from csvariable.kernel.formula import Curve, Grid, Part, Split, Start
from csvariable.kernel.segment import BoundWord

# ----------------------------------------------------------------------------------- curves


class _Piece(NamedTuple):
    """A stretch of a curve: `fixed + slope * x`, from `start` on."""

    start: Fraction | None
    fixed: Fraction
    slope: Fraction


def curve_pair(curve: Curve, operand: ColumnOperand, keep: Keep) -> ColumnOperand:
    """Return the height of a curve, all stretches over one denominator."""
    if not isinstance(operand, Pair):
        return None if operand is None else on_curve(curve, operand)
    x = kept(operand, keep)
    pieces = [_Piece(None, curve.before, ZERO)]
    pieces += [_Piece(one.start, one.base - one.start * one.slope, one.slope) for one in curve.segments]
    # Over x.scale, slopes apply to the numerator itself.
    slopes = [piece.slope / x.scale for piece in pieces]
    cap = curve.cap
    scale = lcm(
        1 if cap is None else cap.denominator,
        *(piece.fixed.denominator for piece in pieces),
        *(slope.denominator for slope in slopes),
    )
    heights = [
        _height(x, piece, slope, scale, cap, None if x.per is not None else _stretch(curve, pieces, at, x))
        for at, (piece, slope) in enumerate(zip(pieces, slopes, strict=True))
    ]
    top = _first_unreached(curve, x, heights)
    return lowered(Pair(top, scale, x.per))


def _height(  # noqa: PLR0913, PLR0917 - a line, its limits and its two ends
    x: Pair, piece: _Piece, slope: Fraction, scale: int, cap: Fraction | None, ends: tuple[int, int] | None
) -> Whole:
    """Return the height of one stretch over `scale`, never below 0 and never above the cap."""
    if ends is not None and ends[0] > ends[1]:
        return const(0)  # nothing can stand there
    under = const(1) if x.per is None else x.per
    top = replace(x.top, nullable=False)  # the chain of stretches asks for missing values, once
    height = times(under, int(piece.fixed * scale))
    if slope:
        height = plus(height, times(top, int(slope * scale)))
    if ends is not None:
        heights = [int((piece.fixed + slope * end) * scale) for end in ends]
        # Outside its own stretch a height may be anything: nobody reads it there.
        height = within(height, min(heights), max(heights))
    if cap is not None:
        height = extreme(height, times(under, int(cap * scale)), _unused, least=True)
    return extreme(height, const(0), _unused, least=False)


def _unused(whole: Whole) -> Whole:
    raise AssertionError(whole)  # asked of missing values alone, and a height has none


def _stretch(curve: Curve, pieces: Sequence[_Piece], at: int, x: Pair) -> tuple[int, int]:
    """Return the numerators that a stretch can be asked for."""
    starts = [pieces[at].start, pieces[at + 1].start if at + 1 < len(pieces) else None]
    here, there = (None if start is None else start * x.scale for start in starts)
    if curve.falling:
        here, there = there, here
    low = x.top.low if here is None else max(x.top.low, -(-here.numerator // here.denominator))
    high = x.top.high if there is None else min(x.top.high, there.numerator // there.denominator)
    return low, high


def _first_unreached(curve: Curve, x: Pair, heights: Sequence[Whole]) -> Whole:
    """Return the height before the first segment that is not reached."""
    sure = Pair(replace(x.top, nullable=False), x.scale, x.per)
    branches: list[tuple[Truth, Whole]] = []
    for segment, before in zip(curve.segments, heights, strict=False):
        word: BoundWord
        if curve.falling:
            word = "above" if segment.owns_start else "from"
        else:
            word = "below" if segment.owns_start else "up_to"
        branches.append((against(sure, word, segment.start), before))
    last = heights[-1]
    if x.top.nullable:
        # A missing value answers no comparison, so it comes to the end of the chain: to nothing.
        some = is_known(x.top)
        last = pick(some, last, NOTHING)
        branches = [(_answered(truth, some), height) for truth, height in branches]
    return chosen(branches, last)


def _answered(truth: Truth, some: Truth) -> Truth:
    """Return a truth that a missing value cannot have, even one that the bounds decide."""
    return some if truth.expr is None and truth.holds else truth


# --------------------------------------------------------------------------------- matrices


def grid_pair(grid: Grid, row: ColumnOperand, column: ColumnOperand, keep: Keep) -> ColumnOperand:
    """Return the height of a matrix: in each of its cells `a + b x + c y + d x y`."""
    if row is None or column is None:
        return None
    if isinstance(row, Fraction) and isinstance(column, Fraction):
        return on_grid(grid, row, column)
    x, y = kept(lifted(row), keep), kept(lifted(column), keep)
    cells = {
        (at, to): _corners(grid, at, to) for at in range(len(grid.rows)) for to in range(len(grid.columns))
    }
    over = (1, x.scale, y.scale, x.scale * y.scale)
    found = {
        place: tuple(one / under for one, under in zip(four, over, strict=True))
        for place, four in cells.items()
    }
    scale = lcm(*(one.denominator for four in found.values() for one in four))
    x_per, y_per = x.per or const(1), y.per or const(1)
    basis = [
        keep(times(left, right))
        for left, right in ((x_per, y_per), (x.top, y_per), (x_per, y.top), (x.top, y.top))
    ]

    def cell(at: int, to: int) -> Whole:
        result = const(0)
        for one, shape in zip(found[at, to], basis, strict=True):
            if one:
                result = plus(result, times(shape, int(one * scale)))
        return result

    rows = [
        _on_axis(grid.columns, y, [cell(at, to) for to in range(len(grid.columns))])
        for at in range(len(grid.rows))
    ]
    top = _on_axis(grid.rows, x, rows)
    for measure in (x.top, y.top):
        if measure.nullable:
            top = pick(is_known(measure), top, NOTHING)
    return lowered(Pair(top, scale, basis[0]))


def _corners(grid: Grid, at: int, to: int) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    """Return the coefficients 1, x, y and x y of a cell."""
    result = [ZERO, ZERO, ZERO, ZERO]
    for row, (row_fixed, row_slope) in _shares(grid.rows, at, linear=grid.linear[0]):
        for column, (fixed, slope) in _shares(grid.columns, to, linear=grid.linear[1]):
            pays = grid.pays[row][column]
            result[0] += pays * row_fixed * fixed
            result[1] += pays * row_slope * fixed
            result[2] += pays * row_fixed * slope
            result[3] += pays * row_slope * slope
    return (result[0], result[1], result[2], result[3])


def _shares(
    starts: tuple[Start, ...], at: int, *, linear: bool
) -> list[tuple[int, tuple[Fraction, Fraction]]]:
    """Return the lines that a value between two starts reads, each with its share `fixed + slope x`."""
    if not linear or at == len(starts) - 1:
        return [(at, (Fraction(1), ZERO))]
    here, there = starts[at].value, starts[at + 1].value
    slope = 1 / (there - here)
    return [(at, (1 + here * slope, -slope)), (at + 1, (-here * slope, slope))]


def _on_axis(starts: tuple[Start, ...], x: Pair, lines: Sequence[Whole]) -> Whole:
    """Return the line of the last start that holds; 0 before the first."""
    sure = Pair(replace(x.top, nullable=False), x.scale, x.per)
    branches = [
        (against(sure, start.word, start.value), line) for start, line in zip(starts, lines, strict=True)
    ]
    return chosen(branches[::-1], const(0))


# ------------------------------------------------------------------------------------ parts


class Cut(NamedTuple):
    """A total cut by weights: what all its parts share."""

    signs: Whole
    floors: list[Whole]
    rests: list[Whole]
    left: Whole


def cut(
    split: Split, whole: ColumnOperand, weights: Sequence[ColumnOperand], keep: Keep
) -> Cut | list[Fraction] | None:
    """Cut a total by weights, up to the units left over; at once where nothing varies."""
    if whole is None or any(weight is None for weight in weights):
        return None
    fixed = [weight for weight in weights if isinstance(weight, Fraction)]
    if isinstance(whole, Fraction) and len(fixed) == len(weights):
        return apportion(whole, fixed, split.names, split.unit)
    keys, sum_ = _keys(weights, keep)
    pair = lifted(whole)
    shared = gcd(split.unit.denominator, pair.scale * split.unit.numerator)
    bottom = const(pair.scale * split.unit.numerator // shared)
    bottom = bottom if pair.per is None else times(bottom, pair.per)
    top = keep(pair.top)
    count = keep(times(magnitude(top), split.unit.denominator // shared))
    under = keep(times(bottom, sum_))
    floors, rests = [], []
    left = floored(count, bottom)
    for key in keys:
        share = times(count, key)
        floor = keep(within(floored(share, under), 0, count.high))
        floors.append(floor)
        rests.append(keep(within(minus(share, times(floor, under)), 0, under.high - 1)))
        left = minus(left, floor)
    return Cut(signs(top) if top.low < 0 else const(1), floors, rests, keep(within(left, 0, len(keys))))


def _keys(weights: Sequence[ColumnOperand], keep: Keep) -> tuple[list[Whole], Whole]:
    """Return weights as whole numbers, and their sum; equal weights where all are 0."""
    pairs = [lifted(weight) for weight in weights]
    scale = lcm(*(pair.scale for pair in pairs))
    keys = [times(pair.top, scale // pair.scale) for pair in pairs]
    for at, pair in enumerate(pairs):
        if pair.per is not None:
            per = pair.per
            keys = [key if to == at else times(key, per) for to, key in enumerate(keys)]
    if any(key.low < 0 for key in keys):
        raise Overflow  # shares of a sum with both signs: left to fractions
    whole = const(0)
    for key in keys:
        whole = plus(whole, key)
    whole = keep(whole)
    some = is_not_zero(whole)
    equal = [keep(pick(some, key, const(1))) for key in keys]
    whole = pick(some, whole, const(len(keys)))
    return equal, keep(within(whole, 1, whole.high))


def part_of(found: Cut, part: Part) -> ColumnOperand:
    """Return one part: its floor, and a unit where its remainder is among the greatest."""
    names, unit = part.split.names, part.split.unit
    at = part.split.place(part.name)
    rank = const(0)
    for to, rest in enumerate(found.rests):
        if to != at:
            word: BoundWord = "from" if names[to] < part.name else "above"
            rank = plus(rank, as_whole(compare(rest, word, found.rests[at])))
    more = as_whole(compare(found.left, "above", rank))
    count = times(plus(found.floors[at], more), found.signs)
    return lowered(Pair(times(count, unit.numerator), unit.denominator))
