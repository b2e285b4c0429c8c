"""What is ahead of a person, what changed in a plan and what a plan is exposed to: the rarer turns."""
# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from fractions import Fraction as F

import pytest
from engine import plans_of
from readers import HEAD, Ran
from small import facts

from csvariable.bounds import Interval, exactly
from csvariable.bounds.columns import columns_under
from csvariable.bounds.interval import NOTHING
from csvariable.bounds.reading import BoundReading
from csvariable.engine.reach import over_group, pot_of, shares_of
from csvariable.exposure import Exposure, exposure
from csvariable.exposure.totals import SharedPot, most_given
from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import (
    Choose,
    Fact,
    Given,
    OfParts,
    Over,
    Ref,
    Shared,
    Sum,
)
from csvariable.scenario.differences import Difference, differences
from csvariable.speech.changes import change_sentence, change_sentences
from csvariable.statement.used import as_used
from csvariable.text import Document, Node, Scalar, parse

CENT = F(1, 100)
STEPS = "lookup: [{from: 80 %, pays: 50 %}, {from: 100 %, pays: 100 %}]"


def alone(kpi: str, actual: str, more: str = "") -> Ran:
    plan = HEAD + f"target_incentive: 1000\nkpis:\n  x: {{weight: 100 %, {kpi}}}\n{more}"
    return Ran(plan, f"participant,x\nana,{actual}\n")


# ---------------------------------------------------------------------------------------- next tiers


def test_a_bound_to_be_passed_below_asks_for_the_next_round_value_below() -> None:
    curve = "unit: hours, direction: lower, curve: {of: actual, lookup: [{up_to: 8 h, pays: 50 %}, {below: 4 h, pays: 100 %}]}"
    tier = alone(curve, "6", "rounding: {actual: 1}").tier("x")
    assert tier is not None
    assert (tier.needed, tier.exceeded, tier.adds) == (F("3.9"), False, F(500))


# -------------------------------------------------------------------------------------------- changes

PLAN = (
    "csvariable: 1\nname: T\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\nkpis:\n"
    "  nrr: {weight: 100 %, unit: percent, curve: {of: actual, threshold: 80 %, linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
    "gates: {g: {when: {nrr: {from: 10 %}}, otherwise: {of: plan, times: 50 %}}}\nbonuses: {club: {when: {nrr: {from: 90 %}}, pays: 50}}\n"
)


def document(text: str) -> Document:
    found, problems = parse(text, "plan.yaml")
    assert found is not None, problems
    return found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("threshold: 80 %", "threshold: 85 %", "the threshold of nrr rises from 80 % to 85 %"),
        ("from: 10 %", "from: 5 %", "what gate g asks of nrr falls from 10 % to 5 %"),
        ("from: 10 %", "from: 5 h", "what gate g asks of nrr changes from 10 % to 5 h"),
        ("pays: 50}", "pays: 60}", "what bonus club pays rises from €50.00 to €60.00"),
        ("unit: percent", "unit: percent, rounding: {actual: 2}", "nrr, rounding is new: actual 2"),
    ],
)
def test_a_change_is_said_in_words(old: str, new: str, said: str) -> None:
    first, second = document(PLAN), document(PLAN.replace(old, new, 1))
    found = change_sentences(differences(first, second), first, second, "en")
    assert [sentence.replace("\u00a0", " ") for _, sentence in found] == [said]


def test_a_change_that_no_plan_can_hold_is_still_said() -> None:
    def said(text: str, route: Route, before: str, after: str, role: str | None = None) -> str:
        found = document(text)
        one = Difference(route, Node(Scalar(before)), Node(Scalar(after)), "changed", pays=True, role=role)
        return change_sentence(one, found, found, "en").replace("\u00a0", " ")

    assert said(PLAN, ("roles", "head", "a[", "b"), "1", "2", "head") == "role head, a[, b rises from 1 to 2"
    bands = "kpis:\n  nrr:\n    curve:\n      marginal: [{rate: 5 %}, {rate: 7 %}]\n      whole: [{from: 1, rate: x}, {from: 2, rate: y}]\n"
    route = ("kpis", "nrr", "curve", "marginal", 1, "rate")
    assert said(bands, route, "6 %", "7 %") == "the first rate of nrr rises from 6 % to 7 %"
    words = ("kpis", "nrr", "curve", "whole", 1, "rate")
    assert said(bands, words, "x", "y") == "the rate of nrr from 2 changes from x to y"


# ------------------------------------------------------------------------------------------- exposure


def test_sums_and_means_over_intervals() -> None:
    one, other = Interval(F(1), F(3)), Interval(F(2), F(6), absent=True)
    both, none = {0: [one], 1: [other]}, facts(2)
    assert over_group(Over("s", "sum", "team"), both, none) == Interval(F(1), F(9))
    assert over_group(Over("s", "sum", "team"), {0: [Interval(F(-1), None)], 1: [other]}, none) == Interval(
        F(-1), None
    )
    assert over_group(Over("s", "mean", "team"), both, none) == Interval(F(1), F(6))
    sure = {0: [one], 1: [Interval(F(2), F(6))]}
    assert over_group(Over("s", "mean", "team"), sure, none) == Interval(F(3, 2), F(9, 2))
    flagged = facts(2, there=[F(0), F(1)])
    assert over_group(Over("s", "sum", "team", "there"), sure, flagged) == Interval(F(2), F(6))
    assert over_group(Over("s", "sum", "team", "there"), sure, none).empty
    assert over_group(Over("s", "sum", "team"), {0: [NOTHING]}, none).empty


def test_shares_of_pools_over_intervals() -> None:
    node = Shared("amount", True, "key", "member", "team", False, CENT)
    one, zero, pot = exactly(F(1)), exactly(F(0)), Interval(F(10), F(20))
    group = {0: [pot, one, one], 1: [pot, one, zero], 2: [pot, one, NOTHING]}
    assert shares_of(node, group)[1] == exactly(F(0))
    assert shares_of(node, group)[2].empty
    assert shares_of(node, group)[0].high == 20
    for open_pot in (Interval(F(-1), F(20)), Interval(None, F(20))):
        assert shares_of(node, {0: [open_pot, one, one]})[0] == Interval(None, None, absent=True)
    assert pot_of(node, []) == 0
    assert pot_of(node, [pot]) == 20


def exposed(text: str) -> Exposure:
    plans, problems = plans_of(
        "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\n" + text
    )
    assert plans is not None, [str(problem.message) for problem in problems]
    return exposure(plans)


KPI = f"kpis:\n  nrr: {{weight: 100 %, unit: percent, curve: {{of: actual, {STEPS}}}}}\n"


def test_a_kpi_made_of_others_has_no_result_of_its_own_at_target() -> None:
    plan = (
        "kpis:\n  whole: {weight: 100 %, unit: percent, target: 100 %, measure: {sum: {part: 100 %}}, "
        f"curve: {{of: attainment, {STEPS}}}}}\n  part: {{unit: percent, target: 100 %}}\n"
    )
    (one,) = exposed(plan).people
    assert one.at_target == 1000
    ran = Ran(HEAD + "target_incentive: 1000\n" + plan, "participant,part\nana,90 %\n")
    assert exposure(ran.plans, ran.results.facts).at_target == 1000


def test_a_bound_in_years_says_nothing_of_a_kpi() -> None:
    plan = (
        KPI + "columns: {seniority: {unit: number}}\n"
        "modifiers: {m: {by: seniority, of: plan, curve: {lookup: [{from: 0, pays: 100 %}, {from: 2, pays: 120 %}]}}}\n"
    )
    (one,) = exposed(plan).people
    assert (one.least.bound, one.most.bound, one.at_target) == (F(0), F(1200), None)


def test_a_declared_column_can_be_anything() -> None:
    plan = (
        KPI
        + "columns: {seniority: {unit: number}}\ngates: {g: {when: {seniority: {from: 2}}, otherwise: {of: plan, times: 50 %}}}\n"
    )
    (one,) = exposed(plan).people
    assert (one.least.bound, one.most.bound) == (F(0), F(1000))


@pytest.mark.parametrize("test", ["{from: 80 %}", "{above: 80 %}", "{below: 80 %}", "{up_to: 80 %}"])
def test_at_target_the_gates_are_open(test: str) -> None:
    plan = (
        KPI
        + f"  csat: {{unit: percent}}\ngates: {{g: {{when: {{csat: {test}}}, otherwise: {{of: plan, times: 50 %}}}}}}\n"
    )
    (one,) = exposed(plan).people
    assert one.at_target == 1000


@pytest.mark.parametrize(("pays", "target"), [("[[50 %, 80 %]]", None), ("[[50 %, 120 %]]", F(1200))])
def test_a_matrix_is_on_target_in_its_first_cell_that_pays_enough(pays: str, target: F | None) -> None:
    plan = (
        "kpis:\n  a: {unit: percent}\n  b: {unit: percent}\n"
        f"  m: {{weight: 100 %, unit: percent, matrix: {{rows: {{of: a, from: [50 %]}}, columns: {{of: b, from: [50 %, 90 %]}}, pays: {pays}}}}}\n"
    )
    (one,) = exposed(plan).people
    assert one.at_target == target


def test_only_what_rests_on_a_column_is_named_as_what_leaves_it_open() -> None:
    plan = KPI.replace(
        "of: actual, " + STEPS,
        "of: actual, beyond: continue, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]",
    )
    found = exposed(plan + "  calls: {unit: number}\nbonuses: {each: {per: calls, pays: 2}}\n")
    assert {(one.what, one.route) for one in found.open_[None]} == {
        ("curve", ("kpis", "nrr", "curve", "linear", 1)),
        ("bonus", ("bonuses", "each")),
    }


def test_the_columns_of_a_formula_are_found_through_the_steps_once() -> None:
    row = BoundReading({"a": Sum((Ref("b"), Ref("c"))), "b": Fact("x"), "c": Sum((Ref("b"), Fact("y")))}, {})
    assert columns_under(row, Sum((Ref("a"), Ref("b"), Fact("z")))) == {"x", "y", "z"}
    person = BoundReading({"t": OfParts("a", "sum")}, {}, (row, BoundReading({"a": Fact("w")}, {})))
    assert columns_under(person, Ref("t")) == {"x", "y", "w"}


def test_a_pool_without_end_has_none_with_one_more_member() -> None:
    node = Shared("amount", True, "key", "member", "team", False, CENT)
    amount = Interval(F(0), F(10))
    assert most_given(node, SharedPot(), amount) == 10
    assert most_given(node, SharedPot([F(1)], F(5)), amount) == 15
    assert most_given(node, SharedPot([F(1)], None), amount) is None


def test_a_choice_without_an_answer_is_shown_whole() -> None:
    reader = alone(f"unit: percent, curve: {{of: actual, {STEPS}}}", "90 %").view("en").voice(0).reader
    formula = Choose(Fact("none"), Given(F(1)), Given(F(2)))
    assert as_used(formula, reader) is formula
    assert as_used(Choose(Given(F(1)), Given(F(3)), Given(F(2))), reader) == Given(F(3))
