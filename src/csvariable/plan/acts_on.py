"""What a gate or a modifier acts on: the plan, or KPIs and bonuses by name (language, section 5)."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema
from typing_extensions import TypeAliasType

from csvariable.kernel.message import msg
from csvariable.plan import patterns
from csvariable.plan.values import scalar


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
        examples=["plan", ["nrr"], "bonuses.upsell"],
    ),
]
