"""What things are called changes nobody's pay: KPIs, columns, gates, bonuses, roles, teams, people."""

from __future__ import annotations

from fractions import Fraction

import pytest
from agreement import answer_of, ask_engine, rewards
from engine import Ran
from hypothesis import given, settings
from small import PAID, steps
from strategies import Scenario, renamings
from strategies.naming import Names, named

from csvariable.kernel.figure import Figure, of_scope, ramp_time, ramp_value, told
from csvariable.plan.ids import ID

pytestmark = pytest.mark.slow

MANY = settings(max_examples=150)
SECTIONS = {"gates": "g", "modifiers": "m", "bonuses": "b", "pool": "p"}


def by_mark(ran: Ran, names: Names) -> dict[str, dict[str, Fraction]] | None:
    """What everybody is paid, step by step, under the marks of all names; None where it is refused."""
    if ran.results is None:
        return None
    marks = {(mark[1], name): mark for mark, name in names.items()}

    def step(name: str) -> str:
        first, dot, rest = name.partition(".")
        kind = SECTIONS.get(first)
        if kind is not None and dot:
            own, more, field = rest.partition(".")
            return f"{first}.{marks[kind, own]}{more}{field}"
        return f"{marks.get(('k', first), first)}{dot}{rest}" if dot else name

    found = {}
    for who, own in answer_of(ran.results).items():
        person, bracket, part = who.partition("[")
        found[f"{marks['w', person]}{bracket}{part}"] = {step(name): value for name, value in own.items()}
    for who, given_ in rewards(ran.results).items():
        found[f"{marks['w', who]} in kind"] = {
            f"{at} {marks['b', bonus]}": count + worth for at, (bonus, count, worth) in enumerate(given_)
        }
    return found


def rules(ran: Ran) -> list[str]:
    """Why a run is refused."""
    return sorted(one.rule for one in ran.diagnostics if one.severity == "error")


@MANY
@given(renamings())
def test_renaming_changes_nobody_s_pay(drawn: tuple[Scenario, Names, Names]) -> None:
    marked, one, other = drawn
    first, second = (ask_engine(named(marked, names)) for names in (one, other))
    assert rules(first) == rules(second)
    assert by_mark(first, one) == by_mark(second, other)


COLUMN = PAID + (
    "columns: {periods: {unit: number}}\n"
    "kpis: {nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 0 %, pays: 100 %}]}}}\n"
    "gates: {ok: {when: {periods: {from: 5}}, otherwise: {of: plan, cap: 0 %}}}\n"
)


@pytest.mark.parametrize("name", ["seniority", "periods", "present", "presence", "counted", "full_period"])
def test_a_column_is_read_from_the_file_whatever_it_is_called(name: str) -> None:
    plan = COLUMN.replace("periods", name)
    paid = steps(plan, "participant,nrr\nana,97 %\n", f"participant,{name}\nana,7\n")
    assert (paid["gates.ok"], paid["gated"], paid["total"]) == ("1", "0.00", "1000.00")
    paid = steps(plan, "participant,nrr\nana,97 %\n", f"participant,{name}\nana,4\n")
    assert (paid["gates.ok"], paid["gated"], paid["total"]) == ("0", "-1000.00", "0.00")


STEP = "curve: {of: attainment, lookup: [{from: 0 %, pays: 0 %}, {from: 100 %, pays: 100 %}]}"
ENTRY = "participant,entry\nana,2026-04-16\n"


@pytest.mark.parametrize("name", ["quota", "targets"])
def test_the_ramp_of_a_kpi_is_that_of_no_other(name: str) -> None:
    plan = f"""{PAID.replace("quarter", "month")}ramp: {{{name}: [1000, 2000, 3000]}}
kpis:
  {name}: {{weight: 50 %, unit: money, target: 4000, {STEP}}}
  sales: {{weight: 50 %, unit: money, target: 4000, {STEP}}}
"""
    paid = steps(plan, f"participant,{name},sales\nana,1000,2500\n", ENTRY, "2026-07")
    assert [paid[one] for one in (f"{name}.target", "sales.target", "total")] == [
        "3516.129032258065",
        "4000.00",
        "0.00",
    ]


@pytest.mark.parametrize("name", ["hires", "time", "ramp"])
def test_a_value_is_that_of_the_file_beside_a_ramp_of_another_kpi(name: str) -> None:
    ten = "curve: {of: actual, lookup: [{from: 0, pays: 0 %}, {from: 10, pays: 100 %}]}"
    plan = f"""{PAID.replace("quarter", "month")}ramp: {{actual: [1000, 2000, 3000]}}
kpis:
  actual: {{weight: 50 %, unit: money, target: 4000, {STEP}}}
  {name}: {{weight: 50 %, unit: number, range: [0, 100], additive: false, {ten}}}
"""
    paid = steps(plan, f"participant,actual,{name}\nana,1000,12\n", ENTRY, "2026-07")
    assert (paid[f"{name}.actual"], paid["total"]) == ("12", "500.00")


def test_no_figure_of_the_engine_has_a_name_that_an_id_can_have() -> None:
    made = [*Figure, ramp_time("k"), ramp_value("k"), of_scope("k.actual", "team"), told("k.target")]
    assert all("@" in name and not ID.fullmatch(name) for name in made)
    assert len({*made, ramp_time("targets"), ramp_value("targets")}) == len(made) + 2


ONE_ID = """csvariable: 1
name: P
currency: EUR
period: month
kpis: {a-b: {unit: percent}}
columns: {a_b: {unit: number}, poste: {unit: number}}
bonuses:
  x: {when: {a-b: {from: 50 %}, a_b: {from: 5}, poste: {from: 2}}, pays: 100}
"""


def test_an_id_written_in_full_is_that_id_and_nothing_that_looks_like_it() -> None:
    people = "participant,a_b,poste\nana,7,2\n"
    assert steps(ONE_ID, "participant,a-b\nana,60 %\n", people)["total"] == "100.00"
    assert steps(ONE_ID, "participant,a-b\nana,60 %\n", people.replace("7", "4"))["total"] == "0.00"
