"""The value that fits a limit, proved over all values that the language can write."""
# ruff: noqa: E501 - plans stand on one line

from __future__ import annotations

from fractions import Fraction as F

import pytest
from engine import compute
from shared_plans import PAID

from csvariable.odds.history import costs_of
from csvariable.solve import Goal, NotSolvable, PricedRun, Pricing, Solved, ValueGrid, grid_of, run_of, solve
from csvariable.text import Document, parse, parse_route, written

PLAN = (
    PAID
    + """\
cap: 200 %
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}, {at: 110 %, pays: 150 %}]}
  score: {unit: score, range: [0, 5], missing: zero}
"""
)
KPIS = b"participant,nrr\nana,105 %\nben,100 %\n"


def document_of(text: str = PLAN) -> Document:
    document, problems = parse(text, "plan.yaml")
    assert document is not None, problems
    return document


def priced(kpis: bytes = KPIS, people: bytes | None = None, period: str | None = None) -> Pricing:
    """What plans cost on files: each text is read again, as a user would."""

    def runs(document: Document) -> list[PricedRun] | None:
        ran = compute(_text(document), [kpis], people, period=period)
        return None if ran.results is None else [run_of(ran.results, costs_of(ran.results))]

    return Pricing(runs, lambda costs: sum(costs[0], F(0)))


def _text(document: Document) -> str:
    edits = {
        route: document.value(route) for route, _ in document.routes() if document.setting(route) is not None
    }
    return written(document_of(document.text), edits) if edits else document.text


def found(  # noqa: PLR0917 - what is looked for, in what
    route: str,
    limit: int | str,
    goal: Goal = "largest",
    grain: str | None = None,
    of: Pricing | None = None,
    plan: str = PLAN,
) -> Solved:
    document = document_of(plan)
    grid = grid_of(document, parse_route(route), grain)
    return solve(document, grid, of or priced(), F(limit), goal)


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


def test_where_more_costs_less_every_value_from_one_on_fits() -> None:
    """A start that is harder to reach is paid less, and has no end below 110 %."""
    solved = found("kpis.nrr.curve.linear[1].at", 1500, goal="smallest")
    assert solved.ending == "found"
    assert solved.value is not None
    assert solved.further is not None
    assert solved.value.cost is not None
    assert solved.further.cost is not None
    assert solved.value.cost <= 1500 < solved.further.cost
    assert solved.proved


def test_a_limit_that_no_value_keeps_is_said() -> None:
    """Ben is paid 1,000 whatever 110 % pays."""
    solved = found("kpis.nrr.curve.linear[2].pays", 100)
    assert (solved.ending, solved.value, solved.proved) == ("none", None, True)


def test_a_limit_that_no_value_leaves_is_said() -> None:
    """The cap holds, whatever the curve pays."""
    solved = found("kpis.nrr.curve.linear[2].pays", 3000)
    assert (solved.ending, solved.value, solved.further, solved.proved) == ("every", None, None, True)


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


# ------------------------------------------------------------------------------ costs that turn

BAND = (
    PAID
    + """\
kpis:
  a: {weight: 100 %, unit: percent, target: 100 %, curve: {of: actual, lookup: [{from: 50 %, pays: 100 %}]}}
bonuses:
  band: {when: {a.attainment: {from: 100 %, up_to: 110 %}}, pays: 500}
"""
)
THREE = priced(b"participant,a\nx,90 %\ny,70 %\nz,60 %\n")
FALLS = (
    PAID
    + """\
kpis:
  nrr: {weight: 100 %, unit: percent, target: 100 %, curve: {linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}
"""
)
ALONE = priced(b"participant,nrr\na,100 %\n")


def test_a_bonus_in_the_middle_is_not_overlooked() -> None:
    """With a target of 90 % somebody is in the band; from 91 % on nobody is, and it costs 3,000."""
    solved = found("kpis.a.target", 3000, of=THREE, plan=BAND)
    assert (solved.ending, solved.proved) == ("onward", True)
    assert solved.value is not None
    assert solved.further is not None
    assert (solved.value.text, solved.value.cost) == ("91 %", F(3000))
    assert (solved.further.text, solved.further.cost) == ("90 %", F(3500))


def test_the_smallest_value_is_the_smallest_of_all() -> None:
    """Below 54.5 % nobody is in the band; 0 % is no target."""
    solved = found("kpis.a.target", 3499, "smallest", of=THREE, plan=BAND)
    assert (solved.ending, solved.proved) == ("edge", True)
    assert solved.value is not None
    assert solved.further is not None
    assert (solved.value.text, solved.value.cost) == ("1 %", F(3000))
    assert (solved.further.text, solved.further.cost) == ("0 %", None)


def test_where_the_cost_falls_the_first_value_that_fits_is_named() -> None:
    """100 / 105 is 95.24 % of the target, which pays 52.38 %; at 106 % it is 43.40 %."""
    solved = found("kpis.nrr.target", 500, of=ALONE, plan=FALLS)
    assert (solved.ending, solved.proved) == ("onward", True)
    assert solved.value is not None
    assert solved.further is not None
    assert (solved.value.text, solved.value.cost) == ("106 %", F("433.96"))
    assert (solved.further.text, solved.further.cost) == ("105 %", F("523.81"))
    assert solved.written.cost == 1000
    finer = found("kpis.nrr.target", 500, grain="0.01 %", of=ALONE, plan=FALLS)
    assert finer.value is not None
    assert finer.value.text == "105.27 %"


def test_every_value_is_said_of_all_alone() -> None:
    assert found("kpis.nrr.target", 1000, of=ALONE, plan=FALLS).ending == "every"
    assert found("kpis.nrr.target", 999, of=ALONE, plan=FALLS).ending == "onward"
    assert found("kpis.a.target", 3500, of=THREE, plan=BAND).ending == "every"


def test_a_value_that_must_be_what_it_is() -> None:
    """One KPI weighs all or nothing; two must add up, and a grain may hold no value that does."""
    solved = found("kpis.nrr.weight", 2250)
    assert (solved.ending, solved.proved) == ("edge", True)
    assert solved.value is not None
    assert (solved.value.text, solved.value.cost) == ("100 %", F(2250))
    other = found("kpis.nrr.weight", 2250, grain="30 %", plan=PLAN.replace("cap: 200 %\n", ""))
    assert other.value is not None
    assert (other.value.text, other.value.cost) == ("0 %", F(0))
    two = FALLS.replace("weight: 100 %", "weight: 60 %") + (
        "  b: {weight: 40 %, unit: percent, missing: zero, curve: {of: actual, lookup: [{from: 50 %, pays: 100 %}]}}\n"
    )
    assert found("kpis.nrr.weight", 900, of=ALONE, plan=two).ending == "edge"
    none = found("kpis.nrr.weight", 900, grain="25 %", of=ALONE, plan=two)
    assert (none.ending, none.value, none.proved) == ("refused", None, True)
    assert none.written.cost == 600


def test_times_are_cut_at_hours_and_minutes() -> None:
    plan = FALLS.replace(
        "nrr: {weight: 100 %, unit: percent, target: 100 %, curve: {linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}",
        "t: {weight: 100 %, unit: hours, direction: lower, curve: {of: actual, linear: [{at: 8 h, pays: 0 %}, {at: 240 min, pays: 100 %}]}}",
    )
    solved = found("kpis.t.curve.linear[0].at", 500, of=priced(b"participant,t\na,6\n"), plan=plan)
    assert (solved.ending, solved.proved) == ("found", True)
    assert solved.value is not None
    assert (solved.value.text, solved.value.cost) == ("8 h", F(500))


MATRIX = (
    PAID
    + """\
kpis:
  x: {unit: percent}
  y: {unit: percent}
  m:
    weight: 100 %
    unit: percent
    matrix:
      rows: {of: x, from: [80 %, 100 %], read: linear}
      columns: {of: y, from: [50 %, {above: 90 %}]}
      pays: [[10 %, 50 %], [40 %, 120 %]]
"""
)


def test_the_figures_of_a_matrix_are_looked_at_one_by_one() -> None:
    """Half the way from 80 % to 100 %, above 90 %: (50 % + pays) / 2 of 1,000."""
    on = priced(b"participant,x,y\na,90 %,95 %\n")
    solved = found("kpis.m.matrix.pays[1][1]", 700, of=on, plan=MATRIX)
    assert (solved.ending, solved.proved) == ("found", True)
    assert solved.value is not None
    assert (solved.value.text, solved.value.cost) == ("90 %", F(700))
    start = found("kpis.m.matrix.rows.from[1]", 700, of=on, plan=MATRIX)
    assert (start.ending, start.proved) == ("onward", True)
    assert start.value is not None
    assert (start.value.text, start.value.cost) == ("115 %", F(700))
    none = priced(b"participant,x,y\na,70 %,95 %\n")
    assert found("kpis.m.matrix.pays[1][1]", 0, of=none, plan=MATRIX).ending == "every"


POOL = (
    PAID
    + """\
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, linear: [{at: 90 %, pays: 0 %}, {at: 110 %, pays: 100 %}]}}
pool: {pot: {amount: 600, by: nrr, scope: company}}
"""
)


def test_shared_money_has_a_shape_too() -> None:
    """750 and 500 earned, and the pot."""
    solved = found("pool.pot.amount", 2000, plan=POOL)
    assert (solved.ending, solved.proved) == ("found", True)
    assert solved.value is not None
    assert (solved.value.text, solved.value.cost) == ("750", F(2000))
    pays = found("kpis.nrr.curve.linear[1].pays", 2000, plan=POOL)
    assert pays.value is not None
    assert (pays.value.text, pays.value.cost) == ("112 %", F(2000))


def test_a_podium_is_known_where_all_its_results_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are tied on the podium where the bound is above 73.7 %, and share both prizes."""
    plan = FALLS.replace("target: 100 %, ", "").replace("curve: {", "curve: {of: actual, ")
    plan += "bonuses: {p: {when: {nrr: {below: 70 %}}, rank: {by: nrr, top: 2, ties: share}, pays: [200, 197.8]}}\n"
    on = priced(b"participant,nrr\na,73.7 %\nb,73.7 %\n")
    solved = found("bonuses.p.when.nrr.below", 0, of=on, plan=plan)
    assert (solved.ending, solved.proved) == ("found", True)
    assert solved.value is not None
    assert solved.further is not None
    assert (solved.value.text, solved.further.text) == ("73 %", "74 %")
    assert solved.further.cost == F("397.80")
    monkeypatch.setattr("csvariable.solve.search.MOST_VALUES", 30)
    prize = found("bonuses.p.pays[0]", 100, of=on, plan=plan.replace("below: 70 %", "below: 90 %"))
    assert (prize.ending, prize.proved) == ("none", False)  # the prizes are the build of the podium


def test_a_pool_that_nothing_moves_is_shared_to_the_cent() -> None:
    """The three cents of a pool are the limit itself: no cent more is read into it."""
    plan = POOL.replace("amount: 600, by: nrr", "amount: 0.03, by: nrr") + "bonuses: {b: {pays: 1}}\n"
    solved = found("bonuses.b.pays", "1252.03", plan=plan)
    assert (solved.ending, solved.proved) == ("found", True)
    assert solved.value is not None
    assert (solved.value.text, solved.value.cost) == ("1", F("1252.03"))


def test_a_ramp_is_read_into_the_facts_and_bounded_there() -> None:
    plan = PLAN.replace("unit: percent\n", "unit: money\n    target: 1000\n").replace("of: actual, ", "")
    plan += "proration: {amount: none, targets: additive}\nramp: [50 %, 80 %]\n"
    people = b"participant,entry\nana,2026-07-01\nben,2020-01-01\n"
    on = priced(b"participant,nrr\nana,900\nben,1000\n", people, "2026-Q3")
    solved = found("ramp[0]", 2000, of=on, plan=plan)
    assert solved.proved
    assert solved.value is not None
    assert solved.further is not None
    assert solved.value.cost is not None
    assert solved.value.cost <= 2000


def test_a_build_that_changes_with_every_value_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rounding is no figure of a formula: values are tried, and that is said."""
    monkeypatch.setattr("csvariable.solve.search.MOST_VALUES", 30)
    plan = PLAN + "rounding: {money: 0.05}\n"
    solved = found("rounding.money", 2000, of=priced(), plan=plan)
    assert not solved.proved
    assert solved.tried > 30


def test_a_pardon_for_much_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csvariable.solve.search.MOST_READ", 1)
    solved = found("kpis.nrr.curve.linear[2].pays", 2300)
    assert not solved.proved
    assert solved.value is not None
    assert solved.value.text == "160 %"


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
    grid: ValueGrid = grid_of(document, ("value",))
    assert grid.text(step) == value
