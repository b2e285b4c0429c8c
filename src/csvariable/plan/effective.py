"""The dates for which a version of a plan holds."""

from pydantic import Field

from csvariable.plan.model import Model
from csvariable.plan.values import Date


class Effective(Model, title="Dates"):
    """The dates for which this version of the plan holds."""

    from_: Date = Field(
        alias="from",
        title="First day",
        description="The first day on which this version of the plan holds.",
        examples=["2026-01-01"],
    )
    to: Date | None = Field(
        default=None,
        title="Last day",
        description="The last day on which this version of the plan holds; none while it goes on.",
        examples=["2026-12-31"],
    )
