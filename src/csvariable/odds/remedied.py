"""What each remedy against luck would change of a KPI, over the people of whom both is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import get_args

from csvariable.odds.noise import Luck, Remedy


@dataclass(frozen=True, slots=True)
class Remedied:
    """The spread of one person's pay through one KPI, on average, before a remedy and after it."""

    kpi: str
    remedy: Remedy
    people: int
    """Of how many it is the average: those of whom both are told."""
    before: Fraction
    after: Fraction


def remedied(luck: Sequence[Luck]) -> list[Remedied]:
    """Return what each remedy would change, KPI by KPI."""
    found: list[Remedied] = []
    for kpi in dict.fromkeys(one.kpi for one in luck):
        for remedy in get_args(Remedy):
            some = [one for one in luck if one.kpi == kpi and remedy in one.after]
            if some:
                before = sum((one.spread for one in some), Fraction(0)) / len(some)
                after = sum((one.after[remedy] for one in some), Fraction(0)) / len(some)
                found.append(Remedied(kpi, remedy, len(some), before, after))
    return found
