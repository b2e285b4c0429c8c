"""What all can have at once, and what a person costs as its bounds are best seen."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from engine import compute, plans_of
from small import HEAD

from csvariable.bounds import Extreme
from csvariable.engine.exact.readers import reader
from csvariable.exposure import Exposure, exposure
from csvariable.exposure.costs import bounded_cost, cost_of
from csvariable.facts.load import Tables, load
from csvariable.program.compilation import compile_plan
from csvariable.tables.reading import read_table

PAID = "target_incentive: 1000\n"


def exposed(text: str, kpis: str, people: str) -> Exposure:
    plans, problems = plans_of(HEAD + text)
    assert plans is not None, [problem.message for problem in problems]
    tables = [read_table(one.encode(), f"{at}.csv")[0] for at, one in enumerate((kpis, people))]
    assert tables[0] is not None
    facts, problems = load(Tables([tables[0]], tables[1]), plans)
    assert facts is not None, [problem.message for problem in problems]
    return exposure(plans, facts)


def said(one: Extreme) -> tuple[str, bool]:
    """A bound, and whether it is reached."""
    return str(one.bound), one.reached


UP = "linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}]"
DOWN = "linear: [{at: 100 %, pays: 0 %}, {at: 90 %, pays: 100 %}]"
TEAM = (
    f"{PAID}kpis:\n  x: {{weight: 100 %, unit: percent, scope: team, curve: {{of: actual, {UP}}}}}\n"
    f"roles:\n  other: {{kpis.x.direction: lower, kpis.x.curve: {{of: actual, {DOWN}}}}}\n"
)
TWO = "participant,role,team\nana,,North\nben,other,{team}\n"


def test_two_who_want_another_result_of_one_team_do_not_have_it_together() -> None:
    """Ana's pay rises with the team's result and ben's falls: never 1,000 for both, nor 0."""
    kpis = "participant,team,x\n,North,95 %\n,South,95 %\n"
    found = exposed(TEAM, kpis, TWO.format(team="North"))
    assert [one.most for one in found.people] == [Extreme(F(1000), True, one.most.at) for one in found.people]
    assert (said(found.most), said(found.least)) == (("2000", False), ("0", False))
    assert found.most.paid is None
    apart = exposed(TEAM, kpis, TWO.format(team="South"))
    assert (said(apart.most), said(apart.least)) == (("2000", True), ("0", True))


def test_one_value_that_does_for_all_is_found() -> None:
    """Two ladders of one company result: each alone is paid most far beyond its own last step."""
    plan = (
        f"{PAID}kpis:\n  x: {{weight: 100 %, unit: number, scope: company, "
        "curve: {of: actual, lookup: [{from: 10, pays: 100 %}]}}\n"
        "roles:\n  other: {kpis.x.curve: {of: actual, lookup: [{from: 50, pays: 100 %}]}}\n"
    )
    found = exposed(plan, "participant,x\n*,20\n", TWO.format(team=""))
    assert said(found.most) == ("2000", True)


def test_the_value_of_a_group_beside_the_persons_own_is_shared_too() -> None:
    """A bonus for the team's own result, which counts the same for both."""
    plan = (
        f"{PAID}kpis:\n  x: {{weight: 100 %, unit: percent, curve: {{of: actual, {UP}}}}}\n"
        "bonuses: {club: {scope: team, when: {x: {from: 95 %, up_to: 99 %}}, pays: 50}}\n"
    )
    kpis = "participant,team,x\nana,,95 %\nben,,95 %\n,North,95 %\n"
    found = exposed(plan, kpis, TWO.format(team="North").replace("other", ""))
    assert said(found.most) == ("2100", True)


# ------------------------------------------------------------------------------------------ the draw

LINE = "{weight: 100 %, unit: percent, range: [0 %, 200 %], curve: {of: actual, " + UP + "}}"


def drawing(more: str = "", recover: str = "50 %") -> str:
    return f"{HEAD}{PAID}kpis:\n  x: {LINE}\ndraw: {{amount: 300, recover: {recover}}}\n{more}"


PEOPLE = "participant,draw_balance\nana,500\n"


@pytest.mark.parametrize(
    ("more", "least", "most"),
    [
        ("", "300", "650"),  # of 1,000 half of 700 is repaid
        ("rounding: {total: 100}\n", "300", "700"),
        ("bonuses: {b: {pays: 80}}\n", "300", "690"),
        ("bonuses: {shirt: {gives: {item: Shirt, value: 25}}}\n", "325", "675"),
    ],
)
def test_pay_never_falls_below_a_draw(more: str, least: str, most: str) -> None:
    found = exposed(drawing(more).removeprefix(HEAD), "participant,x\nana,95 %\n", PEOPLE)
    assert said(found.least) == (least, True)
    # What is repaid rises with what is paid: the bound is as near as the search goes.
    assert found.most.bound is not None
    assert F(most) <= found.most.bound <= F(most) * F(1001, 1000)
    assert found.most.paid == F(most)


@pytest.mark.parametrize("nrr", ["0 %", "91 %", "92.9997 %", "93 %", "93.01 %", "100 %"])
@pytest.mark.parametrize("more", ["", "rounding: {total: 7, mode: up}\n", "rounding: {money: 0.05}\n"])
@pytest.mark.parametrize("recover", ["0 %", "33.3333 %", "100 %", "120 %"])
def test_both_forms_of_a_cost_are_the_same_amount(nrr: str, more: str, recover: str) -> None:
    plan = drawing(more + "bonuses: {shirt: {gives: {item: Shirt, value: 25}}}\n", recover)
    ran = compute(plan, [f"participant,x\nana,{nrr}\n".encode()], PEOPLE.encode())
    assert ran.results is not None, ran.diagnostics
    results = ran.results
    program = results.program_of(0)
    values = [
        reader(one, results.facts.columns, dict(results.people), (results.facts, dict(results.rows)))(0)
        for one in (cost_of(program), bounded_cost(program))
    ]
    assert values[0] == values[1]
    assert (cost_of(program) == bounded_cost(program)) is (recover == "120 %")


def test_a_plan_without_a_draw_costs_what_its_lines_add_up_to() -> None:
    plans, _ = plans_of(f"{HEAD}{PAID}kpis:\n  x: {LINE}\n")
    assert plans is not None
    program = compile_plan(plans.of(None), None)
    assert bounded_cost(program) == cost_of(program)
