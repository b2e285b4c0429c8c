"""How values of a KPI that rest on few answers are taken."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from csvariable.kernel.message import msg
from csvariable.plan.model import Model
from csvariable.plan.values import (
    OneOf,
    Rate,
    Several,
    problem,
)


class Sample(Model, title="Sample", json_schema_extra={"examples": [{"min": 10, "below": "team"}]}):
    """What holds where a value stands on few answers."""

    min: Several | None = Field(
        default=None, title="Minimum", description="How many answers there must be.", examples=[10]
    )
    below: (
        Annotated[Literal["error", "zero", "at-target", "reweight", "hold", "team", "company"], OneOf] | None
    ) = Field(
        default=None,
        title="Below",
        description=(
            "What holds where there are fewer: as for a missing value, or the value of the team or the "
            "company in place of the own one."
        ),
    )
    credibility: Several | None = Field(
        default=None,
        title="Credibility",
        description="How many answers weigh as much as the other value: n / (n + this) is the own weight.",
        examples=[20],
    )
    towards: Annotated[Literal["team", "company", "target"], OneOf] | None = Field(
        default=None,
        title="Towards",
        description="The other value that an own value of few answers is drawn to.",
    )
    interval: Rate | None = Field(
        default=None,
        title="Interval",
        description="How certain the interval is that is shown beside the value.",
        examples=["95 %"],
    )

    @model_validator(mode="after")
    def _pairs(self) -> Self:
        for one, other in (("min", "below"), ("credibility", "towards")):
            if (getattr(self, one) is None) != (getattr(self, other) is None):
                raise problem(
                    "missing-key", msg("`{one}` and `{other}` stand together", one=one, other=other)
                )
        if self.interval is not None and not 0 < self.interval < 1:
            raise problem("wrong-number", msg("an interval is above 0 % and below 100 %"))
        return self

    @property
    def changes(self) -> bool:
        """Whether it changes a value; an interval alone is shown and changes none."""
        return self.min is not None or self.credibility is not None
