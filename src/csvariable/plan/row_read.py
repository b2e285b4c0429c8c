"""What a measure reads of each row: a column, or what two columns of it come to."""

from typing import Annotated, Any, Self, TypeAlias

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema, model_validator

from csvariable.kernel.message import msg, quoted
from csvariable.plan import patterns
from csvariable.plan.model import Model
from csvariable.plan.values import problem, read_word


def _read_column(value: object) -> str:
    """Read a column of a source, such as `surveys.score`."""
    name = read_word(value)
    source, dot, column = name.partition(".")
    if not (source and dot and column):
        raise problem(
            "wrong-column",
            msg(
                "`{name}` is no column of a source: write source and column, as in `surveys.score`", name=name
            ),
        )
    return name


ColumnName: TypeAlias = Annotated[
    str,
    PlainValidator(_read_column),
    WithJsonSchema(patterns.matching(r"[^.]+\..+", "Write source and column, as in `surveys.score`.")),
]


class ColumnPair(Model, title="Two columns", json_schema_extra={"minProperties": 1, "maxProperties": 1}):
    """What two columns of a row come to: the least, the greatest, or their difference."""

    least: tuple[ColumnName, ColumnName] | None = Field(
        default=None,
        title="Least",
        description="Two columns of a row of which the least counts.",
        examples=[["accounts.arr", "accounts.opening_arr"]],
    )
    greatest: tuple[ColumnName, ColumnName] | None = Field(
        default=None,
        title="Greatest",
        description="Two columns of a row of which the greatest counts.",
        examples=[["accounts.arr", "accounts.opening_arr"]],
    )
    minus: tuple[ColumnName, ColumnName] | None = Field(
        default=None,
        title="Minus",
        description="A column of a row, and the one that is taken off it.",
        examples=[["accounts.arr", "accounts.opening_arr"]],
    )

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(one is not None for one in (self.least, self.greatest, self.minus)) != 1:
            raise problem(
                "one-kind", msg("two columns make one value by one of {kinds}", kinds=quoted(_PAIRS, "or"))
            )
        return self

    @property
    def pair(self) -> tuple[str, str, str]:
        """The word, and the two columns."""
        return next((word, *pair) for word in _PAIRS if (pair := getattr(self, word)) is not None)


_PAIRS = ("least", "greatest", "minus")


def _read_tag(value: Any) -> str:
    return "column-pair" if isinstance(value, dict | Model) else "column-name"


RowRead: TypeAlias = Annotated[
    Annotated[ColumnName, Tag("column-name")] | Annotated[ColumnPair, Tag("column-pair")],
    Discriminator(_read_tag),
]
"""What a measure reads of each row: a column, or what two columns come to."""


def columns_of(read: str | ColumnPair) -> tuple[str, ...]:
    """Return the columns that are read, source and column in one text."""
    return (read,) if isinstance(read, str) else read.pair[1:]


def read_key(read: str | ColumnPair) -> tuple[str, ...]:
    """Return what is read of a row: the name of a column, or a word and the names of two."""
    names = tuple(name.partition(".")[2] for name in columns_of(read))
    return names if isinstance(read, str) else (read.pair[0], *names)
