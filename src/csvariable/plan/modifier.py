"""Modifiers as written: a factor read on another measure (language, section 5)."""

from typing import TypeAlias

from pydantic import Field

from csvariable.plan.acts_on import ActsOn
from csvariable.plan.curve import RateCurve
from csvariable.plan.ids import Id
from csvariable.plan.model import Model
from csvariable.plan.shared import Name, ReadBy, Why
from csvariable.plan.values import Factor


class Modifier(Model, title="Modifier"):
    """A factor read on another measure, for KPIs or for the plan."""

    name: Name = None
    why: Why = None
    by: ReadBy
    curve: RateCurve = Field(title="Curve", description="The factor for each value.")
    of: ActsOn
    missing: Factor | None = Field(
        default=None,
        title="Missing value",
        description="The factor where what it reads has no value; without it, that is an error.",
    )


Modifiers: TypeAlias = dict[Id, Modifier]
"""The modifiers of a plan."""
