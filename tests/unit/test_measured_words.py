"""What is said of a value that was measured on rows."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from csvariable.measures.model import Measured, Reason, RowPlace
from csvariable.measures.owner import Owner
from csvariable.plan.measure_of_rows import KINDS
from csvariable.speech.measured import SAID_KINDS, measured_on
from csvariable.speech.saying import in_language
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table


def table(name: str) -> Table:
    found, problems = read_table(b"a\n1\n2\n", name)
    assert found is not None, problems
    return found


def value(
    word: str, files: int = 1, n: F = F(3), top: int = 2, left: dict[Reason, F] | None = None
) -> Measured:
    rows = [RowPlace(table(f"x/{at}.csv"), row) for at in range(files) for row in (0, 1)]
    return Measured("k", Owner("person", "ana"), "rows", top, 3, n, left or {}, rows, word)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (value("share"), "2 of 3 rows from 0.csv"),
        (value("share", n=F(4)), "share of 4 rows from 0.csv"),
        (value("count", 0), "3 rows"),
        (value("sum", 2, F(1)), "sum of 1 row from 0.csv and 1.csv"),
        (value("mean", 3), "mean of 3 rows from 0.csv and 2 more files"),
        (value("nps", n=F(1, 2)), "NPS of 0.5 answers from 0.csv"),
        (
            value("median", 0, left={Reason.OUTSIDE: F(2), Reason.NO_OWNER: F(1), Reason.FILTERED: F(0)}),
            "median of 3 rows (3 rows left out: 2 outside the dates counted, 1 without an owner)",
        ),
        (
            value("growth", 0, left={Reason.NO_OWNER: F(1, 2)}),
            "growth over 3 rows of two periods (0.5 rows left out: 0.5 without an owner)",
        ),
        (value("ratio", 0), "ratio of sums of 3 rows"),
        (value("only", 0, F(1)), "1 row"),
        (value("percentile", 0), "percentile of 3 rows"),
    ],
)
def test_what_a_value_stands_on_is_said(one: Measured, said: str) -> None:
    assert str(measured_on(one)) == said


def test_it_is_said_in_french() -> None:
    one = value("share", left={Reason.NOT_ANSWERED: F(1), Reason.UNKNOWN_OWNER: F(2)})
    assert in_language(measured_on(one), "fr") == (
        "2 sur 3 lignes de 0.csv (3 lignes écartées\u00a0: 1 sans réponse, 2 de personne que le plan paie)"
    )


def test_every_kind_of_measure_is_called_something() -> None:
    assert set(SAID_KINDS) == set(KINDS)
