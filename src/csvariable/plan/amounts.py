"""Amounts and rules of a person's period (language, sections 5 and 6)."""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, PlainValidator, Tag, WithJsonSchema
from typing_extensions import TypeAliasType

from csvariable.kernel.quantity import Kind
from csvariable.plan import patterns
from csvariable.plan.curve import Condition, RateCurve
from csvariable.plan.model import Model
from csvariable.plan.values import (
    Count,
    Factor,
    Flag,
    Level,
    Money,
    OneOf,
    Rate,
    Scope,
    StepName,
    Text,
    Word,
    quantity,
    scalar,
)

PayBase: TypeAlias = Annotated[Literal["salary", "annual_salary", "ote"], OneOf]


class AnnualAmount(Model):
    """A yearly amount, divided by the periods of the year or split by hand."""

    annual: Money
    split: tuple[Rate, ...] | None = None


class ShareOfPay(Model):
    """A share of a salary column."""

    share: Rate
    of: PayBase


def _incentive_tag(value: Any) -> str:
    if isinstance(value, dict):
        return "annual-amount" if "annual" in value else "share-of-pay"
    return "period-amount"


TargetIncentive: TypeAlias = Annotated[
    Annotated[Money, Tag("period-amount")]
    | Annotated[AnnualAmount, Tag("annual-amount")]
    | Annotated[ShareOfPay, Tag("share-of-pay")],
    Discriminator(_incentive_tag),
]


class ShareOf(Model):
    """A share of a salary column, of the target incentive, or of a step in money."""

    share: Rate
    of: StepName


class Limit(Model):
    """One limit: a rate of the target incentive, an amount, or a share of a salary."""

    rate: Rate | None = None
    amount: Money | None = None
    share: ShareOfPay | None = Field(default=None, alias="share-of-pay")


def read_limit(value: object) -> object:
    """Put a rate, an amount and a share of a salary apart."""
    if isinstance(value, dict):
        return {"share-of-pay": value}  # no key of a plan, so that errors find theirs
    found = quantity(value, "a rate such as `150 %` or an amount such as `3000`")
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


def read_scope_of(value: object) -> tuple[str, ...] | Literal["plan"]:
    """Read `plan` or a list of KPIs."""
    if isinstance(value, str | tuple):
        return "plan" if value == "plan" else tuple(value)
    if isinstance(value, list):
        return tuple(scalar(item, "the id of a KPI").text for item in value)
    text = scalar(value, "`plan` or a list of KPIs").text
    return "plan" if text == "plan" else (text,)


PlanOrKpis = TypeAliasType(
    "PlanOrKpis",
    Annotated[
        tuple[str, ...] | Literal["plan"], PlainValidator(read_scope_of), WithJsonSchema(patterns.WORDS)
    ],
)
"""The plan, or a list of KPIs."""


class Effect(Model):
    """What a closed gate does: limits, then multiplies, some KPIs or the plan."""

    of: PlanOrKpis
    times: Factor | None = None
    cap: Factor | None = None


class Gate(Model):
    """A condition and what happens otherwise."""

    name: Text | None = None
    why: Text | None = None
    when: Condition
    otherwise: Effect
    missing: Annotated[Literal["holds", "fails"], OneOf] | None = None


class Modifier(Model):
    """A factor read on another measure, for KPIs or for the plan."""

    name: Text | None = None
    why: Text | None = None
    by: StepName
    curve: RateCurve
    of: PlanOrKpis
    missing: Factor | None = None


class Guarantee(Model):
    """The least part of the target incentive paid for a time after the entry."""

    months: Count | None = None
    periods: Count | None = None
    pays: Factor


ProrationWord: TypeAlias = Annotated[Literal["calendar-days", "months", "none"], OneOf]


class Proration(Model):
    """What presence scales: the amount, and the targets of additive personal KPIs."""

    amount: ProrationWord = "none"
    targets: Annotated[Literal["additive", "none"], OneOf] = "none"


def read_proration(value: object) -> object:
    """Read a word as the amount alone: `none` is a proration that scales nothing, on purpose."""
    if isinstance(value, dict | Proration):
        return value
    return {"amount": scalar(value, "`none` or a mapping with `amount` and `targets`")}


ProrationField: TypeAlias = Annotated[
    Proration, BeforeValidator(read_proration, json_schema_input_type=ProrationWord | Proration)
]


AbsencePolicy: TypeAlias = Annotated[Literal["neutralise", "ignore", "peer-average"], OneOf]


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


class Accumulate(Model):
    """The files hold values since the start of the year (section 6)."""

    since: Annotated[Literal["year"], OneOf]
    target: Annotated[Literal["elapsed", "whole"], OneOf]
    below_zero: Annotated[Literal["zero", "carry"], OneOf]


class Draw(Model):
    """The least pay, and the share of what exceeds it that repays the balance."""

    amount: Money
    recover: Factor


def _pool_tag(value: Any) -> str:
    if isinstance(value, dict):
        return "share-of-step"
    return "earned-amount" if getattr(value, "text", value) == "earned" else "money-amount"


PoolAmount: TypeAlias = Annotated[
    Annotated[Money, Tag("money-amount")]
    | Annotated[ShareOf, Tag("share-of-step")]
    | Annotated[Literal["earned"], OneOf, Tag("earned-amount")],
    Discriminator(_pool_tag),
]


class Pool(Model):
    """An amount shared among the people of a team or of the company."""

    name: Text | None = None
    why: Text | None = None
    amount: PoolAmount
    by: Word
    scope: Scope = "team"
    for_: tuple[Word, ...] | None = Field(default=None, alias="for")
    at_most: Flag = False
