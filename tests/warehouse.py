"""Rows in engines, measured there and by the definition: the same table in each, and what both say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

import ibis  # type: ignore[import-untyped]
import pyarrow as pa  # type: ignore[import-untyped]
from engine import plans_of
from measuring import PEOPLE, Outcome, tables_of

from csvariable.commands.database import EngineTable
from csvariable.facts.load import Tables, load
from csvariable.plan.database_table import DatabaseTable
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table

Row = Mapping[str, object]
MakeTable = Callable[[Sequence[Row]], EngineTable]
"""Makes the table `tickets` of some rows in an engine."""
HEAD = """\
csvariable: 1
name: P
currency: EUR
period: quarter
zone: Europe/Paris
target_incentive: 1000
"""
COLUMNS: Mapping[str, tuple[pa.DataType, str, str]] = {
    "ticket": (pa.string(), "text", "string"),
    "owner": (pa.string(), "text", "string"),
    "account": (pa.string(), "text", "string"),
    "region": (pa.string(), "text", "string"),
    "grade": (pa.string(), "text", "string"),
    "score": (pa.int64(), "bigint", "bigint"),
    "minutes": (pa.decimal128(9, 2), "numeric(9, 2)", "decimal(9, 2)"),
    "amount": (pa.decimal128(12, 2), "numeric(12, 2)", "decimal(12, 2)"),
    "paid": (pa.decimal128(12, 2), "numeric(12, 2)", "decimal(12, 2)"),
    "billed": (pa.bool_(), "boolean", "boolean"),
    "day": (pa.date32(), "date", "date"),
    "clock": (pa.timestamp("us"), "timestamp", "timestamp_ntz"),
    "instant": (pa.timestamp("us", tz="UTC"), "timestamptz", "timestamp"),
}
"""The columns of the table, with what Arrow, PostgreSQL and Spark call their types."""


class Both(NamedTuple):
    """What an engine's groups came to, what the rows of the same table came to, and why rows came."""

    there: Outcome
    here: Outcome
    reasons: Sequence[str]


def arrow(rows: Sequence[Row]) -> pa.Table:
    """The rows as a table of Arrow."""
    return pa.table(
        {name: pa.array([row.get(name) for row in rows], kind) for name, (kind, _, _) in COLUMNS.items()}
    )


def in_duckdb(rows: Sequence[Row], sql: str = "select * from tickets") -> EngineTable:
    """The rows in DuckDB, or what a query makes of them."""
    connection = ibis.duckdb.connect()
    connection.create_table("tickets", arrow(rows))
    connection.raw_sql(f"create table asked as {sql}")
    return opened(connection, connection.table("asked"))


def opened(connection: Any, rows: Any, *, keep: bool = False) -> EngineTable:
    """A table of an open connection, as the product has it; the connection may be kept for others."""
    where = DatabaseTable(connect="duckdb://", name="tickets")
    return EngineTable("tickets", where, connection, rows, ".", keep=keep)


def both(  # noqa: PLR0917 - a plan, its rows in an engine, its files, its people
    plan: str,
    engine: EngineTable,
    files: Mapping[str, Sequence[str]] | None = None,
    people: str = PEOPLE,
    period: str | None = "2026-Q3",
    more: Mapping[str, EngineTable] | None = None,
) -> Both:
    """Measure a plan over the source `tickets` in an engine, and over its rows."""
    plans, problems = plans_of(plan.encode())
    assert plans is not None, [str(one.message) for one in problems]
    staff, _ = read_table(people.encode(), "people.csv")
    tables: dict[str, Sequence[Table]] = {**tables_of(files or {})}
    engines = {"tickets": engine, **(more or {})}
    given = Tables(
        [], staff, sources=tables | {n: [one.header] for n, one in engines.items()}, engines=engines
    )
    facts, said = load(given, plans, period)
    there = Outcome(facts.measured if facts is not None else {}, said)
    table, wrong = engine.fetched()
    if table is None:
        here = Outcome({}, wrong)
    else:
        facts, said = load(
            replace(given, sources={**given.sources, "tickets": [table]}, engines=more or {}), plans, period
        )
        here = Outcome(facts.measured if facts is not None else {}, said)
    reasons = [str(one.message) for one in there.problems if one.rule == "rows-came-here"]
    return Both(there, here, reasons)


def assert_equal(found: Both) -> None:
    """Both say the same: values, counts, rows left out by reason, problems."""
    assert shown(found.there) == shown(found.here)
    told = [one for one in found.there.problems if one.rule != "rows-came-here"]
    assert [(one.rule, str(one.message)) for one in told] == [
        (one.rule, str(one.message)) for one in found.here.problems
    ]


def shown(outcome: Outcome) -> dict[object, object]:
    """Everything about values but where their rows stand."""
    return {
        key: (one.value, one.top, one.bottom, one.n, dict(one.left), one.halves, one.headers)
        for key, one in outcome.values.items()
    }


def row(**cells: object) -> Row:
    """A row of the table, with usual cells where nothing is said."""
    usual: Row = {
        "ticket": None,
        "owner": "ana",
        "account": "acme",
        "region": "EMEA",
        "grade": "Good",
        "score": 9,
        "minutes": Decimal("12.50"),
        "amount": Decimal("100.00"),
        "paid": Decimal("60.00"),
        "billed": True,
        "day": dt.date(2026, 7, 15),
        "clock": dt.datetime(2026, 7, 15, 10),  # noqa: DTZ001 - a time without a zone
        "instant": dt.datetime(2026, 7, 15, 10, tzinfo=dt.UTC),
    }
    return {**usual, **cells}
