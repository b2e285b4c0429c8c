"""Targets over closed periods: copied for a year, or jumping."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from csvariable.aims.challenge import Challenge, challenges
from csvariable.facts.plans import Plans
from csvariable.reading import read
from csvariable.text import parse

PLAN = """csvariable: 1
name: Team
currency: EUR
period: quarter
target_incentive: 1000
kpis:
  sold: {weight: 60 %, unit: money, target: 1000, curve: {lookup: [{from: 100 %, pays: 100 %}]}}
  nrr: {weight: 40 %, unit: percent, curve: {of: actual, lookup: [{from: 100 %, pays: 100 %}]}}
roles:
  head: {kpis.sold.target: 2000}
"""


def plans_of(target: str, text: str = PLAN) -> Plans:
    """The plan with another target."""
    document, problems = parse(text.replace("target: 1000,", f"target: {target},").encode(), "plan.yaml")
    assert document is not None, problems
    reading = read(document)
    assert reading.plan is not None, reading.diagnostics
    return Plans(reading.plan, reading.roles)


def found(*targets: str, role: str | None = None) -> list[Challenge]:
    """What is said of the targets of so many quarters."""
    return list(challenges([(f"Q{at}", plans_of(one)) for at, one in enumerate(targets, start=1)], role))


def test_a_target_that_is_the_same_for_four_periods_is_copied() -> None:
    assert found("1000", "1000", "1000") == []
    (one,) = found("900", "1000", "1000", "1000", "1000")
    assert (one.kind, one.first, one.last, one.periods) == ("copied", "Q2", "Q5", 4)
    assert str(one.told) == (
        "the target of `sold` is 1000 EUR in 4 periods, from Q2 to Q5: a challenge grows"
    )
    assert found("1000", "1000", "1000", "1000", "1100") == []
    counted = PLAN.replace("unit: money", "unit: number")
    mixed = [*((f"Q{at}", plans_of("1000", counted)) for at in range(1, 4)), ("Q4", plans_of("1000"))]
    assert list(challenges(mixed)) == []  # 1000 calls are not 1000 euros
    (later,) = found("1000", "900", "1000", "1000", "1000", "1000")
    assert (later.first, later.last, later.periods) == ("Q3", "Q6", 4)


@pytest.mark.parametrize(
    ("before", "now", "jumps"), [("1000", "1250", False), ("1000", "1250.01", True), ("1000", "740", True)]
)
def test_a_target_jumps_by_more_than_a_quarter_of_itself(before: str, now: str, jumps: bool) -> None:
    assert [one.kind for one in found(before, now)] == (["jump"] if jumps else [])


def test_a_jump_is_told_with_both_targets() -> None:
    (one,) = found("1000", "1300")
    assert (one.first, one.last, one.periods) == ("Q1", "Q2", 2)
    assert str(one.told) == (
        "the target of `sold` goes from 1000 EUR in Q1 to 1300 EUR in Q2, by more than 25 %"
    )


def test_roles_yearly_targets_and_what_is_not_written() -> None:
    (one,) = found("1000", "1100", "1200", "1300", role="head")
    assert (str(one.kind), one.now.value) == ("copied", F(2000))
    assert found("1000", "1000", role="nobody") == []
    yearly = found("{annual: 4000}", "{annual: 4000}", "{annual: 4000}", "{annual: 4000}")
    assert [one.kind for one in yearly] == ["copied"]
    gone = PLAN.replace("roles:\n  head: {kpis.sold.target: 2000}\n", "")
    team = PLAN.replace("unit: money, target: 1000,", "unit: money, scope: team, target: members,")
    mixed = [("Q1", plans_of("1000", gone)), ("Q2", plans_of("1000")), ("Q3", plans_of("", team))]
    assert list(challenges(mixed, "head")) == []
    assert list(challenges(mixed)) == []
    assert list(challenges([])) == []


def test_of_a_kpi_that_the_newest_plan_has_not_nothing_is_said() -> None:
    without = PLAN.replace(
        "  sold: {weight: 60 %, unit: money, target: 1000, ",
        "  made: {weight: 60 %, unit: money, target: 7, ",
    )
    newest = plans_of("", without.replace("roles:\n  head: {kpis.sold.target: 2000}\n", ""))
    assert list(challenges([*((f"Q{at}", plans_of("1000")) for at in range(1, 5)), ("Q5", newest)])) == []
