"""Rows of a database: a table or view, through ibis, as a table of texts."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg

if TYPE_CHECKING:
    from csvariable.plan.source import DatabaseTable
    from csvariable.tables.table import Table

_SECONDS = 20
"""How long a server may take to answer."""


def read_rows(
    name: str, where: DatabaseTable, beside: Path, decimal: str | None
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Read the table of a source; a file of DuckDB lies beside the plan."""
    from csvariable.tables.frames import table_of_frame

    try:
        connection = _connected(where.connect, beside)
    except ImportError:
        message = msg("reading a database needs a part that is not installed")
        advice = msg('write `pip install "csvariable[tables]"`, or export the table as a file')
        return None, (error("missing-extra", message, _place(name, "connect"), help=advice),)
    except Exception as problem:  # noqa: BLE001 - each driver raises its own kinds
        return None, (_refused(name, where, problem),)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of the library to itself, not to us
            frame = _found(connection, where.name).to_polars()
    except Exception as problem:  # noqa: BLE001 - each driver raises its own kinds
        if type(problem).__name__ == "TableNotFound":
            message = msg("the database has no table `{name}`", name=where.name)
            return None, (error("no-such-table", message, _place(name, "name")),)
        return None, (_refused(name, where, problem),)
    finally:
        connection.disconnect()
    table, found = table_of_frame(frame, where.name, b"", msg("table of a database"), decimal or ".")
    if table is None:
        return None, found
    texts = ["\t".join(row) for row in (table.header, *table.rows)]
    return replace(table, data="\n".join(texts).encode()), found


def _place(name: str, key: str) -> PlanPlace:
    return PlanPlace(("sources", name, "table", key))


def _refused(name: str, where: DatabaseTable, problem: Exception) -> Diagnostic:
    """Return why a database cannot be read: the first line of what the driver says."""
    reason = (str(problem).strip().splitlines() or [type(problem).__name__])[0]
    message = msg("the database does not give `{table}`: {reason}", table=where.name, reason=reason)
    return error("cannot-connect", message, _place(name, "connect"))


def _connected(address: str, beside: Path) -> Any:
    import ibis  # type: ignore[import-untyped]

    kind, _, rest = address.partition("://")
    if kind == "duckdb":
        path = beside.parent / rest.removeprefix("/") if not rest.startswith("//") else Path(rest[1:])
        if not path.is_file():
            raise FileNotFoundError(str(path))
        return ibis.duckdb.connect(path, read_only=True)
    mark = "&" if "?" in address else "?"
    limit = f"{mark}connect_timeout={_SECONDS}" if kind.startswith("postgres") else ""
    return ibis.connect(f"{address}{limit}")


def _found(connection: Any, name: str) -> Any:
    schema, _, table = name.rpartition(".")
    return connection.table(table, database=schema or None)
