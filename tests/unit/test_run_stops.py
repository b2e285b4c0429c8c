"""Runs that stop: at the plan, at the facts, at a demand, at a total without a value."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction as F
from typing import Any

import pytest
from engine import plans_of

from csvariable.engine import cross_check as opinion, run as module
from csvariable.engine.columns import evaluation as columns
from csvariable.engine.cross_check import Disagreement
from csvariable.engine.run import Run, once, run
from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.tables.reading import read_table

PLAN = (
    "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\nkpis:\n"
    "  nrr: {weight: 100 %, unit: percent, curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
)
SAMPLED = PLAN.replace("unit: percent", "unit: percent, sample: {min: 30}")
GOOD, BAD, MISSING = "ana,100 %\nben,50 %\n", "ana,100 %\nben,a lot\n", "ana,100 %\nben,\n"
WAYS = pytest.mark.parametrize("way", [run, once])
Way = Callable[[Plans, Tables], Run]


def plans(text: str = PLAN) -> Plans:
    found, problems = plans_of(text)
    assert found is not None, [str(one.message) for one in problems]
    return found


def tables(rows: str) -> Tables:
    table, problems = read_table(f"participant,nrr\n{rows}".encode(), "kpis.csv")
    assert table is not None, problems
    return Tables([table])


def rules(found: Run) -> list[str]:
    return [one.rule for one in found.diagnostics]


@WAYS
def test_facts_that_cannot_be_read_stop_a_run(way: Way) -> None:
    found = way(plans(), tables(BAD))
    assert found.results is None
    assert len(found.diagnostics) == 1


@WAYS
def test_good_facts_are_paid(way: Way) -> None:
    found = way(plans(), tables(GOOD))
    assert found.diagnostics == ()
    assert found.results is not None
    assert found.results.people["total"] == [F(1000), F(500)]


@WAYS
def test_a_missing_value_is_refused_once_and_its_total_is_not_told_beside_it(way: Way) -> None:
    found = way(plans(), tables(MISSING))
    assert (found.results, rules(found)) == (None, ["missing-value"])


@WAYS
def test_a_total_without_a_value_pays_nobody_though_no_demand_refuses_it(
    way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "refusals", lambda *_: [])
    found = way(plans(), tables(MISSING))
    assert (found.results, rules(found)) == (None, ["no-total"])


def test_every_line_of_an_ordinary_run_is_compared_and_a_sample_of_a_larger_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def differing(name: str) -> Callable[..., list[Disagreement]]:
        def compare(*_: Any) -> list[Disagreement]:
            asked.append(name)
            return [Disagreement("total", name, None, None)]

        return compare

    monkeypatch.setattr(columns, "differences", differing("all"))
    monkeypatch.setattr(module, "sampled", differing("sample"))
    for lines, expected in ((2, "all"), (1, "sample")):
        monkeypatch.setattr(opinion, "CHECKED_LINES", lines)
        monkeypatch.setattr(opinion, "SAMPLE", 0)
        found = run(plans(), tables(GOOD))
        assert (found.results, rules(found)) == (None, ["evaluations-disagree"])
        assert f"`{expected}`" in str(found.diagnostics[0].message)
    assert asked == ["all", "sample"]
