"""The names and places of the steps of a plan that has every rule."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from engine import plans_of
from small import LINE, PAID, PLAN

from csvariable.kernel.formula import refs
from csvariable.kernel.step import Program
from csvariable.program.compilation import compile_plan

EVERY = (
    PAID + "floor: 10 %\ncap: 200 %\ncap_total: 300 %\nguarantee: {months: 3, pays: 50 %}\n"
    "proration: {amount: calendar-days, targets: additive}\nabsences: {leave: peer-average}\n"
    "draw: {amount: 100, recover: 50 %}\nrounding: {total: 1}\n"
    "kpis:\n"
    f"  a: {{weight: 50 %, unit: money, target: 100, missing: reweight, floor: 10 %, cap: 150 %, curve: {{{LINE}}}}}\n"
    "  b: {weight: 50 %, unit: percent, target: 100 %, matrix: {rows: {of: a, from: [0, 50]}, columns: {of: b, from: [0 %]}, pays: [[0 %], [100 %]]}}\n"
    "gates:\n"
    "  of-plan: {when: {plan.payout_rate: {from: 50 %}}, otherwise: {of: plan, times: 0 %}}\n"
    "  of-kpi: {when: {b: {from: 50 %}}, otherwise: {of: [a], times: 0 %}}\n"
    "modifiers:\n"
    "  of-plan: {by: b, of: plan, curve: {lookup: [{from: 0 %, pays: 100 %}]}}\n"
    "  of-kpi: {by: b, of: [a], curve: {lookup: [{from: 0 %, pays: 100 %}]}}\n"
    "pool: {pot: {amount: earned, by: uniform}}\n"
    "bonuses:\n"
    "  podium: {rank: {by: b, top: 1}, pays: [50]}\n"
    "  shirt: {gives: {item: Shirt, value: 25}}\n"
)
COLUMNS = ("@parts", "@adjustments")


def program(text: str, columns: tuple[str, ...] = COLUMNS) -> Program:
    plans, problems = plans_of(text)
    assert plans is not None, [str(one.message) for one in problems]
    return compile_plan(plans.base, None, columns)


def test_the_steps_of_a_result_are_those_that_the_language_names() -> None:
    assert {step.name for step in program(EVERY).steps if step.public} == {
        *(f"{kpi}.{field}" for kpi in "ab" for field in ("actual", "target", "attainment")),
        *(f"{kpi}.{field}" for kpi in "ab" for field in ("payout_rate", "part", "payout")),
        *("target_incentive", "plan.attainment", "plan.payout_rate", "earned", "modified", "floor"),
        *("gated", "cap", "guarantee", "pool.pot", "earned_replaced", "cap_total", "adjustments"),
        *("gates.of-plan", "gates.of-kpi", "modifiers.of-plan", "modifiers.of-kpi"),
        *("bonuses.podium", "bonuses.shirt", "draw.advance", "draw.repaid", "draw.balance"),
        *("rounding", "total"),
    }


def test_the_total_stands_at_its_rounding_or_at_the_name_of_the_plan() -> None:
    def routes(text: str) -> dict[str, object]:
        return {step.name: step.route for step in program(text, ()).person_steps}

    assert routes(PLAN) == {"total": ("name",)}
    assert routes(f"{PLAN}rounding: {{total: 1}}\n") == dict.fromkeys(
        ("rounding", "total"), ("rounding", "total")
    )


def test_every_step_that_is_read_is_there_even_where_it_can_have_no_value() -> None:
    aimless = f"{PAID}kpis:\n  k: {{weight: 100 %, unit: percent, curve: {{of: attainment, {LINE}}}}}\n"
    found = program(aimless, ())
    names = {step.name for step in found.steps}
    assert {name for step in found.row_steps for name in refs(step.formula)} <= names


def test_what_a_kpi_pays_stands_at_its_curve_or_its_matrix() -> None:
    routes = {step.name: step.route for step in program(EVERY).row_steps}
    assert routes["a.curve_rate"] == ("kpis", "a", "curve")
    assert routes["b.curve_rate"] == ("kpis", "b", "matrix")
