"""At which results everybody stands at target and at threshold: the actual of each KPI, exactly."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from engine import plans_of

from csvariable.bounds import Interval
from csvariable.bounds.levels import Level, at_level, open_gates
from csvariable.bounds.reading import BoundReading
from csvariable.exposure.domains import of_plan
from csvariable.kernel.formula import Fact, Formula, Given, Holds, Product, Sum
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program, Step
from csvariable.kernel.unit import Unit

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\n"
STEPS = "lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}]"
NEXT = F(1, 10**6)


def levels(text: str, level: Level) -> dict[str, F]:
    """The actuals of somebody of a plan without facts."""
    plans, problems = plans_of(HEAD + text)
    assert plans is not None, [str(problem.message) for problem in problems]
    person = of_plan(plans)[0].person
    rows = person.reading().rows
    assert rows is not None
    return at_level(plans.of(None), person.programs[0], rows[0], level)


def both(text: str) -> tuple[F | None, F | None]:
    """The actual of x at target and at threshold."""
    return levels(text, "target").get("x"), levels(text, "threshold").get("x")


def percent(curve: str) -> str:
    return f"kpis: {{x: {{weight: 100 %, unit: percent, curve: {{of: actual, {curve}}}}}}}\n"


def hours(curve: str) -> str:
    kpi = "weight: 100 %, unit: hours, direction: lower"
    return f"kpis: {{x: {{{kpi}, curve: {{of: actual, {curve}}}}}}}\n"


@pytest.mark.parametrize(
    ("curve", "target", "threshold"),
    [
        (STEPS, "0.9", "0.8"),
        ("lookup: [{above: 80 %, pays: 50 %}, {above: 90 %, pays: 100 %}]", "0.900001", "0.800001"),
        ("lookup: [{above: 80 %, pays: 50 %}, {from: 80.0001 %, pays: 100 %}]", "0.800001", "0.8000005"),
        ("lookup: [{above: 80 %, pays: 50 %}, {from: 80.0003 %, pays: 100 %}]", "0.800003", "0.800001"),
        (
            "lookup: [{from: 1 %, pays: 0 %}, {from: 8 %, pays: 50 %}, {above: 9 %, pays: 120 %}]",
            "0.090001",
            "0.08",
        ),
        ("lookup: [{above: 70 %, pays: 100 %}, {from: 70.0001 %, pays: 150 %}]", "0.7000005", "0.7000005"),
        ("lookup: [{from: 80 %, pays: 0 %}, {from: 90 %, pays: 0 %}]", "0.9", None),
        ("linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}, {at: 120 %, pays: 150 %}]", "1", "0.8"),
        ("linear: [{at: 80 %, pays: 50 %}, {at: 120 %, pays: 150 %}, {at: 130 %, pays: 200 %}]", "1", "0.8"),
        ("linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 120 %, before: 100 %}]", "1", "0.8"),
        ("linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 120 %, before: 60 %}]", "1", "0.8"),
        (
            "linear: [{at: 8 %, pays: 0 %}, {at: 10 %, pays: 120 %, before: 100 %}, {at: 12 %, pays: 150 %}]",
            "0.1",
            "0.08",
        ),
        ("linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 0 %}, {at: 120 %, pays: 50 %}]", "1.2", "1"),
        ("linear: [{at: 80 %, pays: 110 %}, {at: 100 %, pays: 120 %}]", "1", "0.8"),
        ("linear: [{at: 80 %, pays: 20 %}, {at: 90 %, pays: 60 %}], beyond: continue", "1", "0.8"),
        ("threshold: 85 %, linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}]", "1", "0.85"),
    ],
)
def test_a_curve_starts_to_pay_and_first_pays_the_whole(
    curve: str, target: str, threshold: str | None
) -> None:
    """Where it never pays 100 % exactly the last stretch is the target."""
    assert both(percent(curve)) == (F(target), None if threshold is None else F(threshold))


@pytest.mark.parametrize(
    ("curve", "target", "threshold"),
    [
        ("lookup: [{up_to: 8 h, pays: 50 %}, {up_to: 4 h, pays: 100 %}]", "4", "8"),
        ("lookup: [{up_to: 8 h, pays: 50 %}, {below: 4 h, pays: 100 %}]", "3.999999", "8"),
        ("lookup: [{below: 8 h, pays: 50 %}, {up_to: 4 h, pays: 100 %}]", "4", "7.999999"),
        ("lookup: [{below: 8 h, pays: 50 %}, {up_to: 7.999999 h, pays: 100 %}]", "7.999999", "7.9999995"),
        ("linear: [{at: 8 h, pays: 50 %}, {at: 4 h, pays: 150 %}, {at: 2 h, pays: 160 %}]", "6", "8"),
        ("linear: [{at: 8 h, pays: 0 %}, {at: 4 h, pays: 100 %}, {at: 2 h, pays: 160 %}]", "4", "8"),
        ("linear: [{at: 8 h, pays: 0 %}, {at: 4 h, pays: 50 %}, {at: 2 h, pays: 150 %}]", "3", "8"),
        ("linear: [{at: 8 h, pays: 20 %}, {at: 4 h, pays: 50 %}, {at: 2 h, pays: 90 %}]", "2", "8"),
    ],
)
def test_where_lower_is_better_levels_lie_below(curve: str, target: str, threshold: str) -> None:
    assert both(hours(curve)) == (F(target), F(threshold))


def test_a_target_is_the_level_at_target_and_attainment_is_undone_at_threshold() -> None:
    line = "linear: [{at: 80 %, pays: 0 %}, {at: 110 %, pays: 100 %}]"
    plan = f"kpis: {{x: {{weight: 100 %, unit: number, target: 20, curve: {{{line}}}}}}}\n"
    assert both(plan) == (F(20), F(16))


def test_what_no_curve_pays_is_at_its_target_at_both_levels() -> None:
    plan = percent(STEPS) + "bonuses: {b: {when: {y.attainment: {from: 100 %}, z: {from: 1}}, pays: 5}}\n"
    plan = plan.replace("}}}\n", "}}, y: {unit: number, target: 7}, z: {unit: number}}\n", 1)
    assert levels(plan, "target") == {"x": F("0.9"), "y": F(7)}
    assert levels(plan, "threshold") == {"x": F("0.8"), "y": F(7)}


def test_what_modifies_stands_where_the_factor_is_one() -> None:
    modifier = "{by: y, of: plan, curve: {lookup: [{from: 0 %, pays: 80 %}, {from: 95 %, pays: 100 %}]}}"
    plan = percent(STEPS).replace("}}}\n", "}}, y: {unit: percent}}\n") + f"modifiers: {{m: {modifier}}}\n"
    assert levels(plan, "target") == {"x": F("0.9"), "y": F("0.95")}
    assert levels(plan, "threshold") == {"x": F("0.8"), "y": F("0.95")}
    own = plan.replace("by: y,", "by: x,").replace(", y: {unit: percent}", "")
    assert levels(own, "target") == {"x": F("0.9")}


def gate(test: str) -> str:
    return f"{{when: {{y: {test}}}, otherwise: {{of: plan, times: 50 %}}}}"


@pytest.mark.parametrize(
    ("tests", "at"),
    [
        (["{from: 70 %}"], "0.7"),
        (["{above: 70 %}"], "0.700001"),
        (["{up_to: 70 %}"], "0.7"),
        (["{below: 70 %}"], "0.699999"),
        (["{from: 70 %}", "{from: 80 %}", "{from: 60 %}"], "0.8"),
        (["{from: 70 %}", "{above: 70 %}"], "0.700001"),
        (["{up_to: 70 %}", "{up_to: 60 %}", "{below: 80 %}"], "0.6"),
        (["{up_to: 70 %}", "{below: 70 %}"], "0.699999"),
        (["{up_to: 70 %}", "{from: 60 %}"], "0.6"),
    ],
)
def test_what_only_opens_gates_stands_at_the_hardest_bound(tests: list[str], at: str) -> None:
    gates = ", ".join(f"g{number}: {gate(test)}" for number, test in enumerate(tests))
    plan = percent(STEPS).replace("}}}\n", "}}, y: {unit: percent}}\n") + f"gates: {{{gates}}}\n"
    assert levels(plan, "target") == {"x": F("0.9"), "y": F(at)}
    assert levels(plan, "threshold") == {"x": F("0.8"), "y": F(at)}


def test_what_has_a_level_already_is_not_moved_by_a_gate() -> None:
    gates = f"gates: {{a: {gate('{from: 99 %}').replace('y:', 'x:')}, b: {gate('{from: 70 %}')}}}\n"
    plan = percent(STEPS).replace("}}}\n", "}}, y: {unit: percent}}\n") + gates
    assert levels(plan, "target") == {"x": F("0.9"), "y": F("0.7")}


def test_a_gate_whose_bound_is_no_number_says_nothing() -> None:
    def step(purpose: Purpose, formula: Formula) -> Step:
        return Step("s", purpose, Unit.FLAG, formula, ())

    def found(purpose: Purpose, *tests: Formula) -> dict[str, F]:
        values: dict[str, F] = {}
        reading = BoundReading({}, {name: Interval(F(0), F(9)) for name in ("y.actual", "z.actual", "w")})
        open_gates(values, Program(tuple(step(purpose, test) for test in tests), ()), reading)
        return values

    y, z = Fact("y.actual"), Fact("z.actual")
    three = Given(F(3))
    own = Holds(Product((Given(F(2)), y)), "from", Sum((three, three)))
    assert found(Purpose.GATE, Holds(z, "from", y), own, Holds(Fact("w"), "from", three)) == {"y": F(3)}
    assert found(Purpose.CAPPED_RATE, own) == {}


MATRIX = (
    "kpis:\n  y: {{unit: percent}}\n  z: {{unit: percent}}\n"
    "  m: {{weight: 100 %, unit: percent, matrix: {{rows: {{of: y, {rows}}}, columns: {{of: z, {columns}}}, "
    "pays: {pays}}}}}\n"
)


@pytest.mark.parametrize(
    ("pays", "target", "threshold"),
    [
        ("[[0 %, 50 %], [80 %, 100 %]]", ("0.7", "0.6"), ("0.5", "0.6")),
        ("[[0 %, 0 %], [80 %, 120 %]]", ("0.7", "0.6"), ("0.7", "0.4")),
        ("[[100 %, 130 %], [150 %, 160 %]]", ("0.5", "0.4"), ("0.5", "0.4")),
        ("[[0 %, 0 %], [0 %, 90 %]]", None, ("0.7", "0.6")),
    ],
)
def test_a_matrix_stands_in_its_first_cell_that_pays_enough(
    pays: str, target: tuple[str, str] | None, threshold: tuple[str, str]
) -> None:
    plan = MATRIX.format(rows="from: [50 %, 70 %]", columns="from: [40 %, 60 %]", pays=pays)
    for level, cell in (("target", target), ("threshold", threshold)):
        found = levels(plan, "target" if level == "target" else "threshold")
        assert found == ({} if cell is None else {"y": F(cell[0]), "z": F(cell[1])})


def test_a_matrix_whose_rows_are_exceeded_stands_just_past_them() -> None:
    plan = MATRIX.format(rows="from: [{above: 50 %}]", columns="from: [40 %]", pays="[[100 %]]")
    assert levels(plan, "target") == {"y": F("0.5") + NEXT, "z": F("0.4")}
    lower = plan.replace("y: {unit: percent}", "y: {unit: percent, direction: lower}").replace(
        "above", "below"
    )
    assert levels(lower, "target") == {"y": F("0.5") - NEXT, "z": F("0.4")}
