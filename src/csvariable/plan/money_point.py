"""Points of curves that pay money, as written (language, section 7)."""

from pydantic import Field

from csvariable.plan.point import OneBound, OnLine
from csvariable.plan.values import Level, Money


class MoneyPoint(OneBound, title="Point"):
    """A point of a `lookup` that pays money."""

    pays: Money = Field(title="Pays", description="The amount from there on.")


class MoneyCorner(OnLine, title="Point of a line"):
    """A point of a `linear` curve that pays money."""

    pays: Money = Field(title="Pays", description="The amount at this point.")
    before: Money | None = Field(
        default=None,
        title="Before",
        description="What the line arrives at from below, where it jumps at this point.",
    )


class MoneyBand(OneBound, title="Band"):
    """A band: a rate of a step in money, or money for each unit of a count."""

    rate: Level = Field(
        title="Rate",
        description="A rate, where the step is money; an amount for each unit, where it is a count.",
    )
