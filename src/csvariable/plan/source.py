"""Where raw rows come from, as written: files, owners, dates, columns (language, section 16)."""

import re
from typing import Annotated, Any, Literal, TypeAlias
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema

from csvariable.kernel.message import msg
from csvariable.kernel.unit import Unit
from csvariable.plan import patterns
from csvariable.plan.model import Model
from csvariable.plan.rows import CellTexts, RowCondition
from csvariable.plan.values import Level, OneOf, UnitWord, Word, problem, read_word


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


class OwnerColumn(Model, title="Owner"):
    """The column that names the owner of a row, and by what it does."""

    column: Word = Field(title="Column", description="The header of the column.")
    by: Annotated[Literal["id", "name", "email"], OneOf] = Field(
        default="id",
        title="By",
        description="Whether it holds ids, names or emails of the people file.",
    )


class DateColumn(Model, title="Date"):
    """The column of the date that decides the period of a row."""

    column: Word = Field(title="Column", description="The header of the column.")
    format: Word | None = Field(
        default=None, title="Format", description="How dates are written; `iso` is year first."
    )
    zone: Zone | None = Field(
        default=None, title="Zone", description="The zone of times that are written without an offset."
    )


class SourceColumn(Model, title="Column of a source"):
    """A column of a source with the unit of its values."""

    column: Word = Field(title="Column", description="The header of the column.")
    unit: UnitWord | None = Field(
        default=None, title="Unit", description="What its values are counted in; none for texts."
    )
    range: tuple[Level, Level] | None = Field(
        default=None, title="Range", description="The lowest and the highest value that there can be."
    )

    @property
    def measured_in(self) -> Unit | None:
        """The unit of its values; None where it holds texts."""
        return None if self.unit is None else Unit(self.unit)


OwnerSpec: TypeAlias = Annotated[
    Annotated[Word, Tag("text")] | Annotated[OwnerColumn, Tag("mapping")], Discriminator(_shape)
]
DateSpec: TypeAlias = Annotated[
    Annotated[Word, Tag("text")] | Annotated[DateColumn, Tag("mapping")], Discriminator(_shape)
]
ColumnSpec: TypeAlias = Annotated[
    Annotated[Word, Tag("text")] | Annotated[SourceColumn, Tag("mapping")], Discriminator(_shape)
]
"""A header alone, or what is to be known of a column."""

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


class SourceOfRows(Model, title="Source"):
    """Rows that KPIs are measured on."""

    file: CellTexts | None = Field(
        default=None,
        title="File",
        description="The file of the rows, beside the plan; several, or a pattern such as `nps-*.csv`.",
    )
    participant: OwnerSpec | None = Field(
        default=None, title="Participant", description="The column that names the owner of a row."
    )
    date: DateSpec | None = Field(
        default=None, title="Date", description="The column of the date that decides the period of a row."
    )
    columns: dict[SourceName, ColumnSpec] = Field(
        default_factory=dict,
        title="Columns",
        description="The columns that measures and conditions read, by the name that they call them.",
    )
    where: RowCondition | None = Field(
        default=None, title="Where", description="What the cells of a row must be, else it is left out."
    )

    @property
    def files(self) -> tuple[str, ...]:
        """The files or patterns, as written."""
        return (self.file,) if isinstance(self.file, str) else tuple(self.file or ())

    @property
    def owner_column(self) -> OwnerColumn | None:
        """The column of the owner."""
        found = self.participant
        return OwnerColumn(column=found) if isinstance(found, str) else found

    @property
    def date_column(self) -> DateColumn | None:
        """The column of the date."""
        return DateColumn(column=self.date) if isinstance(self.date, str) else self.date

    def column(self, name: str) -> SourceColumn | None:
        """Return what is written of a named column."""
        found = self.columns.get(name)
        return SourceColumn(column=found) if isinstance(found, str) else found

    @property
    def has_owner(self) -> bool:
        """Whether its rows belong to somebody."""
        return self.participant is not None
