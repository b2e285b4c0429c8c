"""What the parts of the compiler share: weights, rounding, products and sums, the order of steps."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from fractions import Fraction as F

import pytest
from engine import plans_of
from small import FAR, PAID, PLAN, of_two, refused

from csvariable.kernel.formula import (
    Choose,
    Fact,
    Formula,
    Given,
    Greatest,
    Known,
    Least,
    Product,
    Ref,
    Rounded,
    Sum,
)
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program, Step
from csvariable.kernel.unit import Unit
from csvariable.program.build import MINUS, ONE, UNROUNDED, ZERO, Build, in_order, minus, product, total
from csvariable.program.compilation import compile_plan

X, Y = Fact("x"), Fact("y")


def build(plan: str, *columns: str) -> Build:
    plans, problems = plans_of(plan)
    assert plans is not None, [str(one.message) for one in problems]
    return Build(plans.base, None, frozenset(columns))


def test_numbers_that_nobody_writes() -> None:
    assert (Given(F(0)), Given(F(1)), Given(F(-1))) == (ZERO, ONE, MINUS)
    assert minus(X) == Product((Given(F(-1)), X))


@pytest.mark.parametrize(
    ("rule", "mode", "unit"),
    [
        ("", "half-up", F(1, 100)),
        ("rounding: {mode: half-even}\n", "half-even", F(1, 100)),
        ("rounding: {money: 0.5}\n", "half-up", F(1, 2)),
    ],
)
def test_money_is_rounded_as_the_plan_says(rule: str, mode: str, unit: F) -> None:
    built = build(PLAN + rule)
    assert (built.mode, built.money_unit) == (mode, unit)
    assert (built.rounding is UNROUNDED) is (rule == "")
    assert built.money(X) == Rounded(X, unit, built.mode)


def test_a_currency_without_cents_is_rounded_to_whole_units() -> None:
    assert build(PLAN.replace("EUR", "JPY")).money_unit == 1


def test_places_are_those_of_the_kpi_or_of_the_plan() -> None:
    rule = "rounding: {actual: 1, payout_rate: 2}\n"
    built = build(of_two("rounding: {actual: 3},", "rounding: {attainment: 0},") + rule)
    a, b = built.plan.kpis["a"], built.plan.kpis["b"]
    assert [built.places(one, "actual") for one in (a, b, None)] == [3, 1, 1]
    assert [built.places(one, "attainment") for one in (a, b, None)] == [None, 0, None]
    assert built.rounded(X, 3) == Rounded(X, F(1, 1000), "half-up")
    assert built.rounded(X, None) == X


@pytest.mark.parametrize(
    ("rule", "prorates"),
    [
        ("", False),
        ("proration: {amount: none, targets: none}\n", False),
        ("proration: {amount: calendar-days, targets: none}\n", True),
        ("proration: {amount: none, targets: additive}\n", True),
    ],
)
def test_presence_scales_amounts_or_targets(rule: str, *, prorates: bool) -> None:
    assert build(PLAN + rule).prorates is prorates


OBJECTIVES = PAID + (
    "objectives: {growth: {weight: 60 %}, care: {weight: 40 %}}\nkpis:\n"
    f"  a: {{objective: growth, weight: 50 %, unit: percent, curve: {{of: actual, {FAR}}}}}\n"
    f"  b: {{objective: growth, weight: 50 %, unit: percent, curve: {{of: actual, {FAR}}}}}\n"
    f"  c: {{objective: care, weight: 100 %, unit: percent, curve: {{of: actual, {FAR}}}}}\n"
)


def test_a_weight_is_a_share_of_that_of_its_objective() -> None:
    built = build(OBJECTIVES)
    assert [built.weight(kpi) for kpi in built.plan.kpis.values()] == [F(3, 10), F(3, 10), F(2, 5)]
    plain = build(of_two("", "", (70, 30)))
    assert [plain.weight(kpi) for kpi in plain.plan.kpis.values()] == [F(7, 10), F(3, 10)]
    bare = OBJECTIVES.replace("{weight: 60 %}", "{}").replace("{weight: 40 %}", "{}")
    unweighted = build(bare.replace("weight: 50 %", "weight: 25 %").replace("weight: 100 %", "weight: 50 %"))
    assert [unweighted.weight(kpi) for kpi in unweighted.plan.kpis.values()] == [F(1, 4), F(1, 4), F(1, 2)]


WEIGHTED = PAID + (
    "kpis:\n"
    f"  a: {{weight: 60 %, unit: percent, curve: {{of: actual, {FAR}}}}}\n"
    "  b: {weight: 40 %, unit: percent, matrix: {rows: {of: a, from: [0 %]}, columns: {of: c, from: [0 %]}, pays: [[100 %]]}}\n"
    "  c: {unit: percent}\n"
    f"  d: {{unit: percent, curve: {{of: actual, {FAR}}}}}\n"
)


def test_kpis_that_pay_are_those_with_a_weight_and_a_curve() -> None:
    assert build(WEIGHTED).weighted == ("a", "b")
    assert build(WEIGHTED, "c.weight", "d.weight").weighted == ("a", "b", "d")


def test_a_weight_that_nobody_wrote_is_0() -> None:
    built = build(WEIGHTED)
    assert built.weight(built.plan.kpis["c"]) == 0


def test_a_step_is_named_by_its_purpose_and_by_what_it_belongs_to() -> None:
    built = build(PLAN)
    assert built.step(Purpose.ACTUAL, Unit.NUMBER, X, ("kpis",), kpi="nrr") == Ref("nrr.actual")
    assert built.step(Purpose.GATE, Unit.FLAG, X, ("gates",), of="g") == Ref("gates.g")
    assert built.person_step(Purpose.BONUS, Y, ("name",), of="b", when=X) == Ref("bonuses.b")
    assert built.row_steps == [
        Step("nrr.actual", Purpose.ACTUAL, Unit.NUMBER, X, ("kpis",), kpi="nrr"),
        Step("gates.g", Purpose.GATE, Unit.FLAG, X, ("gates",), of="g"),
    ]
    assert built.person_steps == [Step("bonuses.b", Purpose.BONUS, Unit.MONEY, Y, ("name",), of="b", when=X)]


def test_what_only_serves_the_explanation_is_not_public() -> None:
    steps = {purpose: Step("s", purpose, Unit.MONEY, X, ()) for purpose in Purpose}
    hidden = {purpose.value for purpose, step in steps.items() if not step.public}
    assert hidden == {
        "{}.target_of_row",
        "{}.target_of_all",
        "{}.target_of_member",
        "{}.curve_rate",
        "{}.modified_rate",
        "{}.floored_rate",
        "{}.gated_rate",
        "{}.capped_rate",
        "{}.own_rate",
        "{}.peers_rate",
        "{}.weight",
        "plan.weight",
        "plan.curve_rate",
        "reached",
        "days_of_row",
        "days_of_person",
        "held_of_row",
        "held_of_person",
        "pool.{}.amount",
        "pool.{}.key",
        "pool.{}.member",
        "settled",
        "gates.{}.of_bonuses",
        "modifiers.{}.of_bonuses",
        "bonuses.{}.rate",
        "bonuses.{}.source",
        "bonuses.{}.modified",
        "bonuses.{}.floored",
        "bonuses.{}.gated",
        "bonuses.{}.amount",
        "bonuses.{}.due",
        "bonuses.{}.by",
        "bonuses.{}.place",
        "bonuses.{}.members",
        "bonuses.{}.presence",
        "bonuses.{}.prize",
        "bonuses.{}.by_second",
        "bonuses.{}.by_third",
        "bonuses.{}.eligible",
        "bonuses.{}.kept",
        "bonuses.{}.unpaid",
        "bonuses.{}.given",
    }


def test_a_value_of_one_s_own_goes_before_that_of_the_plan() -> None:
    built = build(PLAN, "x")
    assert built.column_or("x", Y) == Choose(Known(X), X, Y)
    assert built.column_or("x", None) == X
    assert built.column_or("y", X) == X
    assert built.column_or("y", None) is None


def test_products_and_sums_of_one_and_of_nothing() -> None:
    factors: list[list[Formula]] = [[], [ONE], [X], [ONE, X], [X, ONE, Y]]
    assert [product(some) for some in factors] == [ONE, ONE, X, X, Product((X, Y))]
    assert [total(some) for some in ([], [X], [X, Y])] == [ZERO, X, Sum((X, Y))]


def test_steps_stand_behind_those_they_read() -> None:
    def step(name: str, *read: str) -> Step:
        return Step(name, Purpose.SETTLED, Unit.NUMBER, Sum(tuple(map(Ref, read))), ())

    steps = [step("a", "c", "b"), step("b", "c", "elsewhere"), step("c"), step("d", "a")]
    assert [one.name for one in in_order(steps)] == ["c", "b", "a", "d"]


# ------------------------------------------------------------------------------- values of the KPIs


def program(plan: str, *columns: str) -> Program:
    plans, problems = plans_of(plan)
    assert plans is not None, [str(one.message) for one in problems]
    return compile_plan(plans.base, None, columns)


@pytest.mark.parametrize(
    ("measure", "formula"),
    [
        ("{least: [a, b]}", Least((Ref("a.actual"), Ref("b.actual")))),
        ("{greatest: [a, b]}", Greatest((Ref("a.actual"), Ref("b.actual")))),
        (
            "{sum: {a: 200 %, b: -100 %}}",
            Sum(
                (
                    Product((Given(F(2), ("kpis", "m", "measure", "sum", "a")), Ref("a.actual"))),
                    Product((Given(F(-1), ("kpis", "m", "measure", "sum", "b")), Ref("b.actual"))),
                )
            ),
        ),
    ],
)
def test_a_kpi_made_of_kpis_reads_what_was_measured(measure: str, formula: object) -> None:
    plan = of_two("", "") + f"  m: {{unit: percent, measure: {measure}}}\n"
    steps = {one.name: one for one in program(plan).row_steps}
    assert steps["m.actual"].formula == formula
    assert steps["a.actual"].formula == Fact("a.actual")


LACKING = PAID + (
    "kpis:\n"
    f"  a: {{weight: 100 %, unit: percent, curve: {{of: actual, {FAR}}}}}\n"
    "  b: {unit: percent, MISSING target: 50 %}\n  m: {unit: percent, MISSING measure: {least: [b]}}\n"
)
WHEN = "gates: {g: {when: {%s: {from: 10 %%}}, otherwise: {of: plan, times: 0 %%}}}\n"
BONUS = "bonuses: {x: {when: {%s: {from: 10 %%}}, pays: 5}}\n"


@pytest.mark.parametrize(
    ("rule", "missing", "lacking"),
    [
        ("", "", ""),
        (WHEN % "b", "", "b"),
        (WHEN % "b", "missing: hold,", "b"),
        (WHEN % "b.attainment", "missing: hold,", "b"),
        (WHEN % "b.target", "", ""),
        (WHEN % "m", "", "bm"),
        (WHEN % "m", "missing: hold,", ""),
        (BONUS % "b", "", "b"),
        (BONUS % "b", "missing: hold,", ""),
        (BONUS % "b.attainment", "", "b"),
        (BONUS % "b.target", "", ""),
        (BONUS % "m", "", "bm"),
    ],
)
def test_a_value_is_demanded_where_pay_rests_on_it(rule: str, missing: str, lacking: str) -> None:
    demands = program(LACKING.replace("MISSING", missing) + rule).demands
    assert [one.column for one in demands if one.rule == "missing-value"] == [
        f"{kpi}.actual" for kpi in f"a{lacking}"
    ]


@pytest.mark.parametrize(("missing", "demanded"), [("", True), ("missing: zero, ", False)])
def test_a_matrix_demands_what_it_reads(missing: str, *, demanded: bool) -> None:
    plan = WEIGHTED.replace("matrix:", f"{missing}matrix:")
    found = [(one.column, str(one.message)) for one in program(plan).demands if one.rule == "missing-value"]
    matrix = [(None, "the matrix of `b` reads a measure that has no value")] if demanded else []
    assert found == [
        ("a.actual", "`a` has no value"),
        *matrix,
        ("c.actual", "`c` has no value"),
        ("d.actual", "`d` has no value"),
    ]


def test_a_kpi_that_nothing_reads_may_have_no_value() -> None:
    plan = (
        PAID
        + "kpis:\n  z: {unit: percent}\n"
        + f"  a: {{weight: 100 %, unit: percent, curve: {{of: actual, {FAR}}}}}\n"
    )
    assert refused(plan, "participant,z,a\nana,,\n") == [("missing-value", "`ana`: `a` has no value")]
