"""Gates as written: a condition, and what is cut where it does not hold (language, section 5)."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from csvariable.plan.acts_on import ActsOn
from csvariable.plan.condition import Condition
from csvariable.plan.ids import Id
from csvariable.plan.model import Model
from csvariable.plan.shared import Name, Why
from csvariable.plan.values import Factor, OneOf


class Effect(Model, title="Effect", json_schema_extra={"examples": [{"of": "plan", "times": "50 %"}]}):
    """What a closed gate does: limits, then multiplies, some KPIs or the plan."""

    of: ActsOn
    times: Factor | None = Field(
        default=None,
        title="Times",
        description="The factor that remains: `0 %` leaves nothing.",
        examples=["50 %"],
    )
    cap: Factor | None = Field(
        default=None,
        title="Cap",
        description=(
            "The highest payout rate that remains; of the plan, the most in parts of the target incentive."
        ),
    )


class Gate(Model, title="Gate"):
    """A condition and what happens otherwise."""

    name: Name = None
    why: Why = None
    when: Condition = Field(title="When", description="The condition that must hold.")
    otherwise: Effect = Field(title="Otherwise", description="What is cut where the condition does not hold.")
    missing: Annotated[Literal["holds", "fails"], OneOf] | None = Field(
        default=None,
        title="Missing value",
        description=(
            "Whether a test holds or fails where what it reads has no value; without it, that is an error."
        ),
    )


Gates: TypeAlias = dict[Id, Gate]
"""The gates of a plan."""
