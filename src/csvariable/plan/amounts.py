"""Amounts as written: of a period or a year, shares, limits (language, sections 5 and 6)."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field
from typing_extensions import TypeAliasType

from csvariable.kernel.message import msg
from csvariable.kernel.quantity import Kind
from csvariable.plan.model import Model
from csvariable.plan.values import (
    Money,
    OneOf,
    Rate,
    StepName,
    quantity,
)

PayBase: TypeAlias = Annotated[Literal["salary", "annual_salary", "ote"], OneOf]


Share: TypeAlias = Annotated[
    Rate, Field(title="Share", description="How much of it, such as `12 %`.", examples=["12 %"])
]


class AnnualAmount(Model, title="Yearly amount"):
    """A yearly amount, divided by the periods of the year or split by hand."""

    annual: Money = Field(
        title="Yearly amount",
        description=(
            "The amount of a whole year; each period has an equal part of it, or the one that `split` says."
        ),
        examples=[10000],
    )
    split: tuple[Rate, ...] | None = Field(
        default=None,
        title="Split",
        description="The part of each period of the year, in order; they add up to 100 %.",
        examples=[["20 %", "30 %", "20 %", "30 %"]],
    )


class ShareOfPay(Model, title="Share of a salary"):
    """A share of a salary column."""

    share: Share
    of: PayBase = Field(
        title="Of",
        description=(
            "The column it is a share of: `salary` is of the period; `annual_salary` and `ote` are yearly."
        ),
    )


class ShareOf(Model, title="Share"):
    """A share of a salary column, of the target incentive, or of a step in money."""

    share: Share
    of: StepName = Field(
        title="Of",
        description=("What it is a share of: a column of salaries, `target_incentive`, or a step in money."),
        examples=["target_incentive", "nrr.payout"],
    )


class Limit(Model):
    """One limit: a rate of the target incentive, an amount, or a share of a salary."""

    rate: Rate | None = None
    amount: Money | None = None
    share: ShareOfPay | None = Field(default=None, alias="share-of-pay")


def read_limit(value: object) -> object:
    """Put a rate, an amount and a share of a salary apart."""
    if isinstance(value, dict):
        return {"share-of-pay": value}  # no key of a plan, so that errors find theirs
    found = quantity(value, msg("a rate such as `150 %` or an amount such as `3000`"))
    return {"rate" if found.kind is Kind.RATE else "amount": value}


OneLimit: TypeAlias = Annotated[
    Limit, BeforeValidator(read_limit, json_schema_input_type=Rate | Money | ShareOfPay)
]


def read_limits(value: object) -> object:
    """Read one limit as a list of one."""
    return value if isinstance(value, list | tuple) else [value]


Limits = TypeAliasType(
    "Limits",
    Annotated[
        tuple[OneLimit, ...],
        BeforeValidator(read_limits, json_schema_input_type=OneLimit | tuple[OneLimit, ...]),
    ],
)
"""The lowest of several caps, the highest of several floors."""
