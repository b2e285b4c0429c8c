"""Beside a plan that is wrong, the cells that are wrong whatever the plan becomes: these, and no others."""

from __future__ import annotations

import pytest
from findings import english

from csvariable.facts.beside import cell_problems
from csvariable.kernel.diagnostic import CellPlace, Diagnostic, Label, PlanPlace
from csvariable.kernel.message import msg
from csvariable.reading.shape import shape
from csvariable.tables.reading import read_table
from csvariable.text import parse

CURVE = "curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}"
HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\ncapp: 150 %\n"
PLAN = (
    HEAD + "kpis:\n"
    f"  nrr: {{weight: 60 %, unit: percent, {CURVE}}}\n"
    f"  csat: {{weight: 40 %, unit: percent, {CURVE}}}\n"
    "  calls: {unit: number}\n"
)


def problems(plan: str, *kpis: str, period: str | None = None) -> list[Diagnostic]:
    """What is said of some KPI files beside a plan with a key that nobody knows."""
    document, _ = parse(plan, "plan.yaml")
    assert document is not None
    read = shape(document)
    assert read.diagnostics
    assert read.plan is not None
    tables = []
    for at, text in enumerate(kpis):
        table, _ = read_table(text.encode(), f"kpis{at or ''}.csv")
        assert table is not None
        tables.append(table)
    return cell_problems(tables, read.plan, period)


def said(plan: str, *kpis: str, period: str | None = None) -> list[tuple[str, int, int]]:
    """The rule, line and column of each of them."""
    found = []
    for one in problems(plan, *kpis, period=period):
        assert isinstance(one.at, CellPlace)
        found.append((one.rule, one.at.line, one.at.column))
    return found


def test_an_empty_cell_is_told_once_with_who_lacks_what_and_who_asks() -> None:
    assert english(problems(PLAN, "participant,nrr,csat\nana,95 %,\nben,95 %,95 %\n")) == english(
        [
            Diagnostic(
                "missing-value",
                "error",  # type: ignore[arg-type]
                msg("`ana`: `csat` has no value"),
                CellPlace("kpis.csv", 2, 10, "csat", ""),
                (Label(PlanPlace(("kpis", "csat"), key=True), msg("asked for here")),),
            )
        ]
    )


@pytest.mark.parametrize(
    ("kpis", "found"),
    [
        ("participant,nrr,csat\nana,95 %,many\n", [("wrong-cell", 2, 10)]),
        ("participant,nrr,csat\nana,-95 %,\n", [("outside-range", 2, 5), ("missing-value", 2, 11)]),
        ("participant,nrr,csat\nana,95 %,9 %\nana,95 %,9 %\n", [("duplicate-row", 3, 5)]),
        ("participant,nrr,NRR (%)\nana,95 %,95\n", [("duplicate-column", 1, 17)]),
        ("participant,nrr,calls\nana,95 %,\n", []),
        ("participant,nrr,nrr.target\nana,95 %,\n", []),
        ("participant,nrr,colour\nana,95 %,\n", []),
        ("participant,nrr\n,95 %\n", []),
        ("nrr\n95 %\n", []),
        ("team,nrr\nnorth,\n", []),
        ("participant,nrr\n*,\n", []),
        ("participant,kpi,value\nana,nrr,\nana,csta,1\n", [("missing-value", 2, 9)]),
    ],
    ids=[
        "no number",
        "out of range and empty",
        "a row twice",
        "a column twice",
        "nothing weighs it",
        "a target is not a result",
        "nobody asks for it",
        "nobody's row",
        "nobody at all",
        "of a team",
        "of everybody",
        "one line for each KPI",
    ],
)
def test_what_rests_on_a_cell_alone_is_told(kpis: str, found: list[tuple[str, int, int]]) -> None:
    assert said(PLAN, kpis) == found


EMPTY = "participant,nrr,csat\nana,95 %,\n"


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (PLAN.replace("csat: {", "csat: {missing: zero, "), 0),
        (PLAN.replace("csat: {", "csat: {missing: error, "), 1),
        (PLAN.replace("csat: {", "csat: {scope: team, "), 0),
        (PLAN + "missing: reweight\n", 0),
        (PLAN.replace("csat: {", "csat: {missing: error, ") + "missing: reweight\n", 1),
        (PLAN + "roles: {head: {kpis.csat: null}}\n", 0),
        (PLAN + "roles: {head: {missing: zero}}\n", 0),
        (PLAN + "roles: {head: {kpis: {}}}\n", 0),
        (PLAN + "roles: {head: {kpis.nrr.cap: 120 %, target_incentive: 2000}}\n", 1),
    ],
    ids=[
        "a policy",
        "the policy to refuse",
        "a result of the team",
        "a policy of the plan",
        "the KPI has its own",
        "a role without it",
        "a role with a policy",
        "a role with other KPIs",
        "a role that leaves it as it is",
    ],
)
def test_an_empty_cell_that_the_plan_may_answer_for_is_not_told(plan: str, found: int) -> None:
    assert said(plan, EMPTY) == [("missing-value", 2, 10)] * found


QUARTERS = "participant,period,nrr,csat\nana,2026-Q1,95 %,95 %\nana,2026-Q2,90 %,\n"


@pytest.mark.parametrize(
    ("period", "found"),
    [(None, 1), ("2026-Q1", 0), ("2026-Q2", 1), (" 2026-Q2 ", 1), ("2026-Q3", 0), ("later", 0)],
)
def test_a_person_in_two_periods_is_not_there_twice(period: str | None, found: int) -> None:
    assert said(PLAN, QUARTERS, period=period) == [("missing-value", 3, 18)] * found


def test_a_row_twice_in_one_period_is_told() -> None:
    assert said(PLAN, QUARTERS.replace("Q2,90 %,", "Q1,90 %,95 %")) == [("duplicate-row", 3, 13)]


def test_a_period_that_a_wrong_plan_cannot_read_is_the_text_of_the_files() -> None:
    months = QUARTERS.replace("2026-Q1", "2026-01").replace("2026-Q2", "2026-02")
    assert said(PLAN, months, period="2026-02") == [("missing-value", 3, 18)]


def test_a_file_without_periods_is_told_once_beside_one_that_has_several() -> None:
    beside = "participant,calls\nben,many\n"
    assert said(PLAN, QUARTERS.replace("90 %,\n", "90 %,95 %\n"), beside) == [("wrong-cell", 2, 5)]


def test_what_a_person_did_not_choose_of_a_menu_is_not_missing() -> None:
    file = "participant,nrr,csat\nana,95 %,\n"
    assert said(PLAN, file) == [("missing-value", 2, 10)]
    assert said(PLAN + "choose: {of: [nrr, csat], from: 1, up_to: 2}\n", file) == []
