"""The shape of a cost between three values: what is proved of all between them, and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction as F

from engine import Ran
from small import PAID, TWO_ROWS, ran

from csvariable.bounds import Interval
from csvariable.facts.model import Facts, Value
from csvariable.kernel.formula import Fact, Given, Product, Sum
from csvariable.odds.history import costs_of
from csvariable.solve.lines import NUMBER, SLOPE, FigureLines, domains_between, ends_of
from csvariable.solve.model import PricedRun, run_of
from csvariable.solve.shape import CostShape, CostSpan, Stop

LINE = "linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]"
KPIS = "participant,x\nana,50 %\nben,80 %\n"


def plan(pays: str = "100 %", more: str = "") -> str:
    line = LINE.replace("pays: 100 %", f"pays: {pays}")
    return f"{PAID}kpis:\n  x: {{weight: 100 %, unit: percent, curve: {{of: actual, {line}}}}}\n{more}"


def run(text: str, kpis: str = KPIS, people: str | None = None, period: str | None = None) -> PricedRun:
    found: Ran = ran(text, kpis, people, period)
    assert found.results is not None, found.diagnostics
    return run_of(found.results, costs_of(found.results))


def total(costs: Sequence[Sequence[F]]) -> F:
    return sum((sum(own, F(0)) for own in costs), F(0))


def between(*stops: tuple[F | int, PricedRun]) -> CostSpan | None:
    first, middle, last = (Stop(F(at), [one]) for at, one in stops)
    return CostShape(total).between(first, middle, last)


def test_a_line_costs_what_its_ends_cost() -> None:
    """At 100, 150 and 200 % ana and ben have 500 + 800 of it."""
    stops = [(F(at, 100), run(plan(f"{at} %"))) for at in (100, 150, 200)]
    assert between(*stops) == CostSpan(F(1300), F(2600))
    shape = CostShape(total)
    shape.between(*(Stop(at, [one]) for at, one in stops))
    assert shape.read == 2


def test_programs_of_two_builds_prove_nothing() -> None:
    other = plan("150 %").replace("100 %, pays: 150 %}", "100 %, pays: 150 %}, {at: 120 %, pays: 160 %}")
    assert between((1, run(plan())), (2, run(other)), (3, run(plan("200 %")))) is None


def test_programs_of_the_same_figures_may_be_of_two_builds() -> None:
    """Ana stands on the bound that one of them asks her to pass."""
    reached = plan().replace(LINE, "lookup: [{from: 50 %, pays: 100 %}]")
    passed = reached.replace("from:", "above:")
    assert between((1, run(reached)), (2, run(reached)), (3, run(reached))) == CostSpan(F(2000), F(2000))
    assert between((1, run(reached)), (2, run(passed)), (3, run(reached))) is None


def test_a_figure_that_turns_proves_nothing() -> None:
    assert between((1, run(plan())), (2, run(plan("300 %"))), (3, run(plan("200 %")))) is None


def test_other_people_prove_nothing() -> None:
    one = run(plan())
    assert between((1, one), (2, run(plan(), KPIS + "eva,10 %\n")), (3, one)) is None
    assert between((1, one), (2, run(plan(), KPIS.replace("ben", "eva"))), (3, one)) is None


def test_facts_go_from_one_end_to_the_other() -> None:
    """Ana's 50, 60 and 70 %; a value in the middle that is none proves nothing."""
    runs = [run(plan(), KPIS.replace("50 %", f"{at} %")) for at in (50, 60, 70, 20)]
    assert between((1, runs[0]), (2, runs[1]), (3, runs[2])) == CostSpan(F(1300), F(1500))
    assert between((1, runs[0]), (2, runs[3]), (3, runs[2])) is None


def test_what_may_be_refused_proves_nothing() -> None:
    """A target that passes 0 on its way is refused there."""
    aimed = plan(more="").replace("of: actual, ", "").replace("unit: percent", "unit: percent, target: T %")
    stops = [(F(at), run(aimed.replace("T %", f"{at} %"))) for at in (50, 60, 70)]
    assert between(*stops) is not None
    turned = [
        (at, replace_target(one, to)) for (at, one), to in zip(stops, (F(50), F(-10), F(-70)), strict=True)
    ]
    assert between(*turned) is None


def replace_target(one: PricedRun, to: F) -> PricedRun:
    """A run whose target is another figure than any plan may have."""
    programs = {
        role: replace(
            program,
            row_steps=tuple(
                replace(step, formula=Given(to / 100)) if step.name == "x.target" else step
                for step in program.row_steps
            ),
        )
        for role, program in one.programs.items()
    }
    return PricedRun(programs, one.facts, one.costs)


def test_somebody_who_is_not_there_owes_nothing() -> None:
    text = plan(more="proration: calendar-days\n")
    people = "participant,entry,exit\nana,2026-07-01,\nben,,2026-05-01\n"
    stops = [
        (F(at, 100), run(text.replace("pays: 100 %", f"pays: {at} %"), KPIS, people, "2026-Q3"))
        for at in (100, 150, 200)
    ]
    assert between(*stops) == CostSpan(F(500), F(1000))


def test_of_several_rows_each_has_its_program() -> None:
    text = plan(more="proration: calendar-days\nroles: {senior: {target_incentive: 2000}}\n")
    stops = [
        (
            F(at, 100),
            run(
                text.replace("pays: 100 %", f"pays: {at} %"), "participant,x\nana,50 %\n", TWO_ROWS, "2026-Q3"
            ),
        )
        for at in (100, 150, 200)
    ]
    assert between(*stops) == CostSpan(F(750), F(1500))


def test_a_reward_counts_with_its_worth() -> None:
    """A shirt of 25 for everybody above the bound, which goes from 40 to 60 %."""
    text = plan(more="bonuses: {shirt: {when: {x: {from: T %}}, gives: {item: Shirt, value: 25}}}\n")
    stops = [(F(at), run(text.replace("T %", f"{at} %"))) for at in (40, 50, 60)]
    assert between(*stops) == CostSpan(F(1325), F(1350))


# --------------------------------------------------------------------------------------- figures


def test_figures_are_lines_in_the_number_or_in_the_first_that_is_none() -> None:
    lines = FigureLines([F(1), F(2), F(3)])
    assert lines.add("#0", [F(10), F(12), F(14)])
    assert lines.found["#0"] == Sum((Given(F(8)), Product((Given(F(2)), Fact(NUMBER)))))
    assert lines.add("#1", [F(1), F(1, 2), F(1, 3)])  # 1 / number
    assert lines.found["#1"] == Sum((Given(F(0)), Product((Given(F(1)), Fact(SLOPE)))))
    assert lines.add("#2", [F(3), F(2), F(5, 3)])  # 1 + 2 / number
    assert lines.found["#2"] == Sum((Given(F(1)), Product((Given(F(2)), Fact(SLOPE)))))
    assert lines.add("#3", [F(1), F(4), F(9)])  # none of both
    assert lines.found["#3"] == Fact("#3")
    assert not lines.add("#4", [F(1), F(9), F(4)])
    assert lines.free == {
        NUMBER: Interval(F(1), F(3)),
        SLOPE: Interval(F(1, 3), F(1)),
        "#3": Interval(F(1), F(9)),
    }


def test_columns_are_between_their_ends_or_nowhere() -> None:
    def facts(*columns: list[Value]) -> list[Facts]:
        base = run(plan()).facts
        return [replace(base, columns={"c": one}) for one in columns]

    some = facts([F(1), None], [F(1), None], [F(2), None])
    assert domains_between(some) == [
        {"c": Interval(F(1), F(2))},
        {"c": Interval(None, None, absent=True, empty=True)},
    ]
    assert domains_between(facts([F(1), None], [F(1), F(1)], [F(2), None])) is None
    assert domains_between(facts([F(1), None], [F(3), None], [F(2), None])) is None
    assert ends_of([F(2), F(2), F(1)]) == Interval(F(1), F(2))
