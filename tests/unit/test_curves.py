"""Thresholds on curves, where higher is better and where lower is; the place of each stretch."""

from __future__ import annotations

import pytest
from engine import plans_of
from small import HEAD, PAID, totals

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.unit import Unit
from csvariable.plan.curve import KINDS
from csvariable.program.segments import COMPILED, BoundReader, segments
from csvariable.speech.parts import POINT

STEPS = "[{from: 50 %, pays: 30 %}, {from: 80 %, pays: 60 %}]"
HOURS = "[{at: 8 h, pays: 50 %}, {at: 4 h, pays: 100 %}, {at: 2 h, pays: 150 %}]"


def paid_for(kpi: str, cells: list[str]) -> list[str]:
    rows = "".join(f"p{at},{cell}\n" for at, cell in enumerate(cells))
    return list(totals(f"{PAID}kpis:\n  k: {{weight: 100 %, {kpi}}}\n", f"participant,k\n{rows}").values())


@pytest.mark.parametrize(
    ("threshold", "paid"),
    [
        ("{from: 50 %}", ["0.00", "300.00", "300.00", "600.00", "600.00"]),
        ("{above: 50 %}", ["0.00", "0.00", "300.00", "600.00", "600.00"]),
        ("{from: 80 %}", ["0.00", "0.00", "0.00", "600.00", "600.00"]),
        ("{above: 80 %}", ["0.00", "0.00", "0.00", "0.00", "600.00"]),
    ],
)
def test_a_threshold_at_a_step_keeps_what_is_on_its_good_side(threshold: str, paid: list[str]) -> None:
    kpi = f"unit: percent, curve: {{of: actual, threshold: {threshold}, lookup: {STEPS}}}"
    assert paid_for(kpi, ["49 %", "50 %", "51 %", "80 %", "81 %"]) == paid


@pytest.mark.parametrize(
    ("threshold", "paid"),
    [
        ("{up_to: 6 h}", ["0.00", "750.00", "875.00", "1000.00", "1500.00"]),
        ("{below: 6 h}", ["0.00", "0.00", "875.00", "1000.00", "1500.00"]),
        ("{up_to: 4 h}", ["0.00", "0.00", "0.00", "1000.00", "1500.00"]),
        ("{below: 4 h}", ["0.00", "0.00", "0.00", "0.00", "1500.00"]),
    ],
)
def test_a_threshold_where_lower_is_better_cuts_from_above(threshold: str, paid: list[str]) -> None:
    kpi = f"unit: hours, direction: lower, curve: {{of: actual, threshold: {threshold}, linear: {HOURS}}}"
    assert paid_for(kpi, ["7", "6", "5", "4", "2"]) == paid


def stretches(kpi: str, *, falling: bool) -> list[tuple[str, Route]]:
    """Where each stretch of the curve of a KPI starts, and its place in the plan."""
    plans, problems = plans_of(f"{PAID}kpis:\n  k: {{weight: 100 %, {kpi}}}\n")
    assert plans is not None, problems
    curve = plans.base.kpis["k"].curve
    assert curve is not None
    unit = plans.base.kpis["k"].measured_in
    found = segments(curve, BoundReader(unit, "EUR"), ("here",), falling=falling)
    return [(str(one.start), one.route) for one in found]


def test_each_stretch_of_a_line_names_the_point_it_leaves_from() -> None:
    kpi = f"unit: hours, direction: lower, curve: {{of: actual, linear: {HOURS}}}"
    assert stretches(kpi, falling=True) == [
        ("8", ("here", "linear", 0)),
        ("4", ("here", "linear", 1)),
        ("2", ("here", "linear", 2)),
    ]


@pytest.mark.parametrize(
    ("threshold", "found"),
    [
        ("30", [("50", ("here", "lookup", 0, "pays")), ("80", ("here", "lookup", 1, "pays"))]),
        ("50", [("50", ("here", "lookup", 0, "pays")), ("80", ("here", "lookup", 1, "pays"))]),
        ("60", [("60", ("here", "threshold")), ("80", ("here", "lookup", 1, "pays"))]),
        ("80", [("80", ("here", "lookup", 1, "pays"))]),
    ],
)
def test_a_threshold_leaves_each_stretch_above_it_once(
    threshold: str, found: list[tuple[str, Route]]
) -> None:
    steps = STEPS.replace("50 %", "50", 1).replace("80 %", "80", 1)
    kpi = f"unit: number, curve: {{of: actual, threshold: {threshold}, lookup: {steps}}}"
    assert stretches(kpi, falling=False) == found


@pytest.mark.parametrize(
    ("kind", "threshold", "on_all"),
    [
        ("whole: [{from: 0 %, rate: 5 %}, {from: 80 %, rate: 6 %}]", "30 %", [True, True]),
        ("marginal: [{from: 0 %, rate: 5 %}, {from: 80 %, rate: 6 %}]", "30 %", [False, False]),
        ("lookup: [{from: 20 %, pays: 5 %}]", "30 %", [False]),
        ("linear: [{at: 20 %, pays: 5 %}, {at: 40 %, pays: 9 %}]", "30 %", [False, False]),
    ],
)
def test_a_whole_curve_alone_pays_its_rate_on_all_also_from_its_threshold(
    kind: str, threshold: str, on_all: list[bool]
) -> None:
    plans, _ = plans_of(
        f"{HEAD}kpis:\n  k: {{unit: percent, curve: {{of: actual, threshold: {threshold}, {kind}}}}}\n"
    )
    assert plans is not None
    curve = plans.base.kpis["k"].curve
    assert curve is not None
    found = segments(curve, BoundReader(Unit.PERCENT, "EUR"), (), falling=False)
    assert [one.on_all for one in found] == on_all


@pytest.mark.parametrize("table", [COMPILED, POINT], ids=["compiled", "told"])
def test_every_kind_of_curve_is_compiled_and_told(table: dict[str, object]) -> None:
    assert set(table) == set(KINDS)
