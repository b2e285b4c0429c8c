"""Conditions on rows of a source, as written: texts, values, bounds of columns (language, section 16)."""

from typing import Annotated, Any, Final, Self, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator

from csvariable.kernel.message import msg
from csvariable.plan.condition import NamedTests
from csvariable.plan.model import Model
from csvariable.plan.point import Bounded
from csvariable.plan.values import Flag, Word, problem

USE: Final = "use"
"""The key of a measure that the KPI catalogue defines."""
PRESET: Final = "preset"
"""The key of a source that a preset fills in."""


def _shape(value: Any) -> str:
    """Return whether a value is written as one text, as a list or as a mapping."""
    if isinstance(value, dict | Model):
        return "mapping"
    return "list" if isinstance(value, list | tuple) else "text"


CellTexts: TypeAlias = Annotated[
    Annotated[Word, Tag("text")] | Annotated[tuple[Word, ...], Field(min_length=1), Tag("list")],
    Discriminator(_shape),
]
"""A text, or several of which one is meant."""


def texts_of(texts: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return one text or several as several."""
    return (texts,) if isinstance(texts, str) else texts or ()


class CellTest(Bounded, title="Test of a cell"):
    """What a cell must be, where a text or a list of texts does not say it."""

    not_: CellTexts | None = Field(
        default=None,
        alias="not",
        title="Not",
        description="The texts that the cell must not be.",
        examples=["cancelled", ["cancelled", "spam"]],
    )
    known: Flag | None = Field(
        default=None, title="Known", description="Whether there must be a value: an empty cell is none."
    )

    has: Word | None = Field(
        default=None,
        title="Has",
        description="A text that must be one of those that the cell parts (`split`).",
        examples=["vip"],
    )

    @model_validator(mode="after")
    def _something(self) -> Self:
        words = {bound.word for bound in self.bounds}
        if {"from", "above"} <= words or {"up_to", "below"} <= words:
            raise problem("one-bound", msg("a condition has at most one lower and one upper bound"))
        if not words and self.not_ is None and self.known is None and self.has is None:
            raise problem(
                "empty-condition",
                msg("this tests nothing: write a text, a list of texts, a bound, `not`, `known` or `has`"),
            )
        return self


CellCondition: TypeAlias = Annotated[
    Annotated[Word, Tag("text")]
    | Annotated[tuple[Word, ...], Field(min_length=1), Tag("list")]
    | Annotated[CellTest, Tag("mapping")],
    Discriminator(_shape),
]


class RowCondition(
    NamedTests, title="Condition on rows", json_schema_extra={"examples": [{"status": "closed"}]}
):
    """What the cells of a row must be: each of the tests, and one of `any`."""

    words = ("any",)
    tests: dict[str, CellCondition] = Field(default_factory=dict)
    any: tuple["RowCondition", ...] | None = Field(
        default=None,
        min_length=1,
        title="Any",
        description="Conditions of which one must hold.",
        examples=[[{"status": "closed"}, {"reason": ["solved", "merged"]}]],
    )

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if not self.tests and self.any is None:
            raise problem(
                "empty-condition", msg("this condition tests nothing: write a column and what it must be")
            )
        return self

    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns that it tests, each once, in the order written."""
        inner = (name for one in self.any or () for name in one.columns())
        return tuple(dict.fromkeys((*self.tests, *inner)))
