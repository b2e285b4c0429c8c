"""Rows of the KPI files: wide or long, of whom, and each value once."""

from __future__ import annotations

import pytest
from loading import PLAN, refused, run


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
            "`ana` has two values of `nrr`",
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
