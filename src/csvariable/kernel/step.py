"""Programs: named steps, demands on the facts, and what a statement must say besides.

A program is a list of named steps; running it fills one value per step and person. The
results, the explanation, the bounds, the words and the exact check are readings of that
list.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import Formula
from csvariable.kernel.quantity import Unit


class Kind(StrEnum):
    """What a step is, for its words and its place in a statement."""

    ACTUAL = "actual"
    TARGET = "target"
    ATTAINMENT = "attainment"
    CURVE_RATE = "curve_rate"
    RATE = "rate"
    PAYOUT_RATE = "payout_rate"
    WEIGHT = "weight"
    PLAN_ATTAINMENT = "plan_attainment"
    PLAN_PAYOUT_RATE = "plan_payout_rate"
    TARGET_INCENTIVE = "target_incentive"
    PART = "part"
    PAYOUT = "payout"
    EARNED = "earned"
    MODIFIER = "modifier"
    GATE = "gate"
    EFFECT = "effect"
    POOL = "pool"
    BONUS = "bonus"
    REWARD = "reward"
    ADVANCE = "advance"
    REPAID = "repaid"
    BALANCE = "balance"
    TOTAL = "total"
    INTERNAL = "internal"


ADDS = frozenset({Kind.PAYOUT, Kind.EFFECT, Kind.POOL, Kind.BONUS, Kind.ADVANCE})
"""Kinds whose values add up, with `REPAID` taken away, to the total."""


@dataclass(frozen=True, slots=True)
class Step:
    """A named value: column of the results, key of the JSON, line of the explanation."""

    name: str
    kind: Kind
    unit: Unit
    formula: Formula
    route: Route
    """The line of the plan that asked for it."""
    kpi: str | None = None
    public: bool = True
    """Whether it stands in the JSON; the others serve the explanation."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A condition on the facts that must hold before anything is paid.

    `holds` is 1 where all is well; a row where it is 0 or nothing is refused with `message`,
    at the cell of `column` where there is one, else at the row.
    """

    rule: str
    holds: Formula
    message: str
    route: Route
    column: str | None = None
    help: str | None = None


@dataclass(frozen=True, slots=True)
class Reward:
    """What a bonus gives in kind, as many times as its step says."""

    bonus: str
    step: str
    item: dict[str, str] | None
    kind: Literal["item", "voucher", "leave_days", "badge"]
    quantity: Fraction
    value: Fraction
    route: Route


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a statement must say of a line: which policy was used, who was absent."""

    kind: Literal["held", "zero", "at-target", "reweighted", "absent"]
    kpi: str | None
    unless: Formula
    """1 where there is nothing to say."""
    route: Route


@dataclass(frozen=True, slots=True)
class Program:
    """What a plan computes: steps of each row, then steps of each person."""

    row_steps: tuple[Step, ...]
    person_steps: tuple[Step, ...]
    demands: tuple[Demand, ...] = ()
    person_demands: tuple[Demand, ...] = ()
    rewards: tuple[Reward, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps in the order of the pipeline."""
        return self.row_steps + self.person_steps
