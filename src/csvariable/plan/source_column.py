"""The columns of a source: their headers, dates, units and words (language, section 16)."""

from typing import Annotated, Any, Final, Literal, Self, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator

from csvariable.kernel.message import msg
from csvariable.kernel.unit import Unit
from csvariable.plan.date_format import DateFormat
from csvariable.plan.model import Model, text_or_mapping
from csvariable.plan.values import Level, Number, NumberUnit, OneOf, Word, problem
from csvariable.plan.zone import Zone


class DateColumn(Model, title="Date"):
    """The column of the date that decides the period of a row."""

    column: Word = Field(title="Column", description="The header of the column.", examples=["Closed on"])
    format: DateFormat | None = Field(
        default=None,
        title="Format",
        description="How dates are written; `iso` is year first.",
        examples=["iso"],
    )
    zone: Zone | None = Field(
        default=None, title="Zone", description="The zone of times that are written without an offset."
    )


class FactorColumn(Model, title="Times"):
    """A factor by the word of another column, such as 12 for what is paid by the month."""

    column: Word = Field(
        title="Column", description="The header of the column of the words.", examples=["Interval"]
    )
    by: dict[str, Number] = Field(
        min_length=1,
        title="By",
        description="Each word with the factor that it means.",
        examples=[{"month": 12, "year": 1}],
    )


def _times_shape(value: Any) -> str:
    return "times" if isinstance(value, dict | Model) else "number"


TimesSpec: TypeAlias = Annotated[
    Annotated[Number, Tag("number")] | Annotated[FactorColumn, Tag("times")], Discriminator(_times_shape)
]

FileUnit: TypeAlias = Annotated[Literal["ms", "s", "min", "h", "d", "h:mm:ss", "h:mm"], OneOf]


class SourceColumn(
    Model,
    title="Column of a source",
    json_schema_extra={"examples": [{"column": "Minutes", "unit": "minutes"}]},
):
    """A column of a source with the unit of its values."""

    column: Word | None = Field(
        default=None, title="Column", description="The header of the column.", examples=["Score"]
    )
    like: Word | None = Field(
        default=None,
        title="Like",
        description="A pattern that fits one header, such as `How likely*`, in place of `column`.",
        examples=["How likely*"],
    )
    in_: FileUnit | None = Field(
        default=None, alias="in", title="In", description="The file's own unit of time, converted exactly."
    )
    values: dict[str, Word] | None = Field(
        default=None,
        min_length=1,
        title="Values",
        description="Words of the file, each with its value: `{Good: 1, Bad: 0}`. Another word is an error.",
        examples=[{"Good": 1, "Bad": 0}],
    )
    times: TimesSpec | None = Field(
        default=None,
        title="Times",
        description="A factor, or one by the word of another column: `{column: Interval, by: {month: 12}}`.",
        examples=[12, {"column": "Interval", "by": {"month": 12, "year": 1}}],
    )
    currency: Word | None = Field(
        default=None,
        title="Currency",
        description="The header of the column of currencies; the plan's `rates` convert them.",
        examples=["Currency"],
    )
    negative: Annotated[Literal["parentheses"], OneOf] | None = Field(
        default=None, title="Negative", description="Amounts in parentheses are below 0; they are so always."
    )
    guard: Annotated[Literal["strip"], OneOf] | None = Field(
        default=None,
        title="Guard",
        description="The apostrophe before a sign of formulas is taken off; it is so always.",
    )
    split: Word | None = Field(
        default=None,
        title="Split",
        description="What parts several texts in one cell, for `has`.",
        examples=[";"],
    )
    id: Annotated[Literal["salesforce"], OneOf] | None = Field(
        default=None, title="Id", description="`salesforce`: ids of 15 and of 18 characters are one."
    )
    unit: NumberUnit | None = Field(
        default=None, title="Unit", description="What its values are counted in; none for texts."
    )
    range: tuple[Level, Level] | None = Field(
        default=None,
        title="Range",
        description="The lowest and the highest value that there can be.",
        examples=[[0, 10]],
    )

    @model_validator(mode="after")
    def _one_header(self) -> Self:
        if (self.column is None) == (self.like is None):
            raise problem("one-kind", msg("a column has a header (`column`) or a pattern of one (`like`)"))
        if self.in_ is not None and self.unit not in {"hours", "minutes", "days"}:
            raise problem(
                "wrong-unit", msg("`in` is the unit of a time: write `unit: minutes`, `hours` or `days`")
            )
        if self.in_ is not None and (self.in_ == "d") != (self.unit == "days"):
            raise problem("wrong-unit", msg("days are never converted: `in: d` goes with `unit: days`"))
        if self.currency is not None and self.unit != "money":
            raise problem("wrong-unit", msg("`currency` is of amounts: write `unit: money`"))
        return self

    @property
    def measured_in(self) -> Unit | None:
        """The unit of its values; None where it holds texts."""
        return None if self.unit is None else Unit(self.unit)


DateSpec: TypeAlias = Annotated[
    Annotated[Word, Tag("text")] | Annotated[DateColumn, Tag("mapping")], Discriminator(text_or_mapping)
]

ColumnSpec: TypeAlias = Annotated[
    Annotated[Word, Tag("text")] | Annotated[SourceColumn, Tag("mapping")], Discriminator(text_or_mapping)
]
"""A header alone, or what is to be known of a column."""

OPENING: Final = "opening."
"""What a column of the first day begins with: `opening.arr`."""
