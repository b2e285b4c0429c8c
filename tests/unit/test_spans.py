"""What a plan can cost: least, most, at target and at threshold, for each person and for all."""

from __future__ import annotations

from fractions import Fraction as F

from engine import plans_of

from csvariable.bounds import Extreme
from csvariable.engine.run import Progress
from csvariable.exposure import Exposure, cost_of, exposure
from csvariable.exposure.totals import pooled, sum_of, whole_of
from csvariable.facts.load import Tables, load
from csvariable.kernel.formula import Given, Product, Ref, Sum
from csvariable.program.compilation import compile_plan
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\n"
PAID = "target_incentive: 1000\n"
LINE = "linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}, {at: 110 %, pays: 150 %}]"
SOLO = f"kpis: {{x: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}}}\n"
COUNT = "kpis: {c: {unit: number}}\n"
CENT = F(1, 100)


def table(text: str) -> Table:
    found, problems = read_table(text.encode(), "f.csv")
    assert found is not None, problems
    return found


def exposed(
    text: str,
    kpis: str | None = None,
    people: str | None = None,
    progress: Progress | None = None,
    period: str | None = None,
) -> Exposure:
    plans, problems = plans_of(HEAD + text)
    assert plans is not None, [str(problem.message) for problem in problems]
    if kpis is None:
        return exposure(plans, None, progress)
    staff = None if people is None else table(people)
    facts, problems = load(Tables([table(kpis)], staff), plans, period)
    assert facts is not None, [str(problem.message) for problem in problems]
    return exposure(plans, facts, progress)


def spans(found: Exposure) -> list[tuple[str, list[F | None]]]:
    """Least, most, at target, at threshold and incentive of everybody."""
    return [
        (one.id, [one.least.bound, one.most.bound, one.at_target, one.at_threshold, one.incentive])
        for one in found.people
    ]


def amounts(*values: int | str | None) -> list[F | None]:
    return [None if value is None else F(value) for value in values]


# ------------------------------------------------------------------------------------- everybody's spans


def test_without_facts_there_is_somebody_of_each_role_and_no_total() -> None:
    found = exposed(PAID + SOLO + "roles: {head: {target_incentive: 2000}}\n")
    assert spans(found) == [("", amounts(0, 1500, 1000, 0, 1000)), ("head", amounts(0, 3000, 2000, 0, 2000))]
    assert not found.of_facts
    assert [found.at_target, found.at_threshold, found.incentive] == [None, None, None]
    assert [one.role for one in found.people] == [None, "head"]


def test_the_people_of_files_add_up() -> None:
    told: list[tuple[int, int]] = []
    found = exposed(
        PAID + SOLO + "roles: {head: {target_incentive: 2000}}\n",
        "participant,x\nana,95 %\nben,100 %\neva,90 %\nzoe,100 %\n",
        "participant,name,role\nana,Ana,\nben,,head\neva,,\nzoe,,head\n",
        lambda at, of: told.append((at, of)),
    )
    plain, head = amounts(0, 1500, 1000, 0, 1000), amounts(0, 3000, 2000, 0, 2000)
    assert spans(found) == [("ana", plain), ("ben", head), ("eva", plain), ("zoe", head)]
    assert found.of_facts
    assert (found.least, found.most) == (Extreme(F(0), reached=True), Extreme(F(9000), reached=True))
    assert [found.at_target, found.at_threshold, found.incentive] == [F(6000), F(0), F(6000)]
    assert [(one.name, one.role) for one in found.people][:2] == [("Ana", None), (None, "head")]
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_plan_without_incentives_has_none() -> None:
    found = exposed(COUNT + "bonuses: {b: {per: c, pays: 2, cap: 90}}\n", "participant,c\nana,3\nben,4\n")
    assert [one.incentive for one in found.people] == [None, None]
    assert found.incentive is None
    assert found.most.bound == 180


def test_rows_of_a_person_add_up() -> None:
    found = exposed(
        PAID + SOLO + "proration: {amount: calendar-days}\nroles: {head: {target_incentive: 2000}}\n",
        "participant,x\nana,95 %\n",
        "participant,role,entry,exit\nana,,2026-07-01,2026-08-15\nana,head,2026-08-16,\n",
        period="2026-Q3",
    )
    assert spans(found) == [("ana", amounts(0, 2250, 1500, 0, 1500))]


def test_rewards_count_at_target_with_their_value() -> None:
    text = PAID + SOLO + "bonuses: {shirt: {when: {x: {from: 100 %}}, gives: {item: Shirt, value: 25}}}\n"
    assert spans(exposed(text)) == [("", amounts(0, 1525, 1025, 0, 1000))]
    assert spans(exposed(text, "participant,x\nana,95 %\n")) == [("ana", amounts(0, 1525, 1025, 0, 1000))]


def test_levels_are_those_of_somebody_who_is_guaranteed_nothing() -> None:
    found = exposed(PAID + SOLO + "guarantee: {pays: 70 %, months: 3}\n")
    assert spans(found) == [("", amounts(0, 1500, 1000, 0, 1000))]


def test_a_team_result_stands_at_its_level_too() -> None:
    team = SOLO.replace("unit: percent,", "unit: percent, scope: team,")
    found = exposed(PAID + team, "participant,team,x\nana,n,\nben,n,\n,n,95 %\n")
    assert spans(found) == [(who, amounts(0, 1500, 1000, 0, 1000)) for who in ("ana", "ben")]


def test_what_nothing_puts_at_a_level_stands_as_it_is_in_the_files_or_adds_nothing() -> None:
    text = (
        PAID
        + SOLO.replace("}}}\n", "}}, c: {unit: number}}\n")
        + "bonuses: {b: {per: c, pays: 2, cap: 90}}\n"
    )
    assert spans(exposed(text, "participant,x,c\nana,95 %,7\n")) == [
        ("ana", amounts(0, 1590, 1014, 14, 1000))
    ]
    assert spans(exposed(text))[0][1][2:] == amounts(1000, 0, 1000)


# ---------------------------------------------------------------------------------------- what is shared


def test_pools_of_teams_are_each_paid_once() -> None:
    text = (
        PAID
        + SOLO
        + "pool: {pot: {amount: 900, by: uniform}, more: {amount: 70, by: uniform, scope: company}}\n"
    )
    found = exposed(
        text, "participant,x\nana,95 %\nben,95 %\neva,95 %\n", "participant,team\nana,n\nben,n\neva,s\n"
    )
    assert [one.most.bound for one in found.people] == amounts("1973.34", "1973.33", "2423.33")
    assert found.most == Extreme(F(3 * 1500 + 900 + 900 + 70), reached=True)


def test_a_podium_of_each_role_is_paid_once() -> None:
    text = (
        COUNT + "bonuses: {podium: {rank: {by: c, top: 2, within: role}, pays: [50, 30]}}\n"
        "roles: {head: {}}\n"
    )
    found = exposed(
        text, "participant,c\nana,3\nben,1\neva,2\nzoe,5\n", "participant,role\nana,\nben,\neva,\nzoe,head\n"
    )
    assert [one.most.bound for one in found.people] == amounts(50, 50, 50, 50)
    assert found.most == Extreme(F(80 + 50), reached=False)


def test_what_a_cap_leaves_out_already_is_not_left_out_of_the_shares_again() -> None:
    text = PAID + SOLO + "cap_total: 1600\npool: {pot: {amount: 300, by: c, scope: company}}\n"
    text = text.replace("}}}\n", "}}, c: {unit: number}}\n", 1)
    found = exposed(text, "participant,x,c\nana,95 %,1\nben,95 %,1\neva,95 %,1\n")
    assert [one.most.bound for one in found.people] == amounts(1600, 1600, 1600)
    assert found.most == Extreme(F(4800), reached=False)


def test_a_total_is_reached_where_everybody_meets_a_cap_whatever_is_shared() -> None:
    text = PAID + SOLO + "cap_total: 1400\npool: {pot: {amount: 300, by: uniform, scope: company}}\n"
    found = exposed(text, "participant,x\nana,95 %\nben,95 %\n")
    assert found.most == Extreme(F(2800), reached=True)


def test_a_total_is_not_called_reached_where_that_of_somebody_is_not() -> None:
    """Just below 10 calls, 20 is bounded and not shown to be paid."""
    text = COUNT + "bonuses: {b: {when: {c: {below: 10}}, per: c, pays: 2}}\n"
    found = exposed(text, "participant,c\nana,3\nben,4\n")
    assert found.most == Extreme(F(40), reached=False)
    assert found.least == Extreme(F(0), reached=True)


def test_who_is_open_leaves_the_total_open() -> None:
    text = (
        PAID
        + SOLO
        + "bonuses: {b: {per: y, pays: 2}}\npool: {pot: {amount: 900, by: uniform, scope: company}}\n"
    )
    text = text.replace("}}}\n", "}}, y: {unit: number}}\n", 1)
    found = exposed(text, "participant,x,y\nana,95 %,1\nben,95 %,1\n")
    assert found.most == Extreme(None, reached=False)


# ------------------------------------------------------------------------------------------------ sums


def test_the_cost_of_a_person_is_the_total_and_what_the_rewards_are_worth() -> None:
    def cost(bonuses: str) -> object:
        plans, problems = plans_of(HEAD + PAID + SOLO + bonuses)
        assert plans is not None, [str(problem.message) for problem in problems]
        return cost_of(compile_plan(plans.of(None), None))

    assert cost("") == Ref("total")
    assert cost("bonuses: {day: {gives: {leave_days: 1}}}\n") == Ref("total")
    both = "bonuses: {shirt: {gives: {item: Shirt, value: 25}}, day: {gives: {leave_days: 1}}}\n"
    assert cost(both) == Sum((Ref("total"), Product((Given(F(25)), Ref("bonuses.shirt.given")))))


def test_a_sum_is_of_what_is_known_and_an_extreme_of_what_all_reach() -> None:
    assert sum_of([F(1), None, F(2)]) == 3
    assert sum_of([None, None]) is None
    one, other = Extreme(F(1), reached=True, paid=F(1)), Extreme(F(2), reached=False, paid=F(1))
    assert whole_of([one, one], F(2)) == Extreme(F(2), reached=True)
    assert whole_of([one, one]) == Extreme(F(2), reached=False)
    assert whole_of([one, other], F(2)) == Extreme(F(3), reached=False)
    assert whole_of([one, Extreme(None, reached=False)], F(2)) == Extreme(None, reached=False)
    assert pooled([one, other], (), None) == Extreme(F(3), reached=False)
    assert whole_of([one, other], F(2)).paid == 2
