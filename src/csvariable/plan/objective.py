"""Objectives as written (language, section 2)."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from csvariable.plan.ids import Id
from csvariable.plan.model import Model
from csvariable.plan.patterns import named
from csvariable.plan.shared import Why
from csvariable.plan.values import Date, Factor, OneOf, Prose, Text, Word


class KeyResult(Model, title="Key result"):
    """What will be seen where an objective is reached: a measure and a number, or a thing done, by a date."""

    statement: Text | None = Field(
        default=None,
        title="Statement",
        description="What will be seen, in a sentence.",
        examples=["Nine clients of ten renew."],
    )
    kpi: Word | None = Field(
        default=None, title="KPI", description="The KPI that measures it.", examples=["nrr"]
    )
    due: Date | None = Field(
        default=None,
        title="Due",
        description="The day by which it is to be reached.",
        examples=["2026-12-31"],
    )
    owner: Text | None = Field(
        default=None, title="Owner", description="Who answers for it.", examples=["The leads of the regions"]
    )
    evidence: Text | None = Field(
        default=None,
        title="Evidence",
        description="What shows that it is done, where no KPI measures it: a document, a link.",
        examples=["The list of renewals, signed by Finance"],
    )


class Objective(Model, title="Objective"):
    """What the people work for; KPIs serve it."""

    statement: Text | None = Field(
        default=None,
        title="Statement",
        description="What is to be reached, in a sentence.",
        examples=["Keep the clients that we have."],
    )
    serves: Text | None = Field(
        default=None,
        title="Serves",
        description="The objective of the company that it serves.",
        examples=["Grow without losing clients."],
    )
    weight: Factor | None = Field(
        default=None,
        title="Weight",
        description=(
            "Its part of the whole. If one objective has a weight, all have one and they add up "
            "to 100 %; so do the weights of the KPIs inside each."
        ),
        examples=["60 %"],
    )
    origin: Annotated[Literal["top-down", "bottom-up"], OneOf] | None = Field(
        default=None,
        title="Origin",
        description="Whether it came from above, or from the people who work for it.",
    )
    priority: Annotated[Literal["main", "secondary"], OneOf] | None = Field(
        default=None, title="Priority", description="Whether it is one of the main objectives."
    )
    commitment: Annotated[Literal["committed", "aspirational"], OneOf] | None = Field(
        default=None,
        title="Commitment",
        description="`committed`: meant to be reached; `aspirational`: meant to stretch.",
    )
    why: Why = None
    horizon: Text | None = Field(
        default=None,
        title="Horizon",
        description="By when it is to be reached, in words.",
        examples=["End of 2026"],
    )
    owner: Text | None = Field(
        default=None, title="Owner", description="Who answers for it.", examples=["Head of Customer Success"]
    )
    parent: Word | None = Field(
        default=None,
        title="Parent",
        description="The id of the objective that it is a part of.",
        examples=["grow"],
    )
    key_results: dict[Id, KeyResult] = Field(
        default_factory=dict,
        title="Key results",
        description="What will be seen where it is reached, by id.",
        json_schema_extra=named("renewals"),
    )


class BacklogItem(Objective, title="Objective in reserve"):
    """An objective that was not selected for this period."""

    status: Prose | None = Field(
        default=None, title="Status", description="Where it stands, in a word.", examples=["proposed"]
    )
    cycle: Word | None = Field(
        default=None, title="Cycle", description="The period that it is considered for.", examples=["2026-Q3"]
    )


Objectives: TypeAlias = dict[Id, Objective]
"""The objectives of a plan."""

Backlog: TypeAlias = dict[Id, BacklogItem]
"""Those in reserve."""
