"""Columns: each node at its edges, what does not fit, and facts made without fractions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction as F
from pathlib import Path

import polars as pl
import pytest
from engine import plans_of

from csvariable.engine.columns.evaluation import (
    ColumnFacts,
    ColumnResults,
    Overflow,
    Ratio,
    differences,
    evaluate,
)
from csvariable.engine.demands import refusals
from csvariable.engine.exact import evaluation as exact
from csvariable.facts.model import Facts, Participant, Value
from csvariable.facts.ratio import LIMIT, ratio_of
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
    Sum,
)
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Demand, Program, Step
from csvariable.kernel.unit import Unit
from csvariable.plan import Role
from csvariable.program.compilation import compile_plan

BENCH = Path(__file__).parents[2] / "bench" / "plan.yaml"
CENT = F(1, 100)
X, Y, Z = Fact("x"), Fact("y"), Fact("z")


def step(name: str, formula: Formula) -> Step:
    return Step(name, Purpose.SETTLED, Unit.NUMBER, formula, ())


def facts(columns: Mapping[str, Sequence[Value]], parts: Sequence[Sequence[int]] | None = None) -> Facts:
    count = len(next(iter(columns.values())))
    own = [[row] for row in range(count)] if parts is None else parts
    return Facts(
        people=tuple(Participant(f"p{at}", None, tuple(rows)) for at, rows in enumerate(own)),
        roles=[None] * count,
        teams=["a" if row % 3 else None for row in range(count)],
        columns=columns,
        present=[True] * count,
        place=lambda _row, _column: FilePlace("facts"),
    )


def same(rows: Sequence[Step], given: Facts, people: Sequence[Step] = ()) -> ColumnResults:
    """Evaluate both ways, and return what the columns found."""
    programs: dict[Role, Program] = {None: Program(tuple(rows), tuple(people))}
    found = evaluate(programs, ColumnFacts.of(given))
    assert differences(exact.evaluate(programs, given), found) == []
    return found


def one(formula: Formula, given: Facts) -> list[Value]:
    return same([step("s", formula)], given).rows["s"].values()


def test_parts_add_up_and_ties_go_to_the_smallest_name() -> None:
    given = facts(
        {
            "x": [F(100), F(-100), F(1), F(0), None],
            "y": [F(1), F(1), F(1), F(0), F(1)],
            "z": [F(1), F(0), F(2), F(0), F(1)],
        }
    )
    names = ("b", "c", "a")
    weights: tuple[Formula, ...] = (Y, Z, Given(F(0)))
    whole = Rounded(X, CENT, "half-up")
    steps = [step(name, Part(Split(whole, weights, names, CENT), name)) for name in names]
    found = same(steps, given)
    third = [step(name, Part(Split(whole, (Y, Y, Y), names, CENT), name)) for name in names]
    assert [same(third, given).values(name, [0])[0] for name in names] == [
        F(3333, 100),
        F(3333, 100),
        F(3334, 100),
    ]
    assert sum(found.values(name, [1])[0] or 0 for name in names) == -100
    fixed = [step(name, Part(Split(Given(F(1)), (Given(F(1)),) * 3, names, CENT), name)) for name in names]
    assert [same(fixed, given).values(name, [0])[0] for name in names] == [F(33, 100), F(33, 100), F(34, 100)]
    varying = Part(Split(whole, (Quotient(Y, Sum((Z, Given(F(1))))), Z), ("b", "a"), CENT), "a")
    same(
        [
            step("s", varying),
            step("below", Part(Split(whole, (Given(F(-1)), Sum((Y, Given(F(2))))), ("b", "a"), CENT), "a")),
        ],
        given,
    )


def test_nothing_stays_nothing_but_in_known_and_choose() -> None:
    given = facts({"x": [None, F(1), F(0)], "y": [F(2), None, F(3)]})
    nothing = Quotient(Given(F(1)), Given(F(0)))
    formulas: list[Formula] = [
        Known(X),
        Known(nothing),
        Choose(Known(X), X, Y),
        Choose(X, nothing, Y),
        Choose(nothing, X, Y),
        Rounded(nothing, CENT, "up"),
        Curve(nothing, ()),
        Grid(nothing, X, (), (), (), (False, False), ()),
        Part(Split(nothing, (X,), ("a",), CENT), "a"),
        Fact("unknown"),
    ]
    for other in (Y, nothing):
        formulas += [Sum((X, other)), Product((X, other)), Least((X, other)), Greatest((X, other))]
        formulas += [Quotient(X, other), Quotient(other, X), Holds(X, "from", other)]
    for formula in formulas:
        one(formula, given)


def test_values_that_no_column_holds_are_left_to_fractions() -> None:
    given = facts({"x": [F(2**120, 3), F(1, 7), None], "y": [F(2**130), F(5), F(1)]})
    rows = [
        step("square", Product((X, X))),
        step("root", Quotient(Ref("square"), X)),
        step("small", Least((Ref("square"), Given(F(1))))),
        step("after", Sum((Ref("small"), Given(F(1, 2))))),
        step("wide", Y),
    ]
    people = [step("total", OfParts("square", "sum")), step("last", OfParts("wide", "last"))]
    found = same(rows, given, people)
    assert found.values("square", [0]) == [F(2**240, 9)]
    assert found.rows["after"].values() == [F(3, 2), F(1, 49) + F(1, 2), None]
    with pytest.raises(Overflow):
        found.rows["square"]


def test_quotients_by_row_may_have_any_common_denominator() -> None:
    primes = [F(10**9 + at, 10**9 + 7 + 2 * at) for at in range(40)]
    assert not isinstance(ratio_of(primes).denominator, int)
    given = facts({"x": primes, "y": [F(3)] * 40})
    rows = [
        step("sum", Sum((X, Y, X, Given(F(1, 3))))),
        step("product", Product((X, Y, X))),
        step("back", Quotient(Ref("sum"), X)),
        step("least", Least((X, Given(F(1)), Y))),
        step("greatest", Greatest((Ref("sum"), X))),
        step("choice", Choose(Holds(X, "above", Given(F(1, 2))), X, Y)),
        step("mean", Over("sum", "mean", "team")),
        step("money", Rounded(X, CENT, "half-up")),
        step("key", Greatest((Given(F(0)), X))),
        step("member", Given(F(1))),
        step("pool", Shared("money", True, "key", "member", "team", False, CENT)),
    ]
    people = [
        step("by", OfParts("sum", "last")),
        step("eligible", Given(F(1))),
        step("prize", Placed("by", "eligible", (F(100), F(50)), "company", CENT, False, ())),
    ]
    found = same(rows, given, people)
    assert found.rows["sum"].gathered(pl.Series([3])).values() == found.values("sum", [3])
    same(rows, facts({"x": primes, "y": [F(3)] * 40}, [range(at, 40, 8) for at in range(8)]), people)


def direct(count: int, **columns: Ratio) -> ColumnFacts:
    ids = pl.Series([f"p{at}" for at in range(count)], dtype=pl.String)
    return ColumnFacts(count=count, columns=columns, ids=ids)


def whole(*values: int | None) -> pl.Series:
    return pl.Series(values, dtype=pl.Int128)


def test_columns_make_facts_and_facts_make_columns() -> None:
    made = direct(3, x=Ratio(whole(1, None, 9), 2), y=Ratio(whole(1, 2, 3), whole(5, 6, 7)))
    programs: dict[Role, Program] = {
        None: Program(
            (step("s", Sum((X, Y))),),
            (step("total", OfParts("s", "sum")),),
            (Demand("d", Known(X), msg(""), ()),),
        )
    }
    found = evaluate(programs, made)
    assert found.to_results() == exact.evaluate(programs, made.facts)
    assert made.facts.columns["x"][:2] == [F(1, 2), None]
    assert len(made.facts.columns["y"]) == 3
    assert found.values("total", [2]) == [F(9, 2) + F(3, 7)]
    assert [row for row, _ in refusals(programs, made, found)] == [1]
    assert refusals(programs, made, found.to_results()) == refusals(programs, made, found)
    parts = ColumnFacts(
        3, made.columns, pl.Series(["a", "b"]), ("r", "s", "t"), pl.Series([0, 1, 1]),
        person_of=pl.Series([1, 0, 0], dtype=pl.UInt32), last=pl.Series([1, 0], dtype=pl.UInt32),
    )  # fmt: skip
    roles: dict[Role, Program] = {"r": programs[None], "s": programs[None]}
    expected = exact.evaluate(roles, parts.facts)
    assert parts.facts.people[0].rows == (2, 1)
    assert differences(expected, evaluate(roles, parts)) == []


def test_a_difference_names_the_step_and_the_person() -> None:
    made = direct(2, x=Ratio(whole(1, 2), 1))
    programs: dict[Role, Program] = {None: Program((step("s", X),), ())}
    wrong = exact.evaluate({None: Program((step("s", Sum((X, X))),), ())}, made.facts)
    assert differences(wrong, evaluate(programs, made)) == [("s", "p0", F(2), F(1)), ("s", "p1", F(4), F(2))]


def test_what_is_not_a_whole_number_is_refused() -> None:
    programs: dict[Role, Program] = {None: Program((step("s", X),), ())}
    with pytest.raises(TypeError, match="Float64"):
        evaluate(programs, direct(1, x=Ratio(pl.Series([0.5]), 1)))
    both: dict[Role, Program] = {None: Program((step("s", Sum((X, Y))),), ())}
    for under in (0, -1):
        with pytest.raises(ValueError, match="denominator"):
            evaluate(both, direct(2, x=Ratio(whole(1, 1), whole(2, under)), y=Ratio(whole(1, 1), 1)))
    with pytest.raises(TypeError, match="Float64"):
        evaluate(programs, direct(1, x=Ratio(whole(1), pl.Series([0.5]))))
    with pytest.raises(Overflow):
        ratio_of([F(LIMIT * 2)])
    for formula in (Over("t", "sum", "team"), OfParts("t", "sum")):
        with pytest.raises(TypeError):
            evaluate({None: Program((step("s", Sum((formula, X))),), ())}, direct(1, x=Ratio(whole(1), 1)))


def test_nobody_is_paid_nothing() -> None:
    found = evaluate({}, ColumnFacts.of(Facts((), [], [], {}, [], lambda _row, _column: FilePlace("facts"))))
    assert found.to_results().rows == {}
    assert found.row_side.column("s").values() == []
    assert found.refusals() == []


def test_the_plan_of_the_benchmark_pays_the_same() -> None:
    plans, _ = plans_of(BENCH.read_text(encoding="utf-8"))
    assert plans is not None
    columns = {
        "nrr.actual": Ratio(whole(*range(800, 1300)), 1000),
        "revenue.actual": Ratio(whole(*range(0, 40_000_000, 80_000)), 100),
        "grr.actual": Ratio(whole(*range(7000, 12_000, 10)), 10_000),
        "frt.actual": Ratio(whole(*(at % 100 for at in range(500))), 10),
    }
    made = direct(500, **columns)
    programs: dict[Role, Program] = {None: compile_plan(plans.base, None, columns)}
    found = evaluate(programs, made)
    assert differences(exact.evaluate(programs, made.facts), found) == []
    assert found.people["total"].numerator.dtype == pl.Int64
