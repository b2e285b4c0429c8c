"""A target of a whole year, as written (language, section 3)."""

from pydantic import Field

from csvariable.plan.model import Model
from csvariable.plan.values import Level


class YearlyTarget(Model, title="Yearly target"):
    """A target of the whole year: a period has its share of it."""

    annual: Level = Field(
        title="Yearly target",
        description="The target of the whole year; a period has its part of it.",
        examples=[1200000],
    )
