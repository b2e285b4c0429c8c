"""Plans that differ in figures alone: what they have in common, and the one plan that stands for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction as F

import pytest
from growth import growth

from csvariable.engine.exact.evaluation import evaluate
from csvariable.facts.model import Facts, Participant, Value
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.formula import (
    Curve,
    Fact,
    Formula,
    Given,
    Holds,
    Known,
    OfParts,
    Part,
    Product,
    Ref,
    Split,
    Sum,
)
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.segment import Segment
from csvariable.kernel.step import Demand, Program, Step
from csvariable.kernel.unit import Unit
from csvariable.plan import Role
from csvariable.solve.figures import HOLE, build_of, lifted

Programs = dict[Role, Program]
X = Fact("x")
VALUES: Sequence[Value] = [F(at, 2) for at in range(-3, 14)] + [None]


def facts(**more: Sequence[Value]) -> Facts:
    count = len(VALUES)
    return Facts(
        people=tuple(Participant(f"p{at}", None, (at,)) for at in range(count)),
        roles=[None] * count,
        teams=[None] * count,
        columns={"x": VALUES, **more},
        present=[True] * count,
        place=lambda _row, _column: FilePlace("facts"),
    )


def step(name: str, formula: Formula) -> Step:
    return Step(name, Purpose.SETTLED, Unit.NUMBER, formula, ())


def demand(holds: Formula, message: str) -> Demand:
    return Demand("a-rule", holds, msg("{said}", said=message), ())


def figure(value: int | F) -> Given:
    return Given(F(value), ("target_incentive",))


def curve(
    *segments: tuple[F | int, F | int, F | int],
    of: Formula = X,
    owns: bool = True,
    falling: bool = False,
    before: F | int = 0,
    cap: F | int | None = None,
) -> Curve:
    """A curve of segments: where each starts, its height there, its slope."""
    made = tuple(Segment(F(start), owns, F(base), F(slope), ("kpis", "a")) for start, base, slope in segments)
    return Curve(of, made, falling, F(before), None if cap is None else F(cap))


def plan(formula: Formula) -> Programs:
    return {None: Program((step("s", formula),), (step("total", OfParts("s", "sum")),))}


def heights(programs: Programs, given: Facts) -> list[Value]:
    return list(evaluate(programs, given).people["total"])


# ---------------------------------------------------------------------------------------- what is common


def test_figures_are_told_in_order_and_all_else_is_the_build() -> None:
    """Of a curve: the height before it, of each segment its start, its height at 0, its slope; the cap."""
    one = Sum((Product((X, figure(7))), curve((1, 5, 2), (4, 20, 0), before=3, cap=9), figure(8)))
    build, figures = build_of(plan(one))
    assert figures == [7, 3, 1, 3, 2, 4, 20, 0, 9, 8]
    other = Sum((Product((X, figure(0))), curve((2, 5, 1), (9, 1, 1), before=0, cap=1), Given(F(5))))
    same, others = build_of(plan(other))
    assert same == build
    assert others == [0, 0, 2, 3, 1, 9, -8, 1, 1, 5]


@pytest.mark.parametrize(
    "other",
    [
        curve((1, 5, 2)),
        curve((1, 5, 2), (4, 20, 0), cap=9),
        curve((1, 5, 2), (4, 20, 0), owns=False),
        curve((1, 5, 2), (4, 20, 0), falling=True),
        curve((1, 5, 2), (4, 20, 0), of=Ref("x")),
        curve((1, 5, 2), (4, 20, 0), of=Sum((X, figure(0)))),
        Sum((curve((1, 5, 2), (4, 20, 0)),)),
    ],
    ids=[
        "a tier less",
        "a cap",
        "another bound",
        "the other way",
        "another measure",
        "a sum",
        "another node",
    ],
)
def test_what_differs_in_build_is_another_build(other: Formula) -> None:
    assert build_of(plan(other))[0] != build_of(plan(curve((1, 5, 2), (4, 20, 0))))[0]


def test_a_curve_of_something_computed_and_one_without_segments_stay_as_they_are() -> None:
    computed = curve((1, 5, 2), of=Sum((X, figure(2))), before=3)
    assert build_of(plan(computed))[1] == [2]
    assert build_of(plan(replace(computed, before=F(4))))[0] != build_of(plan(computed))[0]
    bare = curve(before=3, cap=2)
    assert build_of(plan(bare))[1] == []
    assert build_of(plan(curve(before=5, cap=2)))[0] != build_of(plan(bare))[0]


def test_every_part_of_every_role_is_common_or_a_figure() -> None:
    def programs(*figures: int, role: Role = "b", message: str = "") -> Programs:
        one, two, three, four = (figure(value) for value in figures)
        return {
            "a": Program((step("s", one),), (step("t", two),)),
            role: Program((), (), (demand(three, message),), (demand(Known(four), message),)),
        }

    build, figures = build_of(programs(1, 2, 3, 4))
    assert figures == [1, 2, 3, 4]
    same, others = build_of(programs(5, 6, 7, 8, message="in other words"))
    assert same == build
    assert others == [5, 6, 7, 8]
    assert build_of(programs(1, 2, 3, 4, role="c"))[0] != build
    bare = programs(1, 2, 3, 4)
    for lost in ("row_steps", "person_steps"):
        assert build_of({**bare, "a": replace(bare["a"], **{lost: ()})})[0] != build
    for lost in ("demands", "person_demands"):
        assert build_of({**bare, "b": replace(bare["b"], **{lost: ()})})[0] != build


# --------------------------------------------------------------------------------- one plan for several

PAIRS: dict[str, tuple[Formula, Formula]] = {
    "numbers": (Sum((Product((X, figure(2))), figure(3))), Sum((Product((X, figure(-4))), figure(5)))),
    "a curve": (
        curve((1, 5, 2), (F(5, 2), 1, 0), (4, 20, -3), before=2),
        curve((F(1, 2), 4, 1), (2, 0, F(1, 3)), (3, 7, -4), before=-1),
    ),
    "a curve with a cap": (curve((1, 5, 2), before=1, cap=9), curve((2, 3, 4), before=0, cap=F(7, 2))),
    "a curve that falls": (
        curve((4, 1, -2), (1, 9, 1), before=F(1, 3), falling=True, cap=20),
        curve((5, 2, -1), (F(3, 2), 5, 0), before=4, falling=True, cap=8),
    ),
    "a curve of slopes 1 and 0": (curve((1, 5, 1), (3, 2, 0)), curve((1, 4, 0), (3, 2, 1))),
    "a curve of slopes 1 and 0 in both": (curve((1, 5, 1), (3, 2, 0)), curve((1, 4, 1), (3, 1, 0))),
    "a curve between numbers": (
        Sum((figure(1), curve((1, 5, 2), (3, 0, 1)), figure(2))),
        Sum((figure(6), curve((1, 5, 2), (3, 0, 1)), figure(9))),
    ),
    "two curves": (
        Sum((curve((1, 5, 2), before=1), curve((2, 1, 1), cap=3))),
        Sum((curve((1, 5, 2), before=1), curve((3, 2, 2), cap=4))),
    ),
    "a curve of a sum": (
        Sum((curve((1, 5, 2), of=Sum((X, figure(1)))), figure(2))),
        Sum((curve((1, 5, 2), of=Sum((X, figure(3)))), figure(4))),
    ),
    "a curve without segments": (Sum((curve(before=3), figure(2))), Sum((curve(before=3), figure(7)))),
}


@pytest.mark.parametrize("owns", [True, False])
@pytest.mark.parametrize("name", PAIRS)
def test_a_plan_whose_figures_are_facts_pays_what_each_of_the_plans_pays(name: str, owns: bool) -> None:
    def with_bounds(formula: Formula) -> Formula:
        if isinstance(formula, Curve):
            return replace(formula, segments=tuple(replace(one, owns_start=owns) for one in formula.segments))
        return (
            replace(formula, terms=tuple(map(with_bounds, formula.terms)))
            if isinstance(formula, Sum)
            else formula
        )

    plans = [plan(with_bounds(one)) for one in PAIRS[name]]
    (build, one), (same, other) = (build_of(each) for each in plans)
    assert build == same
    assert len(one) == len(other)
    differing = frozenset(at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
    for programs, figures in ((plans[0], one), (plans[1], other)):
        given = facts(**{f"{HOLE}{at}": [figures[at]] * len(VALUES) for at in differing})
        expected = heights(programs, facts())
        assert heights(dict(lifted(plans[0], differing)), given) == expected
        every = facts(**{f"{HOLE}{at}": [value] * len(VALUES) for at, value in enumerate(figures)})
        assert heights(dict(lifted(plans[0], frozenset(range(len(figures))))), every) == expected
        assert heights(dict(lifted(plans[0], frozenset())), facts()) == heights(plans[0], facts())


def test_a_figure_that_is_the_same_in_all_plans_is_no_fact() -> None:
    formula = Sum((figure(1), curve((1, 5, 2)), figure(2), curve((2, 0, 1), before=4)))
    made = lifted(plan(formula), frozenset({5}))[None].row_steps[0].formula
    assert made == Sum((Given(F(1)), formula.terms[1], Fact(f"{HOLE}5"), formula.terms[3]))


def test_demands_are_named_by_their_place_among_those_of_the_role() -> None:
    holds = Holds(X, "from", figure(3))
    rows, people = [demand(holds, "one"), demand(X, "two")], [demand(X, "three"), demand(holds, "four")]
    program = Program((), (), tuple(rows), tuple(people))
    found = lifted({"a": program, "b": program}, frozenset({1, 2}))
    hole = [Fact(f"{HOLE}{at}") for at in (1, 2)]
    assert [[str(one.message) for one in each.demands] for each in found.values()] == [["0", "1"]] * 2
    assert [[str(one.message) for one in each.person_demands] for each in found.values()] == [["2", "3"]] * 2
    assert found["a"].demands[0].holds == Holds(X, "from", Given(F(3)))
    assert found["a"].person_demands[1].holds == Holds(X, "from", hole[0])
    assert found["b"].demands[0].holds == Holds(X, "from", hole[1])
    assert found["b"].person_demands[1].holds == Holds(X, "from", Given(F(3)))


def weighed(count: int) -> Program:
    """KPIs that share an amount by their weights."""
    names = tuple(f"k{at}" for at in range(count))
    split = Split(figure(100), tuple(figure(at + 1) for at in range(count)), names, F(1))
    return Program(tuple(step(f"{name}.part", Part(split, name)) for name in names), ())


def test_the_figures_of_a_split_are_counted_once_for_all_its_parts() -> None:
    build, figures = build_of({None: weighed(3)})
    assert figures == [1, 2, 3, 100]
    other = replace(weighed(3), row_steps=(*weighed(3).row_steps[:2], *weighed(3).row_steps[2:]))
    apart, more = build_of({None: other})  # the last part has a split of its own
    assert len(more) == 2 * len(figures)
    assert apart != build
    found = lifted({None: weighed(3)}, frozenset({1}))[None]
    splits = [one.formula.split for one in found.row_steps if isinstance(one.formula, Part)]
    assert all(one is splits[0] for one in splits)
    assert splits[0].weights[1] == Fact(f"{HOLE}1")
    paid = evaluate({None: found}, facts(**{f"{HOLE}1": [F(7)] * len(VALUES)})).rows
    assert [paid[f"k{at}.part"][0] for at in range(3)] == [F(9), F(64), F(27)]


def test_the_build_of_twice_as_many_parts_takes_twice_the_calls() -> None:
    assert growth(lambda count: build_of({None: weighed(count)}), 10) < 2.2
    assert growth(lambda count: lifted({None: weighed(count)}, frozenset({1})), 10) < 2.2
