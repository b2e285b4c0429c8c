"""Where a plan rounds, as written."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from csvariable.kernel.message import msg
from csvariable.plan import patterns
from csvariable.plan.model import Model
from csvariable.plan.values import (
    Money,
    OneOf,
    problem,
    read_count,
)

MOST_PLACES = 12


def read_places(value: object) -> int:
    """Read a number of decimal places."""
    places = read_count(value)
    if places > MOST_PLACES:
        raise problem("wrong-number", msg("at most {most} is allowed here", most=MOST_PLACES))
    return places


Places: TypeAlias = Annotated[
    int,
    PlainValidator(read_places),
    WithJsonSchema(patterns.PLACES),
]


class Rounding(Model, title="Rounding", json_schema_extra={"examples": [{"money": 1}]}):
    """Declared rounding: places of intermediate steps, units of money and of the total."""

    actual: Places | None = Field(
        default=None,
        title="Actual",
        description=(
            "Decimals of the actual; of a percentage, those of the rate: 4 keeps a hundredth of a percent."
        ),
    )
    target: Places | None = Field(
        default=None,
        title="Target",
        description="Decimals of the target, once it is scaled by ramp, presence and part-time work.",
    )
    attainment: Places | None = Field(
        default=None,
        title="Attainment",
        description="Decimals of the attainment, as a rate: 4 keeps a hundredth of a percent.",
    )
    payout_rate: Places | None = Field(
        default=None,
        title="Payout rate",
        description="Decimals of the payout rate: 4 keeps a hundredth of a percent.",
    )
    money: Money | None = Field(
        default=None,
        title="Money",
        description="The unit of every amount, such as `1` or `0.05`.",
        examples=[1, 0.05],
    )
    total: Money | None = Field(
        default=None, title="Total", description="The unit of the total, such as `1`.", examples=[1]
    )
    parts: Annotated[Literal["cents", "exact"], OneOf] | None = Field(
        default=None,
        title="Parts",
        description=(
            "`cents`, the default: the parts of the target incentive are money and add up to it; "
            "`exact`: each part is the exact product with its weight, and its payout alone is rounded."
        ),
    )
    mode: Annotated[Literal["half-up", "half-even", "half-down", "up", "down"], OneOf] | None = Field(
        default=None,
        title="Mode",
        description=(
            "Where a value is rounded to: `down` is towards zero, the halves say what becomes of "
            "a value in the middle."
        ),
    )
