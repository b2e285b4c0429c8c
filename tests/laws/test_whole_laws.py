"""Whole columns as CSV are what the same rows are as CSV, byte for byte."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from engine import plans_of
from hypothesis import event, given, settings, strategies as st
from strategies import Scenario, scenarios

from csvariable.documents.formats import Look
from csvariable.documents.formats.csv_ import write
from csvariable.documents.payments import Payments
from csvariable.documents.result import Heading, PlanFile
from csvariable.engine import run as engine
from csvariable.engine.results import Results
from csvariable.facts.load import Tables
from csvariable.tables import reading as module
from csvariable.tables.reading import read_table
from csvariable.text import parse

pytestmark = pytest.mark.slow

NAMES = ("Ana", "", "=1+1", "+33", "-x", "@me", 'a "b"', "a,b", "é\u202e", "\uff1dx", "Zoé", "\x7f", "'q")


@st.composite
def named(draw: st.DrawFn) -> Scenario:
    """A scenario whose people have names that a file has to be careful with."""
    scenario = draw(scenarios())
    rows = scenario.kpis if scenario.people is None else scenario.people
    for row in rows:
        row["name"] = draw(st.sampled_from(NAMES))
    names = {row.get("participant", ""): row["name"] for row in rows}
    for row in rows:
        row["name"] = names[row.get("participant", "")]
    return scenario


def paid(scenario: Scenario) -> tuple[Results, Callable[[], Payments]] | None:
    """Pay files that are kept as columns."""
    plans, _ = plans_of(scenario.text)
    document, _ = parse(scenario.text, "plan.yaml")
    assert plans is not None
    assert document is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "LARGE", 0)
        tables = [None if data is None else read_table(data, "f.csv")[0] for data in scenario.files]
    kpis, people, adjustments = tables
    if kpis is None:
        return None
    done = engine.run(plans, Tables([kpis], people, adjustments), scenario.period)
    if done.results is None:
        return None
    results, heading = done.results, Heading(PlanFile("p", ""), "P", (), None, plans.base.currency)
    everybody = range(len(results.facts.people))
    return results, lambda: Payments(results, plans, heading, document, [], [], everybody, "en")


def same_bytes(scenario: Scenario) -> None:
    """What is written by whole columns and by rows is one."""
    found = paid(scenario)
    event("refused" if found is None else "by columns" if found[0].by_columns else "by rows")
    if found is None:
        return
    _, payments = found
    records = payments().records()
    one, other = io.BytesIO(), io.BytesIO()
    write(payments(), one, Look())

    class ByRows:
        def records(self) -> object:
            return replace(records, whole=None)

    write(ByRows(), other, Look())  # type: ignore[arg-type]
    assert one.getvalue() == other.getvalue()


@settings(max_examples=150)
@given(named())
def test_whole_columns_are_written_as_rows_are(scenario: Scenario) -> None:
    same_bytes(scenario)


@settings(max_examples=100)
@given(named())
def test_large_runs_are_written_as_rows_are(scenario: Scenario) -> None:
    """Where only a sample is paid twice, fractions are made of the columns."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "is_ordinary", lambda *_: False)
        patch.setattr(engine, "sampled", lambda *_: [])
        same_bytes(scenario)


@pytest.mark.fuzz
@given(named())
def test_thousands_of_runs_are_written_alike(scenario: Scenario) -> None:
    same_bytes(scenario)
