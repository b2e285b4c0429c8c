"""What is asked of a route, what plans cost, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from csvariable.engine.rerun import Programs
from csvariable.engine.results import Results
from csvariable.facts.model import Facts
from csvariable.kernel.diagnostic import Route
from csvariable.text import Document

Goal: TypeAlias = Literal["largest", "smallest"]
Ending: TypeAlias = Literal["found", "edge", "onward", "every", "none", "refused"]
Fold: TypeAlias = Callable[[Sequence[Sequence[Fraction]]], Fraction]
"""From what each person costs in each run to one cost; it never falls where somebody costs more."""


@dataclass(frozen=True, slots=True)
class PricedRun:
    """A run that a cost is made of: what it computes from what, and what each person costs in it."""

    programs: Programs
    facts: Facts
    costs: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Pricing:
    """What a plan costs: its runs, or None where the plan or the facts with it are refused, and their fold.

    `whole` is a cost that is no fold of runs: of it there are single values, and no proof of those
    between.
    """

    runs: Callable[[Document], Sequence[PricedRun] | None]
    fold: Fold
    whole: Callable[[Document], Fraction | None] | None = None


def run_of(results: Results, costs: Sequence[Fraction]) -> PricedRun:
    """Return what a cost keeps of a run."""
    return PricedRun(results.programs, results.facts, tuple(costs))


@dataclass(frozen=True, slots=True)
class Tried:
    """A value and what the plan costs with it."""

    text: str
    cost: Fraction | None
    """None where the plan, or the facts with it, are refused."""


@dataclass(frozen=True, slots=True)
class Solved:
    """What was found.

    `found`: beyond the value all others cost more than the limit, or are refused, the next one
    costs more. `edge`: the next one is refused. `onward`: all values from this one on, without an
    end, stay within the limit. `every`: all values do. `none`: none does. `refused`: the plan takes
    no value. Where it is not `proved` all this is of the values tried.
    """

    ending: Ending
    route: Route
    goal: Goal
    limit: Fraction
    written: Tried
    value: Tried | None
    """The value found; of `onward` where it begins."""
    further: Tried | None
    """The next value: further on where one was found, before it where all go on."""
    steady: bool
    """Whether the cost only rises, or only falls, over all that was tried."""
    tried: int
    proved: bool
