"""A PostgreSQL server and a Spark of two workers. Without one its tests fail, none is skipped."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

import ibis  # type: ignore[import-untyped]
import pytest
from warehouse import COLUMNS, MakeTable, Row, arrow, opened

from csvariable.commands.database import EngineTable


def port_of_server() -> int:
    """The port of the server, which the library does not take from `PGPORT` itself."""
    return int(os.environ.get("PGPORT", "5432"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """A connection to the server of `PGHOST`, `PGUSER`, `PGPASSWORD` and `PGDATABASE`."""
    lacking = [name for name in ("PGHOST", "PGUSER", "PGPASSWORD", "PGDATABASE") if name not in os.environ]
    assert not lacking, f"say where the PostgreSQL server is: {', '.join(lacking)}"
    connection = ibis.postgres.connect(port=port_of_server())
    yield connection
    connection.disconnect()


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """A session of a Spark with two workers."""
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    from pyspark.sql import SparkSession

    options = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.session.timeZone": "UTC",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "4",
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",
        "spark.scheduler.maxRegisteredResourcesWaitingTime": "120s",
    }
    session = SparkSession.builder.master("local-cluster[2,1,1024]").config(map=options).getOrCreate()
    yield session
    session.stop()


@pytest.fixture
def in_postgres(postgres: Any) -> MakeTable:
    """Make the table `tickets` in PostgreSQL."""

    def made(rows: Sequence[Row]) -> EngineTable:
        columns = ", ".join(f"{name} {kind}" for name, (_, kind, _) in COLUMNS.items())
        marks = ", ".join(["%s"] * len(COLUMNS))
        with postgres.begin() as cursor:
            cursor.execute("drop table if exists tickets")
            cursor.execute(f"create table tickets ({columns})")
            lines = [tuple(one.get(name) for name in COLUMNS) for one in rows]
            cursor.executemany(f"insert into tickets values ({marks})", lines)  # noqa: S608 - marks
        return opened(postgres, postgres.table("tickets"), keep=True)

    return made


@pytest.fixture
def in_spark(spark: Any) -> MakeTable:
    """Make the table `tickets` in Spark, in four parts."""

    def made(rows: Sequence[Row]) -> EngineTable:
        kinds = {name: kind.replace(" ", "") for name, (_, _, kind) in COLUMNS.items()}
        typed = [f"cast({name} as {kind}) as {name}" for name, kind in kinds.items()]
        frame = spark.createDataFrame(arrow(rows)).selectExpr(*typed).repartition(4)
        assert dict(frame.dtypes) == kinds
        frame.createOrReplaceTempView("tickets")
        connection = ibis.pyspark.connect(spark)
        return opened(connection, connection.table("tickets"), keep=True)

    return made
