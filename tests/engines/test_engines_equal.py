"""One measure, four computations, equal bit for bit: rows, groups of DuckDB, PostgreSQL and Spark."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st
from strategies.dice import Dice
from strategies.tickets import Measuring, measuring, measurings
from warehouse import MakeTable, assert_equal, both, in_duckdb, shown

pytest_plugins = ["servers"]
pytestmark = pytest.mark.filterwarnings("ignore")
SLOW = settings(deadline=None, suppress_health_check=list(HealthCheck))


def assert_alike(some: Measuring, made: MakeTable) -> bool:
    """Rows and groups of an engine, and groups of DuckDB, say the same; whether the engine counted."""
    found = both(some.plan, made(some.rows), some.files, some.people)
    assert_equal(found)
    other = both(some.plan, in_duckdb(some.rows), some.files, some.people)
    assert shown(found.there) == shown(other.there)
    assert [one.partition(": ")[2] for one in found.reasons] == [
        one.partition(": ")[2] for one in other.reasons
    ]
    return not found.reasons


def test_postgresql_says_what_rows_and_duckdb_say(in_postgres: MakeTable) -> None:
    counted = []

    @settings(SLOW, max_examples=40)
    @given(measurings())
    def holds(some: Measuring) -> None:
        counted.append(assert_alike(some, in_postgres))

    holds()
    assert sum(counted) > len(counted) / 2


def test_spark_says_what_rows_and_duckdb_say(in_spark: MakeTable) -> None:
    """Few examples, each of many rows: a question costs Spark a second, whatever its size."""
    counted = []

    @settings(SLOW, max_examples=3, database=None, phases=[Phase.generate])
    @given(st.randoms(use_true_random=False))
    def holds(random: Any) -> None:
        dice = Dice(lambda _: 0)
        dice.whole = lambda low, high: random.randint(low, high) if low < high else low  # type: ignore[method-assign]
        some = measuring(dice, 400)
        good = [one for one in some.rows if one["score"] != 11 and one["grade"] != "Odd"]
        counted.append(assert_alike(some._replace(rows=good), in_spark))

    holds()
    assert sum(counted) > len(counted) / 2


def test_spark_has_two_workers(spark: Any) -> None:
    spark.range(8).repartition(8).count()
    assert spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() == 3, "two beside the driver"
