"""Whether targets grow from one closed period to the next: copied for a year, or jumping.

A challenge that never grows bores, one that jumps discourages. Asked are the targets that the plan
itself writes, in the plans of closed periods: those of files are each person's own affair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal

from csvariable.facts.plans import Plans
from csvariable.kernel.message import Amount, Message, msg
from csvariable.kernel.quantity import Quantity
from csvariable.kernel.unit import Unit
from csvariable.plan import Role
from csvariable.plan.kpi import Kpi
from csvariable.plan.levels import in_unit
from csvariable.plan.yearly_target import YearlyTarget

COPIED: Final = 4
"""The periods from which on the same target is called copied."""
JUMP: Final = Fraction(25, 100)
"""The part of a target by which the next one may differ before it is called a jump."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """What is said of the targets of a KPI over closed periods."""

    kpi: str
    kind: Literal["copied", "jump"]
    first: str
    """The first period of the same target, or the one before the jump."""
    last: str
    before: Amount
    now: Amount
    periods: int

    @property
    def told(self) -> Message:
        """The sentence about it."""
        if self.kind == "copied":
            return msg(
                "the target of `{kpi}` is {target} in {periods} periods, from {first} to {last}: "
                "a challenge grows",
                kpi=self.kpi,
                target=self.now,
                periods=self.periods,
                first=self.first,
                last=self.last,
            )
        return msg(
            "the target of `{kpi}` goes from {before} in {first} to {now} in {last}, by more than {part}",
            kpi=self.kpi,
            before=self.before,
            first=self.first,
            now=self.now,
            last=self.last,
            part=Amount(JUMP, Unit.RATE),
        )


def challenges(plans: Sequence[tuple[str, Plans]], role: Role = None) -> Iterator[Challenge]:
    """Yield what there is to say of each KPI of a role, by the plans of closed periods, oldest first."""
    last = [one for _, one in plans if role is None or role in one.roles]
    for kpi in last[-1].of(role).kpis if last else ():
        found = [(period, target) for period, one in plans if (target := _target(one, role, kpi)) is not None]
        same = 1
        while same < len(found) and found[-1 - same][1] == found[-1][1]:
            same += 1
        if same >= COPIED:
            first, target = found[-same]
            yield Challenge(kpi, "copied", first, found[-1][0], target, target, same)
        for (period, before), (after, now) in pairwise(found):
            if before.unit is now.unit and abs(now.value - before.value) > JUMP * abs(before.value):
                yield Challenge(kpi, "jump", period, after, before, now, 2)


def _target(plans: Plans, role: Role, kpi: str) -> Amount | None:
    """Return the target that the plan writes of a KPI; None where it writes none of its own."""
    if role is not None and role not in plans.roles:
        return None
    spec: Kpi | None = plans.of(role).kpis.get(kpi)
    target = None if spec is None else spec.target
    level = target.annual if isinstance(target, YearlyTarget) else target
    if spec is None or not isinstance(level, Quantity):
        return None
    currency = plans.base.currency
    return Amount(in_unit(level, spec.measured_in, currency), spec.measured_in, currency)
