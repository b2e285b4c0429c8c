"""Rows in an engine come to what the definition says of them, whether groups or rows come back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from strategies.tickets import Measuring, measurings
from warehouse import assert_equal, both, in_duckdb


@pytest.mark.filterwarnings("ignore")
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(measurings())
def test_groups_of_an_engine_come_to_what_its_rows_do(some: Measuring) -> None:
    assert_equal(both(some.plan, in_duckdb(some.rows), some.files, some.people))
