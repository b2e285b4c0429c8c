"""One person paid again beside others who are not: equal to paying everybody anew, value for value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction as F
from itertools import product
from typing import Literal

import pytest
from readers import HEAD, Ran

from csvariable.engine.exact.across import over, placed, prize_beside
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.groups import Beside, group_keys
from csvariable.engine.rerun.beside import OthersAsTheyWere
from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Participant, Value
from csvariable.kernel.apportion import apportion, part_of_equals
from csvariable.kernel.diagnostic import FilePlace, Route
from csvariable.kernel.formula import Over, Placed, Within

DAYS = HEAD + "target_incentive: 1000\n"
SLOPE = "curve: {of: actual, linear: [{at: 0, pays: 0 %}, {at: 100, pays: 100 %}]}"
X = f"kpis:\n  x: {{weight: 100 %, unit: number, {SLOPE}"
KPIS = X + ", missing: hold}\n  y: {unit: number, missing: hold}\n"
PEOPLE = "participant,team\nf,North\nb,North\na,South\nd,North\ne,South\nc,\ng,North\n"
FILE = "participant,x,y\na,50,1\nb,50,2\nc,30,\nd,70,1\ne,,2\nf,50,2\ng,10,1\n"
VALUES = (F(0), F(10), F(30), F(40), F(50), F(60), F(70), F(75), F(200))


def contest(said: str, pays: str = "[100, 55, 20]") -> str:
    return KPIS + f"bonuses:\n  cup: {{rank: {{{said}, top: 3}}, pays: {pays}}}\n"


PLANS: Mapping[str, str] = {
    "of all": contest("by: x"),
    "of teams' people": contest("by: x, within: team"),
    "decided by a second step": contest("by: [x, y]"),
    "for some alone": contest("by: x, at_least: {from: 40}"),
    "a pool": KPIS + "pool:\n  q: {amount: 1000, by: x, scope: company}\n",
    "pools of teams": KPIS + "pool:\n  q: {amount: 1000, by: x}\n",
    "a pool with a limit for each": KPIS
    + "pool:\n  q: {amount: 1000, by: x, scope: company, each_at_most: 300, excess: others}\n",
    "two contests and a pool": contest("by: x")
    + "  tip: {rank: {by: [y, x], top: 1}, pays: [9]}\npool:\n  q: {amount: 77, by: x, scope: company}\n",
}


def other_values(ran: Ran, kpi: str) -> Iterator[tuple[int, F, dict[str, Value]]]:
    """Every person with every other value, and all steps of the person where everybody is paid anew."""
    results, column = ran.results, f"{kpi}.actual"
    for at, person in enumerate(results.facts.people):
        for value in VALUES:
            values = list(results.facts.columns[column])
            values[person.rows[-1]] = value
            facts = replace(results.facts, columns={**results.facts.columns, column: values})
            yield at, value, evaluate(results.programs, facts).steps_of_person(at)


def agrees(ran: Ran, kpi: str) -> None:
    paid = 0
    for at, value, wanted in other_values(ran, kpi):
        pay = ran.pay(at)
        after = pay.computed(kpi, pay.rows[-1], value)
        if after is not None:
            paid += 1
            assert after.steps_of_person(0) == wanted, (at, value)
    assert paid


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS.keys())
@pytest.mark.parametrize("kpi", ["x", "y"])
def test_one_person_is_paid_as_if_everybody_were_paid_anew(plan: str, kpi: str) -> None:
    if "pool" in plan:  # a pool is shared by what all its people have, in a team of theirs
        agrees(Ran(DAYS + plan, FILE.replace("e,,2", "e,0,2"), PEOPLE.replace("c,", "c,South")), kpi)
    else:
        agrees(Ran(DAYS + plan, FILE, PEOPLE), kpi)


def test_nobody_else_is_paid_where_others_keep_what_they_are_looked_at_for() -> None:
    ran = Ran(DAYS + contest("by: x"), FILE, PEOPLE)
    pay = ran.pay(1)
    assert pay.computed("x", 0, F(75)) is not None
    assert "circle" not in vars(pay)


PEERS = "proration: {amount: none}\nabsences: {leave: peer-average}\n"
ABSENT = "participant,team,leave\na,North,\nb,North,46\nc,North,\nd,South,\ne,South,20\nf,North,92\n"
RATES = "participant,x\na,50\nb,50\nc,30\nd,70\ne,10\nf,20\n"
NESTED = "bonuses:\n  cup: {rank: {by: x.payout_rate, top: 3}, pays: [100, 55, 20]}\n"


@pytest.mark.parametrize(("more", "alone"), [("", True), (NESTED, False)])
def test_the_mean_of_peers_is_that_of_everybody_paid_anew(more: str, *, alone: bool) -> None:
    """A contest by what rests on the mean looks at others whom the mean has moved: they are paid too."""
    ran = Ran(DAYS + PEERS + X + "}\n" + more, RATES, ABSENT, "2026-Q3")
    agrees(ran, "x")
    pay = ran.pay(0)
    assert pay.computed("x", 0, F(75)) is not None
    assert ("circle" not in vars(pay)) is alone


def test_a_result_of_a_team_is_another_for_all_its_people() -> None:
    plan = DAYS + contest("by: x").replace("unit: number, curve", "unit: number, scope: team, curve")
    ran = Ran(
        plan,
        "team,participant,x,y\nNorth,,50,\nSouth,,60,\n,a,,1\n,b,,2\n,c,,3\n",
        "participant,team\na,North\nb,North\nc,South\n",
    )
    column = ran.results.facts.columns["x.actual"]
    after = ran.pay(0).computed("x", 0, F(70))
    facts = replace(
        ran.results.facts, columns={**ran.results.facts.columns, "x.actual": [F(70), F(70), column[2]]}
    )
    assert after is not None
    assert after.steps_of_person(0) == evaluate(ran.results.programs, facts).steps_of_person(0)


@pytest.mark.parametrize("fold", ["sum", "mean"])
@pytest.mark.parametrize("within", ["company", "team", "person"])
@pytest.mark.parametrize("where", [None, "flag"])
def test_a_sum_over_a_group_is_less_what_a_person_had_and_more_what_they_have(
    fold: Literal["sum", "mean"], within: Within, where: str | None
) -> None:
    """Somebody with rows in two teams, one of them with nobody else, and values that come and go."""
    flags: list[Value] = [F(1), F(0), F(1), F(1), None]
    facts = Facts(
        people=(Participant("a", None, (0, 3)), Participant("b", None, (1,)), Participant("c", None, (2, 4))),
        roles=[None] * 5,
        teams=["n", "n", "n", "s", "w"],
        columns={"flag": flags},
        present=[True] * 5,
        place=lambda _row, _column: FilePlace("facts"),
    )
    before: list[Value] = [F(1), F(20), None, F(1, 3), F(5)]
    node, keys = Over("s", fold, within, where), group_keys(within, facts)
    results = Results({}, facts, {"s": before}, {})
    for at, person in enumerate(facts.people):
        for now in product([F(7, 2), F(-1), None], repeat=len(person.rows)):
            values = list(before)
            for row, value in zip(person.rows, now, strict=True):
                values[row] = value
            wanted = over(node, values, keys, facts)
            assert OthersAsTheyWere(results, at)(node, {"s": now}) == [wanted[row] for row in person.rows]
    assert OthersAsTheyWere(results, 0)(Over("none", fold, within, where), {}) == [None, None]


@pytest.mark.parametrize("number", range(40))
def test_a_prize_is_the_one_that_is_given_when_all_are_placed(number: int) -> None:
    """Ties, wholes below zero, wholes that are no multiple of a cent, places past the last prize."""
    prizes = [(F(100), F(50), F(-25, 3)), (F(10),), (F(7), F(7), F(7), F(1, 100)), (F(-1), F(-2))][number % 4]
    told = ("prize", "place")[number // 4 % 2]
    values: list[Value] = [F(one) for one in (3, 1, 3, 2, 3, number % 5)]
    node = Placed("s", "in", prizes, "company", F(1, 100), falling=False, route=Route(()), tells=told)  # type: ignore[arg-type]
    sheet: Mapping[str, Sequence[Value]] = {"s": values, "in": [F(1)] * 6}
    ids = ["m", "b", "a", "z", "k", "c"]
    whole = placed(node, sheet, [None] * 6, ids)
    for at, mine in enumerate(values):
        others = [(one, name) for one, name in zip(values, ids, strict=True) if name != ids[at]]
        assert mine is not None
        tied = [name for one, name in others if one == mine]
        better = sum(one is not None and one > mine for one, _ in others)
        found = Beside(better, len(tied), sum(name < ids[at] for name in tied))
        assert prize_beside(node, found) == whole[at]


@pytest.mark.parametrize("whole", [F(0), F(1), F(100, 3), F(-7, 100), F(5, 1000), F(-11)])
def test_equal_parts_are_those_of_the_largest_remainder(whole: F) -> None:
    for many in range(1, 9):
        parts = apportion(whole, [F(1)] * many, range(many), F(1, 100))
        assert parts == [part_of_equals(whole, many, number, F(1, 100)) for number in range(many)]
