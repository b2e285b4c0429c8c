"""What the attainment of a KPI is, who has none, and when that stops the run."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

import pytest
from small import FAR, LINE, PAID, everybody, refused, steps, totals


def paying(kpi: str, more: str = "", curve: str = FAR) -> str:
    """A plan of one KPI, whose curve pays its attainment."""
    return f"{PAID}kpis:\n  k: {{weight: 100 %, unit: number, {kpi}, curve: {{of: attainment, {curve}}}}}\n{more}"


def reading(kpi: str, more: str = "") -> str:
    """A plan that pays whatever k is, and shows its attainment."""
    return f"{PAID}kpis:\n  k: {{unit: number, {kpi}}}\n{more}bonuses: {{b: {{pays: 10}}}}\n"


LOWER = "target: 4, direction: lower, attainment: inverse"


# ------------------------------------------------------------------------------- who has which


@pytest.mark.parametrize(
    ("kpi", "shown"),
    [
        ("target: 4", ["0", "0.5", "2"]),
        (f"{LOWER}", [None, "2", "0.5"]),
        ("target: 4, direction: lower, attainment: distance", ["2", "1.5", "0"]),
        ("target: 4, direction: lower, baseline: 8", ["2", "1.5", "0"]),
        ("target: 4, baseline: 2", ["-1", "0", "3"]),
        ("target: 4, direction: lower", [None, None, None]),
        ("target: 0", [None, None, None]),
        ("direction: lower", [None, None, None]),
    ],
)
def test_an_attainment_that_nobody_reads_is_shown_where_there_is_one(
    kpi: str, shown: list[str | None]
) -> None:
    found = everybody(reading(kpi), "participant,k\nana,0\nben,2\nchloe,8\n")
    assert [one.get("k.attainment") for one in found.values()] == shown


@pytest.mark.parametrize(
    ("direction", "shown"), [("higher", ["0.5", "0.75", None]), ("lower", ["-1", None, None])]
)
def test_a_baseline_of_one_person_leaves_the_attainment_of_the_others(
    direction: str, shown: list[str | None]
) -> None:
    plan = reading(f"direction: {direction}, target: 8")
    base = {"higher": "4", "lower": "9"}[direction]
    rows = {"higher": f"ana,6,{base}\nben,6,\nchloe,6,9\n", "lower": f"ana,10,{base}\nben,6,\nchloe,6,7\n"}
    found = everybody(plan, f"participant,k,k.baseline\n{rows[direction]}")
    assert [one.get("k.attainment") for one in found.values()] == shown


def test_a_baseline_of_one_person_pays_by_it_and_the_others_without() -> None:
    kpis = "participant,k,k.baseline\nana,6,4\nben,6,\nchloe,-6,-8\n"
    assert totals(paying("target: 8, range: [-10, 10]"), kpis) == {
        "ana": "500.00",
        "ben": "750.00",
        "chloe": "125.00",
    }


@pytest.mark.parametrize(("own", "paid"), [("10", "1250.00"), ("", "1500.00")])
def test_who_has_a_baseline_has_an_inverse_attainment_no_more(own: str, paid: str) -> None:
    plan = paying("target: 2, direction: lower, attainment: inverse", curve=f"cap: 150 %, {FAR}")
    assert totals(plan, f"participant,k,k.baseline\nana,0,{own}\nben,2,6\n") == {
        "ana": paid,
        "ben": "1000.00",
    }


def test_a_declared_rounding_of_the_attainment_comes_before_the_curve() -> None:
    plan = paying("target: 3, rounding: {attainment: 1}")
    assert steps(plan, "participant,k\nana,2\n")["total"] == "700.00"


# -------------------------------------------------------------------------------- what is refused

TARGET = "`ana`: the target of `k` is not above 0, so there is no attainment"


@pytest.mark.parametrize(
    ("plan", "facts", "rule", "message"),
    [
        (paying("target: 4"), "k.target,k\nana,0,1\n", "target-not-positive", TARGET),
        (
            paying("target: 4, baseline: 2"),
            "k.target,k\nana,2,1\n",
            "baseline-side",
            "`ana`: the target of `k` must stand above its baseline",
        ),
        (
            paying("target: 4, direction: lower, baseline: 8"),
            "k.target,k\nana,9,1\n",
            "baseline-side",
            "`ana`: the target of `k` must stand under its baseline",
        ),
        (
            paying("direction: higher"),
            "k.target,k\nana,,1\nben,1,1\n",
            "target-missing",
            "`ana`: `k` has no target",
        ),
        (
            paying(LOWER),
            "k\nana,0\n",
            "actual-not-positive",
            "`ana`: `k` is 0 or below, and nothing caps its payout rate: an inverse attainment divides by it",
        ),
        (
            paying(f"{LOWER}, range: [-5, 5], cap: 150 %"),
            "k\nana,-1\n",
            "actual-not-positive",
            "`ana`: `k` is below 0: an inverse attainment divides by it",
        ),
    ],
)
def test_what_has_no_attainment_stops_the_run_where_the_curve_reads_it(
    plan: str, facts: str, rule: str, message: str
) -> None:
    assert refused(plan, f"participant,{facts}") == [(rule, message)]


@pytest.mark.parametrize(
    ("kpi", "facts"),
    [
        ("target: 4", "k.target,k\nana,0,1\n"),
        ("target: 4, baseline: 2", "k.target,k\nana,2,1\n"),
        ("direction: higher", "k.target,k\nana,,1\nben,1,1\n"),
        (LOWER, "k\nana,0\n"),
        (f"{LOWER}, range: [-5, 5]", "k\nana,-1\n"),
    ],
)
def test_what_has_no_attainment_stops_nothing_where_nobody_reads_it(kpi: str, facts: str) -> None:
    found = everybody(reading(kpi), f"participant,{facts}")["ana"]
    assert "k.attainment" not in found
    assert found["total"] == "10.00"


@pytest.mark.parametrize(
    ("caps", "cells", "paid"),
    [
        ("curve", "k\nana,0\nben,8\n", {"ana": "1200.00", "ben": "500.00"}),
        ("kpi", "k\nana,0\nben,8\n", {"ana": "1300.00", "ben": "500.00"}),
        ("both", "k\nana,0\nben,8\n", {"ana": "1200.00", "ben": "500.00"}),
        ("none", "k,k.cap\nana,0,140 %\nben,8,\n", {"ana": "1400.00", "ben": "500.00"}),
    ],
)
def test_an_inverse_attainment_at_zero_pays_the_cap(caps: str, cells: str, paid: dict[str, str]) -> None:
    kpi = LOWER + (", cap: 130 %" if caps in {"kpi", "both"} else "")
    curve = f"cap: 120 %, {FAR}" if caps in {"curve", "both"} else FAR
    assert totals(paying(kpi, curve=curve), f"participant,{cells}") == paid


def test_a_cap_of_one_person_does_not_cap_another() -> None:
    assert refused(paying(LOWER), "participant,k,k.cap\nana,0,\nben,0,140 %\n") == [
        (
            "actual-not-positive",
            "`ana`: `k` is 0 or below, and nothing caps its payout rate: an inverse attainment divides by it",
        )
    ]


READ_AT_ZERO = (
    "actual-not-positive",
    "`ana`: `k` is 0: it has no inverse attainment, and more than its own curve reads it",
)


@pytest.mark.parametrize(
    "more",
    [
        "gates: {g: {when: {k.attainment: {from: 50 %}}, otherwise: {of: plan, times: 0 %}}}\n",
        "gates: {g: {when: {plan.attainment: {from: 50 %}}, otherwise: {of: plan, times: 0 %}}}\n",
        "modifiers: {m: {by: k.attainment, of: plan, curve: {lookup: [{from: 0 %, pays: 100 %}]}}}\n",
        "bonuses: {b: {when: {k.attainment: {from: 50 %}}, pays: 10}}\n",
    ],
)
def test_a_condition_cannot_read_an_inverse_attainment_at_zero(more: str) -> None:
    plan = paying(f"{LOWER}, cap: 150 %", more)
    assert READ_AT_ZERO in refused(plan, "participant,k\nana,0\n")
    assert READ_AT_ZERO in refused(plan, "participant,k,k.baseline\nana,0,\nben,0,10\n")
    assert "ben" in totals(plan, "participant,k,k.baseline\nana,2,\nben,0,10\n")


def test_a_matrix_cannot_read_an_inverse_attainment_at_zero() -> None:
    matrix = (
        "rows: {of: k.attainment, from: [0 %]}, columns: {of: k.attainment, from: [0 %]}, pays: [[100 %]]"
    )
    plan = f"{PAID}kpis:\n  k: {{unit: number, {LOWER}}}\n  m: {{weight: 100 %, unit: number, matrix: {{{matrix}}}}}\n"
    assert READ_AT_ZERO in refused(plan, "participant,k\nana,0\n")
    assert totals(plan, "participant,k\nana,1\n") == {"ana": "1000.00"}


@pytest.mark.parametrize("column", ["k.target", "note"])
def test_a_target_of_members_is_missing_where_none_of_them_has_one(column: str) -> None:
    curve = f"{{of: attainment, {LINE}}}"
    plan = (
        f"{PAID}kpis:\n  k: {{weight: 100 %, unit: money, curve: {{of: actual, lookup: [{{from: 0, pays: 100 %}}]}}}}\n"
        f"roles: {{lead: {{kpis.k.scope: team, kpis.k.target: members, kpis.k.curve: {curve}}}}}\n"
    )
    people = f"participant,role,team,{column}\nana,,North,100\nlea,lead,South,\n"
    assert refused(plan, "participant,team,k\nana,,100\n,South,100\n", people) == [
        ("target-missing", "`lea`: `k` has no target")
    ]
