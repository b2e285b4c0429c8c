"""What a bonus gives in kind: things, vouchers, days of leave, badges."""

from typing import Annotated, Any, Self, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator

from csvariable.kernel.message import msg
from csvariable.plan.model import Model
from csvariable.plan.point import OneBound
from csvariable.plan.shared import ReadBy
from csvariable.plan.values import (
    Count,
    Flag,
    HalfDays,
    Money,
    Text,
    problem,
)


class Prize(OneBound, title="Point"):
    """A point of a badge: how many are given."""

    gives: Count = Field(title="Gives", description="How many are given from there on.")


class Badge(Model, title="Badge"):
    """Stars by a step; they have no value."""

    by: ReadBy
    lookup: tuple[Prize, ...] = Field(
        min_length=1, title="Lookup", description="The last point that is reached gives."
    )


GIFTS = ("item", "voucher", "leave_days", "badge")


class InKind(Model, title="Gift", json_schema_extra={"anyOf": [{"required": [key]} for key in GIFTS]}):
    """What is given in kind."""

    item: Text | None = Field(
        default=None, title="Item", description="What is given, in words.", examples=["A day at the sea"]
    )
    value: Money | None = Field(default=None, title="Value", description="What it costs.", examples=[80])
    voucher: Money | None = Field(
        default=None, title="Voucher", description="The amount of a voucher.", examples=[50]
    )
    leave_days: HalfDays | None = Field(
        default=None, title="Leave days", description="Days of leave, counted in half days."
    )
    badge: Text | None = Field(
        default=None,
        title="Badge",
        description="The name of a badge; it has no value.",
        examples=["Star of the quarter"],
    )
    one: Flag = Field(
        default=False,
        title="One",
        description="Whether a team that is placed is given one of it, and not each of its people.",
    )

    @model_validator(mode="after")
    def _something(self) -> Self:
        if all(getattr(self, key) is None for key in GIFTS):
            raise problem(
                "one-source", msg("`gives` names nothing: write `item`, `voucher`, `leave_days` or `badge`")
            )
        return self


def _gives_tag(value: Any) -> str:
    return "gifts-by-place" if isinstance(value, list | tuple) else "one-gift"


Gives: TypeAlias = Annotated[
    Annotated[InKind, Tag("one-gift")]
    | Annotated[Annotated[tuple[InKind, ...], Field(min_length=1)], Tag("gifts-by-place")],
    Discriminator(_gives_tag),
]
