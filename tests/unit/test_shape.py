"""What is left of a plan when its broken parts are set aside, so that the rules still run."""

from __future__ import annotations

from fractions import Fraction

import pytest
from documents import read as document_of

from csvariable.kernel.diagnostic import Route
from csvariable.reading.shape import Shape, currency, shape

PLAN = """\
csvariable: 1
name: P
currency: EUR
period: month
target_incentive: 1000
x-any: [1, {a: b}]
kpis:
  nrr: {weight: 60 %, unit: percent, target: 90 %, why: w}
  csat: {weight: 40 %, unit: points}
objectives:
  o: {weight: 50 %, why: w}
  p: {weight: 50 %}
gates:
  g: {when: {nrr: {from: 1 %}}, otherwise: {of: plan, cap: 1 %}}
  h: {when: {nrr: {from: 1 %}}, otherwise: {of: plan, cap: 2 %}}
"""


def left(old: str, new: str) -> Shape:
    assert old in PLAN
    return shape(document_of(PLAN.replace(old, new, 1)))


def test_a_plan_that_can_be_read_is_read_whole() -> None:
    found = left("name: P", "name: Q")
    assert found.plan is not None
    assert (found.plan.name, list(found.plan.kpis), found.diagnostics, found.broken) == (
        {"": "Q"},
        ["nrr", "csat"],
        (),
        frozenset(),
    )


BROKEN: list[tuple[str, str, set[Route]]] = [
    ("60 %", "x", {("kpis", "nrr", "weight")}),
    ("target: 90 %", "target: {annual: x}", {("kpis", "nrr", "target"), ("kpis", "nrr", "target", "annual")}),
    ("weight: 60 %", "weigth: 60 %", {("kpis", "nrr", "weight")}),
    ("unit: percent", "unit: zzz", {("kpis", "nrr"), ("kpis", "nrr", "unit")}),
    ("unit: percent, ", "", {("kpis", "nrr"), ("kpis", "nrr", "unit")}),
    ("  nrr: {", "  NRR: {", {("kpis", "NRR")}),
    ("o: {weight: 50 %", "o: {weight: 50", {("objectives", "o", "weight")}),
    ("cap: 1 %", "cap: 1", {("gates", "g"), ("gates", "g", "otherwise", "cap")}),
    ("1000", "x", {("target_incentive",)}),
    ("x-any:", "draw: {amount: x, recover: 1 %}\nx-any:", {("draw",), ("draw", "amount")}),
    ("cap: 1 %}}", "cap: 1 %}, mising: holds}", {("gates", "g", "missing")}),
    ("month", "x", {("period",)}),
    ("EUR", "euro", {("currency",)}),
    ("name: P\n", "", {("name",)}),
    ("x-any: [1, {a: b}]", "zzz: 1", {("zzz",)}),
]


@pytest.mark.parametrize(("old", "new", "broken"), BROKEN, ids=range(len(BROKEN)))
def test_what_cannot_be_read_is_named(old: str, new: str, broken: set[Route]) -> None:
    found = left(old, new)
    assert found.plan is not None
    assert len(found.diagnostics) == 1
    assert found.broken == broken


def test_a_kpi_or_an_objective_loses_what_cannot_be_read_of_it() -> None:
    plan = left("60 %", "x").plan
    assert plan is not None
    assert (plan.kpis["nrr"].weight, plan.kpis["nrr"].why) == (None, {"": "w"})
    assert plan.kpis["csat"].weight == Fraction(2, 5)
    plan = left("o: {weight: 50 %", "o: {weight: 50").plan
    assert plan is not None
    assert (plan.objectives["o"].weight, plan.objectives["o"].why) == (None, {"": "w"})


def test_a_kpi_goes_with_its_unit_and_everything_else_as_a_whole() -> None:
    plan = left("unit: percent", "unit: zzz").plan
    assert plan is not None
    assert list(plan.kpis) == ["csat"]
    plan = left("cap: 1 %", "cap: 1").plan
    assert plan is not None
    assert list(plan.gates) == ["h"]
    plan = left("1000", "x").plan
    assert plan is not None
    assert plan.target_incentive is None


def test_a_key_that_nobody_knows_goes_alone() -> None:
    plan = left("cap: 1 %}}", "cap: 1 %}, mising: holds}").plan
    assert plan is not None
    assert list(plan.gates) == ["g", "h"]


def test_what_every_plan_has_is_taken_for_granted() -> None:
    found = shape(document_of("kpis: {k: {unit: percent}}\n"))
    assert found.plan is not None
    assert (found.plan.name, found.plan.currency, found.plan.period) == ({"": "?"}, "EUR", "quarter")
    plan = left("month", "x").plan
    assert plan is not None
    assert (plan.period, plan.name) == ("quarter", {"": "P"})


def test_several_broken_parts_leave_the_rest() -> None:
    text = PLAN.replace("60 %", "x").replace("unit: points", "unit: y").replace("cap: 2 %", "cap: 2")
    found = shape(document_of(text + "zzz: 1\ndraw: 3\n"))
    assert len(found.diagnostics) == 5
    assert found.plan is not None
    assert (list(found.plan.kpis), list(found.plan.gates), found.plan.draw) == (["nrr"], ["g"], None)


@pytest.mark.parametrize("kpis", ["", "kpis: 3\n", "kpis: {}\n", "kpis: {k: {unit: x}}\n", "kpis: {k: 3}\n"])
def test_without_kpis_there_is_no_plan(kpis: str) -> None:
    found = shape(document_of(f"csvariable: 1\nname: P\ncurrency: EUR\nperiod: month\n{kpis}"))
    assert found.plan is None
    assert len(found.diagnostics) == 1


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("currency: USD", "USD"),
        ("currency: usd", "USD"),
        ("currency: euro", "EUR"),
        ("currency: [USD]", "EUR"),
        ("a: 1", "EUR"),
    ],
)
def test_amounts_are_read_in_the_currency_that_is_meant(written: str, read: str) -> None:
    assert currency(document_of(f"{written}\n")) == read


def test_a_currency_in_small_letters_is_the_only_problem() -> None:
    text = PLAN.replace("EUR", "usd").replace("1000", "1000 USD")
    assert [one.rule for one in shape(document_of(text)).diagnostics] == ["wrong-currency"]
