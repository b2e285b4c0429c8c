"""What is refused of facts that can be read: each row and demand once, what no file gives once for all."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

from findings import english, plain
from small import DAYS, HEAD, NRR, PAID, PLAN, TWO_ROWS, of_two, ran, refused

from csvariable.engine.refusals import refused as told, without_total
from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Participant, Value
from csvariable.kernel.diagnostic import CellPlace, FilePlace, Label, PlanPlace
from csvariable.kernel.formula import Known, Ref
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Demand, Program, Step
from csvariable.kernel.unit import Unit

GRID = (
    PAID
    + "kpis:\n  a: {unit: number}\n"
    + "  b: {weight: 100 %, unit: percent, matrix: {rows: {of: a, from: [0]}, columns: {of: b, from: [0 %]}, pays: [[100 %]]}}\n"
)
UNREAD = "the matrix of `b` reads a measure that has no value"


def test_what_no_file_gives_is_told_once_for_all_who_need_it() -> None:
    done = ran(PLAN, "participant,nrr\nana,\nben,\n")
    (found,) = [one for one in done.diagnostics if one.severity == "error"]
    assert (found.rule, str(found.message)) == (
        "missing-value",
        "no file gives a value of `nrr`, and 2 rows need one",
    )
    assert found.at == PlanPlace(("kpis", "nrr", "missing"), key=True)
    assert english(found.also) == english(
        (Label(CellPlace("kpis.csv", 2, 1, "participant", "ana"), msg("the first of them")),)
    )
    assert plain(found.help) is not None
    assert str(found.help).startswith("fill the cell, or say in the plan what holds:")


def test_what_no_file_gives_the_only_row_is_told_of_the_row() -> None:
    done = ran(PLAN, "participant,nrr\nana,\n")
    (found,) = [one for one in done.diagnostics if one.severity == "error"]
    assert (str(found.message), found.at) == (
        "`ana`: `nrr` has no value",
        CellPlace("kpis.csv", 2, 5, "nrr", ""),
    )
    assert english(found.also) == english(
        (Label(PlanPlace(("kpis", "nrr", "missing")), msg("asked for here")),)
    )


def test_what_some_lack_is_told_of_each_beside_what_all_lack() -> None:
    assert refused(of_two("", ""), "participant,a,b\nana,,\nben,,1 %\n") == [
        ("missing-value", "no file gives a value of `a`, and 2 rows need one"),
        ("missing-value", "`ana`: `b` has no value"),
    ]
    assert refused(PLAN, "participant,nrr\nana,\nben,\nzoe,1 %\n") == [
        ("missing-value", "`ana`: `nrr` has no value"),
        ("missing-value", "`ben`: `nrr` has no value"),
    ]


def test_what_the_plan_gives_nobody_is_told_once_at_its_line() -> None:
    done = ran(HEAD + "kpis:\n" + NRR, "participant,nrr\nana,1 %\nben,1 %\n")
    (found,) = (one for one in done.diagnostics if one.severity == "error")
    assert (found.rule, str(found.message), found.at) == (
        "target-incentive-missing",
        "there is no target incentive for weighted KPIs",
        PlanPlace(("target_incentive",), key=True),
    )


def test_what_has_no_column_of_its_own_is_told_of_each() -> None:
    assert refused(GRID, "participant,a,b\nana,,1 %\nben,,1 %\n") == [
        ("missing-value", "no file gives a value of `a`, and 2 rows need one"),
        ("missing-value", f"`ana`: {UNREAD}"),
        ("missing-value", f"`ben`: {UNREAD}"),
    ]


def test_what_two_rows_of_a_person_lack_is_told_once() -> None:
    plan = PLAN + DAYS + "roles: {senior: {target_incentive: 2000}}\n"
    people = TWO_ROWS + "ben,,,\n"
    assert refused(plan, "participant,nrr\nana,\nben,1 %\n", people, "2026-Q3") == [
        ("missing-value", "`ana`: `nrr` has no value")
    ]


def facts(*rows: tuple[int, ...]) -> Facts:
    """Persons by their rows."""
    count = sum(map(len, rows))
    return Facts(
        people=tuple(Participant(f"p{at}", None, own) for at, own in enumerate(rows)),
        roles=[None] * count,
        teams=[None] * count,
        columns={},
        present=[True] * count,
        place=lambda row, _column: FilePlace(f"row {row}"),
    )


def test_a_demand_that_stands_nowhere_in_the_plan_points_nowhere() -> None:
    (found,) = told(facts((0,)), [(0, Demand("rule", Ref("x"), msg("message"), ()))])
    assert (str(found.message), found.at, found.also) == ("`p0`: message", FilePlace("row 0"), ())


def step(name: str, kpi: str | None = None) -> Step:
    return Step(name, Purpose.PAYOUT_RATE, Unit.NUMBER, Known(Ref("x")), (), kpi)


def aside(name: str, kpi: str | None = None) -> Step:
    return replace(step(name, kpi), purpose=Purpose.CURVE_RATE)


def test_who_has_no_total_is_told_with_the_first_step_without_a_value() -> None:
    program = Program((step("known"), aside("k.aside", "k"), step("lost")), (step("total"),))
    rows: dict[str, list[Value]] = {
        "known": [F(1)] * 5,
        "k.aside": [None] * 5,
        "lost": [F(1), F(1), F(1), F(1), None],
    }
    results = Results({None: program}, facts((0,), (1, 2), (3, 4)), rows, {"total": [None, F(1), None]})
    assert [(str(one.message), one.at) for one in without_total(results)] == [
        ("`p0`: `total` has no value, so there is no total", FilePlace("row 0")),
        ("`p2`: `lost` has no value, so there is no total", FilePlace("row 4")),
    ]


def test_a_step_of_a_kpi_is_named_where_it_is_told_and_one_of_no_kpi_always() -> None:
    for blank in (step("k.rate", "k"), aside("aside")):
        program = Program((blank,), (step("total"),))
        results = Results({None: program}, facts((0,)), {blank.name: [None]}, {"total": [None]})
        (found,) = without_total(results)
        assert str(found.message) == f"`p0`: `{blank.name}` has no value, so there is no total"


def test_what_everybody_is_paid_is_the_sum_of_totals_or_a_shorter_way_to_it() -> None:
    totals = {"total": [F(1, 2), None, F(1, 3), F(1, 2)]}
    assert Results({}, facts(), {}, totals).paid == F(4, 3)
    assert Results({}, facts(), {}, totals, added=lambda: F(7)).paid == 7
    assert Results({}, facts(), {}, {"total": []}).paid == 0
