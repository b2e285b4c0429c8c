"""The second opinion finds an error that is planted in either way of paying, whatever it computes."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction as F
from typing import Any

import polars as pl
import pytest
from engine import plans_of

from csvariable.engine import run as running
from csvariable.engine.columns import evaluation as columns
from csvariable.engine.exact import across, curves, readers
from csvariable.facts.load import Tables
from csvariable.facts.ratio import Ratio
from csvariable.kernel.unit import multiples
from csvariable.tables.reading import read_table

PLAN = (
    "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\nkpis:\n"
    "  nrr: {weight: 60 %, target: 90 %, unit: percent, curve: {linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
    "  csat: {weight: 40 %, unit: percent, curve: {of: actual, lookup: [{from: 50 %, pays: 80 %}, {from: 90 %, pays: 120 %}]}}\n"
    "pool:\n  pot: {amount: 100, scope: company, by: nrr}\n"
)
KPIS = b"participant,nrr,csat\nana,97 %,91 %\nben,50 %,70 %\nchloe,26 %,10 %\n"


def paid() -> running.Run:
    found, problems = plans_of(PLAN)
    assert found is not None, [str(one.message) for one in problems]
    table, wrong = read_table(KPIS, "kpis.csv")
    assert table is not None, wrong
    return running.run(found, Tables([table]))


def errors(done: running.Run) -> list[str]:
    told = {one.rule for one in done.diagnostics if one.severity == "error"}
    assert (done.results is None) == bool(told)
    return sorted(told)


def test_both_ways_agree_where_nothing_is_planted() -> None:
    assert errors(paid()) == []


def more(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, whose last pair of whole numbers, or fraction, is too much."""

    def planted(*arguments: Any) -> Any:
        found = function(*arguments)
        *rest, last = found
        if isinstance(last, tuple):
            return [*rest, (last[0] + last[1], last[1])]
        return [*rest, last + 1] if isinstance(last, F) else (found[0] + found[1], found[1])

    return planted


@pytest.mark.parametrize(
    ("of", "name"),
    [
        (curves.Heights, "__call__"),
        (readers, "_sums"),
        (readers, "_products"),
        (readers, "_quotients"),
        (across, "apportion"),
    ],
)
def test_an_error_of_the_exact_way_is_found(monkeypatch: pytest.MonkeyPatch, of: Any, name: str) -> None:
    monkeypatch.setattr(of, name, more(getattr(of, name)))
    assert errors(paid()) == ["evaluations-disagree"]


def test_an_error_of_rounding_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csvariable.engine.exact.readers.multiples", lambda *given: multiples(*given) + 1)
    assert errors(paid()) == ["evaluations-disagree"]


def test_an_error_of_the_columns_is_found_at_its_person_and_step(monkeypatch: pytest.MonkeyPatch) -> None:
    right = columns.evaluate

    def wrong(*arguments: Any) -> Any:
        found = right(*arguments)
        for side, name, at in ((found.row_side, "csat.payout", 1), (found.person_side, "total", 2)):
            local = side.locals[None]
            ratio = local.ratio(name)
            tops = [top + (row == at) for row, top in enumerate(ratio.numerator.to_list())]
            local.add(name, Ratio(pl.Series(tops, dtype=ratio.numerator.dtype), ratio.denominator))
        return found

    monkeypatch.setattr(columns, "evaluate", wrong)
    assert [str(one.message).partition(":")[0] for one in paid().diagnostics] == [
        "`ben`, `csat.payout`",
        "`chloe`, `total`",
    ]
