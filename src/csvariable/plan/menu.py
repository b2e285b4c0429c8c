"""KPIs that people choose from, as written (language, section 18)."""

from pydantic import Field

from csvariable.plan.model import Model
from csvariable.plan.values import Count, Word


class Menu(Model, title="Menu"):
    """KPIs of which each person chooses some, by the weights of their row."""

    of: tuple[Word, ...] = Field(
        min_length=1,
        title="Of",
        description="The KPIs that people choose from.",
        examples=[["nrr", "csat", "adoption"]],
    )
    from_: Count = Field(
        alias="from", title="From", description="How many are chosen at least.", examples=[1]
    )
    up_to: Count = Field(title="Up to", description="How many are chosen at most.", examples=[2])
