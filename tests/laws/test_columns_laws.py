"""Laws of columns: on any program and any facts, the same values as in fractions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction as F
from functools import cache
from random import Random

import pytest
from engine import plans_of
from hypothesis import HealthCheck, given, settings, strategies as st
from strategies import Scenario, scenarios

from csvariable.engine.columns import layers
from csvariable.engine.columns.evaluation import ColumnFacts, differences, evaluate
from csvariable.engine.demands import refusals
from csvariable.engine.exact import evaluation as exact
from csvariable.engine.run import programs_of
from csvariable.facts.load import Tables, load
from csvariable.facts.model import Facts, Participant, Value
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.formula import (
    Choose,
    Curve,
    Fact,
    Formula,
    Given,
    Greatest,
    Grid,
    Holds,
    Known,
    Least,
    OfParts,
    Over,
    Part,
    Placed,
    Product,
    Quotient,
    Ref,
    Rounded,
    Shared,
    Split,
    Start,
    Sum,
    Within,
    refs,
)
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.segment import BoundWord, Segment
from csvariable.kernel.step import Demand, Program, Step
from csvariable.kernel.unit import Mode, Unit
from csvariable.plan import Role
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table

pytestmark = pytest.mark.slow

Drawn = st.SearchStrategy

COLUMNS = ("a", "b", "c", "flag")
ROLES: tuple[Role, ...] = (None, "lead", "agent")
MODES: tuple[Mode, ...] = ("half-up", "half-even", "half-down", "up", "down")
WORDS: tuple[BoundWord, ...] = ("from", "above", "up_to", "below")
WITHIN: tuple[Within, ...] = ("person", "team", "role", "role and team", "company")
CENT = F(1, 100)
EDGES = [F(0), F(1, 2), F(9, 10), F(1), F(11, 10), F(3, 2), F(100)]

# Bounds and their neighbours, halves of a cent, quotients that do not end, and sizes near 2 ** 126.
values: Drawn[Value] = st.one_of(
    st.none(),
    st.sampled_from(EDGES),
    st.sampled_from(EDGES).flatmap(lambda edge: st.sampled_from([edge - F(1, 1000), edge + F(1, 1000)])),
    st.integers(-3, 3).map(F),
    st.fractions(min_value=0, max_value=2, max_denominator=60),
    st.integers(-400, 400).map(lambda count: F(count, 200)),
    st.sampled_from([F(2**61), F(-(2**62)), F(10**20), F(10**13, 7), F(2**125), F(-(2**126)), F(2**130)]),
)
some: Drawn[F] = st.one_of(st.sampled_from(EDGES), st.integers(-300, 300).map(lambda count: F(count, 100)))


@cache
def formulas(steps: tuple[str, ...], parts: tuple[str, ...] = ()) -> Drawn[Formula]:
    """Any formula of a row, or of a person where `parts` names steps of the rows."""
    leaves: list[Drawn[Formula]] = [
        some.map(Given),
        st.sampled_from([*COLUMNS, "unknown"]).map(Fact),
    ]
    if steps:
        leaves += [st.sampled_from(list(steps)).map(Ref)] * 2
    if parts:
        leaves.append(
            st.builds(OfParts, st.sampled_from(list(parts)), st.sampled_from(["sum", "last", "sum"]))
        )
    return st.recursive(st.one_of(leaves), lambda inner: st.one_of(_nodes(inner)), max_leaves=7)


def _nodes(inner: Drawn[Formula]) -> list[Drawn[Formula]]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    flag = st.one_of(st.builds(Holds, inner, st.sampled_from(WORDS), inner), st.builds(Known, inner))
    return [
        st.builds(Sum, several),
        st.builds(Product, several),
        st.builds(Quotient, inner, inner),
        st.builds(Least, several),
        st.builds(Greatest, several),
        flag,
        st.builds(Choose, flag, inner, inner),
        st.builds(
            Rounded, inner, st.sampled_from([CENT, F(1), F(5), F(1, 3), F(1, 10**4)]), st.sampled_from(MODES)
        ),
        st.builds(
            _curve, inner, st.lists(segments, min_size=1, max_size=4), st.booleans(), some, st.none() | some
        ),
        st.builds(
            _grid,
            inner,
            inner,
            axes,
            axes,
            st.tuples(st.booleans(), st.booleans()),
            st.lists(some, min_size=9, max_size=9),
        ),
        st.builds(_part, inner, several, st.integers(0, 2)),
    ]


segments = st.builds(Segment, st.sampled_from(EDGES), st.booleans(), some, some, st.just(()))
axes = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(EDGES)),
    min_size=1,
    max_size=3,
    unique_by=lambda one: one[1],
)


def _curve(of: Formula, found: list[Segment], falling: bool, before: F, cap: F | None) -> Curve:
    # As programs write it: where two stretches start together, the one that owns the start is first.
    ordered = sorted(found, key=lambda one: (-one.start if falling else one.start, not one.owns_start))
    return Curve(of, tuple(ordered), falling, before, cap)


def _grid(  # noqa: PLR0917
    row: Formula,
    column: Formula,
    rows: list[tuple[BoundWord, F]],
    columns: list[tuple[BoundWord, F]],
    linear: tuple[bool, bool],
    pays: list[F],
) -> Grid:
    starts = [
        tuple(Start(word, at) for word, at in sorted(axis, key=lambda one: one[1]))
        for axis in (rows, columns)
    ]
    lines = tuple(tuple(pays[3 * at : 3 * at + len(columns)]) for at in range(len(rows)))
    return Grid(row, column, starts[0], starts[1], lines, linear, ())


def _part(total: Formula, weights: tuple[Formula, ...], at: int) -> Part:
    """A total of money cut by weights that are not below 0, as programs write it."""
    names = ("b", "a", "c")[: len(weights)]
    kept = tuple(Greatest((weight, Given(F(0)))) for weight in weights)
    return Part(Split(Rounded(total, CENT, "half-up"), kept, names, CENT), names[at % len(names)])


def known_names(rows: Sequence[Step]) -> tuple[str, ...]:
    return tuple(one.name for one in rows)


def step(name: str, formula: Formula) -> Step:
    return Step(name, Purpose.SETTLED, Unit.NUMBER, formula, ())


members: Drawn[Formula] = st.sampled_from([Given(F(1)), Fact("flag"), Known(Fact("a"))])
pools = st.builds(
    Shared,
    st.just("money"),
    st.booleans(),
    st.just("key"),
    st.just("member"),
    st.sampled_from(WITHIN),
    st.booleans(),
    st.sampled_from([CENT, F(1), F(5)]),
)
overs = st.builds(
    Over,
    st.sampled_from(["s0", "money", "absent"]),
    st.sampled_from(["sum", "mean"]),
    st.sampled_from(WITHIN),
    st.sampled_from([None, "flag"]),
)
podiums = st.builds(
    Placed,
    st.just("by"),
    st.just("eligible"),
    st.sampled_from([(F(100),), (F(100), F(50), F(5, 100))]),
    st.sampled_from(WITHIN),
    st.just(CENT),
    st.booleans(),
    st.just(()),
)
measures: Drawn[Formula] = st.sampled_from([OfParts("s0", "last"), OfParts("money", "sum")])


@st.composite
def programs(draw: st.DrawFn, roles: Sequence[Role]) -> dict[Role, Program]:
    """Programs of several roles with the same names, so that they meet across rows."""
    return {role: draw(_program()) for role in roles}


@st.composite
def _program(draw: st.DrawFn) -> Program:
    rows: list[Step] = []
    for at in range(draw(st.integers(1, 4))):
        rows.append(step(f"s{at}", draw(formulas(known_names(rows)))))
    rows += [
        step("money", Rounded(draw(formulas(known_names(rows))), CENT, "half-up")),
        step("key", Greatest((Given(F(0)), draw(formulas(known_names(rows)))))),
        step("member", draw(members)),
        step("pool", draw(pools)),
        step("over", draw(overs)),
    ]
    rows.append(step("after", draw(formulas(("pool", "over", "s0")))))
    parts = known_names(rows)
    people = [
        step("by", draw(measures)),
        step("eligible", draw(members)),
        step("prize", draw(podiums)),
    ]
    people.append(step("total", draw(formulas(("by", "prize"), parts))))
    demands = draw(st.lists(formulas(parts), max_size=2))
    person = draw(st.lists(formulas(("total",), parts), max_size=2))
    return Program(
        tuple(rows),
        tuple(people),
        tuple(Demand(f"d{at}", one, msg(""), ()) for at, one in enumerate(demands)),
        tuple(Demand(f"p{at}", one, msg(""), ()) for at, one in enumerate(person)),
    )


@st.composite
def facts_of(draw: st.DrawFn, roles: Sequence[Role], *, most: int = 6) -> Facts:
    """Facts of a few people, each with one row or several."""
    counts = draw(
        st.one_of(
            st.lists(st.just(1), min_size=1, max_size=most),
            st.lists(st.integers(1, 3), min_size=1, max_size=3),
        )
    )
    rows = sum(counts)
    order = draw(st.permutations(range(rows))) if max(counts) > 1 else list(range(rows))
    ids = draw(st.permutations(["é", "a", "B", "a1", "a10", "a9"]))
    people = []
    for at, count in enumerate(counts):
        people.append(Participant(ids[at], None, tuple(order[:count])))
        order = order[count:]
    flags: Drawn[Value] = st.sampled_from([F(1), F(1), F(0), None])
    return Facts(
        people=tuple(people),
        roles=draw(st.lists(st.sampled_from(list(roles)), min_size=rows, max_size=rows)),
        teams=draw(st.lists(st.sampled_from(["x", "y", None]), min_size=rows, max_size=rows)),
        columns={
            name: draw(st.lists(flags if name == "flag" else values, min_size=rows, max_size=rows))
            for name in COLUMNS
        },
        present=draw(st.lists(st.booleans(), min_size=rows, max_size=rows)),
        place=lambda _row, _column: FilePlace("facts"),
    )


@st.composite
def cases(draw: st.DrawFn, roles: Sequence[Role] = ROLES) -> tuple[dict[Role, Program], Facts]:
    """Programs and facts that go together."""
    some_roles = draw(st.sampled_from([roles, roles[:1]]))
    return draw(programs(some_roles)), draw(facts_of(some_roles))


def assert_same(programs: Mapping[Role, Program], facts: Facts) -> None:
    """Both evaluators give the same values, row by row, and refuse the same rows."""
    expected = exact.evaluate(programs, facts)
    columns = ColumnFacts.of(facts)
    found = evaluate(programs, columns)
    assert differences(expected, found) == []
    assert found.to_results() == expected
    assert refusals(programs, columns, found) == refusals(programs, facts, expected)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=150)
@given(cases(), st.booleans())
def test_columns_give_what_fractions_give(case: tuple[dict[Role, Program], Facts], in_parts: bool) -> None:
    """However few, rows may go through the layers as those of a large run do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layers, "MANY", 0 if in_parts else layers.MANY)
        assert_same(*case)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(scenarios())
def test_columns_pay_what_fractions_pay(scenario: Scenario) -> None:
    plans, _ = plans_of(scenario.text)
    if plans is None:
        return
    tables: list[Table | None] = [
        None if data is None else read_table(data, "file.csv")[0] for data in scenario.files
    ]
    kpis = tables[0]
    assert kpis is not None
    facts, _ = load(Tables([kpis], tables[1], tables[2]), plans, scenario.period)
    if facts is not None:
        assert_same(programs_of(plans, facts), facts)


def local(program: Program) -> Program:
    """The program without what looks across rows."""
    rows = tuple(one for one in program.row_steps if not isinstance(one.formula, (Over, Shared)))
    names = {one.name for one in rows}
    return Program(tuple(one for one in rows if set(refs(one.formula)) <= names), ())


def alone(facts: Facts, rows: Sequence[int]) -> Facts:
    """Some rows, in this order, each of a person of its own."""
    return Facts(
        people=tuple(Participant(str(row), None, (at,)) for at, row in enumerate(rows)),
        roles=[facts.roles[row] for row in rows],
        teams=[facts.teams[row] for row in rows],
        columns={name: [column[row] for row in rows] for name, column in facts.columns.items()},
        present=[facts.present[row] for row in rows],
        place=facts.place,
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(cases(), st.randoms(use_true_random=False))
def test_a_row_is_worth_the_same_among_others_and_in_any_order(
    case: tuple[dict[Role, Program], Facts], dice: Random
) -> None:
    programs, facts = {role: local(program) for role, program in case[0].items()}, case[1]
    every = list(range(len(facts.roles)))
    known = evaluate(programs, ColumnFacts.of(alone(facts, every))).to_results()
    order = dice.sample(every, len(every))
    mixed = evaluate(programs, ColumnFacts.of(alone(facts, order))).to_results()
    for at, row in enumerate(order):
        assert mixed.steps_of_row(at) == known.steps_of_row(row)
        one = evaluate(programs, ColumnFacts.of(alone(facts, [row]))).to_results()
        assert one.steps_of_row(0) == known.steps_of_row(row)
