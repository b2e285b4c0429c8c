"""Draws with pools and contests by sums over cards, against every draw paid whole."""
# ruff: noqa: E501 - plans stand on one line

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

import pytest
from engine import plans_of

from csvariable.engine.cost import costed
from csvariable.engine.frozen import frozen
from csvariable.engine.run import programs_of
from csvariable.facts.load import Tables
from csvariable.kernel.formula import Formula, Given, OfParts, Over, Product, Shared, Sum
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program, Step
from csvariable.kernel.unit import Unit
from csvariable.odds import Way, dealt, drawing, read_history, stacked
from csvariable.odds.given_out import cost_of_draws
from csvariable.odds.givings import NotAllGivenError, givings_of
from csvariable.tables.reading import read_table

LINE = "linear: [{at: 0 %, pays: 0 %}, {at: 200 %, pays: 200 %}]"
NRR = f"nrr: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}"
SALES = "sales: {unit: money, scope: company}"
CALLS = "calls: {unit: number, missing: zero}"
CSAT = "csat: {unit: percent, scope: team, missing: zero}"
KPIS = f"kpis: {{{NRR}, {SALES}, {CSAT}, {CALLS}}}\n"
HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\n"
ROLES = "roles: {head: {}, csm: {}}\n"
PAST = """period,participant,team,role,nrr,sales,csat,calls
2026-Q1,ana,North,csm,90.25 %,,,3
2026-Q1,ben,South,csm,100 %,,,
2026-Q1,dan,South,csm,100 %,,,4
2026-Q1,eva,North,head,0 %,,,3
2026-Q1,,North,,,,80 %,
2026-Q1,,South,,,,95 %,
2026-Q1,,East,,,,50 %,
2026-Q1,*,,,,12345.67,50 %,
2026-Q2,ana,South,csm,77 %,,,5
2026-Q2,ben,South,csm,0 %,,,
2026-Q2,dan,East,csm,33.33 %,,,3
2026-Q2,eva,North,head,120 %,,,3
2026-Q2,fay,North,head,120 %,,,2
2026-Q2,,North,,,,70 %,
2026-Q2,,South,,,,85 %,
2026-Q2,,East,,,,40 %,
2026-Q2,*,,,,99.99,50 %,
2026-Q3,ana,North,csm,100 %,,,1
2026-Q3,ben,South,csm,150 %,,,
2026-Q3,dan,South,csm,0 %,,,0
2026-Q3,eva,South,head,45.5 %,,,9
2026-Q3,fay,North,csm,45.5 %,,,4
2026-Q3,,North,,,,60 %,
2026-Q3,,South,,,,60 %,
2026-Q3,,East,,,,,
2026-Q3,*,,,,-50.01,50 %,
"""
ALL_GIVEN = {
    "of the company": "pool: {pot: {amount: 100.01, by: nrr, scope: company}}\n",
    "of each team": "pool: {pot: {amount: 100.01, by: uniform}}\n",
    "of two roles": "pool: {pot: {amount: 100.01, by: nrr, scope: company, for: [head]}, low: {amount: 7, by: uniform, scope: company, for: [csm]}}\n",
    "of a team's heads": "pool: {pot: {amount: 333.33, by: nrr, for: [head]}}\n",
    "of what is earned": "pool: {pot: {amount: earned, by: nrr, scope: company}}\n",
    "of what a team earned": "pool: {pot: {amount: earned, by: uniform}}\n",
    "at most": "pool: {pot: {amount: 3400, by: earned, at_most: true, scope: company}}\n",
    "a share of sales": "pool: {pot: {amount: {share: 1 %, of: sales}, by: nrr, scope: company}}\n",
    "a share of sales, of heads": "pool: {pot: {amount: {share: 1 %, of: sales}, by: nrr, scope: company, for: [head]}}\n",
    "a podium": "bonuses: {best: {rank: {by: nrr, top: 2}, pays: [50.01, 25]}}\n",
    "a podium of each team": "bonuses: {best: {rank: {by: nrr, top: 3, within: team}, pays: [50, 25, 10.01]}}\n",
    "a podium of each role": "bonuses: {best: {rank: {by: nrr, top: 2, within: role, at_least: {from: 40 %}}, pays: [50, 25]}}\n",
    "a contest of teams": "bonuses: {cup: {rank: {of: team, by: csat, top: 2}, pays: [50.01, 25]}}\n",
    "a contest of many teams": "bonuses: {cup: {rank: {of: team, by: csat, top: 3, at_least: {from: 65 %}}, pays: [50.01, 25, 10]}}\n",
    "a podium with people who have no value": "bonuses: {best: {rank: {by: calls, top: 4}, pays: [50, 25, 10, 5]}}\n",
    "a podium of heads": "roles: {csm: {}, head: {bonuses.best: {rank: {by: nrr, top: 2}, pays: [50, 25]}}}\n",
    "pool and podium": "bonuses: {best: {rank: {by: nrr, top: 1}, pays: [50]}}\npool: {pot: {amount: 600, by: nrr}}\n",
}
NOT_ALL = {
    "a limit of each": "pool: {pot: {amount: 1000, by: nrr, scope: company, each_at_most: 300, excess: lost}}\n",
    "a cap of all": "pool: {pot: {amount: 1000, by: nrr, scope: company}}\ncap_total: 1200\n",
    "a total that is rounded": "pool: {pot: {amount: 1000, by: nrr, scope: company}}\nrounding: {total: 10}\n",
    "a prize in part of a unit": "bonuses: {best: {rank: {by: nrr, top: 1}, pays: [50.5]}}\nrounding: {money: 1}\n",
    "another contest of a role": "bonuses: {best: {rank: {by: nrr, top: 1}, pays: [50]}}\nroles: {csm: {}, head: {bonuses.best: {rank: {by: nrr, top: 2}, pays: [20, 10]}}}\n",
    "a thing as a prize": "bonuses: {best: {rank: {by: nrr, top: 1}, gives: {item: Shirt, value: 25}}}\n",
}


class Deal:
    """A plan on its history, dealt: programs, cards and hands."""

    def __init__(self, plan: str, way: Way, past: str = PAST) -> None:
        plans, problems = plans_of(HEAD + KPIS + plan + ("" if "roles:" in plan else ROLES))
        assert plans is not None, [str(one.message) for one in problems]
        kpis, problems = read_table(past.encode(), "kpis.csv")
        assert kpis is not None, problems
        history, found = read_history(plans, Tables([kpis]))
        assert history is not None, [str(one.message) for one in found]
        assert drawing.shares(history)
        self.hands = dealt(plans, history, way, 60, 1)
        self.facts = stacked(plans, history, self.hands)
        self.programs, _ = frozen(programs_of(plans, self.facts))


@pytest.mark.parametrize("way", ["people", "periods"])
@pytest.mark.parametrize("plan", ALL_GIVEN.values(), ids=ALL_GIVEN)
def test_a_draw_costs_what_it_costs_when_everybody_is_paid(plan: str, way: Way) -> None:
    deal = Deal(plan, way)
    whole, lacking = drawing.paid_whole(deal.programs, deal.facts, deal.hands, None)
    assert lacking == 0
    assert tuple(cost_of_draws(deal.programs, deal.facts, deal.hands)) == whole
    assert len(set(whole)) > 1


@pytest.mark.parametrize("plan", NOT_ALL.values(), ids=NOT_ALL)
def test_what_depends_on_who_gets_what_is_paid_whole(plan: str) -> None:
    deal = Deal(plan, "people")
    with pytest.raises(NotAllGivenError):
        cost_of_draws(deal.programs, deal.facts, deal.hands)


def test_a_team_without_a_value_may_stand_aside_and_is_paid_whole() -> None:
    plan = ALL_GIVEN["a contest of teams"]
    deal = Deal(plan, "people", PAST.replace("East,,,,40 %", "East,,,,").replace(",50 %,", ",,"))
    with pytest.raises(NotAllGivenError):
        cost_of_draws(deal.programs, deal.facts, deal.hands)


@pytest.mark.parametrize(("plan", "kpi"), [("of each team", "nrr"), ("a share of sales", "sales")])
def test_a_card_that_cannot_be_paid_is_paid_with_its_draw(plan: str, kpi: str) -> None:
    deal = Deal(ALL_GIVEN[plan], "people")
    actual = [None, *list(deal.facts.columns[f"{kpi}.actual"])[1:]]
    facts = replace(deal.facts, columns={**deal.facts.columns, f"{kpi}.actual": actual})
    with pytest.raises(NotAllGivenError):
        cost_of_draws(deal.programs, facts, deal.hands)


POOL = Shared("amount", False, "key", "member", "company", False, F(1, 100))
OWN = [Step(name, Purpose.TOTAL, Unit.MONEY, Given(F(1)), ()) for name in ("amount", "key", "member")]


def program(*rows: tuple[str, Formula], total: Formula) -> Program:
    """A program of some steps of rows, of which a total is made."""
    steps = [Step(name, Purpose.TOTAL, Unit.MONEY, formula, ()) for name, formula in rows]
    end = Step("total", Purpose.TOTAL, Unit.MONEY, total, ())
    return costed({None: Program((*OWN, *steps), (end,))})[None]


def test_a_pool_adds_once_to_what_its_people_cost() -> None:
    whole = Sum((OfParts("pool", "sum"), Given(F(5))))
    assert givings_of({None: program(("pool", POOL), total=whole)}) == (POOL,)


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        ([("pool", POOL)], Given(F(5))),
        ([("pool", POOL)], Sum((OfParts("pool", "sum"), OfParts("pool", "sum")))),
        ([("pool", POOL)], OfParts("pool", "last")),
        ([("pool", POOL)], Product((Given(F(2)), OfParts("pool", "sum")))),
        ([("pool", POOL), ("again", replace(POOL, amount="pool"))], OfParts("again", "sum")),
        ([("pool", POOL), ("all", Over("pool", "sum", "person"))], OfParts("all", "sum")),
    ],
    ids=["nowhere", "twice", "of the last row", "times two", "in another pool", "in a sum of rows"],
)
def test_a_pool_that_does_more_is_not_all_given(rows: list[tuple[str, Formula]], total: Formula) -> None:
    with pytest.raises(NotAllGivenError):
        givings_of({None: program(*rows, total=total)})
