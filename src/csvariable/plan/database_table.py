"""Rows that lie in a database: its address, without a password, and the table."""

import re
from typing import Annotated, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from csvariable.kernel.message import msg
from csvariable.kernel.password import has_password
from csvariable.plan import patterns
from csvariable.plan.model import Model
from csvariable.plan.values import (
    Word,
    problem,
    read_word,
)

_ADDRESS = re.compile(r"[a-z][a-z0-9+]*://.*", re.DOTALL)


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
        examples=["analytics.tickets"],
    )
