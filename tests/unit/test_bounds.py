"""Bounds on small plans, counted by hand."""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path

import pytest
from engine import plans_of

from csvariable.bounds import Interval, bounds, exactly
from csvariable.bounds.interval import (
    NOTHING,
    hull,
    inverse,
    outermost,
    product,
    quotient,
    rounded_interval,
    scaled,
    total,
)
from csvariable.exposure import Exposure, Open, exposure
from csvariable.exposure.domains import of_plan
from csvariable.facts.load import Tables, load
from csvariable.tables.reading import read_table

PLANS = Path(__file__).parents[2] / "plans"
HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\n"
LINE = "linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}, {at: 110 %, pays: 150 %}]"


def exposed(text: str, kpis: str | None = None, people: str | None = None) -> Exposure:
    plans, problems = plans_of(HEAD + text)
    assert plans is not None, [str(problem.message) for problem in problems]
    if kpis is None:
        return exposure(plans)
    staff = None if people is None else read_table(people.encode(), "people.csv")[0]
    table, _ = read_table(kpis.encode(), "kpis.csv")
    assert table is not None
    facts, found = load(Tables([table], staff), plans)
    assert facts is not None, [str(problem.message) for problem in found]
    return exposure(plans, facts)


def test_a_monotone_plan_costs_what_its_best_point_pays() -> None:
    found = exposed("kpis: {nrr: {weight: 100 %, unit: percent, curve: {of: actual, " + LINE + "}}}")
    [one] = found.people
    assert one.least.bound == 0
    assert one.most.bound == 1500
    assert one.least.reached
    assert one.most.reached
    assert one.at_target == 1000
    assert one.at_threshold == 0


def test_a_curve_that_goes_on_is_named_as_what_leaves_the_plan_open() -> None:
    plan = "kpis: {nrr: {weight: 100 %, unit: percent, curve: {of: actual, beyond: continue, " + LINE + "}}}"
    found = exposed(plan)
    assert found.people[0].most.bound is None
    assert found.open_ == {None: (Open("curve", ("kpis", "nrr", "curve", "linear", 2)),)}


def test_a_cap_closes_what_a_curve_leaves_open_and_binds() -> None:
    plan = (
        "cap: 200 %\nkpis: {nrr: {weight: 100 %, unit: percent, curve: {of: actual, beyond: continue, "
        + LINE
        + "}}}"
    )
    found = exposed(plan)
    assert found.people[0].most.bound == 2000
    assert found.people[0].most.reached
    assert [(cap.route, cap.binds) for cap in found.caps[None]] == [(("cap",), True)]
    assert not found.open_


def test_a_cap_above_everything_is_never_reached() -> None:
    found = exposed(
        "cap: 200 %\nkpis: {nrr: {weight: 100 %, unit: percent, curve: {of: actual, " + LINE + "}}}"
    )
    assert [(cap.route, cap.binds) for cap in found.caps[None]] == [(("cap",), False)]


def test_a_bonus_for_each_unit_is_named_as_what_leaves_the_plan_open() -> None:
    plan = "kpis: {calls: {unit: number}}\nbonuses: {each: {per: calls, pays: 2}}"
    found = exposed(plan)
    assert found.open_ == {None: (Open("bonus", ("bonuses", "each")),)}


def test_a_gate_and_the_curve_of_one_kpi_are_known_to_move_together() -> None:
    """Under 95 % the line pays less than 50 %, whole; from there on the gate halves it."""
    plan = (
        "gates: {g: {when: {nrr: {below: 95 %}}, otherwise: {of: plan, times: 50 %}}}\n"
        "kpis: {nrr: {weight: 100 %, unit: percent, curve: {of: actual, " + LINE + "}}}"
    )
    found = exposed(plan)
    assert found.people[0].most.bound == 750
    assert found.people[0].most.reached


def test_a_kpi_of_any_value_is_cut_where_its_lines_change_too() -> None:
    """Money may be below 0 and has no end: from 95 on the gate is closed, below it half is not paid."""
    line = LINE.replace(" %, pays", ", pays")
    found = exposed(
        "gates: {g: {when: {sales: {below: 95}}, otherwise: {of: plan, times: 50 %}}}\n"
        "kpis: {sales: {weight: 100 %, unit: money, curve: {of: actual, " + line + "}}}"
    )
    assert found.people[0].most.bound == 750
    assert found.people[0].most.reached


def test_people_of_the_facts_keep_their_own_amounts() -> None:
    found = exposed(
        "kpis: {nrr: {weight: 100 %, unit: percent, curve: {of: actual, " + LINE + "}}}",
        "participant,nrr,target_incentive\nana,95 %,2000\nben,100 %,1000\n",
    )
    assert [one.most.bound for one in found.people] == [3000, 1500]
    assert found.most.bound == 4500
    assert found.at_target == 3000
    assert found.incentive == 3000


def test_a_pool_is_shared_and_never_paid_twice() -> None:
    found = exposed(
        "kpis: {calls: {unit: number}}\npool: {pot: {amount: 900, by: calls, scope: company}}",
        "participant,calls\nana,3\nben,1\nchloe,2\n",
    )
    assert found.most.bound == 900
    assert all(one.most.bound == 900 for one in found.people)


def test_a_podium_is_paid_once() -> None:
    found = exposed(
        "kpis: {calls: {unit: number}}\n"
        "bonuses: {podium: {rank: {by: calls, top: 2, ties: share}, pays: [50, 30]}}",
        "participant,calls\nana,3\nben,1\nchloe,2\n",
    )
    assert found.most.bound == 80


def test_rewards_count_with_their_value() -> None:
    found = exposed(
        "kpis: {nrr: {weight: 100 %, unit: percent, curve: {of: actual, " + LINE + "}}}\n"
        "bonuses: {shirt: {when: {nrr: {from: 100 %}}, gives: {item: Shirt, value: 25}}}"
    )
    assert found.people[0].most.bound == 1525


def test_bounds_give_every_step_an_interval() -> None:
    plans, _ = plans_of(
        HEAD + "kpis: {nrr: {weight: 100 %, unit: percent, curve: {of: actual, " + LINE + "}}}"
    )
    assert plans is not None
    [one] = of_plan(plans)
    domains = {**one.person.domains[0], "nrr.actual": Interval(F("0.95"), F("1.05"))}
    found = bounds(one.person.programs[0], domains)
    assert found["nrr.payout_rate"] == Interval(F(1, 2), F(5, 4))
    assert found["total"] == Interval(F(500), F(1250))
    assert found["target_incentive"].point == 1000


def test_a_value_of_facts_gives_the_value_that_is_paid() -> None:
    plans, _ = plans_of(
        HEAD + "kpis: {nrr: {weight: 100 %, unit: percent, curve: {of: actual, " + LINE + "}}}"
    )
    assert plans is not None
    [one] = of_plan(plans)
    found = bounds(one.person.programs[0], {**one.person.domains[0], "nrr.actual": exactly(F("1.023"))})
    assert found["total"].point == 1115


# ------------------------------------------------------------------------------- intervals


def test_sums_products_and_quotients_of_intervals() -> None:
    one, other = Interval(F(1), F(2)), Interval(F(-3), F(4))
    assert total((one, other)) == Interval(F(-2), F(6))
    assert product(one, other) == Interval(F(-6), F(8))
    assert scaled(one, F(-2)) == Interval(F(-4), F(-2))
    assert scaled(Interval(F(1), None), F(0)) == Interval(F(0), F(0))
    assert quotient(other, one) == Interval(F(-3), F(4))
    assert quotient(one, exactly(F(0))) == NOTHING
    assert product(Interval(F(0), None), Interval(F(-1), F(2))) == Interval(None, None)


def test_a_divisor_that_can_be_zero_may_leave_nothing() -> None:
    assert inverse(Interval(F(0), F(4))) == Interval(F(1, 4), None, absent=True)
    assert inverse(Interval(F(0), F(4), low_open=True)).absent is False
    assert inverse(Interval(F(-2), F(-1))) == Interval(F(-1), F(-1, 2))
    assert inverse(Interval(F(-2), F(1))) == Interval(None, None, absent=True)
    assert inverse(exactly(F(0))) == NOTHING


def test_least_greatest_hull_and_rounding() -> None:
    one, other = Interval(F(1), F(5)), Interval(F(2), None)
    assert outermost((one, other), least=True) == Interval(F(1), F(5))
    assert outermost((one, other), least=False) == Interval(F(2), None)
    assert hull((one, exactly(None))) == Interval(F(1), F(5), absent=True)
    assert hull((NOTHING,)) == NOTHING
    assert rounded_interval(Interval(F("1.004"), F("1.996")), F(1, 100), "half-up") == Interval(F(1), F(2))


@pytest.mark.parametrize(
    "make",
    [lambda: total((NOTHING,)), lambda: scaled(NOTHING, F(2)), lambda: product(NOTHING, exactly(F(1)))],
)
def test_nothing_is_contagious(make: object) -> None:
    assert callable(make)
    assert make() == NOTHING


def test_an_interval_knows_what_it_holds() -> None:
    one = Interval(F(0), F(1), absent=True, high_open=True)
    assert [one.holds(value) for value in (None, F(0), F(1, 2), F(1), F(-1))] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert one.surely().holds(None) is False
    assert exactly(F(3)).point == 3
    assert NOTHING.holds(F(0)) is False


@pytest.mark.parametrize(("also", "whole"), [("{below: 28 %}", 60), ("{from: 28 %}", 90)])
def test_prizes_that_nobody_can_have_are_not_taken_from_the_total(also: str, whole: int) -> None:
    text = (
        "kpis: {k: {unit: number, target: 10}}\nbonuses:\n"
        "  podium: {rank: {by: k, top: 1}, pays: [30], "
        f"when: {{k: {{from: 60}}, k.attainment: {also}}}}}\n"
        "  each: {pays: 20}\n"
    )
    assert exposed(text, "participant,k\nana,1\nben,2\neva,3\n").most.bound == whole


@pytest.mark.parametrize("name", ["csm-saas", "account-manager", "shops-contest", "saas-menu"])
def test_a_reading_elsewhere_is_the_reading_of_the_box_there(name: str) -> None:
    """What does not look at a column is kept, and everything else is read anew."""
    plans, _ = plans_of((PLANS / name / "plan.yaml").read_text("utf-8"))
    assert plans is not None
    for person in [one.person for one in of_plan(plans)]:
        reading, box = person.reading(), {}
        steps = [step.name for step in person.programs[-1].person_steps]
        rows = [[step.name for step in program.row_steps] for program in person.programs]
        for at, (column, interval) in enumerate(person.box().items()):
            end = interval.low if interval.low is not None and at % 2 else interval.high
            box[column] = exactly(F(1, 2) if end is None else end)
            reading = reading.elsewhere(column, box[column])
            anew = person.reading(box)
            for names, one, other in zip(
                [*rows, steps],
                [*(reading.rows or ()), reading],
                [*(anew.rows or ()), anew],
                strict=True,
            ):
                for step in names:
                    assert one.step(step).interval == other.step(step).interval, (column, step)
