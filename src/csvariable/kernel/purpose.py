"""What a step is for: nobody guesses that from its formula or from its name."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Purpose(StrEnum):
    """What a step is for; its text is the pattern of the step's name.

    A gap stands for the KPI, gate, modifier, pool or bonus that the step belongs to.
    """

    ACTUAL = "{}.actual"
    TARGET = "{}.target"
    TARGET_OF_ROW = "{}.target_of_row"
    """The target of a part of the period, before the parts are added."""
    TARGET_OF_ALL = "{}.target_of_all"
    """The parts of a target added, where the sum is then rounded."""
    TARGET_OF_MEMBER = "{}.target_of_member"
    """What a person's target adds to that of the team."""
    ATTAINMENT = "{}.attainment"
    CURVE_RATE = "{}.curve_rate"
    """What the curve pays, where modifiers, limits or a rounding follow."""
    MODIFIED_RATE = "{}.modified_rate"
    FLOORED_RATE = "{}.floored_rate"
    GATED_RATE = "{}.gated_rate"
    CAPPED_RATE = "{}.capped_rate"
    OWN_RATE = "{}.own_rate"
    PEERS_RATE = "{}.peers_rate"
    PAYOUT_RATE = "{}.payout_rate"
    WEIGHT = "{}.weight"
    PART = "{}.part"
    PAYOUT = "{}.payout"
    MODIFIER = "modifiers.{}"
    GATE = "gates.{}"
    PLAN_WEIGHT = "plan.weight"
    PLAN_ATTAINMENT = "plan.attainment"
    PLAN_CURVE_RATE = "plan.curve_rate"
    PLAN_PAYOUT_RATE = "plan.payout_rate"
    TARGET_INCENTIVE = "target_incentive"
    EARNED = "earned"
    MODIFIED = "modified"
    FLOOR = "floor"
    GATED = "gated"
    CAP = "cap"
    GUARANTEE = "guarantee"
    REACHED = "reached"
    """What a row came to before pools and what is of the person."""
    DAYS_OF_ROW = "days_of_row"
    DAYS_OF_PERSON = "days_of_person"
    HELD_OF_ROW = "held_of_row"
    """Whether a line of the row is held, where somebody has several rows."""
    HELD_OF_PERSON = "held_of_person"
    """In how many rows of the person a line is held."""
    POOL = "pool.{}"
    POOL_AMOUNT = "pool.{}.amount"
    POOL_KEY = "pool.{}.key"
    POOL_MEMBER = "pool.{}.member"
    EARNED_REPLACED = "earned_replaced"
    """What a pool that replaces what was earned takes away."""
    SETTLED = "settled"
    """What a row came to with its pools."""
    ALREADY_PAID = "already_paid"
    GATE_OF_BONUSES = "gates.{}.of_bonuses"
    """A gate as bonuses see it, by final rates, where it also closes KPIs or the plan."""
    MODIFIER_OF_BONUSES = "modifiers.{}.of_bonuses"
    BONUS_RATE = "bonuses.{}.rate"
    """What a curve pays for the whole of a target."""
    BONUS_SOURCE = "bonuses.{}.source"
    """What the source of a bonus gives, where something follows."""
    BONUS_MODIFIED = "bonuses.{}.modified"
    BONUS_FLOORED = "bonuses.{}.floored"
    BONUS_GATED = "bonuses.{}.gated"
    BONUS_AMOUNT = "bonuses.{}.amount"
    """A bonus as money, before what was paid of it, what is owed, and the parts paid later."""
    BONUS_DUE = "bonuses.{}.due"
    """What is left of a bonus of the year so far, before it is cut in parts."""
    BONUS = "bonuses.{}"
    BONUS_DEFERRED = "bonuses.{}.deferred"
    """The parts of a bonus that are paid later."""
    BONUS_UNPAID = "bonuses.{}.unpaid"
    """One of these parts, by its number in the plan."""
    BONUS_KEPT = "bonuses.{}.kept"
    """What earlier periods left of a part, and its condition still keeps."""
    BONUS_RELEASED = "bonuses.{}.released"
    """What earlier periods left unpaid of a bonus, and this one pays."""
    BONUS_OWED = "bonuses.{}.owed"
    """What later bonuses repay."""
    RANKED_BY = "bonuses.{}.by"
    PLACE = "bonuses.{}.place"
    """The place of a person, or of their team, in a contest for things."""
    MEMBERS = "bonuses.{}.members"
    """How many of a person's team take part in a contest."""
    PRESENT_DAYS = "bonuses.{}.presence"
    """What the prize of a team is shared by."""
    PRIZE = "bonuses.{}.prize"
    """How many times the thing of a place is given."""
    RANKED_SECOND = "bonuses.{}.by_second"
    RANKED_THIRD = "bonuses.{}.by_third"
    RANKABLE = "bonuses.{}.eligible"
    REWARD = "bonuses.{}.given"
    """How many times a bonus in kind is given."""
    CAP_TOTAL = "cap_total"
    ADVANCE = "draw.advance"
    REPAID = "draw.repaid"
    BALANCE = "draw.balance"
    ADJUSTMENTS = "adjustments"
    ROUNDING = "rounding"
    CORRECTIONS = "corrections"
    """What is owed to the person from closed periods, negative where the person owes it."""
    CORRECTIONS_CARRIED = "corrections.carried"
    """What this pay cannot bear of it, and later ones will."""
    TOTAL = "total"

    SAMPLE_SIZE = "{}.n"
    """How many answers a value stands on."""
    MEASURED = "{}.measured"
    """The own value of a KPI, before what a small sample makes of it."""

    def named(self, of: str | None = None) -> str:
        """Return the name of the step that a KPI, gate, modifier, pool or bonus has for this."""
        return self.value if of is None else self.value.format(of)

    def kpi_of(self, step: str) -> str | None:
        """Return the KPI that has a step of this name for this; None where it is a step of something else.

        A gate, modifier, pool or bonus may be called as a KPI's step ends: `pool.payout` is no KPI's payout.
        """
        kpi, dot, end = step.partition(".")
        return kpi if dot and dot + end == self.value.removeprefix("{}") and kpi not in _OF_OTHERS else None


_OF_OTHERS: Final = frozenset(one.value.partition(".")[0] for one in Purpose if "." in one.value) - {"{}"}
"""How the names of steps with a dot begin that are no KPI's; no KPI may be called so."""

EFFECTS: Final = frozenset(
    {
        Purpose.MODIFIED,
        Purpose.FLOOR,
        Purpose.GATED,
        Purpose.CAP,
        Purpose.GUARANTEE,
        Purpose.EARNED_REPLACED,
        Purpose.ALREADY_PAID,
        Purpose.CAP_TOTAL,
        Purpose.ADJUSTMENTS,
        Purpose.ROUNDING,
        Purpose.CORRECTIONS,
        Purpose.CORRECTIONS_CARRIED,
    }
)
"""Lines by which a rule of the plan, or a file, changes what was earned."""


ADDS: Final = EFFECTS | {
    Purpose.PAYOUT,
    Purpose.POOL,
    Purpose.BONUS,
    Purpose.BONUS_RELEASED,
    Purpose.ADVANCE,
}
"""Lines whose values add up, with `REPAID` taken away, to the total."""


STAGES: Final = frozenset(
    {
        Purpose.MODIFIED_RATE,
        Purpose.FLOORED_RATE,
        Purpose.GATED_RATE,
        Purpose.CAPPED_RATE,
        Purpose.OWN_RATE,
        Purpose.PEERS_RATE,
    }
)
"""Rates between the curve of a KPI and its payout rate."""


BONUS_STAGES: Final = frozenset(
    {
        Purpose.BONUS_RATE,
        Purpose.BONUS_SOURCE,
        Purpose.BONUS_MODIFIED,
        Purpose.BONUS_FLOORED,
        Purpose.BONUS_GATED,
        Purpose.BONUS_AMOUNT,
        Purpose.BONUS_DUE,
        Purpose.GATE_OF_BONUSES,
        Purpose.MODIFIER_OF_BONUSES,
    }
)
"""Steps between the source of a bonus and what is paid of it."""


UNSHOWN: Final = frozenset(
    {
        Purpose.TARGET_OF_ROW,
        Purpose.TARGET_OF_ALL,
        Purpose.TARGET_OF_MEMBER,
        Purpose.PLAN_WEIGHT,
        Purpose.PLAN_CURVE_RATE,
        Purpose.REACHED,
        Purpose.DAYS_OF_ROW,
        Purpose.DAYS_OF_PERSON,
        Purpose.HELD_OF_ROW,
        Purpose.HELD_OF_PERSON,
        Purpose.POOL_AMOUNT,
        Purpose.POOL_KEY,
        Purpose.POOL_MEMBER,
        Purpose.SETTLED,
        Purpose.RANKED_BY,
        Purpose.PLACE,
        Purpose.MEMBERS,
        Purpose.PRESENT_DAYS,
        Purpose.PRIZE,
        Purpose.RANKED_SECOND,
        Purpose.RANKED_THIRD,
        Purpose.RANKABLE,
        Purpose.REWARD,
        Purpose.BONUS_UNPAID,
        Purpose.BONUS_KEPT,
    }
)
"""Steps that others are made of and that no statement shows as a line."""


PRIVATE: Final = UNSHOWN | STAGES | BONUS_STAGES | {Purpose.CURVE_RATE, Purpose.WEIGHT}
"""Steps that serve the explanation and do not stand in the results."""
