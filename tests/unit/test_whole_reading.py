"""Files as whole columns: what is read by them, and what is left to the reading by rows."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from fractions import Fraction as F
from functools import partial

import polars as pl
import pytest
from engine import plans_of
from loading import HEAD, NRR, PLAN, run, told

from csvariable.facts.columns.declined import Declined
from csvariable.facts.columns.ids import are_plain, distinct, look_alikes
from csvariable.facts.columns.values import agreeing, alike, either, one_denominator
from csvariable.facts.load import Tables, load
from csvariable.facts.model import Facts
from csvariable.facts.ratio import Ratio, ratio_of
from csvariable.facts.views import (
    ConstantColumn,
    FlagColumn,
    MadeSequence,
    PeopleView,
    RoleColumn,
    TextColumn,
    ValueColumn,
)
from csvariable.kernel.diagnostic import CellPlace
from csvariable.tables import reading as module
from csvariable.tables.column_rows import ColumnRows
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table
from csvariable.tables.totals import TOTALS

ROLES = PLAN + "roles: {senior: {target_incentive: 2000}, lead: {target_incentive: 3000}}\n"
DAYS = PLAN + "proration: {amount: calendar-days}\n"


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGE", 0)


def table(text: str, name: str = "kpis.csv") -> Table:
    found, problems = read_table(text.encode(), name)
    assert found is not None, problems
    return found


def facts(plan: str, kpis: str | list[str], people: str | None = None, period: str | None = None) -> Facts:
    """The facts of files, once it is seen that rows give the same."""
    run(plan, kpis, **({"people": people} if people else {}), **({"period": period} if period else {}))
    plans, _ = plans_of(plan)
    assert plans is not None
    sheets = [table(one) for one in ([kpis] if isinstance(kpis, str) else kpis)]
    found, problems = load(
        Tables(sheets, None if people is None else table(people, "people.csv")), plans, period
    )
    assert found is not None, problems
    return found


def by_columns(
    plan: str, kpis: str | list[str], people: str | None = None, period: str | None = None
) -> Facts:
    """The facts, which are made by columns."""
    found = facts(plan, kpis, people, period)
    assert isinstance(found.people, PeopleView)
    return found


def by_rows(plan: str, kpis: str | list[str], people: str | None = None, period: str | None = None) -> Facts:
    """The facts, which are made by rows because something had to be decided there."""
    found = facts(plan, kpis, people, period)
    assert not isinstance(found.people, PeopleView)
    return found


# ------------------------------------------------------------------------------------------- shapes


@pytest.mark.parametrize(
    ("kpis", "people"),
    [
        ("participant,nrr\na1,90 %\nb2,80 %\n", None),
        ("participant,nrr\nAna,90 %\nBEN,80 %\n", None),
        ("participant,nrr (%)\na1,90\nb2,80 %\n", None),
        ('"participant","nrr"\n"a1","90 %"\n"b,2","80 %"\n', None),
        ("participant,name,nrr\na1,Zoe\u0301,90 %\nb2,Élodie,80 %\n", None),
        ("participant,nrr\na1,90 %\nb2,80 %\n", "participant,name\nb2,Ben\na1,Ana\n"),
        ("participant;nrr\na1;90,5 %\nb2;1 000 %\n", None),
        ("participant,kpi,value\na1,nrr,90 %\nb2,NRR,80 %\n", None),
        ("participant,fte,nrr\na1,80 %,90 %\nb2,,80 %\n", None),
        ("participant,nrr\na1,n/a\nb2,80 %\n", None),
        ("participant,nrr.numerator,nrr.denominator\na1,9,10\nb2,2,7\n", None),
        ("participant,kpi,numerator,denominator\na1,nrr,9,10\nb2,nrr,2,7\n", None),
        ("participant,kpi,value,target\na1,nrr,90 %,\nb2,nrr,80 %,100 %\n", None),
        ("participant,team,nrr,x y z\na1,North,90 %,1\nb2,,80 %,2\n", None),
    ],
)
def test_real_files_are_read_by_columns(kpis: str, people: str | None) -> None:
    by_columns(
        PLAN.replace("missing", "missing").replace("unit: percent", "unit: percent, missing: zero"),
        kpis,
        people,
    )


def test_several_files_are_one() -> None:
    plan = PLAN.replace("100 %, unit", "50 %, unit") + NRR.replace(
        "nrr: {weight: 100 %", "csat: {weight: 50 %"
    )
    one, other = (
        "participant,name,nrr\na1,Ana,90 %\nb2,,80 %\n",
        "participant,salary,csat\nb2,3000,70 %\na1,,60 %\n",
    )
    found = by_columns(plan, [one, other])
    assert [one.name for one in found.people] == ["Ana", None]
    assert found.columns["salary"] == [None, F(3000)]
    assert found.columns["csat.actual"] == [F(3, 5), F(7, 10)]
    by_columns(plan, [one, "participant,csat\nb2,70 %\na1,60 %\n"], "participant\na1\nb2\n")
    by_columns(PLAN, ["participant,nrr\na1,90 %\n", "participant,nrr\nb2,80 %\n"])
    targets = plan.replace("unit: percent", "unit: percent, target: 100 %").replace(
        "of: actual", "of: attainment"
    )
    by_columns(targets, [one, other, "participant,nrr.target\na1,90 %\nb2,\n"])
    long = "participant,kpi,value,{}\na1,nrr,90 %,\na1,csat,80 %,\n"
    by_columns(targets, long.format("target"))
    by_rows(targets, long.format("nrr.target"))
    assert table("who,\n1,\n").header == ("who", "")
    parts = "participant,nrr.numerator,nrr.denominator\n"
    found = by_columns(PLAN, [f"{parts}a1,9,10\n", "participant,nrr\nb2,80 %\n", f"{parts}c3,1,3\n"])
    assert found.columns["nrr.actual"] == [F(9, 10), F(4, 5), F(1, 3)]


@pytest.mark.parametrize("second", ["participant,nrr\na1,90 %\n", "participant,salary\na1,1\n"])
def test_what_two_files_say_of_one_person_is_decided_by_rows(second: str) -> None:
    run(PLAN, ["participant,nrr,salary\na1,90 %,2\n", second])


def test_periods_roles_and_people_outside() -> None:
    kpis = "participant,period,nrr\na1,2026-Q2,10 %\na1,2026-Q3,90 %\nb2,2026-Q3,80 %\n"
    found = by_columns(PLAN, kpis, period="2026-Q3")
    assert found.columns["nrr.actual"] == [F(9, 10), F(4, 5)]
    by_columns(PLAN, kpis.replace("Q2,10", "Q3,10").replace("a1,2026-Q3,10 %\n", ""))
    assert run(PLAN, kpis).results is None
    assert run(PLAN, kpis, period="2026-Q1").results is None
    roles = by_columns(ROLES, "participant,role,nrr\na1,lead,90 %\nb2,,80 %\nc3,lead,1 %\n")
    assert isinstance(roles.roles, RoleColumn)
    assert (roles.roles.words, roles.roles[2]) == (("lead", None), "lead")
    assert by_columns(ROLES, "participant,role,nrr\na1,lead,90 %\n").roles == ["lead"]
    assert run(ROLES, "participant,role,nrr\na1,boss,90 %\n").results is None
    assert run(PLAN, "participant,nrr\na1,90 %\n", people="participant\nb2\n").results is None
    assert run(PLAN, "participant,nrr\n,90 %\n").results is None
    assert run(PLAN, "participant,nrr\n*,90 %\n").results is None
    assert run(PLAN, "participant,nrr\na1,90 %\n", people="participant,name\n*,x\n").results is None
    assert run(PLAN, "team,nrr\nNorth,90 %\n").results is None
    assert run(PLAN, "zzz,nrr\nNorth,90 %\n").results is None


# --------------------------------------------------------------------------------------------- scopes


def test_scopes_of_roles_are_masks() -> None:
    plan = PLAN + "roles: {lead: {kpis.nrr.scope: team}, head: {kpis.nrr.scope: company}}\n"
    kpis = "participant,team,nrr\na1,,90 %\nb2,,80 %\n,North,70 %\n*,,60 %\n"
    people = "participant,role,team\na1,,North\nb2,,South\nc3,lead,North\nd4,lead,South\ne5,head,North\n"
    found = by_columns(plan, kpis, people)
    assert found.columns["nrr.actual"] == [F(9, 10), F(4, 5), F(7, 10), F(3, 5), F(3, 5)]
    no_kpi = (
        PLAN.replace("100 %, unit", "50 %, unit")
        + NRR.replace("nrr: {weight: 100 %", "csat: {weight: 50 %")
        + "roles: {lead: {kpis.csat: null, kpis.nrr.weight: 100 %}}\n"
    )
    found = by_columns(no_kpi, "participant,role,nrr,csat\na1,,90 %,80 %\nb2,lead,70 %,1 %\n")
    assert found.columns["csat.actual"] == [F(4, 5), None]


def test_members_repeat_the_value_of_their_team() -> None:
    plan = PLAN.replace("unit: percent", "unit: percent, scope: team, missing: zero")
    found = by_columns(plan, "participant,team,nrr\na1,North,90 %\nb2,North,\nc3,South,\n")
    assert found.columns["nrr.actual"] == [F(9, 10), F(9, 10), None]
    assert run(plan, "participant,team,nrr\na1,North,90 %\nb2,North,80 %\n").results is None
    assert run(plan, "participant,team,nrr\na1,North,90 %\n,North,80 %\n").results is None
    by_columns(plan, "participant,team,nrr\na1,North,90 %\n,North,\n")
    by_rows(
        plan,
        "participant,team,nrr.numerator,nrr.denominator\n"
        + "".join(f"a{at},T{at},1,{at}\n" for at in range(1, 50)),
    )


def test_targets_and_weights_of_ones_own() -> None:
    plan = PLAN.replace("unit: percent", "unit: percent, target: 100 %").replace(
        "of: actual", "of: attainment"
    )
    found = by_columns(plan, "participant,nrr,nrr.target\na1,90 %,80 %\nb2,80 %,\n", "participant\na1\nb2\n")
    assert found.columns["nrr.target"] == [F(4, 5), None]
    found = by_columns(plan, "participant,nrr\na1,90 %\nb2,80 %\n", "participant,nrr.target\na1,80 %\nb2,\n")
    assert found.columns["nrr.target"] == [F(4, 5), None]
    both = (
        "participant,nrr,nrr.target\na1,90 %,80 %\nb2,80 %,\n",
        "participant,nrr.target\na1,80.0 %\nb2,70 %\n",
    )
    assert by_columns(plan, *both).columns["nrr.target"] == [F(4, 5), F(7, 10)]
    assert run(plan, both[0], people=both[1].replace("80.0", "81")).results is None
    team = plan.replace("unit: percent", "unit: percent, scope: team")
    assert run(team, "participant,team,nrr,nrr.target\na1,N,,80 %\n,N,9 %,\n").results is None
    assert by_columns(team, "participant,team,nrr,nrr.target\na1,N,,\n,N,9 %,50 %\n").columns[
        "nrr.target"
    ] == [F(1, 2)]
    two = PLAN.replace("100 %, unit", "50 %, unit") + NRR.replace(
        "nrr: {weight: 100 %", "csat: {weight: 50 %"
    )
    weights = "participant,role,nrr,csat,nrr.weight,csat.weight\na1,,90 %,80 %,{},{}\nb2,lead,90 %,80 %,,\n"
    roles = two + "roles: {lead: {target_incentive: 2000}}\n"
    by_columns(roles, weights.format("60 %", "40 %"))
    assert run(roles, weights.format("60 %", "50 %")).results is None
    assert run(roles, weights.format("60 %", "")).results is None


# ----------------------------------------------------------------------------------------------- time


def test_people_with_several_rows_and_those_who_left_before() -> None:
    people = (
        "participant,role,entry,exit,target_incentive\n"
        "a1,,2020-01-01,2026-07-31,1000\na1,lead,2026-08-01,,1200\n"
        "b2,,2019-01-01,2020-12-31,\nb2,lead,2021-01-01,,\nc3,,,,900\nd4,,2026-08-10,,800\ne5,,2010-01-01,2011-01-01,\n"
    )
    plan = DAYS + "roles: {lead: {target_incentive: 3000}}\n"
    kpis = "participant,nrr\na1,90 %\nb2,80 %\nc3,70 %\nd4,60 %\ne5,50 %\n"
    found = by_columns(plan, kpis, people, "2026-Q3")
    assert found.roles == [None, "lead", "lead", None, None, None]
    assert [one.rows for one in found.people] == [(0, 1), (2,), (3,), (4,), (5,)]
    assert found.columns["@parts.last"] == [F(0), F(1), F(1), F(1), F(1), F(1)]
    again = run(plan, kpis, people=people, period="2026-Q3")
    assert [one.rule for one in again.diagnostics if one.rule == "full-period-amount"] == [
        "full-period-amount"
    ] * 3
    some = plan.replace("{target_incentive: 3000}", "{proration: none}")
    alone = "participant,role,entry,target_incentive\na1,,2026-08-01,1000\nb2,lead,2026-08-01,900\n"
    warned = run(some, "participant,nrr\na1,90 %\nb2,80 %\n", people=alone, period="2026-Q3")
    assert str(told(warned, "full-period-amount").message).startswith("`a1` is not there")
    twins = people.replace(
        "b2,,2019-01-01,2020-12-31,\nb2,lead,2021-01-01,,", "b2,,2020-01-01,2026-07-31,\nb2,lead,2026-08-01,,"
    )
    by_columns(plan, kpis, twins, "2026-Q3")
    one_role = people.replace("b2,,2019", "b2,lead,2019").replace("a1,,2020", "a1,lead,2020")
    by_columns(plan, kpis, one_role, "2026-Q3")
    gone = "participant,role,entry,exit\na1,,2020-01-01,2020-12-31\na1,lead,2021-01-01,\n"
    assert by_columns(plan, "participant,nrr\na1,90 %\n", gone, "2026-Q3").roles == ["lead"]
    overlap = people.replace("2026-08-01", "2026-07-31")
    assert run(plan, kpis, people=overlap, period="2026-Q3").results is None
    assert (
        run(plan, kpis, people=people.replace("2011-01-01", "2009-01-01"), period="2026-Q3").results is None
    )
    assert (
        run(plan, kpis, people=people.replace("2011-01-01", "01/02/2011"), period="2026-Q3").results is None
    )
    assert run(PLAN, kpis, people=people.replace("lead", ""), period="2026-Q3").results is None
    assert run(plan, kpis, people="participant\na1\na1\nb2\nc3\nd4\ne5\n", period="2026-Q3").results is None
    no_dates = run(PLAN, "participant,nrr\na1,90 %\n", people="participant,exit\na1,2026-01-01\na1,\n")
    assert no_dates.results is None


def test_salaries_of_several_rows_are_added_up() -> None:
    plan = DAYS.replace("target_incentive: 1000", "target_incentive: {share: 10 %, of: salary}")
    people = "participant,salary,entry,exit\na1,100.50,,2026-07-31\na1,200,2026-08-01,\nb2,50,,\n"
    found = by_columns(plan, "participant,nrr\na1,90 %\nb2,80 %\n", people, "2026-Q3")
    assert found.columns["@salary.person"] == [F(601, 2), F(601, 2), F(50)]
    kpis = "participant,salary,nrr\na1,5,90 %\nb2,50,80 %\n"
    by_rows_only = people.replace(",100.50", ",").replace(",200", ",")
    assert run(plan, kpis, people=by_rows_only, period="2026-Q3").results is None
    by_columns(plan, "participant,team,nrr\na1,N,90 %\nb2,N,80 %\n", people, "2026-Q3")


def test_what_kpi_files_add_to_people_of_one_row() -> None:
    kpis = "participant,role,salary,nrr\na1,lead,100,90 %\nb2,,,80 %\n"
    people = "participant,role,salary\nb2,lead,70\na1,,\n"
    found = by_columns(ROLES, kpis, people)
    assert found.roles == ["lead", "lead"]
    assert found.columns["salary"] == [F(70), F(100)]
    assert run(ROLES, kpis, people=people.replace("a1,,", "a1,senior,")).results is None
    assert run(ROLES, kpis, people=people.replace("a1,,", "a1,,99")).results is None
    by_columns(ROLES, kpis, "participant,name\na1,Ana\nb2,Ben\n")
    long = "participant,role,kpi,value\na1,lead,nrr,90 %\n"
    by_columns(ROLES, long, "participant\na1\n")


def test_absences_and_adjustments() -> None:
    plan = DAYS + "absences: {sick: neutralise}\n"
    kpis = "participant,absence_days.sick,nrr\na1,10,90 %\nb2,,80 %\n"
    assert by_columns(plan, kpis, period="2026-Q3").columns["@presence"][1] == 1
    more = "participant,amount,reason\nb2,5,x\nb2,-7.50,y\n"
    ran = run(plan, kpis, adjustments=more, period="2026-Q3")
    assert ran.results is not None
    assert ran.results.facts.columns["@adjustments"] == [None, F(-5, 2)]
    assert run(plan, kpis, adjustments=more.replace("b2,5", "c3,5"), period="2026-Q3").results is None
    paid = DAYS + "accumulate: {since: year, target: elapsed, below_zero: zero}\n"
    assert run(paid, "participant,already_paid,nrr\na1,,90 %\n", period="2026-Q3").results is None
    by_columns(paid, "participant,already_paid,nrr\na1,0,90 %\n", period="2026-Q3")


# ---------------------------------------------------------------------------------------- once for each

TWO_ROWS = "participant,entry,exit,already_paid\na1,,2026-07-31,{}\na1,2026-08-01,,{}\nb2,,,{}\n"
ACCUMULATES = DAYS + "accumulate: {since: year, target: elapsed}\n"
KPIS = "participant,nrr\na1,90 %\nb2,80 %\n"


@pytest.mark.parametrize(
    ("cells", "paid"),
    [
        (("5", "", "7"), [F(5), F(5), F(7)]),
        (("", "5", "0"), [F(5), F(5), F(0)]),
        (("5", "5", "7.50"), [F(5), F(5), F(15, 2)]),
    ],
)
def test_what_was_paid_is_of_the_person(cells: tuple[str, ...], paid: list[F]) -> None:
    found = by_columns(ACCUMULATES, KPIS, TWO_ROWS.format(*cells), "2026-Q3")
    assert found.columns["already_paid"] == paid
    ran = run(ACCUMULATES, KPIS, people=TWO_ROWS.format(*cells), period="2026-Q3")
    assert ran.results is not None
    at = 1 if cells[0] else 2
    for row in (0, 1):
        place = ran.results.facts.place(row, "already_paid")
        assert isinstance(place, CellPlace)
        assert place.line == (1 + at if "" in cells[:2] else 2 + row)


@pytest.mark.parametrize("cells", [("5", "6", "7"), ("", "", "7"), ("5", "5", "")])
def test_what_was_paid_is_refused_alike(cells: tuple[str, ...]) -> None:
    assert run(ACCUMULATES, KPIS, people=TWO_ROWS.format(*cells), period="2026-Q3").results is None


def test_an_amount_that_no_plan_reads_is_refused_alike() -> None:
    assert run(DAYS, KPIS, people=TWO_ROWS.format("5", "5", "7"), period="2026-Q3").results is None
    by_columns(DAYS, KPIS, TWO_ROWS.format("0", "", ""), "2026-Q3")
    owed = "participant,draw_balance,nrr\na1,5,90 %\nb2,0,80 %\n"
    assert run(PLAN, owed).results is None
    by_columns(PLAN + "draw: {amount: 10, recover: 50 %}\n", owed)
    roles = PLAN + "roles: {lead: {draw: {amount: 10, recover: 50 %}}}\n"
    people = "participant,role,draw_balance\na1,lead,{}\nb2,,{}\n"
    assert by_columns(roles, KPIS, people.format("4", "")).columns["draw_balance"] == [F(4), None]
    assert run(roles, KPIS, people=people.format("", "")).results is None
    assert run(roles, KPIS, people=people.format("4", "4")).results is None


def test_salaries_count_as_often_as_their_periods() -> None:
    plan = ACCUMULATES.replace("target_incentive: 1000", "target_incentive: {share: 10 %, of: salary}")
    people = "participant,salary,entry,exit\na1,100.50,,2026-05-31\na1,200,2026-06-01,\nb2,50,,\n"
    found = by_columns(plan, KPIS, people, "2026-Q3")
    assert found.columns["@periods"] == [F(2), F(2), F(3)]
    assert found.columns["@salary.counted"] == [F(601), F(601), F(150)]
    assert found.columns["@salary.person"] == [F(601, 2), F(601, 2), F(50)]
    assert by_columns(plan, KPIS, people.replace("a1,200,2026-06-01,\n", ""), "2026-Q3").columns[
        "@salary.counted"
    ] == [F(201), F(150)]


def test_the_last_name_written_is_the_name() -> None:
    people = "participant,name,entry,exit\na1,Ana,,2026-07-31\na1,,2026-08-01,\nb2,,,\n"
    found = by_columns(DAYS, KPIS, people, "2026-Q3")
    assert [one.name for one in found.people] == ["Ana", None]


def test_a_value_of_ones_own_is_never_the_teams() -> None:
    plan = DAYS + "roles: {lead: {kpis.nrr.scope: team}}\n"
    people = "participant,team,role,entry,exit\na1,N,,,2026-07-31\na1,N,lead,2026-08-01,\nb2,N,lead,,\n"
    found = by_columns(plan, KPIS, people, "2026-Q3")
    assert found.columns["nrr.actual"] == [F(9, 10), F(4, 5), F(4, 5)]
    past = people.replace("2026-07-31", "2025-07-31").replace("2026-08-01", "2025-08-01")
    assert run(plan, KPIS, people=past, period="2026-Q3").results is None
    by_columns(plan, KPIS.replace("80 %", "90 %"), past, "2026-Q3")


def test_no_role_may_be_written_as_no_value() -> None:
    assert by_columns(ROLES, "participant,role,nrr\na1,n/a,90 %\nb2,lead,80 %\n").roles == [None, "lead"]


def test_a_value_that_nobody_gave_stands_at_its_person() -> None:
    plan = PLAN.replace("unit: percent", "unit: percent, missing: zero")
    files = ["participant,nrr\na1,90 %\n", "participant,nrr\nb2,80 %\n"]
    found = by_columns(plan, files, "participant\na1\nb2\nc3\n")
    for row, at in ((0, ("kpis.csv", 2)), (1, ("kpis.csv", 2)), (2, ("people.csv", 4))):
        for column in ("nrr.actual", "other.actual"):
            place = found.place(row, column)
            assert isinstance(place, CellPlace)
            assert (place.file, place.line) == at


# ------------------------------------------------------------------------------------------------ ids


def all_have(ids: pl.Series, pattern: str) -> bool:
    """Whether all ids have a pattern."""
    return ids.str.contains(pattern).all()


@pytest.mark.parametrize(
    ("chunks", "expected"),
    [
        ([["a1", "a2"], ["a3"]], None),
        ([["a2", "a3"], ["a1"]], None),
        ([["a1", "a2"], ["a2"]], [0, 1, 1]),
        ([["a1", "a1"], ["a2"]], [0, 0, 1]),
        ([["a1"], [], ["a0"], ["a1"]], [0, 1, 0]),
    ],
)
def test_ids_are_told_from_each_other_wherever_a_chunk_of_them_ends(
    chunks: list[list[str]], expected: list[int] | None
) -> None:
    ids = pl.concat([pl.Series(chunk, dtype=pl.String) for chunk in chunks], rechunk=False)
    known, owners = distinct(ids)
    assert known.to_list() == list(dict.fromkeys(ids))
    assert (None if owners is None else owners.to_list()) == expected


def test_ids_that_look_alike_are_told_and_paid() -> None:
    for pair in ("ana ANA", "o07 007", "é1 É1", "a\u200bb ab", "K1 k1"):
        one, other = pair.split()
        ran = run(PLAN, f"participant,nrr\n{one},5 %\nx9,1 %\n{other},6 %\n")
        assert ran.results is not None
        assert told(ran, "look-alike").severity == "warning"
    by_columns(PLAN, "participant,nrr\nana,5 %\nANA,6 %\n")
    assert look_alikes(pl.Series(["a b", "ab", "il", "11"])) == [("a b", "ab")]
    assert look_alikes(pl.Series(["1l", "11"])) == [("1l", "11")]
    for total in ("Total", "Sous-total", "moyenne", "Médiane"):
        with pytest.raises(Declined):
            look_alikes(pl.Series(["ana", total]))


@pytest.mark.parametrize(
    "ids", [["p1", "p2"], ["1", "2"], ["ab01", "12"], ["P1", "2"], ["p1"] * 1_000 + ["q2"]]
)
def test_short_words_before_digits_are_ids_that_nobody_mistakes(ids: list[str]) -> None:
    column = pl.Series(ids)
    assert are_plain(column, partial(all_have, column)) is (len({one[:1].isdigit() for one in ids}) == 1)
    assert look_alikes(column.unique()) == []


@pytest.mark.parametrize("letter", ["p", "P"])
def test_the_first_ids_do_not_speak_for_the_others(letter: str) -> None:
    first = [f"{letter}{at}" for at in range(1_000)]
    for one, other in (("o07", "007"), ("O07", "007"), ("IB1", "ib1"), ("q1", "Q1")):
        ids = pl.Series([*first, one, other])
        assert not are_plain(ids, partial(all_have, ids))
        assert look_alikes(ids) == [(one, other)]
    for total in ("total", "sum", "TOTAL"):
        with pytest.raises(Declined):
            look_alikes(pl.Series([*first, total]))
        assert not are_plain(pl.Series([*first, total]), partial(all_have, pl.Series([*first, total])))


def test_no_word_of_a_total_is_as_short_as_the_letters_of_a_plain_id() -> None:
    assert min(map(len, TOTALS)) > 2


# --------------------------------------------------------------------------------------------- values


def test_columns_of_several_denominators() -> None:
    even, odd = ratio_of([F(1, 2), None, F(1, 4)]), ratio_of([F(1, 10**12 + 1), F(1, 10**12 + 3), None])
    assert one_denominator(even) == 4
    with pytest.raises(Declined):
        one_denominator(odd)
    assert either(even, odd).values() == [F(1, 2), F(1, 10**12 + 3), F(1, 4)]
    assert either(odd, even).values() == [F(1, 10**12 + 1), F(1, 10**12 + 3), F(1, 4)]
    assert [one.values() for one in alike([even, odd])] == [even.values(), odd.values()]
    with pytest.raises(Declined):
        agreeing(odd, odd)
    wide = alike([Ratio(pl.Series([2**61]), 3), Ratio(pl.Series([1]), 7)])
    assert [one.values() for one in wide] == [[F(2**61, 3)], [F(1, 7)]]
    counts = "".join(f"a{at},{at},{at + 10**6}\n" for at in range(1, 60))
    assert by_columns(PLAN, f"participant,nrr.numerator,nrr.denominator\n{counts}").columns["nrr.actual"][
        4
    ] == F(5, 10**6 + 5)


@pytest.mark.parametrize(
    ("unit", "cells"),
    [
        ("number", "0 12.5 0.125 1.234567 007 1.2345678 123456789012 1234567890123 +5 .5 3.0"),
        ("points", "-100 -0.5 100 -0"),
        ("money", "-100.25 0 1234567 €5 5EUR 1'000"),
        ("hours", "4 0.25 2h35 90min 1:30:00"),
        ("percent, reading: ratio", "1 90% 0.5 0.125"),
        ("percent, reading: percent", "1 90% 0.5 12.125"),
        ("score, range: [0, 5]", "0 5 4.99"),
    ],
)
def test_numbers_are_exact_whatever_their_form(unit: str, cells: str) -> None:
    plan = (
        HEAD
        + f"target_incentive: 1000\nkpis:\n  x: {{weight: 100 %, unit: {unit}, missing: zero, curve: {{of: actual, lookup: [{{from: 1, pays: 100 %}}]}}}}\n"
    )
    if unit.startswith("hours"):
        plan = plan.replace("from: 1,", "from: 1 h,")
    if unit.startswith("percent"):
        plan = plan.replace("from: 1,", "from: 1 %,")
    rows = [*cells.split(), ""]
    by_columns(plan, "participant,x\n" + "".join(f"a{at},{cell}\n" for at, cell in enumerate(rows)))
    for bad in ("zz", "9" * 30, "1.5.5"):
        assert run(plan, f"participant,x\na1,1\nb2,{bad}\n").results is None


def test_limits_hold_for_columns() -> None:
    score = (
        HEAD
        + "target_incentive: 1000\nkpis:\n  x: {weight: 100 %, unit: score, range: [0, 5], curve: {of: actual, lookup: [{from: 1, pays: 100 %}]}}\n"
    )
    for cell in ("5.01", "-0.01"):
        assert run(score, f"participant,x\na1,1\nb2,{cell}\n").results is None
    assert run(PLAN, "participant,salary,nrr\na1,-1,90 %\n").results is None
    other = PLAN + "roles: {lead: {kpis.nrr.reading: percent}}\n"
    by_rows(other, "participant,role,nrr\na1,lead,90\nb2,,80 %\n")
    minutes = (
        HEAD
        + "target_incentive: 1000\nkpis:\n  x: {weight: 100 %, unit: hours, curve: {of: actual, lookup: [{from: 1 h, pays: 100 %}]}}\n"
    )
    assert by_columns(minutes, "participant,x (min)\na1,90\n").columns["x.actual"] == [F(3, 2)]
    assert run(minutes, "participant,x (d)\na1,90\n").results is None


# ---------------------------------------------------------------------------------------------- views


def test_views_are_sequences() -> None:
    view = MadeSequence(3, lambda at: at * 2)
    assert (view[1], view[-1], view[0:2], list(view), len(view)) == (2, 4, [0, 2], [0, 2, 4], 3)
    assert view == [0, 2, 4]
    assert view != [0, 2]
    assert view != 5
    with pytest.raises(IndexError):
        MadeSequence(3, lambda at: at)[3]
    values = ValueColumn(2, lambda: ratio_of([F(1, 2), None]))
    assert (values[0], values[1], list(values)) == (F(1, 2), None, [F(1, 2), None])
    constant = ConstantColumn(2, F(3))
    assert (constant[1], list(constant), constant.ratio.values()) == (F(3), [F(3)] * 2, [F(3)] * 2)
    texts = TextColumn(pl.Series(["a", None]))
    assert (texts[0], list(texts)) == ("a", ["a", None])
    assert (RoleColumn(2, ("x",), None)[1], list(RoleColumn(2, ("x",), None))) == ("x", ["x", "x"])
    assert (constant[-1], constant[:1], constant[2:]) == (F(3), [F(3)], [])
    with pytest.raises(IndexError):
        constant[2]
    coded = RoleColumn(2, ("x", None), pl.Series([1, 0]))
    assert coded.different() == [None, "x"]
    assert RoleColumn(3, ("x", "y"), pl.Series([1, 1, 1])).different() == ["y"]
    assert RoleColumn(2, ("x",), None).different() == ["x"]
    assert RoleColumn(0, (None,), None).different() == []
    assert (coded[0], list(coded)) == (None, [None, "x"])
    assert (FlagColumn(2, None)[1], list(FlagColumn(2, None))) == (True, [True, True])
    flags = FlagColumn(2, pl.Series([False, True]))
    assert (flags[0], list(flags)) == (False, [False, True])
    people = PeopleView(pl.Series(["a", "b"]), pl.Series(["Ana", None]), pl.Series([0, 0, 1]), {})
    assert (people[0].rows, people[1].name, [one.rows for one in people]) == ((0, 1), None, [(0, 1), (2,)])
    assert [(one.id, one.name, one.rows) for one in PeopleView(pl.Series(["a"]), None, None, {})] == [
        ("a", None, (0,))
    ]


def test_a_line_longer_than_a_cell_may_be_is_looked_at_cell_by_cell() -> None:
    line = ",".join("x" * 20_000 for _ in range(5))
    text = "a,b,c,d,e\n" + f"{line}\n" + "1,2,3,4,5\n"
    rows = table(text).rows
    assert isinstance(rows, ColumnRows)
    assert rows[1] == ["1", "2", "3", "4", "5"]
    assert rows[0] == ["x" * 20_000] * 5


def test_many_items_are_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csvariable.facts.views.FEW", 2)
    monkeypatch.setattr("csvariable.tables.column_rows.FEW", 2)
    view = MadeSequence(4, lambda at: at)
    assert [view[at] for at in (0, 1, 2, 3)] == [0, 1, 2, 3]
    values = ValueColumn(4, lambda: Ratio(pl.Series([1, None, 6, 8]), 4))
    assert [values[at] for at in (0, 1, 2, 3)] == [F(1, 4), None, F(3, 2), F(2)]
    assert (values[1:3], values[-1], list(values)) == ([None, F(3, 2)], F(2), [F(1, 4), None, F(3, 2), F(2)])
    rows = table("a,b\n1,2\n3,4\n5,6\n").rows
    assert isinstance(rows, ColumnRows)
    assert [rows[at] for at in (0, 1, 2)] == [["1", "2"], ["3", "4"], ["5", "6"]]
    assert rows[1:] == [["3", "4"], ["5", "6"]]
    assert list(rows) == [["1", "2"], ["3", "4"], ["5", "6"]]
    assert rows != 5


def test_different_texts_of_a_column() -> None:
    large = table("a,b\n1,x\n1,y\n2,x\n")
    module.LARGE = 10**9
    small = table("a,b\n1,x\n1,y\n2,x\n")
    assert isinstance(small.rows, list)
    assert large.distinct(0) == small.distinct(0) == ["1", "2"]
    assert large.distinct(1) == small.distinct(1) == ["x", "y"]
    assert large.texts(1) == small.texts(1) == ["x", "y", "x"]


def refusals(kpis: str, people: str | None = None) -> list[tuple[str, int]]:
    """Return what is told of large files: the rule and the line."""
    plans, _ = plans_of(PLAN)
    assert plans is not None
    _, problems = load(Tables([table(kpis)], None if people is None else table(people, "people.csv")), plans)
    return [
        (one.rule, one.at.line)
        for one in problems
        if isinstance(one.at, CellPlace) and one.at.line is not None
    ]


def test_headers_that_stand_again_in_a_large_file_are_told_whatever_blanks_they_have() -> None:
    rows = "ana,97 %\nparticipants of 2026,98 %\n"
    assert refusals(f"participant,nrr\n{rows}participant,nrr\n") == [("headers-again", 4)]
    assert refusals(f"CSM Id,nrr\n{rows} CSM  Id ,nrr\n") == [("headers-again", 4)]
    assert refusals(f"CSM Id,nrr\n{rows}CSM Id,97 %\n") == []


def test_a_row_of_nobody_in_a_large_people_file_is_told() -> None:
    kpis = "participant,nrr\nana,97 %\nbob,98 %\n"
    assert refusals(kpis, "participant,role\nana,\nbob,\n*,\n") == [("nobody-named", 4)]
    assert refusals(kpis, "participant,role\nana,\nbob,\n,x\n") == [("nobody-named", 4)]
    assert "nobody-named" not in [rule for rule, _ in refusals(kpis, "participant,role\nana,\nbob,\n")]


def test_a_large_file_keeps_its_text_and_the_same_cells_however_it_is_encoded() -> None:
    text = "participant;nrr\nana;97 %\nbob;98,5 %\n"
    read = table(text)
    assert isinstance(read.rows, ColumnRows)
    assert read.place(1, 1) == CellPlace("kpis.csv", 3, 5, "nrr", "98,5 %")
    for encoded in (text.encode("utf-8-sig"), text.encode("utf-16")):
        again, _ = read_table(encoded, "kpis.csv")
        assert again is not None
        assert (again.header, again.rows, again.place(1, 1)) == (read.header, read.rows, read.place(1, 1))
