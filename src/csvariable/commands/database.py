"""Rows of a database or an engine, through ibis: connected here, asked by the core."""

from __future__ import annotations

import os
import socket
import warnings
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg

if TYPE_CHECKING:
    from csvariable.measures.grouped.asking import Answer
    from csvariable.plan.database_table import DatabaseTable
    from csvariable.tables.table import Table

PARQUET: Final = ".parquet"
_SECONDS: Final = 20
"""How long a server may take to answer the first call."""
_NAMES: Final = {"duckdb": "DuckDB", "postgres": "PostgreSQL", "pyspark": "Spark"}
"""The engines that are proven to count as the definition does, by what ibis calls them."""
_KIND: Final = msg("table of a database")
_NO_TABLE: Final = {"TableNotFound", "CatalogException"}
"""What says that a table is not there, by the names of the errors of the library and of DuckDB."""


class EngineTable:
    """A table of a database, opened: its header, and what expressions of it come to."""

    def __init__(
        self,
        source: str,
        where: DatabaseTable,
        connection: Any,
        rows: Any,
        decimal: str,
        *,
        keep: bool = False,
    ) -> None:
        """Take an open connection, which is closed with this object, but for one to `keep`."""
        from csvariable.tables.frames import header_alone

        self._source, self._where, self._decimal = source, where, decimal
        self._connection = connection
        self.rows = _of_spark(connection, rows) if connection.name == "pyspark" else rows
        self.name = _NAMES.get(connection.name, connection.name)
        self.labels: Sequence[str] = tuple(rows.schema().names)
        self.header = header_alone(self.labels, where.name, _KIND, decimal)
        self.odd_numbers = connection.name == "postgres"
        self.proven = connection.name in _NAMES
        self._answers: dict[Any, Answer] = {}
        self._fetched: tuple[Table | None, tuple[Diagnostic, ...]] | None = None
        if not keep:
            weakref.finalize(self, connection.disconnect)

    def answer(self, expression: Any) -> Answer:
        """Run an expression and return its lines.

        Raises:
            StaysHere: where the engine refuses.
        """
        from csvariable.measures.grouped.asking import Answer, StaysHere
        from csvariable.tables.frames import texts_of_lines

        if not self.proven:
            raise StaysHere(msg("nobody has proved yet that {engine} counts alike", engine=self.name))
        key = expression.op()
        if key not in self._answers:
            try:
                lines = self._lines(expression)
            except Exception as problem:
                raise StaysHere(msg("the engine says: {reason}", reason=reason_of(problem))) from problem
            self._answers[key] = Answer(lines, texts_of_lines(lines, self._decimal))
        return self._answers[key]

    def fetched(self) -> tuple[Table | None, tuple[Diagnostic, ...]]:
        """Return the table with all its rows, which are fetched once."""
        if self._fetched is None:
            self._fetched = self._read(self.rows)
        return self._fetched

    def first(self, count: int) -> tuple[Table | None, tuple[Diagnostic, ...]]:
        """Return the table with some of its rows, the first that the database gives."""
        return self._read(self.rows.limit(count))

    def _read(self, rows: Any) -> tuple[Table | None, tuple[Diagnostic, ...]]:
        from csvariable.tables.frames import table_of_lines

        try:
            infinite = self._infinite(rows) if self._connection.name == "duckdb" else None
            lines = [] if infinite else self._lines(rows)
        except Exception as problem:  # noqa: BLE001 - each driver raises its own kinds
            return None, (_refused(self._source, self._where, problem),)
        if infinite:
            message = msg("the column `{column}` holds a date without end, which is no day", column=infinite)
            advice = msg("make it empty, or give a view of the table that does")
            return None, (error("column-type", message, _place(self._source, "name"), help=advice),)
        if not lines:
            message = msg("the table `{name}` has no row", name=self._where.name)
            return None, (error("no-rows", message, _place(self._source, "name")),)
        return table_of_lines(self.header, self.labels, lines, self._decimal)

    def _infinite(self, rows: Any) -> str | None:
        """Return a column of dates one of which is infinite: the driver would give the last day instead."""
        kinds = rows.schema()
        names = [name for name in self.labels if kinds[name].is_date() or kinds[name].is_timestamp()]
        whole = self._connection.compile(rows)
        for name in names:
            column = '"' + name.replace('"', '""') + '"'
            asked = f"select count(*) from ({whole}) where isinf({column})"  # noqa: S608 - a name, quoted
            if self._connection.con.execute(asked).fetchone()[0]:
                return name
        return None

    def _lines(self, expression: Any) -> list[tuple[object, ...]]:
        """Return what an expression comes to as values, on the way that keeps each engine's whole numbers.

        The library itself goes through pandas for PostgreSQL and Spark, which makes whole numbers beside
        missing ones binary fractions.
        """
        with _quiet():
            match self._connection.name:
                case "postgres":
                    with self._connection.begin() as cursor:
                        return list(cursor.execute(self._connection.compile(expression)).fetchall())
                case "pyspark":
                    found = self._connection.raw_sql(self._connection.compile(expression)).toArrow()
                    return list(zip(*(column.to_pylist() for column in found.columns), strict=True))
                case "duckdb":
                    return list(self._connection.con.execute(self._connection.compile(expression)).fetchall())
                case _:
                    return list(expression.to_polars().rows())


def open_table(
    source: str, where: DatabaseTable, beside: Path, decimal: str | None
) -> tuple[EngineTable | None, tuple[Diagnostic, ...]]:
    """Open the table of a source; a file of DuckDB lies beside the plan."""
    try:
        connection = _connected(where.connect, beside)
    except ImportError:
        message = msg("reading a database needs a part that is not installed")
        advice = msg('write `pip install "csvariable[tables]"`, or export the table as a file')
        return None, (error("missing-extra", message, _place(source, "connect"), help=advice),)
    except Exception as problem:  # noqa: BLE001 - each driver raises its own kinds
        return None, (_refused(source, where, problem),)
    try:
        with _quiet():
            rows = _found(connection, where.name, beside.parent)
        session = connection.name == "pyspark"  # it ends with the process, and others may use it
        return EngineTable(source, where, connection, rows, decimal or ".", keep=session), ()
    except Exception as problem:  # noqa: BLE001 - each driver raises its own kinds
        if connection.name != "pyspark":
            connection.disconnect()
        if type(problem).__name__ in _NO_TABLE:
            message = msg("the database has no table `{name}`", name=where.name)
            return None, (error("no-such-table", message, _place(source, "name")),)
        return None, (_refused(source, where, problem),)


def _place(source: str, key: str) -> PlanPlace:
    return PlanPlace(("sources", source, "table", key))


@contextmanager
def _quiet() -> Iterator[None]:
    """Leave out what the library says to itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def reason_of(problem: Exception) -> str:
    """Return the line in which a driver says why, without the password that it may know.

    It is the first one; of Spark the one behind its bridge to Java, which begins with a colon.
    """
    lines = str(problem).strip().splitlines() or [type(problem).__name__]
    said = next((one.removeprefix(": ") for one in lines if one.startswith(": ")), lines[0])
    secret = os.environ.get("PGPASSWORD")
    return said.replace(secret, "...") if secret else said


def _refused(source: str, where: DatabaseTable, problem: Exception) -> Diagnostic:
    """Return why a database cannot be read."""
    message = msg(
        "the database does not give `{table}`: {reason}", table=where.name, reason=reason_of(problem)
    )
    return error("cannot-connect", message, _place(source, "connect"))


def _connected(address: str, beside: Path) -> Any:
    import ibis  # type: ignore[import-untyped]

    kind, _, rest = address.partition("://")
    if kind == "duckdb" and not rest.strip("/"):
        return ibis.duckdb.connect()
    if kind == "duckdb":
        path = beside.parent / rest.removeprefix("/") if not rest.startswith("//") else Path(rest[1:])
        if not path.is_file():
            raise FileNotFoundError(str(path))
        return ibis.duckdb.connect(path, read_only=True)
    if kind == "spark":
        return ibis.pyspark.connect(_session(rest))
    mark = "&" if "?" in address else "?"
    limit = f"{mark}connect_timeout={_SECONDS}" if kind.startswith("postgres") else ""
    return ibis.connect(f"{address}{limit}")


def _session(master: str) -> Any:
    """Return a session of Spark: of a master (`host:7077`), or in this process (`local[2]`)."""
    from pyspark.sql import SparkSession

    where = master if master.startswith("local") else f"spark://{master}"
    if where != master:
        host, _, port = master.rpartition(":")
        with socket.create_connection((host, int(port)), _SECONDS):
            pass  # Spark itself would try for minutes, and talk meanwhile
    options = {
        "spark.log.level": "ERROR",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    return SparkSession.builder.master(where).appName("csvariable").config(map=options).getOrCreate()


def _of_spark(connection: Any, rows: Any) -> Any:
    """Return a table of Spark whose columns of moments are told from those of a clock without a zone."""
    connection.raw_sql("SET spark.sql.session.timeZone=UTC")
    connection.raw_sql("SET spark.sql.ansi.enabled=true")
    kinds = connection.raw_sql(connection.compile(rows)).dtypes
    return rows.cast({name: "timestamp('UTC')" for name, kind in kinds if kind == "timestamp"})


def _found(connection: Any, name: str, folder: Path) -> Any:
    schema, _, table = name.rpartition(".")
    if connection.name == "duckdb":
        files = "'" + str(folder / name).replace("'", "''") + "'"
        of_table = ".".join('"' + part.replace('"', '""') + '"' for part in (schema, table) if part)
        return _in_duckdb(connection, f"read_parquet({files})" if name.endswith(PARQUET) else of_table)
    if name.endswith(PARQUET) and connection.name == "pyspark":
        return connection.read_parquet(str(folder / name))
    return connection.table(table, database=schema or None)


def _in_duckdb(connection: Any, relation: str) -> Any:
    """Return a relation of DuckDB; the library asks for its columns through Arrow: a slow start."""
    query = f"select * from {relation}"  # noqa: S608 - a name, quoted
    kind_of = connection.compiler.type_mapper.from_string
    described = connection.con.execute(f"describe {query}").fetchall()
    return connection.sql(query, schema={name: kind_of(kind) for name, kind, *_ in described})
