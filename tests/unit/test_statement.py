"""The statement is the program read back: lines, operands, effects, what they rest on."""

# ruff: noqa: E501 (a KPI reads best on one line)
from __future__ import annotations

from fractions import Fraction as F

import pytest
from loading import PLAN
from readers import HEAD, Ran, demo

from csvariable.documents.statement_lines import is_shown
from csvariable.kernel.formula import Fact, Given, Ref
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Step
from csvariable.kernel.unit import Unit
from csvariable.statement import Statement, StatementPart, statement, why
from csvariable.statement.lines import effect_of

PARTS = (
    HEAD
    + """\
target_incentive: 3000
proration: {amount: calendar-days, targets: none}
kpis:
  nrr: {weight: 60 %, unit: percent, curve: {of: actual, linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}
  csat: {weight: 40 %, unit: percent, missing: hold, curve: {of: actual, lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}]}}
cap: 120 %
pool: {pot: {amount: 100, by: presence, scope: company}}
bonuses:
  podium: {rank: {by: nrr, top: 2, ties: share}, pays: [300, 100]}
  shirt: {when: {nrr: {from: 95 %}}, gives: {item: T-shirt, value: 25}}
roles:
  senior: {target_incentive: 6000}
"""
)
KPIS = "participant,nrr %,csat %\nana,98,92\nben,98,\nchloe,91,85\n"
PEOPLE = "participant,role,entry,exit\nana,,2026-07-01,2026-08-15\nana,senior,2026-08-16,\nben,,,\nchloe,,,\n"


def of(ran: Ran, person: str) -> Statement:
    ids = [one.id for one in ran.results.facts.people]
    return statement(ran.results, ids.index(person))


@pytest.fixture(scope="module")
def parts() -> Ran:
    return Ran(PARTS, KPIS, PEOPLE, "2026-Q3")


def test_effects_add_up_to_the_total() -> None:
    ran = demo()
    for person in ("ana", "ben", "chloe", "david", "emma", "frank"):
        read = of(ran, person)
        assert sum(line.effect for line in read.every if line.effect is not None) == read.total
    assert of(ran, "ana").total == F("3456.88")
    assert of(ran, "david").value("total") == 3750
    assert of(ran, "frank").target_incentive() == 6000


def test_the_mean_of_others_is_told_to_nobody_who_is_not_paid_by_it() -> None:
    plan = (
        HEAD + "target_incentive: 1000\nproration: none\nabsences: {leave: peer-average}\n"
        "kpis:\n  k: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 0 %, pays: 50 %}]}}\n"
    )
    ran = Ran(
        plan, "participant,k\nana,1 %\nben,2 %\n", "participant,absence_days.leave\nana,9\nben,\n", "2026-Q3"
    )
    told = {who: [line.step.name for line in of(ran, who).every if is_shown(line)] for who in ("ana", "ben")}
    assert "k.peers_rate" in told["ana"]
    assert told["ben"] == [name for name in told["ana"] if name != "k.peers_rate"]


ONE_KPI = "kpis:\n  k: {weight: 100 %, unit: money, target: 1000, curve: {linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"


def test_an_adjustment_is_a_line_of_who_has_one_and_no_condition_of_the_others() -> None:
    files = "participant,k\nana,500\nben,500\n", None, "2026-Q3", "participant,amount,reason\nana,5,late\n"
    ran = Ran(HEAD + "target_incentive: 1000\n" + ONE_KPI, *files)
    assert of(ran, "ben").lines[-1].step.name == "total"
    assert of(ran, "ben").lines[-1].conditions == ()
    assert [line.value for line in of(ran, "ana").lines if line.step.name == "adjustments"] == [5]
    assert [is_shown(line) for line in of(ran, "ben").lines if line.step.name == "adjustments"] == [False]
    assert len(of(ran, "ben").lines[-1].operands) == len(of(ran, "ana").lines[-1].operands) - 1


def test_a_target_that_is_added_over_rows_is_told_by_what_each_of_them_adds() -> None:
    """Somebody else has two rows: what was 1,000.00 for the whole period is told as 500.00 all the same."""
    plan = HEAD + "target_incentive: 1000\nproration: {amount: calendar-days, targets: additive}\n" + ONE_KPI
    people = "participant,entry,exit\nana,2026-07-01,2026-08-15\nben,2026-07-01,2026-08-15\nben,2026-08-16,\n"
    ran = Ran(plan, "participant,k\nana,500\nben,500\n", people, "2026-Q3")
    for who, values in (("ana", [500, 500]), ("ben", [500, 1000])):
        shown = [line for line in of(ran, who).parts[0].lines_of("k") if is_shown(line)]
        assert [
            line.value for line in shown if line.step.purpose in {Purpose.TARGET_OF_ROW, Purpose.TARGET}
        ] == values


def test_nothing_paid_is_0() -> None:
    assert of(Ran(PLAN, "participant,nrr\nana,0 %\n"), "ana").total == 0


@pytest.mark.parametrize(
    ("purpose", "value", "effect"),
    [
        (Purpose.ADVANCE, F(5), 5),
        (Purpose.ADVANCE, None, 0),
        (Purpose.REPAID, F(5), -5),
        (Purpose.REPAID, None, 0),
        (Purpose.SETTLED, F(5), None),
    ],
)
def test_what_a_line_adds_to_the_total(purpose: Purpose, value: F | None, effect: int | None) -> None:
    assert effect_of(Step("s", purpose, Unit.MONEY, Given(F(0)), ()), value) == effect


def test_each_part_of_a_person_has_its_lines(parts: Ran) -> None:
    ana = of(parts, "ana")
    assert [part.role for part in ana.parts] == [None, "senior"]
    assert [part.value("target_incentive") for part in ana.parts] == [F("1500.00"), F("3000.00")]
    assert ana.target_incentive() == 4500
    assert sum(line.effect for line in ana.every if line.effect is not None) == ana.total
    assert [line.row for line in why(ana, "nrr.payout")][:2] == [0, 1]
    assert {("earned", 0), ("earned", 1)} <= {(line.step.name, line.row) for line in why(ana, "total")}


def test_a_part_without_a_target_incentive_adds_none(parts: Ran) -> None:
    ana = of(parts, "ana")
    bare = StatementPart(1, "guest", None, ())
    assert Statement(ana.participant, (ana.parts[0], bare), (), ()).target_incentive() == 1500
    assert Statement(ana.participant, (bare,), (), ()).target_incentive() is None


def test_a_line_shows_only_the_branch_taken(parts: Ran) -> None:
    line = of(parts, "ben").parts[0].line("csat.payout")
    assert line is not None
    assert line.value == 0
    assert line.used == Given(F(0))
    assert [one.held for one in line.conditions] == [True, False] or not line.conditions[-1].held


def test_operands_are_what_the_formula_used() -> None:
    read = of(demo(), "ana")
    attainment = read.parts[0].line("nrr.attainment")
    assert attainment is not None
    assert [(one.node, one.value) for one in attainment.operands] == [
        (Ref("nrr.actual"), F("1.0837")),
        (Ref("nrr.target"), F("1.05")),
    ]
    cap = read.parts[0].line("cap")
    assert cap is not None  # earned stands in it twice, and the -1 that nobody wrote is left out
    assert [(one.node, one.value) for one in cap.operands] == [
        (Ref("earned"), F("3206.88")),
        (Given(F(3, 2), ("cap",)), F(3, 2)),
        (Ref("target_incentive"), 2500),
    ]
    actual = read.parts[0].line("nrr.actual")
    assert actual is not None
    assert [one.node for one in actual.operands] == [Fact("nrr.actual")]


def test_a_curve_shows_the_segment_reached_and_the_next_one() -> None:
    tier = next(line.tier for line in of(demo(), "emma").every if line.step.name == "csat.payout_rate")
    assert tier is not None
    assert tier.segment is not None
    assert tier.following is not None
    assert (tier.at, tier.segment.start, tier.following.start) == (F("0.865"), F("0.8"), F("0.9"))
    assert tier.segment.route == ("kpis", "csat", "curve", "lookup", 0, "pays")
    under = next(line.tier for line in of(demo(), "chloe").every if line.step.name == "csat.payout_rate")
    assert under is not None
    assert under.segment is None


def test_a_pool_and_a_podium_show_what_they_cut(parts: Ran) -> None:
    pots = {line.step.name: line.pot for line in of(parts, "ben").every if line.pot is not None}
    pool, podium = pots["pool.pot"], pots["bonuses.podium"]
    assert (pool.amount, pool.members, pool.key, pool.keys) == (F(100), 4, F(1), F(3))
    assert (podium.place, podium.tied, podium.members) == (1, 2, 3)


def test_gifts_are_what_was_given(parts: Ran) -> None:
    assert [(gift.reward.bonus, gift.quantity, gift.value) for gift in of(parts, "ana").gifts] == [
        ("shirt", F(1), F(25))
    ]
    assert not of(parts, "chloe").gifts
    half_days = Ran(PARTS.replace("item: T-shirt, value: 25", "leave_days: 0.5"), KPIS, PEOPLE, "2026-Q3")
    assert [gift.quantity for gift in of(half_days, "ana").gifts] == [F(1, 2)]


def test_why_goes_from_a_step_to_what_it_rests_on_nearest_first() -> None:
    names = [line.step.name for line in why(of(demo(), "ana"), "nrr.payout")]
    assert names[0] == "nrr.payout"
    assert names.index("nrr.part") < names.index("target_incentive")
    assert names.index("nrr.payout_rate") < names.index("nrr.curve_rate") < names.index("nrr.actual")
    assert "csat.actual" in names  # the gate reads it
    assert len(names) == len(set(names))
    assert why(of(demo(), "ana"), "nothing") == ()
    assert "earned" not in names
    assert next(line.step.purpose for line in why(of(demo(), "ana"), "total")) is Purpose.TOTAL
