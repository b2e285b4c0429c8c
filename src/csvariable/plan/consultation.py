"""Who was asked about a plan, and what it changed."""

from pydantic import Field

from csvariable.plan.model import Model
from csvariable.plan.values import Date, Text


class Consultation(Model, title="Consultation"):
    """Who was asked about the plan before it held, and what that changed."""

    asked_on: Date | None = Field(
        default=None, title="Asked on", description="The day on which people were asked."
    )
    who: Text | None = Field(
        default=None,
        title="Who",
        description="Who was asked: people, their representatives, a vote.",
        examples=["The works council, and five people of the team."],
    )
    how: Text | None = Field(
        default=None,
        title="How",
        description="How they were asked, and what was asked.",
        examples=["Two meetings, and a survey of the draft."],
    )
    changed: Text | None = Field(
        default=None,
        title="Changed",
        description="What their answers changed in the plan.",
        examples=["The cap went from 120 % to 150 %."],
    )
