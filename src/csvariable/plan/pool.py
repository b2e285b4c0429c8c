"""Pools as written: amounts that people share (language, section 6)."""

from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from csvariable.kernel.message import msg
from csvariable.plan.amounts import ShareOf
from csvariable.plan.ids import Id
from csvariable.plan.model import Model
from csvariable.plan.shared import Name, Why
from csvariable.plan.values import Flag, Level, Money, OneOf, Scope, Word, problem

KEY_WORDS = ("uniform", "salary", "presence", "target_incentive", "earned")
"""Keys that are no KPI; where a KPI is called so, the plan says which is meant."""


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


class KeyBounds(Model, title="Bounds of a key", json_schema_extra={"examples": [{"at_least": "80 %"}]}):
    """Between what a key counts."""

    at_least: Level | None = Field(
        default=None, title="At least", description="A lower key counts as this one."
    )
    at_most: Level | None = Field(
        default=None, title="At most", description="A higher key counts as this one."
    )


class PoolKey(Model):
    """What a pool is shared by, and between what it counts."""

    rest = "bounded"
    word: Word | None = None
    bounded: dict[str, KeyBounds] = Field(default_factory=dict, max_length=1)

    @model_validator(mode="after")
    def _some(self) -> Self:
        if any(one.at_least is None and one.at_most is None for one in self.bounded.values()):
            message = msg("no bound is written: write `at_least` or `at_most`, or the key alone")
            raise problem("wrong-shape", message)
        return self

    @property
    def name(self) -> str:
        """The key."""
        return self.word if self.word is not None else next(iter(self.bounded), "uniform")

    @property
    def bounds(self) -> KeyBounds:
        """Between what it counts."""
        return next(iter(self.bounded.values()), KeyBounds())


def read_key(value: object) -> object:
    """Put a word apart from a mapping of one key to its bounds."""
    if isinstance(value, dict | PoolKey):
        return {"bounded": value} if isinstance(value, dict) else value
    return {"word": value}


KeyField: TypeAlias = Annotated[
    PoolKey, BeforeValidator(read_key, json_schema_input_type=Word | dict[str, KeyBounds])
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
        examples=[10000, {"share": "10 %", "of": "target_incentive"}, "earned"],
    )
    key: KeyField = Field(
        alias="by",
        title="Key",
        description=(
            "What it is shared by: `uniform`, `salary`, `presence`, `target_incentive`, `earned`, "
            "or a KPI whose values are the points; a mapping of it to `at_least` and `at_most` bounds it."
        ),
        examples=["salary", {"csat": {"at_least": "80 %"}}],
    )
    scope: Scope = Field(
        default="team", title="Scope", description="One pool for each team, or one for the company."
    )
    for_: tuple[Word, ...] | None = Field(
        default=None,
        alias="for",
        title="For",
        description="The roles that share in it; without it, everybody does.",
        examples=[["csm"]],
    )
    at_most: Flag = Field(
        default=False,
        title="At most",
        description=("Whether it is only a limit: awards are cut in proportion where they add up to more."),
    )
    each_at_most: Money | None = Field(
        default=None,
        title="Each at most",
        description="The most that one member receives of it.",
        examples=[1000],
    )
    excess: Annotated[Literal["others", "lost"], OneOf] | None = Field(
        default=None,
        title="Excess",
        description="What is over the limit of a member: it goes to those under theirs, or is not paid.",
    )

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if (self.each_at_most is None) != (self.excess is None):
            raise problem(
                "one-source",
                msg("`each_at_most` and `excess` go together: say what becomes of what is over the limit"),
            )
        return self

    @property
    def share(self) -> ShareOf | None:
        """The share of a step that is shared out, where that is its amount."""
        return self.amount if isinstance(self.amount, ShareOf) else None

    @property
    def by(self) -> str:
        """What it is shared by."""
        return self.key.name

    @property
    def kpi(self) -> str | None:
        """The KPI whose actuals are the points, None where it is shared by something else."""
        return None if self.by in KEY_WORDS else self.by


Pools: TypeAlias = dict[Id, Pool]
"""The pools of a plan."""
