"""Where raw rows come from, as written: files, owners, dates, columns (language, section 16)."""

import re
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Final, Literal, Self, TypeAlias

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema, model_validator

from csvariable.kernel.message import msg
from csvariable.plan import patterns
from csvariable.plan.database_table import DatabaseTable
from csvariable.plan.model import Model, text_or_mapping
from csvariable.plan.row_owner import OwnerColumns, OwnerFrom, OwnerSpec
from csvariable.plan.rows import PRESET, CellTexts, RowCondition, texts_of
from csvariable.plan.source_column import OPENING, ColumnSpec, DateColumn, DateSpec, SourceColumn
from csvariable.plan.values import (
    Count,
    OneOf,
    Several,
    Word,
    problem,
    read_word,
)

OF_OPENING: Final = ".opening"
"""What the name of a source ends with where its list of the first day is meant: `accounts.opening`."""
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")


def read_source_name(value: object) -> str:
    """Read the name of a source or of one of its columns."""
    name = read_word(value)
    if not _NAME.fullmatch(name) or name in {"any", "opening"}:
        raise problem(
            "wrong-id",
            msg("`{name}` is not an id: a lower-case letter, then letters, digits, `_` or `-`", name=name),
        )
    return name


_NAME_SHAPE: patterns.SchemaShape = {
    "type": "string",
    "patternErrorMessage": patterns.ID_WANTED,
    "pattern": rf"^(?!(any|opening)$){_NAME.pattern}$",
}
SourceName: TypeAlias = Annotated[str, PlainValidator(read_source_name), WithJsonSchema(_NAME_SHAPE)]


class HeaderSpec(Model, title="Header", json_schema_extra={"examples": [{"skip": 2}]}):
    """Lines above the headers, and lines of headers."""

    skip: Count = Field(default=0, title="Skip", description="How many lines stand above the headers.")
    rows: Several = Field(
        default=1, title="Rows", description="How many lines the headers have, joined by blanks."
    )


class EndsAt(Model, title="End"):
    """The row at which the rows end: a total, a note."""

    column: Word = Field(
        title="Column", description="The header of the column that shows the end.", examples=["Name"]
    )
    is_: CellTexts = Field(alias="is", title="Is", description="The texts that show it.", examples=["Total"])


EndsSpec: TypeAlias = Annotated[
    Annotated[Literal["blank"], OneOf, Tag("text")] | Annotated[EndsAt, Tag("mapping")],
    Discriminator(text_or_mapping),
]
KeptRow: TypeAlias = Annotated[Literal["latest", "first"], OneOf]


class SourceOfRows(
    Model,
    title="Source",
    json_schema_extra={"examples": [{"file": "surveys.csv", "participant": "Owner", "date": "Sent on"}]},
):
    """Rows that KPIs are measured on."""

    preset: Word | None = Field(
        default=None,
        title="Preset",
        description="The tool that wrote the file, such as `typeform-answers`: fills in what is not said.",
        examples=["typeform-answers"],
    )
    file: CellTexts | None = Field(
        default=None,
        title="File",
        description="The file of the rows, beside the plan; several, or a pattern such as `nps-*.csv`.",
        examples=["surveys.csv", ["nps-q1.csv", "nps-q2.csv"]],
    )
    table: DatabaseTable | None = Field(
        default=None, title="Table", description="The table of a database, in place of a file."
    )
    participant: OwnerSpec | None = Field(
        default=None,
        title="Participant",
        description="The column that names the owner of a row.",
        examples=["Owner email", {"column": "Owner email", "by": "email"}],
    )
    date: DateSpec | None = Field(
        default=None,
        title="Date",
        description="The column of the date that decides the period of a row.",
        examples=["Closed on", {"column": "Closed on", "format": "iso"}],
    )
    key: Word | None = Field(
        default=None,
        title="Key",
        description="The header of a row's own id: a second row with it is an error, but for `keep`.",
        examples=["Ticket id"],
    )
    keep: KeptRow | None = Field(
        default=None,
        title="Keep",
        description="Which row of one `key` counts: the latest or the first by date.",
    )
    account: Word | None = Field(
        default=None,
        title="Account",
        description="The header of the client's id, by which `assign` finds the owner.",
        examples=["Account id"],
    )
    assign: Word | None = Field(
        default=None,
        title="Assign",
        description="The source of the portfolio: who has which account, from when to when.",
        examples=["portfolio"],
    )
    owner: Annotated[Literal["at-date", "at-start", "days", "share"], OneOf] = Field(
        default="at-date",
        title="Owner",
        description=(
            "Who of a portfolio owns a row: on its date, on the first day of the period, by the days "
            "of the period, or by the shares of the portfolio."
        ),
    )
    unowned: Annotated[Literal["company"], OneOf] | None = Field(
        default=None,
        title="Unowned",
        description=(
            "`company`: rows of accounts that nobody has count for the company alone; else they are errors."
        ),
    )
    owner_from: OwnerFrom | None = Field(
        default=None,
        title="Owner from",
        description="The source that names the owner, where this one does not.",
    )
    opening: CellTexts | None = Field(
        default=None,
        title="Opening",
        description=(
            "The same list on the first day, as a file: rows are matched by `key`, and its columns are "
            "`opening.<name>`. A row of only one of the two counts as 0 in the other."
        ),
        examples=["accounts-january.csv"],
    )
    nobody: CellTexts | None = Field(
        default=None,
        title="Nobody",
        description="Owner cells that name nobody, such as `No Agent`.",
        examples=["No Agent"],
    )
    missing: CellTexts | None = Field(
        default=None,
        title="Missing words",
        description="Further words that mean that there is no value.",
        examples=["n/a"],
    )
    decimal: Annotated[Literal[",", "."], OneOf] | None = Field(
        default=None, title="Decimal mark", description="The sign before decimals; else found."
    )
    header: HeaderSpec | None = Field(
        default=None,
        title="Header",
        description="How many lines stand above the headers, and how many those have.",
    )
    ends: EndsSpec | None = Field(
        default=None,
        title="Ends",
        description="Where the rows end: at a `blank` line, or at a row such as `{column: Name, is: Total}`.",
    )
    sheet: Word | None = Field(
        default=None, title="Sheet", description="The sheet of a workbook.", examples=["Answers"]
    )
    columns: dict[SourceName, ColumnSpec] = Field(
        default_factory=dict,
        title="Columns",
        description="The columns that measures and conditions read, by the name that they call them.",
        examples=[{"score": "How likely are you to recommend us?"}],
    )
    where: RowCondition | None = Field(
        default=None, title="Where", description="What the cells of a row must be, else it is left out."
    )

    @model_validator(mode="before")
    @classmethod
    def _filled(cls, value: Any) -> Any:
        if not isinstance(value, dict) or PRESET not in value:
            return value
        from csvariable.plan.from_preset import with_preset

        return with_preset(value)

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if self.file is not None and self.table is not None:
            raise problem("one-kind", msg("rows lie in a file or in a table of a database, not in both"))
        if self.opening is not None and self.key is None:
            raise problem(
                "missing-key", msg("`opening` is matched by `key`: write the header of a row's own id")
            )
        return self

    @property
    def files(self) -> tuple[str, ...]:
        """The files or patterns, as written."""
        return texts_of(self.file)

    @property
    def owner_columns(self) -> OwnerColumns | None:
        """The columns of the owners of a row, with the part of each."""
        found = self.participant
        if isinstance(found, OwnerColumns) or found is None:
            return found
        column, by = (found, "id") if isinstance(found, str) else (found.column, found.by)
        return OwnerColumns.model_construct(columns=(column,), shares=(Fraction(1),), by=by)

    @property
    def date_column(self) -> DateColumn | None:
        """The column of the date."""
        return DateColumn(column=self.date) if isinstance(self.date, str) else self.date

    def column(self, name: str) -> SourceColumn | None:
        """Return what is written of a named column."""
        opened = self.opening is not None and name.startswith(OPENING)
        found = self.columns.get(name.removeprefix(OPENING) if opened else name)
        return SourceColumn(column=found) if isinstance(found, str) else found

    @property
    def has_owner(self) -> bool:
        """Whether its rows belong to somebody."""
        return self.participant is not None or self.assign is not None or self.owner_from is not None

    @property
    def splits(self) -> bool:
        """Whether a row may belong to several people in parts."""
        return self.owner in {"days", "share"} or isinstance(self.participant, OwnerColumns)

    @cached_property
    def missing_words(self) -> frozenset[str]:
        """Its own words for «no value», in lower case."""
        return frozenset(one.casefold() for one in texts_of(self.missing))


SourcesOfRows: TypeAlias = dict[SourceName, SourceOfRows]
"""The sources of a plan."""
