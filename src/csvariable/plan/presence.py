"""What an entry, an exit and an absence change, as written (language, section 6)."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from csvariable.kernel.message import msg
from csvariable.plan.model import Model
from csvariable.plan.values import Count, Factor, Level, OneOf, scalar


class Guarantee(Model, title="Guarantee", json_schema_extra={"examples": [{"months": 3, "pays": "100 %"}]}):
    """The least part of the target incentive paid for a time after the entry."""

    months: Count | None = Field(
        default=None, title="Months", description="For how many months after the entry.", examples=[3]
    )
    periods: Count | None = Field(
        default=None,
        title="Periods",
        description="For how many periods, that of the entry included.",
        examples=[1],
    )
    pays: Factor = Field(title="Pays", description="The part of the target incentive that is paid at least.")


ProrationWord: TypeAlias = Annotated[Literal["calendar-days", "months", "none"], OneOf]


class Proration(Model, title="Proration", json_schema_extra={"examples": [{"amount": "calendar-days"}]}):
    """What presence scales: the amount, and the targets of additive personal KPIs."""

    amount: ProrationWord = Field(
        default="none",
        title="Amount",
        description=(
            "How the target incentive follows the presence: by calendar days, by months of which "
            "half was present, or not."
        ),
    )
    targets: Annotated[Literal["additive", "none"], OneOf] = Field(
        default="none",
        title="Targets",
        description="Whether targets of additive KPIs of a person follow the presence as well.",
    )


def read_proration(value: object) -> object:
    """Read a word as the amount alone: `none` is a proration that scales nothing, on purpose."""
    if isinstance(value, dict | Proration):
        return value
    return {"amount": scalar(value, msg("`none` or a mapping with `amount` and `targets`"))}


ProrationField: TypeAlias = Annotated[
    Proration, BeforeValidator(read_proration, json_schema_input_type=ProrationWord | Proration)
]


AbsencePolicy: TypeAlias = Annotated[Literal["neutralise", "ignore", "peer-average"], OneOf]
Absences: TypeAlias = dict[str, AbsencePolicy]


class Ramp(Model):
    """Targets by month of tenure: one list of factors, or lists of values by KPI."""

    rest = "values"
    factors: tuple[Factor, ...] = ()
    values: dict[str, tuple[Level, ...]] = Field(default_factory=dict)


def read_ramp(value: object) -> object:
    """Put a list apart from a mapping of lists."""
    if isinstance(value, list):
        return {"factors": value}
    if isinstance(value, dict):
        return {"values": value}
    return value


RampField: TypeAlias = Annotated[
    Ramp,
    BeforeValidator(read_ramp, json_schema_input_type=tuple[Factor, ...] | dict[str, tuple[Level, ...]]),
]
