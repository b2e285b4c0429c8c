"""The floor: a bare Polars script for the benchmark plan alone, in whole cents.

What a skilled analyst would write by hand for these four KPIs: exact integers,
every product before the one division of its line, halves away from zero. It
knows the plan by heart and the file by heart: nothing is checked, nothing is
explained, and a file of another shape gives nonsense or a traceback.

`python bench/floor.py IN.csv OUT.csv`
"""

import sys

import polars as pl

# The parts of 2,500 EUR, in cents: 35 %, 25 %, 25 % and 15 %.
NRR_PART, REVENUE_PART, GRR_PART, FRT_PART = 875_00, 625_00, 625_00, 375_00

REVENUE_TARGET = 135_000_00  # cents
GRR_TARGET = 91_00  # hundredths of a percent


def half_up(numerator: pl.Expr, denominator: int) -> pl.Expr:
    """The quotient of two whole numbers, not negative, to the nearest whole number."""
    return (2 * numerator + denominator) // (2 * denominator)


def hundredths(column: str) -> pl.Expr:
    """A percentage such as `97.20%` as a whole number of hundredths of a percent."""
    return pl.col(column).str.strip_suffix("%").cast(pl.Decimal(10, 2)).to_physical().cast(pl.Int64)


def nrr_payout() -> pl.Expr:
    """Lookup on the attainment of 105 %: no division at all."""
    actual = pl.col("nrr")
    rate = (
        pl.when(actual >= 115_50).then(150)
        .when(actual >= 105_00).then(100)
        .when(actual >= 94_50).then(50)
        .otherwise(0)
    )  # fmt: skip
    return rate * NRR_PART // 100


def revenue_payout() -> pl.Expr:
    """Marginal bands at 100 %, 150 % and 200 %, from 75 %, at most 250 %."""
    actual, target = pl.col("revenue"), REVENUE_TARGET
    # twice what the bands make of the revenue, in cents
    banded = (
        pl.when(4 * actual < 3 * target).then(0)
        .when(actual < target).then(2 * actual)
        .when(2 * actual < 3 * target).then(3 * actual - target)
        .otherwise(pl.min_horizontal(4 * actual - 5 * target // 2, pl.lit(5 * target)))
    )  # fmt: skip
    return half_up(REVENUE_PART * banded, 2 * target)


def grr_payout() -> pl.Expr:
    """Lines from 50 % at 90 % to 100 % at 100 %, then ten for one, from 92 %, at most 180 %."""
    actual, target = pl.col("grr"), GRR_TARGET
    # the payout rate times the target, in hundredths of a percent
    lines = (
        pl.when(100 * actual < 92 * target).then(0)
        .when(actual < target).then(5 * actual - 4 * target)
        .otherwise(pl.min_horizontal(10 * actual - 9 * target, pl.lit(9 * target // 5)))
    )  # fmt: skip
    return half_up(GRR_PART * lines, target)


def frt_payout() -> pl.Expr:
    """Lower is better: 25 % at 8 hours, 75 % at 5, 100 % at 4 and 150 % at 1."""
    tenths = pl.col("frt")
    # six times the payout rate, in percent
    lines = (
        pl.when(tenths > 80).then(0)
        .when(tenths > 50).then(950 - 10 * tenths)
        .when(tenths > 40).then(1200 - 15 * tenths)
        .otherwise(pl.min_horizontal(1000 - 10 * tenths, pl.lit(900)))
    )  # fmt: skip
    return half_up(FRT_PART * lines, 600)


def main(source: str, target: str) -> None:
    """From the KPI file to the file of payouts."""
    types = {"revenue": pl.Decimal(14, 2), "frt": pl.Decimal(5, 1)}
    payouts = ("nrr.payout", "revenue.payout", "grr.payout", "frt.payout")
    (
        pl.scan_csv(source, schema_overrides=types)
        .select(
            "participant",
            hundredths("nrr"),
            pl.col("revenue").to_physical().cast(pl.Int64),
            hundredths("grr"),
            pl.col("frt").to_physical().cast(pl.Int64),
        )
        .select(
            "participant",
            nrr_payout().alias("nrr.payout"),
            revenue_payout().alias("revenue.payout"),
            grr_payout().alias("grr.payout"),
            frt_payout().alias("frt.payout"),
        )
        .with_columns(total=pl.sum_horizontal(payouts))
        .with_columns(pl.col(*payouts, "total").cast(pl.Decimal(16, 2)) / 100)
        .collect()
        .write_csv(target)
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
