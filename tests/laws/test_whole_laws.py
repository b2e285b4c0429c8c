"""Whole columns as CSV are what the same rows are as CSV, byte for byte."""

from __future__ import annotations

import io
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
from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.tables import reading as module
from csvariable.tables.reading import read_table
from csvariable.text import Document, parse

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


def read(scenario: Scenario) -> Tables | None:
    """Read files that are kept as columns."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "LARGE", 0)
        tables = [None if data is None else read_table(data, "f.csv")[0] for data in scenario.files]
    kpis, people, adjustments = tables
    return None if kpis is None else Tables([kpis], people, adjustments)


def same_bytes(scenario: Scenario) -> None:
    """What is written by whole columns and by rows is one, of files of any size."""
    text = scenario.text
    plans, _ = plans_of(text)
    document, _ = parse(text, "plan.yaml")
    tables = read(scenario)
    assert plans is not None
    assert document is not None
    if tables is None:
        event("refused")
        return
    same_payments(plans, document, engine.run(plans, tables, scenario.period))
    with pytest.MonkeyPatch.context() as patch:  # only a sample is paid twice; fractions are made of columns
        patch.setattr(engine, "is_ordinary", lambda *_: False)
        patch.setattr(engine, "sampled", lambda *_: [])
        same_payments(plans, document, engine.run(plans, tables, scenario.period))


def same_payments(plans: Plans, document: Document, done: engine.Run) -> None:
    """What a run comes to is written alike by both."""
    results = done.results
    event("refused" if results is None else "by columns" if results.by_columns else "by rows")
    if results is None:
        return
    heading = Heading(PlanFile("p", ""), "P", (), None, plans.base.currency)
    everybody = range(len(results.facts.people))

    def payments() -> Payments:
        return Payments(results, plans, heading, document, [], [], everybody, "en")

    records = payments().records()
    one, other = io.BytesIO(), io.BytesIO()
    write(payments(), one, Look())

    class ByRows:
        def records(self) -> object:
            return replace(records, whole=None)

    write(ByRows(), other, Look())  # type: ignore[arg-type]
    assert one.getvalue() == other.getvalue()


@settings(max_examples=125)
@given(named())
def test_whole_columns_are_written_as_rows_are(scenario: Scenario) -> None:
    same_bytes(scenario)


@pytest.mark.fuzz
@given(named())
def test_thousands_of_runs_are_written_alike(scenario: Scenario) -> None:
    same_bytes(scenario)
