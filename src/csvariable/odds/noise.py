"""How much of pay is luck, as values: of each person and KPI, and of what it cannot be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Literal, TypeAlias

from csvariable.odds.answers import Chances, mean, spread
from csvariable.odds.equal import EqualPeople

Remedy: TypeAlias = Literal["pooled", "window", "wider", "credibility"]


LuckFigure: TypeAlias = Remedy | Literal["pay", "truly_on_target", "on_target", "equal", "account"]
"""What is told of luck, each resting on what some values pay."""


LuckReason: TypeAlias = Literal["kind", "ratio", "answers", "ways", "sample", "unpaid"]


@dataclass(frozen=True, slots=True)
class Luck:
    """What luck does to the pay of one person by one KPI."""

    id: str
    kpi: str
    n: int
    actual: Fraction
    incentive: Fraction | None
    pay: Chances
    """What is paid in all, with its chance."""
    on_target: Fraction | None
    """What is paid on average to somebody truly on target; None without one, or if not told."""
    at_target: Fraction | None
    """What is paid where the target is measured exactly; None as above."""
    after: Mapping[Remedy, Fraction]
    """The spread of pay that each remedy would leave, where it can be told."""

    @property
    def mean(self) -> Fraction:
        """What is paid on average."""
        return mean(self.pay)

    @property
    def spread(self) -> Fraction:
        """The spread of pay, to the cent."""
        return spread(self.pay)

    def pay_within(self, chance: Fraction) -> Fraction:
        """Return the least pay that has this chance, or more, of not being passed."""
        values = sorted(self.pay)
        reached = accumulate(self.pay[value] for value in values)
        return next(value for value, so_far in zip(values, reached, strict=True) if so_far >= chance)


@dataclass(frozen=True, slots=True)
class HeavyAccount:
    """The account that moves the ratio of a person most, and the pay that hangs on it."""

    id: str
    kpi: str
    account: str
    actual: Fraction
    without: Fraction
    """The value if the account brought nothing."""
    change: Fraction | None
    """What would then be paid more; less where it is below 0; None where that is not told."""


@dataclass(frozen=True, slots=True)
class NotTold:
    """What is not told of luck, and why."""

    kpi: str
    reason: LuckReason
    id: str | None = None
    """Whose it is; None of a whole KPI."""
    value: Fraction | None = None
    """The value that the plan cannot pay to that person."""
    figures: tuple[LuckFigure, ...] = ()
    """What rests on it."""


@dataclass(frozen=True, slots=True)
class Noise:
    """Luck by person and KPI, and what was left out and why."""

    luck: Sequence[Luck]
    equal: Sequence[EqualPeople]
    left: Sequence[NotTold] = ()
    heavy: Sequence[HeavyAccount] = ()
