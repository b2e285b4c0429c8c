"""The reference: what the benchmark plan pays, written by hand in fractions.

It shares nothing with the engine, the floor or the peers, and it reads the cells
of the KPI file as exact fractions. The wrong cents of every tool are counted
against the file it writes: `python bench/fractions_reference.py IN.csv OUT.csv`.
"""

import csv
import sys
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

HEADER = ("participant", "nrr.payout", "revenue.payout", "grr.payout", "frt.payout", "total")


def cents(amount: Fraction) -> int:
    """An amount in euros as whole cents, halves away from zero; amounts are never negative."""
    doubled = amount * 200 + 1
    return doubled.numerator // (doubled.denominator * 2)


def rate(text: str) -> Fraction:
    """A cell such as `97.20%`."""
    return Fraction(text.removesuffix("%")) / 100


def between(x: Fraction, start: tuple[int, int], end: tuple[int, int]) -> Fraction:
    """The percentage on the straight line between two points (place, percent), at a place."""
    (x0, y0), (x1, y1) = start, end
    return y0 + (x - x0) * (y1 - y0) / (x1 - x0)


@cache
def nrr_cents(cell: str) -> int:
    """Lookup on actual / 105 %."""
    attainment = rate(cell) / Fraction("1.05")
    if attainment < Fraction("0.9"):
        pays = Fraction(0)
    elif attainment < 1:
        pays = Fraction("0.5")
    elif attainment < Fraction("1.1"):
        pays = Fraction(1)
    else:
        pays = Fraction("1.5")
    return cents(875 * pays)


def revenue_cents(cell: str) -> int:
    """Marginal bands on actual / 135,000, from 75 %, at most 250 %."""
    attainment = Fraction(cell) / 135_000
    if attainment < Fraction(3, 4):
        return 0
    pays = min(attainment, Fraction(1))
    if attainment > 1:
        pays += (min(attainment, Fraction(3, 2)) - 1) * Fraction(3, 2)
    if attainment > Fraction(3, 2):
        pays += (attainment - Fraction(3, 2)) * 2
    return cents(625 * min(pays, Fraction(5, 2)))


@cache
def grr_cents(cell: str) -> int:
    """Straight lines on actual / 91 %, from 92 %, the last one going on, at most 180 %."""
    attainment = rate(cell) / Fraction("0.91") * 100
    if attainment < 92:
        return 0
    if attainment < 100:
        pays = between(attainment, (90, 50), (100, 100))
    else:
        pays = between(attainment, (100, 100), (105, 150))
    return cents(625 * min(pays, Fraction(180)) / 100)


@cache
def frt_cents(cell: str) -> int:
    """Straight lines on hours, fewer is better."""
    hours = Fraction(cell)
    if hours > 8:
        pays = Fraction(0)
    elif hours > 5:
        pays = between(hours, (8, 25), (5, 75))
    elif hours > 4:
        pays = between(hours, (5, 75), (4, 100))
    elif hours > 1:
        pays = between(hours, (4, 100), (1, 150))
    else:
        pays = Fraction(150)
    return cents(375 * pays / 100)


def money(amount: int) -> str:
    """Whole cents as the file writes them."""
    return f"{amount // 100}.{amount % 100:02}"


def payouts(source: Path) -> Iterator[tuple[str, ...]]:
    """The rows of the reference, in the order of the KPI file."""
    with source.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lines = (
                nrr_cents(row["nrr"]),
                revenue_cents(row["revenue"]),
                grr_cents(row["grr"]),
                frt_cents(row["frt"]),
            )
            yield (row["participant"], *map(money, lines), money(sum(lines)))


def main(source: str, target: str) -> None:
    """From the KPI file to the file of right payouts."""
    with Path(target).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(payouts(Path(source)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
