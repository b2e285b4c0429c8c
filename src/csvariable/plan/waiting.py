"""Parts of a bonus that closed periods left unpaid, by the names under which they are carried.

    later.upsell.2026-Q1.2026-Q3    of the first quarter, to be paid with the third
    due.upsell.2026-Q1.2026-Q3      the same, once the third quarter is the one paid, or past
    waiting.upsell.2.2026-Q1        of the first quarter, until the condition of the second part holds

No column of a file and no KPI has such a name: theirs hold one dot at most.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from csvariable.plan.plan import Plan

if TYPE_CHECKING:
    from csvariable.plan.bonus import Bonus
    from csvariable.plan.condition import Condition

LATER: Final = "later"
DUE: Final = "due"
WAITING: Final = "waiting"


@dataclass(frozen=True, slots=True)
class WaitingPart:
    """A part of a bonus of a closed period that was not paid with it."""

    kind: str
    """`later`, `due` or `waiting`."""
    bonus: str
    period: str
    """The closed period that it is of."""
    until: str
    """The period that pays it; of a part that waits for a condition, its number in the plan, from 1."""

    @property
    def column(self) -> str:
        """The name that it is carried under."""
        two = (self.until, self.period) if self.kind == WAITING else (self.period, self.until)
        return ".".join((self.kind, self.bonus, *two))

    def seen_from(self, period: str) -> WaitingPart:
        """Return it as a period sees it that begins: what is to be paid by then is due."""
        if self.kind == WAITING:
            return self
        return replace(self, kind=DUE if self.until <= period else LATER)

    def as_written(self) -> WaitingPart:
        """Return it as a closed period keeps it: what is due was to be paid later then."""
        return replace(self, kind=LATER) if self.kind == DUE else self

    def condition(self, bonus: Bonus) -> Condition | None:
        """Return the condition that it waits for; None where the plan has none, or a time is waited for."""
        if self.kind != WAITING or int(self.until) > len(bonus.paid):
            return None
        return bonus.paid[int(self.until) - 1].when

    def is_read(self, plan: Plan) -> bool:
        """Whether a plan still pays it: the bonus is there, and so is the condition that it waits for."""
        bonus = plan.bonuses.get(self.bonus)
        return bonus is not None and (self.kind != WAITING or self.condition(bonus) is not None)


def waiting_part(column: str) -> WaitingPart | None:
    """Return what a name is carried for; None for any other name."""
    kind, *rest = column.split(".")
    if kind not in {LATER, DUE, WAITING} or len(rest) != 3:
        return None
    bonus, one, other = rest
    return WaitingPart(kind, bonus, *((other, one) if kind == WAITING else (one, other)))
