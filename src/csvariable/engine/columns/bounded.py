"""Whole numbers of a column, not yet computed, with bounds that are proved before they are.

Each operation finds the bounds of its result in Python's integers, where nothing wraps; then it
takes 64 bits, 128 bits, or refuses with Overflow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias, assert_never

import polars as pl

from csvariable.facts.ratio import Overflow, fits, narrow
from csvariable.kernel.segment import BoundWord


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """A comparison: decided by the bounds where `expr` is None."""

    expr: pl.Expr | None
    holds: bool = False
    nullable: bool = False
    layer: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """Whole numbers from `low` to `high`; one number for all rows where `expr` is None."""

    expr: pl.Expr | None
    low: int
    high: int
    nullable: bool = False
    wide: bool = False
    """Whether it has 128 bits."""
    layer: int = 0
    """The layer of the sheet from which on all that it reads is there."""
    name: str | None = None
    """Its column, where it is one."""
    flag: Truth | None = None
    """Where it is 1 or 0: what it says."""

    @property
    def constant(self) -> int | None:
        """The one number of all rows, where it is known."""
        return self.low if self.expr is None else None

    def typed(self, *, wide: bool) -> pl.Expr:
        """Return the expression in a width that holds it."""
        if self.expr is None:
            return literal(self.low, wide=wide)
        return self.expr.cast(pl.Int128) if wide and not self.wide else self.expr


Keep: TypeAlias = Callable[[Whole], Whole]
"""Gives a whole number a column of its own, so that it is computed once."""

NOTHING = Whole(pl.lit(None, dtype=pl.Int64), 0, 0, nullable=True)


def const(value: int) -> Whole:
    """Return one number for all rows."""
    return Whole(None, value, value)


@lru_cache(maxsize=4096)
def literal(value: int, *, wide: bool) -> pl.Expr:
    """Return a typed literal: Polars would choose a type of its own for a bare number."""
    if not fits(value):
        raise Overflow
    return pl.lit(value, dtype=pl.Int128 if wide else pl.Int64)


def within(whole: Whole, low: int, high: int) -> Whole:
    """Return the same numbers with bounds that are known to be closer."""
    if whole.expr is None:
        return whole
    return replace(whole, low=max(low, whole.low), high=min(high, whole.high))


def _is_wide(*wholes: Whole) -> bool:
    return any(one.wide or not narrow(one.low, one.high) for one in wholes)


def _made(expr: Callable[[pl.Expr, pl.Expr], pl.Expr], a: Whole, b: Whole, low: int, high: int) -> Whole:
    if not fits(low, high):
        raise Overflow
    wide = _is_wide(a, b) or not narrow(low, high)
    return Whole(
        expr(a.typed(wide=wide), b.typed(wide=wide)),
        low,
        high,
        a.nullable or b.nullable,
        wide,
        max(a.layer, b.layer),
    )


def plus(a: Whole, b: Whole) -> Whole:
    """Add."""
    if a.constant is not None and b.constant is not None:
        return const(a.constant + b.constant)
    if a.constant == 0 or b.constant == 0:
        return b if a.constant == 0 else a
    return _made(lambda x, y: x + y, a, b, a.low + b.low, a.high + b.high)


def minus(a: Whole, b: Whole) -> Whole:
    """Take away."""
    if a.constant is not None and b.constant is not None:
        return const(a.constant - b.constant)
    if b.constant == 0:
        return a
    return _made(lambda x, y: x - y, a, b, a.low - b.high, a.high - b.low)


def times(a: Whole, b: Whole | int) -> Whole:
    """Multiply."""
    b = const(b) if isinstance(b, int) else b
    if a.constant is not None and b.constant is not None:
        return const(a.constant * b.constant)
    if a.constant == 1 or b.constant == 1:
        return b if a.constant == 1 else a
    corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high]
    return _made(lambda x, y: x * y, a, b, min(corners), max(corners))


def floored(a: Whole, b: Whole) -> Whole:
    """Divide by numbers above 0, down to the next whole number."""
    if a.constant is not None and b.constant is not None:
        return const(a.constant // b.constant)
    if b.constant == 1:
        return a
    corners = [a.low // b.low, a.low // b.high, a.high // b.low, a.high // b.high]
    return _made(lambda x, y: x // y, a, b, min(corners), max(corners))


def remainder(a: Whole, b: Whole) -> Whole:
    """Return what `floored` leaves."""
    if a.constant is not None and b.constant is not None:
        return const(a.constant % b.constant)
    return _made(lambda x, y: x % y, a, b, 0, b.high - 1)


def magnitude(a: Whole) -> Whole:
    """Return absolute values."""
    if a.constant is not None:
        return const(abs(a.constant))
    if a.low >= 0:
        return a
    return replace(
        a, expr=_expr(a).abs(), low=max(0, -a.high), high=max(-a.low, a.high), name=None, flag=None
    )


def signs(a: Whole) -> Whole:
    """Return 1, 0 or -1."""
    if a.constant is not None:
        return const((a.constant > 0) - (a.constant < 0))
    return replace(a, expr=_expr(a).sign(), low=-1, high=1, name=None, flag=None)


def _expr(a: Whole) -> pl.Expr:
    return a.typed(wide=a.wide)


def compare(a: Whole, word: BoundWord, b: Whole) -> Truth:
    """Compare; without a column where the bounds decide and nothing is missing."""
    match word:
        case "up_to":
            return compare(b, "from", a)
        case "below":
            return compare(b, "above", a)
        case "from":
            decided = True if a.low >= b.high else False if a.high < b.low else None
        case "above":
            decided = True if a.low > b.high else False if a.high <= b.low else None
        case _:
            assert_never(word)
    nullable, layer = a.nullable or b.nullable, max(a.layer, b.layer)
    if decided is not None and not nullable:
        return Truth(None, decided)
    wide = _is_wide(a, b)
    left, right = a.typed(wide=wide), b.typed(wide=wide)
    if left.meta.root_names():
        expr = left >= right if word == "from" else left > right
    else:
        # Polars gives one row for a literal on the left of a column that has one value in all rows.
        expr = right <= left if word == "from" else right < left
    return Truth(expr, nullable=nullable, layer=layer)


def is_not_zero(a: Whole) -> Truth:
    """Whether numbers are other than 0."""
    if a.flag is not None:
        return a.flag
    if not a.nullable and (a.constant is not None or a.low > 0 or a.high < 0):
        return Truth(None, a.low != 0)
    return Truth(_expr(a) != literal(0, wide=a.wide), nullable=a.nullable, layer=a.layer)


def is_known(a: Whole) -> Truth:
    """Whether there is a number."""
    return Truth(_expr(a).is_not_null(), layer=a.layer) if a.nullable else Truth(None, holds=True)


def as_whole(truth: Truth) -> Whole:
    """Return 1 where a comparison holds and 0 where not."""
    if truth.expr is None:
        return const(int(truth.holds))
    return Whole(truth.expr.cast(pl.Int64), 0, 1, truth.nullable, layer=truth.layer, flag=truth)


def pick(truth: Truth, a: Whole, b: Whole, *, certain: bool = False) -> Whole:
    """Return `a` where a comparison holds, `b` where not; nothing where it has no answer.

    With `certain` no answer counts as no.
    """
    if truth.expr is None:
        return a if truth.holds else b
    asked = truth.nullable and not certain
    if a.constant is not None and a.constant == b.constant and not asked:
        return a
    wide = _is_wide(a, b)
    one, other = a.typed(wide=wide), b.typed(wide=wide)
    last = pl.when(truth.expr.not_()).then(other) if asked else other
    return Whole(
        pl.when(truth.expr).then(one).otherwise(last),
        min(a.low, b.low),
        max(a.high, b.high),
        asked or a.nullable or b.nullable,
        wide,
        max(truth.layer, a.layer, b.layer),
    )


def only_where(truth: Truth, a: Whole) -> Whole:
    """Return numbers where a comparison holds, and nothing elsewhere."""
    if truth.expr is None:
        return a if truth.holds else NOTHING
    wide = _is_wide(a)
    expr = pl.when(truth.expr).then(a.typed(wide=wide))
    return Whole(expr, a.low, a.high, nullable=True, wide=wide, layer=max(a.layer, truth.layer))


def chosen(branches: list[tuple[Truth, Whole]], last: Whole) -> Whole:
    """Return the number of the first branch that holds, else `last`."""
    result = last
    for truth, whole in reversed(branches):
        result = pick(truth, whole, result, certain=True)
    return result


def extreme(a: Whole, b: Whole, keep: Keep, *, least: bool) -> Whole:
    """Return the least or the greatest of two; nothing where one is missing."""
    if a.constant is not None and b.constant is not None:
        return const(min(a.constant, b.constant) if least else max(a.constant, b.constant))
    if a.nullable or b.nullable:
        a, b = keep(a), keep(b)
        found = pick(compare(a, "up_to" if least else "from", b), a, b)
    elif (a.high <= b.low) if least else (a.low >= b.high):
        return a
    elif (b.high <= a.low) if least else (b.low >= a.high):
        return b
    else:
        find = pl.min_horizontal if least else pl.max_horizontal
        found = _made(find, a, b, min(a.low, b.low), max(a.high, b.high))
    if least:
        return within(found, found.low, min(a.high, b.high))
    return within(found, max(a.low, b.low), found.high)
