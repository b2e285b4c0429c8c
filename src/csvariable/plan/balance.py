"""What one period hands on to the next, as written (language, section 6)."""

from typing import Annotated, Literal

from pydantic import Field

from csvariable.plan.model import Model
from csvariable.plan.values import Factor, Money, OneOf, Portion


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
        title="Recovery",
        description="The most that is taken of each pay; the rest is carried to later ones.",
        examples=["50 %"],
    )


class Draw(Model, title="Draw"):
    """The least pay, and the share of what exceeds it that repays the balance."""

    amount: Money = Field(title="Amount", description="What is paid at least.", examples=[1500])
    recover: Factor = Field(
        title="Recovery",
        description="The share of what exceeds the draw that repays what is owed.",
        examples=["50 %"],
    )
