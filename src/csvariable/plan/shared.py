"""Keys that several parts of a plan have, each with what it says to the author."""

from typing import Annotated, TypeAlias

from pydantic import Field

from csvariable.plan.values import StepName, Text

Name: TypeAlias = Annotated[
    Text | None,
    Field(
        title="Name", description="What people read in place of the id.", examples=["Net revenue retention"]
    ),
]
Why: TypeAlias = Annotated[
    Text | None,
    Field(
        title="Why",
        description="The reason for it, in a sentence.",
        examples=["Clients who stay pay for everything else."],
    ),
]
ReadBy: TypeAlias = Annotated[
    StepName, Field(title="By", description="The step that is read, such as the id of a KPI.")
]
