"""The value that fits a limit, checked by stepping one grain further."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction as F

import pytest
from engine import compute

from csvariable.solve import Grid, NotSolvable, Solved, grid_of, solve
from csvariable.text import Document, parse, parse_route, written

PLAN = """csvariable: 1
name: P
currency: EUR
period: quarter
target_incentive: 1000
cap: 200 %
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}, {at: 110 %, pays: 150 %}]}
  score: {unit: score, range: [0, 5], missing: zero}
"""
KPIS = b"participant,nrr\nana,105 %\nben,100 %\n"


def document_of(text: str = PLAN) -> Document:
    document, problems = parse(text, "plan.yaml")
    assert document is not None, problems
    return document


def cost(document: Document) -> F | None:
    """What the plan costs on the facts: its text is read again, as a user would."""
    ran = compute(_text(document), [KPIS])
    return None if ran.results is None else ran.total()


def _text(document: Document) -> str:
    edits = {
        route: document.value(route) for route, _ in document.routes() if document.setting(route) is not None
    }
    return written(document_of(document.text), edits) if edits else document.text


def found(
    route: str,
    limit: int,
    goal: str = "largest",
    grain: str | None = None,
    of: Callable[[Document], F | None] = cost,
) -> Solved:
    document = document_of()
    grid = grid_of(document, parse_route(route), grain)
    return solve(document, grid, of, F(limit), "largest" if goal == "largest" else "smallest")


def test_the_largest_value_within_the_limit_is_found_at_its_grain() -> None:
    """Ana is paid 1000 + half of what 110 % adds; Ben 1000."""
    solved = found("kpis.nrr.curve.linear[2].pays", 2300)
    assert solved.ending == "found"
    assert solved.value is not None
    assert solved.further is not None
    assert solved.value.text == "160 %"
    assert solved.value.cost == 2300
    assert solved.further.text == "161 %"
    assert solved.further.cost == 2305
    assert solved.steady
    assert solved.written.text == "150 %"
    assert solved.written.cost == 2250


def test_a_finer_grain_gives_a_finer_value() -> None:
    solved = found("kpis.nrr.curve.linear[2].pays", 2302, grain="0.1 %")
    assert solved.value is not None
    assert solved.further is not None
    assert (solved.value.text, solved.further.text) == ("160.4 %", "160.5 %")


def test_the_smallest_value_is_found_where_more_costs_less() -> None:
    """A start that is harder to reach is paid less."""
    solved = found("kpis.nrr.curve.linear[1].at", 1500, goal="smallest")
    assert solved.ending == "found"
    assert solved.value is not None
    assert solved.further is not None
    assert solved.value.cost is not None
    assert solved.further.cost is not None
    assert solved.value.cost <= 1500 < solved.further.cost


def test_a_limit_that_no_value_keeps_is_said() -> None:
    solved = found("kpis.nrr.curve.linear[2].pays", 100)
    assert (solved.ending, solved.value) == ("none", None)


def test_a_limit_that_no_value_leaves_is_said() -> None:
    """The cap holds, whatever the curve pays."""
    solved = found("kpis.nrr.curve.linear[2].pays", 3000)
    assert solved.ending == "free"
    assert solved.further is None


def test_a_value_that_the_plan_refuses_one_grain_further_is_the_edge() -> None:
    solved = found("kpis.nrr.curve.linear[0].at", 5000)
    assert solved.ending == "edge"
    assert solved.value is not None
    assert solved.further is not None
    assert (solved.value.text, solved.further.text, solved.further.cost) == ("99 %", "100 %", None)


def test_money_goes_by_the_decimals_that_are_written() -> None:
    solved = found("target_incentive", 3000)
    assert solved.value is not None
    assert solved.value.text == "1333"
    assert solved.value.cost == F("2999.25")
    assert solved.further is not None
    assert solved.further.cost == F("3001.50")


def test_a_cost_that_rises_and_falls_is_not_called_steady() -> None:
    def bumpy(document: Document) -> F | None:
        value = document.value(("target_incentive",))
        assert value is not None
        return F(abs(int(value.text) - 1000) % 7)

    assert not found("target_incentive", 3, of=bumpy).steady


@pytest.mark.parametrize(
    ("route", "said", "near"),
    [
        ("kpis.nrr.curve.linear[2].payz", "the plan has no", "kpis.nrr.curve.linear[2].pays"),
        ("kpis.nrr.curve.linear[2]", "holds several values", "kpis.nrr.curve.linear[2].at"),
        ("kpis.nrr.unit", "not a number", None),
    ],
)
def test_a_route_without_a_number_is_refused(route: str, said: str, near: str | None) -> None:
    with pytest.raises(NotSolvable, match=said) as refused:
        grid_of(document_of(), parse_route(route))
    assert near is None or near in refused.value.suggestions


@pytest.mark.parametrize("grain", ["x", "0 %", "5", "2 d"])
def test_a_grain_of_another_kind_is_refused(grain: str) -> None:
    with pytest.raises(NotSolvable, match="grain"):
        grid_of(document_of(), parse_route("kpis.nrr.curve.linear[2].pays"), grain)


@pytest.mark.parametrize(
    ("text", "step", "value"),
    [
        ("12.5 %", 130, "13 %"),
        ("2500.50", 250051, "2500.51"),
        ("2500 EUR", 2501, "2501 EUR"),
        ("4 h", 5, "5 h"),
        ("90 min", 91, "91 min"),
        ("2 d", 3, "3 d"),
        ("42", 43, "43"),
    ],
)
def test_values_are_written_as_their_author_does(text: str, step: int, value: str) -> None:
    document = document_of(f"csvariable: 1\nvalue: {text}\n")
    grid: Grid = grid_of(document, ("value",))
    assert grid.text(step) == value
