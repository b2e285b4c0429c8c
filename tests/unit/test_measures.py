"""Rows of the KPI files: wide or long, of whom, and each value once."""

from __future__ import annotations

import pytest
from findings import plain
from loading import HEAD, NRR, PLAN, refused, run, told


def test_a_column_called_value_makes_no_long_file() -> None:
    assert run(PLAN, "participant,nrr,value\nana,90 %,5\n").steps("ana")["total"] == "900.00"


def test_every_row_that_names_nobody_is_told_and_the_others_are_read() -> None:
    ran = run(PLAN, "participant,team,nrr\n,,10 %\nana,,150\n,,20 %\n")
    found = [(one.rule, getattr(one.at, "line", None)) for one in ran.diagnostics if one.severity == "error"]
    assert found == [("nobody", 2), ("wrong-cell", 3), ("nobody", 4)]


@pytest.mark.parametrize(
    ("kpis", "message", "at"),
    [
        (
            "participant,nrr\nana,90 %\nana,80 %\n",
            "`ana` has two values of `nrr`",
            (3, 5),
        ),
        (
            "participant,kpi,value\nana,nrr,90 %\nana,nrr,90 %\n",
            "`ana` has two values of `nrr`",
            (3, 9),
        ),
        # even two rows without a value: one of them is too much
        (
            "participant,nrr,nrr.target\nana,,\nana,,\n",
            "`ana` has two rows, and of `nrr` one value or none",
            (3, 5),
        ),
        (
            "participant,nrr,nrr.target,nrr.cap\nana,90 %,80 %,\nana,90 %,80 %,\n",
            "`ana` has two values of `nrr`, `nrr.target`",
            (3, 5),
        ),
        (
            "participant,nrr\nana,90 %\n*,90 %\n*,80 %\n",
            "the company has two values of `nrr`",
            (4, 3),
        ),
    ],
)
def test_two_rows_of_one_value_are_refused_once(kpis: str, message: str, at: tuple[int, int]) -> None:
    assert refused(PLAN, kpis, "duplicate-row") == (message, ("kpis.csv", *at))


def test_all_values_that_a_row_repeats_are_named() -> None:
    def said(kpis: list[str]) -> str:
        row = ",".join("5" for _ in kpis)
        plan = HEAD + "kpis:\n" + "".join(f"  {kpi}: {{unit: number}}\n" for kpi in kpis)
        names = f"participant,{','.join(kpis)}"
        return refused(plan, f"{names}\nana,{row}\nana,{row}\n", "duplicate-row")[0]

    assert said(list("abcdefg")) == "`ana` has two values of `a`, `b`, `c`, `d`, `e`, `f`, `g`"


# ----------------------------------------------------------------------------------- long files

TWO = PLAN + NRR.replace("nrr: {weight: 100 %", "Churn: {weight: 0 %").replace("Churn", "churn")


def test_a_long_file_names_its_kpis_in_any_case() -> None:
    kpis = "participant,kpi,value\nana,Churn,5 %\nana,NRR,90 %\nana,gross nrr,80 %\n"
    ran = run(TWO, kpis)
    assert str(told(ran, "unknown-kpi").message) == "`gross nrr` is not a KPI of the plan"
    assert plain(told(ran, "unknown-kpi").help) == "the KPIs of the plan are: nrr, churn"
    assert run(TWO, kpis.replace("ana,gross nrr,80 %\n", "")).steps("ana")["churn.actual"] == "0.05"


def test_a_kpi_that_is_nearly_named_is_suggested() -> None:
    problem = told(run(TWO, "participant,kpi,value\nana,chrun,5 %\n"), "unknown-kpi")
    assert plain(problem.help) == "did you mean `churn`?"


@pytest.mark.parametrize(
    ("header", "cells", "column"),
    [
        ("participant,kpi,value,numerator,denominator", "ana,nrr,,-1,4", 9),
        ("participant,kpi,numerator,denominator", "ana,nrr,-1,4", 9),
        ("participant,kpi,numerator,denominator,value", "ana,nrr,-1,4,", 14),
    ],
)
def test_counts_of_a_long_file_stand_at_the_value_or_the_numerator(
    header: str, cells: str, column: int
) -> None:
    assert refused(PLAN, f"{header}\n{cells}\n", "outside-range")[1] == ("kpis.csv", 2, column)
    ran = run(PLAN, f"{header}\n{cells.replace('-1', '01')}\n")
    assert ran.results is not None
    assert getattr(ran.results.facts.place(0, "nrr.actual"), "column", None) == column
