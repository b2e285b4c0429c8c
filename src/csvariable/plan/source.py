"""Where raw rows come from, as written: files, owners, dates, columns (language, section 16)."""

import re
from fractions import Fraction
from typing import Annotated, Any, Final, Literal, Self, TypeAlias
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema, model_validator

from csvariable.kernel.message import msg
from csvariable.kernel.unit import Unit
from csvariable.plan import patterns
from csvariable.plan.model import Model
from csvariable.plan.rows import PRESET, CellTexts, RowCondition, texts_of
from csvariable.plan.values import (
    Count,
    Level,
    Number,
    NumberUnit,
    OneOf,
    Rate,
    Several,
    Word,
    problem,
    read_word,
)


def read_zone(value: object) -> str:
    """Read the name of a time zone, such as `Europe/Paris`."""
    name = read_word(value)
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        folded = {one.casefold(): one for one in available_timezones()}
        same = folded.get(name.casefold())
        close = (
            [one for one in sorted(folded.values()) if one.rpartition("/")[2].casefold() == name.casefold()]
            if same is None
            else [same]
        )
        raise problem(
            "unknown-zone",
            msg("there is no time zone `{name}`: write one such as `Europe/Paris` or `UTC`", name=name),
            *close,
        ) from None
    return name


Zone: TypeAlias = Annotated[str, PlainValidator(read_zone), WithJsonSchema(patterns.WORD)]


def _shape(value: Any) -> str:
    return "mapping" if isinstance(value, dict | Model) else "text"


OwnerBy: TypeAlias = Annotated[Literal["id", "name", "email"], OneOf]


class OwnerColumn(Model, title="Owner"):
    """The column that names the owner of a row, and by what it does."""

    column: Word = Field(title="Column", description="The header of the column.")
    by: OwnerBy = Field(
        default="id",
        title="By",
        description="Whether it holds ids, names or emails of the people file.",
    )


class OwnerColumns(Model, title="Owners"):
    """Columns that name several owners of a row, and the part of each."""

    columns: tuple[Word, ...] = Field(
        min_length=2, title="Columns", description="The headers of the columns, one for each owner."
    )
    shares: tuple[Rate, ...] = Field(
        min_length=2, title="Shares", description="The part of each owner; they add up to 100 %."
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

    source: Word = Field(title="Source", description="The source that names the owner.")
    by: Word = Field(title="By", description="The header that both sources have.")


class DateColumn(Model, title="Date"):
    """The column of the date that decides the period of a row."""

    column: Word = Field(title="Column", description="The header of the column.")
    format: Word | None = Field(
        default=None, title="Format", description="How dates are written; `iso` is year first."
    )
    zone: Zone | None = Field(
        default=None, title="Zone", description="The zone of times that are written without an offset."
    )


class FactorColumn(Model, title="Times"):
    """A factor by the word of another column, such as 12 for what is paid by the month."""

    column: Word = Field(title="Column", description="The header of the column of the words.")
    by: dict[str, Number] = Field(
        min_length=1, title="By", description="Each word with the factor that it means."
    )


def _times_shape(value: Any) -> str:
    return "times" if isinstance(value, dict | Model) else "number"


TimesSpec: TypeAlias = Annotated[
    Annotated[Number, Tag("number")] | Annotated[FactorColumn, Tag("times")], Discriminator(_times_shape)
]
FileUnit: TypeAlias = Annotated[Literal["ms", "s", "min", "h", "d", "h:mm:ss", "h:mm"], OneOf]


class SourceColumn(Model, title="Column of a source"):
    """A column of a source with the unit of its values."""

    column: Word | None = Field(default=None, title="Column", description="The header of the column.")
    like: Word | None = Field(
        default=None,
        title="Like",
        description="A pattern that fits one header, such as `How likely*`, in place of `column`.",
    )
    in_: FileUnit | None = Field(
        default=None, alias="in", title="In", description="The file's own unit of time, converted exactly."
    )
    values: dict[str, Word] | None = Field(
        default=None,
        min_length=1,
        title="Values",
        description="Words of the file, each with its value: `{Good: 1, Bad: 0}`. Another word is an error.",
    )
    times: TimesSpec | None = Field(
        default=None,
        title="Times",
        description="A factor, or one by the word of another column: `{column: Interval, by: {month: 12}}`.",
    )
    currency: Word | None = Field(
        default=None,
        title="Currency",
        description="The header of the column of currencies; the plan's `rates` convert them.",
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
        default=None, title="Split", description="What parts several texts in one cell, for `has`."
    )
    id: Annotated[Literal["salesforce"], OneOf] | None = Field(
        default=None, title="Id", description="`salesforce`: ids of 15 and of 18 characters are one."
    )
    unit: NumberUnit | None = Field(
        default=None, title="Unit", description="What its values are counted in; none for texts."
    )
    range: tuple[Level, Level] | None = Field(
        default=None, title="Range", description="The lowest and the highest value that there can be."
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


def _owner_shape(value: Any) -> str:
    if isinstance(value, OwnerColumns) or (isinstance(value, dict) and "columns" in value):
        return "owner-columns"
    return _shape(value)


OwnerSpec: TypeAlias = Annotated[
    Annotated[Word, Tag("text")]
    | Annotated[OwnerColumn, Tag("mapping")]
    | Annotated[OwnerColumns, Tag("owner-columns")],
    Discriminator(_owner_shape),
]
DateSpec: TypeAlias = Annotated[
    Annotated[Word, Tag("text")] | Annotated[DateColumn, Tag("mapping")], Discriminator(_shape)
]
ColumnSpec: TypeAlias = Annotated[
    Annotated[Word, Tag("text")] | Annotated[SourceColumn, Tag("mapping")], Discriminator(_shape)
]
"""A header alone, or what is to be known of a column."""

OPENING: Final = "opening."
"""What a column of the first day begins with: `opening.arr`."""
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


class HeaderSpec(Model, title="Header"):
    """Lines above the headers, and lines of headers."""

    skip: Count = Field(default=0, title="Skip", description="How many lines stand above the headers.")
    rows: Several = Field(
        default=1, title="Rows", description="How many lines the headers have, joined by blanks."
    )


class EndsAt(Model, title="End"):
    """The row at which the rows end: a total, a note."""

    column: Word = Field(title="Column", description="The header of the column that shows the end.")
    is_: CellTexts = Field(alias="is", title="Is", description="The texts that show it.")


EndsSpec: TypeAlias = Annotated[
    Annotated[Literal["blank"], OneOf, Tag("text")] | Annotated[EndsAt, Tag("mapping")], Discriminator(_shape)
]
KeptRow: TypeAlias = Annotated[Literal["latest", "first"], OneOf]


_PASSWORD = re.compile(r"://[^/@]*:[^/@]+@|(?:^|[?&])password=", re.IGNORECASE)
_ADDRESS = re.compile(r"[a-z][a-z0-9+]*://.*", re.DOTALL)


def has_password(address: str) -> bool:
    """Whether the address of a database holds a password."""
    return _PASSWORD.search(address) is not None


def _read_connection(value: object) -> str:
    """Read the address of a database; a password never stands in a plan."""
    address = read_word(value)
    if has_password(address):
        raise problem(
            "password-in-plan",
            msg(
                "a password never stands in a plan: the driver reads it from its environment, as `{name}`",
                name="PGPASSWORD",
            ),
        )
    if not _ADDRESS.fullmatch(address):
        raise problem(
            "wrong-connection",
            msg("`{text}` is no address of a database, such as `duckdb:///support.duckdb`", text=address),
        )
    return address


Connection: TypeAlias = Annotated[
    str,
    PlainValidator(_read_connection),
    WithJsonSchema(
        patterns.matching(_ADDRESS.pattern, "Write an address such as `duckdb:///support.duckdb`.")
    ),
]


class DatabaseTable(Model, title="Table"):
    """Rows that lie in a database."""

    connect: Connection = Field(
        default="duckdb://",
        title="Connect",
        description=(
            "The address of the database: `duckdb:///support.duckdb`, `postgres://host/name`, "
            "`spark://host:7077`; DuckDB in this process where nothing is written."
        ),
    )
    name: Word = Field(
        title="Name",
        description=(
            "The table or view, such as `analytics.tickets`; for DuckDB and Spark also Parquet files "
            "beside the plan, such as `tickets-*.parquet`."
        ),
    )


class SourceOfRows(Model, title="Source"):
    """Rows that KPIs are measured on."""

    preset: Word | None = Field(
        default=None,
        title="Preset",
        description="The tool that wrote the file, such as `typeform-answers`: fills in what is not said.",
    )
    file: CellTexts | None = Field(
        default=None,
        title="File",
        description="The file of the rows, beside the plan; several, or a pattern such as `nps-*.csv`.",
    )
    table: DatabaseTable | None = Field(
        default=None, title="Table", description="The table of a database, in place of a file."
    )
    participant: OwnerSpec | None = Field(
        default=None, title="Participant", description="The column that names the owner of a row."
    )
    date: DateSpec | None = Field(
        default=None, title="Date", description="The column of the date that decides the period of a row."
    )
    key: Word | None = Field(
        default=None,
        title="Key",
        description="The header of a row's own id: a second row with it is an error, but for `keep`.",
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
    )
    assign: Word | None = Field(
        default=None,
        title="Assign",
        description="The source of the portfolio: who has which account, from when to when.",
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
    )
    nobody: CellTexts | None = Field(
        default=None, title="Nobody", description="Owner cells that name nobody, such as `No Agent`."
    )
    missing: CellTexts | None = Field(
        default=None, title="Missing words", description="Further words that mean that there is no value."
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
    sheet: Word | None = Field(default=None, title="Sheet", description="The sheet of a workbook.")
    columns: dict[SourceName, ColumnSpec] = Field(
        default_factory=dict,
        title="Columns",
        description="The columns that measures and conditions read, by the name that they call them.",
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

    @property
    def missing_words(self) -> frozenset[str]:
        """Its own words for «no value», in lower case."""
        return frozenset(one.casefold() for one in texts_of(self.missing))
