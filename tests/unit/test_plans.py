"""The plan beside those of its roles: which KPIs, columns and units hold for whom."""

from __future__ import annotations

import pytest
from engine import plans_of
from shared_plans import PAID

from csvariable.facts.plans import Plans
from csvariable.kernel.unit import Unit

PLAN = (
    PAID
    + """\
columns: {region_bonus: {unit: money}}
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  calls: {unit: number}
bonuses: {each: {per: calls, pays: 2, cap: 100}}
roles:
  head: {kpis.visits: {unit: number}, kpis.nrr.target: 95 %}
  lead: {kpis.calls: null, bonuses: null, kpis.visits: {unit: hours}, kpis.demos: {unit: days}}
"""
)


@pytest.fixture
def plans() -> Plans:
    found, problems = plans_of(PLAN)
    assert isinstance(found, Plans), [str(problem.message) for problem in problems]
    return found


def test_the_plans_are_the_base_and_those_of_the_roles(plans: Plans) -> None:
    assert plans.all == (plans.base, plans.roles["head"], plans.roles["lead"])
    assert plans.of(None) is plans.base
    assert plans.of("lead") is plans.roles["lead"]


def test_every_kpi_of_any_role_is_named_once(plans: Plans) -> None:
    assert plans.kpi_ids == ("nrr", "calls", "visits", "demos")
    assert plans.columns == ("region_bonus",)


@pytest.mark.parametrize(
    ("kpi", "role", "unit"),
    [
        ("visits", "lead", Unit.HOURS),
        ("visits", "head", Unit.NUMBER),
        ("visits", None, Unit.NUMBER),
        ("demos", "head", Unit.DAYS),
        ("calls", "lead", Unit.NUMBER),
    ],
)
def test_a_kpi_is_that_of_the_role_or_of_the_first_plan_that_has_it(
    kpi: str, role: str | None, unit: Unit, plans: Plans
) -> None:
    assert plans.kpi(kpi, role).measured_in is unit


def test_a_role_has_its_own_kpi(plans: Plans) -> None:
    assert plans.kpi("nrr", "head") is plans.roles["head"].kpis["nrr"]
    assert plans.kpi("nrr") is plans.base.kpis["nrr"]
    assert plans.kpi("nrr", "head") != plans.kpi("nrr")


def test_a_kpi_made_of_kpis_is_computed() -> None:
    text = PLAN.replace(
        "  calls: {unit: number}\n",
        "  calls: {unit: number, measure: {sum: {posts: 50 %}}}\n  posts: {unit: number}\n",
    )
    found, problems = plans_of(text)
    assert found is not None, [str(problem.message) for problem in problems]
