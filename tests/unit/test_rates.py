"""From what a curve gives to a payout rate: missing values, modifiers, floors, caps, peers; matrices."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

import pytest
from small import FAR, PAID, PLAN, everybody, of_two, ran, refused, steps, totals

from csvariable.documents.result import notes_of


def paying(more: str, curve: str = FAR) -> str:
    """A plan whose only KPI pays its actual."""
    return f"{PAID}kpis:\n  k: {{weight: 100 %, unit: percent, {more} curve: {{of: actual, {curve}}}}}\n"


# ---------------------------------------------------------------------------------- missing values


@pytest.mark.parametrize(
    ("policy", "kind", "paid"),
    [
        ("zero", "zero", "500.00"),
        ("at-target", "at-target", "1000.00"),
        ("reweight", "reweighted", "1000.00"),
        ("hold", "held", "500.00"),
    ],
)
def test_a_missing_value_is_paid_by_its_policy_and_the_statement_says_so(
    policy: str, kind: str, paid: str
) -> None:
    done = ran(of_two(f"missing: {policy},", ""), "participant,a,b\nana,,100 %\nben,50 %,100 %\n")
    assert done.results is not None
    assert [done.steps(one)["total"] for one in ("ana", "ben")] == [paid, "750.00"]
    assert notes_of(done.results, 0) == [{"kind": kind, "kpi": "a", "route": "kpis.a.missing"}]
    assert notes_of(done.results, 1) == []


@pytest.mark.parametrize(("policy", "paid"), [("zero", "0.00"), ("at-target", "1000.00"), ("hold", "0.00")])
def test_a_floor_does_not_lift_what_a_policy_gives(policy: str, paid: str) -> None:
    plan = paying(f"missing: {policy}, floor: 130 %,")
    assert totals(plan, "participant,k\nana,\nben,50 %\n") == {"ana": paid, "ben": "1300.00"}


# --------------------------------------------------------------------------------- floors and caps


def test_a_floor_of_the_second_kpi_holds_where_the_first_has_none() -> None:
    found = steps(of_two("", "floor: 30 %,"), "participant,a,b\nana,10 %,10 %\n")
    assert [found[name] for name in ("a.payout_rate", "b.payout_rate", "total")] == ["0.1", "0.3", "200.00"]


@pytest.mark.parametrize(
    ("kpi", "curve", "cells", "paid"),
    [
        ("unit: percent", "of: actual, threshold: 40 %", ["39 %", "40 %", "90 %"], [0, 600, 900]),
        ("unit: number, target: 200", "threshold: 40 %", ["79", "80", "180"], [0, 600, 900]),
        ("unit: percent, target: 80 %", "of: actual, threshold: {above: 40 %}", ["40 %", "41 %"], [0, 600]),
        (
            "unit: number, target: 20, direction: lower, attainment: inverse",
            "cap: 150 %, threshold: 40 %",
            ["51", "50", "0"],
            [0, 600, 1500],
        ),
    ],
)
def test_a_floor_lifts_nothing_below_the_threshold(
    kpi: str, curve: str, cells: list[str], paid: list[int]
) -> None:
    plan = f"{PAID}kpis:\n  k: {{weight: 100 %, {kpi}, floor: 60 %, curve: {{{curve}, {FAR}}}}}\n"
    rows = "".join(f"p{at},{cell}\n" for at, cell in enumerate(cells))
    assert list(totals(plan, f"participant,k\n{rows}").values()) == [f"{one}.00" for one in paid]


def test_a_cap_of_one_person_stands_for_that_of_the_plan_or_for_none() -> None:
    kpis = "participant,k,k.cap\nana,90 %,50 %\nben,90 %,\n"
    assert totals(paying(""), kpis) == {"ana": "500.00", "ben": "900.00"}
    assert totals(paying("cap: 70 %,"), kpis) == {"ana": "500.00", "ben": "700.00"}


@pytest.mark.parametrize("cell", ["0 %", "100 %"])
def test_a_cap_of_a_curve_pays_nobody_for_a_ratio_of_zero(cell: str) -> None:
    plan = f"{PAID}kpis:\n  k: {{weight: 100 %, unit: percent, target: 50 %, curve: {{cap: 150 %, {FAR}}}}}\n"
    assert steps(plan, f"participant,k\nana,{cell}\n")["total"] == {"0 %": "0.00", "100 %": "1500.00"}[cell]


def test_a_modifier_multiplies_the_kpis_it_names() -> None:
    plan = of_two("", "") + (
        "modifiers:\n"
        "  of-a: {by: a, of: [a], curve: {lookup: [{from: 0 %, pays: 110 %}]}}\n"
        "  of-b: {by: a, of: [b], curve: {lookup: [{from: 0 %, pays: 120 %}]}}\n"
        "  of-all: {by: a, of: plan, curve: {lookup: [{from: 0 %, pays: 200 %}]}}\n"
    )
    found = steps(plan, "participant,a,b\nana,100 %,50 %\n")
    names = ("a.payout_rate", "b.payout_rate", "earned", "modified", "total")
    assert [found[name] for name in names] == ["1.1", "0.6", "850.00", "850.00", "1700.00"]


# ----------------------------------------------------------------------------------------- matrices


def matrix(row: str, starts: str, *, policy: str = "error", more: str = "cap: 100 %") -> str:
    """A plan whose KPI is read from two measures."""
    axes = f"rows: {{of: {row}, from: [{starts}]}}, columns: {{of: b, from: [0 %, 50 %]}}"
    return (
        f"{PAID}columns: {{years: {{unit: number}}}}\nkpis:\n"
        f"  b: {{unit: percent, missing: zero, curve: {{of: actual, {FAR}}}}}\n"
        f"  m: {{weight: 100 %, unit: number, missing: {policy}, {more}, "
        f"matrix: {{{axes}, pays: [[10 %, 20 %], [30 %, 40 %]]}}}}\n"
    )


def test_a_matrix_reads_a_column_of_the_person() -> None:
    kpis = "participant,years,b\nana,1,60 %\nben,3,40 %\n"
    assert totals(matrix("years", "0, 2"), kpis) == {"ana": "200.00", "ben": "300.00"}
    kpis = "participant,years,b\nana,,60 %\nben,3,40 %\n"
    assert refused(matrix("years", "0, 2"), kpis) == [
        ("missing-value", "`ana`: the matrix of `m` reads a measure that has no value")
    ]
    assert totals(matrix("years", "0, 2", policy="at-target"), kpis) == {"ana": "1000.00", "ben": "300.00"}


def test_a_matrix_that_reads_a_payout_rate_has_the_policy_of_its_own_where_the_value_is_missing() -> None:
    kpis = "participant,b\nana,\nben,60 %\n"
    plan = matrix("b.payout_rate", "0 %, 50 %", policy="at-target")
    assert totals(plan, kpis) == {"ana": "1000.00", "ben": "400.00"}


def test_a_floor_of_a_matrix_holds_where_it_pays_nothing() -> None:
    plan = matrix("b", "10 %, 50 %", more="floor: 25 %")
    assert totals(plan, "participant,b\nana,5 %\nben,60 %\n") == {"ana": "250.00", "ben": "400.00"}


# -------------------------------------------------------------------------------------------- peers

PEERS = f"{PLAN}proration: {{amount: none}}\nabsences: {{leave: peer-average}}\n"


def test_the_days_away_are_paid_at_the_mean_rate_of_the_peers() -> None:
    people = "participant,role,team,absence_days.leave\nana,,North,46\nben,,North,\nchloe,,North,\n"
    kpis = "participant,nrr\nana,20 %\nben,60 %\nchloe,100 %\n"
    assert totals(PEERS, kpis, people, "2026-Q3") == {"ana": "500.00", "ben": "600.00", "chloe": "1000.00"}


def test_somebody_away_without_peers_stops_the_run() -> None:
    people = "participant,role,team,absence_days.leave\nana,,North,46\nben,,South,\n"
    kpis = "participant,nrr\nana,20 %\nben,60 %\n"
    assert refused(PEERS, kpis, people, "2026-Q3") == [
        (
            "no-peers",
            "`ana`: nobody of the same role and team was present the whole period, so `nrr` has no peer average",
        )
    ]
    away = people.replace("46", "")
    found = everybody(PEERS, kpis, away, "2026-Q3")
    assert [one["total"] for one in found.values()] == ["200.00", "600.00"]
