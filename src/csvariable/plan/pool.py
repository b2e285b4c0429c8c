"""Pools as written: amounts that people share (language, section 6)."""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag

from csvariable.plan.amounts import ShareOf
from csvariable.plan.model import Model
from csvariable.plan.shared import Name, Why
from csvariable.plan.values import Flag, Money, OneOf, Scope, Word


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


class Pool(Model, title="Pool"):
    """An amount shared among the people of a team or of the company."""

    name: Name = None
    why: Why = None
    amount: PoolAmount = Field(
        title="Amount",
        description=(
            "What is shared: an amount, a share of a step of the team or company, or `earned`, "
            "the sum of what its members earned."
        ),
    )
    by: Word = Field(
        title="Key",
        description=(
            "What it is shared by: `uniform`, `salary`, `presence`, `target_incentive`, `earned`, "
            "or a KPI whose values are the points."
        ),
    )
    scope: Scope = Field(
        default="team", title="Scope", description="One pool for each team, or one for the company."
    )
    for_: tuple[Word, ...] | None = Field(
        default=None,
        alias="for",
        title="For",
        description="The roles that share in it; without it, everybody does.",
    )
    at_most: Flag = Field(
        default=False,
        title="At most",
        description=("Whether it is only a limit: awards are cut in proportion where they add up to more."),
    )
