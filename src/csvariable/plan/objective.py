"""Objectives as written (language, section 2)."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from csvariable.plan.ids import Id
from csvariable.plan.model import Model
from csvariable.plan.shared import Why
from csvariable.plan.values import Date, Factor, OneOf, Text, Word


class KeyResult(Model, title="Key result"):
    """What will be seen where an objective is reached: a measure and a number, or a thing done, by a date."""

    statement: Text | None = Field(
        default=None, title="Statement", description="What will be seen, in a sentence."
    )
    kpi: Word | None = Field(default=None, title="KPI", description="The KPI that measures it.")
    due: Date | None = Field(default=None, title="Due", description="The day by which it is to be reached.")
    owner: Text | None = Field(default=None, title="Owner", description="Who answers for it.")
    evidence: Text | None = Field(
        default=None,
        title="Evidence",
        description="What shows that it is done, where no KPI measures it: a document, a link.",
    )


class Objective(Model, title="Objective"):
    """What the people work for; KPIs serve it."""

    statement: Text | None = Field(
        default=None, title="Statement", description="What is to be reached, in a sentence."
    )
    serves: Text | None = Field(
        default=None, title="Serves", description="The objective of the company that it serves."
    )
    weight: Factor | None = Field(
        default=None,
        title="Weight",
        description=(
            "Its part of the whole. If one objective has a weight, all have one and they add up "
            "to 100 %; so do the weights of the KPIs inside each."
        ),
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
        default=None, title="Horizon", description="By when it is to be reached, in words."
    )
    owner: Text | None = Field(default=None, title="Owner", description="Who answers for it.")
    parent: Word | None = Field(
        default=None, title="Parent", description="The id of the objective that it is a part of."
    )
    key_results: dict[Id, KeyResult] = Field(
        default_factory=dict,
        title="Key results",
        description="What will be seen where it is reached, by id.",
    )


class BacklogItem(Objective, title="Objective in reserve"):
    """An objective that was not selected for this period."""

    status: Word | None = Field(default=None, title="Status", description="Where it stands, in a word.")
    cycle: Word | None = Field(
        default=None, title="Cycle", description="The period that it is considered for."
    )


Objectives: TypeAlias = dict[Id, Objective]
"""The objectives of a plan."""

Backlog: TypeAlias = dict[Id, BacklogItem]
"""Those in reserve."""
