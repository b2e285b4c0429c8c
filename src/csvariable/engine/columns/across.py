"""Steps that look beyond their own row, on whole columns: the rules of `across`, by groups.

Each raises Overflow where the numbers are of a kind that only fractions can do.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from math import gcd, lcm
from typing import assert_never

import polars as pl

from csvariable.engine.columns.facts import ColumnFacts
from csvariable.facts.ratio import Overflow, Ratio, fits
from csvariable.kernel.formula import Over, Placed, Shared, Within


def keys_of(within: Within, facts: ColumnFacts) -> list[pl.Series]:
    """Return what puts rows together: their team, their role, both, or nothing."""
    role = [] if facts.role_of is None else [facts.role_of.alias("role")]
    # Numbers group several times faster than texts.
    team = [] if facts.teams is None else [facts.teams.cast(pl.Categorical).to_physical().alias("team")]
    match within:
        case "team":
            return team
        case "role":
            return role
        case "role and team":
            return role + team
        case "company":
            return []
        case "person":
            return [person_of(facts).alias("person")]
        case _:
            assert_never(within)


def person_of(facts: ColumnFacts) -> pl.Series:
    """Return the person of each row."""
    if facts.person_of is not None:
        return facts.person_of
    return pl.int_range(facts.count, dtype=pl.UInt32, eager=True)


def _even(ratio: Ratio) -> tuple[pl.Series, int]:
    """Return numerators in 128 bits and their one denominator."""
    if not isinstance(ratio.denominator, int):
        raise Overflow
    return ratio.numerator.cast(pl.Int128), ratio.denominator


def _size(series: pl.Series) -> int:
    """Return the greatest absolute value."""
    low, high = series.min(), series.max()
    return max(abs(int(str(low or 0))), abs(int(str(high or 0))))


def _checked(*sizes: int) -> None:
    if not fits(*sizes):
        raise Overflow


def _lit(value: int) -> pl.Expr:
    return pl.lit(value, dtype=pl.Int128)


def _grouped(expr: pl.Expr, keys: Sequence[pl.Series]) -> pl.Expr:
    return expr.over([key.name for key in keys]) if keys else expr


def over_column(node: Over, ratio: Ratio, facts: ColumnFacts) -> Ratio:
    """Return the sum or mean of a step over each row's group; nothing where no row counts."""
    top, scale = _even(ratio)
    _checked(_size(top) * len(top))
    keys = keys_of(node.within, facts)
    frame = pl.DataFrame([top.alias("value"), *keys])
    if node.where is not None:
        flags = facts.columns[node.where].numerator.alias("flag")
        counts = pl.col("flag") != pl.lit(0, dtype=flags.dtype)
        frame = frame.with_columns(flags).with_columns(pl.when(counts).then("value").alias("value"))
    frame = frame.with_columns(
        _grouped(pl.col("value").sum(), keys).alias("sum"),
        _grouped(pl.col("value").count(), keys).cast(pl.Int128).alias("count"),
    )
    some = pl.col("count") > _lit(0)
    frame = frame.with_columns(
        pl.when(some).then("sum").alias("sum"),
        pl.when(some).then("count").otherwise(_lit(1)).alias("count"),
    )
    if node.fold == "sum":
        return Ratio(frame.get_column("sum"), scale)
    _checked(scale * len(top))
    return Ratio(frame.get_column("sum"), frame.select(pl.col("count") * _lit(scale)).to_series())


def shared_column(node: Shared, amount: Ratio, key: Ratio, member: Ratio, facts: ColumnFacts) -> Ratio:
    """Return each member's share of its pool, 0 for who is no member; the cents add up to the pool."""
    amounts, over = _even(amount)
    weights, under = _even(key)
    if weights.lt(0).any():
        raise Overflow
    unit, count = node.unit, len(amounts)
    scale = lcm(under, unit.denominator) if node.at_most else unit.denominator
    shared = gcd(unit.denominator, over * unit.numerator)
    factor, bottom = unit.denominator // shared, over * unit.numerator // shared
    pot, most = _size(amounts) * count, max(1, _size(weights))
    # Shares before they are divided, what divides them, and the results.
    _checked(pot * factor * most, bottom * most * count, max(pot, unit.numerator) * scale)
    if node.at_most:  # awards beside the pool, and those that are paid as they are
        _checked(most * count * over, most * (scale // under))
    keys = keys_of(node.within, facts)
    ids = facts.ids.gather(person_of(facts))
    frame = pl.DataFrame(
        [
            pl.int_range(len(amounts), dtype=pl.UInt32, eager=True).alias("row"),
            amounts.alias("amount"),
            weights.alias("weight"),
            member.numerator.cast(pl.Int128).alias("member"),
            ids.alias("id"),
            *keys,
        ]
    )
    there = frame.filter(pl.col("member") != _lit(0))
    if node.each is not None:
        parts = _limited(node, there, keys, factor, bottom)
    else:
        parts = _parts(there, keys, factor, bottom, pooled=node.pooled)
    share = pl.col("count") * _lit(unit.numerator * (scale // unit.denominator))
    if node.at_most:
        little = pl.col("all") * _lit(over) <= pl.col("pot") * _lit(under)
        share = pl.when(little).then(pl.col("weight") * _lit(scale // under)).otherwise(share)
    share = pl.when(pl.col("bad").not_()).then(share)
    return Ratio(_with_outside(frame, parts.select("row", share.alias("share"))), scale)


def _parts(
    there: pl.DataFrame, keys: Sequence[pl.Series], factor: int, bottom: int, *, pooled: bool
) -> pl.DataFrame:
    """Cut each group's pot by largest remainder, ties to the smallest id, into whole units (`count`)."""

    def group(expr: pl.Expr) -> pl.Expr:
        return _grouped(expr, keys)

    amount, weight = pl.col("amount"), pl.col("weight")
    there = there.with_columns(
        group((amount.is_null() | weight.is_null()).any()).alias("bad"),
        group(amount.sum() if pooled else amount.first()).alias("pot"),
        group(weight.sum()).alias("all"),
        group(pl.len()).cast(pl.Int128).alias("number"),
    )
    none = pl.col("all") == _lit(0)
    there = there.with_columns(
        pl.when(none).then(_lit(1)).otherwise(weight).alias("part"),
        (pl.when(none).then("number").otherwise("all") * _lit(bottom)).alias("under"),
        (pl.col("pot").abs() * _lit(factor)).alias("units"),
    )
    there = there.with_columns((pl.col("units") * pl.col("part") // pl.col("under")).alias("floor"))
    there = there.with_columns(
        (pl.col("units") * pl.col("part") - pl.col("floor") * pl.col("under")).alias("rest"),
        (pl.col("units") // _lit(bottom) - group(pl.col("floor").sum())).alias("left"),
    )
    there = there.sort("rest", "id", "row", descending=[True, False, False])
    more = group(pl.int_range(pl.len(), dtype=pl.Int64)).cast(pl.Int128) < pl.col("left")
    return there.with_columns(
        ((pl.col("floor") + more.cast(pl.Int128)) * pl.col("pot").sign()).alias("count")
    )


def _limited(
    node: Shared, there: pl.DataFrame, keys: Sequence[pl.Series], factor: int, bottom: int
) -> pl.DataFrame:
    """Cut each group's pot so that nobody has more than the limit; raise Overflow where a pot is none."""
    each = (node.each or Fraction(0)) / node.unit
    limit = _lit(each.numerator // each.denominator)
    if not node.again:
        parts = _parts(there, keys, factor, bottom, pooled=node.pooled)
        _no_debt(parts)
        return parts.with_columns(pl.min_horizontal("count", limit).alias("count"))
    amount, weight, free = pl.col("amount"), pl.col("weight"), pl.col("free")
    if there.select((amount.is_null() | weight.is_null()).any()).item():
        raise Overflow
    pot = _grouped(amount.sum() if node.pooled else amount.first(), keys)
    _checked(_size(there.select(limit * weight.sum()).to_series()))
    units = (pot * _lit(factor) // _lit(bottom)).alias("amount")
    there = there.with_columns(units, weight.is_not_null().alias("free"))
    _no_debt(there.rename({"amount": "pot"}))
    while True:
        kept = pl.when(free).then(weight).otherwise(_lit(0))
        some = _grouped(kept.sum(), keys) > _lit(0)
        own = pl.when(some).then(kept).otherwise(free.cast(pl.Int128))
        over = free & (amount * own > limit * _grouped(own.sum(), keys))
        gone = _grouped(over.sum(), keys).cast(pl.Int128)
        moved = there.with_columns((free & ~over).alias("free"), (amount - gone * limit).alias("amount"))
        if moved.equals(there):
            break
        there = moved
    under = _parts(there.filter(free), _kept(keys, there, free), 1, 1, pooled=False)
    full = there.filter(~free).with_columns(limit.alias("count"), weight.is_null().alias("bad"))
    both = ["row", "count", "bad", "all", "pot", "weight"]
    full = full.with_columns(_lit(0).alias("all"), _lit(0).alias("pot"))
    return pl.concat([under.select(both), full.select(both)])


def _kept(keys: Sequence[pl.Series], there: pl.DataFrame, free: pl.Expr) -> list[pl.Series]:
    """Return what groups those who are left."""
    return [there.filter(free).get_column(key.name) for key in keys]


def _no_debt(parts: pl.DataFrame) -> None:
    """Raise Overflow for an amount below 0: it is shared without a limit, which fractions do."""
    if parts.select((pl.col("pot") < _lit(0)).any()).item():
        raise Overflow


def placed_column(node: Placed, by: Sequence[Ratio], eligible: Ratio, facts: ColumnFacts) -> Ratio:
    """Return each person's prize; people with the same value share the places they cover."""
    if node.teams is not None or node.tells != "prize":
        raise Overflow
    values = [_even(one)[0] for one in by]
    if any(prize < 0 for prize in node.prizes):
        raise Overflow
    keys = keys_of(node.within, facts)
    if facts.last is not None:
        keys = [key.gather(facts.last) for key in keys]
    frame = pl.DataFrame(
        [
            pl.int_range(len(values[0]), dtype=pl.UInt32, eager=True).alias("row"),
            *(one.alias(f"value {at}") for at, one in enumerate(values)),
            eligible.numerator.cast(pl.Int128).alias("member"),
            facts.ids.alias("id"),
            *keys,
        ]
    )
    there = frame.filter((pl.col("member") != _lit(0)) & pl.col("value 0").is_not_null())
    there = there.with_columns(_order(node, len(there)).alias("order"))
    place = _grouped(pl.col("order").rank("min"), keys)
    tied = [*keys, there.get_column("order")]
    there = there.with_columns(place.cast(pl.Int64).alias("place")).filter(
        pl.col("place") <= pl.lit(len(node.prizes), dtype=pl.Int64)
    )
    there = there.sort("id", "row").with_columns(
        _grouped(pl.len(), tied).cast(pl.Int64).alias("tied"),
        _grouped(pl.int_range(pl.len(), dtype=pl.Int64), tied).cast(pl.Int128).alias("rank"),
    )
    prizes = _prizes(node, there)
    return Ratio(_with_outside(frame, there.select("row", prizes.alias("share"))), node.unit.denominator)


def _order(node: Placed, count: int) -> pl.Expr:
    """Return a number of each person that is the lower the better they stand; equal for who is equal."""
    found = pl.lit(0, dtype=pl.Int128)
    for at, (_, falling) in enumerate(node.ranks):
        own = pl.col(f"value {at}").rank("dense", descending=not falling).cast(pl.Int128)
        found = found * _lit(count + 2) + own.fill_null(_lit(count + 1))  # without a value: behind
    return found


def _prizes(node: Placed, there: pl.DataFrame) -> pl.Series:
    """Return the prizes of those who stand on a place that has one, over the unit's denominator."""
    units = [prize / node.unit for prize in node.prizes]
    scale = lcm(*(one.denominator for one in units))
    sums = [0, *accumulate(int(one * scale) for one in units)]
    _checked(sums[-1] * node.unit.numerator, scale * max(1, len(there)))
    upto = pl.Series(sums, dtype=pl.Int128)
    first = there.get_column("place") - 1
    last = (first + there.get_column("tied")).clip(upper_bound=len(units))
    found = there.with_columns((upto.gather(last) - upto.gather(first)).alias("whole"))
    number = pl.col("tied").cast(pl.Int128)
    floor = pl.col("whole") // (number * _lit(scale))
    left = pl.col("whole") // _lit(scale) - floor * number
    count = floor + (pl.col("rank") < left).cast(pl.Int128)
    return found.select(count * _lit(node.unit.numerator)).to_series()


def _with_outside(frame: pl.DataFrame, shares: pl.DataFrame) -> pl.Series:
    """Return the shares of members by row; 0 for the others, nothing where nobody knows."""
    shares = shares.with_columns(pl.col("row").alias("joined"))
    found = frame.select("row", "member").join(shares, on="row", how="left", maintain_order="left")
    outside = pl.when(pl.col("member").is_not_null()).then(_lit(0))
    return found.select(pl.when(pl.col("joined").is_not_null()).then("share").otherwise(outside)).to_series()


def folded_parts(ratio: Ratio, facts: ColumnFacts) -> Ratio:
    """Return the sum of a step over each person's rows; the value itself where there is one row."""
    top, scale = _even(ratio)
    _checked(_size(top) * len(top))
    frame = pl.DataFrame([person_of(facts).alias("person"), top.alias("value")])
    value = pl.col("value")
    one = pl.when(pl.len() == 1).then(value.first()).otherwise(value.sum())
    return Ratio(frame.group_by("person").agg(one).sort("person").get_column("value"), scale)
