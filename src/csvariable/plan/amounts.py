"""Amounts and rules of a person's period (language, sections 5 and 6)."""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, PlainValidator, Tag, WithJsonSchema
from typing_extensions import TypeAliasType

from csvariable.kernel.message import msg
from csvariable.kernel.quantity import Kind
from csvariable.plan import patterns
from csvariable.plan.condition import Condition
from csvariable.plan.curve import RateCurve
from csvariable.plan.model import Model
from csvariable.plan.shared import Name, ReadBy, Why
from csvariable.plan.values import (
    Count,
    Factor,
    Level,
    Money,
    OneOf,
    Portion,
    Rate,
    StepName,
    quantity,
    scalar,
)

PayBase: TypeAlias = Annotated[Literal["salary", "annual_salary", "ote"], OneOf]


Share: TypeAlias = Annotated[Rate, Field(title="Share", description="How much of it, such as `12 %`.")]


class AnnualAmount(Model, title="Yearly amount"):
    """A yearly amount, divided by the periods of the year or split by hand."""

    annual: Money = Field(
        title="Yearly amount",
        description=(
            "The amount of a whole year; each period has an equal part of it, or the one that `split` says."
        ),
    )
    split: tuple[Rate, ...] | None = Field(
        default=None,
        title="Split",
        description="The part of each period of the year, in order; they add up to 100 %.",
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


class ShareOf(Model, title="Share"):
    """A share of a salary column, of the target incentive, or of a step in money."""

    share: Share
    of: StepName = Field(
        title="Of",
        description=("What it is a share of: a column of salaries, `target_incentive`, or a step in money."),
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


def read_scope_of(value: object) -> tuple[str, ...] | Literal["plan"]:
    """Read `plan` or a list of KPIs."""
    if isinstance(value, str | tuple):
        return "plan" if value == "plan" else tuple(value)
    if isinstance(value, list):
        return tuple(scalar(item, msg("the id of a KPI")).text for item in value)
    text = scalar(value, msg("`plan` or a list of KPIs")).text
    return "plan" if text == "plan" else (text,)


PlanOrKpis = TypeAliasType(
    "PlanOrKpis",
    Annotated[
        tuple[str, ...] | Literal["plan"], PlainValidator(read_scope_of), WithJsonSchema(patterns.WORDS)
    ],
)
"""The plan, or a list of KPIs and bonuses."""

OF_BONUSES = "bonuses."
"""What stands before the id of a bonus, where a gate or a modifier names it beside KPIs."""


def bonuses_in(of: tuple[str, ...] | str) -> tuple[str, ...]:
    """Return the ids of the bonuses among what a gate or a modifier acts on."""
    if isinstance(of, str):
        return ()
    return tuple(name.removeprefix(OF_BONUSES) for name in of if name.startswith(OF_BONUSES))


def only_bonuses(of: tuple[str, ...] | str) -> bool:
    """Whether a gate or a modifier acts on bonuses alone."""
    return not isinstance(of, str) and bool(of) and all(name.startswith(OF_BONUSES) for name in of)


ActsOn: TypeAlias = Annotated[
    PlanOrKpis,
    Field(
        title="Of",
        description="What it acts on: `plan`, or KPIs by their ids and bonuses such as `bonuses.upsell`.",
    ),
]


class Effect(Model, title="Effect"):
    """What a closed gate does: limits, then multiplies, some KPIs or the plan."""

    of: ActsOn
    times: Factor | None = Field(
        default=None, title="Times", description="The factor that remains: `0 %` leaves nothing."
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


class Guarantee(Model, title="Guarantee"):
    """The least part of the target incentive paid for a time after the entry."""

    months: Count | None = Field(
        default=None, title="Months", description="For how many months after the entry."
    )
    periods: Count | None = Field(
        default=None, title="Periods", description="For how many periods, that of the entry included."
    )
    pays: Factor = Field(title="Pays", description="The part of the target incentive that is paid at least.")


ProrationWord: TypeAlias = Annotated[Literal["calendar-days", "months", "none"], OneOf]


class Proration(Model, title="Proration"):
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


class Accumulate(Model, title="Accumulation"):
    """The files hold values since the start of the year."""

    since: Annotated[Literal["year"], OneOf] = Field(
        title="Since",
        description="When the values of the files begin: with the year, or at the entry if it is later.",
    )
    target: Annotated[Literal["elapsed", "whole"], OneOf] = Field(
        title="Target",
        description=(
            "`elapsed`: targets and amounts are those of the periods so far; `whole`: those of "
            "the whole year from the first period on."
        ),
    )
    below_zero: Annotated[Literal["zero", "carry"], OneOf] = Field(
        default="zero",
        title="Below zero",
        description=("Where less is due than was paid already: nothing is paid, or the rest is carried on."),
    )


class Corrections(Model, title="Corrections"):
    """How much of a pay may be taken back for periods that were closed and paid too much."""

    recover: Portion = Field(
        title="Recovery", description="The most that is taken of each pay; the rest is carried to later ones."
    )


class Draw(Model, title="Draw"):
    """The least pay, and the share of what exceeds it that repays the balance."""

    amount: Money = Field(title="Amount", description="What is paid at least.")
    recover: Factor = Field(
        title="Recovery", description="The share of what exceeds the draw that repays what is owed."
    )
