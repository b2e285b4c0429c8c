"""The kinds of measures of the rows of one source, by the key that says which one it is."""

from typing import Annotated, ClassVar, Self, TypeAlias

from pydantic import Field, Tag, model_validator

from csvariable.kernel.message import msg, quoted
from csvariable.kernel.unit import Unit
from csvariable.plan.model import Model
from csvariable.plan.row_read import ColumnPair, RowRead, columns_of
from csvariable.plan.rows import RowCondition
from csvariable.plan.source import KeptRow
from csvariable.plan.values import Count, Rate, Word, problem


class CapPer(Model, title="Cap per"):
    """The most rows of one text of a column that count in each value."""

    by: Word = Field(
        title="By", description="`account`, the source's client, or a column.", examples=["account"]
    )
    most: Count = Field(title="Most", description="How many rows of each count: the latest ones.")


class Rows(Model):
    """A measure of the rows of one source."""

    word: ClassVar[str]
    """The key that says which kind it is."""
    keeps_range: ClassVar[bool] = False
    """Whether its values lie in the range that their unit has where the plan writes none."""
    unit: ClassVar[Unit | None] = None
    """The unit of its values; None where it is that of the column that it reads."""
    by_value: ClassVar[bool] = True
    """Whether the value of each row decides, and no sum over rows: a part of a row has no meaning then."""
    adds_up: ClassVar[bool] = False
    """Whether a larger group has a larger one."""

    where: RowCondition | None = Field(
        default=None, title="Where", description="What the cells of a row must be, else it is left out."
    )
    distinct: Word | None = Field(
        default=None,
        title="Distinct",
        description="A column of which each text counts once in each value, such as the respondent.",
        examples=["surveys.respondent"],
    )
    keep: KeptRow | None = Field(
        default=None,
        title="Keep",
        description="Which row of one text of `distinct` counts: the latest or the first by date.",
    )
    cap_per: CapPer | None = Field(
        default=None, title="Cap per", description="The most rows that count of one client, the latest ones."
    )

    @property
    def reads(self) -> tuple[tuple[str, str | ColumnPair], ...]:
        """What is read of each row that counts, beside conditions, by its key."""
        return ((self.word, getattr(self, self.word)),)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read, source and column in one text."""
        return tuple(dict.fromkeys(name for _, read in self.reads for name in columns_of(read)))

    @property
    def source(self) -> str:
        """The source of its rows."""
        return self.columns[0].partition(".")[0]


class CountRows(Rows, title="Count of rows"):
    """How many rows there are."""

    word = "count"
    keeps_range = True
    unit = Unit.NUMBER
    by_value = False
    adds_up = True
    count: Word = Field(title="Count", description="The source whose rows are counted.", examples=["tickets"])

    @property
    def reads(self) -> tuple[tuple[str, str | ColumnPair], ...]:
        """Nothing is read."""
        return ()

    @property
    def source(self) -> str:
        """The source of its rows."""
        return self.count


class SumRows(Rows, title="Sum of rows"):
    """A column summed up."""

    word = "sum"
    by_value = False
    adds_up = True
    sum: RowRead = Field(
        title="Sum",
        description="The column that is summed up, such as `deals.amount`.",
        examples=["deals.amount"],
    )


class MeanRows(Rows, title="Mean of rows"):
    """The mean of a column."""

    word = "mean"
    by_value = False
    mean: RowRead = Field(
        title="Mean", description="The column whose mean is taken.", examples=["surveys.score"]
    )


class MedianRows(Rows, title="Median of rows"):
    """The value in the middle; of an even number of rows, the mean of the two in the middle."""

    word = "median"
    median: RowRead = Field(
        title="Median", description="The column whose median is taken.", examples=["tickets.minutes"]
    )


class PercentileOf(Model, title="Percentile"):
    """A column, and the part of the rows that do not exceed what is looked for."""

    of: RowRead = Field(
        title="Of", description="The column whose percentile is taken.", examples=["tickets.minutes"]
    )
    at: Rate = Field(
        title="At", description="The part of the rows, above 0 % and up to 100 %.", examples=["90 %"]
    )

    @model_validator(mode="after")
    def _inside(self) -> Self:
        if not 0 < self.at <= 1:
            raise problem("wrong-number", msg("a percentile is above 0 % and up to 100 %"))
        return self


class PercentileRows(Rows, title="Percentile of rows"):
    """The smallest value that a part of the rows do not exceed."""

    word = "percentile"
    percentile: PercentileOf = Field(title="Percentile", description="The column and the part of its rows.")

    @property
    def reads(self) -> tuple[tuple[str, str | ColumnPair], ...]:
        """The column."""
        return (("of", self.percentile.of),)


class OnlyRows(Rows, title="Only row"):
    """A value that was made elsewhere: the one row of somebody."""

    word = "only"
    only: RowRead = Field(
        title="Only", description="The column of which each has one row.", examples=["health.score"]
    )


class NpsRows(Rows, title="NPS of rows"):
    """The net promoter score: the part from 9 less the part up to 6, times 100."""

    word = "nps"
    keeps_range = True
    unit = Unit.POINTS
    by_value = False
    nps: RowRead = Field(
        title="NPS",
        description="The column of the answers, whose range is [0, 10].",
        examples=["surveys.score"],
    )


class ShareRows(Rows, title="Share of rows"):
    """The part of the rows for which a condition holds."""

    word = "share"
    keeps_range = True
    unit = Unit.PERCENT
    by_value = False
    share: Word = Field(
        title="Share",
        description="The source of whose rows a part is taken, or the column of whose sum it is.",
        examples=["surveys", "deals.amount"],
    )
    that: RowCondition = Field(
        title="That", description="What the rows of the part have.", examples=[{"score": {"from": 4}}]
    )

    @property
    def reads(self) -> tuple[tuple[str, str | ColumnPair], ...]:
        """The amount that the share is of; nothing where it is of the rows."""
        return (("share", self.share),) if "." in self.share else ()

    @property
    def source(self) -> str:
        """The source of its rows."""
        return self.share.partition(".")[0]


class RatioParts(Model, title="Ratio"):
    """Two columns, of which one is divided by the other."""

    of: RowRead = Field(
        title="Of", description="The column that is summed up on top.", examples=["renewals.kept"]
    )
    over: RowRead = Field(
        title="Over", description="The column that is summed up below.", examples=["renewals.due"]
    )


class RatioRows(Rows, title="Ratio of rows"):
    """The sum of one column over the sum of another."""

    word = "ratio"
    unit = Unit.PERCENT
    by_value = False
    ratio: RatioParts = Field(title="Ratio", description="Two columns whose sums are divided.")

    @property
    def reads(self) -> tuple[tuple[str, str | ColumnPair], ...]:
        """The two columns."""
        return (("of", self.ratio.of), ("over", self.ratio.over))


class GrowthOf(Model, title="Growth of", json_schema_extra={"examples": [{"sum": "deals.amount"}]}):
    """What is compared with the period before: one of four measures."""

    count: Word | None = Field(
        default=None, title="Count", description="The source whose rows are counted.", examples=["tickets"]
    )
    sum: RowRead | None = Field(
        default=None,
        title="Sum",
        description="The column that is summed up, such as `deals.amount`.",
        examples=["deals.amount"],
    )
    mean: RowRead | None = Field(
        default=None, title="Mean", description="The column whose mean is taken.", examples=["surveys.score"]
    )
    ratio: RatioParts | None = Field(
        default=None, title="Ratio", description="Two columns whose sums are divided."
    )

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(getattr(self, word) is not None for word in _GROWING) != 1:
            raise problem("one-kind", msg("growth is of one of {kinds}", kinds=quoted(_GROWING, "or")))
        return self


class GrowthRows(Rows, title="Growth of rows"):
    """A value over that of the period before, less 1."""

    word = "growth"
    unit = Unit.PERCENT
    by_value = False
    growth: GrowthOf = Field(title="Growth", description="What is compared with the period before.")

    @property
    def of(self) -> Rows:
        """The measure that is taken of both periods."""
        word = next(word for word in _GROWING if getattr(self.growth, word) is not None)
        more = {name: getattr(self, name) for name in ("where", "distinct", "keep", "cap_per")}
        return KINDS[word].model_construct(**{word: getattr(self.growth, word)}, **more)

    @property
    def reads(self) -> tuple[tuple[str, str | ColumnPair], ...]:
        """What the measure of both periods reads."""
        return self.of.reads

    @property
    def source(self) -> str:
        """The source of its rows."""
        return self.of.source


_GROWING = ("count", "sum", "mean", "ratio")

KINDS: dict[str, type[Rows]] = {
    kind.word: kind
    for kind in (
        CountRows,
        SumRows,
        ShareRows,
        RatioRows,
        MeanRows,
        MedianRows,
        PercentileRows,
        NpsRows,
        GrowthRows,
        OnlyRows,
    )
}
"""The kinds of measures from rows by their key."""
MeasureOfRows: TypeAlias = (
    Annotated[CountRows, Tag("measure-rows-count")]
    | Annotated[SumRows, Tag("measure-rows-sum")]
    | Annotated[ShareRows, Tag("measure-rows-share")]
    | Annotated[RatioRows, Tag("measure-rows-ratio")]
    | Annotated[MeanRows, Tag("measure-rows-mean")]
    | Annotated[MedianRows, Tag("measure-rows-median")]
    | Annotated[PercentileRows, Tag("measure-rows-percentile")]
    | Annotated[NpsRows, Tag("measure-rows-nps")]
    | Annotated[GrowthRows, Tag("measure-rows-growth")]
    | Annotated[OnlyRows, Tag("measure-rows-only")]
)
