"""What a contest ranks by, and who has a place."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from csvariable.plan.condition import Test
from csvariable.plan.model import Model
from csvariable.plan.values import (
    OneOf,
    Several,
    StepName,
)

MOST_RANKS = 3


def _read_several(value: object) -> object:
    """Read one name as a list of one."""
    return value if isinstance(value, list | tuple) else [value]


RankedBy: TypeAlias = Annotated[
    Annotated[tuple[StepName, ...], Field(min_length=1, max_length=MOST_RANKS)],
    BeforeValidator(_read_several, json_schema_input_type=StepName | tuple[StepName, ...]),
]


class Rank(Model, title="Rank"):
    """A contest among the people of the plan."""

    by: RankedBy = Field(
        title="By",
        description="The step that decides, or a list: where the first is equal, the next one decides.",
        examples=["nrr", ["nrr", "csat"]],
    )
    top: Several = Field(title="Places", description="How many places are paid.", examples=[3])
    at_least: Test | None = Field(
        default=None, title="At least", description="What must be reached to have a place."
    )
    ties: Annotated[Literal["share"], OneOf] = Field(
        default="share",
        title="Ties",
        description="Tied people share the amounts of the places that they cover.",
    )
    of: Annotated[Literal["team"], OneOf] | None = Field(
        default=None,
        title="Of",
        description="`team`: teams are compared, each by its own value; without it, people are.",
    )
    within: Annotated[Literal["team", "role"], OneOf] | None = Field(
        default=None,
        title="Within",
        description="The people who are compared: of a team, or of a role; without it, all.",
    )
