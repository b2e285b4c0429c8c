"""Whose a raw row is, as a source says it: columns that name owners (language, section 16)."""

from fractions import Fraction
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator

from csvariable.kernel.message import msg
from csvariable.plan.model import Model, text_or_mapping
from csvariable.plan.values import OneOf, Rate, Word, problem

OwnerBy: TypeAlias = Annotated[Literal["id", "name", "email"], OneOf]


class OwnerColumn(Model, title="Owner"):
    """The column that names the owner of a row, and by what it does."""

    column: Word = Field(title="Column", description="The header of the column.", examples=["Owner"])
    by: OwnerBy = Field(
        default="id",
        title="By",
        description="Whether it holds ids, names or emails of the people file.",
    )


class OwnerColumns(Model, title="Owners"):
    """Columns that name several owners of a row, and the part of each."""

    columns: tuple[Word, ...] = Field(
        min_length=2,
        title="Columns",
        description="The headers of the columns, one for each owner.",
        examples=[["Owner 1", "Owner 2"]],
    )
    shares: tuple[Rate, ...] = Field(
        min_length=2,
        title="Shares",
        description="The part of each owner; they add up to 100 %.",
        examples=[["60 %", "40 %"]],
    )
    by: OwnerBy = Field(
        default="id",
        title="By",
        description="Whether it holds ids, names or emails of the people file.",
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if len(self.columns) != len(self.shares) or sum(self.shares, Fraction(0)) != 1:
            raise problem("wrong-shape", msg("each of the columns has one share, and they add up to 100 %"))
        return self


class OwnerFrom(Model, title="Owner from"):
    """Where the owner of a row stands in another source, found by a column that both have."""

    source: Word = Field(
        title="Source", description="The source that names the owner.", examples=["accounts"]
    )
    by: Word = Field(title="By", description="The header that both sources have.", examples=["Account id"])


def _owner_shape(value: Any) -> str:
    if isinstance(value, OwnerColumns) or (isinstance(value, dict) and "columns" in value):
        return "owner-columns"
    return text_or_mapping(value)


OwnerSpec: TypeAlias = Annotated[
    Annotated[Word, Tag("text")]
    | Annotated[OwnerColumn, Tag("mapping")]
    | Annotated[OwnerColumns, Tag("owner-columns")],
    Discriminator(_owner_shape),
]
