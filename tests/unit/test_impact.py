"""What followed a change of the plan: exact figures, with how many people they are of."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings, strategies as some
from readers import HEAD, Ran

from csvariable.scenario.impact import Agreement, agreement, ordered_alike, paid_kpis, performances, shift

CURVE = "curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}"
PLAN = HEAD + f"target_incentive: 1000\nkpis:\n  nrr: {{weight: 100 %, unit: percent, {CURVE}}}\n"
SLOW = "curve: {of: actual, linear: [{at: 100, pays: 0 %}, {at: 0, pays: 100 %}]}"
FRT = f"kpis:\n  frt: {{weight: 100 %, unit: number, direction: lower, {SLOW}}}\n"
SPEED = HEAD + "target_incentive: 1000\n" + FRT


def ran(plan: str, kpi: str, *values: str, team: str = "") -> Ran:
    """A run of people with these results."""
    head = f"id,team,{kpi}\n" if team else f"id,{kpi}\n"
    rows = "".join(f"p{at},{f'{team},' if team else ''}{one}\n" for at, one in enumerate(values))
    return Ran(plan, head + rows)


def runs(*periods: Ran) -> list[tuple[object, object]]:
    """Runs as they are compared."""
    return [(one.results, one.plans) for one in periods]


def test_a_gain_costs_what_is_paid_more_for_each_point() -> None:
    before = runs(ran(PLAN, "nrr", "40 %", "60 %"), ran(PLAN, "nrr", "50 %", "50 %"))
    after = runs(ran(PLAN, "nrr", "60 %", "70 %"))
    found = shift("nrr", before, after)  # type: ignore[arg-type]
    assert found is not None
    assert (found.before, found.after, found.n) == (Fraction(1, 2), Fraction(13, 20), 2)
    assert found.gained == 15
    assert (found.paid_before, found.paid_after) == (Fraction(1000), Fraction(1300))
    assert found.per_point == 20
    assert found.spread == 0
    assert found.finding == "few"


SOLD = "curve: {of: attainment, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}"
SALES = HEAD + f"target_incentive: 1000\nkpis:\n  sold: {{weight: 100 %, unit: money, {SOLD}}}\n"


def test_a_point_of_money_is_a_hundredth_of_the_target() -> None:
    """20,000 of targets of 10,000 and 30,000: a point is 200.00, and 400.00 more are two."""
    files = "id,sold,sold.target\np0,5000,10000\np1,9000,30000\n"
    old = Ran(SALES, files)
    new = Ran(SALES, files.replace("p0,5000", "p0,5800"))
    found = shift("sold", runs(old), runs(new))  # type: ignore[arg-type]
    assert found is not None
    assert (found.point, found.gained) == (Fraction(200), Fraction(2))
    assert (found.paid_before, found.paid_after) == (Fraction(800), Fraction(880))
    assert found.per_point == 40


def test_without_a_target_of_everybody_money_has_no_point() -> None:
    plan = SALES.replace(SOLD, "curve: {of: actual, linear: [{at: 0, pays: 0 %}, {at: 100, pays: 100 %}]}")
    old = Ran(plan, "id,sold\np0,50\n")
    found = shift("sold", runs(old), runs(Ran(plan, "id,sold\np0,60\n")))  # type: ignore[arg-type]
    assert found is not None
    assert (found.point, found.gained, found.per_point) == (None, None, None)


def test_where_less_is_better_less_is_a_gain() -> None:
    found = shift("frt", runs(ran(SPEED, "frt", "60")), runs(ran(SPEED, "frt", "20")))  # type: ignore[arg-type]
    assert found is not None
    assert (found.gained, found.per_point, found.n) == (Fraction(40), Fraction(10), 1)
    back = shift("frt", runs(ran(SPEED, "frt", "20")), runs(ran(SPEED, "frt", "60")))  # type: ignore[arg-type]
    assert back is not None
    assert (back.gained, back.per_point) == (Fraction(-40), None)


@pytest.mark.parametrize(
    ("gains", "finding"), [((10,) * 8, "clear"), ((40, -20) * 4, "unclear"), ((10,) * 7, "few")]
)
def test_nothing_is_concluded_of_a_few_or_of_what_varies_as_much(
    gains: tuple[int, ...], finding: str
) -> None:
    before = runs(ran(PLAN, "nrr", *["50 %"] * len(gains)))
    after = runs(ran(PLAN, "nrr", *[f"{50 + one} %" for one in gains]))
    found = shift("nrr", before, after)  # type: ignore[arg-type]
    assert found is not None
    assert found.finding == finding
    assert found.gained == 10


def test_only_those_who_were_measured_twice_are_compared() -> None:
    after = ran(PLAN, "nrr", "70 %", "10 %", "20 %")
    found = shift("nrr", runs(ran(PLAN, "nrr", "50 %")), runs(after))  # type: ignore[arg-type]
    assert found is not None
    assert (found.n, found.after) == (1, Fraction(7, 10))
    assert shift("nrr", runs(ran(SPEED, "frt", "20")), runs(after)) is None  # type: ignore[arg-type]
    assert paid_kpis(after.results) == ("nrr",)


def test_the_result_of_a_team_is_one_value() -> None:
    plan = PLAN.replace("unit: percent", "unit: percent, scope: team")
    files = "id,team,nrr\na,North,\nb,North,\nc,South,\n,North,50 %\n,South,70 %\n"
    old, new = Ran(plan, files), Ran(plan, files.replace("50 %", "60 %"))
    found = shift("nrr", runs(old), runs(new))  # type: ignore[arg-type]
    assert found is not None
    assert (found.n, found.gained) == (2, Fraction(5))


def test_pay_that_follows_what_is_reached_agrees_in_every_pair() -> None:
    one = ran(PLAN, "nrr", *[f"{at} %" for at in range(10, 100, 9)])
    found = agreement(one.results, one.plans, "nrr")
    assert (found.n, found.pairs, found.agreeing, found.share) == (10, 45, 45, Fraction(1))
    assert found.concludes
    assert agreement(one.results, one.plans, None).n == 0  # the plan has no attainment as a whole
    fast = ran(SPEED, "frt", "10", "20", "20")
    assert agreement(fast.results, fast.plans, "frt").share == 1
    assert not agreement(fast.results, fast.plans, "frt").concludes


def test_who_has_no_target_or_no_such_kpi_is_not_compared() -> None:
    plan = PLAN + f"roles:\n  lead:\n    kpis.csat: {{weight: 0 %, unit: percent, {CURVE}}}\n"
    files = "id,nrr,csat\na,50 %,\nb,60 %,70 %\n"
    people = "id,role,target_incentive\na,,0\nb,lead,1000\n"
    one = Ran(plan, files, people)
    assert list(performances(one.results, one.plans, "nrr")) == [(Fraction(3, 5), Fraction(3, 5))]
    assert list(performances(one.results, one.plans, "csat")) == [(Fraction(7, 10), Fraction(3, 5))]
    same = shift("csat", runs(one), runs(one))  # type: ignore[arg-type]
    assert same is not None
    assert (same.n, same.finding) == (1, "few")
    assert Agreement(1, 0, 0).share is None


@given(some.lists(some.tuples(some.integers(0, 6), some.integers(0, 6)), max_size=12))
@settings(max_examples=60, deadline=None)
def test_pairs_are_counted_as_by_hand(values: list[tuple[int, int]]) -> None:
    pairs = [(Fraction(one), Fraction(other)) for one, other in values]
    both = [(a, b) for a, b in combinations(pairs, 2) if a[0] != b[0] and a[1] != b[1]]
    agreeing = [(a, b) for a, b in both if (a[0] < b[0]) == (a[1] < b[1])]
    assert ordered_alike(pairs) == (len(both), len(agreeing))
